"""Compares what one query answers in each release that is kept: which rows came and which went."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from endpoint.past.library import Library
from endpoint.site.core.state import Release, State
from endpoint.site.watch.asking import Row, rows
from endpoint.sparql.backend import ReleaseInfo
from endpoint.sparql.errors import QueryError
from loaders import ledger

RELEASES = 8  # of which answers are compared, the newest
PATIENCE = 15.0  # seconds after which no further old release is asked for one feed


@dataclass(frozen=True)
class Step:
    """What became of an answer in a release: the rows that came since the one before, and went.

    ``count`` is the number of rows it has now.
    """

    release: Release
    before: Release
    came: tuple[Row, ...]
    went: tuple[Row, ...]
    count: int


def compared(state: State) -> tuple[ReleaseInfo, ...]:
    """Return the releases whose answers are compared, the oldest first; the last is served now."""
    served = state.served.info
    until = ledger.order(served.version)
    kept = [
        one
        for one in Library(served).kept()
        if one.base == served.base and ledger.order(one.version) <= until
    ]
    return tuple(kept[-RELEASES:])


def steps(state: State, releases: tuple[ReleaseInfo, ...], query: str) -> tuple[Step, ...]:
    """Return what became of an answer from release to release, the newest first.

    What an old release answered is remembered. Raise QueryError (503) when not all could be asked
    in time: who asks again has the rest sooner.
    """
    end = time.monotonic() + PATIENCE
    found: list[tuple[Release, Counter[Row]]] = []
    for info in releases:
        release = state.served if info.hash == state.served.info.hash else state.at(info)
        found.append((release, rows(release, query)))
        if time.monotonic() > end and info != releases[-1]:
            raise QueryError(
                "the answers of earlier releases are still being gathered",
                kind="busy",
                remedy="ask again",
                retry_after=5,
            )
    told = [_step(*before, *now) for before, now in pairwise(found)]
    return tuple(one for one in reversed(told) if one.came or one.went)


def _step(before: Release, old: Counter[Row], release: Release, new: Counter[Row]) -> Step:
    came, went = _sorted(new - old), _sorted(old - new)
    return Step(release, before, came, went, sum(new.values()))


def _sorted(found: Counter[Row]) -> tuple[Row, ...]:
    return tuple(sorted(found.elements(), key=lambda row: [str(term) for term in row]))
