"""Mistakes written by hand: contradictions between properties that no single one shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from loaders.vocabulary import DCTERMS, FOAF, GEO, ORG, OWL, PROV, RDF, SCHEMA, SKOS, WGS, XSD
from tests.mutations.mutants import ID, URB, Mutant, Subject

Value = NamedNode | Literal


def day(text: str) -> Literal:
    return Literal(text, datatype=XSD.date)


def number(text: str) -> Literal:
    return Literal(text, datatype=XSD.decimal)


def thing(path: str) -> NamedNode:
    return NamedNode(ID + path)


OTHER_ITEM = NamedNode("http://www.wikidata.org/entity/Q38")
# Kind of mistake, thing, property, the value that takes the place of what is there.
CHANGED: tuple[tuple[str, str, NamedNode, Value], ...] = (
    ("contradiction", "city/palermo", URB.nuts3, Literal("FRK26")),
    ("contradiction", "city/palermo", URB.lauCode, Literal("ES_082053")),
    ("contradiction", "city/palermo", WGS.lat, number("13.36360")),
    ("contradiction", "city/palermo", OWL.sameAs, OTHER_ITEM),
    ("contradiction", "city/palermo", URB.placeKind, thing("place-kind/country")),
    ("contradiction", "place/canton-of-neuchatel", URB.placeKind, thing("place-kind/city")),
    ("contradiction", "country/it", URB.placeKind, thing("place-kind/city")),
    ("contradiction", "network/anvita", URB.networkType, thing("network-type/government-list")),
    ("contradiction", "list/icc-index", URB.networkType, thing("network-type/city-network")),
    ("contradiction", "membership/iash--palermo", ORG.role, thing("role/mayor")),
    ("contradiction", "membership/iash--palermo", ORG.role, thing("role/declared")),
    ("contradiction", "act/seebruecke-safe-harbours--berlin", URB.role, thing("role/member")),
    ("contradiction", "tenure/leoluca-orlando--palermo--2012", URB.office, thing("role/member")),
    ("contradiction", "figure/palermo--population", URB.value, number("-5")),
    ("contradiction", "figure/palermo--population", URB.about, thing("network/iash")),
    ("contradiction", "government/palermo", URB.governs, thing("country/it")),
    ("date order", "tenure/leoluca-orlando--palermo--2012", URB.latestEnd, day("1990-01-01")),
    ("date order", "event/fs2c-palermo-2021", URB.latestStart, day("2020-01-01")),
    ("date order", "membership/iash--palermo", URB.latestStart, day("1990-01-01")),
    ("date order", "signature/palermo-declaration-2021--palermo", URB.latestDate,
     day("1990-01-01")),
    ("language", "charter/palermo-declaration-2021#es", DCTERMS.language, Literal("Spanish")),
    ("language", "charter/palermo-declaration-2021#es", DCTERMS.language,
     NamedNode("http://id.loc.gov/vocabulary/iso639-1/spanish")),
    ("syntax", "city/palermo", URB.wikidataId, Literal("item 26")),
    ("syntax", "city/palermo", URB.geonamesId, Literal("no. 252")),
    ("syntax", "city/palermo", URB.lauCode, Literal("Palermo")),
    ("syntax", "city/palermo#geometry", GEO.asWKT,
     Literal("13.36360 38.11660", datatype=GEO.wktLiteral)),
    ("syntax", "city/palermo#geometry", GEO.asWKT,
     Literal("POINT(38.11660 13.36360)", datatype=GEO.wktLiteral)),
    ("syntax", "country/it", SKOS.notation, Literal("Italy")),
)  # fmt: skip
# Kind of mistake, thing, property, a value that is said besides.
ADDED: tuple[tuple[str, str, NamedNode, Value], ...] = (
    ("contradiction", "city/palermo", OWL.sameAs, thing("place/canton-of-neuchatel")),
    ("contradiction", "city/palermo", RDF.type, URB.Government),
    ("contradiction", "network/anvita", RDF.type, URB.List),
    ("contradiction", "person/leoluca-orlando", RDF.type, URB.Organisation),
    ("contradiction", "practice/valencia-agermanament-comunitari", URB.status,
     thing("status/planned")),
    ("contradiction", "practice/valencia-agermanament-comunitari", URB.municipalIdType,
     thing("municipal-id-type/municipal-id-card")),
    ("contradiction", "commitment/seebruecke-safe-harbours--berlin--public-solidarity-declaration",
     URB.fulfilled, thing("tri-state/no")),
    ("contradiction", "membership/iash--palermo", RDF.type, URB.Designation),
    ("contradiction", "act/seebruecke-safe-harbours--berlin", RDF.type, URB.Membership),
    ("cardinality", "membership/iash--palermo", ORG.member, thing("government/berlin")),
    ("cardinality", "membership/iash--palermo", ORG.organization, thing("network/anvita")),
    ("cardinality", "city/palermo", URB.country, thing("country/ch")),
    ("cardinality", "event/fs2c-palermo-2021", URB.start, day("2021-06-24")),
    ("cardinality", "event/fs2c-palermo-2021", URB.end, day("2022-06-25")),
    ("cardinality", "act/seebruecke-safe-harbours--berlin", URB.actType, thing("act-type/vote")),
    ("cardinality", "assessment/kron-lebuhn-2018--palermo--human-rights-intervention",
     URB.assessedAs, thing("dimension/local-citizenship")),
    ("cardinality", "figure/palermo--population", URB.value, number("7")),
    ("cardinality", "conflict/recosol-founding", URB.hasPhase,
     thing("phase/warsaw-multicultural-centre--pilot")),
    ("personal data", "person/leoluca-orlando", FOAF.mbox, NamedNode("mailto:x@example.org")),
    ("personal data", "person/leoluca-orlando", SCHEMA.birthDate, day("1947-08-01")),
    ("personal data", "person/leoluca-orlando", SCHEMA.nationality, Literal("Italian")),
    ("personal data", "person/leoluca-orlando", FOAF.gender, Literal("male")),
    ("personal data", "person/leoluca-orlando", SCHEMA.address, Literal("Via Roma 1")),
    ("personal data", "person/leoluca-orlando", URB.place, thing("city/palermo")),
    ("personal data", "organisation/kedyl", SCHEMA.email, Literal("info@example.org")),
    ("personal data", "government/palermo", SKOS.note,
     Literal("ask x.y@example.org", language="en")),
    ("language", "city/palermo", SKOS.prefLabel, Literal("Palermo altra", language="it")),
    ("type", "publication/kron-lebuhn-2018", DCTERMS.publisher, Literal("A publisher")),
    ("type", "publication/kron-lebuhn-2018", PROV.wasAttributedTo, Literal("somebody")),
)  # fmt: skip


def written(subjects: Mapping[str, Subject]) -> Iterator[Mutant]:
    """Yield the mistakes of both tables."""
    for kind, path, predicate, value in CHANGED:
        yield _of(subjects, kind, path, predicate, value, keep=False)
    for kind, path, predicate, value in ADDED:
        yield _of(subjects, kind, path, predicate, value, keep=True)


def _of(
    subjects: Mapping[str, Subject],
    kind: str,
    path: str,
    predicate: NamedNode,
    value: Value,
    *,
    keep: bool,
) -> Mutant:
    subject, node = subjects[path.partition("#")[0]], thing(path)
    old = [q for q in subject.quads if q.subject == node and q.predicate == predicate]
    added = [Quad(node, predicate, value, old[0].graph_name if old else subject.record)]
    name = predicate.value.rpartition("#")[2].rpartition("/")[2]
    about = f"{name} {'and' if keep else 'is'} {value.value.rpartition('/')[2]}"
    return subject.mutant(kind, about, [] if keep else old, added)
