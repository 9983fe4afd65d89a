"""What pages say of things that point to theirs and have no row: in pictures, groups, sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from endpoint.site.core.state import Release
from endpoint.site.describe import gather
from endpoint.site.describe.model import Incoming, Statement

DATES = (
    "urb:date", "urb:start", "urb:end", "urb:earliestStart", "urb:latestStart", "urb:earliestEnd",
    "urb:latestEnd", "urb:earliestDate", "urb:latestDate",
)  # fmt: skip

# How an act points to who and what took part in it; the list of acts is narrowed to its concepts.
TAKING_PART = (
    "urb:actor", "urb:event", "urb:framework", "urb:work", "urb:addressee", "urb:place",
)  # fmt: skip

# The same with what it is about: what leads to an act by these names it above the rows.
ACTED = (*TAKING_PART, "urb:about")
COMMITTED = ("urb:place", "urb:committedBy")  # how a commitment points to who committed


@dataclass(frozen=True)
class Brief:
    """What is told of things of a kind beside their dates: ``by`` are the ways they point here.

    Without any it is told whichever way. ``labelled`` says that the things are named, all or none,
    ``values`` that what they lead to is.
    """

    properties: tuple[str, ...]
    by: tuple[str, ...] = ()
    labelled: bool = False
    values: bool = False


BRIEFS: Mapping[str, Brief] = {
    "membership": Brief(
        ("org:organization", "org:member"),
        ("urb:place", "org:member", "org:organization"),
        values=True,
    ),
    "signature": Brief(("urb:charter", "urb:signatory"), ("urb:charter",)),
    "designation": Brief(("urb:designates",), ("urb:designatedIn",)),
    "tenure": Brief(("urb:place", "urb:holder"), values=True),
    "practice": Brief(("urb:theme",), ("urb:place", "urb:actor"), labelled=True, values=True),
    "commitment": Brief(("urb:demand", "urb:fulfilled"), COMMITTED, values=True),
    "act": Brief(
        ("urb:role", "urb:actType", "urb:statedRole", *TAKING_PART),
        ACTED,
        labelled=True,
        values=True,
    ),
    "publication": Brief(
        ("urb:publicationType",),
        ("dcterms:creator", "urb:editor", "dcterms:publisher", "urb:about"),
        labelled=True,
        values=True,
    ),
}  # fmt: skip


def shown(release: Release, group: Incoming) -> bool:
    """Tell whether a page shows more of a group than rows; names of some would pass for all."""
    brief = BRIEFS.get(group.kind)
    if brief is None or (brief.labelled and group.truncated):
        return False
    return not brief.by or release.compact(group.predicate) in brief.by


def told(
    release: Release, incoming: Iterable[Incoming], rest: Collection[NamedNode]
) -> tuple[dict[NamedNode, tuple[Statement, ...]], set[NamedNode]]:
    """Return what is told of the rest of what points to a thing, and whose labels that needs."""
    cells: dict[NamedNode, tuple[Statement, ...]] = {}
    named: set[NamedNode] = set()
    for group in incoming:
        brief = BRIEFS.get(group.kind)
        things = {s.subject for s in group.statements if s.subject in rest}
        if not things or brief is None or not shown(release, group):
            continue
        wanted = [release.expand(name) for name in (*brief.properties, *DATES)]
        found = gather.told(release, things - cells.keys(), wanted)
        cells |= found
        named |= things if brief.labelled else set()
        if brief.values:
            values = (s.value for many in found.values() for s in many)
            named |= {value for value in values if isinstance(value, NamedNode)}
    return cells, named
