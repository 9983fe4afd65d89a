"""Interprets the note of a place: what kind of place it is and which thing its identifiers mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

# The kind as the notes write it → concepts of the scheme ``place-kind``.
KINDS: dict[str, tuple[str, ...]] = {
    "autonomous community": ("autonomous-community",),
    "canton": ("canton",),
    "county": ("county",),
    "department (province)": ("departement",),
    "district": ("district",),
    "district council": ("district-council",),
    "district union": ("district-union",),
    "département, not a city": ("departement",),
    "federal district": ("federal-district",),
    "freguesia": ("parish",),
    "intermunicipal body": ("intermunicipal-body",),
    "intermunicipal body (metropolis)": ("metropole",),
    "island": ("island",),
    "island council": ("island-council",),
    "island municipality": ("island-municipality",),
    "local government area": ("local-government-area",),
    "london borough": ("london-borough",),
    "metropolitan borough": ("metropolitan-borough",),
    "municipality": ("municipality",),
    "municipality = island": ("island-municipality",),
    "municipality without a namesake town": ("municipality",),
    "métropole (intermunicipal body)": ("metropole",),
    "region": ("region",),
    "regional council": ("regional-council",),
    "samtgemeinde": ("samtgemeinde",),
    "state": ("state",),
    "union of municipalities": ("union-of-municipalities",),
}
# Kinds that name the place they are part of: "borough of Berlin".
PARTS: dict[str, str] = {
    "arrondissement": "arrondissement",
    "borough": "borough",
    "district": "city-district",
    "parish": "parish",
}
# Municipalities are cities; every other kind is an administrative area.
CITY_KINDS = frozenset({"municipality", "island-municipality"})
# The type of the government of a place of a kind (scheme ``actor-type``).
REGIONAL_KINDS = frozenset(
    {"autonomous-community", "canton", "county", "departement", "district", "federal-district",
     "island", "island-council", "region", "regional-council", "state"}
)  # fmt: skip
UNION_KINDS = frozenset(
    {"district-union", "intermunicipal-body", "metropole", "samtgemeinde",
     "union-of-municipalities"}
)  # fmt: skip
# Which thing the identifiers and the point of a row mean (scheme ``link-meaning``).
ITSELF, SEAT, NAMESAKE, MAIN = "itself", "seat", "namesake-settlement", "main-settlement"

KIND_IN_BRACKETS = re.compile(r"^(?P<words>.+?) \(kind: (?P<kind>.+)\)$")
PART_OF = re.compile(r"^(?P<kind>arrondissement|borough|district|parish) of (?P<whole>.+)$")
REGIONAL = re.compile(r"^(?P<kind>.+?) in (?P<region>[A-Z].+)$")
SEAT_NAMED = re.compile(r"^(?:matched to )?seat (?:village )?(?P<name>.+)$")
MATCHED = re.compile(r"^matched to (?P<name>[A-Z].*?)(?P<inferred> \(inferred\))?$")
MATCHED_NAMESAKE = re.compile(r"^matched to the (town|namesake place|namesake suburb)$")
PRINTED = re.compile(r"^(?:source prints|printed) (?P<name>.+)$")
FIPS = re.compile(r"^FIPS (?P<code>\d{5})$")
MUNICIPALITY_NAMED = re.compile(r"^municipality (?P<name>[A-Z]\S*)$")
SEAT_OF = re.compile(r"^seat of (?P<name>.+ municipality)$")


@dataclass(frozen=True)
class PlaceNote:
    """A place's note, taken apart.

    ``kinds`` are concepts of ``place-kind`` (empty: a city), ``link`` says which thing the
    identifiers mean, ``matched`` names it, ``whole`` is the place this one is part of, ``printed``
    the spelling of the source, ``government`` the name of its authority, ``remarks`` the rest.
    """

    kinds: tuple[str, ...] = ()
    link: str = ITSELF
    matched: str = ""
    inferred_match: bool = False
    whole: str = ""
    printed: str = ""
    fips: str = ""
    government: str = ""
    remarks: tuple[str, ...] = field(default=())

    @property
    def is_city(self) -> bool:
        """Tell whether the place is a city; a municipality is one, a county is not."""
        return not set(self.kinds) - CITY_KINDS

    @property
    def government_type(self) -> str:
        """Return the type of the place's government, a concept of ``actor-type``."""
        kinds = set(self.kinds)
        if kinds & UNION_KINDS:
            return "intermunicipal-body"
        return "regional-government" if kinds & REGIONAL_KINDS else "municipality"


def read_place_note(text: str) -> PlaceNote:
    """Interpret a note: parts between semicolons, each a known form or kept as a remark."""
    note = PlaceNote()
    for part in filter(None, (part.strip() for part in text.split(";"))):
        note = _read_part(note, part)
    if note.link == SEAT and not note.kinds:
        # A row matched to a seat is the municipality that has this seat.
        note = replace(note, kinds=("municipality",))
    return note


def _read_part(note: PlaceNote, part: str) -> PlaceNote:
    if kinds := _kinds(part.removeprefix("kind: ")):
        # The first kind is the nearer one: "union of municipalities (kind: intermunicipal body)".
        return replace(note, kinds=note.kinds or kinds)
    if bracket := KIND_IN_BRACKETS.match(part):
        note = _read_part(note, bracket["words"])
        return note if note.kinds else replace(note, kinds=_kinds(bracket["kind"]))
    if part_of := PART_OF.match(part.removeprefix("kind: ")):
        return replace(note, kinds=(PARTS[part_of["kind"]],), whole=part_of["whole"])
    return _read_link(note, part) or _read_name(note, part) or _read_remark(note, part)


def _kinds(words: str) -> tuple[str, ...]:
    return KINDS.get(words.lower().removesuffix(" in geonames cities500"), ())


def _read_link(note: PlaceNote, part: str) -> PlaceNote | None:
    if part == "matched to seat":
        return replace(note, link=SEAT)
    if seat := SEAT_NAMED.match(part):
        if seat["name"].startswith("of "):
            return None
        return replace(note, link=SEAT, matched=seat["name"])
    if MATCHED_NAMESAKE.match(part):
        return replace(note, link=NAMESAKE)
    if matched := MATCHED.match(part):
        inferred = bool(matched["inferred"])
        # A guessed match means the place itself, but is not certain.
        link = note.link if inferred else SEAT if note.kinds else MAIN
        return replace(note, link=link, matched=matched["name"], inferred_match=inferred)
    return None


def _read_name(note: PlaceNote, part: str) -> PlaceNote | None:
    if printed := PRINTED.match(part):
        return replace(note, printed=printed["name"])
    if fips := FIPS.match(part):
        return replace(note, fips=fips["code"])
    if MUNICIPALITY_NAMED.match(part):
        return replace(note, kinds=("municipality",))
    if seat_of := SEAT_OF.match(part):
        return replace(note, government=seat_of["name"])
    return None


def _read_remark(note: PlaceNote, part: str) -> PlaceNote:
    """Keep the part; a kind "in REGION" counts unless it only tells namesakes apart."""
    regional = REGIONAL.match(part.removeprefix("kind: "))
    kinds = _kinds(regional["kind"]) if regional else ()
    # "municipality in North Holland" tells two towns called Bergen apart: still a city.
    if kinds and kinds != ("municipality",):
        note = replace(note, kinds=kinds)
    return replace(note, remarks=(*note.remarks, part.removeprefix("kind: ")))
