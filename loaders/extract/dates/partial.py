"""Gives days and months without a year the year that the text is from: "8th April" of minutes."""

from __future__ import annotations

import re
from dataclasses import replace

from loaders.extract.model import Mention
from loaders.extract.reading.view import View
from loaders.tables.patterns import whole_word

_LEAST, _HEAD = 600, 500
_APART = 8  # months: more of them apart, the date is one of the year after or before
_DATED = re.compile(r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])(?:-\d\d)?")
_PARTIAL = re.compile(r"XXXX-(?P<month>0[1-9]|1[0-2])(?:-\d\d)?")
# What comes back every year has no year: "on 1 May, a holiday".
_YEARLY = re.compile(whole_word("dates.yearly"))


def complete_dates(view: View) -> None:
    """Complete the dates that lack a year, by the date that the head of a longer text bears.

    The year is that of the text, or the one beside it for a month far from that of the text.
    """
    dates = [i for i, mention in enumerate(view.mentions) if mention.type == "DATE"]
    if len(view.text) < _LEAST or not any(_partial(view.mentions[i]) for i in dates):
        return
    head = min((i for i in dates if _DATED.fullmatch(view.mentions[i].value or "")),
               key=lambda i: view.mentions[i].start, default=None)  # fmt: skip
    if head is None or view.mentions[head].start > _HEAD:
        return
    dated = _DATED.fullmatch(view.mentions[head].value or "")
    for i in dates:
        mention = view.mentions[i]
        partial = _partial(mention)
        if dated is None or partial is None or _yearly(view, mention):
            continue
        apart = int(partial["month"]) - int(dated["month"])
        year = int(dated["year"]) + (apart < -_APART) - (apart > _APART)
        value = (mention.value or "").replace("XXXX", str(year))
        view.mentions[i] = replace(mention, value=value, confidence=0.8)


def _partial(mention: Mention) -> re.Match[str] | None:
    return _PARTIAL.fullmatch(mention.value or "")


def _yearly(view: View, mention: Mention) -> bool:
    sentence = view.sentence_at(mention.start)
    return sentence is not None and bool(_YEARLY.search(view.text, sentence.start, sentence.end))
