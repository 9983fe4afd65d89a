"""What the page of a place or an actor has more: networks in time, practices by theme, likeness."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from flask import url_for
from pyoxigraph import NamedNode

from endpoint.languages import forms
from endpoint.languages.forms import ngettext
from endpoint.languages.speaking import N_, language
from endpoint.languages.speaking import gettext as _
from endpoint.site.core.state import Release
from endpoint.site.describe.ledger import COMPLETE, ledger
from endpoint.site.describe.rest import COMMITTED
from endpoint.site.describe.terms import TermView, sort_key
from endpoint.site.maps.atlas import Place, atlas
from endpoint.site.pages.model import Group, Item, Section, Table
from endpoint.site.pages.sections.alike import NEAR, Shared, alike, nearest, similar
from endpoint.site.pages.sections.concepts import concepts_of
from endpoint.site.pages.sections.said import Said
from endpoint.site.pages.sections.times import timeline

BELONGS = ("urb:place", "org:member")
STATES = {
    "yes": N_("Fulfilled"),
    "no": N_("Not fulfilled"),
    "unknown": N_("Declared; whether it was fulfilled is not recorded"),
}


def table(said: Said, one: Table) -> Table:
    """Return a table of what points here with the picture or the groups that belong above it."""
    name, kind = one.of
    if kind == "membership" and name in BELONGS:
        members = said.pointing(kind, *BELONGS)
        drawn = timeline(said, members, "org:organization", _("Networks over time"))
        return replace(one, timeline=drawn)
    if kind == "practice" and name in ("urb:place", "urb:actor"):
        practices = said.pointing(kind, name)
        whole = one.count <= len(practices)
        return replace(one, groups=by_theme(said, practices)) if whole and practices[1:] else one
    if kind == "commitment" and name in COMMITTED:
        return replace(one, groups=by_state(said, said.pointing(kind, name)))
    return one


def by_theme(said: Said, practices: Sequence[NamedNode]) -> tuple[Group, ...]:
    """Return practices by their themes; those without a theme come last."""
    groups: dict[TermView | None, list[Item]] = {}
    for practice in practices:
        for theme in said.views(practice, "urb:theme") or (None,):
            groups.setdefault(theme, []).append(Item(said.viewer.thing(practice)))
    return tuple(
        Group(theme or TermView(_("no theme recorded")), _sorted(items))
        for theme, items in sorted(
            groups.items(), key=lambda one: (one[0] is None, one[0].sort_key if one[0] else "")
        )
    )


def by_state(said: Said, commitments: Sequence[NamedNode]) -> tuple[Group, ...]:
    """Return what was committed to by what came of it, and what is not recorded at all."""
    groups: dict[str, list[Item]] = {state: [] for state in STATES}
    demands: set[NamedNode] = set()
    for one in commitments:
        value = said.one(one, "urb:fulfilled")
        state = value.value.rsplit("/", 1)[-1] if isinstance(value, NamedNode) else "unknown"
        demand = said.one(one, "urb:demand")
        shown = said.viewer.view(demand) if demand else said.viewer.thing(one)
        demands |= {demand} if isinstance(demand, NamedNode) else set()
        when = ", ".join(view.text for view in said.views(one, "urb:date"))
        groups[state if state in groups else "unknown"].append(Item(shown, when))
    found = [Group(TermView(_(STATES[state])), _sorted(items)) for state, items in groups.items()]
    return (*(one for one in found if one.items), *_unsaid(said, demands))


def _unsaid(said: Said, demands: set[NamedNode]) -> Iterable[Group]:
    """Yield the demands of the same schemes of which nothing is recorded here."""
    schemes = {NamedNode(one.value.rsplit("/", 1)[0]) for one in demands}
    missing = [
        Item(view)
        for scheme in sorted(schemes, key=str)
        for concept, view in concepts_of(said.release, scheme)
        if concept not in demands
    ]
    if missing:
        yield Group(TermView(_("Not recorded here, which is not a no")), _sorted(missing))


def _sorted(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda one: one.term.sort_key))


def after(said: Said) -> list[Section]:
    """Return what stands below the tables of a place: neighbours, likeness, what silence means."""
    sections = [_near(said), _similar(said), _unrecorded(said)]
    return [one for one in sections if one]


def _near(said: Said) -> Section | None:
    release, thing = said.release, said.description.thing
    point = release.points.get(thing)
    if point is None:
        return None
    found = nearest(alike(release), thing.value, point)
    items = [
        Item(_named(release, place), _("%(distance)s km", distance=forms.rounded(away, 0)))
        for place, away in found
    ]
    rule = _("The nearest places of this graph, within %(distance)s km.", distance=NEAR)
    return Section("near", _("Neighbours"), (rule,), groups=_one(items)) if items else None


def _similar(said: Said) -> Section | None:
    release = said.release
    found = similar(alike(release), said.description.thing.value)
    items = [Item(_named(release, place), _in_words(release, shared)) for place, shared in found]
    rule = _(
        "The places that share most networks and themes of practices with this one: two at least, "
        "each counting one."
    )
    return Section("similar", _("Similar places"), (rule,), groups=_one(items)) if items else None


def _one(items: Sequence[Item]) -> tuple[Group, ...]:
    return (Group(None, tuple(items)),)


def _in_words(release: Release, shared: Iterable[Shared]) -> str:
    """Return what two places share, by name."""
    known = atlas(release)
    return ", ".join(sorted((known.label(kind, key) for kind, key in shared), key=sort_key))


def _named(release: Release, place: Place) -> TermView:
    kind, key = place.address
    name = atlas(release).named(language().code)[place.iri]
    return TermView(name.text, url_for("things.document", kind=kind, key=key), lang=name.lang)


def _unrecorded(said: Said) -> Section | None:
    """Say what it means that other networks do not name a place: no, or nothing."""
    known = ledger(said.release)
    own = {v.value for m in said.pointing("membership", *BELONGS)
           if isinstance(v := said.one(m, "org:organization"), NamedNode)}  # fmt: skip
    networks = {iri: one for iri, one in known.items() if "/id/network/" in iri and iri not in own}
    complete = sum(one.completeness == COMPLETE for one in networks.values())
    texts = []
    if complete:
        texts.append(
            ngettext(
                "%(num)s network whose members are all recorded does not name it.",
                "%(num)s networks whose members are all recorded do not name it.",
                complete,
            )
        )
    if rest := len(networks) - complete:
        texts.append(
            ngettext(
                "For %(num)s more network not all members are recorded: its silence says nothing.",
                "For %(num)s more networks not all members are recorded: "
                "their silence says nothing.",
                rest,
            )
        )
    return (
        Section("not-recorded", _("What the lists of networks tell"), tuple(texts))
        if texts
        else None
    )
