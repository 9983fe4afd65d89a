"""Draws the rows of a result: those with a place on a map, those with a number as bars."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Literal, NamedNode

from endpoint.languages.forms import ngettext
from endpoint.languages.speaking import gettext as _
from endpoint.site.core.state import Release
from endpoint.site.describe.terms import NUMBERS, TermView
from endpoint.site.maps.crowd import Crowd
from endpoint.site.maps.locator import Map, draw

WKT = re.compile(
    r"\s*(?:<[^<>]{1,200}>\s*)?POINT\s*Z?\s*\(\s*(-?[\d.]{1,20})\s+(-?[\d.]{1,20})", re.I
)
MOST_BARS = 40
Point = tuple[float, float]
Terms = Sequence[tuple[Any, ...]]
Views = Sequence[tuple[TermView | None, ...]]


@dataclass(frozen=True)
class Bar:
    """A bar of a chart: what it is, how much, and its share of the longest in percent."""

    label: TermView
    value: TermView
    share: float


@dataclass(frozen=True)
class Chart:
    """Bars of the column of numbers over the first other column."""

    column: str
    bars: tuple[Bar, ...]


def point(term: Any, release: Release) -> Point | None:
    """Return the latitude and longitude of a place or of a point in WKT; None for anything else."""
    if isinstance(term, NamedNode):
        return release.points.get(term)
    if isinstance(term, Literal) and (found := WKT.match(term.value)):
        try:
            longitude, latitude = float(found[1]), float(found[2])
        except ValueError:
            return None
        return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 360 else None
    return None


def mapped(release: Release, rows: Terms, views: Views) -> Map | None:
    """Draw the places of some rows; None when there are none."""
    marked: dict[str, Point] = {}
    for row, view in zip(rows, views, strict=True):
        where = next((p for term in row if (p := point(term, release))), None)
        if where is not None:
            name = next((one.text for one in view if one and not one.number), "")
            marked.setdefault(name[:200], where)
    count = len(marked)
    caption = ngettext("%(num)s place of this result.", "%(num)s places of this result.", count)
    return draw(Crowd(), marked, _("The places of this result"), caption)


def charted(columns: Sequence[str], rows: Terms, views: Views) -> Chart | None:
    """Return bars for two to forty rows with a number, by the last column that has one in each."""
    if not 2 <= len(rows) <= MOST_BARS:
        return None
    for place in reversed(range(len(columns))):
        values = [amount(row[place]) for row in rows]
        labels = [next((v for i, v in enumerate(view) if v and i != place), None) for view in views]
        known = [value for value in values if value is not None]
        if len(known) < len(values) or min(known) < 0 or not max(known) or not all(labels):
            continue
        bars = tuple(
            Bar(label, view[place] or TermView(""), round(100 * value / max(known), 1))
            for label, view, value in zip(labels, views, known, strict=True)
            if label
        )
        return Chart(columns[place], bars)
    return None


def amount(term: Any) -> float | None:
    """Return the number a term is; None when it is none, or no finite one."""
    if not isinstance(term, Literal) or term.datatype not in NUMBERS:
        return None
    try:
        value = float(term.value)
    except ValueError:
        return None
    return value if abs(value) < 1e15 else None
