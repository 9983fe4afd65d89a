"""Makes the whole page of a thing: facts and tables, and what its kind has beside them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from endpoint.site.core.state import Release
from endpoint.site.describe.describe import kind_of
from endpoint.site.describe.model import Description
from endpoint.site.describe.terms import DATED, Viewer
from endpoint.site.maps.locator import locate
from endpoint.site.pages import thing
from endpoint.site.pages.model import Row, Section, Table, ThingPage
from endpoint.site.pages.sections import asof, body, figures, place, taking, works
from endpoint.site.pages.sections.said import Said
from endpoint.site.statements import corrected
from loaders.kinds import PLACES

Enriched = Callable[[Said, Table], Table]
TABLES: tuple[Enriched, ...] = (place.table, figures.table, works.phases, taking.table)


def build(
    release: Release, description: Description, document: str, day: date | None = None
) -> ThingPage:
    """Return the page of a thing; ``document`` is the path its other formats hang on.

    With a day its tables and its map hold what certainly held on that day.
    """
    kind = kind_of(release, description.thing)
    viewer = Viewer(release, description.labels, day.isoformat() if day else "")
    said = Said(release, description, viewer)
    known = asof.sort(said, day) if day else ()
    told = asof.on(description, known) if day else description
    page = thing.build(release, description, document, viewer=viewer, told=told)
    then = Said(release, told, viewer) if day else said
    page = replace(page, tables=tuple(_enriched(then, one) for one in page.tables))
    before, after = _before(said, kind, page, day), _after(said, kind)
    page = replace(page, before=tuple(before), after=tuple(after))
    page = replace(page, corrections=corrected.of_thing(release, description.thing))
    if kind in DATED:
        shown = asof.build(said, known, day, document, kind) if day else asof.plain(document)
        page = replace(page, asof=shown)
    if not any(one.map for one in before):
        page = replace(page, map=locate(release, told, page.title.text))
    return works.citing(page) if kind == "publication" else page


def _enriched(said: Said, table: Table) -> Table:
    for enrich in TABLES:
        table = enrich(said, table)
    return table


def _figures(page: ThingPage) -> dict[str | None, Row]:
    """Return the rows of the figures of a page, with their sources, by the link of the figure."""
    return {
        row.thing.href: row
        for table in page.tables
        if table.of == ("urb:hasFigure", "figure")
        for row in table.rows
    }


def _before(said: Said, kind: str, page: ThingPage, day: date | None) -> list[Section]:
    if kind in body.BELONGING:
        return body.before(said, kind, _figures(page), day)
    if kind == "event":
        return taking.event(said)
    sections = [*works.country(said)] if kind == "country" else []
    return [*sections, *works.mapped(said, kind)] if kind in works.MAPPED else sections


def _after(said: Said, kind: str) -> list[Section]:
    if kind in PLACES:
        return place.after(said)
    if kind == "network":
        return body.after(said)
    return works.like_practices(said) if kind == "practice" else []
