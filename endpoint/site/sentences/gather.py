"""Takes from a description, or from the graph for many things at once, what a sentence may say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from pyoxigraph import Literal, NamedNode

from endpoint.site.core import dates
from endpoint.site.core.kept import Kept
from endpoint.site.core.state import Release
from endpoint.site.describe import gather
from endpoint.site.describe.describe import kind_of
from endpoint.site.describe.model import Description, Statement, Term
from endpoint.site.describe.terms import Viewer
from endpoint.site.sentences.about import About, Share
from endpoint.site.sentences.grammar import sentences

TYPES = ("urb:placeKind", "urb:networkType", "urb:practiceType", "urb:charterType", "urb:actorType",
         "urb:eventType", "urb:publicationType")  # fmt: skip
NAMED = {
    "dcterms:creator": "author",
    "urb:authorText": "author",
    "urb:adoptedBy": "adopter",
    "urb:theme": "theme",
    "urb:governs": "governs",
}
DATES = {"urb:founded": "founded", "urb:start": "start", "urb:end": "end", "urb:date": "date"}
WHERE = ("urb:place", "urb:country", "urb:inCountry")
POINTED = 10_000  # things of which it is kept how many point to them
Counts = Mapping[tuple[str, str], int]  # by property and kind of what points to a thing
OWN = (*TYPES, *NAMED, *DATES, *WHERE)
# What points to a thing of a kind by a property, and what that is to the thing.
COUNTED = {
    ("urb:place", "membership"): "membership",
    ("org:member", "membership"): "membership",
    ("org:organization", "membership"): "member",
    ("urb:place", "practice"): "practice",
    ("urb:actor", "practice"): "practice",
    ("urb:theme", "practice"): "practice",
    ("urb:place", "signature"): "signed",
    ("urb:signatory", "signature"): "signed",
    ("urb:charter", "signature"): "signature",
    ("urb:committedBy", "commitment"): "commitment",
    ("urb:place", "commitment"): "commitment",
    ("urb:place", "event"): "event",
    ("urb:place", "organisation"): "organisation",
    ("urb:designatedIn", "designation"): "listed",
    ("urb:country", "city"): "city",
    ("dcterms:creator", "publication"): "publication",
    ("urb:holder", "tenure"): "office",
}
MOST_NAMES = 4


def of(release: Release, description: Description) -> str:
    """Return the sentences about a described thing in the language spoken; '' when none fit."""
    return sentences(about(release, description))


def about(release: Release, description: Description) -> About:
    """Return what a sentence may say of a described thing."""
    viewer = Viewer(release, description.labels)
    said: dict[str, list[Term]] = defaultdict(list)
    for statement in description.statements:
        said[release.compact(statement.predicate)].append(statement.value)
    groups = {(release.compact(one.predicate), one.kind): one for one in description.incoming}
    counts = {(name, kind): one.count for (name, kind), one in groups.items()}
    alternatives = len(said.get("urb:alternative", ()))
    members = [
        description.cells.get(s.subject, ())
        for key in (("urb:place", "membership"), ("org:organization", "membership"))
        if key in groups
        for s in groups[key].statements
    ]
    kept = [
        description.cells.get(s.subject, ())
        for key, one in groups.items()
        if key[1] == "commitment"
        for s in one.statements
    ]
    return _about(
        viewer,
        description.thing,
        said,
        {**_roles(counts), **({"alternative": alternatives} if alternatives else {})},
        starts=_starts(release, members),
        fulfilled=_fulfilled(release, kept),
        stated_size=_stated_size(release, description),
    )


def of_many(release: Release, things: Sequence[NamedNode]) -> dict[NamedNode, str]:
    """Return the sentences about several things, by a fixed number of queries.

    They are as those of one, without of how many memberships and commitments something is stated.
    """
    properties = [release.expand(name) for name in OWN]
    said: dict[NamedNode, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    pointed: set[NamedNode] = set(things)
    for row in gather.values(release, things, properties):
        name = release.compact(cast(NamedNode, row["property"]))
        said[cast(NamedNode, row["subject"])][name].append(row["value"])
        if isinstance(row["value"], NamedNode):
            pointed.add(row["value"])
    kept = release.once("kept counts", lambda: Kept[NamedNode, Counts](POINTED))
    counts = kept.many(things, lambda missing: _counts(release, missing))
    viewer = Viewer(release, gather.labels(release, pointed))
    return {
        thing: sentences(_about(viewer, thing, said[thing], _roles(counts[thing])))
        for thing in things
    }


def _counts(release: Release, things: Sequence[NamedNode]) -> dict[NamedNode, Counts]:
    """Count what points to several things, by property and kind."""
    found: dict[NamedNode, dict[tuple[str, str], int]] = {thing: {} for thing in things}
    ids = [Literal(f"{release.info.base}id/")]
    for row in release.queries.select("sentence-counts", thing=things, ids=ids):
        name = release.compact(cast(NamedNode, row["property"]))
        key = (name, str(row["kind"].value))
        found[cast(NamedNode, row["thing"])][key] = int(row["count"].value)
    return dict(found)


def _roles(counts: Counts) -> dict[str, int]:
    found: dict[str, int] = {}
    for key, role in COUNTED.items():
        if counts.get(key):
            found[role] = max(found.get(role, 0), counts[key])
    return found


def _about(
    viewer: Viewer,
    thing: NamedNode,
    said: Mapping[str, Sequence[Term]],
    counts: Mapping[str, int],
    *,
    starts: Share | None = None,
    fulfilled: Share | None = None,
    stated_size: tuple[str, str] | None = None,
) -> About:
    def texts(*names: str) -> tuple[str, ...]:
        values = {viewer.view(v).text: None for name in names for v in said.get(name, ())}
        return tuple(sorted(values))[:MOST_NAMES]

    named: dict[str, list[str]] = defaultdict(list)
    for name, role in NAMED.items():
        if not named[role]:
            named[role] += texts(name)
    place = texts("urb:place")
    return About(
        kind=kind_of(viewer.release, thing),
        name=viewer.thing(thing).text,
        where=tuple(dict.fromkeys((*place[:1], *texts("urb:country", "urb:inCountry")[:1]))),
        types=texts(*TYPES),
        named={role: tuple(names) for role, names in named.items() if names},
        dates={
            role: dates.human(values[0])
            for name, role in DATES.items()
            if (values := [v for v in said.get(name, ()) if isinstance(v, Literal)])
            and len(values) == 1
        },
        counts=counts,
        starts=starts,
        fulfilled=fulfilled,
        stated_size=stated_size,
    )


def _starts(release: Release, members: Sequence[Iterable[Statement]]) -> Share | None:
    """Return of how many memberships the start is stated, and the earliest of them."""
    stated = [_literals(cells, release.urb.start) for cells in members]
    every = [one for literals in stated for one in literals]
    first = min(every, key=lambda one: one.value, default=None)
    known = sum(map(bool, stated))
    return Share(known, len(members), dates.human(first) if first else "") if members else None


def _literals(cells: Iterable[Statement], predicate: NamedNode) -> list[Literal]:
    return [s.value for s in cells if s.predicate == predicate and isinstance(s.value, Literal)]


def _fulfilled(release: Release, commitments: Sequence[Iterable[Statement]]) -> Share | None:
    """Return of how many commitments it is recorded whether they were fulfilled."""
    unknown = release.iris.concept("tri-state", "unknown")
    known = [
        any(s.predicate == release.urb.fulfilled and s.value != unknown for s in cells)
        for cells in commitments
    ]
    return Share(sum(known), len(known)) if known else None


def _stated_size(release: Release, description: Description) -> tuple[str, str] | None:
    """Return the latest number of members a source states, with its date."""
    found = []
    for cells in (description.cells.get(part, ()) for part in description.parts):
        said = {release.compact(s.predicate): s.value for s in cells}
        measure = said.get("urb:measure")
        if not isinstance(measure, NamedNode) or not measure.value.endswith("/members"):
            continue
        value, date = said.get("urb:value"), said.get("urb:date")
        if isinstance(value, Literal):
            found.append((date.value if isinstance(date, Literal) else "", value, date))
    if not found or kind_of(release, description.thing) != "network":
        return None
    viewer = Viewer(release, description.labels)
    _, value, date = max(found, key=lambda one: (one[0], one[1].value))
    return viewer.view(value).text, dates.human(date) if isinstance(date, Literal) else ""
