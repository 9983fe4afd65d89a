"""Writes the search index: the labels of every thing in all languages, and its identifiers.

``labels`` finds by words and by their beginnings, ``parts`` by any three letters in a row, so that
a misspelt name is found too, and ``identifiers`` by the exact number or code of another database.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from loaders import disk
from loaders.kinds import PARTS, kind_in
from loaders.rdf.nquads import quads_of
from loaders.release.description.identifiers import IDENTIFIERS
from loaders.text import folded

WORD = re.compile(r"\w+")

# Diacritics do not count ("Zurich" finds Zürich); prefixes of two to four letters are indexed.
# ``folded`` holds what SQLite does not fold itself: Greek accents, the Polish ł, the German ß.
SCHEMA = """
CREATE VIRTUAL TABLE labels USING fts5(
    iri UNINDEXED, kind UNINDEXED, lang UNINDEXED, label, folded,
    tokenize = "unicode61 remove_diacritics 2", prefix = '2 3 4'
);
CREATE VIRTUAL TABLE parts USING fts5(plain, tokenize = "trigram", content = '');
CREATE TABLE identifiers(value TEXT NOT NULL, iri TEXT NOT NULL, kind TEXT NOT NULL);
CREATE INDEX identifier ON identifiers(value);
"""
# Longer labels are titles and sentences: nobody types them with one letter wrong.
LONGEST_NAME = 80
BATCH = 5000


Row = tuple[str, str, str, str, str]


def write_index(path: Path, lines: Iterable[bytes], base: str) -> int:
    """Write the index of N-Quads lines of labels and identifiers; return how many labels it has."""
    with disk.guarded(path, sqlite3.OperationalError), closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.executescript(SCHEMA)
        written = 0
        quads = _texts(lines)
        while batch := list(islice(quads, BATCH)):
            written += _write(database, batch, written, base)
        database.execute("INSERT INTO labels(labels) VALUES ('optimize')")
        database.execute("INSERT INTO parts(parts) VALUES ('optimize')")
        database.commit()
        database.execute("VACUUM")
        return written


Text = tuple[str, NamedNode, Literal]


def _texts(lines: Iterable[bytes]) -> Iterator[Text]:
    """Yield subject, property and text of every line, each label of a thing once."""
    seen: set[Literal] = set()
    subject = None
    for quad in quads_of(lines):
        if not isinstance(quad.object, Literal) or not isinstance(quad.subject, NamedNode):
            continue
        if quad.subject != subject:
            subject = quad.subject
            seen.clear()
        if quad.object not in seen:
            seen.add(quad.object)
            yield quad.subject.value, quad.predicate, quad.object


def _write(database: sqlite3.Connection, texts: Sequence[Text], before: int, base: str) -> int:
    """Write texts after the labels that are there; return how many of them are labels.

    What has its IRI from a thing, as a name of it, is found by that thing.
    """
    terms = {NamedNode(f"{base}ontology#{name}") for name in IDENTIFIERS}
    own = f"{base}id/"
    labels = [
        _row(iri, text, base)
        for iri, term, text in texts
        if term not in terms and not (iri.startswith(own) and "#" in iri)
    ]
    codes = [(text.value, iri, _kind(iri, base)) for iri, term, text in texts if term in terms]
    numbered = [(before + n, *row) for n, row in enumerate(labels, start=1)]
    database.executemany("INSERT INTO identifiers VALUES (?, ?, ?)", codes)
    database.executemany(
        "INSERT INTO labels(rowid, iri, kind, lang, label, folded) VALUES (?, ?, ?, ?, ?, ?)",
        numbered,
    )
    names = ((number, folded(row[3])) for number, *row in numbered if _may_be_misspelt(*row))
    database.executemany("INSERT INTO parts(rowid, plain) VALUES (?, ?)", names)
    return len(labels)


def _may_be_misspelt(_: str, kind: str, __: str, label: str, ___: str) -> bool:
    return bool(kind) and kind not in PARTS and len(label) <= LONGEST_NAME


def _row(iri: str, label: Literal, base: str) -> Row:
    text = label.value
    plain = folded(text)
    same = plain == " ".join(WORD.findall(text.casefold()))
    return iri, _kind(iri, base), label.language or "", text, "" if same else plain


def _kind(iri: str, base: str) -> str:
    return kind_in(iri, f"{base}id/") or ("ontology" if iri.startswith(f"{base}ontology") else "")
