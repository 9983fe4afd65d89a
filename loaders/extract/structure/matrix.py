"""Reads tables that name networks as heads of columns: a row is a city, a cell its year or mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from loaders.extract.claims.clauses import Finds
from loaders.extract.claims.recall import is_network
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import View
from loaders.extract.relations.making import claim, named
from loaders.extract.structure.grid import BARS, Cell, cells_of, role_of
from loaders.tables.patterns import any_of

_YEAR = re.compile(r"\W{0,2}(?:[^\W\d]+\s){0,2}(?P<year>(?:1[89]|20)\d\d)\W{0,2}")
_YES = re.compile(rf"\W{{0,2}}(?:{any_of('columns.yes')}|[✓✔☑✅●•])\W{{0,2}}", re.IGNORECASE)
_DATED, _MARKED, _LONGEST = 0.9, 0.8, 1000
_METHOD = "relation:matrix"


def matrix_claims(view: View, finds: Finds) -> Iterator[Claim]:
    """Yield the memberships of the rows of such tables; a cell that says "no" says nothing."""
    place = -1
    networks: Mapping[int, Mention] = {}
    for block in view.document.blocks:
        if block.kind != "table-row" or block.end - block.start > _LONGEST:
            networks = {}
            continue
        cells = cells_of(view.text, BARS, block.start, block.end)
        found = _networks(finds, cells)
        heads = [i for i, cell in enumerate(cells) if _role(view, cell) == "place"]
        if found and heads:
            place, networks = heads[0], found
        elif networks and place < len(cells):
            yield from _row(view, finds, cells, place, networks)


def _role(view: View, cell: Cell) -> str:
    return role_of(view.text[cell.start : cell.end])


def _networks(finds: Finds, cells: list[Cell]) -> Mapping[int, Mention]:
    """Return the cells that are the name of a registered network and nothing else."""
    found: dict[int, Mention] = {}
    for index, cell in enumerate(cells):
        for mention in finds.between(cell.start, cell.end) if cell.end > cell.start else ():
            if is_network(mention) and mention.end - mention.start > 0.7 * (cell.end - cell.start):
                found[index] = mention
    return found


def _row(
    view: View, finds: Finds, cells: list[Cell], place: int, networks: Mapping[int, Mention]
) -> Iterator[Claim]:
    """Yield what the cells of one city say."""
    here = cells[place]
    cities = [m for m in finds.between(here.start, here.end) if m.type in {"CITY", "GOVERNMENT"}]
    if len(cities) != 1:
        return
    span = (cells[0].start, cells[-1].end)
    for index, network in networks.items():
        if index >= len(cells):
            continue
        cell = cells[index]
        year = _YEAR.fullmatch(view.text, cell.start, cell.end)
        if year is not None:
            date = named(view, "DATE", *year.span("year"), value=year["year"])
            dated = (cities[0], network, date)
            yield claim(view, "membership", dated, span, _DATED, method=_METHOD)
        elif _YES.fullmatch(view.text, cell.start, cell.end):
            marked = (cities[0], network, None)
            yield claim(view, "membership", marked, span, _MARKED, method=_METHOD)
