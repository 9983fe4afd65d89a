"""Reads centuries ("XIXe siècle", "17. Jahrhundert") and years told roughly ("around 1840")."""

from __future__ import annotations

import re

from loaders.tables.patterns import any_of, one_of
from loaders.tables.words import spoken, values

_ROMAN = {
    "XII": 12, "XIII": 13, "XIV": 14, "XV": 15, "XVI": 16, "XVII": 17, "XVIII": 18, "XIX": 19,
    "XX": 20, "XXI": 21,
}  # fmt: skip
# Ordinals by their stems, from the fifteenth to the twenty-first.
_ORDINALS = {stem.rstrip("*"): int(n) for stem, n in values("dates.century-ordinal").items()}
_ROMANS = "|".join(sorted(_ROMAN, key=len, reverse=True))
_SUFFIX = any_of("dates.century-suffix")
_BEFORE = re.compile(
    rf"(?<![\w-])(?:(?P<roman>{_ROMANS}){_SUFFIX}?|(?P<number>[12]\d){_SUFFIX}?|"
    rf"(?P<word>{one_of(_ORDINALS)})[^\W\d]{{0,4}})[\s-]$",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"\s(?P<roman>{_ROMANS})(?!\w)")
# "lat 80. XX wieku", "décennie … du 19e siècle"; "ubiegłego": of the last one.
_LAST = {word: int(n) for word, n in values("dates.century-later").items()}
_LATER = re.compile(
    rf"\.?\s(?:{any_of('dates.century-article')}\s)?(?:{any_of('dates.century-before')}\s)?"
    rf"(?P<century>XIX|XXI|XX|19|20|21|{one_of(_LAST)}){_SUFFIX}?"
    rf"(?:\s{any_of('dates.century-after')})?(?!\w)"
)
# Words that say of a bare year that it is not exact; the first ones never count people.
_ROUGHLY = re.compile(
    rf"(?<!\w)(?:(?P<sure>{any_of('dates.about')})|(?P<likely>{any_of('dates.about-or-count')}))"
    rf"\s(?:{any_of('dates.year')}\s)?$",
    re.IGNORECASE,
)
# The last words of these, of which one stands right before such a year.
_NEXT = tuple(
    {
        form
        for name in ("dates.about", "dates.about-or-count", "dates.year")
        for word in spoken(name)
        for form in (word.split()[-1].lower(), word.split()[-1].lower().replace("'", "’"))
    }
)
_OR_SO = re.compile(rf"\s{any_of('dates.or-so')}(?=[.,;:)]|$)")


def century(text: str, start: int, end: int) -> tuple[int, int, str] | None:
    """Return span and EDTF value of the century whose word stands at ``text[start:end]``."""
    left = _BEFORE.search(text, max(0, start - 20), start)
    if left is not None:
        if left["roman"] is not None:
            number = _ROMAN[left["roman"].upper()] if left["roman"].isupper() else 0
        elif left["number"] is not None:
            number = int(left["number"])
        else:
            number = _ORDINALS[left["word"].lower()]
        return (left.start(), end, f"{number - 1}XX") if 10 < number < 22 else None
    right = _AFTER.match(text, end)
    return (start, right.end(), f"{_ROMAN[right['roman']] - 1}XX") if right else None


def of_century(text: str, end: int, value: str) -> tuple[int, str]:
    """Return end and value of a decade with the century told after it: "lat 80. XX wieku"."""
    later = _LATER.match(text, end)
    if later is None or not any(letter.isalpha() for letter in later.group()):
        return end, value
    told = later["century"]
    number = _ROMAN.get(told) or _LAST.get(told) or int(told)
    return later.end(), f"{number - 1}{value[2:]}"


def roughly(text: str, start: int, end: int) -> bool:
    """Tell whether a bare year at ``text[start:end]`` is told as about that year.

    A round number after "about" counts people as often as years: it is left to others.
    """
    low = max(0, start - 32)
    words = text[low:start].lower().rsplit(None, 1)
    near = bool(words) and words[-1].endswith(_NEXT)  # much quicker than the pattern
    left = _ROUGHLY.search(text, low, start) if near else None
    if left is not None:
        return left["sure"] is not None or not text[start:end].endswith("00")
    return _OR_SO.match(text, end) is not None
