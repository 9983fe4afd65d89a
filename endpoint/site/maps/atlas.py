"""What maps know of the places of a release: where, how large, and their ties with dates."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import cast

from pyoxigraph import Literal, NamedNode

from endpoint.site.core.dates import day_of
from endpoint.site.core.harmless import harmless
from endpoint.site.core.periods import Days, lasted, meet
from endpoint.site.core.state import Release
from endpoint.site.describe import gather
from endpoint.site.describe.model import Labels
from endpoint.site.describe.terms import sort_key
from endpoint.site.maps.projection import Frame, Point, Spot
from endpoint.sparql.backend import Row

FEATURED = "moving-cities-featured"  # the list whose places Moving Cities shows
SHARED = 4  # windows of which is kept where the places lie: Europe, the world, and their cards
NAME = 200  # characters of a name
OPEN = 9999  # the last year of what is not known to have ended
SIZES: Mapping[str, tuple[int, int]] = {
    "small": (0, 50_000),
    "medium": (50_000, 250_000),
    "large": (250_000, 1_000_000),
    "metropolis": (1_000_000, 10**10),
}
Years = tuple[int, int]


@dataclass(frozen=True)
class Tie:
    """What ties a place to a network, list or charter, or a practice in it.

    ``begun`` is the day it has certainly begun, None when no date is stated; ``ended`` the day it
    may have ended. ``what`` is the key of the network, list or charter.
    """

    kind: str
    iri: str
    what: str = ""
    begun: date | None = None
    ended: date | None = None
    themes: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()

    def during(self, days: Days) -> bool:
        """Tell whether it was certainly so on at least one of some days."""
        return meet(lasted(self.begun, self.ended), days)

    @property
    def years(self) -> Years | None:
        """Return the first and last year on whose 31 December it holds; None when undated."""
        if self.begun is None:
            return None
        if self.ended is None:
            return self.begun.year, OPEN
        last = self.ended.year - (self.ended + timedelta(1) < date(self.ended.year + 1, 1, 1))
        return (self.begun.year, last) if last >= self.begun.year else None


@dataclass(frozen=True)
class Stretch:
    """Ties to the same thing: the years in which one of them holds."""

    ties: tuple[Tie, ...]
    years: tuple[Years, ...]

    def during(self, days: Days) -> bool:
        """Tell whether one of them was certainly so on at least one of some days."""
        return any(tie.during(days) for tie in self.ties)


def stretches(ties: Iterable[Tie]) -> tuple[Stretch, ...]:
    """Return ties by what they are to; each practice is one by itself."""
    apart: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        apart[tie.what or tie.iri].append(tie)
    return tuple(Stretch(tuple(group), united(group)) for group in apart.values())


def united(ties: Iterable[Tie]) -> tuple[Years, ...]:
    """Return the years in which any of some ties holds, as stretches."""
    out: list[Years] = []
    for first, last in sorted(years for tie in ties if (years := tie.years)):
        if out and first <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(out[-1][1], last))
        else:
            out.append((first, last))
    return tuple(out)


@dataclass(frozen=True)
class Place:
    """A place; ``point`` is None when no coordinates are recorded."""

    iri: NamedNode
    point: tuple[float, float] | None
    country: str
    population: int | None
    ties: tuple[Tie, ...]
    names: tuple[Literal, ...]

    @property
    def size(self) -> str:
        """Return the name of the class of its population, '' when that is not recorded."""
        people = self.population
        return next(
            (n for n, (a, b) in SIZES.items() if people is not None and a <= people < b), ""
        )

    @property
    def address(self) -> tuple[str, str]:
        """Return the kind and the key of the place."""
        kind, _, key = self.path.partition("/")
        return kind, key

    @cached_property
    def path(self) -> str:
        """Return its address below that of things or documents: kind and key."""
        return "/".join(self.iri.value.rsplit("/", 2)[-2:])

    def name(self, language: str) -> Literal:
        """Return the name in a language, else the plain one, else English, else any."""
        ranks = {"en": 2, None: 1, language: 0}
        found = min(
            self.names, key=lambda one: (ranks.get(one.language, 3), one.value), default=None
        )
        return found or Literal(self.address[1].replace("-", " "))

    def apart(self, kind: str) -> tuple[Stretch, ...]:
        """Return the ties of a kind, those to the same network or charter as one."""
        return self._apart.get(kind, ())

    @cached_property
    def _apart(self) -> Mapping[str, tuple[Stretch, ...]]:
        by_kind: dict[str, list[Tie]] = defaultdict(list)
        for tie in self.ties:
            by_kind[tie.kind].append(tie)
        return {kind: stretches(ties) for kind, ties in by_kind.items()}


@dataclass(frozen=True)
class Choice:
    """A place that is shown: what is counted for it (None: not recorded), and in which years.

    ``step`` is the class of the count from 0 (none or unknown) to 4. ``spans`` are the years on
    whose 31 December each counted thing holds, ``years`` those in which the place shows, and
    ``possible`` those in which it shows or only a missing date keeps it from that. ``brief`` says
    that what is asked for has dates but lasted over no 31 December: no year shows the place.
    """

    place: Place
    count: int | None
    step: int
    spans: tuple[Years, ...]
    years: tuple[Years, ...]
    possible: tuple[Years, ...]
    brief: bool
    undated: int


@dataclass(frozen=True)
class Named:
    """The name of a place in a language, with what lists are sorted by."""

    text: str
    lang: str | None
    key: str


@dataclass(frozen=True)
class Atlas:
    """All places of a release, and the labels of what their ties name."""

    places: tuple[Place, ...]
    labels: Labels
    base: str
    _named: dict[str, dict[NamedNode, Named]] = field(default_factory=dict)
    chosen: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    _spots: dict[Frame, Mapping[Point, Spot]] = field(default_factory=dict)

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """Return where places lie, from south to north, each point once."""
        return tuple(sorted({place.point for place in self.places if place.point}))

    def spots(self, frame: Frame, *, keep: bool) -> Mapping[Point, Spot]:
        """Return where points lie in a window; to keep are those of windows that views share."""
        if frame in self._spots:
            return self._spots[frame]
        found = frame.shown(self.points)
        if keep and len(self._spots) < SHARED:
            self._spots[frame] = found
        return found

    def named(self, language: str) -> Mapping[NamedNode, Named]:
        """Return the names of all places in a language, made when first asked for."""
        if language not in self._named:
            found = {}
            for place in self.places:
                name = place.name(language)
                lang = name.language if name.language != language else None
                text = harmless(name.value, NAME)
                found[place.iri] = Named(text, lang, sort_key(text))
            self._named[language] = found
        return self._named[language]

    @cached_property
    def kinds(self) -> Mapping[str, frozenset[str]]:
        """Return the keys that occur: of networks, lists, charters, themes, types, countries."""
        found: dict[str, set[str]] = defaultdict(set)
        for place in self.places:
            found["country"].add(place.country)
            for tie in place.ties:
                found[tie.kind].add(tie.what)
                found["theme"] |= tie.themes
                found["type"] |= tie.types
        return {kind: frozenset(keys - {""}) for kind, keys in found.items()}

    @cached_property
    def tied(self) -> Mapping[tuple[str, str], tuple[int, ...]]:
        """Return the numbers of the places by what they can be asked for: a kind, and a key."""
        found: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, place in enumerate(self.places):
            asked = {("country", place.country), *((tie.kind, tie.what) for tie in place.ties)}
            asked |= {("theme", key) for tie in place.ties for key in tie.themes}
            asked |= {("type", key) for tie in place.ties for key in tie.types}
            for one in asked:
                found[one].append(number)
        return {one: tuple(many) for one, many in found.items()}

    @cached_property
    def counts(self) -> Counter[tuple[str, str]]:
        """Return the number of places by what can be asked for: kind and key."""
        found: Counter[tuple[str, str]] = Counter()
        for place in self.places:
            asked = {("country", place.country), ("size", place.size)}
            for tie in place.ties:
                asked.add((tie.kind, tie.what))
                asked |= {("theme", key) for key in tie.themes}
                asked |= {("type", key) for key in tie.types}
            found.update(asked)
        return found

    def label(self, scheme: str, key: str) -> str:
        """Return what people call a network, concept or country, in the language spoken."""
        found = self.labels.best(NamedNode(f"{self.base}id/{scheme}/{key}"))
        return harmless(found.value, NAME) if found else key.replace("-", " ")


def atlas(release: Release) -> Atlas:
    """Return the atlas of a release, made when first asked for."""
    return release.once("atlas", lambda: read(release))


def read(release: Release) -> Atlas:
    """Read the atlas of a release with a few queries."""
    ties = _ties(release)
    names: dict[NamedNode, list[Literal]] = defaultdict(list)
    for row in release.queries.select("map-names"):
        if isinstance(name := row["name"], Literal):
            names[cast(NamedNode, row["place"])].append(name)
    rows: dict[NamedNode, Row] = {}
    for row in release.queries.select("map-places"):
        rows.setdefault(cast(NamedNode, row["place"]), row)
    places = [_place(iri, row, ties.get(iri, ()), names[iri]) for iri, row in rows.items()]
    places.sort(key=lambda place: place.iri.value)
    return Atlas(tuple(places), _labels(release, places), release.info.base)


def _place(iri: NamedNode, row: Row, ties: Iterable[Tie], names: Iterable[Literal]) -> Place:
    lat, long = row.get("lat"), row.get("long")
    point = (float(lat.value), float(long.value)) if lat is not None and long is not None else None
    country, population = row.get("country"), row.get("population")
    return Place(
        iri,
        point,
        _key(country) if country is not None else "",
        round(float(population.value)) if population is not None else None,
        tuple(ties),
        tuple(sorted(set(names), key=str)),
    )


def _ties(release: Release) -> dict[NamedNode, list[Tie]]:
    themes: dict[str, set[str]] = defaultdict(set)
    types: dict[str, set[str]] = defaultdict(set)
    for row in release.queries.select("map-concepts"):
        into = themes if str(row["property"].value).endswith("#theme") else types
        into[str(row["tie"].value)].add(_key(row["concept"]))
    found: dict[tuple[NamedNode, str, str], Tie] = {}
    for row in release.queries.select("map-ties"):
        iri, what = str(row["tie"].value), row.get("what")
        place = cast(NamedNode, row["place"])
        tie = Tie(
            str(row["class"].value).rsplit("#", 1)[-1].lower(),
            iri,
            _key(what) if what is not None else "",
            day_of(row.get("begun")),
            day_of(row.get("ended")),
            frozenset(themes[iri]),
            frozenset(types[iri]),
        )
        found.setdefault((place, iri, tie.what), tie)
    every: dict[NamedNode, list[Tie]] = defaultdict(list)
    for (place, _, _), tie in found.items():
        every[place].append(tie)
    return every


def _labels(release: Release, places: Iterable[Place]) -> Labels:
    keys: set[str] = set()
    schemes = {"membership": "network", "designation": "list", "signature": "charter"}
    for place in places:
        keys.add(f"country/{place.country}")
        for tie in place.ties:
            keys.add(f"{schemes.get(tie.kind, 'practice')}/{tie.what}")
            keys |= {f"theme/{key}" for key in tie.themes}
            keys |= {f"practice-type/{key}" for key in tie.types}
    base = release.info.base
    things = [NamedNode(f"{base}id/{k}") for k in keys if k[-1] != "/"]
    return gather.labels(release, things)


def _key(term: object) -> str:
    return str(getattr(term, "value", "")).rsplit("/", 1)[-1]
