"""Maps a report after the template to facts: a record an entry, with the report as its source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from loaders.documents.structured import values
from loaders.documents.structured.concepts import Concepts
from loaders.documents.structured.fields import HEAD, Field, Section, section
from loaders.documents.structured.model import Entry, StructuredReport
from loaders.documents.structured.read import error_at
from loaders.documents.structured.things import (
    Proposed,
    Thing,
    Things,
    classes_of,
    kind_of,
    missing,
)
from loaders.errors import GroupedError, UrbsolError
from loaders.interpret.partial import Interval
from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.mapping.charters import language_iri
from loaders.mapping.dated import add_date, add_when
from loaders.mapping.identifiers import GEONAMES, WIKIDATA
from loaders.mapping.places import add_point
from loaders.text import key_of
from loaders.vocabulary import DCTERMS, FRBR, RDF, RDFS, SKOS, XSD, prefixes


@dataclass(frozen=True)
class MappedReport:
    """The records of a report and the things it proposes for the registry."""

    mapped: Mapped
    proposed: tuple[Proposed, ...]


@dataclass(frozen=True)
class Origin:
    """Which report is read: stem of the source, file as shown, key of the publication."""

    stem: str
    file: str
    key: str
    checksum: str = ""


def map_report(
    report: StructuredReport, origin: Origin, context: Context, *, strict: bool = False
) -> MappedReport:
    """Return the statements of a report.

    Raises GroupedError with file, field and line (row, cell, paragraph) of every value that cannot
    be read; with ``strict`` also of every thing that the registry does not know.
    """
    mapper = _Mapper(report, origin, context)
    records = mapper.run()
    if strict:
        mapper.refuse_new()
    if mapper.errors:
        count = f"{len(mapper.errors)} errors" if len(mapper.errors) > 1 else "1 error"
        raise GroupedError(f"{origin.file}: {count}", errors=tuple(mapper.errors))
    return MappedReport(Mapped(tuple(records)), tuple(mapper.things.proposed.values()))


class _Mapper:
    """Maps one report; collects every error before it gives up."""

    def __init__(self, report: StructuredReport, origin: Origin, context: Context) -> None:
        self.report = report
        self.origin = origin
        self.context = context
        self.things = Things(context)
        self.concepts = Concepts.load(context.settings.ontology / "schemes")
        self.errors: list[UrbsolError] = []
        self.names: set[str] = set()
        self.taken: set[tuple[str, str]] = set()
        self.language = report.head.values.get("language", "en").lower()
        self.iri = context.iris.thing("publication", origin.key)

    def run(self) -> list[Record]:
        """Return the records: the report itself, then its entries in order."""
        try:
            self.things.declare(self.report)
        except ValueError as error:
            self._error(str(error), self.report.head, "key")
            return []
        head = Thing("publication", self.origin.key, self.report.head.values.get("title", ""))
        self.things.propose(head, self.report.head.at)
        city = self.report.head.values.get("city", "")
        self.city = self.things.find(city, ("city", "place"))
        if self.city is None:
            what, remedy = missing(city, ("city", "place"))
            self._error(what, self.report.head, "city", remedy)
        records = [self._head(head)]
        for entry in self.report.entries:
            known = section(entry.section)
            if known is not None:
                record = self._entry(entry, known)
                records += [record] if record else []
        return records

    def refuse_new(self) -> None:
        """Add an error for everything that the registry does not know."""
        for proposed in self.things.proposed.values():
            thing = proposed.thing
            what = f"the {thing.kind} {thing.key!r} is not in data/registry/{thing.kind}.csv"
            self.errors.append(
                error_at(self.origin.file, what, proposed.at, "add it there, then build again")
            )

    def _head(self, thing: Thing) -> Record:
        entry = self.report.head
        record = self._record(entry, "report")
        subject = record.thing(thing.kind, thing.key, *self._terms(HEAD.classes))
        if self.origin.checksum:
            record.text(subject, record.urb.checksum, self.origin.checksum)
        self._fields(record, entry, HEAD, subject)
        return record

    def _entry(self, entry: Entry, known: Section) -> Record | None:
        thing = self._subject(entry, known)
        if thing is None:
            return None
        record = self._record(entry, f"{known.name}-{thing.key}"[:100].rstrip("-"))
        if known.name == "facts" and thing.kind == "country":
            subject = record.thing(thing.kind, thing.key)
        elif known.name == "facts":
            subject = record.thing(thing.kind, thing.key, *self._terms(classes_of(thing, known)))
        else:
            subject = record.thing(thing.kind, thing.key, *self._terms(classes_of(thing, known)))
            self._label(record, entry, known, subject, thing)
        self._fields(record, entry, known, subject)
        self._extras(record, entry, known, subject)
        return record

    def _label(
        self, record: Record, entry: Entry, known: Section, subject: NamedNode, thing: Thing
    ) -> None:
        """Give things without a name of their own one made of their parts, in English."""
        if any(f.value == "name" and entry.values.get(f.name) for f in known.fields):
            return
        parts = [self._shown(entry, known.field(name)) for name in known.parts]
        words = " – ".join(filter(None, parts)) or thing.key.replace("-", " ")
        text = entry.values.get("stated_text") or f"{words} ({known.kind})"
        record.text(subject, RDFS.label, text, "en")

    def _shown(self, entry: Entry, wanted: Field | None) -> str:
        if wanted is None:
            return ""
        if wanted.value == "thing":
            thing = self._target(entry, wanted)
            return thing.label or thing.key if thing else ""
        return entry.values.get(wanted.name, "")

    def _subject(self, entry: Entry, known: Section) -> Thing | None:
        """Return the thing that an entry describes; None after an error."""
        if known.name == "facts":
            return self._target(entry, known.fields[0], told=True)
        kind = kind_of(entry)
        if entry.values.get("key") or not known.parts:
            name = entry.values.get("key") or next(
                entry.values.get(f.name, "") for f in known.fields if f.value == "name"
            )
            found = self.things.find(f"{kind}/{name}", (kind,)) or self.things.find(name, (kind,))
            if found is None:
                self._error(f"no key can be made of {name!r}", entry, "key", "give one")
            return found
        parts = [self._part(entry, known.field(name)) for name in known.parts]
        if not all(parts):
            for name in known.parts:
                wanted = known.field(name)
                if wanted and wanted.value == "thing":
                    self._target(entry, wanted, told=True)
            return None
        when = "" if known.name != "figures" else key_of(entry.values.get("date", ""))
        key = "--".join(
            filter(None, ["--".join(map(str, parts[:2])) + (f"-{when}" if when else "")])
        )
        thing = Thing(kind, self._free(kind, key))
        self.things.propose(thing, entry.at)
        return thing

    def _part(self, entry: Entry, wanted: Field | None) -> str:
        if wanted is None:
            return ""
        if wanted.value == "thing":
            thing = self._target(entry, wanted)
            return thing.key if thing else ""
        words = entry.values.get(wanted.name, "")
        if wanted.value == "concept":
            return next(filter(None, (self.concepts.find(s, words) for s in wanted.of)), "")
        return key_of(words)

    def _free(self, kind: str, key: str) -> str:
        free, number = key, 1
        while (kind, free) in self.taken:
            number += 1
            free = f"{key}--{number}"
        self.taken.add((kind, free))
        return free

    def _record(self, entry: Entry, name: str) -> Record:
        free, number = name, 1
        while free in self.names:
            number += 1
            free = f"{name}--{number}"
        self.names.add(free)
        row = Row(self.origin.stem, self.origin.file, entry.number, {})
        evidence = entry.values.get("evidence", "") or "verified"
        record = Record(row, free, self.context)
        if evidence not in {"verified", "inferred"}:
            self._error(f"{evidence!r} is neither verified nor inferred", entry, "evidence")
        record.catalogue += self._described(record, entry, evidence)
        return record

    def _described(self, record: Record, entry: Entry, evidence: str) -> list[Quad]:
        """Return what the catalogue says of a record: file, place, and the report as its source."""
        iris, urb = self.context.iris, self.context.urb
        graph, node = iris.catalogue(), record.graph
        found: list[tuple[NamedNode, NamedNode | Literal]] = [
            (RDF.type, urb.Record),
            (DCTERMS.isPartOf, iris.source(self.origin.stem)),
            (DCTERMS.source, self.iri),
            (urb.file, Literal(self.origin.file)),
            (urb.evidence, iris.concept("evidence", evidence)),
        ]
        if entry.number:
            found.append((urb.row, Literal(str(entry.number), datatype=XSD.integer)))
        if entry.at.sheet:
            found.append((urb.sheet, Literal(entry.at.sheet)))
        for name in entry.many("source"):
            found.append((DCTERMS.source, self._cited(record, entry, name)))
        page = entry.values.get("source_page", "")
        if page.isdecimal():
            found.append((urb.page, Literal(str(int(page)), datatype=XSD.integer)))
        elif page:
            found.append((SKOS.note, Literal(page)))
        return [Quad(node, predicate, value, graph) for predicate, value in found]

    def _cited(self, record: Record, entry: Entry, words: str) -> NamedNode:
        thing = self.things.find(words, ("publication",))
        if thing:
            return self.context.iris.thing(thing.kind, thing.key)
        if words.startswith(("http://", "https://")):
            for citation in record.cite(words):
                return citation.iri
        self._error(*_split(missing(words, ("publication",)), entry), "source")
        return self.iri

    def _terms(self, names: tuple[str, ...]) -> tuple[NamedNode, ...]:
        return tuple(self._term(name) for name in names)

    def _term(self, name: str) -> NamedNode:
        prefix, _, local = name.removeprefix("^").partition(":")
        return NamedNode(prefixes(self.context.settings.base)[prefix] + local)

    def _fields(self, record: Record, entry: Entry, known: Section, subject: NamedNode) -> None:
        for wanted in known.fields:
            try:
                if wanted.value == "thing":
                    self._things(record, entry, wanted, subject)
                elif wanted.name in entry.values:
                    self._value(record, entry, wanted, subject)
            except ValueError as error:
                self._error(str(error), entry, wanted.name, wanted.help)

    def _things(self, record: Record, entry: Entry, wanted: Field, subject: NamedNode) -> None:
        if not wanted.term:
            return
        names = entry.many(wanted.name) if wanted.many else [entry.values.get(wanted.name, "")]
        term = self._term(wanted.term)
        for name in names or [""]:
            thing = self._named(name, wanted)
            if thing is None and name and wanted.spare:
                record.text(subject, self._term(wanted.spare), name)
            elif thing is None and name:
                self._error(*_split(missing(name, wanted.of), entry), wanted.name)
            elif thing is not None:
                self._link(record, subject, term, thing, inverse=wanted.term.startswith("^"))

    def _link(
        self, record: Record, subject: NamedNode, term: NamedNode, thing: Thing, *, inverse: bool
    ) -> None:
        target = self.context.iris.thing(thing.kind, thing.key)
        if target == subject:
            return
        if inverse:
            record.add(target, term, subject)
        else:
            record.add(subject, term, target)
        if term == self.context.urb.governs:
            record.add(target, self.context.urb.government, subject)
        if term == self.context.urb.about and "/id/figure/" in subject.value:
            record.add(target, self.context.urb.hasFigure, subject)

    def _target(self, entry: Entry, wanted: Field, *, told: bool = False) -> Thing | None:
        words = entry.values.get(wanted.name, "")
        found = self._named(words, wanted)
        if found is None and told:
            self._error(*_split(missing(words, wanted.of), entry), wanted.name)
        return found

    def _named(self, words: str, wanted: Field) -> Thing | None:
        """Return the thing that a value names, or the default where nothing is written."""
        if words:
            return self.things.find(words, wanted.of)
        if self.city is None or not wanted.default:
            return None
        if wanted.default == "city":
            return self.city
        government = self.things.government(self.city)
        self.things.propose(government, self.report.head.at)
        return government

    def _value(self, record: Record, entry: Entry, wanted: Field, subject: NamedNode) -> None:
        words = entry.values[wanted.name]
        names = entry.many(wanted.name) if wanted.many else [words]
        handler = self._handlers().get(wanted.value)
        if handler is not None and (wanted.term or wanted.value == "choice"):
            for name in names:
                handler(record, subject, wanted, name)

    def _handlers(self) -> dict[str, Callable[[Record, NamedNode, Field, str], None]]:
        return {
            "name": self._text, "text": self._text, "tagged": self._tagged, "date": self._date,
            "alternative": self._alternative, "concept": self._concept, "number": self._number,
            "web": self._web, "geonames": self._geonames, "wikidata": self._wikidata,
            "code": self._code, "language": self._language, "choice": self._choice,
            "special": self._expression,
        }  # fmt: skip

    def _text(self, record: Record, subject: NamedNode, wanted: Field, words: str) -> None:
        record.text(subject, self._term(wanted.term), words)
        if wanted.term == "rdfs:label" and "/id/publication/" in subject.value:
            record.text(subject, DCTERMS.title, words)

    def _tagged(self, record: Record, subject: NamedNode, wanted: Field, words: str) -> None:
        record.text(subject, self._term(wanted.term), words, self.language)

    def _alternative(self, record: Record, subject: NamedNode, wanted: Field, words: str) -> None:
        record.add(subject, self._term(wanted.term), values.tagged(words))

    def _date(self, record: Record, subject: NamedNode, wanted: Field, words: str) -> None:
        when = values.when(words)
        if isinstance(when, Interval) and wanted.name == "date":
            add_when(record, subject, when)
        elif isinstance(when, Interval):
            known = when.end if wanted.name == "end" else when.start
            add_date(record, subject, wanted.name, known or when.start or when.end)
            record.text(subject, record.urb.statedDate, words)
        else:
            add_date(record, subject, wanted.name, when)

    def _concept(self, record: Record, subject: NamedNode, wanted: Field, words: str) -> None:
        for scheme in wanted.of:
            key = self.concepts.find(scheme, words)
            if key:
                record.add(subject, self._term(wanted.term), record.concept(scheme, key))
                if wanted.name == "class":
                    typology = self.context.iris.scheme(scheme)
                    record.add(subject, self.context.urb.typology, typology)
                return
        known = ", ".join(self.concepts.keys(wanted.of[0]))
        raise ValueError(f"{words!r} is no concept of {' or '.join(wanted.of)} (known: {known})")

    def _number(self, record: Record, subject: NamedNode, wanted: Field, words: str) -> None:
        record.add(subject, self._term(wanted.term), values.number(words))

    def _web(self, record: Record, subject: NamedNode, wanted: Field, words: str) -> None:
        record.add(subject, self._term(wanted.term), values.address(words))

    def _geonames(self, record: Record, subject: NamedNode, wanted: Field, words: str) -> None:
        number = values.identifier("geonames", words)
        record.text(subject, self._term(wanted.term), number)
        record.add(subject, SKOS.closeMatch, NamedNode(f"{GEONAMES}{number}/"))

    def _wikidata(self, record: Record, subject: NamedNode, wanted: Field, words: str) -> None:
        item = values.identifier("wikidata", words)
        record.text(subject, self._term(wanted.term), item)
        record.add(subject, SKOS.closeMatch, NamedNode(f"{WIKIDATA}{item}"))

    def _code(self, record: Record, subject: NamedNode, wanted: Field, words: str) -> None:
        record.text(subject, self._term(wanted.term), values.identifier("code", words))

    def _language(self, record: Record, subject: NamedNode, wanted: Field, words: str) -> None:
        record.add(subject, self._term(wanted.term), language_iri(values.language(words)))

    def _choice(self, record: Record, subject: NamedNode, wanted: Field, words: str) -> None:
        del record, subject
        if words not in wanted.of:
            raise ValueError(f"{words!r} is none of: {', '.join(wanted.of)}")

    def _expression(self, record: Record, subject: NamedNode, wanted: Field, words: str) -> None:
        code = values.language(words)
        expression = NamedNode(f"{subject.value}#{code}")
        record.add(subject, self._term(wanted.term), expression)
        record.add(subject, FRBR.realization, expression)
        record.add(expression, RDF.type, self.context.urb.CharterExpression)
        record.add(expression, DCTERMS.language, language_iri(code))
        record.text(expression, RDFS.label, f"{subject.value.rsplit('/', 1)[-1]} ({code})", "en")

    def _extras(self, record: Record, entry: Entry, known: Section, subject: NamedNode) -> None:
        """Add what no single field says: a point, and the class of parts of publications."""
        if known.name == "facts" and {"latitude", "longitude"} & set(entry.values):
            try:
                latitude = values.degrees(entry.values.get("latitude", "none"), 90)
                longitude = values.degrees(entry.values.get("longitude", "none"), 180)
                add_point(record, subject, latitude, longitude)
            except ValueError as error:
                self._error(str(error), entry, "latitude", "give latitude and longitude")
        if known.name == "sources" and entry.values.get("part_of"):
            record.add(subject, RDF.type, self.context.urb.PublicationPart)

    def _error(self, what: str, entry: Entry, column: str, remedy: str = "") -> None:
        error = error_at(self.origin.file, what, entry.where(column), remedy, column)
        if str(error) not in {str(known) for known in self.errors}:
            self.errors.append(error)


def _split(found: tuple[str, str], entry: Entry) -> tuple[str, Entry]:
    return f"{found[0]}; {found[1]}", entry
