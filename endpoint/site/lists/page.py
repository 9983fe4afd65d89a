"""Makes the page of a list: rows, facets with counts, and the ways to take it along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import url_for
from pyoxigraph import NamedNode

from endpoint.languages.forms import ngettext
from endpoint.languages.speaking import first_upper, language
from endpoint.languages.speaking import gettext as _
from endpoint.site.changes.following import WATCHED, watching
from endpoint.site.core.addresses import unprefixed
from endpoint.site.core.links import sparql_href
from endpoint.site.core.periods import ASOF, in_words
from endpoint.site.core.relations import Relation, columns, declared
from endpoint.site.core.state import Release
from endpoint.site.describe.terms import Viewer, sort_key
from endpoint.site.lists import query
from endpoint.site.lists.asked import Asked
from endpoint.site.lists.cells import cells, ordered, places, viewer
from endpoint.site.lists.chosen import Chosen, choose
from endpoint.site.lists.index import Index, index, labels
from endpoint.site.lists.model import ListPage
from endpoint.site.lists.wording import BUCKETS, sentences
from endpoint.site.maps.crowd import crowd
from endpoint.site.maps.locator import Map, draw
from endpoint.site.pages.model import Facet, Link, Option, Row
from endpoint.site.results import short

PAGE_SIZE = 50
OFFERED = 250  # values of a facet to choose from
ON_MAP = {"city", "place"}  # what the map shows, narrowed in the same words


def build(release: Release, asked: Asked) -> ListPage | None:
    """Return one page of a list; None when there is no such page, or nothing has what is asked."""
    known = index(release, asked.kind)
    if not all(known.having(relation, key) for relation, key in asked.chosen):
        return None
    chosen = choose(known, asked)
    asking = query.query(asked, release.info.base, release.prefixes)
    last = max(1, -(-len(chosen.things) // PAGE_SIZE))
    if asked.page > last:
        return None
    first = (asked.page - 1) * PAGE_SIZE
    part = ordered(known, asked, chosen.things)[first : first + PAGE_SIZE]
    headings, rows = _rows(known, asked, part)
    facets = _facets(release, asked, chosen)
    return ListPage(
        kind=asked.kind,
        asked=asked,
        total=len(known.things),
        shown=len(chosen.things),
        first=first + 1,
        columns=headings,
        rows=rows,
        members=tuple(part),
        facets=facets,
        sorts=_sorts(release, asked),
        taken=_taken(asked, facets),
        sentences=tuple(sentences(asked, chosen.undated)),
        dated=declared(asked.kind).living is not None,
        page=asked.page,
        last=last,
        previous=href(asked, asked.page - 1) if asked.page > 1 else None,
        next=href(asked, asked.page + 1) if asked.page < last else None,
        plain=href(Asked(asked.kind)),
        downloads=_downloads(asked),
        query_href=sparql_href(asking),
        feeds=_feeds(release, asking) if len(chosen.things) <= WATCHED else (),
        map_href=_map_href(asked),
        map=_map(known, chosen.things) if asked.narrowed else whole_map(known),
    )


def _feeds(release: Release, asking: str) -> tuple[Link, ...]:
    """Return the feeds of what comes into a list and leaves it; none of one that is too long."""
    token = short.token(asking)
    return watching(release, "saved", token=token) if token else ()


def href(asked: Asked, page: int = 1, suffix: str = "") -> str:
    """Return the address of a page of a list, or of the whole of it in a format."""
    values: dict[str, Any] = dict(asked.parameters)
    if page > 1:
        values["page"] = page
    return url_for("things.browse", kind=f"{asked.kind.key}{suffix}", **values)


def _downloads(asked: Asked) -> tuple[Link, ...]:
    found = [Link("CSV", unprefixed(href(asked, suffix=".csv")), "text/csv")]
    if declared(asked.kind).located:
        address = unprefixed(href(asked, suffix=".geojson"))
        found.append(Link("GeoJSON", address, "application/geo+json"))
    return tuple(found)


def _map_href(asked: Asked) -> str:
    """Return the view of the map that shows the same places, '' where there is none."""
    if asked.kind.key not in ON_MAP or asked.q or asked.of("placekind"):
        return ""
    values: dict[str, Any] = {
        name: value for name, value in asked.parameters if name not in ("sort", "q")
    }
    return url_for("maps.index", **values)


def _rows(
    known: Index, asked: Asked, part: Sequence[NamedNode]
) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    release, shown = known.release, columns(asked.kind)
    read = known.some([column.relation for column in shown], part)
    view = viewer(known, read, shown, part)
    made = [(thing, cells(read, shown, view, thing, asked.days)) for thing in part]
    # A count stands even where it is nought in every row; a property nobody has does not.
    kept = [n for n, one in enumerate(shown) if one.counts or any(row[n] for _t, row in made)]
    headings = tuple(
        _(shown[n].relation.heading)
        if shown[n].counts
        else release.term_label(shown[n].property_, short=True)
        for n in kept
    )
    rows = tuple(Row(view.thing(thing), tuple(row[n] for n in kept), ()) for thing, row in made)
    return headings, rows


def _facets(release: Release, asked: Asked, chosen: Chosen) -> tuple[Facet, ...]:
    """Return the facets; one in which there is nothing to choose is left out."""
    view = Viewer(release, labels(release, asked.kind))
    found = []
    for relation in declared(asked.kind).facets:
        counts, taken = chosen.counts[relation.name], asked.of(relation.name)
        # Of very many those with the most things; the page of each other one leads here too.
        often = (key for key, _count in counts.most_common(OFFERED))
        keys = dict.fromkeys((*often, *([taken] if taken else ())))
        options = [
            Option(key, _named(view, relation, key), counts[key], key == taken) for key in keys
        ]
        if relation.buckets:
            order = [bucket[0] for bucket in relation.buckets]
            options.sort(key=lambda one, order=order: order.index(one.key))  # type: ignore[misc]
        else:
            options.sort(key=lambda one: sort_key(one.text))
        if options:
            found.append(Facet(relation.name, _(relation.heading), tuple(options)))
    return tuple(found)


def _named(view: Viewer, relation: Relation, key: str) -> str:
    if relation.buckets:
        return _(BUCKETS[key]) if key in BUCKETS else key.replace("-", "–")
    path = key if "/" in key else f"{relation.scheme}/{key}"
    return view.thing(NamedNode(f"{view.release.info.base}id/{path}")).text


def _sorts(release: Release, asked: Asked) -> tuple[Option, ...]:
    """Return what the list can be sorted by: the name, columns up and down, most first."""
    found = [Option("", _("name"), None, not asked.sort)]
    for column in columns(asked.kind):
        name = column.relation.name
        if column.counts:
            text = _("most first: %(column)s", column=_(column.relation.heading))
            found.append(Option(f"-{name}", text, None, asked.sort == f"-{name}"))
        else:
            text = release.term_label(column.property_, short=True)
            found.append(Option(name, text, None, asked.sort == name))
            last = _("%(column)s, last first", column=text)
            found.append(Option(f"-{name}", last, None, asked.sort == f"-{name}"))
    known = {option.key for option in found}
    if asked.sort not in known:  # from an address: what no menu offers
        found.append(Option(asked.sort, asked.sort, None, True))
    return tuple(found)


def _taken(asked: Asked, facets: Sequence[Facet]) -> tuple[Link, ...]:
    """Return what narrows the list, each leading to the list without it."""
    texts = {facet.name: one.text for facet in facets for one in facet.options if one.chosen}
    found = [
        Link(f"{_(relation.heading)}: {texts.get(relation.name, key)}", _less(asked, relation.name))
        for relation, key in asked.chosen
    ]
    if asked.q:
        found.append(Link(f"“{asked.q}”", _less(asked, "q")))
    if asked.days:
        found.append(Link(in_words(asked.asof, asked.first, asked.last), _less(asked, ASOF)))
    return tuple(found)


def _less(asked: Asked, name: str) -> str:
    return href(replace(asked.without(name), page=1))


def whole_map(known: Index) -> Map | None:
    """Return the map of a whole list, drawn once a language in the life of a release."""
    key = f"map of {known.kind.key} {language().code}"
    return known.release.once(key, lambda: _map(known, known.ordered()))


def _map(known: Index, things: Sequence[NamedNode]) -> Map | None:
    where = places(known, things)
    texts = known.texts()
    marked: Mapping[str, tuple[float, float]] = {
        texts[thing] if len(where) <= 3 else thing.value: points[0]
        for thing, points in where.items()
    }
    kind = _(first_upper(known.kind.plural))
    caption = ngettext("%(num)s place.", "%(num)s places.", len(set(marked.values())))
    label = _("Where they lie: %(kind)s", kind=kind)
    return draw(crowd(known.release), marked, label, caption)
