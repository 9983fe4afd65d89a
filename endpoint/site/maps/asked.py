"""What a map is asked to show: the address is the view, and this reads and writes it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from endpoint.site.core.periods import YEARS, Days, check, days_of
from endpoint.site.core.problems import RefusedError, unknown
from endpoint.site.maps.atlas import FEATURED, SIZES, Atlas
from endpoint.syntax.reading import say

EUROPE, WORLD = "europe", "world"
SHOWS = ("all", "featured")
DEGREES = r"(-?[0-9]{1,3}(?:\.[0-9]{1,2})?)"
BOX = re.compile(",".join([DEGREES] * 4))
MEASURES = ("networks", "practices", "signatures", "population")
# Parameter of the address: the kind of tie (or of place) whose keys it takes, and their scheme.
KEYED: Mapping[str, tuple[str, str]] = {
    "network": ("membership", "network"),
    "list": ("designation", "list"),
    "theme": ("theme", "theme"),
    "type": ("type", "practice-type"),
    "charter": ("signature", "charter"),
    "country": ("country", "country"),
}


@dataclass(frozen=True)
class Box:
    """An area between two parallels and two meridians, in degrees."""

    south: float
    west: float
    north: float
    east: float

    def __str__(self) -> str:
        """Return it as it stands in an address."""
        return ",".join(f"{one:g}" for one in (self.south, self.west, self.north, self.east))

    def holds(self, point: tuple[float, float] | None) -> bool:
        """Tell whether a point lies in it; None lies nowhere."""
        if point is None:
            return False
        return self.south <= point[0] <= self.north and self.west <= point[1] <= self.east


def box_of(area: str) -> Box | None:
    """Return the area that an address gives as south, west, north and east; None for another."""
    found = BOX.fullmatch(area)
    if found is None:
        return None
    box = Box(*map(float, found.groups()))
    right = -90 <= box.south < box.north <= 90 and -180 <= box.west < box.east <= 180
    return box if right else None


@dataclass(frozen=True)
class Asked:
    """A view of the map: which places, where to, on which day or in which years, how coloured.

    ``first`` and ``last`` are the years of a period, '' where it is open.
    """

    show: str = "all"
    area: str = ""
    network: str = ""
    list: str = ""
    theme: str = ""
    type: str = ""
    charter: str = ""
    country: str = ""
    size: str = ""
    asof: str = ""
    first: str = ""
    last: str = ""
    by: str = ""

    @property
    def day(self) -> date | None:
        """Return the day of ``asof``."""
        return date.fromisoformat(self.asof) if self.asof else None

    @property
    def days(self) -> Days | None:
        """Return the first and last day of what is asked for, None when no time is."""
        return days_of(self.asof, self.first, self.last)

    @property
    def measure(self) -> str:
        """Return what colours the places: what is named, else what the filters ask for."""
        if self.by:
            return self.by
        if self.theme or self.type:
            return "practices"
        return "signatures" if self.charter else "population" if self.size else "networks"

    @property
    def where(self) -> str:
        """Return the area: what is named, else the country asked for, else Europe."""
        return self.area or self.country or EUROPE

    @property
    def box(self) -> Box | None:
        """Return the area between parallels and meridians that is asked for, None for another."""
        return box_of(self.area)

    @property
    def plain(self) -> bool:
        """Tell whether it is a view of everything there is, of Europe or the world."""
        return self.area in ("", EUROPE, WORLD) and self.but(area="") == Asked()

    @property
    def parameters(self) -> dict[str, str]:
        """Return the parameters of the address, without those that say nothing."""
        plain = Asked()
        return {
            YEARS.get(one.name, one.name): value
            for one in fields(self)
            if (value := getattr(self, one.name)) != getattr(plain, one.name)
        }

    def but(self, **changes: str) -> Asked:
        """Return the view with some parameters changed."""
        return replace(self, **changes)


def read(given: Mapping[str, str], atlas: Atlas) -> Asked:
    """Return the view an address names; raise RefusedError for a value that there is not.

    Parameters of other names are not ours, and left alone.
    """
    called = {one.name: YEARS.get(one.name, one.name) for one in fields(Asked)}
    values = {name: given.get(there, "").strip() for name, there in called.items()}
    asked = Asked(**{name: value for name, value in values.items() if value})
    _one_of("show", asked.show, SHOWS)
    _one_of("by", asked.by, ("", *MEASURES))
    _one_of("size", asked.size, ("", *SIZES))
    for name, (kind, _) in KEYED.items():
        _one_of(name, getattr(asked, name), ("", *atlas.kinds.get(kind, ())))
    countries = atlas.kinds.get("country", frozenset())
    if asked.box is None:
        _one_of("area", asked.area, ("", EUROPE, WORLD, *countries))
    check(asked.asof, asked.first, asked.last)
    if (
        asked.show == "featured"
        and not asked.list
        and FEATURED not in atlas.kinds.get("designation", ())
    ):
        raise RefusedError(
            say("no place is featured in this release"), say("leave out show=featured")
        )
    return asked


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise unknown(name, value, sorted(one for one in allowed if one))
