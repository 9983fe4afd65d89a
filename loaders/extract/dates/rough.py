"""Reads centuries ("XIXe siècle", "17. Jahrhundert") and years told roughly ("around 1840")."""

from __future__ import annotations

import re

_ROMAN = {
    "XII": 12, "XIII": 13, "XIV": 14, "XV": 15, "XVI": 16, "XVII": 17, "XVIII": 18, "XIX": 19,
    "XX": 20, "XXI": 21,
}  # fmt: skip
# Ordinals by their stems, from the fifteenth to the twenty-first.
_ORDINALS = {
    stem: number
    for number, stems in enumerate(
        (
            "fifteenth fünfzehnt quinzième quindicesimo vijftiende piętnast",
            "sixteenth sechzehnt seizième sedicesimo zestiende szesnast",
            "seventeenth siebzehnt dix-septième diciassettesimo zeventiende siedemnast",
            "eighteenth achtzehnt dix-huitième diciottesimo achttiende osiemnast",
            "nineteenth neunzehnt dix-neuvième diciannovesimo negentiende dziewiętnast",
            "twentieth zwanzigst vingtième ventesimo twintigste dwudziest εικοστό",
            "twenty-first einundzwanzigst vingt-et-unième ventunesimo eenentwintigste",
        ),
        start=15,
    )
    for stem in stems.split()
}
_ROMANS = "|".join(sorted(_ROMAN, key=len, reverse=True))
_BEFORE = re.compile(
    rf"(?<![\w-])(?:(?P<roman>{_ROMANS})(?:ème|er|º|°|[eo.])?|"
    r"(?P<number>[12]\d)(?:st|nd|rd|th|ème|ste|de|os|ος|ός|ου|ού|ο|ό|η|[eº°.])?|"
    rf"(?P<word>{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})[^\W\d]{{0,4}})[\s-]$",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"\s(?P<roman>{_ROMANS})(?!\w)")
_LATER = re.compile(
    r"\.?\s(?:(?:of\sthe|du|del|des|van\sde|του)\s)?(?:siglo\s)?"
    r"(?P<century>XIX|XXI|XX|19|20|21|ubiegłego|zeszłego)(?:e|th|st|ste|\.|ου)?"
    r"(?:\s(?:century|siècle|secolo|Jahrhunderts|eeuw|wieku|w\.|αιώνα))?(?!\w)"
)
# Words that say of a bare year that it is not exact; the first ones never count people.
_SURE = (
    r"um|rond|vers|verso(?:\sil|\sl['’])?|hacia|omstreeks|intorno\sal|attorno\sal|autour\sde|"
    r"aux\salentours\sde|alrededor\sde|γύρω\sστο|κοντά\sστο|περίπου\sτο|circa\snel|"
    r"(?:etwa|ungefähr|circa|ca\.)\s(?:im\sJahre?|seit|ab|bis)|(?:in|since|until)\saround|"
    r"(?:in|sinds|tot)\s(?:ongeveer|circa)"
)
_LIKELY = (
    r"around|about|circa|ca\.?|c\.|approximately|etwa|ungefähr|gegen|environ|ongeveer|"
    r"około|ok\.|mniej\swięcej|cerca\sde|περίπου"
)
_YEAR_WORD = (
    r"(?:(?:the\syear|das\sJahr|dem\sJahr|l['’]an|l['’]année|l['’]anno|all['’]anno|el\saño|"
    r"het\sjaar|roku|rok|το\sέτος)\s)?"
)
_ROUGHLY = re.compile(
    rf"(?<!\w)(?:(?P<sure>{_SURE})|(?P<likely>{_LIKELY}))\s{_YEAR_WORD}$", re.IGNORECASE
)
_OR_SO = re.compile(r"\s(?:περίπου|circa|or\sso)(?=[.,;:)]|$)")


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
    number = _ROMAN.get(told) or (int(told) if told.isdigit() else 20)
    return later.end(), f"{number - 1}{value[2:]}"


def roughly(text: str, start: int, end: int) -> bool:
    """Tell whether a bare year at ``text[start:end]`` is told as about that year.

    A round number after "about" counts people as often as years: it is left to others.
    """
    left = _ROUGHLY.search(text, max(0, start - 32), start)
    if left is not None:
        return left["sure"] is not None or not text[start:end].endswith("00")
    return _OR_SO.match(text, end) is not None
