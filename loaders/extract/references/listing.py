"""Tells lists of works that stand under no heading from other lists, by how their items look."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.documents.model import Block
from loaders.extract.reading.shapes import UPPER
from loaders.extract.reading.view import View
from loaders.tables.patterns import any_of

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
    rf"[{UPPER}][^.!?:;()\d\n]{{2,80}}(?:\((?:1[89]|20)\d\d|,\s[{UPPER}]))"
)
_YEAR = re.compile(rf"(?<!\d)(?:1[89]|20)\d\d[a-z]?(?!\d)|\((?:{any_of('references.forthcoming')})")
_TRAITS = (
    re.compile(r"https?://|(?i:doi)[:.]|\b10\.\d{4}/"),
    re.compile(rf"(?<!\w){any_of('references.page')}\.?\s?\d|\b\d{{1,4}}\s?[–-]\s?\d{{1,4}}\b|,\s\d{{1,3}}\.?$"),
    re.compile(rf"(?<!\w){any_of('references.volume')}\.?\s?\d|\b\d{{1,3}}\s?\(\d{{1,3}}\)"),
    re.compile(r"[“„«‘\"][^”“»’\"]{6,}[”“»’\"]"),
    re.compile(rf"\(\s?{any_of('references.editor')}\.?\s?\)|[.,»”]\s\[?{any_of('references.in')}:?\]?\s[{UPPER}]"),
    re.compile(rf"(?:^|[.,(]\s?)[{UPPER}][\w\s-]{{2,24}}:\s[{UPPER}]"),
    re.compile(r"\((?:1[89]|20)\d\d[a-z]?\)[.,:]?\s"),
    re.compile(r",\s(?:1[89]|20)\d\d(?:,\s[^,]{2,16})?\.?$"),
)  # fmt: skip
_ITEM, _SURE, _SHARE, _FEWEST = 3, 4, 0.6, 2
_SHORTEST, _LONGEST = 25, 700


def score(words: str) -> int:
    """Return how much an item looks like a work: its author, year, and two traits at most."""
    if not _SHORTEST <= len(words) <= _LONGEST or not words[0].isalpha():
        return 0
    author = 2 if _STRONG.match(words) else 1 if _WEAK.match(words) else 0
    if not author or not _YEAR.search(words):
        return 0
    return author + 1 + min(2, sum(trait.search(words) is not None for trait in _TRAITS))


def listed_works(view: View) -> Iterator[tuple[int, int]]:
    """Yield the spans of the items of lists of works, without bullets and numbers."""
    for group in _groups(view):
        spans = [_inside(view, block) for block in group]
        scores = [score(_flat(view.text[start:end])) for start, end in spans]
        sure = sum(one >= _SURE for one in scores)
        if sure >= _FEWEST and sum(one >= _ITEM for one in scores) >= _SHARE * len(scores):
            yield from (span for span, one in zip(spans, scores, strict=True) if one >= _ITEM)


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
