"""Writes the search index: all labels in all languages, found by words and by their beginnings."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from loaders import disk
from loaders.kinds import kind_in
from loaders.rdf.nquads import quads_of
from loaders.text import folded

WORD = re.compile(r"\w+")

# Diacritics do not count ("Zurich" finds Zürich); prefixes of two to four letters are indexed.
# ``folded`` holds what SQLite does not fold itself: Greek accents, the Polish ł, the German ß.
SCHEMA = """
CREATE VIRTUAL TABLE labels USING fts5(
    iri UNINDEXED, kind UNINDEXED, lang UNINDEXED, label, folded,
    tokenize = "unicode61 remove_diacritics 2", prefix = '2 3 4'
)
"""


Row = tuple[str, str, str, str, str]


def write_index(path: Path, lines: Iterable[bytes], base: str) -> int:
    """Write the index of N-Quads lines whose objects are labels; return how many were written."""
    with disk.guarded(path, sqlite3.OperationalError), closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute(SCHEMA)
        written = database.executemany(
            "INSERT INTO labels VALUES (?, ?, ?, ?, ?)", _rows(lines, base)
        )
        database.execute("INSERT INTO labels(labels) VALUES ('optimize')")
        database.commit()
        database.execute("VACUUM")
        return written.rowcount


def _rows(lines: Iterable[bytes], base: str) -> Iterator[Row]:
    seen: set[Row] = set()
    subject = None
    for quad in quads_of(lines):
        if not isinstance(quad.object, Literal) or not isinstance(quad.subject, NamedNode):
            continue
        if quad.subject != subject:
            subject = quad.subject
            seen.clear()
        row = _row(quad.subject.value, quad.object, base)
        if row not in seen:
            seen.add(row)
            yield row


def _row(iri: str, label: Literal, base: str) -> Row:
    text = label.value
    plain = folded(text)
    same = plain == " ".join(WORD.findall(text.casefold()))
    kind = kind_in(iri, f"{base}id/") or ("ontology" if iri.startswith(f"{base}ontology") else "")
    return iri, kind, label.language or "", text, "" if same else plain
