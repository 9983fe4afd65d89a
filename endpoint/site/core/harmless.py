"""Texts of the data made harmless: bounded, turning no text beside them, in cells no formula."""

from __future__ import annotations

import re

LONGEST = 2000
# Embeddings, overrides and isolates reach beyond the text they stand in
# (https://www.unicode.org/reports/tr9/); controls are for no reader.
TURNING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
CONTROLS = (*range(9), 11, 12, *range(14, 32), *range(127, 160), 0xFFFE, 0xFFFF)
FORMULA = re.compile(r"^\s*[=+\-@\t\r]")
DROPPED = dict.fromkeys((*TURNING, *CONTROLS))


def harmless(text: str, longest: int = LONGEST) -> str:
    """Return a text that fits on a page and leaves what stands beside it as it is."""
    cut = text if len(text) <= longest else text[:longest] + " …"
    return cut.translate(DROPPED)


def guarded(text: str) -> str:
    """Return a text of a cell, behind an apostrophe when a spreadsheet would compute it."""
    return f"'{text}" if FORMULA.match(text) else text
