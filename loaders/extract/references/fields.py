"""Takes a bibliography entry apart: authors, year, title, container, pages, publisher, DOI."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.documents.model import Locator
from loaders.extract.model import Reference
from loaders.extract.reading.shapes import UPPER
from loaders.extract.references.people import people_of, same_people
from loaders.tables.patterns import any_of

DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]+[^\s\"<>.,;)]")
URL = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;)]")
MARKED = re.compile(r"^(?:[-–—•*▪◦·‣]\s+)?(?:[\[(]?\d{1,3}[\].)]{1,2}\s+)?")
# "———. ", "Ders. ": the people of the entry before
AGAIN = re.compile(rf"(?:[-–—―_]{{2,8}}|{any_of('references.same')})[.,:]?\s")
_BRACKET_YEAR = re.compile(r"\((?P<year>(?:1[89]|20)\d\d)[a-z]?(?:,\s[^()]{3,25})?\)")
_WHEN = (
    r"(?:(?P<{}>(?:1[89]|20)\d\d)[a-z]?(?:[-/]\d\d?(?:-\d\d)?)?|"
    rf"(?i:{any_of('references.forthcoming')}))"
)
# "(2018)", "(2014, 12 de marzo).", "2017.", "n.d.", "(im Erscheinen):" behind the names
_YEAR_NEXT = re.compile(
    rf"[\s,.:]*(?:[(\[]{_WHEN.replace('{}', 'bracketed')}\.?(?:,\s[^()]{{3,25}})?[)\]]|"
    rf"{_WHEN.replace('{}', 'plain')}(?=[.,:]))"
)
_LONE_YEAR = re.compile(r"(?<![\d–-])(?:1[89]|20)\d\d(?![\d–]|-\d)")
_QUOTES = re.compile(r"[“„«][^”“»]{1,200}[”“»]")
# "(Accessed: 4 March 2021)", "[cited 2020 Jan 14]", "consulta: 3 de marzo de 2021": a day follows,
# or a month after a colon; "Acceso al padrón, 2020" is a title.
_SHORT_WORDS = r"(?:[^\W\d]{1,5}\s){0,2}"
_DAY_NEXT = r"(?:\d|[^\W\d]{3,10}\.?\s\d{1,2}(?!\d))"
_ACCESSED = re.compile(
    rf"[\[(]?(?<!\w)(?i:{any_of('references.accessed')})(?!\w)"
    rf"(?:[:,]?\s{_SHORT_WORDS}(?={_DAY_NEXT})|[:,]\s(?=[^\W\d]{{3,10}}\s\d))"
    r"[^\[\]()]{0,40}?(?:1[89]|20)\d\d\b(?:\s[^\W\d]{3,9}\.?(?:\s\d{1,2})?(?=[\])]))?[\])]?"
)
# "Dorp, land, vlucht (Leeuwarden 2023)": the place closes the title
_PLACED = re.compile(r"[^()«»“”„\"]{3,200}(?<!\d)(?=\s\([^\W\d][^()]{2,40}\d{4}\))")
_COMMA_STOP = re.compile(r",\s|\s(?=[«(\[])|(?<=\w\w)\.\s*$")
_FULL_STOP = re.compile(
    r"(?<=\w)\s?[?!]\s|(?<=\w\w)\.(?!\s\d{1,3}\b)(?:\s|$)|(?<=[”\")\]»])\.(?:\s|$)"
)
_PLACE_END = re.compile(rf",\s[{UPPER}][\w\s-]{{2,25}},?\s(?:1[89]|20)\d\d$")
_BRACKETED_END = re.compile(r"\s?[(\[][^()\[\]]*[)\]]?$")
_EDITION = re.compile(rf",\s\d{{1,2}}\S{{0,4}}\s(?i:{any_of('references.edition')})\b.*$")
_FAR = 140  # characters before which the year of an author stands
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
    r"‘(?P<single>.{4,300}?)[.,]?’(?=[,.\s])|'(?P<straight>.{4,300}?)[.,]?'(?=[,.\s]|$)|"
    r"[“„](?P<double>[^“”„]{4,300}?)[.,]?[”“]|"
    r"\"(?P<plain>[^\"]{4,300}?)[.,]?\"|«\s?(?P<angle>[^«»]{4,300}?)[.,]?\s?»"
)


def read_entry(
    text: str, start: int, end: int, locator: Locator, given: frozenset[str] = frozenset()
) -> Reference:
    """Return the entry at ``text[start:end]`` with the fields that could be told apart.

    ``given`` are the names that are known to stand before a surname.
    """
    words = text[start:end]
    flat = re.sub(r"\s+", " ", words)
    doi, url = DOI.search(flat), URL.search(flat)
    body = _ACCESSED.sub("", URL.sub("", DOI.sub("", flat)).replace("doi:", "")).strip()
    body = MARKED.sub("", body)
    head = _head(body, given)
    title, tail = _title(head.rest, commas=head.commas)
    year = head.year or _year_of(tail) or _year_of(head.rest)
    pages = _PAGES.search(tail or head.rest)
    container, volume, in_editors = _container(tail)
    publisher = _PUBLISHER.search(tail)
    return Reference(
        start, end, words, head.authors, head.editors or in_editors,
        year, title, container, volume,
        re.sub(r"\s", "", pages["pages"]) if pages else "",
        publisher["publisher"].strip() if publisher and not volume else "",
        publisher["place"].strip(" .,") if publisher and not volume else "",
        doi.group() if doi else "", url.group() if url else "", (), locator,
    )  # fmt: skip


# "Great Britain. Department of Transport (2019) Title": a part of the body before the year
_PART_NEXT = re.compile(
    rf"\s?(?P<part>[{UPPER}][^.:;,()“”„«»\"‘’'\d]{{3,80}})\s\((?:1[89]|20)\d\d[a-z]?\)[.,:]?\s"
    rf"(?=[‘“„«\"]?[{UPPER}])"
)


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands before the title of an entry, and the words from the title on."""

    authors: tuple[str, ...]
    editors: tuple[str, ...]
    year: str
    rest: str
    commas: bool


def _head(body: str, given: frozenset[str]) -> _Head:
    """Return who wrote a work, the year behind their names, and what follows."""
    again = AGAIN.match(body)
    people = same_people(body, again.end()) if again else people_of(body, given)
    if people is None:
        return _loose_head(body)
    part = _PART_NEXT.match(body, people.end) if people.mark == "." else None
    year = _YEAR_NEXT.match(body, part.end("part") if part is not None else people.end)
    rest = body[year.end() if year is not None else people.end :].lstrip(" .,:)")
    authors = () if people.editing else people.names
    return _Head(
        authors, people.names if people.editing else (),
        (year["bracketed"] or year["plain"] or "") if year is not None else "",
        rest, commas=people.mark == "," and year is None,
    )  # fmt: skip


def _loose_head(body: str) -> _Head:
    """Return the parts of an entry whose names have no known form, by its year or its signs."""
    year = _BRACKET_YEAR.search(body, 0, _FAR)
    if year is not None and not re.search(r"[“„\"«]|\.\s[^.]{25,}|:\s", body[: year.start()]):
        names = _names(re.sub(r"\(.*?\)?$", "", body[: year.start()]).strip(" ,:"))
        return _Head(names, (), year["year"], body[year.end() :].lstrip(" .,:)"), commas=False)
    return _Head((), (), "", body, commas=False)


def _year_of(words: str) -> str:
    """Return the year in which a work came out: in brackets, or the last that stands alone."""
    bracketed = _BRACKET_YEAR.search(words)
    if bracketed is not None:
        return bracketed["year"]
    years = _LONE_YEAR.findall(_QUOTES.sub("", words))
    return years[-1] if years else ""


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


def _title(rest: str, *, commas: bool) -> tuple[str, str]:
    """Return the title and what follows it; ``commas``: where commas part the fields."""
    quoted = _QUOTED.match(rest)
    if quoted:
        return (quoted[quoted.lastgroup or 0] or "").strip(" ."), rest[quoted.end() :].lstrip(" .,")
    inside = _IN.search(rest)
    place = _PLACED.match(rest) if commas and inside is None else None
    stop = place or (_COMMA_STOP if commas else _FULL_STOP).search(rest)
    if inside and not (stop and commas and stop.start() < inside.start()):
        end = inside.start() + (rest[inside.start()] in "?!")
        return _bare(rest[:end]), rest[end:].lstrip(" .,:?!–-")
    if stop:
        cut = stop.end() if stop is place else stop.start() + (rest[stop.start()] in "?!")
        return _bare(rest[:cut]), rest[stop.end() :].strip()
    return _bare(rest), ""


def _bare(title: str) -> str:
    """Return a title without its edition, translator, kind of text, place and year."""
    bare = _PLACE_END.sub("", title.strip(" .,"))
    return _EDITION.sub("", _BRACKETED_END.sub("", bare)).strip(" .,")


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
