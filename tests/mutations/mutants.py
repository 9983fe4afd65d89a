"""Single mistakes, generated for every property of every thing of the sample, and some by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from loaders.settings import DEFAULT_BASE
from loaders.vocabulary import ORG, RDF, RDFS, SCHEMA, SKOS, XSD, urb

URB = urb(DEFAULT_BASE)
ID = f"{DEFAULT_BASE}id/"
DATES = {XSD.date, XSD.gYear, XSD.gYearMonth, XSD.dateTime}
# Properties that tie a thing to words, or to anything: no value of theirs is wrong by itself.
FREE = {RDF.type, RDFS.label, SKOS.prefLabel, SKOS.altLabel, SKOS.note, SKOS.changeNote}

# What holds in both directions cannot be turned.
BOTH_WAYS = {URB.relatedCharter}


@dataclass(frozen=True)
class Mutant:
    """One mistake: its kind and what it is about (the name), and the quads with and without it."""

    name: str
    thing: NamedNode
    before: tuple[Quad, ...]
    removed: frozenset[Quad]
    added: tuple[Quad, ...]

    @property
    def kind(self) -> str:
        return self.name.partition(":")[0]


@dataclass(frozen=True)
class Subject:
    """A thing of the sample: what is said of it, and what there is to confuse it with."""

    thing: NamedNode
    quads: tuple[Quad, ...]
    concepts: frozenset[str]
    described: frozenset[NamedNode]

    @property
    def path(self) -> str:
        return self.thing.value.removeprefix(ID)

    @property
    def own(self) -> list[Quad]:
        return [quad for quad in self.quads if quad.subject == self.thing]

    @property
    def record(self) -> NamedNode:
        record = self.own[0].graph_name
        assert isinstance(record, NamedNode)
        return record

    def mutant(
        self, kind: str, about: str, removed: Iterable[Quad] = (), added: Iterable[Quad] = ()
    ) -> Mutant:
        name = f"{kind}: {self.path} {about}".rstrip()
        return Mutant(name, self.thing, self.quads, frozenset(removed), tuple(added))

    def says(self, predicate: NamedNode, value: NamedNode | Literal) -> Quad:
        return Quad(self.thing, predicate, value, self.record)

    def generated(self) -> Iterator[Mutant]:
        """Yield a mistake of each kind for each property of the thing."""
        seen = set[NamedNode]()
        for quad in sorted(self.own, key=str):
            if quad.predicate in seen or quad.predicate in FREE:
                continue
            seen.add(quad.predicate)
            yield from self._of_property(quad)
        yield from self._of_class()

    def _of_property(self, quad: Quad) -> Iterator[Mutant]:
        about, value = local(quad.predicate), quad.object
        if ours(quad.predicate):
            unknown = NamedNode(f"{quad.predicate.value}Of")
            yield self._other(quad, "unknown term", about, predicate=unknown)
        if isinstance(value, Literal):
            yield from self._of_literal(quad, about, value)
        elif isinstance(value, NamedNode) and value.value in self.concepts:
            yield from self._of_concept(quad, about, value)
        elif isinstance(value, NamedNode) and value.value.startswith(ID):
            yield from self._of_link(quad, about, value)

    def _other(
        self,
        quad: Quad,
        kind: str,
        about: str,
        *,
        predicate: NamedNode | None = None,
        value: NamedNode | Literal | None = None,
    ) -> Mutant:
        changed = Quad(
            self.thing, predicate or quad.predicate, value or quad.object, quad.graph_name
        )
        return self.mutant(kind, about, [quad], [changed])

    def _of_literal(self, quad: Quad, about: str, value: Literal) -> Iterator[Mutant]:
        if value.datatype in DATES:
            year = int(value.value[:4])
            for name, moved in (("future", year + 900), ("past", year - 1900)):
                text = f"{moved:04}{value.value[4:]}"
                other = Literal(text, datatype=value.datatype)
                yield self._other(quad, "date order", f"{about} {name}", value=other)
            broken = Literal(f"{value.value}-45", datatype=value.datatype)
            yield self._other(quad, "syntax", about, value=broken)
            yield self._other(quad, "type", about, value=Literal("some day"))
        elif value.datatype in {XSD.decimal, XSD.integer}:
            minus = Literal(f"-{value.value}", datatype=value.datatype)
            yield self._other(quad, "contradiction", f"{about} below zero", value=minus)
            yield self._other(quad, "type", about, value=Literal("about a dozen"))
        elif value.language is None and ours(quad.predicate):
            yield self._other(quad, "type", about, value=Literal("7", datatype=XSD.integer))

    def _of_concept(self, quad: Quad, about: str, value: NamedNode) -> Iterator[Mutant]:
        other = NamedNode(
            f"{ID}qualifier/about" if "/theme/" in value.value else f"{ID}theme/reception"
        )
        yield self._other(quad, "scheme", about, value=other)
        yield self._other(quad, "type", about, value=Literal(local(value)))
        yield self._other(quad, "dangling", about, value=NamedNode(f"{value.value}-nowhere"))

    def _of_link(self, quad: Quad, about: str, value: NamedNode) -> Iterator[Mutant]:
        yield self._other(quad, "dangling", about, value=NamedNode(f"{value.value}-nowhere"))
        yield self._other(quad, "type", about, value=Literal(local(value)))
        turned = Quad(value, quad.predicate, self.thing, quad.graph_name)
        if quad.predicate in BOTH_WAYS:
            return
        if ours(quad.predicate) or quad.predicate in {ORG.member, ORG.organization}:
            yield self.mutant("direction", about, [quad], [turned])
            yield self._other(quad, "direction", f"{about} itself", value=self.thing)

    def _of_class(self) -> Iterator[Mutant]:
        kinds = [quad for quad in self.own if quad.predicate == RDF.type and ours(quad.object)]
        yield self.mutant("cardinality", "without class", kinds)
        labels = [quad for quad in self.own if quad.predicate == RDFS.label]
        if labels:
            yield self.mutant("cardinality", "without label", labels)
            yield self.mutant(
                "language", "two labels", [], [self.says(RDFS.label, Literal("Other"))]
            )
        unknown = Quad(self.thing, RDF.type, URB("Citty"), self.record)
        yield self.mutant("unknown term", "class", kinds, [unknown])
        mail = self.says(SKOS.note, Literal("write to somebody@example.org", language="en"))
        yield self.mutant("personal data", "address", [], [mail])
        yield self.mutant("cardinality", "unknown foreign property", [], [
            self.says(SCHEMA("telefone"), Literal("1")),
        ])  # fmt: skip


def local(term: NamedNode) -> str:
    """Return the last part of an IRI."""
    return term.value.rpartition("#")[2].rpartition("/")[2]


def ours(term: object) -> bool:
    """Tell whether a term is of the ontology of the project."""
    return isinstance(term, NamedNode) and term.value.startswith(URB.iri)
