"""What the page of a network, charter or list has more: who belongs to it, in time and on a map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast

from flask import url_for
from pyoxigraph import NamedNode

from endpoint.languages.forms import ngettext
from endpoint.languages.speaking import N_, language
from endpoint.languages.speaking import gettext as _
from endpoint.site.core.state import Release
from endpoint.site.describe.ledger import ledger
from endpoint.site.describe.terms import TermView
from endpoint.site.lists.index import index
from endpoint.site.maps.atlas import atlas
from endpoint.site.pages.model import Group, Item, Row, Section, Table
from endpoint.site.pages.sections.alike import alike, together
from endpoint.site.pages.sections.drawn import drawn
from endpoint.site.pages.sections.figures import stated_by
from endpoint.site.pages.sections.growth import growth, undated
from endpoint.site.pages.sections.said import Said
from endpoint.site.pages.sections.timeline import Stay
from endpoint.site.pages.sections.times import stay, today
from loaders.kinds import BY_KEY

# By kind: the property and kind of those who belong to it, what is stated of them, the member.
BELONGING = {
    "network": ("org:organization", "membership", "members", "org:member"),
    "charter": ("urb:charter", "signature", "signatories", "urb:signatory"),
    "list": ("urb:designatedIn", "designation", "listed-places", "urb:designates"),
}
HEADINGS = {
    "network": N_("Members on the map"),
    "charter": N_("Signatories on the map"),
    "list": N_("Places on the map"),
}
LIKENESS = 0.42  # share of three-letter pieces two names have in common to be alike
MOST = 6


def before(
    said: Said, kind: str, figures: Mapping[str | None, Row], day: date | None = None
) -> list[Section]:
    """Return what stands above the tables: size, growth, map; ``figures`` by their links.

    The map is that of a day where one is given.
    """
    pointing, part, measure, member = BELONGING[kind]
    groups = stays(said, said.pointing(part, pointing), member)
    key = said.description.thing.value.rsplit("/", 1)[-1]
    picture = drawn(said.release, kind, key, _(HEADINGS[kind]), day)
    sections = [_size(said, measure, groups, figures)]
    if said.whole(part) and any(groups):
        sections.append(_grown(said, groups))
    if picture:
        sections.append(Section("on-the-map", _(HEADINGS[kind]), map=picture))
    return [one for one in sections if one]


def stays(said: Said, parts: Sequence[NamedNode], member: str) -> list[list[Stay]]:
    """Return when each member belonged to it; an empty list where no beginning is stated."""
    groups: dict[str, list[Stay]] = {}
    for part in parts:
        who = said.one(part, member)
        known = groups.setdefault(str(who.value) if who is not None else part.value, [])
        held = stay(said, part)
        if held:
            known.append(held)
    return list(groups.values())


def _grown(said: Said, groups: list[list[Stay]]) -> Section:
    apart = undated(groups)
    texts = [
        _(
            "Counted on 31 December of each year, and on the day of this release. "
            "An end that nobody states is taken for none."
        )
    ]
    if apart:
        texts.append(
            ngettext(
                "%(num)s is not counted, as no beginning is stated.",
                "%(num)s are not counted, as no beginning is stated.",
                apart,
            )
        )
    heading = _("Over the years")
    return Section("growth", heading, growth=growth(groups, today(said.release), heading, texts))


def _size(
    said: Said, measure: str, groups: list[list[Stay]], figures: Mapping[str | None, Row]
) -> Section | None:
    """Compare what is stated of the size with what is recorded, date by date."""
    covered = ledger(said.release).get(said.description.thing.value)
    rows = [
        row._replace(references=known.references, why=known.why)
        for row in _stated(said, measure, groups)
        if (known := figures.get(row.thing.href))
    ]
    recorded = covered.recorded if covered else len(groups)
    texts = [ngettext("%(num)s is recorded here.", "%(num)s are recorded here.", recorded)]
    if covered and covered.stated is not None:
        texts.append(ngettext("%(num)s is stated.", "%(num)s are stated.", covered.stated))
    if not rows and not (covered and covered.stated is not None):
        return None
    columns = (_("date"), _("stated"), _("stated by"), _("recorded here on that day"))
    heading = _("Stated and recorded size")
    table = Table("sizes", _("The numbers"), columns, tuple(rows), len(rows), named=False)
    return Section("size", heading, tuple(texts), tables=(table,) if rows else ())


def _stated(said: Said, measure: str, groups: list[list[Stay]]) -> list[Row]:
    """Return a row for each size that a source states."""
    found = []
    for figure in said.values(said.description.thing, "urb:hasFigure"):
        what = said.one(figure, "urb:measure") if isinstance(figure, NamedNode) else None
        if what is None or not str(what.value).endswith(f"/{measure}"):
            continue
        figure = cast(NamedNode, figure)
        when = said.one(figure, "urb:date")
        found.append(
            (
                str(when.value) if when is not None else "9",
                Row(
                    said.viewer.thing(figure),
                    (
                        said.views(figure, "urb:date"),
                        _number(said, figure),
                        stated_by(said, figure),
                        (TermView(_on(said, figure, groups)),) if when is not None else (),
                    ),
                    (),
                ),
            )
        )
    return [row for _, row in sorted(found, key=lambda one: one[0])]


def _number(said: Said, figure: NamedNode) -> tuple[TermView, ...]:
    text = " – ".join(
        v.text for n in ("urb:value", "urb:minValue", "urb:maxValue") for v in said.views(figure, n)
    )
    return (TermView(text),) if text else ()


def _on(said: Said, figure: NamedNode, groups: list[list[Stay]]) -> str:
    """Return how many are recorded on the day of a figure: certainly, and with the undated."""
    day = said.day(figure, "urb:latestDate")
    if day is None:
        return ""
    sure = sum(
        any(one.begun <= day and (one.end is None or one.end >= day) for one in group)
        for group in groups
    )
    most = sure + undated(groups)
    if most == sure:
        return str(sure)
    return _("%(least)s to %(most)s", least=sure, most=most)


def after(said: Said) -> list[Section]:
    """Return the networks that share members with one or have a name like it."""
    release, thing = said.release, said.description.thing
    known = atlas(release)
    shared = together(alike(release), thing.value.rsplit("/", 1)[-1])
    members = [
        Item(
            _network(key, known.label("network", key)),
            ngettext("%(num)s place in both", "%(num)s places in both", count),
        )
        for key, count in shared
    ]
    names = [Item(view) for view in like(release, thing)]
    groups = [
        Group(TermView(heading), tuple(found))
        for heading, found in (
            (_("Networks that share most members with this one, two places at least"), members),
            (_("Networks with a name like this one’s"), names),
        )
        if found
    ]
    return [Section("look-alikes", _("Look-alikes"), groups=tuple(groups))] if groups else []


def like(release: Release, thing: NamedNode) -> list[TermView]:
    """Return the networks with a name like that of one, the most alike first."""
    pieces = _pieces(release)
    _, own = pieces.get(thing.value, ("", frozenset()))
    found = [
        (-share, name, iri)
        for iri, (name, other) in pieces.items()
        if iri != thing.value and (share := _share(own, other)) >= LIKENESS
    ]
    return [_network(iri.rsplit("/", 1)[-1], name) for _, name, iri in sorted(found)[:MOST]]


def _network(key: str, name: str) -> TermView:
    return TermView(name, url_for("things.document", kind="network", key=key))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    both = len(one & other)
    return both / ((len(one) + len(other) - both) or 1)


def _pieces(release: Release) -> dict[str, tuple[str, frozenset[str]]]:
    """Return the names of all networks with their three-letter pieces, made once a language."""
    return release.once(f"pieces {language().code}", lambda: _cut_up(release))


def _cut_up(release: Release) -> dict[str, tuple[str, frozenset[str]]]:
    made = {}
    for thing, name in index(release, BY_KEY["network"]).texts().items():
        flat = f"  {name.casefold()} "
        pieces = frozenset(flat[n : n + 3] for n in range(len(flat) - 2))
        made[thing.value] = (name, pieces)
    return made
