"""Lists the things of a kind: sorted by label, filtered by country, a page at a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from flask import url_for
from pyoxigraph import Literal, NamedNode

from endpoint.languages.forms import ngettext
from endpoint.languages.speaking import first_upper, language
from endpoint.languages.speaking import gettext as _
from endpoint.site.core.state import Release
from endpoint.site.describe import gather
from endpoint.site.describe.model import Labels
from endpoint.site.describe.terms import TermView, Viewer, sort_key
from endpoint.site.maps.locator import Map, draw
from endpoint.site.pages.model import Link, Row
from loaders.kinds import Kind

PAGE_SIZE = 100
MAPPED = {"city", "place"}


@dataclass(frozen=True)
class Item:
    """One thing of a listing."""

    thing: NamedNode
    label: str
    countries: frozenset[NamedNode]


@dataclass(frozen=True)
class Choice:
    """A country to filter by, with the number of things in it."""

    key: str
    text: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class ListPage:
    """One page of the things of a kind."""

    kind: Kind
    total: int
    shown: int
    first: int
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    members: tuple[NamedNode, ...]
    countries: tuple[Choice, ...]
    country: str
    pages: tuple[Link, ...]
    page: int
    previous: str | None
    next: str | None
    map: Map | None


def items(release: Release, kind: Kind) -> tuple[Item, ...]:
    """Return all things of a kind, sorted by label; kept for the life of the release."""
    key = f"{kind.key} {language().code}"
    if key not in release.listings:
        release.listings[key] = _read(release, kind)
    return cast(tuple[Item, ...], release.listings[key])


def _read(release: Release, kind: Kind) -> tuple[Item, ...]:
    class_ = release.expand(kind.class_)
    ids = Literal(f"{release.info.base}id/{kind.key}/")
    found: dict[NamedNode, list[Literal]] = defaultdict(list)
    for row in release.queries.select("things", type=[class_], ids=[ids]):
        known = found[cast(NamedNode, row["thing"])]
        if isinstance(label := row.get("label"), Literal):
            known.append(label)
    countries: dict[NamedNode, set[NamedNode]] = defaultdict(set)
    for row in release.queries.select("countries", type=[class_]):
        countries[cast(NamedNode, row["thing"])].add(cast(NamedNode, row["country"]))
    viewer = Viewer(release, Labels({thing: tuple(many) for thing, many in found.items()}))
    every = [
        Item(thing, viewer.thing(thing).text, frozenset(countries.get(thing, ())))
        for thing in found
    ]
    return tuple(sorted(every, key=lambda item: (sort_key(item.label), item.thing.value)))


def build(release: Release, kind: Kind, country: str, page: int) -> ListPage | None:
    """Return one page of a listing, counted from 1; None when there is no such page or country."""
    every = items(release, kind)
    wanted = release.iris.thing("country", country) if country else None
    chosen = [item for item in every if wanted is None or wanted in item.countries]
    last = max(1, -(-len(chosen) // PAGE_SIZE))
    if not 1 <= page <= last or (wanted and not chosen):
        return None
    first = (page - 1) * PAGE_SIZE
    part = chosen[first : first + PAGE_SIZE]
    columns, rows = _rows(release, kind, part, "urb:country" if country else "")
    return ListPage(
        kind=kind,
        total=len(every),
        shown=len(chosen),
        first=first + 1,
        columns=columns,
        rows=rows,
        members=tuple(item.thing for item in part),
        countries=_choices(release, every, wanted),
        country=country,
        pages=tuple(Link(str(n), _href(kind, country, n)) for n in range(1, last + 1)),
        page=page,
        previous=_href(kind, country, page - 1) if page > 1 else None,
        next=_href(kind, country, page + 1) if page < last else None,
        map=_map(release, kind, chosen),
    )


def _href(kind: Kind, country: str, page: int) -> str:
    return url_for(
        "things.browse",
        kind=kind.key,
        country=country or None,
        page=page if page > 1 else None,
    )


def _choices(
    release: Release, every: Sequence[Item], wanted: NamedNode | None
) -> tuple[Choice, ...]:
    counts = Counter(country for item in every for country in item.countries)
    viewer = Viewer(release, gather.labels(release, counts))
    choices = [
        Choice(iri.value.rsplit("/", 1)[-1], viewer.thing(iri).text, count, iri == wanted)
        for iri, count in counts.items()
    ]
    return tuple(sorted(choices, key=lambda choice: sort_key(choice.text)))


def _rows(
    release: Release, kind: Kind, part: Sequence[Item], without: str
) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    wanted = [n for n in kind.shown if n not in ("rdfs:label", without)]
    by_name: dict[tuple[NamedNode, str], list[object]] = defaultdict(list)
    for row in release.queries.select(
        "values",
        subject=[item.thing for item in part],
        property=[release.expand(name) for name in wanted],
    ):
        name = release.compact(cast(NamedNode, row["property"]))
        by_name[cast(NamedNode, row["subject"]), name].append(row["value"])
    wanted = [name for name in wanted if any((item.thing, name) in by_name for item in part)]
    pointed = {v for many in by_name.values() for v in many if isinstance(v, NamedNode)}
    own = [iri for iri in pointed if iri.value.startswith(release.info.base)]
    viewer = Viewer(release, gather.labels(release, [*own, *(item.thing for item in part)]))
    counted = _counts(release, kind, part)
    rows = []
    for item in part:
        values = [by_name.get((item.thing, name), []) for name in wanted]
        shown = tuple(
            tuple(viewer.view(v) for v in many if isinstance(v, NamedNode | Literal))
            for many in values
        )
        rows.append(Row(viewer.thing(item.thing), (*shown, *counted[item.thing]), ()))
    headings = [release.term_label(name, short=True) for name in wanted]
    return (*headings, *(_(name) for counted, name in kind.counted)), tuple(rows)


def _counts(
    release: Release, kind: Kind, part: Sequence[Item]
) -> dict[NamedNode, list[tuple[TermView, ...]]]:
    """Count what points to each thing, or its values: a column each, empty where there are none."""
    things = [item.thing for item in part]
    if not kind.counted:
        return {thing: [] for thing in things}
    ids = Literal(f"{release.info.base}id/")
    found = {
        (row["thing"], row["kind"].value): TermView(row["count"].value, number=True)
        for row in release.queries.select("counts", thing=things, ids=[ids])
    }
    wanted = [counted for counted, _ in kind.counted]
    properties = [release.expand(name) for name in wanted if ":" in name]
    for row in release.queries.select("degrees", thing=things, property=properties):
        name = release.compact(cast(NamedNode, row["property"]))
        found[row["thing"], name] = TermView(row["count"].value, number=True)
    return {
        thing: [(found[thing, one],) if (thing, one) in found else () for one in wanted]
        for thing in things
    }


def _map(release: Release, kind: Kind, chosen: Sequence[Item]) -> Map | None:
    if kind.key not in MAPPED:
        return None
    marked = {item.thing.value: release.points.get(item.thing) for item in chosen}
    known = {name: point for name, point in marked.items() if point}
    return draw(
        release.points.values(),
        known,
        _("Where they lie: %(kind)s", kind=_(first_upper(kind.plural))),
        ngettext("%(num)s place.", "%(num)s places.", len(known)),
    )
