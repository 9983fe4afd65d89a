"""Maps names of networks and other things: acronyms, short, official and former names."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.text import key_of
from loaders.vocabulary import SKOS

PREFERRED = "preferred"


def map_rows(rows: Sequence[Row], context: Context) -> Mapped:
    """Map ``names.csv``: a preferred name is that of its language, others stand beside it."""
    return Mapped(tuple(_map_row(row, context) for row in rows))


def _map_row(row: Row, context: Context) -> Record:
    kind, key, language = row["kind"], row["key"], row["language"]
    parts = filter(None, (kind, key, language, key_of(row["name"])))
    record = Record.open(row, "--".join(parts), context)
    record.ignore("kind", "key", "language")
    form = record.take("form")
    if form == PREFERRED and not language:
        raise record.error("language", "a preferred name is one of a language", "name the language")
    thing = record.registered(kind, key)
    record.text(
        thing,
        SKOS.prefLabel if form == PREFERRED else SKOS.altLabel,
        record.take("name"),
        language or None,
    )
    record.cite(record.take("source"))
    return record.close()
