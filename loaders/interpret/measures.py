"""Says what a number counts: words of its unit → concept of the scheme ``measure``."""

from __future__ import annotations

import re

#: The first row whose words occur decides; what the phrase as a whole is about comes first.
_ABOUT: tuple[tuple[str, str], ...] = (
    (r"sans-papiers|without (?:status|papers)|undocumented", "estimate-undocumented"),
    (r"^age\b", "age"),
)
_UNITS: tuple[tuple[str, str], ...] = (
    (r"countr(?:y|ies)", "countries"),
    (r"regions?$", "regions"),
    (r"signator(?:y|ies)", "signatories"),
    (r"staff", "staff"),
    (r"participants?|volunteers?|women|men", "participants"),
    (r"places?$", "places"),
    (r"famil(?:y|ies)", "families"),
    (r"activit(?:y|ies)", "activities"),
    (r"euros?|dollars?|pounds?|francs?", "funding"),
    (r"(?:months?|years?)", "duration"),
    (r"users?|people|refugees|asylum seekers|minors|children|residents|mayors", "people"),
    (r"%", "share"),
    (r"(?:working )?groups?|areas?|parts?|articles?|commitments?|categor(?:y|ies)|duties|profiles"
     r"|boxes|chapters|types|dimensions", "parts"),
    (r"networks", "networks"),
    (r"member organisations?|members?", "members"),
    (r"councils?|cities|municipalities|local authorities|towns", "municipalities"),
)  # fmt: skip


#: What a column of members, signatories or cities never counts as such.
_OF_ITS_OWN = {"countries", "regions", "networks"}


def measure_of(phrase: str, unit: str, default: str) -> str:
    """Return the measure of a figure.

    ``phrase`` are all its words, ``unit`` those it counts, ``default`` the measure of the column
    ('' for none): a city is a member in a column of members. ``count`` when nothing says more.
    """
    for pattern, measure in _ABOUT:
        if re.search(pattern, phrase, re.IGNORECASE):
            return measure
    found = (measure for pattern, measure in _UNITS if _occurs(pattern, unit))
    measure = next(found, "count")
    return default if default and measure not in _OF_ITS_OWN else measure


def _occurs(pattern: str, unit: str) -> bool:
    return re.search(rf"(?<!\w)(?:{pattern})(?!\w)", unit, re.IGNORECASE) is not None
