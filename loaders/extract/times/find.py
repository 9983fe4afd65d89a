"""Dates claims by their clause, the opening of their sentence, a meeting told before, "today"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from loaders.extract.claims.clauses import LONGEST, Clause, Finds, clause_at
from loaders.extract.dates.relative import TODAY, counts_from_next, day_of_text
from loaders.extract.model import Claim, Mention, claim_key
from loaders.extract.reading.view import Sentence, View
from loaders.extract.times.meetings import meeting_before
from loaders.extract.times.spans import span_of
from loaders.tables.patterns import any_of

# What is done at some time; of the others the date is when it began, told only beside them.
_ACTS = frozenset({"adoption", "declaration", "membership", "protest"})
_ACTS |= {"offer", "practice", "signature"} | {"participation", "recognition"}
_BESIDE = _ACTS | {"figure", "support"}
# What a council does at its meeting.
_DECIDED = frozenset({"adoption", "declaration", "protest", "offer"})
# "the plan for 2024-2030"
_PERIOD = re.compile(rf"\s{any_of('claims.policy-period')}\s")
_BODIES, _ROW = frozenset({"ORG", "CHARTER", "EVENT"}), " | "
_SIGN = re.compile(r"[,.;:()\n–—]")
_AND = re.compile(rf"\s{any_of('text.and')}\s")
_OPENING, _FEW, _LESS = 40, 30, 0.95


def with_times(view: View, finds: Finds, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims of a text, those without a date with the one that is surely theirs.

    Of "a year after the council adopted the plan in 2015, X joined" each act has its own.
    """
    text = _Text(view, finds, claims)
    found = [_counted(text, one) for one in claims]
    return tuple(_timed(text, one) if one.date is None else one for one in found)


@dataclass(frozen=True)
class _Text:
    """A text with its finds and claims, and what is asked of it once."""

    view: View
    finds: Finds
    claims: Sequence[Claim]

    @cached_property
    def day(self) -> Mention | None:
        """Return the day of the text, which "today" means."""
        return day_of_text(self.view, self.finds.mentions)

    @cached_property
    def counting(self) -> Finds:
        """Return the dates that are counted from the one behind them."""
        found = (m for m in self.finds.mentions if m.type == "DATE" and counts_from_next(m))
        return Finds.of(tuple(found))

    @cached_property
    def beside(self) -> Mapping[int, Sequence[Claim]]:
        """Return the claims by where their sentences begin."""
        found: dict[int, list[Claim]] = {}
        for one in self.claims:
            found.setdefault(one.start, []).append(one)
        return found

    def dates(self, start: int, end: int) -> list[Mention]:
        """Return the dates with a year of a stretch of the text."""
        return [m for m in self.finds.between(start, end) if m.has_year]


def _counted(text: _Text, one: Claim) -> Claim:
    """Return a claim with the date that is counted from another of its sentence, or that one."""
    if one.predicate not in _ACTS:
        return one
    for date in text.counting.between(one.start, one.end):
        base = next(iter(text.dates(date.end, one.end)), None)
        told = {None, date.value, base.value if base is not None else None}
        if base is None or one.date not in told:
            continue
        of_base = date.end <= _place(one) < base.end
        return _with(text, one, base if of_base else date)
    return one


def _timed(text: _Text, one: Claim) -> Claim:
    """Return a claim without a date with the one that its sentence or the one before gives."""
    place = _place(one)
    sentence = text.view.sentence_at(place)
    if one.predicate not in _BESIDE or sentence is None or sentence.language is None:
        return one
    if sentence.end - sentence.start > LONGEST or not one.start <= place < one.end:
        return one
    if _ROW in text.view.text[sentence.start : sentence.end]:
        return one
    clause = clause_at(text.view, place, place + 1, text.finds)
    found = _own(text, one) if one.predicate in _ACTS else None
    if found is None and _compared(text, one):
        return one
    if found is None and clause is not None:
        found = _beside(text, one, clause, place)
    if found is None and one.predicate in _ACTS:
        found = _opening(text, sentence, place)
    if found is None and one.predicate in _ACTS and not text.dates(*sentence[:2]):
        found = _today(text, one, sentence)
        if found is None and one.predicate in _DECIDED:
            found = meeting_before(text.view, text.finds, sentence)
    return one if found is None else _with(text, one, found)


def _own(text: _Text, one: Claim) -> Mention | None:
    """Return the date right behind who did it too: "… 2010 bei, Bremen 2012", "Linares in May"."""
    actor, thing = one.evidence[:2]
    if actor.start < one.start or thing.start > actor.end:
        return None
    behind = next((m for m in text.finds.between(actor.end, actor.end + _FEW)), None)
    if behind is None or not behind.has_year:
        return None
    return None if _SIGN.search(text.view.text, actor.end, behind.start) else behind


def _place(one: Claim) -> int:
    """Return where a sentence says what was done: at its object, else at who did it."""
    inside = [m.start for m in one.evidence[:2] if one.start <= m.start < one.end]
    return inside[-1] if inside else -1


def _beside(text: _Text, one: Claim, clause: Clause, place: int) -> Mention | None:
    """Return the one date of the clause in which something was done, unless it is another's."""
    dates = [m for m in clause.dates_at(place, place) if not _named(text, one, m)]
    dates = span_of(text.view.text, dates)
    if len(dates) != 1 or clause.denied("uncertain"):
        return None
    date = dates[0]
    low, high = sorted((date.start, place))
    others = (c for c in text.beside[one.start] if c.date == date.value)
    if any(low < _place(other) < high for other in others):
        return None
    apart = _act_between(text, one, date) if date.start > place else _act_before(text, one, date)
    return None if apart else date


def _act_between(text: _Text, one: Claim, date: Mention) -> bool:
    """Tell whether another verb or body stands between what was done and a date behind it."""
    end = next((m.end for m in one.evidence[1::-1] if m.start == _place(one)), date.start)
    bodies = (m for m in text.finds.between(end, date.start) if m.type in _BODIES)
    verbs = (text.view.cues_in(kind, end, date.start) for kind in ("verb", "deed"))
    joint = _AND.search(text.view.text, end, date.start) is not None
    return joint or any(bodies) or any(verbs)


def _act_before(text: _Text, one: Claim, date: Mention) -> bool:
    """Tell whether a verb stands before a date, and "and" between it and what was done."""
    if _AND.search(text.view.text, date.end, _place(one)) is None:
        return False
    return any(text.view.cues_in(kind, one.start, date.start) for kind in ("verb", "deed"))


def _compared(text: _Text, one: Claim) -> bool:
    """Tell whether somebody is named behind a comma after what was done: "…, as did Parla"."""
    actor, thing = one.evidence[:2]
    return thing.end <= actor.start and "," in text.view.text[thing.end : actor.start]


def _opening(text: _Text, sentence: Sentence, place: int) -> Mention | None:
    """Return the date that opens a sentence, if no other stands before what was done.

    What a clause of its own tells ("…, which …", behind a semicolon) has its own time.
    """
    before = text.dates(sentence.start, place)
    if len(before) != 1 or before[0].start - sentence.start > _OPENING:
        return None
    clause = clause_at(text.view, before[0].start, before[0].end, text.finds)
    names = (m for m in text.finds.between(sentence.start, before[0].start) if m.type != "DATE")
    if clause is None or before[0] not in clause.dates_at(place, place) or any(names):
        return None
    between = text.view.text[before[0].end : place]
    return None if ";" in between or ":" in between or _apart(text, sentence, place) else before[0]


def _apart(text: _Text, sentence: Sentence, place: int) -> bool:
    """Tell whether what was done stands in a clause that begins behind a comma with "which"."""
    clause = clause_at(text.view, place, place + 1, text.finds)
    if clause is None or clause.start == sentence.start:
        return clause is None
    return text.view.text[: clause.start].rstrip().endswith((",", "(", "–", "—"))


def _today(text: _Text, one: Claim, sentence: Sentence) -> Mention | None:
    """Return the day of the text if the sentence says that something was done today."""
    if one.predicate in {"practice", "participation"} or text.day is None:
        return None
    if text.day.start >= sentence.start:
        return None
    cues = text.view.cues_in("relative_date", sentence.start, sentence.end)
    said = [c for c in cues if c.trigger.value == TODAY and c.trigger.language == sentence.language]
    return text.day if said else None


def _named(text: _Text, one: Claim, date: Mention) -> bool:
    """Tell whether a date stands in the name of what was done or of who did it, or right behind."""
    bare = date.text[:1].isdigit() and "-" not in (date.value or "")
    return any(
        m.start <= date.start < m.end + bare * 2
        or _PERIOD.fullmatch(text.view.text, m.end, date.start) is not None
        for m in one.evidence[:2]
    )


def _with(text: _Text, one: Claim, date: Mention) -> Claim:
    if one.date == date.value:
        return one
    words = text.view.text[one.start : one.end]
    key = claim_key(one.predicate, one.subject, one.object, date.value, words)
    sure = round(one.confidence * (1 if one.start <= date.start < one.end else _LESS), 3)
    return replace(one, key=key, date=date.value, evidence=(*one.evidence[:2], date),
                   confidence=sure)  # fmt: skip
