"""Writes triples as compacted JSON-LD with the project's context, without any network."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from loaders.vocabulary import RDF, XSD

STRING = XSD.string.value
LANGUAGE_STRING = RDF.langString.value


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
        self.ways: dict[str, list[tuple[str, Definition]]] = {}
        for name, definition in sorted(self.terms.items()):
            self.ways.setdefault(definition.iri, []).append((name, definition))

    def iri(self, iri: str) -> str:
        """Return ``prefix:local`` where a prefix fits, else the IRI as it is."""
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
            return bool(value.language)
        if definition.container not in ("", "@set") or definition.type == "@id":
            return False
        if value.language:
            return definition.type == "" and value.language == definition.language
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
    compaction = Compaction(prefixes, terms)
    nodes: dict[str, dict[str, Any]] = {}
    for triple in triples:
        subject = triple.subject
        if not isinstance(subject, NamedNode | BlankNode) or not isinstance(
            triple.object, NamedNode | BlankNode | Literal
        ):
            raise TypeError("quoted triples have no JSON-LD")
        name = _reference(subject)
        node = nodes.setdefault(name, {"@id": name})
        compaction.add(node, triple.predicate, triple.object)
    context = {key: compaction.used[key] for key in sorted(compaction.used)}
    document = {"@context": context, "@graph": list(nodes.values())}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
