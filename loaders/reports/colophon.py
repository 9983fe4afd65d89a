"""Reads what a report says of itself: title, authors, date, publisher, licence, series, DOI."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from loaders.documents.model import Document
from loaders.extract.model import Extraction, Mention
from loaders.extract.reading.shapes import UPPER, run_right
from loaders.extract.structure.title import imprint
from loaders.tables.patterns import any_of, one_of
from loaders.tables.words import values

FIELDS = (
    "title", "subtitle", "authors", "date", "publisher", "licence", "language", "type", "series",
    "doi",
)  # fmt: skip
_HEAD, _LINE, _LINES, _TAIL, _WORDS, _MENUS = 2500, 160, 14, 2000, 18, 200
_TYPES = values("front.type")
_TYPE = re.compile(rf"(?<!\w){one_of(_TYPES)}(?!\w)", re.IGNORECASE)
_FOLDED = {word.casefold(): kind for word, kind in _TYPES.items()}
_PLAIN = frozenset({"text/plain", "application/rtf"})  # where headings are told by their looks
_FEW = 8  # words of the name of a series or publisher
_SERIES = re.compile(
    rf"(?<!\w)(?P<series>{any_of('front.series')}\s?\d{{1,4}}(?:/\d{{2,4}})?)(?!\w)"
)
_PUBLISHED = re.compile(rf"(?<!\w)(?i:{any_of('front.published-by')})\s?(?=[{UPPER}])")
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]*[^\s\"<>.,;)\]]")
_LICENCE_URL = re.compile(
    r"https?://creativecommons\.org/(?:licenses/(?P<kind>[a-z-]+)/(?P<version>\d\.\d)|publicdomain/zero/1\.0)"
)
_LICENCE = re.compile(
    r"\b(?:CC|Creative Commons)[ -](?P<kind>BY(?:-(?:SA|NC|ND|NC-SA|NC-ND))?)[ -]"
    r"(?P<version>[1-4]\.0)\b"
)
_CC0 = re.compile(r"\bCC0\b")
_CREATIVE = "https://creativecommons.org/"
_PLACE = r"(?:,\s[^,\d]{2,30})?,?\s"
# What programs write into a file where nobody said anything.
_NOBODY = frozenset({"untitled", "anonymous", "unknown", "unnamed", "unspecified", "(anonymous)"})


@dataclass(frozen=True)
class Told:
    """What a report says in a field, and where it was read: "line 3", "file", "given"."""

    value: str
    where: str


@dataclass(frozen=True)
class Front:
    """What a report says of itself, by field; fields that it does not say are missing."""

    told: Mapping[str, Told] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """Return the value of a field, or ''."""
        found = self.told.get(name)
        return found.value if found else ""

    def plain(self) -> dict[str, dict[str, str]]:
        """Return the fields as JSON values."""
        return {name: {"value": t.value, "where": t.where} for name, t in self.told.items()}

    @classmethod
    def of_plain(cls, raw: Mapping[str, Mapping[str, str]]) -> Front:
        """Return what ``plain`` gave."""
        return cls({name: Told(t["value"], t["where"]) for name, t in raw.items()})

    def warnings(self) -> list[str]:
        """Return what was not found, with the option that says it."""
        wanted = {
            "title": "--title TITLE", "authors": "--author NAME", "date": "--date 2021-05",
            "publisher": "--publisher NAME",
        }  # fmt: skip
        return [
            f"the report does not say its {name}: give {option}"
            for name, option in wanted.items()
            if name not in self.told
        ]


def read_front(document: Document, extraction: Extraction, given: Mapping[str, str]) -> Front:
    """Return what a report says of itself; what the caller gave wins over what was read."""
    told = {name: Told(text, "given") for name, text in given.items() if text and name in FIELDS}
    for name, found in _read(document, extraction).items():
        if found is not None and found.value:
            told.setdefault(name, found)
    return Front({name: told[name] for name in FIELDS if name in told})


def _read(document: Document, extraction: Extraction) -> dict[str, Told | None]:
    lines = _first_lines(document)
    title = _title(document, _titles(document, extraction, lines))
    authors = _authors(document, extraction)
    return {
        "title": title,
        "subtitle": _stated_subtitle(document) or _subtitle(lines, title, extraction),
        "authors": authors,
        "date": _date(document, extraction),
        "publisher": _publisher(document, extraction),
        "licence": _licence(document.text),
        "language": Told(document.language, "words") if document.language else None,
        "type": _type(lines),
        "series": _series(lines),
        "doi": _doi(document, extraction),
    }


def _first_lines(document: Document) -> list[tuple[int, int, str]]:
    """Return offset, number (from 1) and words of the first lines, menus of web pages left out."""
    menus = [(b.start, b.end) for b in document.blocks[:_MENUS] if b.kind in {"navigation", "spam"}]
    found: list[tuple[int, int, str]] = []
    offset = 0
    for number, line in enumerate(document.text[:_HEAD].split("\n"), start=1):
        start = offset + len(line) - len(line.lstrip())
        if line.strip() and not any(low <= start < high for low, high in menus):
            found.append((start, number, line.strip()))
        offset += len(line) + 1
    return found[:_LINES]


def _titles(
    document: Document, extraction: Extraction, lines: list[tuple[int, int, str]]
) -> list[tuple[int, int, str]]:
    """Return the lines that may be the title, those of a paper, publisher or day left out."""

    def inside(start: int, end: int) -> list[Mention]:
        return [m for m in extraction.mentions if start <= m.start < end]

    kept = [one for one in lines
            if not imprint(document.text, (one[0], one[0] + len(one[2])), inside)]  # fmt: skip
    return kept or lines


def _line(text: str, offset: int) -> str:
    return f"line {text.count(chr(10), 0, offset) + 1}"


def _title(document: Document, lines: list[tuple[int, int, str]]) -> Told | None:
    named = _said(document, "title")
    if named:
        return Told(named, "file")
    first = (document.title or "").partition("\n")[0].strip()
    if len(lines) > 1 and document.media_type in _PLAIN and lines[1][2] == first:
        first = lines[0][2] if _names(lines[0][2]) and lines[0][2][:1].isalnum() else first
    for _, number, words in lines[:2]:
        if words == first:
            return Told(first, f"line {number}")
    if document.media_type != "text/plain" and first:
        return Told(first, "file")
    if lines and _names(lines[0][2]):
        return Told(lines[0][2], f"line {lines[0][1]}")
    return Told(first, "heading") if first else None


def _names(words: str) -> bool:
    """Tell whether a line may be a title: a sentence of the text is none, and is not kept."""
    return len(words) <= _LINE and len(words.split()) <= _WORDS and not words.endswith((".", ";"))


def _stated_subtitle(document: Document) -> Told | None:
    said = _said(document, "subtitle")
    return Told(said, "file") if said else None


def _subtitle(
    lines: list[tuple[int, int, str]], title: Told | None, extraction: Extraction
) -> Told | None:
    """Return the short line right after the title, unless it names people, a day or a label."""
    for (_, _, words), (offset, number, after) in itertools.pairwise(lines):
        if title is None or words != title.value:
            continue
        taken = any(
            offset <= m.start < offset + len(after) and m.type in {"PERSON", "DATE", "ORG"}
            for m in extraction.mentions
        )
        plain = _names(after) and ":" not in after[:24] and not after.endswith(",")
        ordinary = after[0].isalpha() and not _SERIES.search(after)
        return Told(after, f"line {number}") if plain and ordinary and not taken else None
    return None


def _authors(document: Document, extraction: Extraction) -> Told | None:
    said = [c for c in extraction.claims if c.method == "relation:front"]
    said.sort(key=lambda c: c.evidence[0].start)
    if said:
        names = (" ".join(c.evidence[0].text.split()) for c in said)
        return Told("; ".join(dict.fromkeys(names)), _line(document.text, said[0].start))
    author = _said(document, "author")
    return Told(author, "file") if author else None


def _said(document: Document, name: str) -> str:
    """Return what a file says of itself, "" for what programs write where nobody said anything."""
    words = (document.metadata.get(name) or "").strip()
    return "" if words.casefold() in _NOBODY else words


def _dates(extraction: Extraction) -> list[Mention]:
    """Return the days and years of the first lines that are not those of what the text claims."""
    claimed = [(c.start, c.end) for c in extraction.claims if c.method != "relation:front"]
    return [
        m
        for m in extraction.mentions
        if m.type == "DATE"
        and m.has_year
        and m.start < _HEAD
        and "/" not in (m.value or "/")
        and not any(start <= m.start < end for start, end in claimed)
    ]


def _date(document: Document, extraction: Extraction) -> Told | None:
    """Return the date of a short line among the first ones, else that of the file.

    Of a year and a day in it, "Report 2023" and "Leeds, 3 May 2023", the day is the date.
    """
    found: Told | None = None
    for mention in _dates(extraction):
        if found is not None and not _within(mention.value or "", found.value):
            continue
        start = document.text.rfind("\n", 0, mention.start) + 1
        end = document.text.find("\n", mention.end)
        line = document.text[start : end if end >= 0 else len(document.text)]
        if len(line) <= _LINE and not line.rstrip().endswith(("!", "?", ";")):
            short = len(line.split()) <= len(mention.text.split()) + 12
            number = document.text.count("\n", 0, start)
            if short and number < _LINES and not _sentence(line):
                found = Told(mention.value or "", _line(document.text, mention.start))
    if found is not None:
        return found
    named = document.metadata.get("date") or document.metadata.get("created") or ""
    return Told(named[:10], "file") if re.match(r"\d{4}", named) else None


def _within(day: str, year: str) -> bool:
    """Tell whether a date is a part of another: 2023-05-03 of 2023."""
    return len(day) > len(year) and day.startswith(year)


def _sentence(line: str) -> bool:
    """Tell whether a line is a sentence of the text: it ends with a full stop after many words."""
    return line.rstrip().endswith(".") and len(line.split()) > 8 and line.rstrip()[-2:] != "r."


def _publisher(document: Document, extraction: Extraction) -> Told | None:
    named = document.metadata.get("publisher", "")
    if named:
        return Told(named, "file")
    text = document.text
    for low in (0, max(0, len(text) - _TAIL)):
        match = _PUBLISHED.search(text, low, low + _HEAD)
        if match:
            end = run_right(text, match.end() - 1, 8)
            return Told(text[match.end() : end].strip(), _line(text, match.start()))
    for mention in extraction.mentions:
        if mention.type != "ORG" or mention.start > _HEAD:
            continue
        opens = mention.start == 0 or text[mention.start - 1] == "\n"
        dated = any(
            re.fullmatch(_PLACE, text[mention.end : date.start])
            for date in _dates(extraction)
            if mention.end < date.start < mention.end + _LINE
        )
        if opens and dated:
            return Told(" ".join(mention.text.split()), _line(text, mention.start))
    return _imprinted(document.text, extraction)


def _imprinted(text: str, extraction: Extraction) -> Told | None:
    """Return what opens a line of a name, a city and a day: "Hafeninstitut, Kiel, 2021"."""
    for date in _dates(extraction):
        start = text.rfind("\n", 0, date.start) + 1
        if date.start - start > _LINE or text.find("\n", date.end, date.end + 2) < 0:
            continue
        name, _, rest = text[start : date.start].partition(", ")
        inside = [m for m in extraction.mentions if start <= m.start < date.start]
        place = [m for m in inside if m.type == "CITY" and rest.strip(" ,") == m.text]
        people = any(m.type in {"PERSON", "CITY"} and m.start < start + len(name) for m in inside)
        if place and not people and name[:1].isupper() and len(name.split()) <= _FEW:
            return Told(name, _line(text, start))
    return None


def _licence(text: str) -> Told | None:
    for low in (0, max(0, len(text) - _TAIL)):
        part = text[low : low + _HEAD]
        if match := _LICENCE_URL.search(part):
            return Told(
                match.group().replace("http:", "https:") + "/", _line(text, low + match.start())
            )
        if match := _LICENCE.search(part):
            kind = f"licenses/{match['kind'].lower()}/{match['version']}/"
            return Told(_CREATIVE + kind, _line(text, low + match.start()))
        if match := _CC0.search(part):
            return Told(f"{_CREATIVE}publicdomain/zero/1.0/", _line(text, low + match.start()))
    return None


def _type(lines: list[tuple[int, int, str]]) -> Told | None:
    for _, number, words in lines[:6]:
        match = _TYPE.search(words)
        if match and len(words) <= _LINE:
            return Told(_FOLDED[match.group().casefold()], f"line {number}")
    return None


def _series(lines: list[tuple[int, int, str]]) -> Told | None:
    for _, number, words in lines:
        match = _SERIES.search(words)
        if match and len(words) <= _LINE:
            name = words[: match.start()].strip(" ,(–-:")
            whole = not words[match.end() :].strip(" ).") and name[:1].isupper()
            whole = whole and len(name.split()) <= _FEW and not re.search(r"\d", name)
            return Told(words.strip() if whole else match["series"], f"line {number}")
    return None


def _doi(document: Document, extraction: Extraction) -> Told | None:
    """Return the DOI of the report itself: in its first or last lines, not in a list of works."""
    text = document.text
    for low in (0, max(0, len(text) - _TAIL)):
        for match in _DOI.finditer(text, low, low + _HEAD):
            if not any(r.start <= match.start() < r.end for r in extraction.references):
                return Told(match.group(), _line(text, match.start()))
    return None
