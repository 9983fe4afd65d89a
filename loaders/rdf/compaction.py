"""Compacts IRIs and values by a JSON-LD context (https://www.w3.org/TR/json-ld11/#compact-iris).

A property is written as a term of the context where the term fits the value exactly, else as a
compact IRI with an expanded value, so that what is read back is what was written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode

from loaders.vocabulary import RDF, XSD

STRING = XSD.string.value
KNOWN = {"@id", "@type", "@container", "@language", "@protected"}
# Canonical, and exact in every language that reads JSON (RFC 8259 §6).
WHOLE = re.compile(r"0|-?[1-9][0-9]{0,14}")
# Compact IRIs to be remembered.
REMEMBERED = 1 << 12


@dataclass(frozen=True)
class Definition:
    """One term of a JSON-LD context: the property it stands for and how its values are written.

    ``type`` is ``@id``, ``@vocab``, a datatype IRI, or '' for plain values; ``container`` is '',
    ``@set`` or ``@language``; ``language`` is the tag plain values have. ``many``: each language
    of a map has a list.
    """

    iri: str
    type: str = ""
    container: str = ""
    language: str | None = None
    many: bool = False

    @property
    def writes(self) -> bool:
        """Tell whether values can be written by this term."""
        return self.type != "@vocab" and self.container in {"", "@set", "@language"}

    def as_json(self) -> dict[str, Any]:
        """Return the definition as a context holds it."""
        parts: dict[str, Any] = {
            "@id": self.iri,
            "@type": self.type,
            "@container": ["@language", "@set"] if self.many else self.container,
            "@language": self.language or "",
        }
        return {key: value for key, value in parts.items() if value}


@dataclass(frozen=True)
class Vocabulary:
    """What a context says: the context itself, its prefixes, its terms, and names of classes."""

    context: Mapping[str, Any]
    prefixes: Mapping[str, str]
    terms: Mapping[str, Definition]
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def flat(self) -> Mapping[str, Definition]:
        """Return the terms without containers: a value stands for itself, a list only for many."""
        return {name: Definition(one.iri, one.type) for name, one in self.terms.items()}


def vocabulary_of(document: object) -> Vocabulary:
    """Read the prefixes and terms of a context whose IRIs may be compact.

    What is not a map (the address of a context elsewhere) gives none. Terms with anything but
    ``@id``, ``@type``, ``@container``, ``@language`` and ``@protected`` are
    left out: nothing is written by them.
    """
    context = document if isinstance(document, Mapping) else {}
    terms, prefixes, names = {}, {}, {}
    for name, value in context.items():
        target = value.get("@id") if isinstance(value, Mapping) else value
        if name.startswith("@") or not isinstance(target, str):
            continue
        if target[-1:] in {"/", "#"}:
            prefixes[name] = target
        elif isinstance(value, Mapping) and set(value) <= KNOWN:
            terms[name] = _definition(value, context)
        elif isinstance(value, str) and not value.startswith("@"):
            names[_expand(value, context)] = name
    return Vocabulary(context, prefixes, {k: v for k, v in terms.items() if v.writes}, names)


def _definition(value: Mapping[str, Any], context: Mapping[str, Any]) -> Definition:
    type_ = str(value.get("@type", ""))
    type_ = type_ if type_.startswith("@") else _expand(type_, context)
    container = value.get("@container", "")
    many = isinstance(container, list) and set(container) == {"@language", "@set"}
    iri = _expand(str(value["@id"]), context)
    held = "@language" if many else str(container)
    return Definition(iri, type_, held, value.get("@language"), many)


def _expand(name: str, entries: Mapping[str, Any]) -> str:
    prefix, colon, local = name.partition(":")
    target = entries.get(prefix)
    target = target.get("@id") if isinstance(target, Mapping) else target
    return f"{target}{local}" if colon and isinstance(target, str) and local[:2] != "//" else name


@dataclass
class Compaction:
    """Compacts with prefixes and terms, and remembers which of them the document needs.

    ``native``: whole numbers and booleans are those of JSON where nothing of them is lost, and
    ``names`` are the classes that have a name of their own.
    """

    prefixes: Mapping[str, str]
    terms: Mapping[str, Definition]
    native: bool = False
    names: Mapping[str, str] = field(default_factory=dict)

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
            self._add_class(node, value.value)
            return
        for name, definition in self.ways.get(predicate.value, ()):
            if self._fits(definition, value):
                if name not in self.used:
                    self.used[name] = definition.as_json()
                self._add_as(node, name, definition, value)
                return
        _append(node, self.iri(predicate.value), self.value(value), always_list=False)

    def _add_class(self, node: dict[str, Any], iri: str) -> None:
        if self.native:
            _append(node, "type", self.names.get(iri) or self.iri(iri), always_list=True)
        else:
            _append(node, "@type", self.iri(iri))

    def put(
        self, node: dict[str, Any], predicate: NamedNode, value: Term, inside: dict[str, Any]
    ) -> None:
        """Add one statement whose object is told in a node object of its own."""
        for name, definition in self.ways.get(predicate.value, ()):
            if self._fits(definition, value):
                _append(node, name, inside, always_list=definition.container == "@set")
                return
        _append(node, self.iri(predicate.value), inside)

    def relation(self, predicate: NamedNode) -> str:
        """Return the name of a property between things."""
        for name, definition in self.ways.get(predicate.value, ()):
            if definition.type == "@id":
                return name
        return self.iri(predicate.value)

    def _fits(self, definition: Definition, value: Term) -> bool:
        if not isinstance(value, Literal):
            return definition.type == "@id" and definition.container in ("", "@set")
        if definition.container == "@language":
            untagged = self.native and value.datatype.value == STRING
            return not value.direction if value.language else untagged
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
            language = value.language or "@none"
            _append(node.setdefault(name, {}), language, value.value, always_list=definition.many)
        else:
            written = self._native(value) if isinstance(value, Literal) else reference(value)
            _append(node, name, written, always_list=definition.container == "@set")

    def _native(self, value: Literal) -> str | int | bool:
        """Return a value as JSON has it when it is read back as the same literal."""
        text, datatype = value.value, value.datatype.value
        if self.native and datatype == XSD.boolean.value and text in {"true", "false"}:
            return text == "true"
        if self.native and datatype == XSD.integer.value and WHOLE.fullmatch(text):
            return int(text)
        return text

    def value(self, value: Term) -> dict[str, str] | str | int | bool:
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
        if not isinstance(native := self._native(value), str):
            return native
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
