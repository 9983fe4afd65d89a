"""Finds who wrote a page that no label at its head names: a name alone, a signature, a standfirst.

"Henk-Jan Wieringa" under the headline of a column, "eure Gudrun Battenfeld" below a letter, "Moira
Hill finds out why" under a headline, "(intervista raccolta da Saverio Macrì)" at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.extract.claims.clauses import Finds
from loaders.extract.knowledge.haystack import lower_class
from loaders.extract.reading.shapes import UPPER
from loaders.extract.reading.view import View
from loaders.extract.structure.title import LONGEST, Span, lines
from loaders.tables.patterns import any_of

_PARTICLE = any_of("references.particle")
NAME = (
    rf"[{UPPER}][\w’'-]+(?:\s[{UPPER}]\.)?"
    rf"(?:\s(?:{_PARTICLE}\s){{0,2}}[{UPPER}][\w’'-]+){{1,3}}"
)
_LOWER = lower_class()
_ALONE = re.compile(rf"(?P<name>{NAME})")
_BY = rf"(?i:{any_of('relations.author-line', 'front.told-by')})"
# A label behind something else in its line: "From the series X. By Ann Hill".
_BEHIND = re.compile(rf"(?:.{{3,80}}[.·|–—(»”]\s?){_BY}\s?:?\s+(?P<name>{NAME})[.)]?")
_LABELLED = re.compile(rf"{_BY}\s?:?\s+(?P<name>{NAME})(?:,\s.{{3,40}})?")
_TELLS = re.compile(rf"(?P<name>{NAME})\s{any_of('front.standfirst')}(?!\w)")
# "eure Gudrun Battenfeld", "don Marco Peterlini", "Ann Hill, chair".
_SIGNED = re.compile(
    rf"[–—\s]*(?:[{_LOWER}]{{2,9}}\.?\s){{0,2}}(?P<name>{NAME})(?:,\s[^\n.!?]{{3,50}})?\.?"
)
_TOLD = re.compile(
    rf"[(\[–—\s]*(?:[^\W\d_]+\s){{0,3}}{_BY}\s?:?\s+(?:[^\W\d_]{{1,3}}\s)?(?P<name>{NAME})"
    rf"(?:[.)\],\s].{{0,60}})?"
)
_LABEL = re.compile(rf"(?i:{any_of('front.text')})(?:\s[^\W\d_]+){{0,2}}\s?:\s+(?P<name>{NAME})\.?")
_OFFICE = re.compile(rf"(?:\w{{1,3}}\s|[Ll]['’])?(?i:{any_of('front.signs-for')})(?!\w)")
_OTHER = re.compile(rf"\W*(?i:{any_of('front.other-part')})(?!\w)")
_HEAD_LINES, _FOOT, _FOOT_LINES, _SHORT, _PROSE, _FEW = 6, 700, 2, 70, 400, 6
_NO_PERSON = frozenset({"CITY", "COUNTRY", "ORG", "GOVERNMENT", "EVENT", "CHARTER", "DATE"})


def byline(view: View, finds: Finds) -> Span | None:
    """Return where the name of the one author stands, by the lines under the title or the last."""
    if len(view.text) < _PROSE:
        return None
    return next(_head(view, finds), None) or next(_foot(view, finds), None)


def _head(view: View, finds: Finds) -> Iterator[Span]:
    before = 0
    for number, (start, end) in enumerate(lines(view.text)):
        if number >= _HEAD_LINES:
            return
        above, before = before, start
        if _of_office(view, above, start):
            continue
        if not number or end - start > LONGEST or _OTHER.match(view.text, start, end):
            continue
        for pattern in (_ALONE, _LABELLED, _BEHIND, _TELLS):
            found = pattern.match(view.text, start, end)
            whole = found is not None and (pattern is _TELLS or found.end() == end)
            sure = pattern is _LABELLED
            if found is not None and whole and _person(view, finds, found.span("name"), sure):
                yield found.span("name")


def _foot(view: View, finds: Finds) -> Iterator[Span]:
    foot = max(0, len(view.text) - _FOOT)
    foot = view.text.find("\n", foot) + 1 if foot else 0
    last = [*lines(view.text[foot:])][-_FOOT_LINES - 1 :]
    for number in range(len(last) - 1, max(0, len(last) - 1 - _FOOT_LINES), -1):
        start, end = last[number]
        before = view.text[foot + last[number - 1][0] : foot + last[number - 1][1]]
        low, high = foot + start, foot + end
        if _of_office(view, low - len(before) - 2, low):
            return
        if end - start > _SHORT or low == 0 or _OTHER.match(view.text, low, high):
            continue
        for pattern in (_LABEL, _TOLD, _SIGNED):
            found = pattern.fullmatch(view.text, low, high)
            if found is None or (pattern is _SIGNED and not _signs(before)):
                continue
            bare = found.group() == found["name"] and before[-1] in ".!?…"
            if _person(view, finds, found.span("name"), pattern is not _SIGNED or bare):
                yield found.span("name")


def _of_office(view: View, start: int, end: int) -> bool:
    """Tell whether the line before a name says what office signs: "Il Presidente", "The Mayor"."""
    line = view.text[max(0, start) : end].strip()
    if not line or len(line.split()) > _FEW or line[-1] in ".!?…,":
        return False
    return _OFFICE.match(line) is not None


def _signs(before: str) -> bool:
    """Tell whether a name may be a signature by the line before: a sentence, or "Yours,"."""
    if before.isupper():  # a heading
        return False
    return before[-1] in ".!?…,»”’)" or (":" not in before and len(before.split()) < _FEW)


def _person(view: View, finds: Finds, name: Span, sure: bool) -> bool:
    """Tell whether a name is that of a person: read as one, or with a known first name.

    ``sure``: its place says so, if nothing else is read there.
    """
    beside = finds.between(*name)
    if any(m.type == "PERSON" for m in beside):
        return True
    if any(m.type in _NO_PERSON and (m.start == name[0] or m.type != "CITY") for m in beside):
        return False
    words = view.text[slice(*name)].split()
    if view.text[slice(*name)].isupper():
        return False
    return words[0] in view.resources.given or (sure and len(words) > 1)
