"""Reads the search index of a release: things by name, word, beginning, misspelt word and code."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from loaders.errors import DataError
from loaders.naming.codes import Code
from loaders.naming.index import FORMAT, NAME
from loaders.naming.variants import variants

COLUMNS = (
    "t.id, t.iri, t.kind, t.grade, t.place, t.gone, t.label, t.country, t.governs, t.first, t.last"
)
NAMED = "n.id, n.name, n.lang, n.sort"
BY_FORM = f"""
SELECT {COLUMNS}, {NAMED}, f.how FROM forms f
JOIN names n ON n.id = f.name JOIN things t ON t.id = n.thing
WHERE f.form IN (%s) ORDER BY n.id LIMIT ?
"""  # noqa: S608 - columns and question marks
BY_WORD = f"""
SELECT {COLUMNS}, {NAMED}, 0 FROM words w
JOIN names n ON n.id = w.rowid JOIN things t ON t.id = n.thing
WHERE words MATCH ? AND w.rowid BETWEEN ? AND ? ORDER BY w.rowid LIMIT ?
"""  # noqa: S608
ALONE = f"""
SELECT {COLUMNS}, 0, t.label, '', 0, 0 FROM things t WHERE %s ORDER BY t.grade, t.place, t.iri
LIMIT 100
"""  # noqa: S608
BY_CODE = "t.id IN (SELECT thing FROM codes WHERE scheme = ? AND code = ?)"
BY_VARIANT = "SELECT term FROM terms WHERE id IN (SELECT term FROM variants WHERE variant IN (%s))"
ALL = (0, 1 << 62)


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing of the index; ``grade`` and ``place`` say what stands before what.

    ``governs`` is the IRI of what a government governs, ``first`` and ``last`` are years or 0.
    """

    number: int
    iri: str
    kind: str
    grade: int
    place: int
    gone: int
    label: str
    country: str
    governs: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Named:
    """A name of a thing: its number in the order of all names, and what it is to the thing."""

    thing: Thing
    number: int
    name: str
    lang: str
    sort: int
    how: int


class Index:
    """An open index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take a connection to an index of the present format."""
        self._connection = connection

    def by_form(self, forms: Sequence[str], limit: int = 200) -> list[Named]:
        """Return the names that have one of some forms."""
        return self._named(BY_FORM % marks(forms), (*forms, limit)) if forms else []

    def by_words(self, match: str, kind: str = "", limit: int = 200) -> list[Named]:
        """Return the names that fit an expression of FTS5, those of what people want first."""
        found: list[Named] = []
        for low, high in self._ranges(kind):
            found += self._named(BY_WORD, (match, low, high, limit - len(found)))
            if len(found) >= limit:
                break
        return found

    def by_code(self, code: Code) -> list[Named]:
        """Return the things with an identifier of another database."""
        return self._named(ALONE % BY_CODE, (code.scheme.name, code.text))

    def by_key(self, key: str) -> list[Named]:
        """Return the things with a key, of whatever kind."""
        return self._named(ALONE % "t.key = ?", (key,))

    def governing(self, place: str) -> list[Named]:
        """Return the governments of a place."""
        return self._named(ALONE % "t.governs = ? AND t.governs <> ''", (place,))

    def near(self, word: str, most: int) -> Iterator[str]:
        """Yield words that may differ from one by up to ``most`` letters: compare them."""
        asked = sorted(variants(word, most))
        for row in self._connection.execute(BY_VARIANT % marks(asked), asked):
            yield str(row[0])

    def terms(self, words: Sequence[str]) -> set[str]:
        """Return those of some words that stand in a name."""
        sql = f"SELECT term FROM terms WHERE term IN ({marks(words)})"  # noqa: S608
        return {str(row[0]) for row in self._connection.execute(sql, tuple(words))}

    def words_of_governments(self) -> frozenset[str]:
        """Return what stands before a place in the name of its government: ``comune di``."""
        rows = self._connection.execute("SELECT word FROM governing")
        return frozenset(str(row[0]) for row in rows)

    def _ranges(self, kind: str) -> Iterable[tuple[int, int]]:
        if not kind:
            return (ALL,)
        sql = "SELECT low, high FROM ranges WHERE kind = ? ORDER BY low"
        return [(int(low), int(high)) for low, high in self._connection.execute(sql, (kind,))]

    def _named(self, sql: str, values: Sequence[object]) -> list[Named]:
        rows = self._connection.execute(sql, tuple(values)).fetchall()
        return [Named(Thing(*row[:11]), *row[11:]) for row in rows]


def marks(values: Sequence[object]) -> str:
    """Return a question mark for each value, as ``IN`` wants them."""
    return ",".join("?" * len(values))


def is_readable(path: Path) -> bool:
    """Tell whether there is an index of the present format; raise DataError when it is broken."""
    if not path.is_file():
        return False
    with _reading(path), closing(_connected(path)) as connection:
        return bool(connection.execute("PRAGMA user_version").fetchone()[0] == FORMAT)


@contextmanager
def opened(folder: Path) -> Iterator[Index | None]:
    """Open the index of a release folder, None when it has none of the present format.

    Raise DataError when it cannot be read.
    """
    path = folder / NAME
    if not is_readable(path):
        yield None
        return
    with _reading(path), closing(_connected(path)) as connection:
        yield Index(connection)


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise DataError(f"the search index cannot be read: {error}", path) from error


def _connected(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{path.absolute().as_posix()}?mode=ro&immutable=1", uri=True)
