"""Tells where the signs and figures of a text stand: found once, asked for sentence by sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property


class Marks:
    """The places of single characters in a text, each kind found when it is first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._kinds: dict[str, list[int]] = {}

    @cached_property
    def letters(self) -> frozenset[str]:
        """Return the characters that the text has."""
        return frozenset(self._text)

    @cached_property
    def digits(self) -> Sequence[int]:
        """Return where the decimal figures stand, in order."""
        return self.places("".join(sign for sign in self.letters if sign.isdecimal()))

    @cached_property
    def blanks(self) -> str:
        """Return the white space that stands in the text beside plain blanks."""
        return "".join(sign for sign in self.letters if sign.isspace() and sign != " ")

    def places(self, signs: str) -> Sequence[int]:
        """Return where some characters stand, in order."""
        found = self._kinds.get(signs)
        if found is None:
            found = self._kinds[signs] = self.words(self.letters.intersection(signs))
        return found

    def words(self, words: Iterable[str]) -> list[int]:
        """Return where the letters of some words stand, inside longer words too, in order."""
        every, find = list(words), self._text.find
        found: list[int] = []
        for word in every:
            at = find(word)
            while at >= 0:
                found.append(at)
                at = find(word, at + 1)
        return sorted(set(found)) if len(every) > 1 else found

    def between(self, signs: str, start: int, end: int) -> Sequence[int]:
        """Return where some characters stand in a stretch, in order."""
        found = self.places(signs)
        return found[bisect_left(found, start) : bisect_left(found, end)]

    def first(self, signs: str, start: int) -> int | None:
        """Return where one of some characters stands first from an offset on, None if nowhere."""
        found = self.places(signs)
        index = bisect_left(found, start)
        return found[index] if index < len(found) else None

    def any(self, signs: str, start: int, end: int) -> bool:
        """Tell whether one of some characters stands in a stretch."""
        found = self.places(signs)
        at = bisect_left(found, start)
        return at < len(found) and found[at] < end

    def digit(self, start: int, end: int) -> int | None:
        """Return where the first decimal figure of a stretch stands, or None."""
        at = bisect_left(self.digits, start)
        return self.digits[at] if at < len(self.digits) and self.digits[at] < end else None

    @cached_property
    def numbers(self) -> Sequence[int]:
        """Return where runs of decimal figures begin, in order."""
        return [
            at for at, last in zip(self.digits, (-2, *self.digits), strict=False) if at > last + 1
        ]

    def numbers_between(self, start: int, end: int) -> Sequence[int]:
        """Return where the runs of decimal figures begin in a stretch, in order."""
        return self.numbers[bisect_left(self.numbers, start) : bisect_left(self.numbers, end)]

    def between_digits(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where the first and the last decimal figure of a stretch stand, or None."""
        low, high = bisect_left(self.digits, start), bisect_left(self.digits, end)
        return (self.digits[low], self.digits[high - 1]) if low < high else None
