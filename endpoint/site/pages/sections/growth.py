"""Counts what holds at the end of each year, and draws a bar a year; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from endpoint.site.pages.model import Growth, Tick, Year
from endpoint.site.pages.sections.axis import round_numbers
from endpoint.site.pages.sections.timeline import STEPS, Stay

MOST = 60  # years drawn: earlier ones are taken together
GAP = 0.24  # of the width of a bar


def growth(
    groups: Sequence[Sequence[Stay]], today: date, label: str, texts: Sequence[str]
) -> Growth:
    """Return how many of some groups of stretches hold on the last day of each year.

    A group is one member, who may have come and gone; one without stretches is not counted.
    """
    begun = [one.begun.year for group in groups for one in group]
    first = max(min(begun, default=today.year), today.year - MOST + 1)
    days = [min(date(year, 12, 31), today) for year in range(first, today.year + 1)]
    counts = [sum(any(_holds(one, day) for one in group) for group in groups) for day in days]
    most = max([*counts, 1])
    step = 100 / len(days)
    return Growth(
        label=label,
        years=tuple(
            Year(
                text=str(day.year),
                count=count,
                left=round(place * step + step * GAP / 2, 2),
                width=round(step * (1 - GAP), 2),
                height=round(count * 100 / most, 2),
                middle=round((place + 0.5) * step, 2),
            )
            for place, (day, count) in enumerate(zip(days, counts, strict=True))
        ),
        named=named([day.year for day in days]),
        scale=scale(most),
        texts=tuple(texts),
    )


def named(years: Sequence[int]) -> tuple[Tick, ...]:
    """Return the years that are written below the bars."""
    step = next((one for one in STEPS if len(years) / one <= 6), STEPS[-1])
    width = 100 / len(years)
    return tuple(
        Tick(round((place + 0.5) * width, 2), str(year))
        for place, year in enumerate(years)
        if year % step == 0
    )


def scale(most: int) -> tuple[Tick, ...]:
    """Return round numbers up to the greatest, with how high they stand in percent."""
    return tuple(Tick(round(n * 100 / most, 2), str(n)) for n in round_numbers(most, 4)[1:])


def _holds(one: Stay, day: date) -> bool:
    return one.begun <= day and (one.end is None or one.end >= day)


def undated(groups: Iterable[Sequence[Stay]]) -> int:
    """Return how many groups have no stretch whose beginning is known."""
    return sum(not group for group in groups)
