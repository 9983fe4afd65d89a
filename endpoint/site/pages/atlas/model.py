"""What the page of the map is made of, as its template sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from endpoint.site.maps.asked import Asked
from endpoint.site.maps.picture import Picture
from endpoint.site.pages.model import Link, Mark, Option


@dataclass(frozen=True)
class Select:
    """One list to choose from."""

    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Entry:
    """A place in the list: its link, its value in words, and what the script needs of it."""

    text: str
    lang: str | None
    href: str
    value: str
    step: int
    at: str
    spans: str
    years: str
    possible: str
    brief: bool
    shown: bool


@dataclass(frozen=True)
class Group:
    """The places of one country, or some of its ``count`` places where the list has pages."""

    name: str
    href: str
    count: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Step:
    """A line of the legend: the class, what it means, how many places have it."""

    step: int
    text: str
    count: int


@dataclass(frozen=True)
class MapPage:
    """The page of a view.

    Of very many places the picture shows clusters and the list has pages; ``points`` is where the
    script reads all of them, '' where they are all in the list.
    """

    asked: Asked
    heading: str
    sentences: tuple[str, ...]
    picture: Picture
    marks: tuple[Mark, ...]
    legend: tuple[Step, ...]
    measure: str
    steps: tuple[int, ...]
    narrowed: bool
    groups: tuple[Group, ...]
    selects: tuple[Select, ...]
    measures: tuple[Option, ...]
    views: tuple[tuple[Link, bool], ...]
    areas: tuple[tuple[Link, bool], ...]
    downloads: tuple[Link, ...]
    embed: str
    first_year: int
    last_year: int
    words: Mapping[str, str]
    points: str
    base: str
    page: int
    previous: str | None
    next: str | None
