"""Reads one number phrase: qualifier, number or range, scale, and the words behind it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from loaders.tables.patterns import one_of
from loaders.tables.words import values

WORDS = {word: int(number) for word, number in values("figures.number", "en").items()}
ORDINALS = {word: int(rank) for word, rank in values("figures.ordinal", "en").items()}
SCALES = {word: 10 ** int(noughts) for word, noughts in values("figures.scale", "en").items()}
# Digits beside a letter, point, slash or hyphen belong to a name, a date or a version.
_DIGITS = r"\d{1,3}(?:[,'’\u00a0\u202f]\d{3})+|\d+(?:\.\d+)?"
_NUMBER = rf"(?:{_DIGITS}|\b(?:{one_of(WORDS)})\b)"


@dataclass(frozen=True)
class Number:
    """A number as stated: ``value``, or ``minimum`` and ``maximum`` of a range.

    ``total`` is the second number of *112 of 565*; ``rest`` are the words behind.
    """

    value: Decimal | None
    minimum: Decimal | None
    maximum: Decimal | None
    qualifier: str
    total: Decimal | None
    percent: bool
    rest: str


@dataclass(frozen=True)
class Numbers:
    """Reads number phrases; ``qualifiers`` are the words in front of a number, in lower case.

    Each means a concept of the scheme ``qualifier``.
    """

    qualifiers: Mapping[str, str] = field(default_factory=dict)

    def leading(self, text: str) -> Number | None:
        """Read the number phrase a text begins with, None when it begins with none."""
        match = self._phrase.match(text.strip())
        if match is None:
            return None
        scale = SCALES.get((match["scale"] or "").lower(), 1)
        first, last = _decimal(match["first"]) * scale, match["last"]
        if last is not None and _decimal(last) * scale <= first:
            return None  # "37 to 3" is not a range
        qualifier = self.qualifiers.get((match["qualifier"] or "").lower(), "exactly")
        single = last is None
        return Number(
            value=first if single else None,
            minimum=None if last is None else first,
            maximum=None if last is None else _decimal(last) * scale,
            qualifier="at-least" if match["plus"] else qualifier,
            total=_decimal(match["total"]) if match["total"] else None,
            percent=bool(match["percent"]),
            rest=match["rest"].lstrip("-").strip(),
        )

    @cached_property
    def _phrase(self) -> re.Pattern[str]:
        """Return the pattern of a number phrase and the words behind it."""
        before = "|".join(map(re.escape, sorted(self.qualifiers, key=len, reverse=True)))
        return re.compile(
            rf"(?:(?P<qualifier>{before or '(?!)'})\s*)?"
            rf"(?P<first>{_NUMBER})(?P<plus>\+(?!\S))?(?P<ordinal>(?:st|nd|rd|th)\b)?"
            rf"(?:\s*(?:-|–|\bor\b|\bto\b)\s*(?P<last>{_NUMBER}))?"
            rf"(?:\s+(?P<scale>{one_of(SCALES)})\b)?"
            r"(?P<percent>\s*%)?"
            rf"(?:\s+of\s+(?P<total>{_DIGITS})(?!\S))?"
            r"(?P<rest>.*)",
            re.IGNORECASE | re.DOTALL,
        )


def _decimal(digits: str) -> Decimal:
    word = WORDS.get(digits.lower())
    return Decimal(word) if word is not None else Decimal(re.sub(r"[,'’\u00a0\u202f]", "", digits))
