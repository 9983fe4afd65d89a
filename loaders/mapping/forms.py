"""Forms of free text: fixed words with slots for dates, numbers and names, and what filled them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from loaders.edtf.partial import Interval, PartialDate, Precision, When
from loaders.interpret import dates

# What may stand in a slot. The lengths are bounded, so that matching takes linear time.
SLOTS = {
    "date": r".{4,48}?",
    "since": r"(?:since|from) .{4,48}?",
    "number": r"\d{1,9}",
    "digits": r"\d{1,20}",
    "name": r"[^\W\d_][^\d(),;:]{0,80}?",
    "words": r"[^;]{1,120}?",
}
MOST_SLOTS = 3
# Slots whose values are kept with those of another.
_KIND = {"since": "date", "digits": "words"}
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Filled:
    """A text that has a form, and what stood in its slots, each kind in the order of the text."""

    text: str
    dates: tuple[When, ...] = ()
    numbers: tuple[Decimal, ...] = ()
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """A form as it is written down: ``joined between {date} and {date}``.

    ``{date}`` is a point or a closed stretch of time, ``{since}`` a stretch that has not ended,
    ``{number}`` is written in figures, ``{digits}`` are a code, ``{name}`` begins with a capital
    letter, and ``{words}`` may be any words.
    """

    text: str
    slots: tuple[str, ...]
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, text: str) -> Form:
        """Read a form; raise ValueError for an unknown slot, or for too many of them."""
        parts = _SLOT.split(text)
        slots = tuple(parts[1::2])
        if unknown := [slot for slot in slots if slot not in SLOTS]:
            known = ", ".join(f"{{{slot}}}" for slot in SLOTS)
            raise ValueError(f"{{{unknown[0]}}} is not a slot (slots: {known})")
        if len(slots) > MOST_SLOTS:
            raise ValueError(f"{len(slots)} slots, at most {MOST_SLOTS} are possible")
        pattern = "".join(
            f"({SLOTS[part]})" if number % 2 else re.escape(part)
            for number, part in enumerate(parts)
        )
        return cls(text, slots, re.compile(pattern))

    def fill(self, text: str) -> Filled | None:
        """Return what stands in the slots of a text, None when it does not have this form."""
        match = self.pattern.fullmatch(text)
        if match is None:
            return None
        found: dict[str, list[object]] = {}
        for slot, words in zip(self.slots, match.groups(), strict=True):
            value = _value(slot, words)
            if value is None:
                return None
            found.setdefault(_KIND.get(slot, slot), []).append(value)
        return Filled(
            text,
            dates=tuple(v for v in found.get("date", ()) if isinstance(v, PartialDate | Interval)),
            numbers=tuple(v for v in found.get("number", ()) if isinstance(v, Decimal)),
            names=tuple(v for v in found.get("name", ()) if isinstance(v, str)),
            words=tuple(v for v in found.get("words", ()) if isinstance(v, str)),
        )


def _value(slot: str, words: str) -> When | Decimal | str | None:
    if slot == "date":
        return known_date(words)
    if slot == "since":
        return dates.interval(words)
    if slot == "number":
        return Decimal(words)
    if slot == "name" and not words[0].isupper():
        return None
    return words


def known_date(words: str) -> When | None:
    """Return a point in time or a closed stretch; None for a mere limit such as *before 2019*."""
    point = dates.point(words)
    if point is not None:
        return None if point.precision is Precision.BOUND else point
    stretch = dates.interval(words)
    return stretch if stretch and stretch.start and stretch.end else None
