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
from loaders.mapping.forms import Filled
from loaders.mapping.languages import language_iri
from loaders.mapping.linked import add_agents, named_place
from loaders.mapping.meanings import UNKNOWN, Forms, Meaning, read_parts
from loaders.vocabulary import BIBO, DCTERMS, RDF

_ALSO = re.compile(r"also (?P<languages>.+)")
#: Types whose page number counts the pages of the whole, not a page in it.
WHOLE = {"edited volume", "report", "reports"}


# What a note says: the property, and the words for its value.
Said = tuple[tuple[str, str], ...]


def _say(name: str) -> Meaning[Said]:
    def read(said: Said, filled: Filled, _: str) -> Said:
        return (*said, (name, filled.words[0]))

    return Meaning(read, ("words",))


#: What a form of a publication's note may mean.
MEANINGS = {name: _say(name) for name in ("editors", "part-of", "data-period")}
#: The forms that the notes of any source of publications may have.
GRAMMAR = Forms.grammar(
    ("editors: {words}", "editors"),
    ("guest editors: {words}", "editors"),
    ("part of {words}", "part-of"),
    ("data collected {words}", "data-period"),
)


def add_note(record: Record, work: NamedNode, key: str) -> None:
    """Add what the parts of a note say; the note itself is kept as it stands."""
    text = record.take("note")
    record.note(work, text)
    for part in split_outside(text, ";"):
        readings: tuple[Callable[[Record, NamedNode, str], bool], ...] = (
            _serial, _licence, _languages, _looked_up, _places,
        )  # fmt: skip
        if any(read(record, work, part) for read in readings) or _numbers(record, work, key, part):
            continue
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
    """Read *also German and Spanish*: the title itself is in English then.

    What is there in several languages is one work with an expression for each.
    """
    match = _ALSO.fullmatch(part)
    found = languages_of(match["languages"]) if match else ()
    named = (("en", "English"), *((language.code, language.name) for language in found))
    for code, name in named if found else ():
        record.add(work, DCTERMS.language, language_iri(code))
        expression = NamedNode(f"{work.value}#{code}")
        record.add(work, record.urb.hasExpression, expression)
        record.add(expression, RDF.type, record.urb.Expression)
        record.label(expression, f"{record.row['title']} ({name})", "en")
        record.add(expression, DCTERMS.language, language_iri(code))
    return bool(found)


def _looked_up(record: Record, work: NamedNode, part: str) -> bool:
    """Read what the look-up of the source or the grammar knows."""
    finders = (record.context.lookup.of("note"), GRAMMAR)
    said, unread = read_parts(part, finders, MEANINGS, ())
    unknown = (part, UNKNOWN) in unread
    for name, words in said:
        if name == "editors":
            add_agents(record, work, words, link="editor", words="editorText")
        elif name == "data-period":
            unknown = not _period(record, work, words, "data-period")
        else:
            unknown = not _part_of(record, work, words)
    record.report("note", () if unknown else unread)
    return not unknown


def _part_of(record: Record, work: NamedNode, key: str) -> bool:
    """Add that the work is a part of another one, when its key is registered."""
    if key not in record.context.registry.keys("publication"):
        return False
    record.add(work, RDF.type, record.urb.PublicationPart)
    record.add(work, DCTERMS.isPartOf, record.context.iris.thing("publication", key))
    return True


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
    read = figures(part, record.context.words)
    for figure in read.figures:
        add_figure(record, work, figure, figure_key(key, figure))
    left = [text for text in read.uninterpreted if not _period(record, work, text)]
    for text in left if read.figures else ():
        record.uninterpreted("note", text, "neither a figure nor a period")
    return bool(read.figures)


def _period(record: Record, work: NamedNode, text: str, name: str = "study-period") -> bool:
    """Add the period that a work looks at (``study-period``), or of its data (``data-period``)."""
    known = dates.interval(text)
    if known is None:
        return False
    period = NamedNode(f"{work.value}#{name}")
    urb = record.urb
    record.add(work, urb.dataPeriod if name == "data-period" else urb.studyPeriod, period)
    record.add(period, RDF.type, record.urb.Period)
    record.label(period, known.text or text, None)
    add_date(record, period, "start", known.start)
    add_date(record, period, "end", known.end)
    return True
