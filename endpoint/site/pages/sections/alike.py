"""Which places are near to one another or have much in common, by rules the page states."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from endpoint.site.core.state import Release
from endpoint.site.maps.atlas import Atlas, Place, Tie, atlas

NEAR = 150  # kilometres within which a place is a neighbour
MOST = 6
EARTH = 6371.0  # kilometres
DEGREE = 111.2  # kilometres of latitude
Shared = tuple[str, str]  # what places share, such as ``network`` or ``theme``, and its key


@dataclass(frozen=True)
class Alike:
    """What places share, the places from south to north, practices by theme and type."""

    places: Sequence[Place]
    shares: Mapping[str, frozenset[Shared]]
    holders: Mapping[Shared, tuple[int, ...]]
    latitudes: Sequence[float]
    northwards: Sequence[int]
    practices: Mapping[str, tuple[Tie, Place]]
    practised: Mapping[str, tuple[str, ...]]


def alike(release: Release) -> Alike:
    """Return what the places of a release share, made when first asked for."""
    return release.once("alike", lambda: read(atlas(release)))


def read(known: Atlas) -> Alike:
    """Return what the places of an atlas share."""
    shares: dict[str, frozenset[Shared]] = {}
    holders: dict[Shared, list[int]] = defaultdict(list)
    for number, place in enumerate(known.places):
        shares[place.iri.value] = frozenset(_shared(place))
        for one in shares[place.iri.value]:
            holders[one].append(number)
    practices: dict[str, tuple[Tie, Place]] = {}
    practised: dict[str, list[str]] = defaultdict(list)
    for place in known.places:
        for tie in (one for one in place.ties if one.kind == "practice"):
            practices.setdefault(tie.iri, (tie, place))
            for key in {*tie.themes, *tie.types}:
                practised[key].append(tie.iri)
    mapped = sorted(
        (place.point[0], number) for number, place in enumerate(known.places) if place.point
    )
    return Alike(
        known.places,
        shares,
        {one: tuple(many) for one, many in holders.items()},
        [latitude for latitude, _ in mapped],
        [number for _, number in mapped],
        practices,
        {key: tuple(many) for key, many in practised.items()},
    )


def _shared(place: Place) -> Iterator[Shared]:
    for tie in place.ties:
        if tie.kind == "membership" and tie.what:
            yield "network", tie.what
        for theme in tie.themes:
            yield "theme", theme


def similar(known: Alike, iri: str, most: int = MOST) -> list[tuple[Place, tuple[Shared, ...]]]:
    """Return the places that share most with one: at least two networks or themes together.

    Of those that share as many the one with fewer ties of its own comes first: it is more alike.
    """
    own = known.shares.get(iri, frozenset())
    counts = Counter(number for one in own for number in known.holders[one])
    found = [
        (-count, len(known.shares[place.iri.value]), place.iri.value, place)
        for number, count in counts.items()
        if count > 1 and (place := known.places[number]).iri.value != iri
    ]
    found.sort(key=lambda one: one[:3])
    return [
        (place, tuple(sorted(own & known.shares[place.iri.value]))) for *_, place in found[:most]
    ]


def nearest(
    known: Alike, iri: str, point: tuple[float, float], most: int = MOST
) -> list[tuple[Place, float]]:
    """Return the nearest places within NEAR kilometres of one, with how far they are."""
    reach = NEAR / DEGREE
    first = bisect_left(known.latitudes, point[0] - reach)
    last = bisect_right(known.latitudes, point[0] + reach)
    found = [
        (away, place.iri.value, place)
        for number in known.northwards[first:last]
        if (place := known.places[number]).iri.value != iri
        and place.point
        and (away := distance(point, place.point)) <= NEAR
    ]
    return [(place, away) for away, _, place in sorted(found, key=lambda one: one[:2])[:most]]


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the kilometres between two points on the sphere (haversine)."""
    a, b = radians(one[0]), radians(other[0])
    turn = radians(other[1] - one[1])
    part = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(turn / 2) ** 2
    return 2 * EARTH * asin(sqrt(min(1.0, part)))


def together(known: Alike, network: str, most: int = MOST) -> list[tuple[str, int]]:
    """Return the networks that share most members with one, each with how many: at least two."""
    counts: Counter[str] = Counter()
    for number in known.holders.get(("network", network), ()):
        counts.update(_others(known.shares[known.places[number].iri.value], network))
    found = sorted(((-count, key) for key, count in counts.items() if count > 1))
    return [(key, -count) for count, key in found[:most]]


def _others(shares: Iterable[Shared], network: str) -> Iterator[str]:
    return (key for kind, key in shares if kind == "network" and key != network)
