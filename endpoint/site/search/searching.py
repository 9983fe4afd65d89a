"""Finds things by the beginnings of the words of their labels, in all languages."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from loaders.errors import DataError

WORD = re.compile(r"\w+", re.UNICODE)
WORDS = 8
LONGEST = 200
STROKES = {"l": "ł", "o": "ø", "d": "đ"}
FETCHED = 2000

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

    ``ranks`` puts kinds before (0) or behind (2) the others, ``kind`` narrows to one.
    Raise DataError when the index cannot be read.
    """
    match = expression(text)
    if not match:
        return ()
    try:
        with closing(_open(index)) as connection:
            rows = connection.execute(SQL, (match, kind, kind, FETCHED)).fetchall()
    except sqlite3.Error as error:
        raise DataError(f"the search index cannot be read: {error}", index) from error
    wanted = text.strip().casefold()
    best: dict[str, tuple[tuple[bool, int, bool, int, int], Hit]] = {}
    for place, row in enumerate(rows):
        hit = Hit(*row)
        label = hit.label.casefold()
        exact, begins = label == wanted, label.startswith(wanted)
        score = (not exact, ranks.get(hit.kind, 1), not begins, len(label), place)
        if hit.iri not in best or score < best[hit.iri][0]:
            best[hit.iri] = (score, hit)
    ranked = sorted(best.values(), key=lambda pair: pair[0])
    return tuple(hit for _, hit in ranked[:limit])


def _open(index: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{index.as_posix()}?mode=ro&immutable=1", uri=True)
