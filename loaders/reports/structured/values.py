"""Turns the value of one field into RDF terms; what cannot be read is an error, never a guess."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from babel import Locale
from pyoxigraph import Literal, NamedNode

from loaders.edtf.partial import When
from loaders.interpret import dates
from loaders.vocabulary import XSD

_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
# The same forms as shapes/links.ttl asks for.
_IDENTIFIERS = {
    "geonames": re.compile(r"[1-9]\d{0,8}"), "number": re.compile(r"[1-9]\d{0,8}"),
    "wikidata": re.compile(r"Q[1-9]\d*"), "lau": re.compile(r"[A-Z]{2}_[A-Z0-9]+"),
    "nuts3": re.compile(r"[A-Z]{2}[A-Z0-9]{3}"), "fips": re.compile(r"\d{5}"),
    "doi": re.compile(r"10\.\d{4,9}/\S+"),
}  # fmt: skip
_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
LICENCES = {
    "cc by 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "cc by-sa 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "cc0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "cc0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
_TAGGED = re.compile(r"(.+?)@([a-z]{2,3}(?:-[A-Za-z0-9]+)*)")


def address(text: str) -> NamedNode:
    """Return a web address; raise ValueError when it is not one (known licences by their name)."""
    named = LICENCES.get(text.lower().replace("-by", " by", 1), LICENCES.get(text.lower(), text))
    if not _ADDRESS.fullmatch(named):
        raise ValueError(f"{text!r} is not a web address (https://…)")
    return NamedNode(named)


def number(text: str) -> Literal:
    """Return an xsd:decimal; raise ValueError when the text is not a plain number."""
    try:
        found = Decimal(text.replace(" ", "").replace("\u202f", ""))
    except InvalidOperation as error:
        raise ValueError(f"{text!r} is not a number (1200 or 12.5)") from error
    if not found.is_finite():
        raise ValueError(f"{text!r} is not a number (1200 or 12.5)")
    return Literal(format(found.normalize(), "f"), datatype=XSD.decimal)


def degrees(text: str, limit: int) -> str:
    """Return degrees as written; raise ValueError beyond the limit."""
    found = number(text)
    if abs(Decimal(found.value)) > limit:
        raise ValueError(f"{text!r} lies beyond {limit} degrees")
    return found.value


def identifier(kind: str, text: str) -> str:
    """Return an identifier; raise ValueError when it does not look like one of its kind."""
    found = _DOI.sub("", text) if kind == "doi" else text
    if not _IDENTIFIERS[kind].fullmatch(found):
        raise ValueError(f"{text!r} does not look like {kind}")
    return found


def language(text: str) -> str:
    """Return the two-letter code of a language; raise ValueError when there is none of it."""
    code = text.lower()
    if len(code) != 2 or code not in Locale("en").languages:
        raise ValueError(f"{text!r} is not a language code (en, de, fr …)")
    return code


def when(text: str) -> When:
    """Return a date or a stretch of time; raise ValueError when it has no single reading."""
    found = dates.when(text)
    if found is None:
        raise ValueError(f"{text!r} is not a date (2019, 2019-06, 2019-06-12, by 2019, 2019/2021)")
    return found


def tagged(text: str) -> Literal:
    """Return a name that may end in ``@it``."""
    found = _TAGGED.fullmatch(text)
    return Literal(found[1].strip(), language=found[2]) if found else Literal(text)
