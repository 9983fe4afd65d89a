"""Says what is wrong with the rows of a word table, and in which row."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from loaders.errors import DataError


class Declared(NamedTuple):
    """What ``lists.csv`` allows in a list: no value, some (``values``), or any (None)."""

    values: frozenset[str] | None

    @property
    def valued(self) -> bool:
        """Tell whether the words of the list mean something each."""
        return self.values is None or bool(self.values)

    def allows(self, value: str) -> bool:
        """Tell whether a word of the list may have this value."""
        return bool(value) if self.values is None else value in (self.values or {""})


def wrong(path: Path, row: int, what: str, remedy: str) -> DataError:
    """Return the error on a row (the header is row 1)."""
    return DataError(what, path, row=row, remedy=remedy)


def check(path: Path, rows: Sequence[tuple[str, ...]], declared: Mapping[str, Declared]) -> None:
    """Raise DataError for the first row that is double, of no declared list, or ill-formed.

    A row is list, word and, in files with values, value.
    """
    # Thousands of rows are read at each start: what is right is told from all of them at once.
    single = len(set(rows)) == len(rows)
    said = {(row[0], *row[2:]) for row in rows}
    known = all(name in declared and declared[name].allows("".join(value)) for name, *value in said)
    words = [row[1] for row in rows]
    composed = unicodedata.is_normalized("NFC", "".join(words))
    bare = "" not in words and words == list(map(str.strip, words))
    if not (single and known and composed and bare):
        _explain(path, rows, declared)


def _explain(path: Path, rows: Sequence[tuple[str, ...]], declared: Mapping[str, Declared]) -> None:
    seen: dict[tuple[str, ...], int] = {}
    for number, (name, word, *value) in enumerate(rows, start=2):
        if name not in declared:
            raise wrong(path, number, f"the list {name!r} is not declared",
                        f"take one that lists.csv has for the file {path.stem}")  # fmt: skip
        if (name, word, *value) in seen:
            raise wrong(path, number, f"{word!r} stands in row {seen[name, word, *value]} too",
                        "delete one of the two rows")  # fmt: skip
        seen[name, word, *value] = number
        if not word or word != word.strip() or "\n" in word:
            raise wrong(path, number, f"the word {word!r} is empty or has blanks around it",
                        "write the word alone into the cell")  # fmt: skip
        if not unicodedata.is_normalized("NFC", word):
            raise wrong(path, number, f"the accents of {word!r} are characters of their own",
                        "write the word anew: letters with their accents (NFC)")  # fmt: skip
        if not declared[name].allows("".join(value)):
            allowed = declared[name].values
            raise wrong(
                path, number, f"{''.join(value)!r} is not a value of the list {name!r}",
                "say what the word means" if allowed is None
                else f"take one of: {' '.join(sorted(allowed))}" if allowed
                else "leave the cell empty",
            )  # fmt: skip
