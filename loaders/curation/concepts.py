"""Finds concepts by the words that tables and templates have for them: labels of the schemes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from loaders.errors import DataError
from loaders.settings import DEFAULT_BASE
from loaders.text import folded, whole_words
from loaders.vocabulary import SKOS

_NAMES = frozenset({SKOS.prefLabel, SKOS.altLabel, SKOS.notation})


@dataclass(frozen=True)
class Scheme:
    """The concepts of one scheme by their words.

    ``strings`` are those of the source tables just as they stand there (``skos:hiddenLabel``),
    ``names`` the keys, notations and labels in every language, folded; each leads to the key of
    its concept.
    """

    keys: frozenset[str] = frozenset()
    strings: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def only(self, keys: Collection[str]) -> Scheme:
        """Return the scheme with these concepts alone."""
        wanted = [
            {words: key for words, key in table.items() if key in keys}
            for table in (self.strings, self.names)
        ]
        return Scheme(self.keys & frozenset(keys), *wanted)

    def first_in(self, text: str) -> str | None:
        """Return the concept whose string stands first in a text, as whole words in any case.

        Of several strings that begin at one place the longest decides.
        """
        match = self._strings.search(text)
        return self._lower[match.group().casefold()] if match else None

    @cached_property
    def _strings(self) -> re.Pattern[str]:
        return whole_words(self.strings)

    @cached_property
    def _lower(self) -> dict[str, str]:
        return {words.casefold(): key for words, key in self.strings.items()}


@dataclass(frozen=True)
class Concepts:
    """The concepts of all schemes, by the name of the scheme.

    A collection of a scheme is one too, under ``scheme#collection``.
    """

    schemes: Mapping[str, Scheme] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> Concepts:
        """Read the schemes of ``ontology/schemes`` (their keys are the same under any base).

        Raise DataError with file and line when a file is not Turtle, and when two concepts of a
        scheme claim the same string of the tables.
        """
        schemes: dict[str, Scheme] = {}
        for path in sorted(folder.glob("*.ttl")):
            triples = list(_triples(path))
            scheme = _scheme(path, triples)
            members = _collections(path.stem, triples).items()
            schemes |= {path.stem: scheme, **{name: scheme.only(keys) for name, keys in members}}
        return cls(schemes)

    def find(self, scheme: str, words: str) -> str | None:
        """Return the key of the concept that these words mean, None for none or several.

        A string of the tables is compared letter by letter, a name without case and accents.
        """
        known = self.scheme(scheme)
        return known.strings.get(words) or known.names.get(folded(words))

    def scheme(self, name: str) -> Scheme:
        """Return a scheme; it is empty when there is none of this name."""
        return self.schemes.get(name, Scheme())

    def keys(self, scheme: str) -> list[str]:
        """Return the keys of a scheme, sorted."""
        return sorted(self.scheme(scheme).keys)


def _collections(scheme: str, triples: Iterable[Triple]) -> dict[str, set[str]]:
    """Return the keys of the members of each collection of a scheme."""
    members: dict[str, set[str]] = {}
    for triple in triples:
        if triple.predicate == SKOS.member:
            collection = str(triple.subject).strip("<>").rpartition("#")[2]
            key = str(triple.object).strip("<>").rpartition("/")[2]
            members.setdefault(f"{scheme}#{collection}", set()).add(key)
    return members


def _scheme(path: Path, triples: Iterable[Triple]) -> Scheme:
    start = f"{DEFAULT_BASE}id/{path.stem}/"
    strings: dict[str, str] = {}
    names: dict[str, set[str]] = {}
    for triple in triples:
        if not (isinstance(triple.subject, NamedNode) and triple.subject.value.startswith(start)):
            continue
        key = triple.subject.value.removeprefix(start)
        names.setdefault(folded(key), set()).add(key)
        if not isinstance(triple.object, Literal):
            continue
        words = triple.object.value
        if triple.predicate == SKOS.hiddenLabel and strings.setdefault(words, key) != key:
            raise DataError(
                f"{words!r} is a skos:hiddenLabel of {strings[words]} and of {key}",
                f"ontology/schemes/{path.name}",
                remedy="take it from one of them: a string of the tables means one concept",
            )
        if triple.predicate in _NAMES:
            names.setdefault(folded(words), set()).add(key)
    sure = {name: next(iter(keys)) for name, keys in names.items() if len(keys) == 1}
    keys = frozenset(key for found in names.values() for key in found)
    return Scheme(keys, strings, sure)


def _triples(path: Path) -> Iterator[Triple]:
    try:
        for quad in parse(path.read_bytes(), RdfFormat.TURTLE, base_iri=DEFAULT_BASE):
            yield quad.triple
    except SyntaxError as error:
        shown = f"ontology/schemes/{path.name}"
        raise DataError(f"not Turtle: {error.msg}", shown, line=error.lineno) from error
