"""Says what a number counts: words of its unit → concept of the scheme ``measure``."""

from __future__ import annotations

import re

Table = tuple[tuple[str, str], ...]

#: What the phrase as a whole is about goes before its unit; the first row that occurs decides.
_ABOUT: Table = (
    (r"sans-papiers|without (?:status|papers)|undocumented", "estimate-undocumented"),
    (r"^age\b.*", "age-limit"),
    (r"staff trained", "staff-trained"),
    (r"(?:people|refugees) (?:received|relocated)", "people-received"),
    (r"(?:asylum seekers|refugees|people) (?:supported|housed)", "people-supported"),
    (r"year terms?", "term-years"),
)
_UNITS: Table = (
    (r"countr(?:y|ies)", "countries"),
    (r"regions?$", "regions"),
    (r"networks?", "networks"),
    (r"signator(?:y|ies)", "signatories"),
    (r"associates", "associate-members"),
    (r"elected people", "elected-members"),
    (r"observers?", "observers"),
    (r"grantees?", "grantees"),
    (r"local groups?", "local-groups"),
    (r"mayors?", "mayors"),
    (r"staff", "staff"),
    (r"volunteers?", "volunteers"),
    (r"participants?|women|men", "participants"),
    (r"places?$", "places"),
    (r"famil(?:y|ies)", "families"),
    (r"minors", "minors"),
    (r"children", "children"),
    (r"users?", "users"),
    (r"activit(?:y|ies)", "activities"),
    (r"euros?|EUR|dollars?|pounds?|francs?", "budget"),
    (r"months?", "duration-months"),
    (r"years?", "duration-years"),
    (r"%", "share"),
    (r"working groups?", "working-groups"),
    (r"areas?", "areas"),
    (r"commitments?|duties", "commitments"),
    (r"articles?", "articles"),
    (r"parts?|categor(?:y|ies)|profiles|boxes|chapters|types|dimensions", "parts"),
    (r"member organisations?", "organisations"),
    (r"members?|names", "members"),
    (r"cities and regions|cities, districts and states", "jurisdictions"),
    (r"states", "states"),
    (r"counties", "counties"),
    (r"provinces", "provinces"),
    (r"associations", "associations"),
    (r"municipalities|councils?|local authorities|towns", "municipalities"),
    (r"cities", "cities"),
    (r"people|refugees|residents", "people-supported"),
)  # fmt: skip
#: In a column of members a city or municipality is counted as a member.
_MEMBERS_BY_UNIT = {"municipalities", "cities", "jurisdictions", "organisations", "members"}
#: What these units are called in the graph (ISO 4217).
CURRENCIES = {"euro": "EUR", "euros": "EUR"}


def measure_of(phrase: str, unit: str, default: str) -> str:
    """Return the measure of a figure.

    ``phrase`` are all its words, ``unit`` those it counts, ``default`` the measure of the column
    ('' for none): a city is a member in a column of members. ``count`` when nothing says more.
    """
    for pattern, measure in _ABOUT:
        if re.search(pattern, phrase.strip(), re.IGNORECASE):
            return measure
    measure = measure_of_unit(unit)
    return default if default and measure in {*_MEMBERS_BY_UNIT, "count"} else measure


def measure_of_unit(unit: str) -> str:
    """Return what a unit counts by itself, ``count`` when it says nothing."""
    return next((measure for pattern, measure in _UNITS if _occurs(pattern, unit)), "count")


def _occurs(pattern: str, unit: str) -> bool:
    return re.search(rf"(?<!\w)(?:{pattern})(?!\w)", unit, re.IGNORECASE) is not None
