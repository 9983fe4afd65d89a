"""Finds stated numbers with what they measure: "more than 700 municipalities"."""

from __future__ import annotations

import re

from loaders.extract.reading.view import Cue, View
from loaders.tables.patterns import any_of, one_of
from loaders.tables.words import grouped, values

# Words for thousands and millions, by how many noughts they have.
SCALES = {word: int(noughts) for word, noughts in values("figures.scale").items()}
_NUMBER = re.compile(
    r"(?<![\w.,/-])(?P<number>\d{1,3}(?:[., \u00a0\u202f’']\d{3})+|"
    rf"\d+(?:[.,]\d+)?)(?:\s(?P<scale>{one_of(SCALES)}))?"
    rf"(?:\s{any_of('figures.adjective')}){{0,2}}\s$"
)
_QUALIFIERS = grouped("figures.qualifier")
_QUALIFIER = re.compile(
    r"(?:^|\s)(?:"
    + "|".join(
        f"(?P<{name.replace('-', '_')}>{one_of(words)})" for name, words in _QUALIFIERS.items()
    )
    + r")\s$",
    re.IGNORECASE,
)
_LAST_WORDS = frozenset(words.split()[-1].lower() for row in _QUALIFIERS.values() for words in row)


# Most words that are counted have no number before them: no figure stands that near.
_BEFORE = 48


def find_figures(view: View) -> None:
    """Add a figure for each number that stands before a counted noun of the table of measures."""
    done: set[int] = set()
    for cue in view.cues.get("measure", ()):
        digit = view.marks.digit(max(0, cue.start - _BEFORE), cue.start)
        if digit is None or cue.end in done:
            continue
        if cue.trigger.language not in {view.language_at(cue.start), "en"}:
            continue
        if _figure(view, cue, digit):
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
        return whole if scale is None else str(int(whole) * 10 ** SCALES[scale])
    plain = number.replace(",", ".")
    if scale is None:
        return plain if plain.isdigit() else None
    return str(int(float(plain) * 10 ** SCALES[scale]))
