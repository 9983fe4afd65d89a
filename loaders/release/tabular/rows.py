"""Reads the rows of tables from a canonical dump, thing by thing, in little memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, groupby

from pyoxigraph import Literal, NamedNode, Quad

from loaders.errors import DataError
from loaders.iris import is_claims_graph
from loaders.kinds import kind
from loaders.rdf.nquads import iri, quads_of, split
from loaders.release.changes.dump import Dump
from loaders.release.tabular.columns import CITED, IRI, KEY, RECORDS, SOURCES
from loaders.release.tabular.fields import BOUNDS, Fields
from loaders.release.tabular.model import LANGUAGES, Column, Field, Row, Table, Value
from loaders.vocabulary import EDTF, RDF, RDFS, SKOS, WGS, XSD

Term = NamedNode | Literal
CLAIMS = b"/claims>"  # in most lines nothing can be the graph of claims
PRECISION = {
    XSD.dateTime: "time",
    XSD.date: "day",
    XSD.gYearMonth: "month",
    XSD.gYear: "year",
    EDTF: "other",
}


@dataclass(frozen=True)
class Thing:
    """What the reviewed graphs say of a thing."""

    iri: str
    quads: tuple[Quad, ...]

    @cached_property
    def _by_property(self) -> dict[str, dict[Term, list[str]]]:
        """Return the values of each property in their order, and the graphs they stand in."""
        found: dict[str, dict[Term, list[str]]] = {}
        for quad in self.quads:
            value, graph = quad.object, quad.graph_name
            if isinstance(value, NamedNode | Literal) and isinstance(graph, NamedNode):
                said = found.setdefault(quad.predicate.value, {})
                said.setdefault(value, []).append(graph.value)
        return found

    def values(self, predicate: str) -> list[Term]:
        """Return the values of a property, each once, in their order."""
        return list(self._by_property.get(predicate, ()))

    def graphs(self, predicate: str, wanted: Term | None = None) -> list[str]:
        """Return the graphs in which a property stands, with a value if one is given."""
        found = self._by_property.get(predicate, {})
        said = found.values() if wanted is None else [found.get(wanted, [])]
        return list(dict.fromkeys(chain.from_iterable(said)))


@dataclass(frozen=True)
class Rows:
    """Makes the rows of tables; IRIs begin with ``base``."""

    dump: Dump
    base: str
    _addresses: dict[str, str] = field(default_factory=dict)
    _points: dict[str, tuple[str, str] | None] = field(default_factory=dict)

    @cached_property
    def fields(self) -> Fields:
        """Return what makes the fields of the tables."""
        return Fields(self.dump, self.base)

    def of(self, table: Table) -> Iterator[Row]:
        """Yield the rows of a table by the IRIs of their things.

        Raise DataError when a column has several values that is declared to have one.
        """
        fields = self.fields.of(table)
        for name in table.kinds:
            wanted = NamedNode(self.fields.iri(kind(name).class_))
            for thing in self._things(name):
                if wanted in thing.values(RDF.type.value):
                    yield from self._rows(table, fields, thing)

    def _things(self, name: str) -> Iterator[Thing]:
        lines = (line for line in self.dump.under(f"{self.base}id/{name}/") if reviewed(line))
        for subject, group in groupby(quads_of(lines), key=lambda quad: quad.subject):
            if isinstance(subject, NamedNode) and "#" not in subject.value:
                yield Thing(subject.value, tuple(group))

    def _rows(self, table: Table, fields: tuple[Field, ...], thing: Thing) -> Iterator[Row]:
        each = self.fields.iri(table.each) if table.each else ""
        for value in thing.values(each) if each else [None]:
            other = self._other(value)
            cells = {field.name: None for field in fields} | self._ends(thing, each, value)
            for column in table.columns:
                asked = other if column.source.startswith(">") else thing
                cells |= self._cells(column, asked)
            yield Row(cells, self._point(table, thing))

    def _other(self, value: Term | None) -> Thing:
        if not isinstance(value, NamedNode):
            return Thing("", ())
        lines = (line for line in self.dump.lines(value.value) if reviewed(line))
        return Thing(value.value, tuple(quads_of(lines)))

    def _ends(self, thing: Thing, each: str, value: Term | None) -> dict[str, Value]:
        """Return what every row says: which thing, and who says so."""
        said = thing.graphs(each, value) if value else thing.graphs(RDF.type.value)
        start = f"{self.base}graph/"
        records = sorted(one for one in said if not one.startswith(f"{start}rules/"))
        stems = {one.removeprefix(start).partition("/")[0] for one in records}
        pages = (self._address(one) for one in thing.values(self.fields.iri("urb:citedPage")))
        return {
            IRI: thing.iri,
            KEY: thing.iri.rpartition("/")[2],
            SOURCES: tuple(sorted(stems)),
            RECORDS: tuple(records),
            CITED: tuple(sorted(set(pages))),
        }

    def _address(self, page: Term) -> str:
        """Return the address of a cited page, or the IRI of a publication that has none."""
        if page.value not in self._addresses:
            found = self.dump.values(page.value, NamedNode(self.fields.iri("urb:website")))
            self._addresses[page.value] = min(found, default=page.value)
        return self._addresses[page.value]

    def _cells(self, column: Column, thing: Thing) -> dict[str, Value]:
        if column.type == "names":
            return self._names(column, thing)
        if column.type == "date":
            return self._date(column, thing)
        predicate = self.fields.iri(column.source)
        found = thing.values(predicate) if predicate else _itself(thing)
        cells = {column.name: _value(column, thing, [one.value for one in found])}
        if column.type == "thing":
            labels = [self.dump.label(one.value) for one in found]
            cells[f"{column.name}_label"] = _value(column, thing, labels)
        return cells

    def _names(self, column: Column, thing: Thing) -> dict[str, Value]:
        """Return what a thing is called, and by language; English may stand in its one label."""
        named: dict[str, str] = {}
        labels = [*thing.values(RDFS.label.value), *thing.values(SKOS.prefLabel.value)]
        for one in labels:
            if isinstance(one, Literal) and one.language:
                named[one.language] = one.value
        cells: dict[str, Value] = {column.name: next((one.value for one in labels), "")}
        for language in LANGUAGES:
            cells[f"{column.name}_{language}"] = named.get(language)
        return cells

    def _date(self, column: Column, thing: Thing) -> dict[str, Value]:
        stated = thing.values(self.fields.iri(column.source))
        bounds = {
            which: [one.value for one in thing.values(self.fields.bound(column, which))]
            for which in BOUNDS
        }
        known = next((one for one in stated if isinstance(one, Literal)), None)
        precision = PRECISION.get(known.datatype, "other") if known else None
        if not known and any(bounds.values()):
            precision = "bounds"
        cells: dict[str, Value] = {f"{column.name}_precision": precision}
        cells[column.name] = _value(column, thing, [one.value for one in stated])
        for which, found in bounds.items():
            cells[f"{column.name}_{which}"] = _value(column, thing, found)
        return cells

    def _point(self, table: Table, thing: Thing) -> tuple[str, str] | None:
        """Return where a thing is, or the first place it leads to that is anywhere."""
        places = [thing.iri] if table.place == "." else []
        if len(table.place) > 1:
            places = [one.value for one in thing.values(self.fields.iri(table.place))]
        return next(filter(None, map(self._place, places)), None)

    def _place(self, iri: str) -> tuple[str, str] | None:
        if iri not in self._points:
            longitude, latitude = (self.dump.values(iri, one) for one in (WGS.long, WGS.lat))
            known = longitude and latitude
            self._points[iri] = (min(longitude), min(latitude)) if known else None
        return self._points[iri]


def reviewed(line: bytes) -> bool:
    """Tell whether a line of a dump stands in a reviewed graph."""
    return CLAIMS not in line or not is_claims_graph(iri(split(line)[3]))


def _itself(thing: Thing) -> list[Term]:
    return [NamedNode(thing.iri)] if thing.iri else []


def _value(column: Column, thing: Thing, found: list[str]) -> Value:
    if column.many:
        return tuple(found)
    if len(set(found)) > 1:
        raise DataError(
            f"{thing.iri} has {len(set(found))} values of {column.source}, "
            f"and the column {column.name} is declared to have one",
            remedy="declare the column with * in loaders/release/tabular/declared.py",
        )
    return found[0] if found else None
