"""Stores a release as its difference from another, which is whole; nothing is lost on the way."""

from __future__ import annotations

import lzma
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from loaders import folded, sums
from loaders.disk import sync, sync_folder
from loaders.errors import DataError
from loaders.folded import LINES, SAME, WHOLE, Told
from loaders.manifest import NAME as MANIFEST
from loaders.manifest import STORE
from loaders.release.folding.edits import script

CLEARLY = 8  # edits so many times shorter than the file are not compared with it compressed
STAYS = frozenset({MANIFEST, folded.NAME, *sums.PAPERS})


@dataclass(frozen=True)
class Sizes:
    """The bytes of a release before and after."""

    before: int
    after: int


def fold(folder: Path, base: Path) -> Sizes | None:
    """Store a release as its difference from a whole one; None where that would not be smaller.

    The files are taken away only when each was rebuilt from what is kept and is as it was; whatever
    is interrupted leaves a release that can be read. Raise DataError when it is damaged before.
    """
    if folded.is_folded(folder) and folded.told(folder).against == base.name:
        raise DataError(f"it is stored as its difference from {base.name} already", folder)
    before = size(folder)
    kept = folded.part(folder, base.name)
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True)
    names = [name for name in sums.read(folder / sums.NAME) if name not in STAYS]
    told = Told(base.name, {name: _keep(folder, base, kept, name) for name in names})
    if size(kept) >= before:  # what is the same nowhere may need more than it saves
        shutil.rmtree(folder / folded.FOLDER)
        return None
    told.write(kept)
    stored = (path for path in kept.rglob("*") if path.is_file())
    sums.write(kept, {path.relative_to(kept).as_posix(): sums.digest(path) for path in stored})
    _compare(folder, told)
    sync(kept)
    told.write(folder)
    sync_folder(folder)
    tidy(folder, told)
    return Sizes(before, size(folder))


def _keep(folder: Path, base: Path, kept: Path, name: str) -> str:
    """Keep what makes a file again; return how it is kept."""
    new, path = _content(folder, name), base / name
    old = path.read_bytes() if path.is_file() else b""
    if new == old and path.is_file():
        return SAME
    edits = b"".join(script(_lines(old), _lines(new))) if old else b""
    how, content = LINES, _compressed(edits)
    if not old or len(edits) > len(new) // CLEARLY:
        whole = _compressed(new)
        how, content = (WHOLE, whole) if not old or len(whole) <= len(content) else (how, content)
    target = kept / f"{name}.xz"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return how


def _compressed(content: bytes) -> bytes:
    """Return bytes as .xz, with a dictionary no larger than they are."""
    size = 1 << max(12, min(23, len(content).bit_length()))
    return lzma.compress(content, filters=[{"id": lzma.FILTER_LZMA2, "dict_size": size}])


def _content(folder: Path, name: str) -> bytes:
    """Return a file of a release, however it is stored."""
    if (folder / name).is_file():
        return (folder / name).read_bytes()
    return b"".join(folded.lines(folder, name))


def _lines(content: bytes) -> list[bytes]:
    """Return the lines of a file: what ends with a line feed, and nothing else."""
    found = [line + b"\n" for line in content.split(b"\n")]
    found[-1] = found[-1][:-1]
    return found if found[-1] else found[:-1]


def _compare(folder: Path, told: Told) -> None:
    """Rebuild every file from what is kept; raise DataError when one is not as it was."""
    listed = sums.read(folder / sums.NAME)
    for name in told.files:
        if sums.of(folded.rebuilt(folder, told, name)) != listed[name]:
            raise DataError("the release is damaged: this file changed", folder / name)


def tidy(folder: Path, told: Told) -> None:
    """Take away what a release stored as a difference does not need."""
    for name in told.files:
        (folder / name).unlink(missing_ok=True)
    shutil.rmtree(folder / STORE, ignore_errors=True)
    for path in (folder / folded.FOLDER).iterdir():
        if path.name != told.against:
            shutil.rmtree(path)
    _without_empty(path for path in folder.rglob("*") if path.is_dir())


def _without_empty(folders: Iterable[Path]) -> None:
    for path in sorted(folders, reverse=True):
        if not any(path.iterdir()):
            path.rmdir()


def size(folder: Path) -> int:
    """Return the bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
