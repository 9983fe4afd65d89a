"""Writes the search index: all labels in all languages, found by words and by their beginnings."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from loaders.release.nquads import quads_of

# Diacritics do not count ("Zurich" finds Zürich); prefixes of two to four letters are indexed.
SCHEMA = """
CREATE VIRTUAL TABLE labels USING fts5(
    iri UNINDEXED, kind UNINDEXED, lang UNINDEXED, label,
    tokenize = "unicode61 remove_diacritics 2", prefix = '2 3 4'
)
"""


def write_index(path: Path, lines: Iterable[bytes], base: str) -> int:
    """Write the index of N-Quads lines whose objects are labels; return how many were written."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(SCHEMA)
        cursor = connection.executemany(
            "INSERT INTO labels VALUES (?, ?, ?, ?)", _rows(lines, base)
        )
        connection.execute("INSERT INTO labels(labels) VALUES ('optimize')")
        connection.commit()
        connection.execute("VACUUM")
        return cursor.rowcount
    finally:
        connection.close()


def _rows(lines: Iterable[bytes], base: str) -> Iterator[tuple[str, str, str, str]]:
    seen: set[tuple[str, str, str, str]] = set()
    subject = None
    for quad in quads_of(lines):
        if not isinstance(quad.object, Literal) or not isinstance(quad.subject, NamedNode):
            continue
        if quad.subject != subject:
            subject = quad.subject
            seen.clear()
        iri = quad.subject.value
        row = (iri, kind_of(iri, base), quad.object.language or "", quad.object.value)
        if row not in seen:
            seen.add(row)
            yield row


def kind_of(iri: str, base: str) -> str:
    """Return the kind in ``{base}id/{kind}/…``, ``ontology`` for a term, '' for anything else."""
    if iri.startswith(f"{base}id/"):
        return iri[len(base) + 3 :].split("/", maxsplit=1)[0]
    return "ontology" if iri.startswith(f"{base}ontology") else ""
