"""The dated steps that a note tells."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.edtf.partial import When
from loaders.mapping.forms import Filled


@dataclass(frozen=True)
class NotePhase:
    """A dated step the note tells: its words and when."""

    label: str
    when: When


def steps(filled: Filled, labels: str) -> tuple[NotePhase, ...] | None:
    """Return one step a date, each with its label; None when there are not as many labels.

    The labels stand between semicolons: ``endorsed; signed``.
    """
    named = [label.strip() for label in labels.split(";")]
    if len(named) != len(filled.dates):
        return None
    return tuple(NotePhase(*step) for step in zip(named, filled.dates, strict=True))
