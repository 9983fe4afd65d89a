"""Tells lists of works that stand under no heading from other lists, by how their items look."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from loaders.documents.model import Block
from loaders.extract.reading.shapes import UPPER
from loaders.extract.reading.view import View
from loaders.extract.references.fields import AGAIN
from loaders.extract.references.people import people_of
from loaders.tables.patterns import any_of
from loaders.tables.quick import quick_words
from loaders.tables.words import spoken

MARK = re.compile(r"\s*(?:[-–—•*▪◦·‣]\s+|[\[(]?\d{1,3}[\].)]{1,2}\s+)")
_PARTICLE = any_of("references.particle")
_SURNAME = rf"(?:{_PARTICLE}\s){{0,2}}[{UPPER}][\w’'-]+(?:\s[{UPPER}][\w’'-]+)?"
_INITIALS = rf"[{UPPER}][{UPPER}]?\.(?:[\s-]?[{UPPER}]\.){{0,2}}"
# "Bell, C.", "DÍAZ, M.", "A. Ferrero", "Amato G."
_STRONG = re.compile(
    rf"(?:{_SURNAME},?\s{_INITIALS}|{_INITIALS}\s{_SURNAME}|[{UPPER}]{{3,}},\s[{UPPER}])"
)
# "Rosa Delgado,", "Migrant Harbour Network (2020)", "Ville de Nantes (2020),"
_WEAK = re.compile(
    rf"(?:[{UPPER}][\w’'-]+\s[{UPPER}][\w’'-]+(?:\s{any_of('references.and')}\s[^,]{{3,40}})?,|"
    rf"[{UPPER}][^.!?:;()\d\n]{{2,80}}"
    rf"(?:(?:\([^()\d]{{2,14}}\)\s)?\((?:1[89]|20)\d\d|,\s[{UPPER}]|"
    rf"\.\s(?:(?:1[89]|20)\d\d[a-z]?|(?i:{any_of('references.forthcoming')}))[.:]))"
)
_YEAR = re.compile(
    rf"(?<!\d)(?:1[89]|20)\d\d[a-z]?(?!\d)|[(.]\s?(?i:{any_of('references.forthcoming')})(?!\w)"
)
_TRAITS = (
    re.compile(r"https?://|(?i:doi)[:.]|\b10\.\d{4}/"),
    re.compile(rf"(?<!\w){any_of('references.page')}\.?\s?\d|\b\d{{1,4}}\s?[–-]\s?\d{{1,4}}\b|,\s\d{{1,3}}\.?$"),
    re.compile(rf"(?<!\w){any_of('references.volume')}\.?\s?\d|\b\d{{1,3}}\s?\(\d{{1,3}}\)"),
    re.compile(r"[“„«‘\"][^”“»’\"]{6,}[”“»’\"]"),
    re.compile(rf"\(\s?{any_of('references.editor')}\.?\s?\)|[.,»”]\s\[?{any_of('references.in')}:?\]?\s[{UPPER}]"),
    re.compile(rf"(?:^|[.,(]\s?)[{UPPER}][\w\s-]{{2,24}}:\s[{UPPER}]"),
    re.compile(r"\((?:1[89]|20)\d\d[a-z]?\)[.,:]?\s|[.,]\s(?:1[89]|20)\d\d[a-z]?\.\s"),
    re.compile(r",\s(?:1[89]|20)\d\d(?:,\s[^,]{2,16})?\.?$"),
)  # fmt: skip
_NAMED = re.compile(rf"{_STRONG.pattern}|{_WEAK.pattern}")
_FIRST = re.compile(rf"[{UPPER}\d“„«\"¿¡]|{_PARTICLE}\s")
_UNDATED = re.compile(quick_words({w.lower() for w in spoken("references.forthcoming")}))
_FORTHCOMING = sorted({w.lower() for w in spoken("references.forthcoming")})
_FOUR = re.compile(r"(?:1[89]|20)(?<!\d\d\d)\d\d(?!\d)")
_PARTS = re.compile(r"[.:;,?!](?=\s|$)|[“„«(\[]")
_ITEM, _SURE, _SHARE, _FEWEST = 3, 4, 0.6, 2
_MANY, _MOST = 4, 0.75  # sure works of a long list, and the share of works in it
_BARE = re.compile(rf"(?P<number>\d{{1,3}})\s(?=[{UPPER}‘'“\"«])")
_DAY = re.compile(r"\s*\d{1,2}\.?\s[^\W\d_]+\.?\s\d{4}")
# "(London, 2014)", "(forthcoming)", "33 (2021)", an address: where or when a work came out
_PRINTED = re.compile(
    rf"\((?:[^()]{{0,60}}[\s,])?(?:(?:1[89]|20)\d\d|(?i:{any_of('references.forthcoming')}))\.?[),]|"
    r"https?://|\b10\.\d{4}/|\[(?:1[89]|20)\d\d\]"
)
# "Marlowe v Port Marrow Council [2012]" is a judgment.
_CASE = re.compile(rf"\sv\.?\s[{UPPER}]")
_SHORTEST, _SHORT, _LONGEST, _ROOM = 25, 320, 700, 1000
_ROOM_OF_NAMES = 100


def score(words: str) -> int:
    """Return how much an item looks like a work: its author, year, and two traits at most."""
    if not _SHORTEST <= len(words) <= _LONGEST or not words[0].isalpha():
        return 0
    author = 2 if _STRONG.match(words) else 1 if _WEAK.match(words) else 0
    if not author or not _YEAR.search(words):
        return 0
    return author + 1 + min(2, sum(trait.search(words) is not None for trait in _TRAITS))


def undated(words: str) -> bool:
    """Tell whether an entry says that its work has no date, or is yet to come out."""
    lower = words.lower()
    flat = _flat(lower)
    told = any(word in flat for word in _FORTHCOMING)  # much quicker than the pattern
    return told and _UNDATED.search(lower) is not None


def _undated_places(view: View) -> Sequence[int] | None:
    """Return where words may begin that say that a work has no date; None when that is unknown."""
    stems = view.stems
    return sorted({at for at, _ in stems.places("references.forthcoming")}) if stems else None


def _may_be_dated(block: Block, undated_at: Sequence[int] | None, blanks: str) -> bool:
    """Tell whether an entry holds letters of a date or address: quicker than all patterns."""
    text = block.text
    if undated_at is None or "20" in text or "19" in text or "18" in text or "http" in text:
        return True
    first = bisect_left(undated_at, block.start)
    if first < len(undated_at) and undated_at[first] < block.end:
        return True
    return "  " in text or any(blank in text for blank in blanks)  # they may stand far apart


def _dated(words: str) -> bool:
    """Tell whether an entry says when or where its work came out."""
    return "http" in words or _FOUR.search(words) is not None or undated(words)


def loose(words: str) -> bool:
    """Tell whether an item may be a work among works: who, when or where, and parts of a title."""
    return (
        _SHORTEST <= len(words) <= _LONGEST
        and _FIRST.match(words) is not None
        and _dated(words)
        and len(_PARTS.findall(words)) > 1
    )


def listed_works(view: View) -> Iterator[tuple[int, int]]:
    """Yield the spans of the items of lists of works, without bullets and numbers."""
    for group in _groups(view):
        spans = [_inside(view, block) for block in group]
        items = [_flat(view.text[start:end]) for start, end in spans]
        scores = [score(item) for item in items]
        yield from (span for span, work in zip(spans, _judged(items, scores), strict=True) if work)
    yield from _plain_works(view)
    yield from _note_works(view)


def _judged(items: Sequence[str], scores: Sequence[int]) -> Sequence[bool]:
    """Return which items of a list are works; among many works a looser look is enough."""
    sure, works = sum(one >= _SURE for one in scores), sum(one >= _ITEM for one in scores)
    if sure < _FEWEST or works < _SHARE * len(items):
        return [False] * len(items)
    if sure < _MANY or works < _MOST * len(items):
        return [one >= _ITEM for one in scores]
    return [one >= _ITEM or loose(item) for item, one in zip(items, scores, strict=True)]


def _note_works(view: View) -> Iterator[tuple[int, int]]:
    """Yield the works of notes that are numbered one after the other, or told as such by a file."""
    run: list[tuple[int, int]] = []
    last: int | None = None
    for block in view.document.blocks:
        mark = _BARE.match(block.text) if block.kind in {"paragraph", "footnote"} else None
        number = int(mark["number"]) if mark is not None else None
        follows = number is not None and (last is None or number == last + 1)
        goes_on = follows or (block.kind == "footnote" and mark is None)
        if run and not goes_on:
            yield from _noted_run(view, run)
            run = []
        if number is not None or block.kind == "footnote":
            run.append((block.start + (mark.end() if mark is not None else 0), block.end))
        last = number if number is not None else last if block.kind == "footnote" else None
    yield from _noted_run(view, run)


def _noted_run(view: View, run: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    works = [span for span in run if _is_noted(_flat(view.text[span[0] : span[1]]), view)]
    if len(works) >= _MANY:
        yield from works


def _is_noted(words: str, view: View) -> bool:
    """Tell whether a note says who wrote what, and where or when: it holds one work."""
    if not loose(words) or MARK.match(words):
        return False
    people = people_of(words, view.resources.given)
    if _CASE.search(words, 0, _ROOM_OF_NAMES):
        return False
    if people is None or people.mark not in {",", ""} or _DAY.match(words, people.end):
        return False
    return _PRINTED.search(words, people.end) is not None


def _plain_works(view: View) -> Iterator[tuple[int, int]]:
    """Yield the works of paragraphs that follow each other and begin as a work does.

    One between two of them may begin otherwise: with its title, or with a dash for the same people.
    """
    run: list[tuple[int, int]] = []
    scores: list[int | None] = []
    undated_at = _undated_places(view)
    for block in view.document.blocks:
        short = block.kind == "paragraph" and block.end - block.start <= _ROOM
        told = short and _may_be_dated(block, undated_at, view.marks.blanks)
        words = _flat(block.text) if told else ""
        if words and len(words) <= _LONGEST:
            named = _NAMED.match(words) is not None  # quicker than to look for a date
            again = AGAIN.match(words) is not None
            beside = named or (scores and (again or (scores[-1] is not None and _beside(words))))
            if beside and _dated(words):
                run.append((block.start, block.end))
                scores.append(score(words) if named else None)
                continue
        if run:
            yield from _sure_run(run, scores)
            run, scores = [], []
    yield from _sure_run(run, scores)


def _beside(words: str) -> bool:
    """Tell whether a short paragraph may be a work when works stand before and after it."""
    return len(words) <= _SHORT and loose(words)


def _sure_run(
    run: Sequence[tuple[int, int]], scores: Sequence[int | None]
) -> Iterator[tuple[int, int]]:
    """Yield the works of a run from its first sure one to its last, where most are sure."""
    named = [(index, one) for index, one in enumerate(scores) if one is not None]
    works = [index for index, one in named if one >= _ITEM]
    sure = sum(one >= _SURE for _, one in named)
    if sure >= _MANY and len(works) >= _MOST * len(named):
        yield from run[works[0] : works[-1] + 1]


def _groups(view: View) -> Iterator[Sequence[Block]]:
    """Yield the items of each list: blocks that follow each other."""
    group: list[Block] = []
    for block in view.document.blocks:
        item = block.kind == "list" or (
            block.kind in {"paragraph", "footnote"} and MARK.match(block.text) is not None
        )
        if item:
            group.append(block)
            continue
        if group:
            yield group
        group = []
    if group:
        yield group


def _inside(view: View, block: Block) -> tuple[int, int]:
    mark = MARK.match(view.text, block.start, block.end)
    return (mark.end() if mark else block.start), block.end


def _flat(words: str) -> str:
    return " ".join(words.split())
