"""The page that compares cities, as its template sees it."""

from __future__ import annotations

from dataclasses import dataclass

from endpoint.site.describe.terms import TermView
from endpoint.site.pages.model import Link


@dataclass(frozen=True)
class Entry:
    """One thing said of a city: a value, and what is added in words (since when, which state).

    ``plain`` is a number as programs read it.
    """

    term: TermView
    note: str = ""
    plain: str = ""


@dataclass(frozen=True)
class Line:
    """A row: what it is about, and what is recorded of each city; nothing is not a no."""

    heading: TermView
    cells: tuple[tuple[Entry, ...], ...]


@dataclass(frozen=True)
class Part:
    """The rows about one matter; ``recorded`` counts the cities of which there is any."""

    key: str
    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Compared:
    """A city with the sentence about it; ``without`` leads to the comparison without it."""

    city: TermView
    sentence: str
    without: str


@dataclass(frozen=True)
class ComparePage:
    """Cities side by side; ``wrong`` says why one is not added, ``near`` which may be meant.

    ``suggest`` is where names are suggested from.
    """

    cities: tuple[Compared, ...]
    keys: tuple[str, ...]
    parts: tuple[Part, ...]
    full: bool
    wrong: str
    near: tuple[Link, ...]
    suggest: str
    downloads: tuple[Link, ...]
    query_href: str
