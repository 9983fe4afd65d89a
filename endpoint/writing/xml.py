"""Refuses what XML cannot hold, instead of writing documents that are broken or say other things.

XML 1.0 has no way to write most control characters, U+FFFE and U+FFFF (§2.2), and RDF/XML needs an
XML name at the end of every property (https://www.w3.org/TR/rdf-syntax-grammar/#section-Syntax).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar, cast

from pyoxigraph import BlankNode, NamedNode, Triple

from loaders.errors import UnwritableError
from loaders.vocabulary import RDF

# In UTF-8 the bytes of a control are part of no other character. The carriage return has a place in
# XML, but a reader would take it for a line feed (§2.11) unless it is written as a reference.
CONTROL = re.compile(rb"[\x00-\x08\x0b-\x1f]|\xef\xbf[\xbe\xbf]")
CUT = 2  # bytes of a character that may stand at the end of a piece
# NCName (Namespaces in XML 1.0 §3): a letter or such, then also digits, hyphens, points.
START = (
    "A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
REST = rf"{START}\-.0-9\xb7\u0300-\u036f\u203f-\u2040"
NAME = re.compile(rf"[{START}][{REST}]*")
BEGIN, BREAK = re.compile(f"[{START}]"), re.compile(f"[^{REST}]")
# What may stand in a namespace: no letter beyond ASCII, and no percent sign without its digits.
URI = re.compile(r"(?:[!#$&-;=?-Z\[\]_a-z~]|%[0-9A-Fa-f]{2})*+")
# Names of the syntax itself (RDF/XML §5.1); rdf:li would be read as rdf:_1, rdf:_2 …
RESERVED = frozenset(
    f"{RDF.iri}{name}"
    for name in (
        "li", "Description", "RDF", "ID", "about", "parseType", "resource", "nodeID", "datatype",
        "bagID", "aboutEach", "aboutEachPrefix",
    )
)  # fmt: skip
# No element may be in the namespace of namespace declarations (Namespaces in XML 1.0 §3).
DECLARATIONS = "http://www.w3.org/2000/xmlns/"
Term = TypeVar("Term")


class Output(Protocol):
    """Where a document is written to."""

    def write(self, data: bytes, /) -> int:
        """Take bytes and return how many."""

    def flush(self) -> None:
        """Do nothing or something."""


class XmlOutput:
    """An output for XML: a carriage return is written as a reference, and no XML is refused."""

    def __init__(self, output: Output, instead: str) -> None:
        """Write to another output; ``instead`` is the media type to ask for when XML cannot."""
        self._output, self._instead = output, instead
        self._end = b""

    def write(self, data: bytes, /) -> int:
        """Take bytes and return how many; raise UnwritableError for what XML has no place for."""
        if CONTROL.search(self._end + data):
            for found in CONTROL.finditer(self._end + data):
                self._check(found[0])
            self._output.write(data.replace(b"\r", b"&#13;"))
        else:
            self._output.write(data)
        self._end = (self._end + data)[-CUT:]
        return len(data)

    def _check(self, found: bytes) -> None:
        if found != b"\r":
            code = ord(found.decode("utf-8", "surrogatepass"))
            raise UnwritableError(
                f"XML has no way to write the character U+{code:04X}, which the answer holds",
                remedy=f"ask for {self._instead}",
            )

    def flush(self) -> None:
        """Flush the other output."""
        self._output.flush()


def writable(triples: Iterable[Triple], instead: str) -> Iterator[Triple]:
    """Yield triples as RDF/XML can write them; raise UnwritableError for a property it cannot.

    A blank node whose label is not an XML name gets another label. ``instead`` is the media type to
    ask for when RDF/XML cannot write the triples.
    """
    known: set[NamedNode] = set()
    for triple in triples:
        _check(triple, known, instead)
        yield _relabelled(triple)


def _check(triple: Triple, known: set[NamedNode], instead: str) -> None:
    if triple.predicate not in known:
        _check_name(triple.predicate.value, instead)
        known.add(triple.predicate)
    if isinstance(triple.object, Triple):
        _check(triple.object, known, instead)


def _check_name(iri: str, instead: str) -> None:
    if iri in RESERVED or iri.startswith(DECLARATIONS) or not _ends_in_name(iri):
        raise UnwritableError(
            f"RDF/XML has no way to write the property <{iri}>", remedy=f"ask for {instead}"
        )


def _ends_in_name(iri: str) -> bool:
    """Tell whether an IRI can be cut into a URI and an XML name (Namespaces in XML 1.0 §2.1)."""
    start = max((found.end() for found in BREAK.finditer(iri)), default=0)
    name = BEGIN.search(iri, start)
    return name is not None and URI.fullmatch(iri, 0, name.start()) is not None


def _relabelled(triple: Triple) -> Triple:
    if not any(isinstance(term, BlankNode | Triple) for term in (triple.subject, triple.object)):
        return triple
    return Triple(_label(triple.subject), triple.predicate, _label(triple.object))


def _label(term: Term) -> Term:
    if isinstance(term, Triple):
        return cast(Term, _relabelled(term))
    if isinstance(term, BlankNode) and (term.value[0] == "_" or not NAME.fullmatch(term.value)):
        return cast(Term, BlankNode(f"_{term.value}"))
    return term
