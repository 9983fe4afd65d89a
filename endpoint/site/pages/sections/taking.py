"""What the pages of events and actors have more: who took part as what, offices, acts, works."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import cast

from pyoxigraph import NamedNode

from endpoint.languages.speaking import first_upper
from endpoint.languages.speaking import gettext as _
from endpoint.site.describe import gather
from endpoint.site.describe.describe import kind_of
from endpoint.site.describe.rest import ACTED, TAKING_PART
from endpoint.site.describe.terms import TermView, Viewer
from endpoint.site.pages.model import Group, Item, Section, Table
from endpoint.site.pages.sections.said import Said
from endpoint.site.pages.sections.times import timeline
from loaders.kinds import PLACES

FEW = 3  # up to which things need no groups
PART = ("event", "dcterms:isPartOf")


def event(said: Said) -> list[Section]:
    """Return who and what there was at an event: by what they did there, talks, places, works."""
    acts = said.pointing("act", "urb:event") if said.whole("act") else []
    groups = [
        *_named(said, "urb:organiser", "urb:organiserText"),
        *acting(said, acts),
        *_talks(said),
        *_group(_("Cities and other places"), _places(said, acts)),
        *_group(_("Publications"), _works(said, acts)),
    ]
    heading = _("Who and what was there")
    return [Section("who", heading, groups=tuple(groups))] if groups else []


def _named(said: Said, *names: str) -> Iterator[Group]:
    """Yield the values of some properties under the name of the first."""
    values = [view for name in names for view in said.views(said.description.thing, name)]
    yield from _group(first_upper(said.release.term_label(names[0])), values)


def _group(heading: str, views: Iterable[TermView]) -> Iterator[Group]:
    items = sorted((Item(one) for one in dict.fromkeys(views)), key=lambda one: one.term.sort_key)
    if items:
        yield Group(TermView(heading), tuple(items))


def acting(said: Said, acts: Sequence[NamedNode]) -> list[Group]:
    """Return acts by their roles, and those without a role by their types."""
    groups: dict[TermView, list[Item]] = {}
    for act in acts:
        what = said.views(act, "urb:role") or said.views(act, "urb:actType")
        heading = what[0] if what else TermView(_("no type recorded"))
        groups.setdefault(heading, []).append(_act(said, act))
    return [
        Group(heading, tuple(sorted(items, key=lambda one: one.term.sort_key)))
        for heading, items in sorted(groups.items(), key=lambda one: one[0].sort_key)
    ]


def _act(said: Said, act: NamedNode) -> Item:
    """Show an act by what it ties to this page, with the words of the source and its day."""
    here = said.description.thing
    tied = (v for name in TAKING_PART for v in said.values(act, name) if v != here)
    term = next((said.viewer.view(one) for one in tied), said.viewer.thing(act))
    days = () if kind_of(said.release, here) == "event" else ("urb:date", "urb:start")
    notes = [view.text for name in ("urb:statedRole", *days) for view in said.views(act, name)]
    return Item(term, ", ".join(dict.fromkeys(notes)))


def _talks(said: Said) -> Iterator[Group]:
    """Yield the talks and other parts of an event with who spoke."""
    parts = said.pointing(*PART)
    if not parts:
        return
    rows = said.release.queries.select("acts-at", event=parts)
    who = [cast(NamedNode, row["actor"]) for row in rows]
    viewer = Viewer(said.release, gather.labels(said.release, who), said.viewer.day)
    names: dict[NamedNode, list[str]] = {}
    for row, actor in zip(rows, who, strict=True):
        names.setdefault(cast(NamedNode, row["event"]), []).append(viewer.thing(actor).text)
    items = [Item(said.viewer.thing(one), ", ".join(sorted(names.get(one, ())))) for one in parts]
    items.sort(key=lambda one: one.term.sort_key)
    yield Group(TermView(_("Talks and other parts")), tuple(items))


def _places(said: Said, acts: Sequence[NamedNode]) -> list[TermView]:
    """Return where it was, and the places whose actors acted there."""
    values = [v for one in (said.description.thing, *acts) for v in said.values(one, "urb:place")]
    return [said.viewer.view(one) for one in values if kind_of(said.release, one) in PLACES]


def _works(said: Said, acts: Sequence[NamedNode]) -> list[TermView]:
    """Return the publications about it, the works of its acts, and the pages that report it."""
    works = [v for one in acts for v in said.values(one, "urb:work")]
    cited = said.values(said.description.thing, "urb:citedPage")
    found = [*said.pointing("publication", "urb:about", "dcterms:relation"), *works, *cited]
    return [said.viewer.view(one) for one in found]


def table(said: Said, one: Table) -> Table:
    """Return a table of an actor with offices over time, acts, works and events in groups."""
    name, kind = one.of
    things = said.pointing(kind, name) if name else []
    if kind == "tenure":
        return replace(one, timeline=timeline(said, things, _lanes(name), _("Offices over time")))
    if len(things) <= FEW or name == "urb:event" or one.count > len(things):
        return one
    if kind == "act" and name in ACTED:
        return replace(one, groups=tuple(acting(said, things)))
    if kind == "publication" and name in WORKS:
        return replace(one, groups=tuple(_by_type(said, things)))
    return one


WORKS = ("dcterms:creator", "urb:editor", "dcterms:publisher", "urb:about")


def _lanes(pointing: str) -> str:
    """Return what the lanes of offices are: where a person held them, who held those here."""
    return "urb:place" if pointing == "urb:holder" else "urb:holder"


def _by_type(said: Said, works: Sequence[NamedNode]) -> list[Group]:
    """Return publications by their types, each with its year."""
    groups: dict[TermView, list[tuple[str, Item]]] = {}
    for work in works:
        types = said.views(work, "urb:publicationType") or (TermView(_("no type recorded")),)
        when = said.one(work, "urb:date")
        note = ", ".join(view.text for view in said.views(work, "urb:date"))
        item = Item(said.viewer.thing(work), note)
        groups.setdefault(types[0], []).append((str(when.value) if when else "9", item))
    return [
        Group(heading, tuple(item for _when, item in sorted(many, key=_when_then_name)))
        for heading, many in sorted(groups.items(), key=lambda one: one[0].sort_key)
    ]


def _when_then_name(one: tuple[str, Item]) -> tuple[str, str]:
    return one[0], one[1].term.sort_key
