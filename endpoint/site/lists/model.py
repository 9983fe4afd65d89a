"""The page of a list, as its template sees it."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from endpoint.site.lists.asked import Asked
from endpoint.site.maps.locator import Map
from endpoint.site.pages.model import Facet, Link, Option, Row
from loaders.kinds import Kind


@dataclass(frozen=True)
class ListPage:
    """One page of a list.

    ``total`` counts all things of the kind, ``shown`` those of this list, ``members`` are on this
    page. ``taken`` are what narrows it, each with the list without it. ``dated`` says that it can
    be asked for a day.
    """

    kind: Kind
    asked: Asked
    total: int
    shown: int
    first: int
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    members: tuple[NamedNode, ...]
    facets: tuple[Facet, ...]
    sorts: tuple[Option, ...]
    taken: tuple[Link, ...]
    sentences: tuple[str, ...]
    dated: bool
    page: int
    last: int
    previous: str | None
    next: str | None
    plain: str
    downloads: tuple[Link, ...]
    query_href: str
    feeds: tuple[Link, ...]
    map_href: str
    map: Map | None
