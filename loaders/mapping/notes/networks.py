"""Interprets the note of a network: its seat, its dated steps, its end, further counts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from loaders.interpret import dates
from loaders.interpret.figures import Figure, figures
from loaders.interpret.partial import Interval
from loaders.mapping.notes.memberships import TELLING, NotePhase


@dataclass(frozen=True)
class NetworkNote:
    """What the note of a network says; ``unread`` are parts to report, with a reason."""

    lifetime: Interval | None = None
    seat: str = ""
    charter: str = ""
    phases: tuple[NotePhase, ...] = ()
    figures: tuple[Figure, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()


Reader = Callable[[NetworkNote, re.Match[str]], NetworkNote | None]


def _lifetime(note: NetworkNote, match: re.Match[str]) -> NetworkNote | None:
    known = dates.interval(match[0])
    return replace(note, lifetime=known) if known else None


def _seat(note: NetworkNote, match: re.Match[str]) -> NetworkNote:
    return replace(note, seat=match["name"])


def _charter(note: NetworkNote, match: re.Match[str]) -> NetworkNote:
    return replace(note, charter=match["name"])


def _phase(note: NetworkNote, match: re.Match[str]) -> NetworkNote | None:
    when = dates.point(match["when"]) or dates.interval(match["when"])
    step = NotePhase(match["label"], when) if when else None
    return replace(note, phases=(*note.phases, step)) if step else None


def _count(measure: str) -> Reader:
    def count(note: NetworkNote, match: re.Match[str]) -> NetworkNote | None:
        read = figures(match["count"], measure).figures
        found = tuple(replace(figure, stated_by=match["by"], text=match[0]) for figure in read)
        return replace(note, figures=(*note.figures, *found)) if found else None

    return count


def _remark(note: NetworkNote, _: re.Match[str]) -> NetworkNote:
    return note


_FORMS: tuple[tuple[str, Reader], ...] = (
    (r"\d{4}-\d{4}", _lifetime),
    (r"seat (?P<name>[A-Z]\w+)", _seat),
    (r"(?P<name>.+) is the charter", _charter),
    (r"(?P<label>independent organisation) (?P<when>since \d{4})", _phase),
    (r"(?P<label>place-wide awards ended) (?P<when>\w+ \d{4});?.*", _phase),
    (r"(?P<label>first meeting) Paris (?P<when>.*\d{4})", _phase),
    (r"(?P<label>agreement) of (?P<when>.*\d{4}), pilots from 2019, state funding ended 2024",
     lambda note, match: _lvv(_phase(note, match))),
    (r"(?P<by>another page) says (?P<count>\d+ partner cities)", _count("partners")),
    (r"(?P<by>one report) counts (?P<count>\d+ states and \d+ cities)", _count("")),
    # What the columns of the row or the table of conflicts say already.
    (r"27 of the 28 cities are identified|launched on World Refugee Day 2020|"
     r"kommunalwiki gives 2019-06-12|42\+5=47, source prints 46: conflict to record|"
     r"one page says founded at Carmagnola, one says 2004|baseline study 13 March 2016|"
     r"11 names|medcities says 12 cities|"
     r"same page: 320 safe harbours in Germany on 23 December 2024|as of 5 January 2021", _remark),
)  # fmt: skip
FORMS = tuple((re.compile(pattern), reader) for pattern, reader in _FORMS)


def _lvv(note: NetworkNote | None) -> NetworkNote | None:
    """Add the other two steps of the pilot to its agreement."""
    start, end = dates.point("2019"), dates.point("2024")
    if note is None or start is None or end is None:
        return None
    steps = (NotePhase("pilots", Interval(start, None, "from 2019")),
             NotePhase("state funding ended", end))  # fmt: skip
    return replace(note, phases=(*note.phases, *steps))


def read_network_note(text: str) -> NetworkNote:
    """Interpret a note part by part; what no form fits is reported when it is telling."""
    note = NetworkNote()
    for part in filter(None, (part.strip() for part in text.split(";"))):
        found = next(filter(None, (_try(note, *form, part) for form in FORMS)), None)
        if found is not None:
            note = found
        elif TELLING.search(part):
            note = replace(note, unread=(*note.unread, (part, "no known form")))
    return note


def _try(
    note: NetworkNote, pattern: re.Pattern[str], reader: Reader, part: str
) -> NetworkNote | None:
    match = pattern.fullmatch(part)
    return reader(note, match) if match else None
