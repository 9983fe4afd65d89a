"""Reads the catalogues of messages (``locale/*.po``) and makes them usable in memory."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from endpoint.languages.known import SOURCE

FOLDER = Path(__file__).with_name("locale")


def path(code: str) -> Path:
    """Return the file of the catalogue of a language."""
    return FOLDER / f"{code}.po"


def read(code: str) -> Catalog:
    """Return the catalogue of a language as it is written."""
    with path(code).open("rb") as file:
        return read_po(file, locale=code)


@cache
def of(code: str) -> NullTranslations:
    """Return the messages of a language, read when first asked for; English has none."""
    if code == SOURCE.code:
        return NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, read(code))
    compiled.seek(0)
    return Translations(compiled)
