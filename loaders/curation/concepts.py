"""Finds concepts by the words that tables and templates have for them.

These are the labels of the schemes, and the strings of ``data/links/concepts.csv``: what only the
tables call so is no label that a reader of the schemes should see.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from loaders.curation.cells import CellChecks
from loaders.curation.extents import Extents
from loaders.curation.registry import Registry
from loaders.curation.spec import read_spec
from loaders.curation.table import TableReader, TableRow
from loaders.errors import DataError
from loaders.settings import DEFAULT_BASE, Settings
from loaders.text import folded, whole_words
from loaders.vocabulary import SKOS

STRINGS = "concepts.csv"
SPEC = read_spec(
    {"scheme": "required text", "concept": "required text", "words": "required text"},
    ("scheme", "words"),
)
_SHOWN = f"data/links/{STRINGS}"
_NAMES = frozenset({SKOS.prefLabel, SKOS.altLabel, SKOS.notation})


@dataclass(frozen=True)
class Scheme:
    """The concepts of one scheme by their words.

    ``strings`` are those of the source tables just as they stand there (``concepts.csv`` and
    ``skos:hiddenLabel``), ``names`` the keys, notations and labels in every language, folded; each
    leads to the key of its concept.
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
    def of(cls, settings: Settings) -> Concepts:
        """Read the schemes of a checkout, and the strings that mean their concepts."""
        return cls.load(settings.ontology / "schemes", settings.data / "links" / STRINGS)

    @classmethod
    def load(cls, folder: Path, strings: Path | None = None) -> Concepts:
        """Read schemes (their keys are the same under any base), and a table of strings, if any.

        Raise DataError with file and line when a file is not Turtle, when the table names a scheme
        or a concept that does not exist, and when two concepts of a scheme claim the same string.
        """
        rows = _read(strings) if strings and strings.is_file() else ()
        paths = {path.stem: path for path in sorted(folder.glob("*.ttl"))}
        for row in rows:
            if row.values["scheme"] not in paths:
                raise _error(row, "scheme", "there is no such scheme", "see ontology/schemes/")
        schemes: dict[str, Scheme] = {}
        for name, path in paths.items():
            triples = list(_triples(path))
            own = [row for row in rows if row.values["scheme"] == name]
            schemes[name] = scheme = _with(own, _scheme(path, triples))
            for collection, keys in _collections(name, triples).items():
                schemes[collection] = scheme.only(keys)
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


def _read(path: Path) -> tuple[TableRow, ...]:
    return TableReader(path, _SHOWN, SPEC, CellChecks(Registry()), Extents({})).read()


def _with(rows: Iterable[TableRow], scheme: Scheme) -> Scheme:
    """Return the scheme with the strings of these rows."""
    strings = dict(scheme.strings)
    for row in rows:
        name, key, words = (row.values[column] for column in ("scheme", "concept", "words"))
        shown = f"ontology/schemes/{name}.ttl"
        if key not in scheme.keys:
            raise _error(row, "concept", f"{key!r} is not a concept of {name}", f"see {shown}")
        if strings.setdefault(words, key) != key:
            raise _error(
                row, "words", f"{words!r} is a skos:hiddenLabel of {strings[words]}", f"see {shown}"
            )
    return replace(scheme, strings=strings)


def _error(row: TableRow, column: str, what: str, remedy: str) -> DataError:
    return DataError(what, _SHOWN, row=row.number, column=column, remedy=remedy)


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
