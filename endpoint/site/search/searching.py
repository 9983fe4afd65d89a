"""Finds things by the words of their labels in all languages, by identifiers, and misspelt."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from endpoint.site.search.misspelt import has, misspelt
from loaders.errors import DataError
from loaders.text import folded

WORD = re.compile(r"\w+", re.UNICODE)
WORDS = 8
LONGEST = 200
STROKES = {"l": "ł", "o": "ø", "d": "đ"}
FETCHED = 2000
SHORT = 2
# A code as a person copies it: Q72, 2657896, https://sws.geonames.org/2657896/, IT_082053.
IDENTIFIER = re.compile(r"(?:^|/)([Qq]\d{1,12}|\d{4,12}|[A-Z]{2}_\w{1,12}|[A-Z]{2}[A-Z0-9]{3})/?$")
IDENTIFIED = "SELECT iri, kind FROM identifiers WHERE value = ? AND (? = '' OR kind = ?) LIMIT 50"

SQL = """
SELECT iri, kind, lang, label FROM labels
WHERE labels MATCH ? AND (? = '' OR kind = ?)
ORDER BY rank LIMIT ?
"""


@dataclass(frozen=True)
class Hit:
    """A label that fits, and the thing it names."""

    iri: str
    kind: str
    lang: str
    label: str


def expression(text: str) -> str:
    """Return the FTS5 expression for words in any order, each as a beginning; '' without words.

    Every word is quoted, so nothing a person types is taken for the language of FTS5.
    """
    words = WORD.findall(text[:LONGEST])[:WORDS]
    groups = (" OR ".join(f'"{one}"*' for one in spellings(word)) for word in words)
    return " AND ".join(f"({group})" for group in groups)


def spellings(word: str) -> tuple[str, ...]:
    """Return a word with and without strokes: the index folds ó and ź, but not ł and ø.

    At most the first three letters that could have a stroke are varied, so that the expression
    stays short.
    """
    places = [n for n, letter in enumerate(word.lower()) if letter in STROKES][:3]
    found = {word}
    for chosen in product((False, True), repeat=len(places)):
        letters = list(word.lower())
        for place, stroke in zip(places, chosen, strict=True):
            letters[place] = STROKES[letters[place]] if stroke else letters[place]
        found.add("".join(letters))
    return tuple(sorted(found))


def search(
    index: Path, text: str, ranks: Mapping[str, int], kind: str = "", limit: int = 100
) -> tuple[Hit, ...]:
    """Return things whose label fits, each once, best first: exact labels before longer ones.

    A number or code of another database finds its thing. Where nothing has the words, short ones
    (``w Gdańsku``) are left out, and then names count that differ by a letter or two.
    ``ranks`` puts kinds before (0) or behind (2) the others, ``kind`` narrows to one.
    Raise DataError when the index cannot be read.
    """
    text = text[:LONGEST]
    try:
        with closing(_open(index)) as connection:
            found = _identified(connection, text, kind) or _named(connection, text, ranks, kind)
            longer = " ".join(word for word in text.split() if len(word) > SHORT)
            if not found and longer != text.strip():
                found = _named(connection, longer, ranks, kind)
            if not found:
                found = _misspelt(connection, text, ranks, kind)
            if not found and longer != text.strip():
                found = _misspelt(connection, longer, ranks, kind)
    except sqlite3.Error as error:
        raise DataError(f"the search index cannot be read: {error}", index) from error
    return tuple(found[:limit])


def _identified(connection: sqlite3.Connection, text: str, kind: str) -> list[Hit]:
    """Return the things with an identifier, which may stand at the end of an address."""
    code = IDENTIFIER.search(text.strip())
    if code is None or not has(connection, "identifiers"):
        return []
    rows = connection.execute(IDENTIFIED, (code[1].upper(), kind, kind)).fetchall()
    return [Hit(iri, found, "", _label(connection, iri) or code[1]) for iri, found in rows]


def _label(connection: sqlite3.Connection, iri: str) -> str:
    row = connection.execute("SELECT label FROM labels WHERE iri = ? LIMIT 1", (iri,)).fetchone()
    return str(row[0]) if row else ""


def _named(
    connection: sqlite3.Connection, text: str, ranks: Mapping[str, int], kind: str
) -> list[Hit]:
    match = expression(text)
    if not match:
        return []
    wanted = folded(text)
    best: dict[str, tuple[tuple[bool, int, bool, int, int], Hit]] = {}
    rows = connection.execute(SQL, (match, kind, kind, FETCHED)).fetchall()
    for place, row in enumerate(rows):
        hit = Hit(*row)
        label = folded(hit.label)
        exact, begins = label == wanted, label.startswith(wanted)
        score = (not exact, ranks.get(hit.kind, 1), not begins, len(label), place)
        if hit.iri not in best or score < best[hit.iri][0]:
            best[hit.iri] = (score, hit)
    return [hit for _, hit in sorted(best.values(), key=lambda pair: pair[0])]


def _misspelt(
    connection: sqlite3.Connection, text: str, ranks: Mapping[str, int], kind: str
) -> list[Hit]:
    best: dict[str, tuple[tuple[int, int, int], Hit]] = {}
    for apart, row in misspelt(connection, text, kind):
        hit = Hit(*row)
        score = (apart, ranks.get(hit.kind, 1), len(hit.label))
        if hit.iri not in best or score < best[hit.iri][0]:
            best[hit.iri] = (score, hit)
    return [hit for _, hit in sorted(best.values(), key=lambda pair: (pair[0], pair[1].iri))]


def _open(index: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{index.as_posix()}?mode=ro&immutable=1", uri=True)
