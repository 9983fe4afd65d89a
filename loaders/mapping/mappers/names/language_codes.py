"""Maps the codes of languages to the concept of each in the authority table of the EU."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pyoxigraph import NamedNode

from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.mapping.languages import language_iri
from loaders.vocabulary import DCTERMS, SKOS

# https://op.europa.eu/en/web/eu-vocabularies: the table "language" uses the codes of ISO 639-3.
AUTHORITY = "http://publications.europa.eu/resource/authority/language/"
CODES = {"iso639_1": re.compile(r"[a-z]{2}"), "iso639_3": re.compile(r"[a-z]{3}")}


def map_rows(rows: Sequence[Row], context: Context) -> Mapped:
    """Map ``language_codes.csv``."""
    return Mapped(tuple(_map_row(row, context) for row in rows))


def _map_row(row: Row, context: Context) -> Record:
    record = Record.open(row, row["iso639_1"], context)
    two, three = (_code(record, column) for column in CODES)
    language = language_iri(two)
    record.label(language, record.take("name"), "en")
    record.text(language, DCTERMS.identifier, three)
    record.add(language, SKOS.exactMatch, NamedNode(f"{AUTHORITY}{three.upper()}"))
    record.cite("https://cldr.unicode.org/")
    record.verify()
    return record.close()


def _code(record: Record, column: str) -> str:
    code = record.take(column)
    if not CODES[column].fullmatch(code):
        raise record.error(column, f"{code!r} is not a code of ISO 639", "write de or deu")
    return code
