"""Cells of tables that people take home: no spreadsheet takes what they hold for a formula."""

from __future__ import annotations

import re

FORMULA = re.compile(r"^\s*[=+\-@\t\r]")


def guarded(text: str) -> str:
    """Return a text, behind an apostrophe when a spreadsheet would compute it."""
    return f"'{text}" if FORMULA.match(text) else text
