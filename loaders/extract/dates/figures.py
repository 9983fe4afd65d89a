"""Finds stated numbers with what they measure: "more than 700 municipalities"."""

from __future__ import annotations

import re

from loaders.extract.knowledge import lexicon
from loaders.extract.reading.view import Cue, View

_NUMBER = re.compile(
    r"(?<![\w.,/-])(?P<number>\d{1,3}(?:[., \u00a0\u202f’']\d{3})+|"
    r"\d+(?:[.,]\d+)?)(?:\s(?P<scale>million|Million|Millionen|millions|milioni|millones|"
    r"εκατομμύρια|miliony|miljoen|tys\.))?"
    r"(?:\s(?:new|other|European|local|different|neue|weitere|europäische|de|europeos|europee|"
    r"europei|europejskich|Europese|italiani|polskich|German|deutsche|deutschen|French|"
    r"françaises|partner|undocumented|małych)){0,2}\s$"
)
_QUALIFIER = re.compile(
    r"(?:^|\s)(?:"
    + "|".join(
        f"(?P<{name.replace('-', '_')}>{'|'.join(map(re.escape, words))})"
        for name, words in lexicon.sections()["qualifiers"].items()
    )
    + r")\s$",
    re.IGNORECASE,
)
_LAST_WORDS = frozenset(
    words.split()[-1].lower() for row in lexicon.sections()["qualifiers"].values() for words in row
)
_SCALES = {
    "million": 6,
    "Million": 6,
    "Millionen": 6,
    "millions": 6,
    "milioni": 6,
    "millones": 6,
    "εκατομμύρια": 6,
    "miliony": 6,
    "miljoen": 6,
    "tys.": 3,
}


# Most words that are counted have no number before them: this is quicker than the whole pattern.
_DIGIT = re.compile(r"\d")
_BEFORE = 48


def find_figures(view: View) -> None:
    """Add a figure for each number that stands before a counted noun of the table of measures."""
    done: set[int] = set()
    for cue in view.cues.get("measure", ()):
        digit = _DIGIT.search(view.text, max(0, cue.start - _BEFORE), cue.start)
        if digit is None or cue.end in done:
            continue
        if cue.trigger.language not in {view.language_at(cue.start), "en"}:
            continue
        if _figure(view, cue, digit.start()):
            done.add(cue.end)


def _figure(view: View, cue: Cue, first: int) -> bool:
    """Add the figure before a counted noun; ``first`` is where the first digit near it stands."""
    begin = max(0, cue.start - _BEFORE)
    left = view.text[begin : cue.start]
    match = _NUMBER.search(left, first - begin)
    if match is None or "\n" in match.group():
        return False
    number = _value(match["number"], match["scale"])
    start = cue.start - len(left) + match.start()
    if number is None or not view.free(start, cue.end):
        return False
    head = left[: match.start("number")]
    near = not _LAST_WORDS.isdisjoint(head.lower().rsplit(None, 1)[-1:])
    qualifier = _QUALIFIER.search(head) if near else None
    name = qualifier.lastgroup.replace("_", "-") if qualifier and qualifier.lastgroup else "exactly"
    if qualifier:
        start = cue.start - len(left) + qualifier.start(qualifier.lastgroup or 0)
    view.add("FIGURE", start, cue.end, value=number, method="number-noun", confidence=0.9,
             detail=(("measure", cue.trigger.value), ("qualifier", name)))  # fmt: skip
    return True


def _value(number: str, scale: str | None) -> str | None:
    """Return the digits of xsd:decimal: "1.200" is 1200, "1,5 million" is 1500000."""
    if re.fullmatch(r"\d{1,3}(?:[., \u00a0\u202f’']\d{3})+", number):
        whole = re.sub(r"\D", "", number)
        return whole if scale is None else str(int(whole) * 10 ** _SCALES[scale])
    plain = number.replace(",", ".")
    if scale is None:
        return plain if plain.isdigit() else None
    return str(int(float(plain) * 10 ** _SCALES[scale]))
