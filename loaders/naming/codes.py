"""Identifiers of other databases: how they are written, alone and in addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

LONGEST = 300


@dataclass(frozen=True)
class Scheme:
    """A database: how its identifiers look, and the addresses at the end of which they stand.

    ``properties`` of ours hold them, the most exact first; ``written`` says in which case.
    """

    name: str
    title: str
    form: re.Pattern[str]
    address: re.Pattern[str] | None
    properties: tuple[str, ...]
    written: str = "upper"

    def canonical(self, text: str) -> str | None:
        """Return an identifier as it is written here, None when it is not one of this database."""
        text = text.strip()
        text = text.upper() if self.written == "upper" else text.lower()
        return text if self.form.fullmatch(text) else None


def _address(hosts: str, path: str) -> re.Pattern[str]:
    return re.compile(rf"https?://(?:{hosts})/{path}", re.IGNORECASE)


SCHEMES = (
    Scheme(
        "wikidata",
        "Wikidata",
        re.compile(r"Q[1-9][0-9]{0,11}"),
        _address(r"(?:www\.|m\.)?wikidata\.org", r"(?:wiki|entity)/(?:Special:EntityData/)?(Q\d+)"
                 r"(?:\.\w+)?"),
        ("urb:wikidataId",),
    ),
    Scheme(
        "geonames",
        "GeoNames",
        re.compile(r"[1-9][0-9]{0,11}"),
        _address(r"(?:sws\.|www\.)?geonames\.org", r"(\d+)(?:/[^/]*)?"),
        ("urb:geonamesId", "urb:seatGeonamesId"),
    ),
    Scheme(
        "nuts",
        "NUTS",
        re.compile(r"[A-Z]{2}[A-Z0-9]{1,3}"),
        _address(r"data\.europa\.eu", r"nuts/code/(\w+)"),
        ("urb:nuts3",),
    ),
    Scheme(
        "lau",
        "LAU",
        re.compile(r"[A-Z]{2}_[A-Z0-9]{1,15}"),
        None,
        ("urb:lauCode",),
    ),
    Scheme(
        "iso3166",
        "ISO 3166-1",
        re.compile(r"[A-Z]{2}"),
        None,
        (),
    ),
    Scheme(
        "iso3166-2",
        "ISO 3166-2",
        re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}"),
        None,
        ("urb:subdivisionCode",),
    ),
    Scheme(
        "fips",
        "FIPS",
        re.compile(r"[0-9]{5}"),
        None,
        ("urb:fipsCode",),
    ),
    Scheme(
        "doi",
        "DOI",
        re.compile(r"10\.[0-9]{4,9}/\S{1,200}"),
        _address(r"(?:dx\.|www\.)?doi\.org", r"(10\..+)"),
        ("bibo:doi",),
        written="lower",
    ),
)  # fmt: skip
BY_NAME = {scheme.name: scheme for scheme in SCHEMES}
# Databases whose identifiers are known by their form.
TELLING = ("wikidata", "lau", "doi")


@dataclass(frozen=True)
class Code:
    """An identifier, and the database it is of."""

    scheme: Scheme
    text: str


def of_scheme(name: str, text: str) -> Code | None:
    """Return the identifier of a database, None when there is no such database or identifier."""
    scheme = BY_NAME.get(name.strip().lower())
    found = scheme.canonical(text[:LONGEST]) if scheme else None
    return Code(scheme, found) if scheme and found else None


def read(text: str) -> Code | None:
    """Return the identifier in ``wikidata:Q64``, in an address of a database, or a bare one.

    A bare one counts when its form tells its database: Q64, IT_082053, 10.1000/182.
    """
    text = text.strip()[:LONGEST]
    name, colon, rest = text.partition(":")
    if colon and name.lower() in BY_NAME:
        return of_scheme(name, rest)
    for scheme in SCHEMES:
        found = scheme.address.fullmatch(text.rstrip("/")) if scheme.address else None
        if found:
            return of_scheme(scheme.name, unquote(found[1]))
    telling = (of_scheme(name, text) for name in TELLING)
    return next((code for code in telling if code), None)


def possible(text: str) -> tuple[Code, ...]:
    """Return what a text may be an identifier of: one when its form tells, else several or none.

    ``2657896`` may be a number of GeoNames, ``CH040`` a code of NUTS.
    """
    text = text.strip()[:LONGEST]
    told = read(text)
    if told or " " in text:
        return (told,) if told else ()
    found = ((scheme, scheme.canonical(text)) for scheme in SCHEMES)
    return tuple(Code(scheme, code) for scheme, code in found if code)
