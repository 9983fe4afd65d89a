"""Interprets the note of a network: its seat, its dated steps, its end, further counts."""

from __future__ import annotations

from dataclasses import dataclass, replace

from loaders.edtf.partial import Interval
from loaders.mapping.forms import Filled
from loaders.mapping.meanings import NO_FORMS, Forms, Meaning, Unread, read_parts
from loaders.mapping.notes.steps import NotePhase, steps


@dataclass(frozen=True)
class Counted:
    """What somebody else counts: the words with the numbers, by whom, and the whole remark."""

    words: str
    by: str
    text: str


@dataclass(frozen=True)
class NetworkNote:
    """What the note of a network says; ``unread`` are parts to report, with a reason."""

    lifetime: Interval | None = None
    seat: str = ""
    charter: str = ""
    phases: tuple[NotePhase, ...] = ()
    counts: tuple[Counted, ...] = ()
    unread: tuple[Unread, ...] = ()


def _lifetime(note: NetworkNote, filled: Filled, _: str) -> NetworkNote | None:
    known = filled.dates[0]
    return replace(note, lifetime=known) if isinstance(known, Interval) else None


def _seat(note: NetworkNote, filled: Filled, _: str) -> NetworkNote:
    return replace(note, seat=filled.names[0])


def _charter(note: NetworkNote, filled: Filled, _: str) -> NetworkNote:
    return replace(note, charter=filled.words[0])


def _phase(note: NetworkNote, filled: Filled, labels: str) -> NetworkNote | None:
    told = steps(filled, labels)
    return None if told is None else replace(note, phases=(*note.phases, *told))


def _count(note: NetworkNote, filled: Filled, source: str) -> NetworkNote:
    """Read ``another page says 22 partner cities``: what the value counts."""
    counted = Counted(filled.words[0], source, filled.text)
    return replace(note, counts=(*note.counts, counted))


#: What a form of a network's note may mean.
MEANINGS = {
    "lifetime": Meaning(_lifetime, ("date",)),
    "seat": Meaning(_seat, ("name",)),
    "charter": Meaning(_charter, ("words",)),
    "phase": Meaning(_phase, ("date",), "text"),
    "count": Meaning(_count, ("words",), "text"),
}
#: The forms that the notes of any source of networks may have.
GRAMMAR = Forms.grammar(
    ("{date}", "lifetime"),
    ("seat {name}", "seat"),
    ("{words} is the charter", "charter"),
)


def read_network_note(text: str, forms: Forms = NO_FORMS) -> NetworkNote:
    """Interpret a note part by part, by the forms of its source first."""
    note, unread = read_parts(text, (forms, GRAMMAR), MEANINGS, NetworkNote())
    return replace(note, unread=unread)
