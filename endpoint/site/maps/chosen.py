"""Which places a view shows, with what counts for each, and what it leaves out and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from endpoint.site.core.periods import Days
from endpoint.site.maps.asked import KEYED, Asked
from endpoint.site.maps.atlas import (
    FEATURED,
    OPEN,
    Atlas,
    Choice,
    Place,
    Tie,
    Years,
    stretches,
    united,
)

COUNTED = {"networks": "membership", "practices": "practice", "signatures": "signature"}
ALWAYS: tuple[Years, ...] = ((0, OPEN),)
STEPS = {
    "networks": (1, 2, 4, 7),
    "practices": (1, 2, 3, 5),
    "signatures": (1, 2, 3, 4),
    "population": (0, 50_000, 250_000, 1_000_000),
}


@dataclass(frozen=True)
class Chosen:
    """The places of a view, and how many are left out since no date is stated for them."""

    places: tuple[Choice, ...]
    undated: int

    @cached_property
    def mapped(self) -> tuple[Choice, ...]:
        """Return those with coordinates."""
        return tuple(one for one in self.places if one.place.point)


def choose(atlas: Atlas, asked: Asked) -> Chosen:
    """Return the places of a view; what is counted of all places is counted once."""
    tied = (asked.network, asked.list, asked.theme, asked.type, asked.charter, asked.days)
    if any(tied) or asked.show != "all":
        return _choose(atlas, asked)
    measure = asked.measure
    if measure not in atlas.chosen:
        atlas.chosen[measure] = _choose(atlas, Asked(by=measure)).places
    every = atlas.chosen[measure]
    if asked.country:
        every = tuple(every[number] for number in atlas.tied.get(("country", asked.country), ()))
    if asked.size:
        every = tuple(one for one in every if one.place.size == asked.size)
    return Chosen(every, 0)


def _choose(atlas: Atlas, asked: Asked) -> Chosen:
    found, undated = [], 0
    for place in _candidates(atlas, asked):
        if not _fits(place, asked):
            continue
        groups = relevant(place, asked)
        if any(not group for group in groups):
            continue
        days = asked.days
        if days is not None and not all(_any_holds(group, days) for group in groups):
            undated += all(_undated(group) or _any_holds(group, days) for group in groups)
            continue
        found.append(_choice(place, asked, groups))
    return Chosen(tuple(found), undated)


def _candidates(atlas: Atlas, asked: Asked) -> Iterable[Place]:
    """Return the places that may show: those tied to what is asked for that ties the fewest."""
    wanted = [(kind, key) for name, (kind, _) in KEYED.items() if (key := getattr(asked, name))]
    if asked.show == "featured":
        wanted.append(("designation", FEATURED))
    if not wanted:
        return atlas.places
    fewest = min((atlas.tied.get(one, ()) for one in wanted), key=len)
    return (atlas.places[number] for number in fewest)


def _fits(place: Place, asked: Asked) -> bool:
    """Tell whether country and size are those asked for."""
    if asked.country and place.country != asked.country:
        return False
    return not asked.size or place.size == asked.size


def relevant(place: Place, asked: Asked) -> list[list[Tie]]:
    """Return the ties a view is about, a list for each thing asked; an empty one asks in vain.

    Without anything asked a place shows for what it is, on a day and in a period for what is
    counted.
    """
    groups = [
        [tie for tie in place.ties if tie.kind == KEYED[name][0] and tie.what == key]
        for name in ("network", "list", "charter")
        if (key := getattr(asked, name))
    ]
    if asked.show == "featured":
        groups.append([t for t in place.ties if t.kind == "designation" and t.what == FEATURED])
    if asked.theme or asked.type:
        groups.append([tie for tie in place.ties if _practised(tie, asked)])
    if asked.days is not None and not groups:
        groups.append(counted(place, asked))
    return groups


def _practised(tie: Tie, asked: Asked) -> bool:
    return (
        tie.kind == "practice"
        and (not asked.theme or asked.theme in tie.themes)
        and (not asked.type or asked.type in tie.types)
    )


def counted(place: Place, asked: Asked) -> list[Tie]:
    """Return the ties that are counted: those of the measure, of the theme or type asked for."""
    kind = COUNTED.get(asked.measure, "membership")
    every = [tie for tie in place.ties if tie.kind == kind]
    if kind == "practice":
        return [tie for tie in every if _practised(tie, asked)]
    return every


def _any_holds(group: Sequence[Tie], days: Days) -> bool:
    return any(tie.during(days) for tie in group)


def _undated(group: Sequence[Tie]) -> bool:
    return any(tie.begun is None for tie in group)


def _choice(place: Place, asked: Asked, groups: list[list[Tie]]) -> Choice:
    kind, days = COUNTED.get(asked.measure, "membership"), asked.days
    narrowed = kind == "practice" and (asked.theme or asked.type)
    apart = stretches(counted(place, asked)) if narrowed else place.apart(kind)
    holding = len(apart) if days is None else sum(one.during(days) for one in apart)
    count = place.population if asked.measure == "population" else holding
    spans = tuple(sorted(years for one in apart for years in one.years))
    asking = groups or [counted(place, asked)]
    shown = _intersected([united(group) for group in groups]) if groups else spans
    possible = _intersected([ALWAYS if _undated(one) else united(one) for one in asking])
    return Choice(
        place,
        count,
        step(asked.measure, count),
        spans,
        shown,
        possible,
        all(asking) and not possible,
        sum(not one.years for one in apart),
    )


def step(measure: str, count: int | None) -> int:
    """Return the class of a count: 0 for none or unknown, else 1 to 4."""
    if count is None:
        return 0
    return sum(count >= least for least in STEPS[measure])


def _intersected(many: Sequence[tuple[Years, ...]]) -> tuple[Years, ...]:
    """Return the years that are in all of some lists of stretches."""
    found = ALWAYS
    for one in many:
        found = tuple(
            (max(a[0], b[0]), min(a[1], b[1]))
            for a in found
            for b in one
            if max(a[0], b[0]) <= min(a[1], b[1])
        )
    return found
