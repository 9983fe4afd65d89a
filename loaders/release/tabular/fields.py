"""Makes the fields of a table from its columns; titles and descriptions are the ontology's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from loaders.release.changes.dump import Dump
from loaders.release.tabular.columns import CITED, IRI, KEY, RECORDS, SOURCES
from loaders.release.tabular.model import LANGUAGES, PRECISIONS, Column, Datatype, Field, Table
from loaders.vocabulary import RDFS, SKOS, prefixes

Titles = tuple[tuple[str, str], ...]
PLAIN: Mapping[str, Datatype] = {
    "text": "string",
    "thing": "anyURI",
    "address": "anyURI",
    "decimal": "decimal",
    "integer": "integer",
    "boolean": "boolean",
}
BOUNDS = ("earliest", "latest")


@dataclass(frozen=True)
class Fields:
    """Makes fields; ``dump`` holds the ontology that says what properties mean."""

    dump: Dump
    base: str
    _iris: dict[str, str] = field(default_factory=dict)

    @cached_property
    def prefixes(self) -> Mapping[str, str]:
        """Return the prefixes of properties."""
        return prefixes(self.base)

    def of(self, table: Table) -> tuple[Field, ...]:
        """Return the fields of a table, in the order of the file."""
        columns = [field for column in table.columns for field in self._column(column)]
        ends = (
            Field(SOURCES, "string", description=SOURCE_TEXT, many=True),
            Field(RECORDS, "anyURI", description=RECORD_TEXT, many=True),
            Field(CITED, "anyURI", self.iri("urb:citedPage"), description=CITED_TEXT, many=True),
        )
        begins = (
            Field(IRI, "anyURI", description="The address of the thing.", required=True),
            Field(KEY, "string", description="Its key, the last part of it.", required=True),
        )
        return (*begins, *columns, *ends)

    def iri(self, name: str) -> str:
        """Return the IRI of a prefixed name, "" for a column that is no property of its own."""
        if name not in self._iris:
            prefix, _, local = name.removeprefix(">").partition(":")
            self._iris[name] = self.prefixes[prefix] + local if local else ""
        return self._iris[name]

    def bound(self, column: Column, which: str) -> str:
        """Return the IRI of the property that bounds a date: ``urb:start``, ``urb:earliestStart``.

        ``which`` is ``earliest`` or ``latest``.
        """
        prefix, _, local = column.source.removeprefix(">").partition(":")
        return f"{self.prefixes[prefix]}{which}{local[0].upper()}{local[1:]}"

    def _column(self, column: Column) -> Iterator[Field]:
        if column.type == "names":
            yield from self._names(column)
        elif column.type == "date":
            yield from self._date(column)
        else:
            one = replace(
                self._field(column.name, PLAIN[column.type], self.iri(column.source)),
                many=column.many,
                refers="" if column.many else column.refers,
            )
            yield one
            if column.type == "thing":
                yield Field(
                    f"{column.name}_label",
                    "string",
                    description=f"What the thing in {column.name} is called.",
                    many=column.many,
                )

    def _names(self, column: Column) -> Iterator[Field]:
        yield replace(self._field(column.name, "string", RDFS.label.value), required=True)
        for language in LANGUAGES:
            text = f"What it is called in the language {language}."
            yield Field(f"{column.name}_{language}", "string", SKOS.prefLabel.value, (), text)

    def _date(self, column: Column) -> Iterator[Field]:
        yield self._field(column.name, "string", self.iri(column.source))
        for which in BOUNDS:
            yield self._field(f"{column.name}_{which}", "date", self.bound(column, which))
        text = f"How far {column.name} is known; bounds: only the earliest or latest day is."
        yield Field(f"{column.name}_precision", "string", description=text, options=PRECISIONS)

    def _field(self, name: str, datatype: Datatype, iri: str) -> Field:
        titles, description = self._words(iri) if iri else ((), "")
        return Field(name, datatype, iri, titles, description or f"{name.replace('_', ' ')}.")

    def _words(self, iri: str) -> tuple[Titles, str]:
        """Return the labels of a property by language, and what it means in English."""
        titles, meaning = dict[str, str](), ""
        for quad in self.dump.quads(iri):
            term = quad.object
            if not isinstance(term, Literal):
                continue
            if quad.predicate == SKOS.prefLabel and term.language in LANGUAGES:
                titles[term.language] = term.value
            elif _explains(quad.predicate) and term.language in {"en", None}:
                meaning = min(filter(None, (meaning, term.value)))
        return tuple(sorted(titles.items())), meaning


def _explains(predicate: NamedNode) -> bool:
    return predicate in {SKOS.definition, RDFS.comment}


SOURCE_TEXT = "The sources that say so, by the names of their folders."
RECORD_TEXT = "The records that say so: the named graphs of the row or claim it was read from."
CITED_TEXT = "The web pages and publications those records cite."
