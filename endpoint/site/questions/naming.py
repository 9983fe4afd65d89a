"""Which thing was named in a blank: by key, IRI or name, and what may have been meant.

Where few things fit all are offered in a list. Of many only what was typed is looked up, by the
index of names, so that a blank costs the same however many things a release has.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from flask import url_for
from pyoxigraph import Literal, NamedNode

from endpoint.languages.speaking import language
from endpoint.questions import Choice, Slot, choices
from endpoint.questions.choosing import Asked
from endpoint.site.core.addresses import unprefixed
from endpoint.site.core.state import Release
from endpoint.site.search.anywhere import find
from endpoint.site.search.searching import Fit, Hit
from loaders.iris import KEY
from loaders.kinds import BY_KEY
from loaders.text import folded

LISTED = 80  # options that are still looked through in a list; of more the name is typed
SUGGESTED = 12  # names while one is typed
NEAR = 6  # things that may have been meant
KEYED = re.compile(r"\(([a-z0-9-]{1,200})\)$")  # what tells two things of one name apart


@dataclass(frozen=True)
class Meant:
    """What was meant: its key and name, else what was typed (``value``) and what is like it."""

    value: str
    choice: Choice | None = None
    near: tuple[Choice, ...] = ()


def suggesting(kind: str) -> str:
    """Return the address that names of a kind are suggested from, but for what is typed."""
    found = url_for("search.index_as", suffix="json", kind=kind, limit=SUGGESTED)
    return unprefixed(found)


def listed(release: Release, slot: Slot) -> tuple[Choice, ...]:
    """Return all that fits a slot where that is few, each by a name of its own, else nothing."""
    if slot.sort == "thing" and _many(release, slot):
        return ()
    code = language().code
    return release.once(f"choices {slot.type} {code}", lambda: _all(release, slot, code))


def _many(release: Release, slot: Slot) -> bool:
    class_ = release.expand(BY_KEY[slot.type].class_)
    return release.class_counts.get(class_.value, 0) > LISTED


def _all(release: Release, slot: Slot, code: str) -> tuple[Choice, ...]:
    # No slot of ours is called as the bounds that the queries of the pages take beside terms.
    return apart(choices(slot, cast(Asked, release.queries), release.info.base, code))


def meant(release: Release, slot: Slot, typed: str) -> Meant:
    """Return what was meant by a text in the blank of a slot."""
    if not typed or slot.sort not in ("thing", "concept"):
        return Meant(typed)
    if offered := listed(release, slot):
        return among(typed, offered)
    if named := _by_key(release, slot, typed):
        return Meant(named.value, named)
    hits = [hit for hit in find(release, typed, slot.type) if not hit.thing.gone]
    sure, like = _weighed(hits)
    found = _choices(release, slot, sure or like)
    if sure and len(found) == 1:
        return Meant(found[0].value, found[0])
    return Meant(typed, None, apart(found))


def among(typed: str, offered: Sequence[Choice]) -> Meant:
    """Return what was meant of a few; the beginning of one name is enough."""
    for one in offered:
        if typed in (one.value, one.iri, one.label, one.value.upper()):
            return Meant(one.value, one)
    wanted = folded(typed)
    same = [one for one in offered if wanted == folded(one.label)]
    if not same and len(wanted) > 1:
        same = [one for one in offered if folded(one.label).startswith(wanted)]
    return Meant(same[0].value, same[0]) if len(same) == 1 else Meant(typed, None, tuple(same))


def _weighed(hits: Sequence[Hit]) -> tuple[list[Hit], list[Hit]]:
    """Return the hits by a whole name, or the only one by its beginning, and those it may be."""
    exact = [hit for hit in hits if hit.fit <= Fit.EXACT]
    begun = [hit for hit in hits if hit.fit == Fit.BEGINS]
    return (exact or (begun if len(begun) == 1 else []))[:NEAR], list(hits[:NEAR])


def _by_key(release: Release, slot: Slot, typed: str) -> Choice | None:
    ids = f"{release.info.base}id/{slot.type}/"
    told = KEYED.search(typed)
    key = (told[1] if told else typed.removeprefix(ids)).lower()
    if not KEY.fullmatch(key):
        return None
    return next(iter(_named(release, slot, [NamedNode(ids + key)])), None)


def _choices(release: Release, slot: Slot, hits: Iterable[Hit]) -> list[Choice]:
    return _named(release, slot, [NamedNode(hit.iri) for hit in hits])


def _named(release: Release, slot: Slot, things: Sequence[NamedNode]) -> list[Choice]:
    """Return those of some things that fit a slot, in the order given."""
    rows = release.queries.select(
        "choice",
        thing=things,
        type=[release.expand(BY_KEY[slot.type].class_)],
        language=[Literal(language().code)],
    )
    labels = {str(row["thing"].value): str(row["label"].value) for row in rows}
    ids = f"{release.info.base}id/{slot.type}/"
    return [
        Choice(one.value.removeprefix(ids), labels[one.value], one.value)
        for one in things
        if one.value in labels
    ]


def apart(found: Sequence[Choice]) -> tuple[Choice, ...]:
    """Return choices each by a name of its own: those of one name with their keys."""
    count = Counter(one.label for one in found)
    return tuple(
        replace(one, label=f"{one.label} ({one.value})") if count[one.label] > 1 else one
        for one in found
    )
