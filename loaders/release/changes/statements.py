"""Compares two releases: which statements came and went, by graph and by thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from loaders import manifest
from loaders.manifest import DUMP
from loaders.rdf.nquads import iri, split


@dataclass
class Difference:
    """What changed from one release to another; statements are N-Quads lines.

    ``graphs`` counts (added, removed) statements by graph. A thing is new when the old release says
    nothing of it, gone when the new one does, changed when both do and not the same.
    """

    old: str
    new: str
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    graphs_added: Counter[str] = field(default_factory=Counter)
    graphs_removed: Counter[str] = field(default_factory=Counter)
    things_new: list[str] = field(default_factory=list)
    things_gone: list[str] = field(default_factory=list)
    things_changed: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        """Return everything as JSON values."""
        graphs = sorted({*self.graphs_added, *self.graphs_removed})
        return {
            "from": self.old,
            "to": self.new,
            "statements": {"added": self.added, "removed": self.removed},
            "graphs": {
                name: {"added": self.graphs_added[name], "removed": self.graphs_removed[name]}
                for name in graphs
            },
            "things": {
                "new": self.things_new,
                "gone": self.things_gone,
                "changed": self.things_changed,
            },
        }


def compare(old: Path, new: Path) -> Difference:
    """Compare the dumps of two release folders, which are read side by side as streams.

    Raise DataError when one of them is not a release.
    """
    before, after = manifest.read(old), manifest.read(new)
    own = f"<{after.base}id/".encode()
    difference = Difference(before.folder, after.folder)
    for subject, sides in groupby(_sides(old / DUMP, new / DUMP), key=lambda side: side[0]):
        seen: set[str] = set()
        for _, sign, line in sides:
            seen.add(sign)
            if sign != "=":
                _note(difference, sign, line)
        if subject.startswith(own) and seen != {"="}:
            _note_thing(difference, iri(subject), seen)
    return difference


def _note(difference: Difference, sign: str, line: bytes) -> None:
    graph, text = iri(split(line)[3]), line.decode().rstrip("\n")
    if sign == "+":
        difference.added.append(text)
        difference.graphs_added[graph] += 1
    else:
        difference.removed.append(text)
        difference.graphs_removed[graph] += 1


def _note_thing(difference: Difference, thing: str, seen: set[str]) -> None:
    if seen == {"+"}:
        difference.things_new.append(thing)
    elif seen == {"-"}:
        difference.things_gone.append(thing)
    else:
        difference.things_changed.append(thing)


def _sides(old: Path, new: Path) -> Iterator[tuple[bytes, str, bytes]]:
    """Yield subject, ``=``, ``+`` or ``-``, and line, in canonical order."""
    with old.open("rb") as old_file, new.open("rb") as new_file:
        left, right = old_file.readline(), new_file.readline()
        while left or right:
            if left == right:
                yield left.split(b" ", 1)[0], "=", left
                left, right = old_file.readline(), new_file.readline()
            elif not right or (left and left < right):
                yield left.split(b" ", 1)[0], "-", left
                left = old_file.readline()
            else:
                yield right.split(b" ", 1)[0], "+", right
                right = new_file.readline()
