"""What pages are made of, as their templates see it.

What a page has by the hundred is a tuple, which is made faster than a frozen dataclass.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from endpoint.site.claims.reading import Reading
from endpoint.site.describe.terms import TermView
from endpoint.site.maps.locator import Map
from endpoint.site.maps.picture import Picture
from endpoint.site.statements.corrected import CorrectionView
from loaders.kinds import Kind


@dataclass(frozen=True)
class Note:
    """One numbered source under a page: a record and where it was read."""

    number: int
    record: TermView
    source: TermView | None
    place: str
    evidence: str
    columns: tuple[str, ...]
    date_read: str
    license: TermView | None
    cited: tuple[TermView, ...]


class Shown(NamedTuple):
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


class Reference(NamedTuple):
    """The source of a table row: its record, and the pages the record cites."""

    record: TermView
    cited: tuple[TermView, ...]
    inferred: bool


class Row(NamedTuple):
    """One thing in a table: its link, the values of each column, its sources."""

    thing: TermView
    cells: tuple[tuple[TermView, ...], ...]
    references: tuple[Reference, ...]
    why: str | None = None


@dataclass(frozen=True)
class Table:
    """Things of one kind that belong together under a heading.

    ``named`` says whether the label of the things themselves is worth a column; ``all_href``
    leads to the query for all of them when they are more than the rows shown, ``list_href`` to
    their list where there is one. ``of`` is the property and the kind of what points here.
    ``texts``, ``timeline`` and ``groups`` come first: the same things said in few words, in time,
    and by what they have in common.
    """

    anchor: str
    heading: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    count: int
    named: bool
    all_href: str | None = None
    list_href: str | None = None
    of: tuple[str, str] = ("", "")
    texts: tuple[str, ...] = ()
    timeline: Timeline | None = None
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True)
class Section:
    """What a page has beside its facts and tables, under a heading of its own."""

    anchor: str
    heading: str
    texts: tuple[str, ...] = ()
    growth: Growth | None = None
    map: Drawn | None = None
    groups: tuple[Group, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class Link:
    """A link; ``type`` is the media type of what it leads to, where that is not a page."""

    text: str
    href: str
    type: str = ""


@dataclass(frozen=True)
class Option:
    """What can be chosen in a list; ``count`` is how many things would be left, where known."""

    key: str
    text: str
    count: int | None
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """What a list can be narrowed by."""

    name: str
    heading: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Tick:
    """A number on an axis, and where it stands, in percent or in units of the drawing."""

    at: float
    text: str


@dataclass(frozen=True)
class Bar:
    """A stretch of a lane in percent of its width; ``style`` is sure, unsure or open."""

    left: float
    width: float
    style: str


@dataclass(frozen=True)
class Lane:
    """One line of a timeline: what it is about, what its bars say in words, the bars."""

    text: str
    said: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Timeline:
    """Lanes on one axis of years; ``texts`` say how to read it and what is left out."""

    label: str
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Year:
    """A bar of a growth chart: what is counted at the end of a year; the rest is in percent."""

    text: str
    count: int
    left: float
    width: float
    height: float
    middle: float


@dataclass(frozen=True)
class Growth:
    """A bar a year; ``texts`` say how it is counted and what is left out."""

    label: str
    years: tuple[Year, ...]
    named: tuple[Tick, ...]
    scale: tuple[Tick, ...]
    texts: tuple[str, ...]


class Mark(NamedTuple):
    """A dot of the picture, or a cluster of ``places``, with its link and what it is in words."""

    x: float
    y: float
    radius: float
    step: int
    href: str
    title: str
    places: int = 1


@dataclass(frozen=True)
class Drawn:
    """A drawn map of places, with its dots as links, and the view of the map it is taken from."""

    label: str
    picture: Picture
    marks: tuple[Mark, ...]
    href: str
    texts: tuple[str, ...]


class Item(NamedTuple):
    """Something named in a list, with what is said of it there."""

    term: TermView
    note: str = ""


@dataclass(frozen=True)
class Group:
    """Items that belong together; without a heading they need none.

    ``count`` is how many there are where not all are items.
    """

    heading: TermView | None
    items: tuple[Item, ...]
    count: int | None = None


@dataclass(frozen=True)
class AsOf:
    """The day a page is shown as of: '' for today; ``action`` is where another day is asked for.

    ``section`` says what held on the day, ``links`` lead to lists and map of the day.
    """

    day: str
    action: str
    section: Section | None = None
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class ThingPage:
    """The page of one thing; ``summary`` is made from its statements by grammar.

    The sections ``before`` stand above the tables, those ``after`` below them.
    ``missing`` are the headings of lists that are empty, for nothing of them is recorded.
    ``asof`` is None on pages that cannot be shown as of a day.
    """

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
    before: tuple[Section, ...] = ()
    after: tuple[Section, ...] = ()
    missing: tuple[str, ...] = ()
    asof: AsOf | None = None
    corrections: tuple[CorrectionView, ...] = ()
