"""Reads what a council resolves: the numbered clauses below "resolves" have the city as subject."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from loaders.extract.claims.clauses import Finds
from loaders.extract.claims.office_places import home_of, page_city
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import View
from loaders.extract.relations.amounts import amounts
from loaders.extract.relations.making import claim, named
from loaders.extract.relations.things import things
from loaders.tables.patterns import any_of, followed, one_of
from loaders.tables.words import entries, values

_KINDS = ("declare", "protest", "adopt", "grant")
_OPENS = {word.lower(): way for word, way in values("acts.opens").items()}
# What opens clauses stands before a colon or at the end of its line.
_LEADS = re.compile(r"[^\n:;.\w][^\n:;.]{0,60}(?::|[ \t]*$)|[ \t]*(?::|$)", re.MULTILINE)
_PASSED = re.compile(rf"(?<!\w){any_of('acts.passed')}(?!\w)", re.IGNORECASE)
_REJECTED = re.compile(rf"(?<!\w){any_of('acts.rejected')}(?!\w)", re.IGNORECASE)
_VERBS = {
    kind: one_of(
        word for found in entries("acts.act").values() for word, value in found if value == kind
    )
    for kind in _KINDS
}
_ITEM = re.compile(
    r"[ \t]*(?:[-–•*☞]|\(?[a-zα-ω\d]{1,3}[.)°º](?!\d)|§\s?\d{1,3}\.?|"
    r"[A-ZΑ-Ω]{1,2}[.)]|[IVX]{1,4}[.)]|"
    rf"(?i:{any_of('acts.ordinal')})\b|(?i:{any_of('acts.article')})\s?\d{{1,3}}\s?[°º.er]{{0,3}})[\s.:°º–-]*"
)
_WHO = rf"(?:(?i:{any_of('acts.subject')})\s(?:[^\W\d_][\w-]*\s)?)?"
_HEREBY = rf"(?:(?i:{followed('acts.before')})){{0,2}}"
_ACTS = "|".join(rf"(?P<{kind}>(?i:{verbs}))" for kind, verbs in _VERBS.items())
_ACT = re.compile(rf"{_WHO}{_HEREBY}(?:{_ACTS})\s")
_CUT = re.compile(rf"[,;(\n]|\.(?:\s|$)|\s(?:{any_of('acts.cut')})(?!\w)")
_HALF = re.compile(rf"\s{any_of('acts.half')}$")
_YEARS = re.compile(r"\s(?:1[89]|20)\d\d(?:\s?[-–/]\s?(?:\d\d){1,2})?$")
_QUOTED = re.compile(r"[„“\"«‘»]\s?(?P<name>[^„“”\"«»‘’\n]{3,80}?)\s?[“”\"»«’]")
_AS = re.compile(
    rf"(?:(?i:{any_of('acts.self')})\s)?(?:(?:{any_of('acts.as')})\s)?"
    rf"(?:{followed('text.article', 'acts.a')})?"
)
_ARTICLE = re.compile(rf"(?i:{followed('text.article')})")
_TO = re.compile(rf"(?:^|\s)(?:{any_of('acts.to')})(?:\s|(?<=['’]))(?:{followed('text.article')})?")
_LONGEST, _REACH, _MOST, _LEAST = 700, 8000, 40, 3
_SURE = 0.85


class _Item(NamedTuple):
    start: int
    end: int


Opener = tuple[str, tuple[int, int], Mention]
"""How a resolution opens, where the words for it stand, and the city whose council resolves."""


def act_claims(view: View, finds: Finds, opened: Iterable[Opener]) -> Iterator[Claim]:
    """Yield what a council declares, condemns, adopts and grants in the clauses of a resolution."""
    for way, opener, city in opened:
        for start, end in _items(view.text, opener[1]):
            item = _Item(start, min(end, start + _LONGEST))
            if way == "granted":
                yield from _granted(view, finds, city, item, item.start)
            else:
                yield from _act(view, finds, city, item)


def openers(view: View, finds: Finds) -> Iterator[Opener]:
    """Yield the words that open what was resolved (none that was only moved), and whose it is."""
    for end, (start, way) in sorted(_openings(view).items()):
        if way == "moved" and not _carried(view.text, end):
            continue
        if way == "resolved" and _REJECTED.search(view.text, end, end + _REACH):
            continue
        city = _resolver(view, finds, start)
        if city is not None:
            yield way, (start, end), city


def _openings(view: View) -> dict[int, tuple[int, str]]:
    """Return the ends of words that open clauses, with their starts and what they open."""
    found: dict[int, tuple[int, str]] = {}
    text, stems = view.text, view.stems
    for start, word in stems.places("acts.opens") if stems is not None else ():
        end = start + len(word)
        alone = start == 0 or not text[start - 1].isalnum()
        if alone and _LEADS.match(text, end) and found.get(end, (end,))[0] > start:
            found[end] = (start, _OPENS[word])
        if len(found) >= _MOST:
            break
    return found


def _resolver(view: View, finds: Finds, start: int) -> Mention | None:
    """Return the city whose council resolves: named in the line, by the page, or most often."""
    least = max(0, start - _LONGEST)
    line = max(least, view.text.rfind("\n", least, start) + 1)
    before = [m for m in finds.between(line, start) if m.type in {"CITY", "GOVERNMENT"}]
    if before:
        return before[-1]
    return page_city(view, finds) or home_of(finds)


def _carried(text: str, start: int) -> bool:
    end = min(len(text), start + _REACH)
    rejected = _REJECTED.search(text, start, end)
    passed = _PASSED.search(text, start, end)
    return passed is not None and (rejected is None or passed.start() < rejected.start())


def _items(text: str, start: int) -> Iterator[_Item]:
    """Yield the clauses after the words that open them: the rest of the line, then the items."""
    end = text.find("\n", start)
    end = end if end >= 0 else len(text)
    rest = re.compile(r"[\s:,–-]*").match(text, start, end)
    low = rest.end() if rest else start
    if end - low > _LEAST:
        yield _Item(low, end)
    position, current = end + 1, None
    for _ in range(_MOST):
        if position >= len(text):
            break
        end = text.find("\n", position)
        end = end if end >= 0 else len(text)
        mark = _ITEM.match(text, position, end)
        if mark is not None:
            if current is not None:
                yield current
            current = _Item(mark.end(), end)
        elif end > position:
            if current is None or text[position - 2 : position] == "\n\n":
                break
            current = _Item(current.start, end)
        position = end + 1
    if current is not None:
        yield current


def _act(view: View, finds: Finds, city: Mention, item: _Item) -> Iterator[Claim]:
    """Yield what one clause says: that which it asks for or has examined says nothing."""
    end = item.end
    act = _ACT.match(view.text, item.start, end)
    if act is None:
        return
    if act["grant"]:
        yield from _granted(view, finds, city, item, act.end())
        return
    kind = next(kind for kind in _KINDS if act[kind])
    start = act.end()
    if kind == "declare":
        city, start = _declared(view, finds, city, start, end)
    object_ = _object(view, start, end)
    if object_ is not None:
        predicate = {"declare": "declaration", "protest": "protest", "adopt": "adoption"}[kind]
        yield claim(view, predicate, (city, object_, None), item, _SURE, method="relation:act")


def _declared(view: View, finds: Finds, city: Mention, start: int, end: int) -> tuple[Mention, int]:
    """Return of which city a clause declares something, and where that begins."""
    for mention in finds.between(start, min(end, start + 30)):
        if mention.type in {"CITY", "GOVERNMENT"}:
            city, start = mention, mention.end
            break
    led = _AS.match(view.text, start + (view.text[start : start + 1] == " "), end)
    return city, led.end() if led else start


def _object(view: View, start: int, end: int) -> Mention | None:
    """Return the words up to the next sign or clause, or the name in quotes they begin with."""
    article = _ARTICLE.match(view.text, start, end)
    low = article.end() if article else start
    quoted = _QUOTED.match(view.text, low, end)
    if quoted is not None:
        return named(view, "WORK", *quoted.span("name"))
    cut = _CUT.search(view.text, start, end)
    high = cut.start() if cut else end
    high = start + len(view.text[start:high].rstrip(" .;"))
    for tail in (_HALF, _YEARS):
        found = tail.search(view.text, start, high)
        high = found.start() if found else high
    if low >= high:
        low = start
    return named(view, "WORK", low, high) if high - low > _LEAST else None


def _granted(view: View, finds: Finds, city: Mention, item: _Item, start: int) -> Iterator[Claim]:
    """Yield the grant of a sum to a project, and the sum."""
    number = next(iter(amounts(view, start, item.end)), None)
    thing = _grantee(view, finds, item, start, number) if number else None
    if number is None or thing is None:
        return
    yield claim(view, "support", (city, thing, None), item, _SURE, method="relation:act")
    yield claim(view, "figure", (thing, number, None), item, _SURE, method="relation:act",
                detail=number.detail)  # fmt: skip


def _grantee(view: View, finds: Finds, item: _Item, start: int, number: Mention) -> Mention | None:
    """Return to what a sum is granted: a named project, else the words after "to"."""
    found = [m for m in things(view, start, item.end, finds) if m.type == "PRACTICE"]
    if found:
        purpose = _TO.search(view.text, found[0].start, found[0].end)
        low = purpose.end() if purpose else found[0].start
        return named(view, "PRACTICE", low, found[0].end) if purpose else found[0]
    quoted = _QUOTED.search(view.text, start, item.end)
    if quoted is not None:
        return named(view, "PRACTICE", *quoted.span("name"))
    to = _TO.search(view.text, number.end, item.end)
    if to is None:
        return None
    cut = _CUT.search(view.text, to.end(), item.end)
    high = cut.start() if cut else item.end
    words = view.text[to.end() : high].rstrip(" .;")
    return named(view, "PRACTICE", to.end(), to.end() + len(words)) if words else None
