"""The releases that lie beside the one served, and those that are only remembered."""

from __future__ import annotations

import mmap
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from endpoint.sparql.backend import ReleaseInfo, release_info
from endpoint.sparql.errors import QueryError
from loaders import folded, ledger, manifest
from loaders.errors import DataError
from loaders.manifest import DUMP, STORE

DUMPS = "dumps"
# How many releases are remembered that were looked at: counts and hash, not their data.
KNOWN = 256
NAMED = re.compile(r"(\d{4}-\d{2}-\d{2}(?:\.\d+)?)-.+")


@dataclass(frozen=True)
class Library:
    """The folder of releases around the one that is served."""

    served: ReleaseInfo

    def kept(self) -> tuple[ReleaseInfo, ...]:
        """Return the releases with their data, the oldest first: of each version the last made."""
        found = {one.version: one for path in self._folders() if (one := looked_at(path))}
        if self.served.folder is not None:
            found[self.served.version] = self.served
        return tuple(found[version] for version in sorted(found, key=ledger.order))

    def find(self, version: str) -> ReleaseInfo:
        """Return a release by its version.

        Raise QueryError for one that is no longer kept, and for one that never was.
        """
        if version == self.served.version:
            return self.served
        if ledger.VERSION.fullmatch(version):
            for path in reversed(self._folders(f"{version}-")):
                one = looked_at(path)
                if one is not None and one.version == version:
                    return one
            if entry := self.remembered().get(version):
                raise QueryError(lost(entry), kind="gone", remedy="ask the deposit, or another")
        raise QueryError(
            f"there is no release {version[:40]!r} here",
            kind="no-release",
            remedy="/dataset lists those that are kept",
        )

    def remembered(self) -> dict[str, ledger.Entry]:
        """Return what the ledgers know, by version: the one beside the releases, the one inside."""
        folder = self.served.folder
        return {} if folder is None else remembered(folder)

    def _folders(self, beginning: str = "") -> list[Path]:
        """Return the folders of releases by name."""
        folder = self.served.folder
        if folder is None:
            return []
        found = (path for path in folder.parent.iterdir() if path.name.startswith(beginning))
        named = (path for path in found if NAMED.fullmatch(path.name) and not path.is_symlink())
        return sorted(path for path in named if (path / STORE).is_dir() or folded.is_folded(path))


def lost(entry: ledger.Entry) -> str:
    """Say of a release that is not kept what it was, and where it was deposited."""
    places = [f"https://doi.org/{entry.doi}"] if entry.doi else []
    places += [entry.deposited] if entry.deposited else []
    where = f"it was deposited at {places[0]}" if places else "no deposit of it is recorded"
    return f"release {entry.version} is no longer kept; its hash is {entry.hash}, and {where}"


def remembered(release: Path) -> dict[str, ledger.Entry]:
    """Return the releases that the ledgers know, by version.

    One is in the release and lists those that were recorded before it; the other lies beside the
    releases and lists those that were made there.
    """
    found: dict[str, ledger.Entry] = {}
    for path in (release.parent / ledger.NAME, release / DUMPS / ledger.NAME):
        try:
            found |= {entry.version: entry for entry in ledger.read(path)}
        except (DataError, OSError):
            continue  # the ledger is a help, and says itself when it is damaged
    return found


def looked_at(folder: Path) -> ReleaseInfo | None:
    """Return which release a folder holds, None when it holds none; it is read once."""
    try:
        stamp = (folder / manifest.NAME).stat().st_mtime_ns
        return _read(folder, stamp)
    except (DataError, OSError):
        return None


@lru_cache(maxsize=KNOWN)
def _read(folder: Path, _stamp: int) -> ReleaseInfo:
    return release_info(folder)


def tells_of(folder: Path, iri: str) -> bool:
    """Tell whether a release says anything of a thing: by halving its dump, which is sorted.

    The dump of a release that is stored as a difference is rebuilt as it is read.
    """
    wanted = f"<{iri}> ".encode()
    try:
        if folded.is_folded(folder):
            return any(line.startswith(wanted) for line in folded.lines(folder, DUMP))
        with (folder / DUMP).open("rb") as file:
            if not file.seek(0, 2):
                return False
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as lines:
                return _begins(lines, wanted)
    except (DataError, OSError):
        return False


def _begins(lines: mmap.mmap, wanted: bytes) -> bool:
    """Tell whether a line begins so, of lines that are sorted by their bytes."""
    low, high = 0, len(lines)
    while low < high:
        # The line in the middle: `low` is always where one begins.
        middle = (low + high) // 2
        start = max(lines.rfind(b"\n", low, middle) + 1, low)
        end = lines.find(b"\n", start)
        end = len(lines) if end < 0 else end + 1
        if lines[start : start + len(wanted)] < wanted:
            low = end
        else:
            high = start
    return lines[low : low + len(wanted)] == wanted
