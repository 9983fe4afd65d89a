"""Asks releases for the rows of a query that is watched, and remembers what old ones answered."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, cast

from flask import current_app
from pyoxigraph import BlankNode, Literal

from endpoint.site.changes.following import WATCHED
from endpoint.site.core.state import Release
from endpoint.site.watch.bounds import bounded, too_many
from endpoint.sparql.columns import variables

EXTENSION = "urbsol.watched"
REMEMBERED = 100_000  # terms of answers that are remembered, in all
Row = tuple[Any, ...]


@dataclass
class Answers:
    """What releases answered: a release never changes, so an answer of it is right for good."""

    size: int = 0
    _rows: OrderedDict[tuple[str, str], Counter[Row]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def known(self, release: str, query: str) -> Counter[Row] | None:
        """Return the rows of a query in the release of a hash, None where they are not known."""
        with self._lock:
            if (release, query) in self._rows:
                self._rows.move_to_end((release, query))
            return self._rows.get((release, query))

    def keep(self, release: str, query: str, rows: Counter[Row]) -> None:
        """Remember rows, and forget those asked for the longest ago when there are too many."""
        with self._lock:
            old = self._rows.pop((release, query), None)
            self.size += _terms(rows) - (_terms(old) if old is not None else 0)
            self._rows[release, query] = rows
            while self.size > REMEMBERED:
                _, forgotten = self._rows.popitem(last=False)
                self.size -= _terms(forgotten)


def answers() -> Answers:
    """Return what the running site remembers."""
    return cast(Answers, current_app.extensions.setdefault(EXTENSION, Answers()))


def rows(release: Release, query: str) -> Counter[Row]:
    """Return the rows of a query in a release, each with how often it is there.

    A boolean is one row, a statement a row of three. Raise QueryError for what cannot be watched,
    and for an answer that is too long.
    """
    remembered = answers()
    found = remembered.known(release.info.hash, query)
    if found is None:
        found = Counter(_asked(release, query))
        if sum(found.values()) > WATCHED:
            raise too_many()
        remembered.keep(release.info.hash, query, found)
    return found


def _asked(release: Release, query: str) -> Iterable[Row]:
    text, form = bounded(query, release.info.base)
    backend = release.queries.backend
    match form:
        case "ASK":
            return [(Literal(backend.ask(text)),)]
        case "CONSTRUCT" | "DESCRIBE":
            triples = backend.construct(text)
            return [_row((one.subject, one.predicate, one.object)) for one in triples]
        case _:
            solutions = backend.select(text)
            names = [one.value for one in variables(text, release.info.base)]
            return [_row(row.get(name) for name in names) for row in solutions]


def _row(terms: Iterable[Any]) -> Row:
    """Return a row whose blank nodes have no names, for each answer gives them others."""
    return tuple(None if isinstance(term, BlankNode) else term for term in terms)


def _terms(rows: Counter[Row]) -> int:
    return 1 + sum(len(row) for row in rows)
