"""What pages are made of, as their templates see it."""

from __future__ import annotations

from dataclasses import dataclass

from endpoint.site.claims.reading import Reading
from endpoint.site.describe.terms import TermView
from endpoint.site.maps.locator import Map
from loaders.kinds import Kind


@dataclass(frozen=True)
class Note:
    """One numbered source under a page: a record and where it was read."""

    number: int
    record: TermView
    source: TermView | None
    place: str
    evidence: str
    date_read: str
    license: TermView | None
    cited: tuple[TermView, ...]


@dataclass(frozen=True)
class Shown:
    """A value with the numbers of the notes that tell its sources; ``more`` counts further ones.

    ``why`` leads to the page of the statement.
    """

    term: TermView
    notes: tuple[int, ...] = ()
    more: int = 0
    inferred: bool = False
    why: str | None = None


@dataclass(frozen=True)
class Fact:
    """A property with its values."""

    label: str
    href: str | None
    compact: str
    values: tuple[Shown, ...]


@dataclass(frozen=True)
class Reference:
    """The source of a table row: its record, and the pages the record cites."""

    record: TermView
    cited: tuple[TermView, ...]
    inferred: bool


@dataclass(frozen=True)
class Row:
    """One thing in a table: its link, the values of each column, its sources."""

    thing: TermView
    cells: tuple[tuple[TermView, ...], ...]
    references: tuple[Reference, ...]
    why: str | None = None


@dataclass(frozen=True)
class Table:
    """Things of one kind that belong together under a heading.

    ``named`` says whether the label of the things themselves is worth a column; ``all_href``
    leads to the query for all of them when they are more than the rows shown.
    """

    anchor: str
    heading: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    count: int
    named: bool
    all_href: str | None = None


@dataclass(frozen=True)
class Link:
    """A link; ``type`` is the media type of what it leads to, where that is not a page."""

    text: str
    href: str
    type: str = ""


@dataclass(frozen=True)
class ThingPage:
    """The page of one thing; ``summary`` is made from its statements by grammar."""

    title: TermView
    title_notes: Shown | None
    iri: str
    kind: Kind | None
    types: tuple[TermView, ...]
    names: tuple[Shown, ...]
    also: tuple[Shown, ...]
    lead: tuple[Shown, ...]
    remarks: tuple[Shown, ...]
    facts: tuple[Fact, ...]
    elsewhere: tuple[Fact, ...]
    technical: tuple[Fact, ...]
    tables: tuple[Table, ...]
    notes: tuple[Note, ...]
    formats: tuple[Link, ...]
    trail: tuple[Link, ...]
    summary: str = ""
    map: Map | None = None
    all_href: str | None = None
    query_href: str = ""
    correct_href: str = ""
    reading: Reading | None = None
