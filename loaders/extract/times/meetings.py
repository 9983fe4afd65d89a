"""Finds the day of a meeting of which the next sentences say what it decided."""

from __future__ import annotations

from loaders.edtf import writing
from loaders.extract.claims.clauses import LONGEST, Finds
from loaders.extract.model import Mention
from loaders.extract.reading.view import Sentence, View
from loaders.tables.patterns import in_tongue

_BACK = 3
_SAT = in_tongue("dates.sitting", r"(?i)(?<!\w){}(?!\w)")


def meeting_before(view: View, finds: Finds, sentence: Sentence) -> Mention | None:
    """Return the day of the meeting that one of the sentences just before tells of, or None."""
    start = sentence.start
    for _ in range(_BACK):
        before = view.sentence_at(start - 2) if start > 1 else None
        if before is None or before.start >= start or before.language != sentence.language:
            return None
        if "\n\n" in view.text[before.end : start] or before.end - before.start > LONGEST:
            return None
        dates = {m.value: m for m in finds.between(before.start, before.end) if m.has_year}
        if dates:
            day = next(iter(dates.values()))
            sat = _SAT(sentence.language or "").search(view.text, before.start, before.end)
            known = len(dates) == 1 and writing.day_of(day.value or "") is not None
            return day if known and sat is not None else None
        start = before.start
    return None
