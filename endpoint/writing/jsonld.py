"""Writes triples as compacted JSON-LD with the project's context, without any network."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from endpoint.writing.errors import UnwritableError
from loaders.vocabulary import RDF, XSD

STRING = XSD.string.value
# Characters of a long document written at a time, and compact IRIs to be remembered.
PIECE = 1 << 16
REMEMBERED = 1 << 12
INSTEAD = "ask for text/turtle"
ENCODER = json.JSONEncoder(ensure_ascii=False)


@dataclass(frozen=True)
class Definition:
    """One term of a JSON-LD context: the property it stands for and how its values are written.

    ``type`` is ``@id``, ``@vocab``, a datatype IRI, or '' for plain values; ``container`` is '',
    ``@set`` or ``@language``; ``language`` is the tag plain values have.
    """

    iri: str
    type: str = ""
    container: str = ""
    language: str | None = None

    def as_json(self) -> dict[str, str]:
        """Return the definition as a context holds it."""
        parts = {
            "@id": self.iri,
            "@type": self.type,
            "@container": self.container,
            "@language": self.language or "",
        }
        return {key: value for key, value in parts.items() if value}


def read_context(document: Mapping[str, Any]) -> dict[str, Definition]:
    """Read the terms of a context document whose IRIs may be compact; prefixes are left out."""
    entries = document.get("@context", {})
    entries = entries if isinstance(entries, Mapping) else {}
    terms: dict[str, Definition] = {}
    for name, value in entries.items():
        if name.startswith("@") or not isinstance(value, Mapping) or value.get("@prefix"):
            continue
        iri = _expand(str(value.get("@id", "")), entries)
        container = value.get("@container", "")
        if iri and isinstance(container, str) and "@reverse" not in value:
            type_ = str(value.get("@type", ""))
            type_ = type_ if type_.startswith("@") else _expand(type_, entries)
            terms[name] = Definition(iri, type_, container, value.get("@language"))
    return terms


def _expand(name: str, entries: Mapping[str, Any]) -> str:
    prefix, colon, local = name.partition(":")
    target = entries.get(prefix)
    if isinstance(target, Mapping):
        target = target.get("@id")
    return f"{target}{local}" if colon and isinstance(target, str) else name


@dataclass
class Compaction:
    """Compacts with prefixes and terms, and remembers which of them the document needs."""

    prefixes: Mapping[str, str]
    terms: Mapping[str, Definition]

    def __post_init__(self) -> None:
        """Sort the ways a property can be written, the most particular first."""
        self.used: dict[str, Any] = {}
        self.written: dict[str, str] = {}
        self.ways: dict[str, list[tuple[str, Definition]]] = {}
        for name, definition in sorted(self.terms.items()):
            self.ways.setdefault(definition.iri, []).append((name, definition))

    def iri(self, iri: str) -> str:
        """Return ``prefix:local`` where a prefix fits, else the IRI as it is."""
        found = self.written.get(iri)
        if found is None:
            if len(self.written) > REMEMBERED:
                self.written.clear()
            found = self.written[iri] = self._compact(iri)
        return found

    def _compact(self, iri: str) -> str:
        fitting = [(len(ns), name) for name, ns in self.prefixes.items() if iri.startswith(ns)]
        if not fitting:
            return iri
        _, name = max(fitting)
        local = iri[len(self.prefixes[name]) :]
        if not local or local.startswith("//"):
            return iri
        self.used[name] = self.prefixes[name]
        return f"{name}:{local}"

    def add(self, node: dict[str, Any], predicate: NamedNode, value: Term) -> None:
        """Add one statement to a node object."""
        if predicate == RDF.type and isinstance(value, NamedNode):
            _append(node, "@type", self.iri(value.value), always_list=False)
            return
        for name, definition in self.ways.get(predicate.value, ()):
            if self._fits(definition, value):
                self.used[name] = definition.as_json()
                self._add_as(node, name, definition, value)
                return
        _append(node, self.iri(predicate.value), self.value(value), always_list=False)

    def _fits(self, definition: Definition, value: Term) -> bool:
        if not isinstance(value, Literal):
            return definition.type == "@id" and definition.container in ("", "@set")
        if definition.container == "@language":
            return bool(value.language) and not value.direction
        if definition.container not in ("", "@set") or definition.type == "@id":
            return False
        if value.language:
            plain = definition.type == "" and not value.direction
            return plain and value.language == definition.language
        if definition.type:
            return value.datatype.value == definition.type
        return value.datatype.value == STRING and definition.language is None

    def _add_as(self, node: dict[str, Any], name: str, definition: Definition, value: Term) -> None:
        if isinstance(value, Literal) and definition.container == "@language":
            _append(node.setdefault(name, {}), value.language or "", value.value)
        else:
            written = value.value if isinstance(value, Literal) else _reference(value)
            _append(node, name, written, always_list=definition.container == "@set")

    def value(self, value: Term) -> dict[str, str]:
        """Return a value object or a node reference in full."""
        if not isinstance(value, Literal):
            return {"@id": _reference(value)}
        if value.language and value.direction:
            direction = str(value.direction)
            return {"@value": value.value, "@language": value.language, "@direction": direction}
        if value.language:
            return {"@value": value.value, "@language": value.language}
        if value.datatype.value == STRING:
            return {"@value": value.value}
        return {"@value": value.value, "@type": self.iri(value.datatype.value)}


Term = NamedNode | BlankNode | Literal


def _reference(term: NamedNode | BlankNode) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)


def _append(node: dict[str, Any], key: str, value: Any, always_list: bool = False) -> None:
    if key not in node:
        node[key] = [value] if always_list else value
    elif isinstance(node[key], list):
        node[key].append(value)
    else:
        node[key] = [node[key], value]


def write(
    triples: Iterable[Triple], prefixes: Mapping[str, str], terms: Mapping[str, Definition]
) -> bytes:
    """Return triples as a JSON-LD 1.1 document that carries the part of the context it uses.

    Numbers and booleans stay strings with their datatype: no lexical form is lost.
    """
    every = list(triples)
    # An IRI that looks like a compact one would be read as such (JSON-LD 1.1 §4.1.5).
    schemes = {iri.partition(":")[0] for iri in _iris(every)}
    kept = {name: iri for name, iri in prefixes.items() if name not in schemes}
    compaction = Compaction(kept, terms)
    nodes: dict[str, dict[str, Any]] = {}
    for triple in every:
        name = _name(triple.subject)
        node = nodes.setdefault(name, {"@id": name})
        compaction.add(node, triple.predicate, _value(triple.object))
    context = {key: compaction.used[key] for key in sorted(compaction.used)}
    document = {"@context": context, "@graph": list(nodes.values())}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


class Output(Protocol):
    """Where a document is written to."""

    def write(self, data: bytes, /) -> int:
        """Take bytes and return how many."""


def write_long(triples: Iterable[Triple], prefixes: Mapping[str, str], output: Output) -> None:
    """Write triples, however many, as a JSON-LD 1.1 document whose context is all prefixes.

    Triples with one subject that follow each other become one node object; nothing else is held in
    memory. Raise UnwritableError for a triple term, which JSON-LD 1.1 cannot write.
    """
    compaction, plain = Compaction(prefixes, {}), Compaction({}, {})
    misread = tuple(f"{name}:" for name in prefixes)
    pieces = [f'{{"@context": {json.dumps(dict(prefixes))},\n "@graph": [']
    held, between = 0, "\n"
    for subject, run in groupby(triples, key=lambda triple: triple.subject):
        node: dict[str, Any] = {"@id": _name(subject)}
        together = list(run)
        chosen = compaction
        if any(iri.startswith(misread) for iri in _iris(together)):
            # An IRI that looks like a compact one would be read as such (JSON-LD 1.1 §4.1.5).
            node, chosen = {"@context": None, **node}, plain
        for triple in together:
            chosen.add(node, triple.predicate, _value(triple.object))
        pieces.append(between + ENCODER.encode(node))
        held, between = held + len(pieces[-1]), ",\n"
        if held > PIECE:
            output.write("".join(pieces).encode())
            pieces, held = [], 0
    output.write(("".join(pieces) + "\n]}\n").encode())


def _name(term: object) -> str:
    """Return how a subject is referred to; raise UnwritableError for a triple term."""
    if not isinstance(term, NamedNode | BlankNode):
        raise UnwritableError("triple terms have no JSON-LD", remedy=INSTEAD)
    return _reference(term)


def _value(term: object) -> Term:
    """Return an object; raise UnwritableError for a triple term."""
    if not isinstance(term, NamedNode | BlankNode | Literal):
        raise UnwritableError("triple terms have no JSON-LD", remedy=INSTEAD)
    return term


def _iris(triples: Iterable[Triple]) -> Iterable[str]:
    """Yield all IRIs of triples."""
    subject = None
    for triple in triples:
        if triple.subject != subject and isinstance(triple.subject, NamedNode):
            subject = triple.subject
            yield subject.value
        yield triple.predicate.value
        value = triple.object
        if isinstance(value, Literal):
            yield value.datatype.value
        elif isinstance(value, NamedNode):
            yield value.value
