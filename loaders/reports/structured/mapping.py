"""Maps a report after the template to facts: a record an entry, with the report as its source."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pyoxigraph import Literal, NamedNode, Quad

from loaders.curation.concepts import Concepts
from loaders.documents.model import Locator
from loaders.errors import DataError, GroupedError, UrbsolError
from loaders.mapping.base import Context, Mapped, MissingKey, Record, Row
from loaders.reports.structured.fields import HEAD, SECTIONS, section
from loaders.reports.structured.model import Entry, StructuredReport
from loaders.reports.structured.read import error_at
from loaders.reports.structured.schema import Field, Section
from loaders.reports.structured.statements import Statements, point
from loaders.reports.structured.things import (
    REGISTERED,
    Names,
    Thing,
    classes_of,
    kind_of,
    missing,
    name_of,
)
from loaders.text import key_of
from loaders.vocabulary import DCTERMS, RDF, RDFS, SKOS, XSD

REMEDY = "write its key or name as registered, or describe it in a section of this report"


@dataclass(frozen=True)
class Origin:
    """Which report is read: stem of the source, file as shown, key of the publication, sha256.

    ``prefix`` begins the names of its records where a source holds several reports.
    """

    stem: str
    file: str
    key: str
    checksum: str = ""
    prefix: str = ""


@dataclass(frozen=True)
class Proposed:
    """A thing that the registry does not know, with where the report names it."""

    kind: str
    key: str
    label: str
    at: Locator


def map_report(report: StructuredReport, origin: Origin, context: Context) -> Mapped:
    """Return the statements of a report.

    Raises GroupedError with file, field and line (row, cell, paragraph) of every value that cannot
    be read and of every thing that the registry does not know.
    """
    mapper = _Mapper(report, origin, context)
    records = mapper.run()
    if mapper.errors:
        count = f"{len(mapper.errors)} errors" if len(mapper.errors) > 1 else "1 error"
        raise GroupedError(f"{origin.file}: {count}", errors=tuple(mapper.errors))
    return Mapped(tuple(records))


def map_with_proposals(
    report: StructuredReport, origin: Origin, context: Context
) -> tuple[Mapped, tuple[Proposed, ...]]:
    """Do as ``map_report``, but return what the registry does not know instead of refusing it."""
    new: list[MissingKey] = []
    mapped = map_report(report, origin, replace(context, missing=new))
    places = {(e.section, e.number): e.at for e in (report.head, *report.entries)}
    found: dict[tuple[str, str], Proposed] = {}
    for one in new:
        iri = context.iris.thing(one.kind, one.key)
        quads = (q for q in one.record.quads if q.subject == iri and q.predicate == RDFS.label)
        label = next((q.object.value for q in quads if isinstance(q.object, Literal)), one.key)
        at = places.get((_section_of(one.record.name), one.record.row.number), report.head.at)
        found.setdefault((one.kind, one.key), Proposed(one.kind, one.key, label, at))
    return mapped, tuple(found.values())


def _section_of(record: str) -> str:
    """Return the section that a record's name begins with."""
    return next((s.name for s in SECTIONS if record.startswith(f"{s.name}-")), HEAD.name)


class _Mapper:
    """Maps one report; collects every error before it gives up."""

    def __init__(self, report: StructuredReport, origin: Origin, context: Context) -> None:
        self.report = report
        self.origin = origin
        self.context = context
        self.errors: list[UrbsolError] = []
        self.graphs: set[str] = set()
        self.keys: set[tuple[str, str]] = set()
        concepts = Concepts.of(context.settings)
        language = report.head.values.get("language", "en").lower()
        self.statements = Statements(context, concepts, language)
        self.iri = context.iris.thing("publication", origin.key)

    def run(self) -> list[Record]:
        """Return the records: the report itself, then its entries in order."""
        head = self.report.head
        try:
            self.names = Names.of(self.report, self.context.registry)
        except ValueError as error:
            self._error(str(error), head, "key")
            return []
        if self.names.city is None:
            self._error(
                missing(head.values.get("city", ""), ("city", "place")), head, "city", REMEDY
            )
        known = ((entry, section(entry.section)) for entry in self.report.entries)
        records = [self._entry(entry, where) for entry, where in known if where is not None]
        return [self._head(), *(record for record in records if record is not None)]

    def _head(self) -> Record:
        entry = self.report.head
        record = self._record(entry, "report")
        thing = Thing("publication", self.origin.key)
        subject = self._made(record, entry, thing, HEAD)
        kind = record.concept("publication-type", "report")
        record.add(subject, record.urb.publicationType, kind)
        record.text(subject, record.urb.checksum, self.origin.checksum)
        self._fields(record, entry, HEAD, subject)
        return record

    def _entry(self, entry: Entry, known: Section) -> Record | None:
        try:
            thing = self._subject(entry, known)
        except ValueError as error:
            self._error(str(error), entry, "key")
            return None
        if thing is None:
            return None
        record = self._record(entry, f"{known.name}-{thing.key}")
        subject = self._made(record, entry, thing, known)
        self._label(record, entry, known, subject)
        self._fields(record, entry, known, subject)
        try:
            point(record, subject, entry.values)
        except ValueError as error:
            self._error(str(error), entry, "latitude", "give latitude and longitude in degrees")
        if known.name == "sources" and entry.values.get("part_of"):
            record.add(subject, RDF.type, record.urb.PublicationPart)
        return record

    def _made(self, record: Record, entry: Entry, thing: Thing, known: Section) -> NamedNode:
        """Return the IRI of the thing of a record, with its classes."""
        classes = self.statements.terms(classes_of(thing, known))
        if thing.kind not in REGISTERED:
            return record.thing(thing.kind, thing.key, *classes)
        try:
            return record.registered(thing.kind, thing.key, *classes)
        except DataError as error:
            self._error(error.what, entry, "key", error.remedy)
            return record.thing(thing.kind, thing.key)

    def _label(self, record: Record, entry: Entry, known: Section, subject: NamedNode) -> None:
        """Give things without a name of their own one made of their parts, in English."""
        if known.name == "facts" or name_of(entry, known):
            return
        stated = entry.values.get("stated_text") or stated_words(entry)
        if stated and "stated_text" not in entry.values:
            record.text(subject, record.urb.statedText, stated)
        parts = [self._shown(entry, field) for field in map(known.field, known.parts) if field]
        words = " – ".join(filter(None, parts)) or subject.value.rsplit("/", 1)[-1]
        record.text(subject, RDFS.label, stated or words, "en")

    def _shown(self, entry: Entry, wanted: Field) -> str:
        thing = self.names.value(entry, wanted) if wanted.value == "thing" else None
        return (thing.label or thing.key) if thing else entry.values.get(wanted.name, "")

    def _subject(self, entry: Entry, known: Section) -> Thing | None:
        """Return the thing that an entry describes; None after an error."""
        if known.name == "facts":
            return self._needed(entry, known.fields[0])
        kind = kind_of(entry)
        own = entry.values.get("key") or ("" if known.parts else name_of(entry, known))
        if own:
            return self.names.things.find(own, (kind,))
        parts = [self._part(entry, field) for field in map(known.field, known.parts) if field]
        if not all(parts):
            return None
        when = key_of(entry.values.get("date", "")) if known.name == "figures" else ""
        return Thing(kind, self._free(kind, "--".join(parts) + (f"-{when}" if when else "")))

    def _needed(self, entry: Entry, wanted: Field) -> Thing | None:
        thing = self.names.value(entry, wanted)
        if thing is None:
            words = entry.values.get(wanted.name, "")
            self._error(missing(words, wanted.of), entry, wanted.name, REMEDY)
        return thing

    def _part(self, entry: Entry, wanted: Field) -> str:
        """Return what a field adds to a key made of parts; '' after an error."""
        if wanted.value == "thing":
            thing = self._needed(entry, wanted)
            return thing.key if thing else ""
        words = entry.values.get(wanted.name, "")
        if wanted.value != "concept":
            return key_of(words)
        found = (self.statements.concepts.find(scheme, words) for scheme in wanted.of)
        key = next(filter(None, found), "")
        if not key:
            self._error(f"{words!r} is not a concept of {wanted.of[0]}", entry, wanted.name)
        return key

    def _free(self, kind: str, key: str) -> str:
        free, number = key, 1
        while (kind, free) in self.keys:
            number += 1
            free = f"{key}--{number}"
        self.keys.add((kind, free))
        return free

    def _record(self, entry: Entry, name: str) -> Record:
        """Open the record of an entry under a name that no other record has."""
        name = f"{self.origin.prefix}{name}"[:100].rstrip("-")
        free, number = name, 1
        while free in self.graphs:
            number += 1
            free = f"{name}--{number}"
        self.graphs.add(free)
        country = self.names.things.find(entry.values.get("country", ""), ("country",))
        values = {"country_iso2": country.key.upper()} if country else {}
        row = Row(self.origin.stem, self.origin.file, entry.number, values)
        record = Record(row, free, self.context)
        record.catalogue += self._described(record, entry)
        return record

    def _described(self, record: Record, entry: Entry) -> list[Quad]:
        """Return what the catalogue says of a record: file, place, and the report as its source."""
        iris, urb = self.context.iris, self.context.urb
        evidence = entry.values.get("evidence", "verified")
        found: list[tuple[NamedNode, NamedNode | Literal]] = [
            (RDF.type, urb.Record),
            (DCTERMS.isPartOf, iris.source(self.origin.stem)),
            (DCTERMS.source, self.iri),
            (urb.file, Literal(self.origin.file)),
        ]
        if evidence in {"verified", "inferred"}:
            found.append((urb.evidence, iris.concept("evidence", evidence)))
        if entry.number:
            found.append((urb.row, _integer(entry.number)))
        if entry.at.sheet:
            found.append((urb.sheet, Literal(entry.at.sheet)))
        found += [(DCTERMS.source, iri) for iri in self._cited(record, entry)]
        page = entry.values.get("source_page", "")
        if page:
            number = page.isdecimal() and int(page) > 0
            found.append((urb.page, _integer(int(page))) if number else (SKOS.note, Literal(page)))
        graph = iris.catalogue()
        return [Quad(record.graph, predicate, value, graph) for predicate, value in found]

    def _cited(self, record: Record, entry: Entry) -> list[NamedNode]:
        """Return the publications that an entry names as its sources."""
        found: list[NamedNode] = []
        for words in entry.many("source"):
            thing = self.names.things.find(words, ("publication",))
            if thing:
                found.append(self.context.iris.thing(thing.kind, thing.key))
            elif words.startswith(("http://", "https://")):
                found += [citation.iri for citation in record.cite(words)]
            else:
                self._error(missing(words, ("publication",)), entry, "source", REMEDY)
        return found

    def _fields(self, record: Record, entry: Entry, known: Section, subject: NamedNode) -> None:
        kind = kind_of(entry)
        for wanted in known.fields:
            if wanted.name in entry.values and wanted.only and kind not in wanted.only:
                what = f"{wanted.name} goes with {' or '.join(wanted.only)}, not with {kind}"
                self._error(what, entry, wanted.name)
                continue
            words = entry.values.get(wanted.name, "")
            for value in entry.many(wanted.name) if wanted.many else [words]:
                self._value(record, entry, wanted, subject, value)

    def _value(
        self, record: Record, entry: Entry, wanted: Field, subject: NamedNode, words: str
    ) -> None:
        try:
            if wanted.value == "thing":
                self._thing(record, entry, wanted, subject, words)
            elif words:
                self.statements.add(record, subject, wanted, words)
        except ValueError as error:
            self._error(str(error), entry, wanted.name, wanted.help)

    def _thing(
        self, record: Record, entry: Entry, wanted: Field, subject: NamedNode, words: str
    ) -> None:
        """Link the thing that a value names; other words are kept where that is allowed."""
        thing = self.names.named(words, wanted) if wanted.term else None
        if thing is not None:
            self._check_known(record, entry, wanted, thing)
            self.statements.link(record, subject, wanted, thing)
        elif words and wanted.spare:
            record.text(subject, self.statements.term(wanted.spare), words)
        elif words and wanted.term:
            self._error(missing(words, wanted.of), entry, wanted.name, REMEDY)

    def _check_known(self, record: Record, entry: Entry, wanted: Field, thing: Thing) -> None:
        """See that a thing which no entry describes is in the registry."""
        declared = thing in self.names.things.declared.values()
        if thing.kind not in REGISTERED or declared:
            return
        if self.context.registry.entry(thing.kind, thing.key) is None:
            try:
                record.registered(thing.kind, thing.key)
            except DataError as error:
                self._error(error.what, entry, wanted.name, error.remedy)

    def _error(self, what: str, entry: Entry, column: str, remedy: str = "") -> None:
        error = error_at(self.origin.file, what, entry.where(column), remedy, column)
        if str(error) not in {str(known) for known in self.errors}:
            self.errors.append(error)


def stated_words(entry: Entry) -> str:
    """Return a figure or date in the words of its fields: the report is its source."""
    given = entry.values
    if entry.section == "stated-dates":
        return " – ".join(given[name] for name in ("date", "start", "end") if name in given)
    if entry.section != "figures":
        return ""
    span = "–".join(given[name] for name in ("min", "max") if name in given)
    words = (given.get("qualifier", ""), given.get("value", span),
             given.get("unit") or given.get("measure", ""))  # fmt: skip
    return " ".join(filter(None, words))


def _integer(number: int) -> Literal:
    return Literal(str(number), datatype=XSD.integer)
