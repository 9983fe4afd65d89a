"""Cuts free text where it is safe: outside brackets and never inside a number."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BRACKET = re.compile(r"^(?P<body>.*?)\s*\((?P<inner>[^()]*)\)\s*$", re.DOTALL)


@dataclass(frozen=True)
class Bracketed:
    """A text and what stood in round brackets at its end ('' when nothing did)."""

    body: str
    inner: str


def split_outside(text: str, separators: str) -> tuple[str, ...]:
    """Cut at separators (single letters) outside brackets; empty parts are left out.

    A comma, point or apostrophe between two digits belongs to the number (``10,000``).

    >>> split_outside("9 (2018), 74 (Dec 2022); 90", ",;")
    ('9 (2018)', '74 (Dec 2022)', '90')
    """
    parts, depth, start = [], 0, 0
    for position, letter in enumerate(text):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter in separators and depth <= 0 and not _in_number(text, position):
            parts.append(text[start:position])
            start = position + 1
    parts.append(text[start:])
    return tuple(part.strip() for part in parts if part.strip())


def bracketed(text: str) -> Bracketed:
    """Part a text from the round brackets at its end."""
    match = _BRACKET.match(text.strip())
    return (
        Bracketed(match["body"], match["inner"].strip()) if match else Bracketed(text.strip(), "")
    )


def _in_number(text: str, position: int) -> bool:
    before, after = text[position - 1 : position], text[position + 1 : position + 4]
    return before.isdigit() and len(after) == 3 and after.isdigit()
