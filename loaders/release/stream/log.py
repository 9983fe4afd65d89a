"""Continues the change log with the releases that came since, in files that never change again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from loaders import disk, ledger, manifest
from loaders.errors import DataError
from loaders.ledger import Entry
from loaders.manifest import DUMP
from loaders.release.changes.dump import Dump
from loaders.release.changes.statements import compare
from loaders.release.changes.things import Change, Teller
from loaders.release.stream.pages import CREATE, DELETE, MEMBERS, UPDATE, Activity, Stream
from loaders.release.stream.units import Unit, Units

INDEX, STATE = "index.trig", "state.json"


@dataclass
class Log:
    """The change log in a folder: the releases in it, and what the last of them says."""

    folder: Path
    base: str
    entries: list[tuple[Entry, int]]
    units: dict[Unit, str]
    last: Path | None = None

    @classmethod
    def read(cls, folder: Path, base: str) -> Log:
        """Return the log in a folder, a new one when there is none.

        Raise DataError when it cannot be read, or is that of another base.
        """
        path = folder / STATE
        if not path.exists():
            return cls(folder, base, [], {})
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
            entries = [(Entry(**one), pages) for one, pages in raw["releases"]]
            units = {(graph, subject): digest for graph, subject, digest in raw["units"]}
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise DataError(f"the state of the change log cannot be read: {error}", path) from error
        if raw["base"] != base:
            raise DataError(f"this is the change log of {raw['base']}, not of {base}", path)
        return cls(folder, base, entries, units)

    def append(self, release: Path) -> int:
        """Write the pages of one more release; return the number of its activities.

        Raise DataError when it is older than the last one in the log.
        """
        made = manifest.read(release)
        entry = ledger.entry_of(made)
        if self.entries and ledger.order(entry.version) <= ledger.order(
            self.entries[-1][0].version
        ):
            last = self.entries[-1][0].version
            raise DataError(
                f"{entry.version} is not later than {last}, which is in the log", release
            )
        self.folder.mkdir(parents=True, exist_ok=True)
        units, stream = Units(self.base), Stream(self.base)
        now = units.digests(release / DUMP)
        activities = list(self._activities(units, release / DUMP, now))
        pages = 0
        for batch in _batches(activities, MEMBERS):
            name = f"{entry.version}-{pages}.trig"
            disk.write_bytes(self.folder / name, stream.page(entry, pages, batch))
            pages += 1
        self._tell(release, entry)
        self.entries.append((entry, pages))
        self.units, self.last = now, release
        self._save(stream)
        return len(activities)

    def _activities(self, units: Units, dump: Path, now: dict[Unit, str]) -> Iterator[Activity]:
        changed = [unit for unit, digest in now.items() if self.units.get(unit) != digest]
        lines = units.lines(dump, changed)
        for unit in sorted({*changed, *(self.units.keys() - now.keys())}):
            if unit in lines:
                kind = UPDATE if unit in self.units else CREATE
                yield Activity(kind, unit, tuple(lines[unit]))
            else:
                yield Activity(DELETE, unit)

    def _tell(self, release: Path, entry: Entry) -> None:
        """Write what became of things, for people; nothing is told of the first release."""
        told: list[dict[str, object]] = []
        if self.last is not None:
            dumps = Dump(self.last / DUMP), Dump(release / DUMP)
            found = Teller(self.base, *dumps).explain(compare(self.last, release))
            told = [_told(change, self.base, dumps) for change in found.changes]
        breaking = dict(manifest.read(release).breaking)
        document = {**asdict(entry), "breaking": breaking, "changes": told}
        text = json.dumps(document, ensure_ascii=False, indent=0)
        disk.write_text(self.folder / f"{entry.version}.json", text + "\n")

    def _save(self, stream: Stream) -> None:
        disk.write_bytes(self.folder / INDEX, stream.index(self.entries))
        state = {
            "base": self.base,
            "releases": [[asdict(entry), pages] for entry, pages in self.entries],
            "units": [[*unit, digest] for unit, digest in sorted(self.units.items())],
        }
        disk.write_text(self.folder / STATE, json.dumps(state, ensure_ascii=False) + "\n")


def _told(change: Change, base: str, dumps: tuple[Dump, Dump]) -> dict[str, object]:
    """Return a change with all things it is about: a membership is about a city and a network."""
    start = f"{base}id/"
    about = {change.iri}
    for dump in dumps:
        for quad in dump.quads(change.iri):
            value = getattr(quad.object, "value", "")
            if value.startswith(start):
                about.add(value)
    return {
        "sign": change.sign,
        "kind": change.kind,
        "iri": change.iri,
        "label": change.label,
        "sources": list(change.sources),
        "about": sorted(about),
    }


def _batches(activities: Iterable[Activity], size: int) -> Iterator[list[Activity]]:
    source = iter(activities)
    while batch := list(islice(source, size)):
        yield batch
