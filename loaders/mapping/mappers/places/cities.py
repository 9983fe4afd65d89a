"""Maps the table of cities: each row is a city or another kind of place, and its government."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pyoxigraph import NamedNode

from loaders.interpret.figures import Figure
from loaders.kinds import PLACES
from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.mapping.dated import add_figure
from loaders.mapping.identifiers import GEONAMES_PAGE, add_geonames, add_wikidata, cite_bases
from loaders.mapping.notes import places as place_notes
from loaders.mapping.notes.places import PlaceNote, read_place_note
from loaders.mapping.places import (
    add_alternative_name,
    add_government,
    add_point,
)
from loaders.vocabulary import DCTERMS, SKOS

# What stands in the source column of a row whose sources are those of its memberships.
FROM_MEMBERSHIPS = "member list, see memberships.csv"
MEMBERSHIP_KINDS = ("membership", "act", "designation", "signature")
LOOKED_UP = {"note": place_notes.MEANINGS}


def map_rows(rows: Sequence[Row], context: Context) -> Mapped:
    """Map ``cities.csv``."""
    used = _members(context)
    return Mapped(tuple(_map_row(row, context, used.get(row["city_id"], ())) for row in rows))


def _members(context: Context) -> dict[str, list[str]]:
    """Return the keys of the memberships, acts, designations and signatures of each place."""
    found: dict[str, set[str]] = {}
    for kind in MEMBERSHIP_KINDS:
        for entry in filter(lambda entry: entry.current, context.registry.keys(kind).values()):
            found.setdefault(entry.key.partition("--")[2], set()).add(entry.key)
    return {place: sorted(keys) for place, keys in found.items()}


def _map_row(row: Row, context: Context, memberships: Sequence[str]) -> Record:
    key = row["city_id"]
    record = Record.open(row, key, context)
    note = read_place_note(record.take("note"), context.concepts, context.lookup.of("note"))
    record.ignore("city_id", "country", "moving_cities_featured")  # key; label; a designation
    place = _add_place(record, key, note)
    government = add_government(
        record, place, key, _government_name(row["name"], note), note.government_type
    )
    _add_names(record, place, note)
    _add_identifiers(record, place, government, note)
    _add_point_and_population(record, place, key, note)
    record.text(place, record.urb.tagline, record.take("mc_tagline_paraphrased"), "en")
    _add_remarks(record, place, note)
    _add_source(record, memberships)
    return record.close()


def _add_place(record: Record, key: str, note: PlaceNote) -> NamedNode:
    urb, iris = record.urb, record.context.iris
    if note.is_city:
        place = record.registered("city", key, urb.City, urb.Place)
    else:
        place = record.registered("place", key, urb.AdministrativeArea, urb.Place)
    for kind in note.kinds or ("city",):
        record.add(place, urb.placeKind, record.concept("place-kind", kind))
    country = record.take("country_iso2")
    record.add(place, urb.country, iris.thing("country", country.lower()))
    whole = note.whole or record.row["name"].partition(", ")[2]
    if not _add_whole(record, place, whole, country) and note.whole:
        record.uninterpreted("note", note.whole, "no registered place has this name")
    return place


def _government_name(name: str, note: PlaceNote) -> str:
    return note.government or f"{'City' if note.is_city else 'Government'} of {name}"


def _add_whole(record: Record, place: NamedNode, whole: str, country: str) -> bool:
    """State what the place is part of: a borough's city, a county's state; tell if registered."""
    entry = record.context.registry.named(whole, PLACES, country) if whole else None
    if entry and record.context.iris.thing(entry.kind, entry.key) != place:
        record.add(place, DCTERMS.isPartOf, record.context.iris.thing(entry.kind, entry.key))
    return entry is not None


def _add_names(record: Record, place: NamedNode, note: PlaceNote) -> None:
    name, geonames = record.take("name"), record.take("name_geonames")
    record.label(place, name)
    record.text(place, SKOS.prefLabel, name, "en")
    # The name of a seat is not another name of the place that has its seat there.
    if note.link in {place_notes.ITSELF, place_notes.MAIN}:
        add_alternative_name(record, place, geonames, name)
    add_alternative_name(record, place, note.printed, name)


def _add_identifiers(
    record: Record, place: NamedNode, government: NamedNode, note: PlaceNote
) -> None:
    urb = record.urb
    number, item = record.take("geonames_id"), record.take("wikidata_qid")
    geo_source, basis = record.take("geo_source"), record.take("wikidata_basis")
    itself = note.link == place_notes.ITSELF
    if number and not itself:
        record.text(place, urb.seatGeonamesId, number)
        record.text(place, urb.matchedName, note.matched or record.row["name_geonames"])
    certain = itself and not note.inferred_match
    bases = "; ".join(filter(None, (geo_source, basis)))
    add_geonames(record, place, number, certain, bases)
    add_wikidata(record, place, item, basis, certain)
    add_geonames(record, government, record.take("admin_geonames_id"), certain=True)
    if number or item:
        record.add(place, urb.linkMeans, record.concept("link-meaning", note.link))
    record.text(place, urb.identifierBasis, bases)
    record.text(place, urb.lauCode, record.take("lau_code"))
    record.text(place, urb.nuts3, record.take("nuts3"))
    record.text(place, urb.fipsCode, note.fips)
    cite_bases(record, geo_source, basis)


def _add_point_and_population(record: Record, place: NamedNode, key: str, note: PlaceNote) -> None:
    add_point(record, place, record.take("lat"), record.take("long"))
    population = record.take("population_geonames")
    # GeoNames gives 0 where it does not know the population.
    if not population or population == "0":
        return
    itself = note.link == place_notes.ITSELF
    figure = Figure(
        measure="population" if itself else "population-of-seat",
        unit="inhabitants",
        qualifier="exactly",
        text=f"{population} inhabitants",
        value=Decimal(population),
        stated_by="GeoNames",
    )
    thing = add_figure(record, place, figure, f"{key}--{figure.measure}")
    record.add(thing, record.urb.statedBy, record.context.iris.page(GEONAMES_PAGE))


def _add_remarks(record: Record, place: NamedNode, note: PlaceNote) -> None:
    """Keep the remarks; what nothing interprets is kept too, and reported."""
    for remark in (*note.remarks, *(text for text, _ in note.unread)):
        record.note(place, remark)
    record.report("note", note.unread)


def _add_source(record: Record, memberships: Sequence[str]) -> None:
    """Cite the source; a member list stands for the records of the place's memberships."""
    parts = [part.strip() for part in record.take("source").split("; ")]
    record.cite("; ".join(part for part in parts if part != FROM_MEMBERSHIPS))
    if FROM_MEMBERSHIPS not in parts:
        return
    iris = record.context.iris
    for key in sorted(memberships):
        record.derive(iris.record("memberships", key))
    if not memberships:
        reason = "no row of memberships.csv names this place"
        record.uninterpreted("source", FROM_MEMBERSHIPS, reason)
