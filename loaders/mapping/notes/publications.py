"""Interprets the note of a publication: places, pages, languages, licence, period and figures."""

from __future__ import annotations

import re
from collections.abc import Callable

from pyoxigraph import Literal, NamedNode

from loaders.interpret import dates
from loaders.interpret.figures import figures
from loaders.interpret.languages import languages_of
from loaders.interpret.references import licence, serial_note
from loaders.interpret.text import split_outside
from loaders.mapping.base import Record
from loaders.mapping.dated import add_date, add_figure, figure_key
from loaders.mapping.languages import language_iri
from loaders.mapping.linked import add_agents, named_place
from loaders.vocabulary import BIBO, DCTERMS

_EDITORS = re.compile(r"guest editors.*?: (?P<names>.+)")
_ALSO = re.compile(r"also (?P<languages>.+)")
#: Remarks that another column carries, or that say how the row was read.
_REMARKS = re.compile(r"year .+|title is .+|the page names no authors")
#: Types whose page number counts the pages of the whole, not a page in it.
WHOLE = {"edited volume", "report", "reports"}


def add_note(record: Record, work: NamedNode, key: str) -> None:
    """Add what the parts of a note say; the note itself is kept as it stands."""
    text = record.take("note")
    record.note(work, text)
    for part in split_outside(text, ";"):
        readings: tuple[Callable[[Record, NamedNode, str], bool], ...] = (
            _serial, _licence, _languages, _editors, _places,
        )  # fmt: skip
        if any(read(record, work, part) for read in readings) or _numbers(record, work, key, part):
            continue
        if not _REMARKS.fullmatch(part):
            record.uninterpreted("note", part, "no place, page, language, licence or figure")


def _serial(record: Record, work: NamedNode, part: str) -> bool:
    read = serial_note(part)
    if read is None:
        return False
    pages = "pages"
    if read.pages and "-" not in read.pages:
        pages = "numPages" if record.row["type"] in WHOLE else "pageStart"
    for property_, words in (("volume", read.volume), ("issue", read.issue), (pages, read.pages)):
        if words:
            record.add(work, BIBO(property_), Literal(words))
    return True


def _licence(record: Record, work: NamedNode, part: str) -> bool:
    address = licence(part)
    if address:
        record.add(work, DCTERMS.license, NamedNode(address))
    return bool(address)


def _languages(record: Record, work: NamedNode, part: str) -> bool:
    """Read *also German and Spanish*: the title itself is in English then."""
    match = _ALSO.fullmatch(part)
    found = languages_of(match["languages"]) if match else ()
    for code in ("en", *(language.code for language in found)) if found else ():
        record.add(work, DCTERMS.language, language_iri(code))
    return bool(found)


def _editors(record: Record, work: NamedNode, part: str) -> bool:
    match = _EDITORS.fullmatch(part)
    if match:
        add_agents(record, work, match["names"], link="editor", words="editorText")
    return match is not None


def _places(record: Record, work: NamedNode, part: str) -> bool:
    """Read *Berlin, Freiburg, Zurich*: the places the work is about, when all are known."""
    found = [named_place(record, name) for name in split_outside(part, ",")]
    if not found or not all(found):
        return False
    for place in found:
        record.add(work, record.urb.about, place)
    return True


def _numbers(record: Record, work: NamedNode, key: str, part: str) -> bool:
    """Read *13 cities, 2015-2019*: what the work covers, and the period it looks at."""
    read = figures(part)
    for figure in read.figures:
        add_figure(record, work, figure, figure_key(key, figure))
    left = [text for text in read.uninterpreted if not _period(record, work, text)]
    for text in left if read.figures else ():
        record.uninterpreted("note", text, "no figure and no period")
    return bool(read.figures)


def _period(record: Record, work: NamedNode, text: str) -> bool:
    known = dates.interval(text)
    if known is None:
        return False
    add_date(record, work, "start", known.start)
    add_date(record, work, "end", known.end)
    return True
