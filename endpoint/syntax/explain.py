"""Turns what the parser says of a text into an error that people understand.

The parser lists what it expected where it stopped, which may be far behind the mistake. Here the
tokens are searched for the mistakes people make; the first that is found is told, with its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from endpoint.syntax import clauses, marks, patterns, prologue, words
from endpoint.syntax.reading import Mistake, Reading, Said, say

POSITION = re.compile(r"^(?:error )?at (\d+):(\d+): (?:expected )?", re.DOTALL)
QUOTED = re.compile(r'"((?:\\.|[^"\\]){1,3})"')
# What is shown of a line on each side of the place.
AROUND = 40
BLANK_NODE = re.compile(r"_:[\w.-]{1,60}")
RULES: tuple[Callable[[Reading], Iterator[Mistake]], ...] = (
    marks.strings,
    marks.signs,
    marks.html,
    prologue.declarations,
    marks.addresses,
    clauses.stars,
    marks.brackets,
    prologue.undeclared,
    marks.operators,
    clauses.selects,
    clauses.numbers,
    words.unknown,
    words.arguments,
    words.groups,
    words.filters,
    clauses.sequence,
    clauses.values,
    clauses.aggregates,
    clauses.bindings,
    prologue.graphs,
    patterns.triples,
)


@dataclass(frozen=True)
class Explained:
    """What is wrong with a text and what to do, where, and that line with a mark below the place.

    Line and column count from 1.
    """

    what: Said
    remedy: Said
    line: int
    column: int
    excerpt: str


def explained(message: str, text: str, base: str = "") -> Explained:
    """Return what is wrong with a text; a parser says ``error at LINE:COLUMN: expected …``."""
    found = POSITION.match(message)
    place = place_of(text, int(found[1]), int(found[2])) if found else len(text)
    reading = Reading(text, message, place, base)
    mistake = next((one for rule in RULES for one in rule(reading)), None) or plain(reading)
    line, column = reading.tells(mistake.place)
    return Explained(mistake.what, mistake.remedy, line, column, excerpt(text, mistake.place))


def place_of(text: str, line: int, column: int) -> int:
    """Return where a line and column are in a text."""
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return min(start + column - 1, len(text))


def plain(reading: Reading) -> Mistake:
    """Return what can be said when no rule knows the mistake."""
    message = reading.message
    if "IRI parsing failed" in message:
        ends = reading.place - 1
        iris = [one for one in reading.stream if one.kind == "iri" and one.start < ends]
        place = iris[-1].start if iris else reading.place
        remedy = say("an IRI begins with a scheme, as http:")
        return Mistake(say("this is not an IRI"), place, remedy)
    if "unreported" in message and (label := BLANK_NODE.search(reading.text)):
        return Mistake(
            say("the blank node %(label)s stands in two groups", label=label[0]),
            max(reading.text.rfind(label[0], 0, reading.place), 0),
            say("take a variable, or another label in each group"),
        )
    index = next(
        (n for n, one in enumerate(reading.stream) if one.start + len(one.text) >= reading.place),
        len(reading.stream),
    )
    signs = sorted(set(QUOTED.findall(message)))
    remedy = Said()
    if 0 < len(signs) <= len("{}."):
        remedy = say("one of these may stand there: %(signs)s", signs=" ".join(signs))
    if index >= len(reading.stream) or not reading.text[reading.place - 1 :].strip():
        return Mistake(
            say("the text ends too early, or something before is wrong"), reading.place, remedy
        )
    shown = reading.at(index)[:60]
    return Mistake(say("%(shown)s cannot stand here", shown=shown), reading.start(index), remedy)


def excerpt(text: str, place: int) -> str:
    """Return the line of a place, or a part of it, and below it a mark at the place."""
    begin = text.rfind("\n", 0, place) + 1
    end = text.find("\n", place)
    end = len(text) if end < 0 else end
    first, last = max(begin, place - AROUND), min(end, place + AROUND)
    shown = "".join(one if one.isprintable() else " " for one in text[first:last].rstrip())
    return f"{shown}\n{' ' * (place - first)}^"
