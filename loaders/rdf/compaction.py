"""Compacts IRIs and values by a JSON-LD context (https://www.w3.org/TR/json-ld11/#compact-iris).

A property is written as a term of the context where the term fits the value exactly, else as a
compact IRI with an expanded value, so that what is read back is what was written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode

from loaders.vocabulary import RDF, XSD

STRING = XSD.string.value
KNOWN = {"@id", "@type", "@container", "@language", "@protected"}
# Compact IRIs to be remembered.
REMEMBERED = 1 << 12


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

    @property
    def writes(self) -> bool:
        """Tell whether values can be written by this term."""
        return self.type != "@vocab" and self.container in {"", "@set", "@language"}

    def as_json(self) -> dict[str, str]:
        """Return the definition as a context holds it."""
        parts = {
            "@id": self.iri,
            "@type": self.type,
            "@container": self.container,
            "@language": self.language or "",
        }
        return {key: value for key, value in parts.items() if value}


@dataclass(frozen=True)
class Vocabulary:
    """What a context says: the context itself, its prefixes, and its terms."""

    context: Mapping[str, Any]
    prefixes: Mapping[str, str]
    terms: Mapping[str, Definition]


def vocabulary_of(document: object) -> Vocabulary:
    """Read the prefixes and terms of a context whose IRIs may be compact.

    What is not a map (the address of a context elsewhere) gives none. Terms with anything but
    ``@id``, ``@type``, ``@container``, ``@language`` and ``@protected`` are
    left out: nothing is written by them.
    """
    context = document if isinstance(document, Mapping) else {}
    terms, prefixes = {}, {}
    for name, value in context.items():
        target = value.get("@id") if isinstance(value, Mapping) else value
        if name.startswith("@") or not isinstance(target, str):
            continue
        if target[-1:] in {"/", "#"}:
            prefixes[name] = target
        elif isinstance(value, Mapping) and set(value) <= KNOWN:
            terms[name] = _definition(value, context)
    return Vocabulary(context, prefixes, {k: v for k, v in terms.items() if v.writes})


def _definition(value: Mapping[str, Any], context: Mapping[str, Any]) -> Definition:
    type_ = str(value.get("@type", ""))
    type_ = type_ if type_.startswith("@") else _expand(type_, context)
    container = value.get("@container", "")
    iri = _expand(str(value["@id"]), context)
    return Definition(iri, type_, str(container), value.get("@language"))


def _expand(name: str, entries: Mapping[str, Any]) -> str:
    prefix, colon, local = name.partition(":")
    target = entries.get(prefix)
    target = target.get("@id") if isinstance(target, Mapping) else target
    return f"{target}{local}" if colon and isinstance(target, str) and local[:2] != "//" else name


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
            written = value.value if isinstance(value, Literal) else reference(value)
            _append(node, name, written, always_list=definition.container == "@set")

    def value(self, value: Term) -> dict[str, str] | str:
        """Return a value object or a node reference in full, a string for a plain one."""
        if not isinstance(value, Literal):
            return {"@id": reference(value)}
        if value.language and value.direction:
            direction = str(value.direction)
            return {"@value": value.value, "@language": value.language, "@direction": direction}
        if value.language:
            return {"@value": value.value, "@language": value.language}
        if value.datatype.value == STRING:
            return value.value
        return {"@value": value.value, "@type": self.iri(value.datatype.value)}


Term = NamedNode | BlankNode | Literal


def reference(term: NamedNode | BlankNode) -> str:
    """Return how a node is referred to."""
    return term.value if isinstance(term, NamedNode) else str(term)


def _append(node: dict[str, Any], key: str, value: Any, always_list: bool = False) -> None:
    if key not in node:
        node[key] = [value] if always_list else value
    elif isinstance(node[key], list):
        node[key].append(value)
    else:
        node[key] = [node[key], value]
