"""Gives days and months without a year the year that the text is from: "8th April" of minutes."""

from __future__ import annotations

import re
from dataclasses import replace

from loaders.edtf import writing
from loaders.extract.model import Mention
from loaders.extract.reading.view import View
from loaders.tables.patterns import whole_word

_LEAST, _HEAD = 600, 500
_APART = 8  # months: more of them apart, the date is one of the year after or before
# What comes back every year has no year: "on 1 May, a holiday".
_YEARLY = re.compile(whole_word("dates.yearly"))


def complete_dates(view: View) -> None:
    """Complete the dates that lack a year, by the date that the head of a longer text bears.

    The year is that of the text, or the one beside it for a month far from that of the text.
    """
    dates = [i for i, mention in enumerate(view.mentions) if mention.type == "DATE"]
    months = {i: known for i in dates if (known := writing.month_of(view.mentions[i].value or ""))}
    partial = {i: month for i, (year, month) in months.items() if year == writing.UNKNOWN}
    if len(view.text) < _LEAST or not partial:
        return
    head = min(months.keys() - partial.keys(), key=lambda i: view.mentions[i].start, default=None)
    if head is None or view.mentions[head].start > _HEAD:
        return
    year, of_month = months[head]
    for i, month in partial.items():
        mention, apart = view.mentions[i], month - of_month
        of_year = int(year) + (apart < -_APART) - (apart > _APART)
        value = None if _yearly(view, mention) else writing.completed(mention.value or "", of_year)
        if value is not None:
            view.mentions[i] = replace(mention, value=value, confidence=0.8)


def _yearly(view: View, mention: Mention) -> bool:
    sentence = view.sentence_at(mention.start)
    return sentence is not None and bool(_YEARLY.search(view.text, sentence.start, sentence.end))
