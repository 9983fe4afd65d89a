"""Maps the names by which readers of texts know registered things: aliases and word tables.

The rows are those of ``data/registry/*.csv`` that have aliases, and of the lists ``other-name``
(``things.csv``) and ``town`` (``place_names.csv``) in ``loaders/tables``, in whatever case.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders.curation.names import by_geonames
from loaders.curation.registry import Entry
from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.mapping.places import place_entry
from loaders.tables.located import Located, located
from loaders.text import key_of
from loaders.vocabulary import SKOS

TABLES = "loaders/tables"
SOURCE = "Names by which the Urban Solidarity Graph reads texts"


def map_rows(_: Sequence[Row], context: Context) -> Mapped:
    """Map every alias of the registry and every name of the word tables that is registered."""
    return Mapped((*_aliases(context), *_words(context)))


def _aliases(context: Context) -> Iterator[Record]:
    for kind, entries in context.registry.kinds.items():
        for entry in entries.values():
            if entry.current and entry.aliases:
                yield _alias(kind, entry, context)


def _alias(kind: str, entry: Entry, context: Context) -> Record:
    row = Row("known-names", f"data/registry/{kind}.csv", entry.row, {})
    record = Record.open(row, f"{kind}--{entry.key}", context)
    thing = record.thing(kind, entry.key)
    for alias in entry.aliases:
        record.text(thing, SKOS.altLabel, alias)
    return _close(record)


def _words(context: Context) -> Iterator[Record]:
    for found in located("things", "other-name"):
        kind, _, key = found.value.partition(" ")
        yield from _word(found, context.registry.entry(kind, key), context)
    numbers = by_geonames(context.settings.data / "sources")
    for found in located("place_names", "town"):
        entry = place_entry(context, numbers.get(found.value, found.value))
        yield from _word(found, entry, context)


def _word(found: Located, entry: Entry | None, context: Context) -> Iterator[Record]:
    if entry is None or not entry.current:
        return
    row = Row("known-names", f"{TABLES}/{found.file}", found.row, {})
    name = f"{entry.kind}--{entry.key}--{found.folder}-{key_of(found.word)}-{found.row}"
    record = Record.open(row, name, context)
    thing = record.thing(entry.kind, entry.key)
    preferred = context.registry.preferred(entry.kind, entry.key, found.language)
    predicate = SKOS.prefLabel if found.word == preferred else SKOS.altLabel
    record.text(thing, predicate, found.word, found.language or None)
    yield _close(record)


def _close(record: Record) -> Record:
    record.cite(SOURCE)
    record.verify("inferred")
    return record.close()
