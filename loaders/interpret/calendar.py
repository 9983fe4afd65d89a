"""The names of months, seasons and parts of a year in the languages of the sources."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from loaders.tables.words import values

_BEFORE_SPRING = 20


def fold(word: str) -> str:
    """Return a word as the tables are searched by: case-folded, NFC, without a final point.

    Case folding takes some Greek letters apart, so that NFC comes last.
    """
    folded = unicodedata.normalize("NFC", word).casefold().strip().rstrip(".")
    return unicodedata.normalize("NFC", folded).replace("’", "'")


#: Every month name and short form of every language → 1 to 12.
MONTH_NUMBERS: Mapping[str, int] = {
    fold(word): int(number) for word, number in values("dates.month").items()
}
#: Every season name of every language → EDTF code 21 to 24.
SEASON_CODES: Mapping[str, int] = {
    fold(word): _BEFORE_SPRING + int(number) for word, number in values("dates.season").items()
}
#: Every word in front of a year → begin, middle or end.
PART_NAMES: Mapping[str, str] = {fold(word): part for word, part in values("dates.part").items()}


def month_number(word: str) -> int | None:
    """Return 1 to 12 for a month name or short form in any of the languages, else None."""
    return MONTH_NUMBERS.get(fold(word))


def season_code(word: str) -> int | None:
    """Return the EDTF code (21 spring to 24 winter) of a season name, else None."""
    return SEASON_CODES.get(fold(word))
