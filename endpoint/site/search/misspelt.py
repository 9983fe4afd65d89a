"""Finds names that differ from what was typed by a letter or two."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from loaders.text import folded

CANDIDATES = 300
SHORTEST, LONGEST = 4, 60
TABLE = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
SQL = """
SELECT iri, kind, lang, label FROM parts JOIN labels ON labels.rowid = parts.rowid
WHERE parts MATCH ? AND (? = '' OR kind = ?) ORDER BY parts.rank LIMIT ?
"""


def misspelt(
    connection: sqlite3.Connection, text: str, kind: str
) -> Iterator[tuple[int, tuple[str, str, str, str]]]:
    """Yield labels that differ little from a text, with the number of letters that differ.

    An index of an older release may lack the table: then there are none.
    """
    wanted = folded(text)
    if not SHORTEST <= len(wanted) <= LONGEST or not has(connection, "parts"):
        return
    letters = wanted.replace('"', "")
    grams = dict.fromkeys(letters[n : n + 3] for n in range(len(letters) - 2))
    match = " OR ".join(f'"{gram}"' for gram in grams)
    most = allowed(len(wanted))
    for row in connection.execute(SQL, (match, kind, kind, CANDIDATES)):
        apart = distance(wanted, folded(row[3]), most)
        if apart <= most:
            yield apart, row


def has(connection: sqlite3.Connection, table: str) -> bool:
    """Tell whether an index has a table."""
    return connection.execute(TABLE, (table,)).fetchone() is not None


def allowed(length: int) -> int:
    """Return how many letters of a name of some length may differ."""
    return 1 if length < 6 else 2


def distance(one: str, other: str, most: int) -> int:
    """Return how many letters to add, drop, change or swap with a neighbour, ``most + 1`` if more.

    Only the cells of the table that can lead to a small number are filled: the time is linear in
    the length of the texts.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    far = most + 1
    before: dict[int, int] = {}
    row = {n: n for n in range(min(len(other), most) + 1)}
    for i, letter in enumerate(one, start=1):
        low, high = max(0, i - most), min(len(other), i + most)
        line: dict[int, int] = {}
        for j in range(low, high + 1):
            if j == 0:
                line[j] = i
                continue
            best = min(
                row.get(j, far) + 1,
                line.get(j - 1, far) + 1,
                row.get(j - 1, far) + (letter != other[j - 1]),
            )
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == other[j - 1]:
                best = min(best, before.get(j - 2, far) + 1)
            line[j] = min(best, far)
        before, row = row, line
    return row.get(len(other), far)
