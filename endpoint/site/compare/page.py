"""Makes the comparison of cities: one query, a row for each network, theme, charter and so on."""

from __future__ import annotations

import csv as csv_module
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, cast

from flask import url_for
from pyoxigraph import Literal, NamedNode

from endpoint.languages.known import SOURCE
from endpoint.languages.speaking import N_, first_upper, speaking
from endpoint.languages.speaking import gettext as _
from endpoint.questions import Choice
from endpoint.site.compare.model import Compared, ComparePage, Entry, Line, Part
from endpoint.site.core.links import sparql_href
from endpoint.site.core.state import Release
from endpoint.site.describe import gather
from endpoint.site.describe.terms import TermView, Viewer
from endpoint.site.pages.model import Link
from endpoint.site.questions.naming import suggesting
from endpoint.site.sentences import gather as sentences
from endpoint.sparql.backend import Row

MOST = 5
SECTIONS = {
    "facts": N_("Facts"),
    "networks": N_("Networks"),
    "practices": N_("Practices by theme"),
    "charters": N_("Charters signed"),
    "commitments": N_("Commitments"),
    "assessments": N_("Assessments by studies"),
    "lists": N_("On lists drawn up by others"),
    "figures": N_("Figures"),
}
# What stands in the cells: the thing itself, its state, or the text of a source.
SHOWN = {"facts": "thing", "practices": "thing", "commitments": "state", "assessments": "state"}


def build(
    release: Release, keys: Sequence[str], wrong: str = "", near: Sequence[Choice] = ()
) -> ComparePage:
    """Return the comparison of cities by their keys; ``near`` are those that may be meant."""
    cities = [release.iris.thing("city", key) for key in keys]
    rows = release.queries.select("compared", city=cities) if cities else []
    view = Viewer(release, gather.labels(release, _named(release, rows, cities)))
    said = sentences.of_many(release, cities) if cities else {}
    compared = tuple(
        Compared(view.thing(city), said.get(city, ""), address([k for k in keys if k != key]))
        for key, city in zip(keys, cities, strict=True)
    )
    return ComparePage(
        cities=compared,
        keys=tuple(keys),
        parts=tuple(_parts(view, rows, cities)),
        full=len(keys) >= MOST,
        wrong=wrong,
        near=tuple(Link(one.label, address((*keys, one.value))) for one in near),
        suggest=suggesting("city"),
        downloads=(Link("CSV", address(keys, "compare.as_csv"), "text/csv"),) if cities else (),
        query_href=sparql_href(release.queries.shown("compared", city=cities)) if cities else "",
    )


def address(keys: Iterable[str], view: str = "compare.index") -> str:
    """Return the address of a comparison."""
    values: dict[str, Any] = {"city": list(keys)}
    return url_for(view, **values)


def _named(
    release: Release, rows: Sequence[Row], cities: Sequence[NamedNode]
) -> Iterable[NamedNode]:
    base = f"{release.info.base}id/"
    terms = {term for row in rows for term in row.values()} | set(cities)
    return [one for one in terms if isinstance(one, NamedNode) and one.value.startswith(base)]


def _parts(view: Viewer, rows: Sequence[Row], cities: Sequence[NamedNode]) -> Iterable[Part]:
    by_section: dict[str, dict[Any, dict[Any, list[Row]]]] = defaultdict(dict)
    for row in rows:
        groups = by_section[str(row["section"].value)]
        groups.setdefault(row.get("group"), {}).setdefault(row["city"], []).append(row)
    for section, heading in SECTIONS.items():
        lines = [
            Line(
                _heading(view, group),
                tuple(_cell(view, section, cells.get(city, ())) for city in cities),
            )
            for group, cells in by_section.get(section, {}).items()
        ]
        if section != "facts":
            # What more of the cities have in common comes first.
            lines.sort(key=lambda one: (-sum(map(bool, one.cells)), one.heading.sort_key))
        yield Part(section, _(heading), tuple(lines))


def _heading(view: Viewer, group: object) -> TermView:
    if not isinstance(group, NamedNode):
        return TermView(_("theme not recorded"))
    if group.value.startswith(f"{view.release.info.base}ontology#"):
        return TermView(first_upper(view.release.term_label(view.release.compact(group))))
    return view.thing(group)


def _cell(view: Viewer, section: str, rows: Iterable[Row]) -> tuple[Entry, ...]:
    return tuple(dict.fromkeys(_entry(view, section, row) for row in rows))


def _entry(view: Viewer, section: str, row: Row) -> Entry:
    """Return what a row says: its thing, state or text, else that it is so, with its dates."""
    dates = _dates(view, row)
    if section == "figures":
        text = TermView(str(row["stated"].value))
        thing = view.thing(cast(NamedNode, row["thing"]))
        return Entry(text._replace(href=thing.href), dates)
    if name := SHOWN.get(section):
        term = view.view(row[name])
        status = row.get("status")
        states = [view.view(status).text] if status is not None and name == "thing" else []
        plain = row[name].value if isinstance(row[name], Literal) else ""
        return Entry(term, ", ".join([*states, dates] if dates else states), str(plain))
    thing = view.thing(cast(NamedNode, row["thing"]))
    return Entry(TermView(dates or _("yes, no date stated"), href=thing.href))


def _dates(view: Viewer, row: Row) -> str:
    start, end = (
        view.view(cast(Literal, row[name])).text if name in row else "" for name in ("from", "to")
    )
    if start and end:
        return f"{start} – {end}"
    return start or (_("until %(date)s", date=end) if end else "")


def csv(release: Release, keys: Sequence[str]) -> bytes:
    """Return a comparison as a table in English: a row for each row, a column for each city."""
    with speaking(SOURCE):
        page = build(release, keys)
        out = io.StringIO(newline="")
        writer = csv_module.writer(out)
        writer.writerow(("section", "row", *keys))
        for part in page.parts:
            for line in part.lines:
                cells = ("; ".join(map(_text, cell)) for cell in line.cells)
                writer.writerow((part.key, line.heading.text, *cells))
        return out.getvalue().encode()


def _text(entry: Entry) -> str:
    text = entry.plain or entry.term.text
    return f"{text} ({entry.note})" if entry.note else text
