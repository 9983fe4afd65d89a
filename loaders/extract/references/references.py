"""Reads bibliography entries and the citations in the text that lead to them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from loaders.documents.builder import REFERENCES
from loaders.extract.knowledge.atlas import SURE
from loaders.extract.knowledge.haystack import plain
from loaders.extract.knowledge.resources import Senses
from loaders.extract.model import Reference
from loaders.extract.reading.shapes import OPENERS, UPPER
from loaders.extract.reading.view import View
from loaders.extract.references.fields import AGAIN, MARKED, read_entry
from loaders.extract.references.listing import MARK, listed_works, loose, undated
from loaders.extract.references.notes import noted_entries
from loaders.tables.patterns import any_of

_WORD = rf"[{UPPER}][\w’'\-]+"
_PARTICLE = any_of("references.particle")
_NAME = rf"(?:{_PARTICLE}\s)?{_WORD}(?:\s{_PARTICLE}\s{_WORD})?(?:\s{_WORD})?"
_AND = any_of("references.and")
_OTHERS = any_of("references.others")
_NAMES = rf"{_NAME}(?:(?:\s?[/;&]\s?|,\s(?:{_AND}\s)?|\s{_AND}\s){_NAME}){{0,4}}(?:\s{_OTHERS})?"
_PAGE = rf"{any_of('references.page', 'references.chapter')}\.?\s?"
_PAGES = rf"(?:\s?[:,]\s?(?:{_PAGE})?\d[\d–\-f., ]*|,\s[pSs]\.\s?\d+\w*)?"
_YEARS = (
    rf"(?:(?:1[89]|20)\d\d[a-z]?|{any_of('references.forthcoming')})"
    r"(?:\s?[,/]\s?(?:(?:19|20)\d\d[a-z]?|[a-z](?![a-z])))*"
)
_SEE = (
    rf"{any_of('references.see', 'references.see-or-word')}\.?,?\s"
    rf"(?:{any_of('references.see-also')}\s)?"
)
_ONE = rf"(?:{_SEE})?{_NAMES},?\s{_YEARS}{_PAGES}"
BRACKETED = re.compile(rf"\(\s?{_ONE}(?:\s?[;,]\s?(?:and\s)?{_ONE})*\s?\)")
NARRATIVE = re.compile(rf"\((?P<years>{_YEARS}){_PAGES}\)")
_BEFORE = re.compile(rf"(?<!\w)(?P<names>{_NAMES})\s$")
_AUTHOR = re.compile(_NAME)
_HEADS = frozenset({"charter", "org_after", "org_before", "month"})
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_LETTERED = re.compile(r"((?:1[89]|20)\d\d)((?:[a-z](?!\w))?(?:\s?[,/]\s?[a-z](?!\w))*)")
_EDITOR = any_of("references.editor")
_START = re.compile(
    rf"^(?:[-–•*]\s+)?(?:\[?\d{{1,3}}[\].)]?\s+)?(?:[{UPPER}][\w’'\-]+(?:\s[{UPPER}][\w’'\-]+){{0,3}},\s|"
    rf"(?:{_NAME}),\s[{UPPER}]\.|[{UPPER}][\w’'.\- ]{{2,80}}[.(,:]\s?\(?(?:1[89]|20)\d\d|"
    rf"[{UPPER}][\w’'\-]+(?:,?\s[{UPPER}][\w.’'\-]*){{1,6}}(?:\s\({_EDITOR}\.?\))?"
    rf"[,.:]?\s\(?(?:1[89]|20)\d\d)"
)
_SHAPE = re.compile(
    r"\((?:1[89]|20)\d\d[a-z]?[,)]|,\s(?:1[89]|20)\d\d[.,;]?|\.\s(?:1[89]|20)\d\d[a-z]?\.|"
    r"\b(?:1[89]|20)\d\d[a-z]?\s?[.:]|\bpp?\.\s?\d|\bS\.\s?\d|doi|\b(?:1[89]|20)\d\d\)?\.?$",
    re.IGNORECASE,
)
_TRAITS = re.compile(
    rf"doi|https?://|\bpp?\.\s?\d|\bS\.\s?\d+|\b[Ii]n:\s|\({_EDITOR}\b|"
    rf"\d+\s?\(\d+\)|{any_of('references.publisher')}\b|\b\d{{1,4}}\s?[–-]\s?\d{{1,4}}\b|"
    r":\s[^:]{3,40}[.]$"
)

_NUMBER = re.compile(r"\s{0,4}\[?\d{1,3}[\].)]{1,2}\s")
_LONG, _LONGEST = 1200, 8000  # characters of a block with entries, and of one with many


def find_references(view: View) -> tuple[Reference, ...]:
    """Take every bibliography entry and citation, so that no name inside them is read as a mention.

    Returns the entries with the spans of the citations that lead to them.
    """
    entries = [
        read_entry(view.text, start, end, view.locator_at(start), view.resources.given)
        for start, end in _entries(view)
    ]
    entries = list(_same_people(entries))
    for entry in entries:
        view.take(entry.start, entry.end)
        view.add("REFERENCE", entry.start, entry.end, value=entry.doi or None,
                 method="bibliography", confidence=0.93)  # fmt: skip
    authored = _by_author(entries)
    cited: dict[int, list[tuple[int, int]]] = {}
    for start, end in _citations(view):
        view.take(start, end)
        view.add("CITATION", start, end, method="author-year", confidence=0.9)
        for index in _cited(view.text[start:end], entries, authored):
            cited.setdefault(index, []).append((start, end))
    return tuple(
        _with_citations(entry, tuple(cited.get(index, ()))) for index, entry in enumerate(entries)
    )


def _same_people(entries: Sequence[Reference]) -> Iterator[Reference]:
    """Yield the entries; one with a dash for its people gets those of the entry before."""
    before: Reference | None = None
    for entry in entries:
        if before is not None and AGAIN.match(MARKED.sub("", entry.text)):
            before = replace(entry, authors=before.authors, editors=before.editors)
        else:
            before = entry
        yield before


def _with_citations(entry: Reference, spans: tuple[tuple[int, int], ...]) -> Reference:
    return replace(entry, cited_at=spans)


def _entries(view: View) -> Iterator[tuple[int, int]]:
    """Yield the spans of the entries: under a heading of references, in lists, in notes."""
    listed = _apart(sorted(set(listed_works(view))))
    starts = [start for start, _ in listed]
    found = listed + [
        (start, end) for start, end in _told(view) if not _inside(listed, starts, start, end)
    ]
    yield from sorted(found)


def _apart(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in order, without those that overlap one before."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found


def _inside(listed: Sequence[tuple[int, int]], starts: Sequence[int], start: int, end: int) -> bool:
    """Tell whether a stretch overlaps an entry of a list."""
    index = bisect_right(starts, end - 1)
    return index > 0 and listed[index - 1][1] > start


def _told(view: View) -> Iterator[tuple[int, int]]:
    """Yield the entries under a heading of references, and those that notes hold."""
    inside = False
    for start, end in _bibliography(view):
        yield from _lines(view, start, end, sure=True)
    for block in view.document.blocks:
        if block.kind == "reference":
            continue
        if REFERENCES.match(block.text.strip()):
            inside = True
        elif block.kind == "heading":
            inside = False
        elif block.kind in {"paragraph", "list", "footnote"} and len(block.text) < _LONGEST:
            yield from _block(view, block.start, block.end, inside=inside)


def _bibliography(view: View) -> Iterator[tuple[int, int]]:
    """Yield the blocks of a bibliography, those that only go on joined to the one before.

    A line goes on when it is indented under one that is not, or begins with a small letter.
    """
    span: tuple[int, int] | None = None
    for block in view.document.blocks:
        if block.kind != "reference":
            if span is not None:
                yield span
            span = None
            continue
        gap = view.text[span[1] : block.start] if span is not None else ""
        if span is not None and gap.count("\n") <= 1 and _goes_on(view, block.start):
            span = (span[0], block.end)
            continue
        if span is not None:
            yield span
        span = (block.start, block.end)
    if span is not None:
        yield span


def _goes_on(view: View, start: int) -> bool:
    """Tell whether a line belongs to the entry before it."""
    line = view.text.rfind("\n", max(0, start - 40), start) + 1
    first = view.text[line : start + 40].lstrip()[:1]
    return view.text[line : line + 2].isspace() or first.islower()


def _block(view: View, start: int, end: int, *, inside: bool) -> Iterator[tuple[int, int]]:
    """Yield the entries of a paragraph, whose first line may be the heading of a bibliography."""
    if not inside and view.marks.digit(start, end) is None and "\n" not in view.text[start:end]:
        return  # no year, and no heading above its other lines
    first, _, rest = view.text[start:end].partition("\n")
    if rest and REFERENCES.match(first.strip()):
        yield from _lines(view, start + len(first) + 1, end, sure=True)
    elif not inside and (found := list(noted_entries(view.text, start, end))):
        yield from found
    elif end - start < _LONG:
        yield from _lines(view, start, end, sure=inside)


def _lines(view: View, start: int, end: int, *, sure: bool) -> Iterator[tuple[int, int]]:
    """Yield the entries of a block: one a line, or one that runs over several lines."""
    text, figure = view.text, view.marks.digit(start, end)
    if not sure and (figure is None or not _YEAR.search(text, figure, end)):
        return
    begins: list[int] = []
    position = start
    numbered = _NUMBER.match(text, start, end) is not None
    for line in text[start:end].split("\n"):
        indented = line[:2].isspace() and bool(begins)
        opens = _NUMBER.match(line) if numbered else _opens(line, sure) and not indented
        if not begins or opens:
            begins.append(position)
        position += len(line) + 1
    for low, high in zip(begins, [*begins[1:], end], strict=True):
        stop = high
        while stop > low and text[stop - 1].isspace():
            stop -= 1
        if _is_entry(text[low:stop], sure):
            yield low, stop


def _opens(line: str, sure: bool) -> bool:
    return _START.match(line) is not None and (sure or _TRAITS.search(line) is not None)


def _is_entry(words: str, sure: bool) -> bool:
    """Tell whether a line is an entry; outside a bibliography it needs all the marks of one."""
    if sure and (MARK.match(words) or (_START.match(words) and undated(words))):
        return loose(MARKED.sub("", " ".join(words.split())))
    if len(words) < 15 or len(words) > 900 or not _YEAR.search(words):
        return sure and "http" in words and len(words) < 400 and _START.match(words) is not None
    if sure:
        return _SHAPE.search(words) is not None and words.count(". ") < 14
    match = re.match(
        rf"(?:\[?\d{{1,3}}[\].)]\s+)?{_NAME},\s[{UPPER}][^()\n]{{0,90}}\((?:1[89]|"
        rf"20)\d\d[a-z]?\)[.:,]",
        words,
    )
    return match is not None and _TRAITS.search(words) is not None


_PAIR = 2
_BULLET = re.compile(r"\s*(?:(?:[-*•–·▪◦‣+]|\d{1,3}[.)])\s*)?")


def _citations(view: View) -> Iterator[tuple[int, int]]:
    for match in BRACKETED.finditer(view.text):
        if view.free(*match.span()):
            yield match.span()
    for match in NARRATIVE.finditer(view.text):
        left = max(0, match.start() - 70)
        names = _BEFORE.search(view.text, left, match.start())
        if names is None:
            continue
        start = names.start()
        first = names["names"].split()[0]
        if first in OPENERS and len(names["names"].split()) > 1:
            start += len(first) + 1
        if not view.free(start, match.end()) or _fills_item(view.text, start, match.end()):
            continue
        if not _is_event(view, view.text[start : match.start() - 1]):
            yield start, match.end()


def _fills_item(text: str, start: int, end: int) -> bool:
    """Tell whether a name with its year is all of a line: "- Berlin (2006)" lists, it cites not."""
    if text[end : end + 1] not in {"", "\n"}:
        return False
    line = text.rfind("\n", max(0, start - 20), start) + 1
    return _BULLET.fullmatch(text, line, start) is not None


def _is_event(view: View, names: str) -> bool:
    """Tell whether "X (2015)" is a charter, a city or an organisation with its year."""
    words = names.split()
    first = view.resources.senses(plain(words[0].rstrip(",")))
    if words[0].endswith(",") and len(words) == _PAIR and first is not None and first.level == SURE:
        return True  # "Utrecht, Villebrume (2012)": two authors have an "and"
    for word in (names, words[0], words[-1]):
        senses = view.resources.senses(plain(word.rstrip(",")))
        if senses is not None and _known(senses, single=len(words) == 1):
            return True
    return False


def _known(senses: Senses, *, single: bool) -> bool:
    """Tell whether a name stands for a thing that is not an author."""
    if senses.entities or senses.country or (single and senses.level in {0, 1}):
        return True
    return any(trigger.kind in _HEADS for trigger in senses.triggers)


def _by_author(entries: Sequence[Reference]) -> dict[str, list[int]]:
    """Return which entries have a first author of a surname (in small letters)."""
    found: dict[str, list[int]] = {}
    for index, entry in enumerate(entries):
        people = entry.authors or entry.editors
        first = people[0].split(",")[0].split() if people else []
        if first:
            found.setdefault(first[-1].lower(), []).append(index)
    return found


def _cited(
    words: str, entries: Sequence[Reference], authored: Mapping[str, list[int]]
) -> Iterator[int]:
    """Yield the entries whose first author and year a citation names."""
    years = [(match[1], set(match[2])) for match in _LETTERED.finditer(words)]
    names = {match.group().split()[-1].lower() for match in _AUTHOR.finditer(words)}
    for name in names:
        for index in authored.get(name, ()):
            year, letter = _lettered(entries[index])
            if any(
                one == year and (not letter or not said or letter in said) for one, said in years
            ):
                yield index


def _lettered(entry: Reference) -> tuple[str, str]:
    """Return the year of an entry and its letter: of "2014b" 2014 and b."""
    year = entry.year[:4]
    match = re.search(rf"(?<!\d){year}([a-z])(?!\w)", entry.text) if year else None
    return year, match[1] if match is not None else ""
