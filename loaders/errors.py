"""The one exception root of the project: what is wrong, where, and what to do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

# What a terminal obeys, what turns the direction of writing, line ends of other kinds, and halves
# of characters (a file's name may be any bytes), which no stream can write.
_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def visible(text: object) -> str:
    r"""Return text on one line, with what is not seen but obeyed as escapes (``\x1b``, ``\n``)."""
    return _UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode(), str(text))


def _lines(text: str) -> str:
    """Return text of several lines; only the first can be taken for a line of ours."""
    return "\n    ".join(map(visible, text.split("\n")))


@dataclass
class UrbsolError(Exception):
    """Something a person has to fix.

    ``what`` says what is wrong, ``file``/``row``/``column``/``line`` where (row and line count from
    1, the header of a table is row 1), ``remedy`` what to do. ``exit_code`` is 1 when the data is
    wrong and 2 when the command was called wrongly.
    """

    what: str
    file: Path | str | None = None
    row: int | None = None
    column: str | None = None
    line: int | None = None
    remedy: str = ""
    exit_code: int = 1

    def __str__(self) -> str:
        """Return ``file, row N, column C: what. Remedy.`` with the parts that are known.

        Names and words of others may hold anything: nothing in them reaches a terminal as an order.
        """
        where = [str(self.file)] if self.file is not None else []
        where += [f"{name} {value}" for name, value in self._positions() if value is not None]
        what = _lines(self.what)
        message = f"{visible(', '.join(where))}: {what}" if where else what
        return f"{message}\n  → {_lines(self.remedy)}" if self.remedy else message

    def _positions(self) -> list[tuple[str, object]]:
        return [("row", self.row), ("column", self.column), ("line", self.line)]


class DataError(UrbsolError):
    """The data is wrong (exit code 1)."""


class UsageError(UrbsolError):
    """The command was called wrongly (exit code 2)."""

    def __init__(self, what: str, remedy: str = "") -> None:
        """Take what was wrong with the call and what to call instead."""
        super().__init__(what, remedy=remedy, exit_code=2)


@dataclass
class GroupedError(UrbsolError):
    """Several errors found in one pass, told together."""

    errors: tuple[UrbsolError, ...] = ()

    def __str__(self) -> str:
        """Return every error on lines of its own after the summary, with where and what to do."""
        return "\n".join([super().__str__(), *(str(error) for error in self.errors)])


MAX_ERRORS = 50  # of one table; the rest is told when these are fixed


def raise_all(errors: Sequence[UrbsolError], shown: str) -> None:
    """Raise nothing, the one error, or all of them together."""
    if len(errors) == 1:
        raise errors[0]
    if errors:
        count = f"{len(errors)}{' or more' if len(errors) >= MAX_ERRORS else ''}"
        raise GroupedError(f"{shown}: {count} things are wrong", errors=tuple(errors))


class UnwritableError(UrbsolError):
    """An answer that the format asked for cannot hold; the remedy names one that can."""
