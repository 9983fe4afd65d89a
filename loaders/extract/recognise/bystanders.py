"""Tells which claims take somebody who only stands beside a deed for the one who did it.

The partner of who won, the mayor who was there, the model that was followed, the town hall in which
a prize was given, the body a speaker works for, a town that is a word of a longer name.
"""

from __future__ import annotations

import re

from loaders.extract.claims.asides import in_hall, stands_by
from loaders.extract.claims.clauses import Finds
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.shapes import UPPER
from loaders.extract.reading.view import View
from loaders.tables.patterns import followed

# What a claim says of whom its object names: of others it says what their subject did.
_BY_OBJECT = frozenset({"carrier", "founding"})
_BODIES = frozenset({"ORG", "GOVERNMENT", "CITY", "PLACE"})
_OF = re.compile(rf",?\s{followed('persons.of-body')}(?:[^\W\d_]+\s)?[„“\"«]?\s?")
# "Paula Cruz, de la Universidad …": two capitals before, whom nobody took for a person.
_CAPITALS = re.compile(
    rf"(?<!\w)[{UPPER}][\w-]+\s[{UPPER}][\w-]+,\s{followed('persons.of-body')}"
    r"(?:[^\W\d_]+\s)?[„“\"«]?\s?$"
)
_BACK, _REACH = 70, 24


def bystander(view: View, finds: Finds, one: Claim) -> bool:
    """Tell whether the doer of a claim only stands beside what its sentence says was done."""
    if len(one.evidence) < 2:
        return False
    doer = one.evidence[one.predicate in _BY_OBJECT]
    if not one.start <= doer.start < one.end or doer.type not in _BODIES:
        return False
    low = max(one.start, doer.start - _BACK)
    if stands_by(view, doer, low, one.language or ""):
        return True
    if doer.type == "ORG" and _of_speaker(view, finds, doer, one):
        return True
    return in_hall(view, doer, low) or _of_name(view, finds, doer, one)


def _of_speaker(view: View, finds: Finds, body: Mention, one: Claim) -> bool:
    """Tell whether a body is only where somebody works: "Jane Field, of the charity Open Doors"."""
    before = finds.between(max(one.start, body.start - _BACK), body.start)
    ends = [m.end for m in before if m.type == "PERSON" and body.start - _REACH < m.end]
    if any(_OF.fullmatch(view.text, end, body.start) for end in ends):
        return True
    return _CAPITALS.search(view.text, max(one.start, body.start - _BACK), body.start) is not None


def _of_name(view: View, finds: Finds, city: Mention, one: Claim) -> bool:
    """Tell whether a town is a word of a longer name that nobody knows: "Hull Help for Refugees".

    In German a noun may follow.
    """
    if city.type != "CITY" or one.language in {"de", None} or city.text.isupper():
        return False
    at = city.end + 1
    if view.text[city.end : at] != " " or not view.text[at : at + 1].isupper():
        return False
    others = [*one.evidence, *finds.between(city.start, at + 1)]
    return not any(m.start <= at < m.end for m in others if m != city)
