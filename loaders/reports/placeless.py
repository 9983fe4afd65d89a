"""Says which rows of a table tell of practices but of no city, so that no statement is made."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.documents.model import Locator
from loaders.extract.model import Extraction

_PLACING = frozenset({"CITY", "GOVERNMENT"})


def placeless_rows(extraction: Extraction) -> Iterator[str]:
    """Yield a warning for each sheet with rows that name a practice and no city or council.

    Where a practice is done is a part of it: such rows give no practice of a city.
    """
    practices = {_row(m.locator) for m in extraction.mentions if m.type == "PRACTICE"}
    placed = {_row(m.locator) for m in extraction.mentions if m.type in _PLACING}
    for claim in extraction.claims:
        row = _row(claim.locator)
        if "PRACTICE" in (claim.subject_type, claim.object_type):
            practices.add(row)
        if _PLACING & {claim.subject_type, claim.object_type}:
            placed.add(row)
    lost: dict[str, list[int]] = {}
    for sheet, number in sorted(practices - placed):
        if number:
            lost.setdefault(sheet, []).append(number)
    for sheet, rows in lost.items():
        yield _warning(sheet, rows)


def _row(locator: Locator) -> tuple[str, int]:
    return locator.sheet or "", locator.row or 0


def _warning(sheet: str, rows: list[int]) -> str:
    shown = ", ".join(map(str, rows[:5])) + (" …" if len(rows) > 5 else "")
    where = f" of sheet {sheet!r}" if sheet else ""
    one = len(rows) == 1
    named = f"row {shown}{where} names" if one else f"rows {shown}{where} name"
    return (
        f"warning: {named} a practice but no city, so it is a practice of nobody: "
        'add a column "City" to the table, and load it again'
    )
