"""What the pages of practices, publications, countries and concepts have more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import cast

from flask import url_for
from pyoxigraph import Literal, NamedNode

from endpoint.languages.forms import number
from endpoint.languages.speaking import N_, first_upper
from endpoint.languages.speaking import gettext as _
from endpoint.site.core.state import Release
from endpoint.site.describe import gather
from endpoint.site.describe.ledger import COMPLETE, NOT_RECORDED, PARTIAL, ledger
from endpoint.site.describe.terms import TermView, Viewer
from endpoint.site.maps.atlas import Tie
from endpoint.site.pages.model import Fact, Group, Item, Section, Table, ThingPage
from endpoint.site.pages.sections.alike import alike
from endpoint.site.pages.sections.drawn import drawn
from endpoint.site.pages.sections.said import Said
from endpoint.site.pages.sections.times import timeline
from loaders.kinds import BY_KEY, KINDS

CITES = "cito:cites"
MOST = 6
MAPPED = {
    "country": N_("On the map"),
    "theme": N_("Places with practices of this theme"),
    "practice-type": N_("Places with practices of this type"),
}
COMPLETENESS = {
    COMPLETE: N_("What is stated is recorded here in full."),
    PARTIAL: N_("Not all of it is recorded here."),
    NOT_RECORDED: N_("It is not recorded here."),
}


def phases(said: Said, one: Table) -> Table:
    """Return the table of the phases of a practice with a picture of them over the years."""
    if one.of != ("urb:hasPhase", "phase"):
        return one
    thing = said.description.thing
    own = [v for v in said.values(thing, "urb:hasPhase") if isinstance(v, NamedNode)]
    drawn = timeline(said, [thing, *own], "rdfs:label", _("How it went, over the years"))
    return replace(one, timeline=drawn)


def like_practices(said: Said) -> list[Section]:
    """Return the practices that have most types and themes in common with one."""
    iri, known = said.description.thing.value, alike(said.release)
    if iri not in known.practices:
        return []
    own, _where = known.practices[iri]
    others = {one for key in {*own.themes, *own.types} for one in known.practised[key]} - {iri}
    counts = {one: _alike(own, known.practices[one][0]) for one in others}
    best = sorted((-count, one) for one, count in counts.items() if count > 1)[:MOST]
    if not best:
        return []
    found = [NamedNode(one) for _count, one in best]
    where = {one: known.practices[one.value][1] for one in found}
    named = gather.labels(said.release, [*found, *(place.iri for place in where.values())])
    viewer = Viewer(said.release, named)
    items = tuple(Item(viewer.thing(one), viewer.thing(where[one].iri).text) for one in found)
    rule = _(
        "The practices that have most types and themes in common with this one; a type counts two."
    )
    return [Section("similar", _("Similar practices"), (rule,), groups=(Group(None, items),))]


def _alike(one: Tie, other: Tie) -> int:
    return 2 * len(one.types & other.types) + len(one.themes & other.themes)


def citing(page: ThingPage) -> ThingPage:
    """Return the page of a publication with what it cites as a list of its own."""
    cited = next((fact for fact in page.facts if fact.compact == CITES), None)
    if cited is None:
        return page
    items = sorted((Item(one.term) for one in cited.values), key=lambda item: item.term.sort_key)
    section = Section("cites", _("What it cites"), groups=(Group(None, tuple(items)),))
    facts: tuple[Fact, ...] = tuple(fact for fact in page.facts if fact is not cited)
    return replace(page, facts=facts, after=(*page.after, section))


def mapped(said: Said, kind: str) -> Iterator[Section]:
    """Yield the map of what belongs to a country or a concept."""
    key = said.description.thing.value.rsplit("/", 1)[-1]
    picture = drawn(said.release, kind, key, _(MAPPED[kind]))
    if picture:
        yield Section("on-the-map", _(MAPPED[kind]), map=picture)


def country(said: Said) -> Iterator[Section]:
    """Yield how much is recorded of a country, and whether that is all."""
    release, thing = said.release, said.description.thing
    counts = in_country(release, thing)
    items = [
        Item(
            TermView(_(first_upper(kind.plural)), _listed(kind.key, thing)),
            number(counts[kind.key]),
        )
        for kind in KINDS
        if counts.get(kind.key)
    ]
    covered = ledger(release).get(thing.value)
    texts = (_(COMPLETENESS[covered.completeness]),) if covered else ()
    if items:
        yield Section(
            "recorded", _("What is recorded here"), texts, groups=(Group(None, tuple(items)),)
        )


def _listed(kind: str, country: NamedNode) -> str | None:
    if not BY_KEY[kind].main:
        return None
    key = country.value.rsplit("/", 1)[-1]
    return url_for("things.browse", kind=kind, country=key)


def in_country(release: Release, country: NamedNode) -> Mapping[str, int]:
    """Return how many things of each kind are in a country."""
    return in_countries(release).get(country, {})


def in_countries(release: Release) -> Mapping[NamedNode, Mapping[str, int]]:
    """Return how many things of each kind are in each country; counted once."""
    return release.once("in countries", lambda: _in_countries(release))


def _in_countries(release: Release) -> Mapping[NamedNode, Mapping[str, int]]:
    found: dict[NamedNode, dict[str, int]] = defaultdict(dict)
    for row in release.queries.select("country-counts", ids=[Literal(f"{release.info.base}id/")]):
        counts = found[cast(NamedNode, row["country"])]
        counts[str(row["kind"].value)] = int(row["count"].value)
    return dict(found)
