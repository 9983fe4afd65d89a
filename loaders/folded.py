"""Reads releases that are stored as their difference from another one, which lies beside them.

``difference.json`` says which one that is, and for every file whether it is the ``same`` there,
kept ``whole``, or made from the ``lines`` of the file there. What is kept lies in
``difference/RELEASE`` as ``NAME.xz``: the file itself, or the script of ``diff -n OLD NEW`` (the
format of RCS: ``d3 2`` deletes two lines from line 3 on, ``a7 1`` adds the line that follows it
after line 7). Manifest and checksums lie where they always do, the store is not kept.
"""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import islice
from pathlib import Path

from loaders import sums
from loaders.errors import DataError

NAME, FOLDER = "difference.json", "difference"
SAME, WHOLE, LINES = "same", "whole", "lines"
COMMAND = re.compile(rb"([da])([0-9]{1,12}) ([0-9]{1,12})\n")
REMEDY = "restore it from a copy that is whole"


@dataclass(frozen=True)
class Told:
    """Against which release a release is stored, and how each of its files is."""

    against: str
    files: dict[str, str]

    def write(self, folder: Path) -> None:
        """Write it into the folder of the release, whole or not at all."""
        draft = folder / f".{NAME}"
        text = json.dumps(asdict(self), indent=1, sort_keys=True, ensure_ascii=False)
        draft.write_text(text + "\n", encoding="utf-8")
        draft.replace(folder / NAME)


def is_folded(folder: Path) -> bool:
    """Tell whether a release is stored as a difference."""
    return (folder / NAME).is_file()


def told(folder: Path) -> Told:
    """Return how a release is stored; raise DataError when that cannot be read."""
    path = folder / NAME
    try:
        return _told(path, path.stat().st_mtime_ns)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DataError(f"it does not say how it is stored ({error})", path) from error


@lru_cache(maxsize=64)
def _told(path: Path, _stamp: int) -> Told:
    raw = json.loads(path.read_text(encoding="utf-8"))
    found = Told(str(raw["against"]), {str(name): str(how) for name, how in raw["files"].items()})
    if "/" in found.against or found.against.startswith("."):
        raise ValueError("it leads out of the folder of releases")
    if any(".." in name.split("/") or name.startswith("/") for name in found.files):
        raise ValueError("it leads out of the folder of the release")
    return found


def part(folder: Path, against: str) -> Path:
    """Return where the files of a difference from a release lie."""
    return folder / FOLDER / against


def lines(folder: Path, name: str) -> Iterator[bytes]:
    """Yield the lines of a file of a release stored as a difference, rebuilt as they are read.

    Raise DataError when it cannot be rebuilt; whoever reads all of it compares its checksum.
    """
    return rebuilt(folder, told(folder), name)


def rebuilt(folder: Path, stored: Told, name: str) -> Iterator[bytes]:
    """Yield the lines of a file of a release that is stored in a way; see ``lines``."""
    how, base = stored.files.get(name), folder.parent / stored.against / name
    kept = part(folder, stored.against) / f"{name}.xz"
    try:
        if how == SAME:
            with base.open("rb") as old:
                yield from old
        elif how == WHOLE:
            with lzma.open(kept) as file:
                yield from file
        elif how == LINES:
            with base.open("rb") as old, lzma.open(kept) as script:
                yield from applied(old, script)
        else:
            raise DataError("it is not one of the files of this release", folder / name)
    except (OSError, EOFError, lzma.LZMAError, ValueError) as error:
        raise DataError(f"it cannot be rebuilt ({error})", folder / name, remedy=REMEDY) from error


def applied(old: Iterable[bytes], script: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the lines that a script makes of old ones; raise ValueError for one that does not fit.

    All is read as a stream: commands are in the order of the lines.
    """
    before, commands, place = iter(old), iter(script), 0
    for command in commands:
        match = COMMAND.fullmatch(command)
        if match is None:
            raise ValueError("not a command of diff -n")
        line, count = int(match[2]), int(match[3])
        wanted = line - 1 if match[1] == b"d" else line
        place += yield from _counted(before, wanted - place)
        if match[1] == b"d":
            place += sum(1 for _ in islice(before, count))
        else:
            yield from islice(commands, count)
    yield from before


def _counted(source: Iterator[bytes], count: int) -> Generator[bytes, None, int]:
    """Yield so many lines and return their number; raise ValueError when there are not as many."""
    passed = 0
    for line in islice(source, max(count, 0)):
        yield line
        passed += 1
    if passed != count:
        raise ValueError("the script is not about this file")
    return passed


def checked(folder: Path, name: str, take: Callable[[bytes], object]) -> None:
    """Rebuild a file, handing over line by line; raise DataError when it is not what it was."""
    digest = sha256()
    for line in lines(folder, name):
        digest.update(line)
        take(line)
    if digest.hexdigest() != _listed(folder, (folder / sums.NAME).stat().st_mtime_ns).get(name):
        against = told(folder).against
        raise DataError(
            f"what is rebuilt from {against} is not what it was", folder / name, remedy=REMEDY
        )


def content(folder: Path, name: str) -> bytes | None:
    """Return a file of a release, however that is stored; None when there is none.

    Raise DataError when it cannot be rebuilt as it was.
    """
    if (folder / name).is_file():
        return (folder / name).read_bytes()
    if not is_folded(folder) or name not in told(folder).files:
        return None
    found: list[bytes] = []
    checked(folder, name, found.append)
    return b"".join(found)


@lru_cache(maxsize=8)
def _listed(folder: Path, _stamp: int) -> dict[str, str]:
    return sums.read(folder / sums.NAME)
