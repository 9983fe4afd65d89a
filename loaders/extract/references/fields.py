"""Takes a bibliography entry apart: authors, year, title, container, pages, publisher, DOI."""

from __future__ import annotations

import re

from loaders.documents.model import Locator
from loaders.extract.model import Reference
from loaders.extract.reading.shapes import UPPER
from loaders.tables.patterns import any_of

DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]+[^\s\"<>.,;)]")
URL = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;)]")
_YEAR = re.compile(
    r"\(?(?P<year>(?:1[89]|20)\d\d)[a-z]?(?:[-/]\d\d?(?:-\d\d)?)?(?:,\s[^()]{3,20})?\)?"
)
_BRACKET_YEAR = re.compile(r"\((?P<year>(?:1[89]|20)\d\d)[a-z]?(?:,\s[^()]{3,20})?\)")
_PAGES = re.compile(
    rf"(?:\b{any_of('references.page')}\.\s?|:\s?|,\s)(?P<pages>\d{{1,4}}\s?[–-]\s?\d{{1,4}})(?!\d)"
)
_VOLUME = re.compile(
    r"(?P<volume>\d{1,4}(?:\s?\(\d{1,3}(?:[–/-]\d{1,3})?\))?|"
    rf"{any_of('references.volume')}\.\s?\d{{1,4}})"
)
_EDITOR = any_of("references.editor")
_EDITORS = re.compile(rf"(?P<names>[^.:]{{4,120}}?)\s?\({_EDITOR}\.?\)")
_EDITING = re.compile(rf"\({_EDITOR}\.?,?\)?")
_INSIDE = any_of("references.in")
_IN = re.compile(
    rf"(?:[.,:?!]|\s[–-])\s+{_INSIDE}\s?:\s?|"
    rf"(?<=[.?!”“\"])\s+{any_of('references.in', languages=('en', 'de'))}\s+(?=[A-ZÄÖÜ])"
)
_CONTAINED = re.compile(rf"{_INSIDE}\s?:?\s")
_PUBLISHER = re.compile(
    rf"(?<!\w)(?!{any_of('references.not-publisher')}\b)"
    r"(?P<place>[^\W\d_][\w\s/,&-]{1,40}?):\s?(?P<publisher>[^\W\d_][^:,.]{1,60})"
)
_SPLIT = re.compile(rf"\s?[/;&]\s?|,?\s{any_of('references.and')}\s")
_INVERTED = re.compile(
    rf"(?P<surname>(?:{any_of('references.particle')}\s)*[{UPPER}][\w’'\- ]+?),\s"
    rf"(?P<given>[{UPPER}][\w’'.\-]*(?:[\s-]?[{UPPER}][\w’'.\-]*)*)"
)
_QUOTED = re.compile(
    r"‘(?P<single>.{4,300}?)[.,]?’(?=[,.\s])|[“„](?P<double>[^“”„]{4,300}?)[.,]?[”“]|"
    r"\"(?P<plain>[^\"]{4,300}?)[.,]?\"|«\s?(?P<angle>[^«»]{4,300}?)[.,]?\s?»"
)


def read_entry(text: str, start: int, end: int, locator: Locator) -> Reference:
    """Return the entry at ``text[start:end]`` with the fields that could be told apart."""
    words = text[start:end]
    flat = re.sub(r"\s+", " ", words)
    doi, url = DOI.search(flat), URL.search(flat)
    body = URL.sub("", DOI.sub("", flat)).replace("doi:", "").strip()
    body = re.sub(r"^\[?\d{1,3}[\].)]\s+", "", body)
    year = _BRACKET_YEAR.search(body) or _YEAR.search(body)
    heads, rest = _parts(body, year)
    authors, editors = _people(heads)
    title, tail = _title(rest)
    pages = _PAGES.search(tail or rest)
    container, volume, in_editors = _container(tail)
    publisher = _PUBLISHER.search(tail)
    return Reference(
        start, end, words, authors, editors or in_editors,
        year["year"] if year else "", title, container, volume,
        re.sub(r"\s", "", pages["pages"]) if pages else "",
        publisher["publisher"].strip() if publisher and not volume else "",
        publisher["place"].strip(" .,") if publisher and not volume else "",
        doi.group() if doi else "", url.group() if url else "", (), locator,
    )  # fmt: skip


def _parts(body: str, year: re.Match[str] | None) -> tuple[str, str]:
    """Return what stands before the title (the people) and what follows."""
    if (
        year is not None
        and year.start() < 140
        and (year.group().startswith("(") or body[year.end() : year.end() + 1] in {".", ":", ","})
    ):
        before = body[: year.start()]
        if not re.search(r"[“„\"«]|\.\s[^.]{25,}", before) and ": " not in before:
            return before.strip(" ,:"), body[year.end() :].lstrip(" .,:)")
    cut = re.match(r"(?P<people>[^:“„\"«]{3,120}?)(?::\s|,\s(?=[“„\"«]))", body)
    if cut:
        return cut["people"], body[cut.end() :]
    dot = re.match(r"(?P<people>.{5,120}?[^\W\d_]{2})\.\s", body)
    return (dot["people"], body[dot.end() :]) if dot else ("", body)


def _people(heads: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    editing = _EDITING.search(heads)
    names = _names(re.sub(r"\(.*?\)?$", "", heads).strip(" ,"))
    return ((), names) if editing else (names, ())


def _names(words: str) -> tuple[str, ...]:
    found = [
        f"{match['surname'].strip()}, {match['given'].strip()}"
        for match in _INVERTED.finditer(words)
    ]
    if found:
        rest = _INVERTED.sub("", words)
        extra = [part.strip(" ,.") for part in _SPLIT.split(rest)]
        return (*found, *(_inverted(part) for part in extra if len(part) > 3 and part[0].isupper()))
    parts = [part.strip(" ,.") for part in _SPLIT.split(words)]
    return tuple(part for part in parts if part and part[0].isalpha())


def _inverted(name: str) -> str:
    given, _, surname = name.rpartition(" ")
    return f"{surname}, {given}" if given else name


def _title(rest: str) -> tuple[str, str]:
    """Return the title and what follows it."""
    quoted = _QUOTED.match(rest)
    if quoted:
        return (quoted[quoted.lastgroup or 0] or "").strip(" ."), rest[quoted.end() :].lstrip(" .,")
    inside = _IN.search(rest)
    if inside:
        end = inside.start() + (rest[inside.start()] in "?!")
        return rest[:end].strip(" .,"), rest[end:].lstrip(" .,:?!–-")
    stop = re.search(r"(?<=\w)[?!]\s|(?<=\w\w)\.(?:\s|$)|(?<=[”\")])\.\s", rest)
    if stop:
        cut = stop.start() + (rest[stop.start()] in "?!")
        return rest[:cut].strip(), rest[stop.end() :].strip()
    return rest.strip(" ."), ""


def _container(tail: str) -> tuple[str, str, tuple[str, ...]]:
    """Return journal or book, volume, and the editors named after "In:"."""
    inside = _CONTAINED.match(tail)
    body = tail[inside.end() :] if inside else tail
    editors: tuple[str, ...] = ()
    edited = _EDITORS.match(body)
    if edited:
        editors, body = _names(edited["names"].strip(" ,")), body[edited.end() :].lstrip(" :,.")
    stop = re.search(r",\s|\s(?=\d)|\.\s|\.$|\s\(", body)
    name = body[: stop.start()].strip(" .,") if stop else body.strip(" .,")
    volume = _VOLUME.match(body[stop.end() :].lstrip(" ,.")) if stop else None
    if inside is None and volume is None:
        return "", "", editors
    return name, volume["volume"] if volume else "", editors
