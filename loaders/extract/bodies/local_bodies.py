"""Finds local associations by a compound and its town ("Flüchtlingshilfe Wels") and in imprints."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.extract.knowledge.haystack import plain
from loaders.extract.persons.names import given
from loaders.extract.reading.shapes import OPENERS, UPPER, capital, run_right
from loaders.extract.reading.view import View
from loaders.tables.patterns import any_of
from loaders.tables.words import literal

# The ends of compounds for associations, before a town or a name. It begins with the blank and
# looks back from there, so that the search is quick.
_ENDINGS = literal("bodies.compound-end")
_BEHIND = "|".join(rf"(?<={ending}[  ])" for ending in sorted(_ENDINGS))
_ENDS = re.compile(rf"[  ](?=[„\"«‘']?[{UPPER}])(?:{_BEHIND})")
_PUBLIC = literal("bodies.public-compound")
_BEFORE_NAME = literal("bodies.compound-article")
_QUOTED = re.compile(r"\s[„\"«‘']([^„“”\"«»’\n]{3,50})[“”\"»’']")
_LINE = re.compile(r" {2,}|\t|\n|\|")
_COPYRIGHT = re.compile(
    rf"[©·|]\s?(?:{any_of('bodies.copyright')}\s|(?<=©)|(?<=©\s)|(?=\d{{4}}\s?[-–]))"
    r"(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:(?:19|20)?\d\d))?,?\s)?"
    rf"(?=[{UPPER}])"
)
_GAP = re.compile(rf"\s?:?\s(?=[{UPPER}])")
_ADDRESS = re.compile(
    rf",\s(?:[{UPPER}][\w'’-]*(?:\s[{UPPER}][\w'’-]*)?"
    rf"(?:{any_of('bodies.street')}|\s{any_of('bodies.street-last')})|"
    rf"{any_of('bodies.street-first')}\s[{UPPER}][\w'’ -]{{2,28}}),?\s\d"
)


def local_bodies(view: View) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and method of each association found by its compound or an imprint."""
    if any(sentence.language in {"de", "nl"} for sentence in view.sentences):
        for match in _ENDS.finditer(view.text):
            if (span := _compound(view, match.start())) is not None:
                yield (*span, "compound-town")
    signs = view.marks.places("©·|")
    starts = [found.end() for at in signs if (found := _COPYRIGHT.match(view.text, at))]
    for cue in view.cues.get("imprint", ()):
        if gap := _GAP.match(view.text, cue.end):
            starts.append(gap.end())
    for start in starts:
        if (end := _named(view, start)) is not None:
            yield start, end, "imprint"
    for match in _ADDRESS.finditer(view.text):
        line = _line_start(view, match.start())
        if line is not None and _named(view, line) == match.start():
            yield line, match.start(), "imprint"


def _compound(view: View, head_end: int) -> tuple[int, int] | None:
    """Return "Broodhuis Den Bosch": a compound with the town, or in Dutch the name, after it."""
    text, start = view.text, head_end
    while start and (text[start - 1].isalpha() or text[start - 1] == "-"):
        start -= 1
    head = text[start:head_end]
    if (
        view.language_at(start) not in {"de", "nl"}
        or not head[0].isupper()
        or head.lower() in _ENDINGS
        or head in _PUBLIC
    ):
        return None
    quoted = _QUOTED.match(text, head_end)
    end = quoted.end() if quoted and capital(quoted[1]) else _town_or_name(view, head_end)
    return (start, end) if end is not None else None


def _town_or_name(view: View, head_end: int) -> int | None:
    """Return the end of the town after a compound, in Dutch of any name that is not a person's."""
    end = run_right(view.text, head_end, 3, frozenset())
    if gap := _LINE.search(view.text, head_end, end):
        end = gap.start()
    words = view.text[head_end:end].split()
    if not words or given(view, words[0]) or words[0] in OPENERS - _BEFORE_NAME:
        return None
    if view.language_at(head_end) == "nl":
        return end
    for count in range(len(words), 0, -1):
        senses = view.resources.senses(plain(" ".join(words[:count])))
        if senses is not None and senses.level >= 0:
            return head_end + 1 + len(" ".join(words[:count]))
    return None


def _named(view: View, start: int) -> int | None:
    """Return where a name of two words or more ends that is neither a person's nor a place's."""
    end = run_right(view.text, start, 6)
    if gap := _LINE.search(view.text, start, end):
        end = gap.start()
    words = view.text[start:end].split()
    if len(words) < 2 or words[0] in view.resources.given or not view.free(start, end):
        return None
    senses = view.resources.senses(plain(" ".join(words)))
    parts = [view.resources.senses(plain(word)) for word in words]
    if senses is not None or all(part is not None and part.level >= 0 for part in parts):
        return None
    return end


def _line_start(view: View, end: int) -> int | None:
    """Return the start of the line that a name before an address fills, None if it is long."""
    least = max(0, end - 100)
    start = max(view.text.rfind(mark, least, end) for mark in "\n|") + 1
    if not start and least:
        return None
    while start < end and view.text[start] in " ©*·":
        start += 1
    return start if 0 < end - start < 60 and view.text[start].isupper() else None
