"""Writes JSON-LD with the project's context embedded: a line a node, graph by graph.

A property is written as a term of the context where the term fits the value exactly, else as a
compact IRI with an expanded value, so that what is read back is what was written
(https://www.w3.org/TR/json-ld11/#iri-expansion-within-a-context).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO

from pyoxigraph import Literal, NamedNode, Quad

from loaders.errors import DataError
from loaders.rdf.nquads import quads_of
from loaders.rdf.rebase import read_rebased
from loaders.vocabulary import RDF, XSD, prefixes

Json = dict[str, Any]
SEPARATOR, END = b",\n", b"\n]}\n"


@dataclass(frozen=True)
class Vocabulary:
    """What a context says: prefixes, and terms by (property, how the value is written).

    The second part of a key is ``@id`` for IRIs, the IRI of a datatype, ``@lang`` for tagged
    strings as value objects.
    """

    context: Json
    prefixes: Mapping[str, str]
    terms: Mapping[tuple[str, str], str]


def read_context(path: Path, base: str) -> Vocabulary:
    """Read ``context.jsonld``, or make one of the prefixes alone when there is no such file."""
    try:
        context = json.loads(read_rebased(path, base))["@context"] if path.exists() else {}
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(f"not a JSON-LD context: {error}", path) from error
    named = {name: iri for name, iri in prefixes(base).items() if name not in context}
    context = {**named, **context}
    return Vocabulary(context, _prefixes(context), _terms(context))


def _prefixes(context: Json) -> dict[str, str]:
    found = {}
    for name, value in context.items():
        target = value.get("@id") if isinstance(value, dict) else value
        if isinstance(target, str) and target[-1:] in {"/", "#"} and name[0] != "@":
            found[name] = target
    return found


def _terms(context: Json) -> dict[tuple[str, str], str]:
    plain = "@language" not in context
    terms: dict[tuple[str, str], str] = {}
    for name, value in sorted(context.items()):
        definition = {"@id": value} if isinstance(value, str) else value
        if not _usable(name, definition):
            continue
        property_ = _expand(definition["@id"], context)
        how = _expand(definition.get("@type", XSD.string.value if plain else ""), context)
        if how != "@vocab" and property_[-1:] not in {"/", "#"}:
            terms.setdefault((property_, how), name)
            if "@type" not in definition:
                terms.setdefault((property_, "@lang"), name)
    return terms


def _usable(name: str, definition: object) -> bool:
    if name[0] == "@" or not isinstance(definition, dict):
        return False
    known = {"@id", "@type", "@container", "@protected"}
    container = definition.get("@container", "@set")
    return "@id" in definition and set(definition) <= known and container == "@set"


def _expand(name: str, context: Json) -> str:
    prefix, colon, local = name.partition(":")
    target = context.get(prefix)
    target = target.get("@id") if isinstance(target, dict) else target
    return f"{target}{local}" if colon and isinstance(target, str) and local[:2] != "//" else name


@dataclass
class Encoder:
    """Turns quads into node objects under one vocabulary."""

    vocabulary: Vocabulary

    def __post_init__(self) -> None:
        """Remember what was compacted: the same properties and datatypes come again and again."""
        self._compact: dict[str, str] = {}

    def graphs(self, quads: Iterable[Quad]) -> Iterator[tuple[str, Iterator[Json]]]:
        """Yield each graph with its nodes; quads come graph by graph, subject by subject."""
        for graph, members in groupby(quads, key=lambda quad: str(quad.graph_name)[1:-1]):
            nodes = groupby(members, key=lambda quad: str(quad.subject)[1:-1])
            yield graph, (self._node(subject, of) for subject, of in nodes)

    def _node(self, subject: str, quads: Iterable[Quad]) -> Json:
        values: dict[str, list[Any]] = {}
        for quad in quads:
            key, value = self._entry(quad.predicate, quad.object)
            values.setdefault(key, []).append(value)
        entries = {k: v[0] if len(v) == 1 else v for k, v in values.items()}
        return {"@id": subject, **entries}

    def _entry(self, predicate: NamedNode, value: object) -> tuple[str, Any]:
        terms = self.vocabulary.terms
        if isinstance(value, NamedNode):
            if predicate == RDF.type:
                return "@type", self.compact(value.value)
            term = terms.get((predicate.value, "@id"))
            return (term, value.value) if term else self._plain(predicate, {"@id": value.value})
        if not isinstance(value, Literal):
            raise TypeError(f"neither IRI nor literal: {value}")
        if value.language:
            tagged = {"@value": value.value, "@language": value.language}
            return terms.get((predicate.value, "@lang")) or self.compact(predicate.value), tagged
        datatype = value.datatype.value
        if term := terms.get((predicate.value, datatype)):
            return term, value.value
        if datatype == XSD.string.value and "@language" not in self.vocabulary.context:
            return self.compact(predicate.value), value.value
        typed = {"@value": value.value, "@type": self.compact(datatype)}
        return self._plain(predicate, typed)

    def _plain(self, predicate: NamedNode, value: Json) -> tuple[str, Json]:
        return self.compact(predicate.value), value

    def compact(self, iri: str) -> str:
        """Return the IRI with a prefix where one fits, else whole."""
        if iri not in self._compact:
            fitting = [
                (len(start), f"{name}:{iri[len(start) :]}")
                for name, start in self.vocabulary.prefixes.items()
                if iri.startswith(start) and iri[len(start) : len(start) + 2] not in {"", "//"}
            ]
            self._compact[iri] = max(fitting)[1] if fitting else iri
        return self._compact[iri]


def write_fragment(lines: Iterable[bytes], file: BinaryIO, vocabulary: Vocabulary) -> None:
    """Write N-Quads lines, which come graph by graph, as graph objects, each after a comma."""
    encoder = Encoder(vocabulary)
    for graph, nodes in encoder.graphs(quads_of(lines)):
        file.write(SEPARATOR + f'{{"@id": {_dump(graph)}, "@graph": ['.encode())
        for number, node in enumerate(nodes):
            file.write(f"{',' if number else ''}\n{_dump(node)}".encode())
        file.write(b"]}")


def header(vocabulary: Vocabulary) -> bytes:
    """Return the beginning of a document: the context, and the list that fragments follow."""
    return f'{{"@context": {_dump(vocabulary.context)},\n"@graph": [\n'.encode()


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
