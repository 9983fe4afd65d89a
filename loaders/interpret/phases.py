"""Reads the phases of a practice: what happened when, and whether it was only planned.

``2012 (bed-bath-bread); 2018 (24h plan)`` has two phases with labels, ``autumn 2018 (planned)`` one
with a status, ``1998 (municipal institution 2015)`` two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.edtf.partial import Interval, PartialDate, When
from loaders.interpret import dates
from loaders.interpret.text import bracketed, split_outside
from loaders.interpret.words import Words
from loaders.tables.patterns import any_of
from loaders.tables.words import literal

#: A phase with one of these words has not begun yet, so that it gives no start.
BEFORE_THE_START = literal("dates.not-begun")
_SINCE = re.compile(r"^(?P<label>\S.*?)\s+since$", re.IGNORECASE)
_PROSE = re.compile(rf"\b{any_of('figures.prose')}\b|'s\b", re.IGNORECASE)
_LONGEST_DATE = 6


@dataclass(frozen=True)
class Phase:
    """One phase: ``when`` in its own precision; ``label`` and ``status`` concept may be ''."""

    when: When
    label: str
    status: str
    text: str

    @property
    def has_begun(self) -> bool:
        """Tell whether the phase is one in which the practice had begun."""
        return not any(word in self.label.split() for word in BEFORE_THE_START)


@dataclass(frozen=True)
class Phases:
    """The phases of a text in its order, and the parts that could not be read."""

    phases: tuple[Phase, ...]
    uninterpreted: tuple[str, ...] = ()

    @property
    def start(self) -> PartialDate | None:
        """Return when the practice began: the first phase in which it had begun."""
        when = next((phase.when for phase in self.phases if phase.has_begun), None)
        return when.start if isinstance(when, Interval) else when

    @property
    def end(self) -> PartialDate | None:
        """Return the end, which only a single interval without a label gives."""
        only = self.phases[0] if len(self.phases) == 1 else None
        return (
            only.when.end if only and not only.label and isinstance(only.when, Interval) else None
        )


def phases(text: str, words: Words) -> Phases:
    """Read the phases of a text; segments end at ``;``. ``words`` are the labels of statuses."""
    found: list[Phase] = []
    left: list[str] = []
    for segment in split_outside(text, ";"):
        read = _segment(segment, words)
        found += read
        left += [] if read else [segment]
    return Phases(tuple(found), tuple(left))


def when(text: str) -> When | None:
    """Return the stretch or the point of time that a text is; a stretch wins (``2018-19``)."""
    return dates.interval(text) or dates.point(text)


def _segment(segment: str, words: Words) -> tuple[Phase, ...]:
    parts = bracketed(segment)
    body, inner = parts.body, parts.inner
    label, known = _labelled(body)
    if known is None:
        return ()
    if since := _SINCE.match(inner):
        if isinstance(known, PartialDate):
            known = Interval(known, None, body)
        return (_phase(known, since["label"], segment, words),)
    second_label, second = _labelled(inner) if inner else ("", None)
    if second is not None and second_label and not _PROSE.search(second_label):
        return (_phase(known, label, body, words), _phase(second, second_label, inner, words))
    return (_phase(known, " ".join(filter(None, (label, inner))), segment, words),)


def _phase(known: When, label: str, text: str, words: Words) -> Phase:
    return Phase(known, label, words.status_in(label), text)


def _labelled(text: str) -> tuple[str, When | None]:
    """Return the label and the date of ``idea 2008`` or ``2018 city recognises need``.

    Columns write ``2021-22`` for a season of EDTF, not for two years.
    """
    words = text.split()
    if known := dates.when(text):
        return "", known
    for size in range(min(_LONGEST_DATE, len(words) - 1), 0, -1):
        if known := dates.when(" ".join(words[:size])):
            return " ".join(words[size:]), known
        if known := dates.when(" ".join(words[-size:])):
            return " ".join(words[:-size]), known
    return "", None
