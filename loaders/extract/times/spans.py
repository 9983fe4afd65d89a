"""Reads "from 2014 to 2018" as one stretch of time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders.edtf import writing
from loaders.extract.model import Mention
from loaders.tables.patterns import any_of

_TO = re.compile(
    rf"\s{any_of('persons.term-to')}\s(?:{any_of('persons.term-to-article')}\s)?", re.IGNORECASE
)


def span_of(text: str, dates: Sequence[Mention]) -> list[Mention]:
    """Return dates, the two of "from 2014 to 2018" as one."""
    if len(dates) != 2 or _TO.fullmatch(text, dates[0].end, dates[1].start) is None:
        return list(dates)
    first, last = dates
    value = writing.stretch(first.value, last.value)
    return [replace(first, end=last.end, text=text[first.start : last.end], value=value)]
