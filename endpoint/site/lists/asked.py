"""What a list is asked to show: the address is the list, and this reads and writes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from endpoint.site.core.periods import ASOF, YEARS, Days, check, days_of
from endpoint.site.core.problems import RefusedError, unknown
from endpoint.site.core.relations import Relation, columns, declared
from endpoint.syntax.reading import say
from loaders.kinds import Kind

LONGEST = 100  # characters of a text looked for
NAME = "name"


@dataclass(frozen=True)
class Asked:
    """A list: the kind, what narrows it (``chosen``: relation and key), its order and page.

    ``first`` and ``last`` are the years of a period, '' where it is open.
    """

    kind: Kind
    chosen: tuple[tuple[Relation, str], ...] = ()
    q: str = ""
    asof: str = ""
    first: str = ""
    last: str = ""
    sort: str = ""
    page: int = 1

    @property
    def days(self) -> Days | None:
        """Return the first and last day of what is asked for, None when no time is.

        What counts from the day it happened on has happened on a day up to that of ``asof``.
        """
        days = days_of(self.asof, self.first, self.last)
        return (date.min, days[1]) if days and self.asof and self.past else days

    @property
    def sorted_by(self) -> str:
        """Return the column the list is sorted by."""
        return self.sort.removeprefix("-") or NAME

    @property
    def descending(self) -> bool:
        """Tell whether the largest come first."""
        return self.sort.startswith("-")

    @property
    def past(self) -> bool:
        """Tell whether things count from the day they happened on, not while they last."""
        return declared(self.kind).past

    @property
    def narrowed(self) -> bool:
        """Tell whether less than everything is asked for."""
        return bool(self.chosen or self.q or self.days)

    @property
    def parameters(self) -> tuple[tuple[str, str], ...]:
        """Return the parameters of the address but the page, without those that say nothing."""
        pairs = [(relation.name, key) for relation, key in self.chosen]
        pairs += [("q", self.q), (ASOF, self.asof)]
        pairs += [(called, getattr(self, name)) for name, called in YEARS.items()]
        pairs.append(("sort", self.sort))
        return tuple((name, value) for name, value in pairs if value)

    def of(self, name: str) -> str:
        """Return the key that is chosen of a facet, '' when none is."""
        return next((key for relation, key in self.chosen if relation.name == name), "")

    def without(self, name: str) -> Asked:
        """Return the list with one thing taken out of what narrows it; ``asof`` is any time."""
        if name == "q":
            return replace(self, q="", page=1)
        if name == ASOF:
            return replace(self, asof="", first="", last="", page=1)
        kept = tuple((one, key) for one, key in self.chosen if one.name != name)
        return replace(self, chosen=kept, page=1)


def read(kind: Kind, given: Mapping[str, str]) -> Asked:
    """Return the list an address names; raise RefusedError for a value that cannot be.

    Parameters of other names are not ours, and left alone.
    """
    offered = declared(kind)
    chosen = []
    for facet in offered.facets:
        if key := given.get(facet.name, "").strip():
            if facet.buckets and all(key != bucket[0] for bucket in facet.buckets):
                raise unknown(facet.name, key, [bucket[0] for bucket in facet.buckets])
            chosen.append((facet, key))
    q = " ".join(given.get("q", "").split())
    if len(q) > LONGEST:
        raise RefusedError(
            say("%(name)s is too long", name="q"),
            say("look for at most %(most)s characters", most=LONGEST),
        )
    return Asked(
        kind,
        tuple(chosen),
        q,
        **_time(given, offered.living is not None),
        sort=_sort(kind, given.get("sort", "").strip()),
        page=_page(given.get("page", "1")),
    )


def _time(given: Mapping[str, str], dated: bool) -> dict[str, Any]:
    """Return the day or the years that are asked for, by field."""
    called = {ASOF: ASOF, **YEARS}
    found = {name: given.get(there, "").strip() for name, there in called.items()}
    if any(found.values()) and not dated:
        raise RefusedError(
            say("the things of this list have no dates"), say("leave out asof, from and to")
        )
    check(**found)
    return found


def _sort(kind: Kind, text: str) -> str:
    known = {NAME, *(column.relation.name for column in columns(kind))}
    if text.removeprefix("-") not in {"", *known}:
        raise unknown("sort", text, sorted(known))
    return "" if text == NAME else text


def _page(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < len(text) <= 6 and int(text)):
        raise RefusedError(say("page is not a number"), say("count pages from 1"))
    return int(text)
