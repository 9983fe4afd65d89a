"""The one table of the languages of the site, and the prefix that fixes one in an address."""

from __future__ import annotations

from dataclasses import dataclass

from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

LONGEST = 1000  # characters of Accept-Language that are weighed


@dataclass(frozen=True)
class Language:
    """A language: its code in addresses and tags, its own name, and the locale that writes it."""

    code: str
    name: str
    locale: str


LANGUAGES = (
    Language("en", "English", "en_GB"),
    Language("de", "Deutsch", "de_DE"),
    Language("fr", "Français", "fr_FR"),
    Language("it", "Italiano", "it_IT"),
    Language("es", "Español", "es_ES"),
    Language("el", "Ελληνικά", "el_GR"),
    Language("pl", "Polski", "pl_PL"),
)
BY_CODE = {language.code: language for language in LANGUAGES}
CODES = tuple(BY_CODE)
SOURCE = LANGUAGES[0]  # messages are written in it, and it is what nobody's wish leads to


def split(path: str) -> tuple[str, str]:
    """Return the code a path begins with, or '', and the path without it: ``/de/x`` → de, ``/x``.

    What it gives begins with a slash always.
    """
    first, slash, rest = path.removeprefix("/").partition("/")
    if path.startswith("/") and first in BY_CODE:
        return first, f"/{rest}" if slash else "/"
    return "", path


def accepted(header: str) -> Language:
    """Return the language an ``Accept-Language`` likes best (RFC 9110 §12.5.4), else English."""
    shortened = header[:LONGEST]
    if len(header) > LONGEST:
        shortened = shortened.rpartition(",")[0]
    for tag, quality in parse_accept_header(shortened, LanguageAccept):
        code = tag.partition("-")[0].lower()
        if quality > 0 and code in BY_CODE:
            return BY_CODE[code]
    return SOURCE


def chosen(prefix: str, header: str) -> Language:
    """Return the language that a prefix names, else what ``Accept-Language`` likes best."""
    return BY_CODE[prefix] if prefix in BY_CODE else accepted(header)
