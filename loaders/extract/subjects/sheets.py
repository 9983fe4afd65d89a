"""Tells what has the numbers that labels name: the project of the line, of the sheet, or we."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from loaders.extract.claims.clauses import Finds
from loaders.extract.deeds.speaker import own_body
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.shapes import UPPER
from loaders.extract.reading.view import View
from loaders.extract.relations.agents import by_whom
from loaders.extract.relations.making import claim, named
from loaders.extract.subjects.labels import Labelled, labelled
from loaders.tables.words import values

LINE, SHEET, OURS = 0.69, 0.66, 0.64
_TITLES = frozenset(
    word.casefold() for word, role in values("columns.head").items() if role == "measure"
)
_LABEL = re.compile(
    r"[ \t*_•–-]*(?P<label>[^\W\d_][^:\n|.]{1,40}?)\s?:\s?(?P<value>\S[^\n]{0,200})$"
)
_NAME = re.compile(rf"[„“«»\"‘]?(?P<name>[{UPPER}][^\n:|(),;„“”«»\"]{{2,50}})")
_ITEM = re.compile(r"\s*(?:[•☞*·–—-]|(?:N[ro]\.\s|N°\s)?\d{1,2}(?:\.\d{1,2})*[.)]?|[a-z]\))\s+")
_CAPITALS = re.compile(rf"(?<!\w)[{UPPER}]")
_OTHER = frozenset({"CITY", "GOVERNMENT", "DATE", "PERSON", "COUNTRY"})
_STOPS = frozenset(".!?")
_BACK, _LONG, _NEAR, _OPENING, _TITLE_LINES, _FIRST_LINES = 12, 90, 12, 14, 2, 4


def labelled_claims(
    view: View, finds: Finds, things: Mapping[int, Sequence[Mention]]
) -> Iterator[Claim]:
    """Yield the figures that labels name; ``things`` are the projects a sentence names, by it."""
    for one in labelled(view, finds):
        owner, sure = _owner(view, finds, things, one)
        if owner is None:
            continue
        for figure in one.figures:
            span = (one.start, max(one.end, figure.end))
            yield claim(view, "figure", (owner, figure, one.date), span, sure,
                        method="subject:label", detail=figure.detail)  # fmt: skip


def _owner(
    view: View, finds: Finds, things: Mapping[int, Sequence[Mention]], one: Labelled
) -> tuple[Mention | None, float]:
    """Return what has the number: named in the line before it, in the heading above, or we."""
    low = view.text.rfind("\n", 0, one.start) + 1
    inside = [m for m in _within(view, things, low, one.start) if m.end <= one.start]
    if inside:
        first = inside[0]
        opens = first.start - low <= _OPENING and not by_whom(view, first)
        alone = len({m.text for m in inside}) == 1
        return (first, LINE) if alone or opens else (None, 0.0)
    body = _body(view, finds, low, one.start)
    if body is not None:
        return body, LINE
    above = _above(view, finds, things, low)
    if above is not None:
        return above, SHEET
    return own_body(view, finds) or finds.once("sheet", lambda: _sheet(view, finds)), OURS


def _sheet(view: View, finds: Finds) -> Mention | None:
    """Return the name that one of the first lines of a page gives to what it is about."""
    start = 0
    for _ in range(_FIRST_LINES):
        end = view.text.find("\n", start)
        if end < 0:
            return None
        stops = view.text[end - 1 : end] in _STOPS
        name = None if stops else _name(view, finds, start, end)
        if name is not None:
            return name
        start = end + 1
    return None


def _within(
    view: View, things: Mapping[int, Sequence[Mention]], start: int, end: int
) -> list[Mention]:
    """Return the projects named in a stretch of whole sentences, in order."""
    low = max(0, bisect_right(view.starts, start) - 1)
    numbers = range(low, bisect_left(view.starts, end))
    found = [m for n in numbers for m in things.get(n, ()) if start <= m.start < end]
    return sorted(found, key=lambda m: m.start)


def _body(view: View, finds: Finds, start: int, end: int) -> Mention | None:
    """Return the one body of the line before a label, when a sentence of it begins with it."""
    bodies = [m for m in finds.between(start, end) if m.type == "ORG"]
    if len({m.text for m in bodies}) != 1 or view.text.find(":", start, end) >= 0:
        return None
    sentence = view.sentence_at(bodies[0].start)
    opens = sentence is not None and bodies[0].start - sentence.start <= _NEAR
    return bodies[0] if opens else None


def _above(
    view: View, finds: Finds, things: Mapping[int, Sequence[Mention]], low: int
) -> Mention | None:
    """Return the project of the heading above a line, or of the sheet whose labels stand in it."""
    text, end = view.text, low - 1
    for _ in range(_BACK):
        if end <= 0:
            return None
        start = text.rfind("\n", 0, end) + 1
        label = _LABEL.match(text, start, end)
        if label is not None and label["label"].casefold().strip() in _TITLES:
            return _title(view, label.start("value"), end)
        if label is None and start < end:
            return _heading(view, finds, things, (start, end)) if end - start < _LONG else None
        end = start - 1
    return None


def _heading(
    view: View, finds: Finds, things: Mapping[int, Sequence[Mention]], line: tuple[int, int]
) -> Mention | None:
    """Return what the line above a labelled one names, or the line above that, if it is a title."""
    start, end = line
    for _ in range(_TITLE_LINES):
        if view.text[end - 1 : end] in _STOPS:
            return None
        inside = _within(view, things, start, end)
        if len({m.text for m in inside}) == 1:
            return inside[0]
        name = None if inside else _name(view, finds, start, end)
        if inside or name is not None:
            return name
        if start == 0 or view.text[start - 2 : start - 1] in {"", "\n"}:
            return None
        end = start - 1
        start = view.text.rfind("\n", 0, end) + 1
    return None


def _title(view: View, start: int, end: int) -> Mention | None:
    name = _NAME.match(view.text, start, end)
    return named(view, "PRACTICE", *name.span("name")) if name is not None else None


def _name(view: View, finds: Finds, start: int, end: int) -> Mention | None:
    """Return the name in a heading that the text below uses again as one."""
    item = _ITEM.match(view.text, start, end)
    at = item.end() if item is not None else start
    colon = view.text.rfind(": ", at, end)
    for low in (colon + 2, at) if colon >= 0 else (at,):
        name = _NAME.match(view.text, low, end)
        if name is None:
            continue
        words = name["name"].rstrip(" .")
        if any(m.type in _OTHER and m.start == low for m in finds.between(low, low + 1)):
            continue
        again = _again(view, words, end)
        if again is not None:
            return named(view, "PRACTICE", *again)
        if item is not None and len(_CAPITALS.findall(words)) > 1:  # "Nr. 1. Taalhuis Transvaal"
            return named(view, "PRACTICE", low, low + len(words))
    return None


def _again(view: View, words: str, start: int) -> tuple[int, int] | None:
    """Return where the text below a heading uses its words with a capital, as a name of its own."""
    if not words.isupper():
        at = view.text.find(words, start)
        return (at, at + len(words)) if at >= 0 and " " in words else None
    at = view.lower.find(words.lower(), start) if view.lower else -1
    if at < 0 or not view.text[at].isupper():
        return None
    return at, at + len(words)
