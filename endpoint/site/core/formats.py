"""The formats a thing is described in: media type, suffix, and how each is written."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import IO, cast

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from endpoint.sparql.formats import (
    HTML,
    JSON_LD,
    LINKSET,
    N_QUADS,
    N_TRIPLES,
    RDF_XML,
    TRIG,
    TURTLE,
    WITH_GRAPHS,
    Format,
)
from endpoint.writing import xml
from loaders.rdf import framing, jsonld
from loaders.rdf.compaction import Vocabulary
from loaders.vocabulary import RDF

# What a thing is described in, best first.
ALL = (HTML, TURTLE, JSON_LD, RDF_XML, N_TRIPLES, TRIG, N_QUADS)
DATA = tuple(one for one in ALL if one.rdf is not None)
BY_SUFFIX = {one.suffix: one for one in (*ALL, LINKSET)} | {"json": JSON_LD}

NO_CONTEXT = Vocabulary({}, {}, {})


def split_suffix(path: str) -> tuple[str, Format | None]:
    """Split ``palermo.ttl`` into ``palermo`` and Turtle; without known suffix it stays whole."""
    stem, _, suffix = path.rpartition(".")
    return (stem, BY_SUFFIX[suffix]) if stem and suffix in BY_SUFFIX else (path, None)


def order(statement: Quad | Triple, about: str = "") -> tuple[int, str, bool, str, str]:
    """Return what statements are sorted by, so that the same description has the same bytes.

    What is ``about`` that IRI comes first, its fragments next, then the rest; classes lead.
    """
    subject = str(statement.subject)
    rank = 0 if subject == f"<{about}>" else 1 if subject.startswith(f"<{about}#") else 2
    predicate = statement.predicate
    return rank, subject, predicate != RDF.type, str(predicate), str(statement.object)


def write(
    quads: Iterable[Quad],
    target: Format,
    prefixes: Mapping[str, str],
    vocabulary: Vocabulary = NO_CONTEXT,
    about: str = "",
    *,
    context: str = "",
) -> bytes:
    """Write a description in an RDF format, deterministically, beginning with what it is about.

    Raise UnwritableError when the format cannot hold them.
    Formats without graphs get the statements of all graphs once; in the others the default graph
    holds them all too, for clients that look nowhere else. JSON-LD is compacted with
    ``vocabulary`` (https://www.w3.org/TR/json-ld11/#compacted-document-form): with the address of
    it in ``context``, the document names that and has what it is about at its root.
    """
    if target.rdf is None:
        raise ValueError(f"{target.title} is not an RDF format")
    if target in WITH_GRAPHS:
        named = set(quads)
        every = named | {Quad(q.subject, q.predicate, q.object) for q in named}
        ordered = sorted(every, key=lambda q: (str(q.graph_name), *order(q, about)))
        return _serialize(ordered, target.rdf, prefixes)
    plain = {Triple(q.subject, q.predicate, q.object) for q in quads}
    triples = sorted(plain, key=lambda triple: order(triple, about))
    if target is JSON_LD:
        if context and vocabulary.terms:
            return framing.write(triples, vocabulary, context, about)
        return jsonld.write(triples, prefixes, vocabulary.flat)
    return _serialize(triples, target.rdf, prefixes)


def _serialize(
    statements: list[Quad] | list[Triple], rdf: RdfFormat, prefixes: Mapping[str, str]
) -> bytes:
    if rdf is RdfFormat.RDF_XML:
        return _xml([s for s in statements if isinstance(s, Triple)], _used(statements, prefixes))
    if rdf in (RdfFormat.TURTLE, RdfFormat.TRIG):
        used = _used(statements, prefixes)
        written = serialize(statements, format=rdf, prefixes=used) or b""
        # Line ends inside literals are escaped, so this one ends a subject: a blank line after it.
        return written.replace(b" .\n<", b" .\n\n<") if rdf is RdfFormat.TURTLE else written
    return serialize(statements, format=rdf) or b""


def _xml(triples: list[Triple], prefixes: Mapping[str, str]) -> bytes:
    body = io.BytesIO()
    target = cast(IO[bytes], xml.XmlOutput(body, TURTLE.media_type))
    writable = xml.writable(triples, TURTLE.media_type)
    serialize(writable, target, format=RdfFormat.RDF_XML, prefixes=dict(prefixes))
    return body.getvalue()


def _used(statements: Iterable[Quad | Triple], prefixes: Mapping[str, str]) -> dict[str, str]:
    """Keep the prefixes that occur, so that a short description does not begin with thirty."""
    text = "\n".join(str(statement) for statement in statements)
    return {name: iri for name, iri in prefixes.items() if f"<{iri}" in text}
