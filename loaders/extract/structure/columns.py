"""Reads the rows of tables with columns such as city, measure, start, carrier, status, budget."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from loaders.extract.claims.clauses import Finds
from loaders.extract.claims.office_places import page_city
from loaders.extract.claims.recall import is_network
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import View
from loaders.extract.relations.amounts import amounts
from loaders.extract.relations.making import claim, named
from loaders.extract.structure.grid import Cell, Row
from loaders.tables.patterns import any_of, whole_word
from loaders.tables.words import values

_NOTHING = re.compile(
    rf"\W*(?:{any_of('columns.nothing')}|{any_of('columns.planned')})?\W*", re.IGNORECASE
)
_PLANNED = re.compile(whole_word("columns.planned"), re.IGNORECASE)
_ENDED = re.compile(whole_word("columns.ended"), re.IGNORECASE)
_PLAIN = re.compile(r"\d{1,3}(?:[.,’'\u00a0\u202f ]\d{3})+|\d{3,9}")
_COUNT = re.compile(r"(?P<number>\d{1,3}(?:[.,’'\u00a0\u202f ]\d{3})+|\d{1,7})(?![\w%])")
_YEAR = re.compile(r"\W{0,2}(?:[^\W\d]+\s){0,2}(?P<year>(?:1[89]|20)\d\d)(?!\w)")
_MEASURES = {word.casefold(): measure for word, measure in values("figures.measure").items()}
_FEWEST = 2
_SURE = 0.9
_METHOD = "relation:row"


def column_claims(view: View, finds: Finds, found: Iterable[Row]) -> Iterator[Claim]:
    """Yield what the rows of tables say: practices, who runs them, what they cost, their end."""
    for row in found:
        if row.first("measure") is not None:
            yield from _practice(view, finds, row)
        elif row.whole:
            yield from _members(view, finds, row)


def _members(view: View, finds: Finds, row: Row) -> Iterator[Claim]:
    """Yield what a row of cities and their networks says."""
    place, networks, start = (
        row.first("place"),
        row.first("network"),
        row.first("start") or row.first("date"),
    )
    if place is None or networks is None:
        return
    city, date = _actor(finds, place), _date(finds, start)
    if city is None or (start is not None and date is None):
        return
    for network in _inside(finds, networks, "ORG"):
        if is_network(network):
            yield claim(view, "membership", (city, network, date), row.span, _SURE, method=_METHOD)


def _inside(finds: Finds, cell: Cell, *types: str) -> list[Mention]:
    return [m for m in finds.between(cell.start, cell.end) if m.type in types]


def _actor(finds: Finds, cell: Cell) -> Mention | None:
    found = _inside(finds, cell, "GOVERNMENT", "CITY")
    return found[0] if found and found[0].start - cell.start < len("Comune di ") + 2 else None


def _date(finds: Finds, cell: Cell | None) -> Mention | None:
    dates = [m for m in _inside(finds, cell, "DATE") if m.has_year] if cell else []
    return dates[0] if len(dates) == 1 else None


def _year(view: View, cell: Cell | None) -> Mention | None:
    """Return the year that a cell begins with, which words of the next cell may seem to count."""
    year = _YEAR.match(view.text, cell.start, cell.end) if cell else None
    return named(view, "DATE", *year.span("year"), value=year["year"]) if year else None


def _filled(view: View, cell: Cell | None) -> bool:
    return cell is not None and _NOTHING.fullmatch(view.text, cell.start, cell.end) is None


def _thing(view: View, finds: Finds, cell: Cell) -> Mention:
    """Return the practice a cell names: the registered one, or its words."""
    for mention in _inside(finds, cell, "PRACTICE"):
        if mention.link and (mention.end - mention.start) * 2 > cell.end - cell.start:
            return mention
    return named(view, "PRACTICE", cell.start, cell.end)


def _planned(view: View, row: Row, start: Mention | None) -> bool:
    """Tell whether a row is only a plan: its start is one, or its state begins with one."""
    begins, state = row.first("start"), row.first("status")
    if begins is not None and _PLANNED.search(view.text, begins.start, begins.end):
        return True
    if state is None:
        return False
    if start is not None:
        return _PLANNED.fullmatch(view.text, state.start, state.end) is not None
    return _PLANNED.search(view.text, state.start, state.end) is not None


def _practice(view: View, finds: Finds, row: Row) -> Iterator[Claim]:
    """Yield what a row says of a practice, unless it is only planned."""
    name, place = row.first("measure"), row.first("place")
    start = _date(finds, row.first("start")) or _year(view, row.first("start"))
    if name is None or not _filled(view, name) or _planned(view, row, start):
        return
    thing = _thing(view, finds, name)
    city = _actor(finds, place) if place else page_city(view, finds)
    if city is not None:
        yield claim(view, "practice", (city, thing, start), row.span, _SURE, method=_METHOD)
    yield from _doers(view, finds, row, thing)
    yield from _ends(view, finds, row, thing)
    yield from _figures(view, row, thing)


def _doers(view: View, finds: Finds, row: Row, thing: Mention) -> Iterator[Claim]:
    """Yield who runs a practice, with whom, and who pays."""
    carrier, funder = row.first("carrier"), row.first("funder")
    if carrier is not None and _filled(view, carrier):
        by = _body(view, finds, carrier)
        yield claim(view, "carrier", (thing, by, None), row.span, _SURE, method=_METHOD)
    for partner in _partners(finds, row.first("partner")):
        yield claim(view, "carrier", (thing, partner, None), row.span, _SURE, method=_METHOD)
    if funder is not None and _filled(view, funder):
        by = _body(view, finds, funder)
        yield claim(view, "support", (by, thing, None), row.span, _SURE, method=_METHOD)


def _ends(view: View, finds: Finds, row: Row, thing: Mention) -> Iterator[Claim]:
    """Yield when a practice ended: the date behind "closed" in its state or beside its start."""
    for cell in (*row.all("status"), *row.all("start"), *row.all("end")):
        said = _ENDED.search(view.text, cell.start, cell.end)
        low = said.end() if said else cell.start
        if said is None and cell.role != "end":
            continue
        dates = [m for m in finds.between(low, cell.end) if m.has_year]
        date = dates[0] if len(dates) == 1 else _year(view, cell._replace(start=low))
        if date is not None and not _PLANNED.search(view.text, cell.start, cell.end):
            yield claim(view, "end", (thing, date, date), row.span, _SURE, method=_METHOD)
            return


def _figures(view: View, row: Row, thing: Mention) -> Iterator[Claim]:
    """Yield what a practice costs and how many it reaches."""
    for cell in row.all("amount"):
        for number in [*amounts(view, cell.start, cell.end), *_plain(view, cell)][:1]:
            yield _figure(view, row, cell, thing, number)
    for cell in row.all("number"):
        count = _COUNT.match(view.text, cell.start, cell.end)
        if count is not None:
            detail = (("measure", _measure(cell)), ("qualifier", "exactly"))
            value = re.sub(r"\D", "", count["number"])
            number = named(view, "FIGURE", *count.span("number"), value=value, detail=detail)
            yield _figure(view, row, cell, thing, number)


def _figure(view: View, row: Row, cell: Cell, thing: Mention, number: Mention) -> Claim:
    said = cell.year
    year = named(view, "DATE", *said, value=view.text[slice(*said)]) if said else None
    return claim(view, "figure", (thing, number, year), row.span, _SURE, method=_METHOD,
                 detail=number.detail)  # fmt: skip


def _measure(cell: Cell) -> str:
    """Return what a column counts, by its head or the first known word of it."""
    head = cell.head.casefold()
    known = (_MEASURES[word] for word in (head, *head.split()) if word in _MEASURES)
    return next(known, "participants")


def _plain(view: View, cell: Cell) -> Iterator[Mention]:
    """Yield the number of a cell whose currency only the head of its column names."""
    number = _PLAIN.fullmatch(view.text, cell.start, cell.end) if cell.unit else None
    if number is not None:
        value = re.sub(r"\D", "", number.group())
        detail = (("measure", "budget"), ("qualifier", "exactly"), ("unit", cell.unit))
        yield named(view, "FIGURE", cell.start, cell.end, value=value, detail=detail)


def _partners(finds: Finds, cell: Cell | None) -> list[Mention]:
    """Return the cities and known bodies that a cell names as partners."""
    if cell is None:
        return []
    bodies = [m for m in _inside(finds, cell, "GOVERNMENT", "ORG") if m.link or m.type != "ORG"]
    cities = [
        m
        for m in _inside(finds, cell, "CITY")
        if not any(body.start <= m.start < body.end for body in bodies)
    ]
    return sorted([*bodies, *cities], key=lambda m: m.start)


def _body(view: View, finds: Finds, cell: Cell) -> Mention:
    """Return who runs something: a known body that fills the cell, or the words of the cell."""
    for mention in _inside(finds, cell, "GOVERNMENT", "ORG"):
        whole = (mention.end - mention.start) * 10 > (cell.end - cell.start) * 8
        if (
            mention.start - cell.start < _FEWEST
            and whole
            and (mention.link or mention.type == "GOVERNMENT")
        ):
            return mention
    return named(view, "ORG", cell.start, cell.end)
