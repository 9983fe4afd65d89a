"""Counts what charts show: members at the end of each year, and networks that two share; pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import combinations

Stretch = tuple[date | None, date | None]


def held(stretches: Iterable[Stretch], day: date) -> bool:
    """Tell whether one of some stretches had certainly begun and had not possibly ended."""
    return any(
        begun is not None and begun <= day and (ended is None or ended >= day)
        for begun, ended in stretches
    )


def growth(members: Mapping[str, Iterable[Stretch]], first: int, last: int) -> tuple[int, ...]:
    """Return how many members hold on 31 December of each year from the first to the last."""
    every = [tuple(stretches) for stretches in members.values()]
    return tuple(
        sum(held(one, date(year, 12, 31)) for one in every) for year in range(first, last + 1)
    )


def shared(networks: Mapping[str, Iterable[str]], least: int) -> dict[tuple[str, str], int]:
    """Return how many networks two cities share, those pairs that share at least so many."""
    members: dict[str, list[str]] = defaultdict(list)
    for city, many in sorted(networks.items()):
        for network in set(many):
            members[network].append(city)
    found: dict[tuple[str, str], int] = defaultdict(int)
    for many in members.values():
        for pair in combinations(many, 2):
            found[pair] += 1
    return {pair: count for pair, count in found.items() if count >= least}
