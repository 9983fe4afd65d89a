"""Gives claims without a date the one that heads their line: "2013 – Modena joins the network"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.extract.claims.clauses import Finds
from loaders.extract.dates.partial import Years, headed_lines
from loaders.extract.model import Claim, Mention, claim_key
from loaders.extract.reading.view import View

# What is said of a time, not of a day: the line tells when it was so, not when it began.
_LASTING = frozenset({"office", "carrier", "authorship"})


def dated_by_lines(view: View, finds: Finds, claims: Sequence[Claim]) -> list[Claim]:
    """Return claims, those of a chronology's line with its date where they have none.

    Only the first sentence of a line says what happened then, of the block below a year all do.
    """
    if not any(one.date is None and one.predicate not in _LASTING for one in claims):
        return list(claims)
    dates = [m for m in finds.mentions if m.type == "DATE"]
    lines, years = headed_lines(view.text, dates), Years.of(view.text, dates)
    if not lines and not years.dates:
        return list(claims)
    return [_dated(view, lines, years, one) for one in claims]


def _dated(view: View, lines: dict[int, Mention], years: Years, one: Claim) -> Claim:
    if one.date is not None or one.predicate in _LASTING:
        return one
    where = max(mention.start for mention in one.evidence)
    date = lines.get(view.text.rfind("\n", 0, where) + 1)
    sentence = view.sentence_at(where)
    if date is None or sentence is None or date.start < sentence.start:
        date = years.entry(where)
    if date is None:
        return one
    words = view.text[one.start : one.end]
    key = claim_key(one.predicate, one.subject, one.object, date.value, words)
    return replace(one, key=key, date=date.value, evidence=(*one.evidence, date))
