"""Tells which names in claims only say where a person works: "Anna Kidd of the Harbour Forum"."""

from __future__ import annotations

import re

from loaders.extract.claims.clauses import Finds
from loaders.extract.model import Claim
from loaders.extract.reading.view import View
from loaders.tables.patterns import followed

_OF = re.compile(rf",?\s{followed('persons.of-body')}[„“\"«]?\s?")
_REACH, _BACK = 24, 70


def only_affiliated(view: View, finds: Finds, one: Claim) -> bool:
    """Tell whether a claim takes the body of a speaker for who was there, or for the event."""
    if one.predicate != "participation":
        return False
    subject, event = one.evidence[:2]
    asked = [event] if event.type == "EVENT" else []
    asked += [subject] if subject.type == "ORG" else []
    return any(_of_person(view, finds, mention.start, one) for mention in asked)


def _of_person(view: View, finds: Finds, start: int, one: Claim) -> bool:
    """Tell whether a person and "of" stand right before an offset of the claim's sentence."""
    if not one.start <= start < one.end:
        return False
    before = finds.between(max(one.start, start - _BACK), start)
    persons = [m.end for m in before if m.type == "PERSON" and start - _REACH < m.end <= start]
    return any(_OF.fullmatch(view.text, end, start) for end in persons)
