"""Reads the rows of tables with columns such as city, measure, start, carrier, status, budget."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from loaders.extract.claims.clauses import Finds
from loaders.extract.claims.office_places import page_city
from loaders.extract.claims.recall import is_network
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import View
from loaders.extract.relations.amounts import amounts
from loaders.extract.relations.making import claim, named
from loaders.tables.patterns import any_of, whole_word
from loaders.tables.words import values

_ROLES = {word.casefold(): role for word, role in values("columns.head").items()}
_RULE = re.compile(r"[\s|:+=_-]*")
_BARS = re.compile(r"[|\t]")
_MARKS = " \t*_`"
_NOTHING = re.compile(rf"[\s–—\-./?…]*|{any_of('columns.nothing')}", re.IGNORECASE)
_PLANNED = re.compile(whole_word("columns.planned"), re.IGNORECASE)
_ENDED = re.compile(whole_word("columns.ended"), re.IGNORECASE)
_UNIT = re.compile(rf"(?<=[(\[])\s?(?:[£€$]|{any_of('columns.unit')})(?=[)\]\s])", re.IGNORECASE)
_PLAIN = re.compile(r"\d{1,3}(?:[.,’'\u00a0\u202f ]\d{3})+|\d{3,9}")
_YEAR = re.compile(r"(?:1[89]|20)\d\d(?!\w)")
_LONGEST, _MOST, _FEWEST = 1000, 2000, 2
_SURE = 0.9


class _Cell(NamedTuple):
    start: int
    end: int


class _Row(NamedTuple):
    """The cells of a row by what their columns hold, and where the row stands.

    ``whole``: all of its columns are known; ``unit``: the currency that the head of amounts names.
    """

    cells: Mapping[str, _Cell]
    span: tuple[int, int]
    whole: bool
    unit: str = ""


def column_claims(view: View, finds: Finds) -> Iterator[Claim]:
    """Yield what the rows of tables say: practices, who runs them, what they cost, their end."""
    for row in _rows(view.text):
        start, end = row.span
        if "measure" in row.cells:
            yield from _practice(view, finds, row)
        elif row.whole and "place" in row.cells and "network" in row.cells:
            city = _actor(finds, row.cells["place"])
            date = _date(finds, row.cells.get("start"))
            if date is None and "start" in row.cells:
                continue
            for network in _inside(finds, row.cells["network"], "ORG"):
                if city is not None and is_network(network):
                    yield claim(view, "membership", (city, network, date), (start, end), _SURE,
                                method="relation:row")  # fmt: skip


def _rows(text: str) -> Iterator[_Row]:
    """Yield the rows below each line whose cells are known heads of columns."""
    heads: list[str] = []
    unit, position = "", 0
    while position < len(text):
        end = text.find("\n", position)
        end = end if end >= 0 else len(text)
        line = (position, end)
        position = end + 1
        if end - line[0] > _LONGEST or not (
            "|" in text[slice(*line)] or "\t" in text[slice(*line)]
        ):
            if text[slice(*line)].strip():
                heads = []
            continue
        if _RULE.fullmatch(text, *line):
            continue
        cells = _cells(text, *line)
        roles = [_role(text[cell.start : cell.end]) for cell in cells]
        if len({role for role in roles if role}) > 1 and sum(map(bool, roles)) * 2 > len(roles):
            heads = roles
            named_units = (_UNIT.search(text, cell.start, cell.end) for cell in cells)
            unit = next((found.group() for found in named_units if found), "")
        elif heads and len(cells) == len(heads):
            named_cells = {role: cell for role, cell in zip(heads, cells, strict=True) if role}
            yield _Row(named_cells, line, all(heads), unit)


def _role(words: str) -> str:
    """Return what a column holds by its head; a unit in brackets does not count."""
    bare = re.sub(r"\s*[(\[].*?[)\]]\s*$", "", words.strip(_MARKS)).strip(_MARKS)
    return _ROLES.get(bare.casefold(), "")


def _cells(text: str, start: int, end: int) -> list[_Cell]:
    """Return the cells of a line, without the bars around it and marks around their words."""
    low, high = start, end
    while low < high and text[low] in " \t":
        low += 1
    if text[low:high].startswith("|"):
        low += 1
    while high > low and text[high - 1] in " \r":
        high -= 1
    if text[low:high].endswith("|"):
        high -= 1
    found: list[_Cell] = []
    for part in re.finditer(r"[^|\t]*(?:[|\t]|$)", text[low:high]):
        if part.start() == part.end() and found and low + part.start() >= high:
            break
        words = part.group().rstrip("|\t")
        first = low + part.start() + len(words) - len(words.lstrip(_MARKS))
        found.append(_Cell(first, max(first, low + part.start() + len(words.rstrip(_MARKS)))))
        if part.end() + low >= high and not part.group().endswith(("|", "\t")):
            break
    return found


def _inside(finds: Finds, cell: _Cell, *types: str) -> list[Mention]:
    return [m for m in finds.between(cell.start, cell.end) if m.type in types]


def _actor(finds: Finds, cell: _Cell) -> Mention | None:
    found = _inside(finds, cell, "GOVERNMENT", "CITY")
    return found[0] if found and found[0].start - cell.start < len("Comune di ") + 2 else None


def _date(finds: Finds, cell: _Cell | None) -> Mention | None:
    dates = [m for m in _inside(finds, cell, "DATE") if m.has_year] if cell else []
    return dates[0] if len(dates) == 1 else None


def _year(view: View, cell: _Cell | None) -> Mention | None:
    """Return the year that a cell begins with, which words of the next cell may seem to count."""
    year = _YEAR.match(view.text, cell.start, cell.end) if cell else None
    return named(view, "DATE", *year.span(), value=year.group()) if year else None


def _filled(view: View, cell: _Cell | None) -> bool:
    return cell is not None and _NOTHING.fullmatch(view.text, cell.start, cell.end) is None


def _thing(view: View, finds: Finds, cell: _Cell) -> Mention:
    """Return the practice a cell names: the registered one, or its words."""
    for mention in _inside(finds, cell, "PRACTICE"):
        if mention.link and (mention.end - mention.start) * 2 > cell.end - cell.start:
            return mention
    return named(view, "PRACTICE", cell.start, cell.end)


def _practice(view: View, finds: Finds, row: _Row) -> Iterator[Claim]:
    """Yield what a row says of a practice, unless it is only planned."""
    cells = row.cells
    if not _filled(view, cells["measure"]):
        return
    start = _date(finds, cells.get("start")) or _year(view, cells.get("start"))
    said = [cells[name] for name in ("start", "status") if name in cells]
    planned = any(_PLANNED.search(view.text, cell.start, cell.end) for cell in said)
    wholly = any(_PLANNED.fullmatch(view.text, cell.start, cell.end) for cell in said)
    if wholly or (planned and start is None):
        return
    thing = _thing(view, finds, cells["measure"])
    city = _actor(finds, cells["place"]) if "place" in cells else page_city(view, finds)
    if city is not None:
        yield claim(view, "practice", (city, thing, start), row.span, _SURE, method="relation:row")
    yield from _details(view, finds, row, thing)


def _details(view: View, finds: Finds, row: _Row, thing: Mention) -> Iterator[Claim]:
    """Yield who runs a practice, when it ended and what it costs."""
    cells = row.cells
    carrier, status, amount = cells.get("carrier"), cells.get("status"), cells.get("amount")
    if carrier is not None and _filled(view, carrier):
        by = _carrier(view, finds, carrier)
        yield claim(view, "carrier", (thing, by, None), row.span, _SURE, method="relation:row")
    for partner in _partners(finds, cells.get("partner")):
        yield claim(view, "carrier", (thing, partner, None), row.span, _SURE,
                    method="relation:row")  # fmt: skip
    if status is not None and _ENDED.search(view.text, status.start, status.end):
        date = _date(finds, status)
        if date is not None:
            yield claim(view, "end", (thing, date, date), row.span, _SURE, method="relation:row")
    funder = cells.get("funder")
    if funder is not None and _filled(view, funder):
        by = _carrier(view, finds, funder)
        yield claim(view, "support", (by, thing, None), row.span, _SURE, method="relation:row")
    if amount is not None:
        for number in [*amounts(view, amount.start, amount.end), *_plain(view, row, amount)][:1]:
            yield claim(view, "figure", (thing, number, None), row.span, _SURE,
                        method="relation:row", detail=number.detail)  # fmt: skip


def _plain(view: View, row: _Row, cell: _Cell) -> Iterator[Mention]:
    """Yield the number of a cell whose currency only the head of its column names."""
    number = _PLAIN.fullmatch(view.text, cell.start, cell.end) if row.unit else None
    if number is not None:
        value = re.sub(r"\D", "", number.group())
        detail = (("measure", "budget"), ("qualifier", "exactly"), ("unit", row.unit))
        yield named(view, "FIGURE", cell.start, cell.end, value=value, detail=detail)


def _partners(finds: Finds, cell: _Cell | None) -> list[Mention]:
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


def _carrier(view: View, finds: Finds, cell: _Cell) -> Mention:
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
