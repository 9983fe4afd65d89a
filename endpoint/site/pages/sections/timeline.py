"""Draws stretches of time below each other on one axis of years; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from endpoint.site.pages.model import Bar, Lane, Tick

STEPS = (1, 2, 5, 10, 20, 50, 100, 500)
MOST_TICKS = 6
LEAST = 0.8  # percent a bar is wide at least, to be seen


@dataclass(frozen=True)
class Stay:
    """A stretch of time within ``first`` and ``last`` that holds from ``begun`` to ``end``.

    What is not stated is None; a stretch without ``end`` is drawn to today, open.
    """

    begun: date
    first: date | None = None
    end: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Axis:
    """The years that are drawn, from the first of January to today."""

    first: int
    today: date

    def at(self, when: date) -> float:
        """Return where a day stands, in percent from the left."""
        start = date(self.first, 1, 1).toordinal()
        whole = max(1, self.today.toordinal() - start)
        return round(min(100.0, max(0.0, (when.toordinal() - start) * 100 / whole)), 2)

    def ticks(self) -> tuple[Tick, ...]:
        """Return the years that are named."""
        years = self.today.year - self.first + 1
        step = next((one for one in STEPS if years / one <= MOST_TICKS), STEPS[-1])
        named = range(-(-self.first // step) * step, self.today.year + 1, step)
        return tuple(Tick(self.at(date(year, 1, 1)), str(year)) for year in named)


def axis(stays: Iterable[Stay], today: date) -> Axis:
    """Return an axis that holds all stretches."""
    years = [(one.first or one.begun).year for one in stays]
    return Axis(min([*years, today.year - 4]), today)


def bars(stays: Sequence[Stay], along: Axis) -> tuple[Bar, ...]:
    """Return the bars of one lane: what is certain full, what may be so pale, no end open."""
    out: list[Bar] = []
    for one in stays:
        end = one.end or along.today
        if one.first and one.first < one.begun:
            out.append(_bar(along, one.first, one.begun, "unsure"))
        out.append(_bar(along, one.begun, max(end, one.begun), "sure" if one.end else "open"))
        if one.end and one.last and one.last > one.end:
            out.append(_bar(along, one.end, one.last, "unsure"))
    return tuple(out)


def lane(text: str, said: str, stays: Sequence[Stay], along: Axis) -> Lane:
    """Return a lane with its bars and what they say in words."""
    return Lane(text, said, bars(stays, along))


def _bar(along: Axis, start: date, end: date, style: str) -> Bar:
    left, right = along.at(start), along.at(end)
    width = max(LEAST, round(right - left, 2))
    return Bar(min(left, round(100 - width, 2)), width, style)
