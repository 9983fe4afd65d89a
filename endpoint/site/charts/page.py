"""Makes the charts: reads the few numbers of each, draws them, and says the same as a table."""

from __future__ import annotations

import csv as csv_module
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from flask import url_for
from pyoxigraph import Literal, NamedNode

from endpoint.languages.known import SOURCE
from endpoint.languages.speaking import N_, speaking
from endpoint.languages.speaking import gettext as _
from endpoint.site.charts import drawing
from endpoint.site.charts.counting import shared
from endpoint.site.charts.grown import FIRST, grown
from endpoint.site.charts.model import ChartPage, Circle, Grid, Lines, Square
from endpoint.site.core.links import sparql_href
from endpoint.site.core.state import Release
from endpoint.site.describe import gather
from endpoint.site.describe.terms import TermView, Viewer
from endpoint.site.pages.model import Link
from loaders.vocabulary import XSD

NAMES = {
    "growth": N_("How networks grew"),
    "theme": N_("Cities by theme of their practices"),
    "assessment": N_("Cities by assessments of studies"),
    "together": N_("Cities that share networks"),
}
# What is drawn and listed of many; the CSV has all.
ROWS = 100  # networks in the table of their growth
CITIES = 150  # cities of a matrix, those with the most
PAIRS = 400  # pairs of cities, those that share the most networks
LEAST = 2  # networks that two cities share to be joined


def build(
    release: Release, name: str, keys: Sequence[str] = (), *, whole: bool = False
) -> ChartPage:
    """Return a chart by its name.

    ``keys`` are of the networks that are drawn where they can be chosen; a ``whole`` table is not
    cut after some rows.
    """
    match name:
        case "growth":
            return _growth(release, keys, whole)
        case "together":
            return _together(release, whole)
        case _:
            return _matrix(release, name, whole)


def _page(name: str, sentence: str, query: str, **parts: Any) -> ChartPage:
    return ChartPage(
        name=name,
        heading=_(NAMES[name]),
        sentence=sentence,
        choices=tuple(
            (Link(_(text), url_for("charts.chart", name=key)), key == name)
            for key, text in NAMES.items()
        ),
        downloads=(Link("CSV", url_for("charts.chart", name=f"{name}.csv"), "text/csv"),),
        query_href=sparql_href(query),
        **parts,
    )


def _growth(release: Release, keys: Sequence[str], whole: bool) -> ChartPage:
    known = grown(release)
    drawn = known.chosen(keys)
    here = {one.key for one in drawn}
    rows = known.networks if whole else known.networks[:ROWS]
    rows = (*(one for one in drawn if one not in rows), *rows)
    most = max((max(one.counts) for one in drawn), default=0)
    return _page(
        "growth",
        _(
            "Members on 31 December of each year: who had certainly joined and had not left. "
            "%(count)s memberships without a date are left out.",
            count=known.undated,
        ),
        release.queries.shown("growth"),
        columns=(_("Network"), *map(str, range(FIRST, known.last + 1))),
        rows=tuple((one.term, *_numbers(one.counts)) for one in rows),
        picks=tuple((one.key, one.key in here) for one in rows),
        total=len(known.networks),
        lines=Lines(
            drawing.lines([(one.term.text, one.counts) for one in drawn]),
            drawing.years(FIRST, known.last),
            drawing.scale(most),
        ),
    )


def _numbers(values: Iterable[int]) -> list[TermView]:
    return [TermView(str(value), number=True) for value in values]


def _counted(release: Release, name: str) -> dict[NamedNode, Counter[NamedNode]]:
    """Return how often each city has each column, those with the most first; counted once."""
    counts: dict[NamedNode, Counter[NamedNode]] = defaultdict(Counter)
    for row in release.queries.select(f"matrix-{name}"):
        city, column = cast(NamedNode, row["city"]), cast(NamedNode, row["column"])
        counts[city][column] = int(row["count"].value)
    return {one: counts[one] for one in sorted(counts, key=lambda one: -counts[one].total())}


def _matrix(release: Release, name: str, whole: bool) -> ChartPage:
    counts = release.once(f"matrix {name}", lambda: _counted(release, name))
    columns = {column for many in counts.values() for column in many}
    shown = list(counts) if whole else list(counts)[:CITIES]
    view = Viewer(release, gather.labels(release, {*shown, *columns}))
    ordered = sorted(columns, key=lambda one: view.thing(one).sort_key)
    cities = sorted(shown, key=lambda one: (-counts[one].total(), view.thing(one).sort_key))
    headings = tuple(view.thing(one).text for one in ordered)
    squares = tuple(
        Square(x, y, min(count, 4), f"{view.thing(city).text}, {headings[x]}: {count}")
        for y, city in enumerate(cities)
        for x, column in enumerate(ordered)
        if (count := counts[city][column])
    )
    sentences = {
        "theme": _("How many practices of each theme are recorded; an empty field is not a no."),
        "assessment": _("How often studies put a city into each class; most were not assessed."),
    }
    return _page(
        name,
        sentences[name],
        release.queries.shown(f"matrix-{name}"),
        columns=(_("City"), *headings),
        rows=tuple((view.thing(city), *_found(counts[city], ordered)) for city in cities),
        total=len(counts),
        grid=Grid(headings, tuple(view.thing(one) for one in cities), squares),
    )


def _found(counts: Mapping[NamedNode, int], columns: Iterable[NamedNode]) -> list[TermView]:
    return [
        TermView(str(counts[one]), number=True) if counts.get(one) else TermView("")
        for one in columns
    ]


def pairs(release: Release) -> tuple[tuple[tuple[str, str], int], ...]:
    """Return the pairs of cities with the networks they share, the most first; counted once."""
    return release.once("pairs of cities", lambda: _pairs(release))


def _pairs(release: Release) -> tuple[tuple[tuple[str, str], int], ...]:
    networks: dict[str, list[str]] = defaultdict(list)
    for row in release.queries.select("networks-of-cities"):
        networks[str(row["city"].value)].append(str(row["network"].value))
    found = shared(networks, LEAST)
    return tuple(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def _together(release: Release, whole: bool) -> ChartPage:
    every = pairs(release)
    drawn = dict(every if whole else every[:PAIRS])
    cities = {city for pair in drawn for city in pair}
    view = Viewer(release, gather.labels(release, map(NamedNode, cities)))
    shown = {city: view.thing(NamedNode(city)) for city in cities}
    ordered = sorted(cities, key=lambda one: (shown[one].sort_key, one))
    spots = drawing.circle([(shown[one].text, shown[one].href or "") for one in ordered])
    where = dict(zip(ordered, spots, strict=True))
    listed = sorted(
        drawn.items(), key=lambda one: (-one[1], *(shown[city].sort_key for city in one[0]))
    )
    chords = tuple(
        drawing.chord(where[a], where[b], count, f"{shown[a].text} – {shown[b].text}: {count}")
        for (a, b), count in reversed(listed)
    )
    least = Literal(str(LEAST), datatype=XSD.integer)
    return _page(
        "together",
        _(
            "Two cities are joined that belong to at least %(least)s networks together.",
            least=LEAST,
        ),
        release.queries.shown("shared-networks", least=[least]),
        columns=(_("City"), _("City"), _("Networks in common")),
        rows=tuple((shown[a], shown[b], *_numbers([count])) for (a, b), count in listed),
        total=len(every),
        circle=Circle(spots, chords),
    )


def csv(release: Release, name: str) -> bytes:
    """Return the table of a chart in English."""
    with speaking(SOURCE):
        page = build(release, name, whole=True)
        out = io.StringIO(newline="")
        writer = csv_module.writer(out)
        writer.writerow(page.columns)
        writer.writerows([cell.text for cell in row] for row in page.rows)
        return out.getvalue().encode()
