"""Things that accepted claims speak of and the registry does not have: what they would be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from loaders.extract.model import Claim
from loaders.kinds import THINGS
from loaders.review.decisions import Decision
from loaders.review.judged import Judged
from loaders.review.names import Names
from loaders.tables.patterns import one_of
from loaders.tables.words import values
from loaders.text import key_of

_NEW = re.compile(r"new (?P<kind>[a-z-]+)/(?P<key>[a-z0-9]+(?:-[a-z0-9]+)*)(?: = (?P<label>\S.*))?")
KINDS = frozenset(
    {"organisation", "person", "network", "charter", "practice", "event", "publication", "place"}
)
_BY_TYPE = {
    "CITY": "place", "GOVERNMENT": "place", "PERSON": "person", "ORG": "organisation",
    "CHARTER": "charter", "PRACTICE": "practice", "EVENT": "event", "WORK": "publication",
}  # fmt: skip
_MORE_THAN_A_BODY = frozenset({"practice", "network"})
# Words that make a founded body a network: "Lantern Cities Network", "Städtenetzwerk".
_NETWORK = re.compile(
    rf"{one_of(word for word, role in values('columns.head').items() if role == 'network')}(?!\w)",
    re.IGNORECASE,
)
# Of these claims the object is words, a number or a date, and names nothing.
_WORDED = frozenset({"offer", "declaration", "protest", "recognition", "figure", "end"})


@dataclass(frozen=True)
class New:
    """A thing that a reviewer lets in: ``new kind/key`` or ``new kind/key = Label``."""

    kind: str
    key: str
    label: str = ""

    def __str__(self) -> str:
        """Return the words that stand for it in a cell of the sheet."""
        return (
            f"new {self.kind}/{self.key} = {self.label}"
            if self.label
            else (f"new {self.kind}/{self.key}")
        )


@dataclass(frozen=True)
class Unknown:
    """A part of an accepted claim that names nothing registered, with what may be let in for it."""

    decision: Decision
    part: str
    words: str
    new: New

    def __str__(self) -> str:
        """Return the line a person reads: where, what, and what to type."""
        where = f"{self.decision.shown}, row {self.decision.row}, corrected_{self.part}"
        return f"{where}: {self.words!r} is not registered → write: {self.new}"


def new_thing(words: str) -> New | None:
    """Return what a cell lets in, or None when it lets in nothing."""
    match = _NEW.fullmatch(words.strip())
    if match is None or match["kind"] not in KINDS:
        return None
    return New(match["kind"], match["key"], match["label"] or "")


def unknown_things(judged: Iterable[Judged], names: Names) -> Iterator[Unknown]:
    """Yield the parts of accepted claims that name nothing registered, each with its row.

    What several claims name is one thing of one kind: a practice or network where one says so.
    """
    found = [
        unknown
        for one in judged
        for claim, decision in one.claims
        if decision is not None and decision.accepted
        for unknown in _of(claim, decision, names)
    ]
    special = {one.new.key: one.new.kind for one in found if one.new.kind in _MORE_THAN_A_BODY}
    for one in found:
        kind = special.get(one.new.key, "") if one.new.kind == "organisation" else ""
        yield replace(one, new=replace(one.new, kind=kind)) if kind else one


def _of(claim: Claim, decision: Decision, names: Names) -> Iterator[Unknown]:
    for part, type_ in (("subject", claim.subject_type), ("object", claim.object_type)):
        words = getattr(decision, part) or getattr(claim, part)
        label = " ".join(words.split())
        kind = kind_of(decision.predicate or claim.predicate, part, type_, label)
        known = names.exact(words) or names.find(words, THINGS)
        if kind and known is None and new_thing(words) is None and "://" not in words:
            yield Unknown(decision, part, words, New(kind, key_of(label), label))


def kind_of(predicate: str, part: str, type_: str, label: str = "") -> str:
    """Return what kind of thing a part of a claim would be, '' when it is none."""
    if part == "object" and predicate in _WORDED:
        return ""
    if part == "object" and predicate == "membership":
        return "network"
    if part == "subject" and predicate == "founding" and _NETWORK.search(label):
        return "network"
    return _BY_TYPE.get(type_, "")
