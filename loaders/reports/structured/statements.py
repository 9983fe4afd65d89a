"""Adds what one field says to a record: its value as RDF, or an error that names the field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from loaders.curation.concepts import Concepts
from loaders.edtf.partial import Interval
from loaders.mapping.base import Context, Record
from loaders.mapping.dated import add_date, add_when
from loaders.mapping.identifiers import GEONAMES, WIKIDATA
from loaders.mapping.languages import language_iri
from loaders.mapping.places import add_point
from loaders.reports.structured import values
from loaders.reports.structured.schema import Field
from loaders.reports.structured.things import Thing
from loaders.vocabulary import DCTERMS, FRBR, RDF, RDFS, SKOS, prefixes


@dataclass(frozen=True)
class Statements:
    """Turns values into statements; ``language`` is that of the report (two letters)."""

    context: Context
    concepts: Concepts
    language: str

    def term(self, name: str) -> NamedNode:
        """Return the property or class of a prefixed name."""
        prefix, _, local = name.removeprefix("^").partition(":")
        return NamedNode(prefixes(self.context.settings.base)[prefix] + local)

    def terms(self, names: tuple[str, ...]) -> tuple[NamedNode, ...]:
        """Return the classes of prefixed names."""
        return tuple(map(self.term, names))

    def add(self, record: Record, subject: NamedNode, wanted: Field, words: str) -> None:
        """Add the statement of a value that names no thing; raise ValueError when it is not one."""
        if wanted.value == "choice":
            _check_choice(wanted, words)
        elif wanted.value == "concept":
            self._concept(record, subject, wanted, words)
        elif wanted.value == "date":
            _date(record, subject, wanted.name, words)
        elif wanted.value == "language":
            record.add(subject, self.term(wanted.term), language_iri(values.language(words)))
        elif wanted.value == "expression":
            self._expression(record, subject, words)
        elif wanted.term and wanted.value not in {"latitude", "longitude"}:
            self._literal(record, subject, wanted, words)

    def _literal(self, record: Record, subject: NamedNode, wanted: Field, words: str) -> None:
        term = self.term(wanted.term)
        if wanted.value == "number":
            record.add(subject, term, values.number(words))
        elif wanted.value == "web":
            record.add(subject, term, values.address(words))
        elif wanted.value == "alternative":
            record.add(subject, term, values.tagged(words))
        elif wanted.value == "tagged":
            record.text(subject, term, words, self.language)
        elif wanted.value == "identifier":
            _identifier(record, subject, term, wanted.of[0], words)
        elif term == RDFS.label:
            self._name(record, subject, words)
        else:
            record.text(subject, term, words)

    def _name(self, record: Record, subject: NamedNode, words: str) -> None:
        """Add a name: the label, unless the thing is registered under another one."""
        kind, key = subject.value.rsplit("/", 2)[-2:]
        entry = self.context.registry.entry(kind, key)
        renamed = entry is not None and entry.label != words
        record.text(subject, SKOS.altLabel if renamed else RDFS.label, words)
        if kind == "publication":
            record.text(subject, DCTERMS.title, words)

    def _concept(self, record: Record, subject: NamedNode, wanted: Field, words: str) -> None:
        for scheme in wanted.of:
            key = self.concepts.find(scheme, words)
            if key:
                record.add(
                    subject, self.term(wanted.term), record.concept(scheme.partition("#")[0], key)
                )
                if wanted.name == "class":
                    record.add(subject, record.urb.typology, self.context.iris.scheme(scheme))
                return
        known = ", ".join(self.concepts.keys(wanted.of[0]))
        raise ValueError(f"{words!r} is not a concept of {' or '.join(wanted.of)} (known: {known})")

    def _expression(self, record: Record, subject: NamedNode, words: str) -> None:
        """Add a language version of a charter."""
        code = values.language(words)
        expression = NamedNode(f"{subject.value}#{code}")
        record.add(subject, record.urb.hasExpression, expression)
        record.add(subject, FRBR.realization, expression)
        record.add(expression, RDF.type, record.urb.CharterExpression)
        record.add(expression, DCTERMS.language, language_iri(code))
        record.text(expression, RDFS.label, f"{subject.value.rsplit('/', 1)[-1]} ({code})", "en")

    def link(self, record: Record, subject: NamedNode, wanted: Field, thing: Thing) -> None:
        """Add a statement about another thing (and the other way round where both are usual)."""
        target = self.context.iris.thing(thing.kind, thing.key)
        urb, term = record.urb, self.term(wanted.term)
        if target == subject:
            return
        if wanted.term.startswith("^"):
            record.add(target, term, subject)
        else:
            record.add(subject, term, target)
        if term == urb.governs:
            record.add(target, urb.government, subject)
        elif term == urb.about and "/id/figure/" in subject.value:
            record.add(target, urb.hasFigure, subject)


def point(record: Record, subject: NamedNode, given: Mapping[str, str]) -> None:
    """Add the point of a place; raise ValueError when half of it is missing or no degrees."""
    if "latitude" in given or "longitude" in given:
        latitude = values.degrees(given.get("latitude", ""), 90)
        longitude = values.degrees(given.get("longitude", ""), 180)
        add_point(record, subject, latitude, longitude)


def _check_choice(wanted: Field, words: str) -> None:
    if words not in wanted.of:
        raise ValueError(f"{words!r} is not one of: {', '.join(wanted.of)}")


def _date(record: Record, subject: NamedNode, name: str, words: str) -> None:
    """Add a date; a stretch of time as ``date`` is start and end."""
    when = values.when(words)
    if not isinstance(when, Interval):
        add_date(record, subject, name, when)
    elif name == "date":
        add_when(record, subject, when)
    else:
        known = when.end if name == "end" else when.start
        add_date(record, subject, name, known)
        record.text(subject, record.urb.dateText, words)


def _identifier(record: Record, subject: NamedNode, term: NamedNode, kind: str, words: str) -> None:
    """Add an identifier; one source alone makes a close match, not the same thing."""
    found = values.identifier(kind, words)
    record.text(subject, term, found)
    links = {"geonames": f"{GEONAMES}{found}/", "wikidata": f"{WIKIDATA}{found}"}
    if kind in links:
        record.add(subject, record.urb.likelySameAs, NamedNode(links[kind]))
