"""Writes the search index of a release: every name of every thing, findable as people type it.

Names are numbered in the order in which people want them (cities first, short names before long
ones), so that the first of many are found without looking at all of them.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from loaders import disk
from loaders.kinds import ACTORS
from loaders.naming.index import ACRONYM, FORMAT, INNER
from loaders.naming.spelling import acronyms, forms
from loaders.naming.variants import indexed
from loaders.release.searchable.facts import Facts, things
from loaders.tables.words import spoken
from loaders.text import folded

SCHEMA = f"""
PRAGMA user_version = {FORMAT};
CREATE TABLE things(
    id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, key TEXT NOT NULL,
    grade INTEGER NOT NULL, place INTEGER NOT NULL, gone INTEGER NOT NULL, label TEXT NOT NULL,
    country TEXT NOT NULL, governs TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL
);
CREATE TABLE names(
    id INTEGER PRIMARY KEY, thing INTEGER NOT NULL, name TEXT NOT NULL, lang TEXT NOT NULL,
    sort INTEGER NOT NULL
);
CREATE TABLE forms(
    form TEXT NOT NULL, name INTEGER NOT NULL, how INTEGER NOT NULL, PRIMARY KEY(form, name)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(
    forms, content = '', tokenize = "unicode61 remove_diacritics 0 tokenchars '_'",
    prefix = '1 2 3 4'
);
CREATE TABLE ranges(kind TEXT NOT NULL, low INTEGER NOT NULL, high INTEGER NOT NULL);
CREATE TABLE terms(id INTEGER PRIMARY KEY, term TEXT NOT NULL UNIQUE);
CREATE TABLE variants(
    variant INTEGER NOT NULL, term INTEGER NOT NULL, PRIMARY KEY(variant, term)
) WITHOUT ROWID;
CREATE TABLE codes(
    scheme TEXT NOT NULL, code TEXT NOT NULL, thing INTEGER NOT NULL,
    PRIMARY KEY(code, scheme, thing)
) WITHOUT ROWID;
CREATE TABLE governing(word TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE loose(
    grade INTEGER, place INTEGER, length INTEGER, thing INTEGER, name TEXT, lang TEXT, sort INTEGER
);
"""
ENDING = """
CREATE INDEX things_by_key ON things(key);
CREATE INDEX things_by_governed ON things(governs) WHERE governs <> '';
CREATE INDEX names_by_thing ON names(thing);
INSERT INTO words(words) VALUES ('optimize');
"""
ORDERED = """
SELECT loose.thing, name, lang, sort, loose.grade, kind
FROM loose JOIN things ON things.id = thing
ORDER BY loose.grade, loose.place, kind, length, name, lang, iri
"""
# Longer names are titles and sentences: nobody types them with one letter wrong.
LONGEST_NAME = 80
BATCH = 5000
SHIFT = 32  # bits of the number of a word beside that of a variant


def write_index(path: Path, lines: Iterable[bytes], base: str) -> int:
    """Write the index of sorted N-Quads lines; return how many names it has."""
    with disk.guarded(path, sqlite3.OperationalError), closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("PRAGMA temp_store = MEMORY")
        database.executescript(SCHEMA)
        for number, found in enumerate(things(lines, base), start=1):
            _write_thing(database, number, found)
        written = _write_names(database)
        words = sorted({folded(word) for word in spoken("governments.before")} - {""})
        database.executemany("INSERT INTO governing VALUES (?)", ((word,) for word in words))
        database.executescript(ENDING)
        database.commit()
        database.execute("VACUUM")
        return written


def _write_thing(database: sqlite3.Connection, number: int, found: Facts) -> None:
    label = min(found.names, key=lambda name: (found.names[name], name[1] not in ("", "en"), name))
    database.execute(
        "INSERT INTO things VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (number, found.iri, found.kind, found.key, found.group, found.order, found.gone, label[0],
         found.country, found.governs, found.first, found.last),
    )  # fmt: skip
    names = dict(found.names)
    if found.kind in ACTORS and found.group < INNER:
        for name, _ in found.names:
            for short in acronyms(name):
                names.setdefault((short, ""), ACRONYM)
    database.executemany(
        "INSERT INTO loose VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (found.group, found.order, len(name), number, name, lang, sort)
            for (name, lang), sort in names.items()
        ),
    )
    codes = ((scheme, code, number) for scheme, code in sorted(found.codes))
    database.executemany("INSERT INTO codes VALUES (?, ?, ?)", codes)


Row = tuple[int, str, str, int, int, str]


def _write_names(database: sqlite3.Connection) -> int:
    """Write the names, numbered in their order, and under which forms each is found."""
    terms: set[str] = set()
    ranges: list[list[object]] = []
    written = 0
    rows: Iterator[Row] = iter(database.execute(ORDERED))
    while batch := list(islice(rows, BATCH)):
        numbered = [(number, row, forms(row[1])) for number, row in enumerate(batch, written + 1)]
        _write_batch(database, numbered)
        for number, row, found in numbered:
            _count(ranges, row[5], number)
            if row[4] < INNER and len(row[1]) <= LONGEST_NAME:
                terms.update(word for form in found for word in form.split())
        written += len(batch)
    database.executemany("INSERT INTO ranges VALUES (?, ?, ?)", ranges)
    _write_terms(database, sorted(terms))
    return written


def _write_batch(database: sqlite3.Connection, rows: list[tuple[int, Row, dict[str, int]]]) -> None:
    database.executemany(
        "INSERT INTO names VALUES (?, ?, ?, ?, ?)", ((number, *row[:4]) for number, row, _ in rows)
    )
    database.executemany(
        "INSERT INTO forms VALUES (?, ?, ?)",
        ((form, number, how) for number, _, some in rows for form, how in some.items()),
    )
    database.executemany(
        "INSERT INTO words(rowid, forms) VALUES (?, ?)",
        ((number, " ".join(some)) for number, _, some in rows),
    )


def _count(ranges: list[list[object]], kind: str, number: int) -> None:
    """Let the numbers of the names of a kind reach so far; a kind may have several ranges."""
    if not ranges or ranges[-1][0] != kind:
        ranges.append([kind, number, number])
    ranges[-1][2] = number


def _write_terms(database: sqlite3.Connection, terms: list[str]) -> None:
    """Write words with what is left of them without a letter or two, in the order of the table."""
    pairs = array("Q")
    for number, word in enumerate(terms):
        pairs.extend(variant << SHIFT | number for variant in indexed(word))
    database.executemany("INSERT INTO terms VALUES (?, ?)", enumerate(terms))
    database.executemany(
        "INSERT INTO variants VALUES (?, ?)",
        ((pair >> SHIFT, pair & (1 << SHIFT) - 1) for pair in sorted(pairs)),
    )
