"""Writes JSON-LD: documents, answers of any length, and dumps, without any network."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from loaders.errors import DataError, UnwritableError
from loaders.rdf.compaction import (
    Compaction,
    Definition,
    Term,
    Vocabulary,
    reference,
    vocabulary_of,
)
from loaders.rdf.nquads import quads_of
from loaders.rdf.rebase import read_rebased
from loaders.vocabulary import prefixes

SEPARATOR, END = b",\n", b"\n]}\n"
# Characters of a long document written at a time.
PIECE = 1 << 16
INSTEAD = "ask for text/turtle"
ENCODER = json.JSONEncoder(ensure_ascii=False)
Statement = Triple | Quad


def read_context(path: Path, base: str) -> Vocabulary:
    """Read ``context.jsonld``, or make one of the prefixes alone when there is no such file."""
    try:
        context = json.loads(read_rebased(path, base))["@context"] if path.exists() else {}
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(f"not a JSON-LD context: {error}", path) from error
    named = {name: iri for name, iri in prefixes(base).items() if name not in context}
    return vocabulary_of({**named, **context})


def write(
    triples: Iterable[Triple], names: Mapping[str, str], terms: Mapping[str, Definition]
) -> bytes:
    """Return triples as a JSON-LD 1.1 document that carries the part of the context it uses.

    Numbers and booleans stay strings with their datatype: no lexical form is lost.
    """
    every = list(triples)
    # An IRI that looks like a compact one would be read as such (JSON-LD 1.1 §4.1.5).
    schemes = {iri.partition(":")[0] for iri in iris(every)}
    kept = {name: iri for name, iri in names.items() if name not in schemes}
    compaction = Compaction(kept, terms)
    nodes: dict[str, dict[str, Any]] = {}
    for triple in every:
        name = _name(triple.subject)
        found = nodes.setdefault(name, {"@id": name})
        compaction.add(found, triple.predicate, value(triple.object))
    context = {key: compaction.used[key] for key in sorted(compaction.used)}
    document = {"@context": context, "@graph": list(nodes.values())}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


class Output(Protocol):
    """Where a document is written to."""

    def write(self, data: bytes, /) -> int:
        """Take bytes and return how many."""


def write_long(triples: Iterable[Triple], names: Mapping[str, str], output: Output) -> None:
    """Write triples, however many, as a JSON-LD 1.1 document whose context is all prefixes.

    Triples with one subject that follow each other become one node object; nothing else is held in
    memory. Raise UnwritableError for a triple term, which JSON-LD 1.1 cannot write.
    """
    nodes = _nodes(triples, Compaction(names, {}))
    pieces = [f'{{"@context": {json.dumps(dict(names))},\n "@graph": [']
    held, between = 0, "\n"
    for node in nodes:
        pieces.append(between + ENCODER.encode(node))
        held, between = held + len(pieces[-1]), ",\n"
        if held > PIECE:
            output.write("".join(pieces).encode())
            pieces, held = [], 0
    output.write(("".join(pieces) + "\n]}\n").encode())


def header(vocabulary: Vocabulary) -> bytes:
    """Return the beginning of a dump: the context, and the list that fragments follow."""
    return f'{{"@context": {ENCODER.encode(vocabulary.context)},\n"@graph": [\n'.encode()


def write_fragment(lines: Iterable[bytes], file: BinaryIO, vocabulary: Vocabulary) -> None:
    """Write N-Quads lines, which come graph by graph, as graph objects, each after a comma."""
    compaction = Compaction(vocabulary.prefixes, vocabulary.terms)
    for graph, quads in groupby(quads_of(lines), key=lambda quad: str(quad.graph_name)[1:-1]):
        file.write(SEPARATOR + f'{{"@id": {ENCODER.encode(graph)}, "@graph": ['.encode())
        for number, node in enumerate(_nodes(quads, compaction)):
            file.write(f"{',' if number else ''}\n{ENCODER.encode(node)}".encode())
        file.write(b"]}")


def _nodes(statements: Iterable[Statement], compaction: Compaction) -> Iterator[dict[str, Any]]:
    """Yield a node object for each run of statements with one subject."""
    plain = Compaction({}, {})
    for subject, run in groupby(statements, key=lambda one: one.subject):
        found: dict[str, Any] = {"@id": _name(subject)}
        together, chosen = list(run), compaction
        if any(iri.partition(":")[0] in compaction.prefixes for iri in iris(together)):
            # An IRI that looks like a compact one would be read as such (JSON-LD 1.1 §4.1.5).
            found, chosen = {"@context": None, **found}, plain
        for one in together:
            chosen.add(found, one.predicate, value(one.object))
        yield found


def _name(term: object) -> str:
    """Return how a subject is referred to; raise UnwritableError for a triple term."""
    return reference(node(term))


def node(term: object) -> NamedNode | BlankNode:
    """Return a subject; raise UnwritableError for a triple term."""
    if not isinstance(term, NamedNode | BlankNode):
        raise UnwritableError("triple terms have no JSON-LD", remedy=INSTEAD)
    return term


def value(term: object) -> Term:
    """Return an object; raise UnwritableError for a triple term."""
    if not isinstance(term, NamedNode | BlankNode | Literal):
        raise UnwritableError("triple terms have no JSON-LD", remedy=INSTEAD)
    return term


def iris(triples: Iterable[Statement]) -> Iterable[str]:
    """Yield all IRIs of triples."""
    subject = None
    for triple in triples:
        if triple.subject != subject and isinstance(triple.subject, NamedNode):
            subject = triple.subject
            yield subject.value
        yield triple.predicate.value
        said = triple.object
        if isinstance(said, Literal):
            yield said.datatype.value
        elif isinstance(said, NamedNode):
            yield said.value
