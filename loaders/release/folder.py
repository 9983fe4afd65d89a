"""The folder of releases: one build at a time, each whole before one rename makes it current."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from loaders import manifest
from loaders.errors import DataError, UrbsolError, UsageError
from loaders.manifest import Manifest

CURRENT, LOCK, BUILDING, LINK = "current", ".lock", ".building-", ".current-"


@contextmanager
def locked(releases: Path) -> Iterator[None]:
    """Hold the one right to write releases; raise UrbsolError when another build holds it.

    The system gives it back when the process ends, however it ends. What builds that were killed
    left behind is taken away first.
    """
    releases.mkdir(parents=True, exist_ok=True)
    with (releases / LOCK).open("a+", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.seek(0)
            raise UrbsolError(
                f"another build is under way (process {lock.read().strip() or 'unknown'})",
                releases,
                remedy="wait until it is done",
            ) from error
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        clean(releases)
        yield


def clean(releases: Path) -> None:
    """Take away what builds that were killed left behind."""
    for path in releases.iterdir():
        if path.name.startswith(BUILDING):
            shutil.rmtree(path, ignore_errors=True)
        elif path.name.startswith(LINK):
            path.unlink(missing_ok=True)


@contextmanager
def building(releases: Path) -> Iterator[Path]:
    """Give a temporary folder beside the releases, taken away unless it became one."""
    folder = Path(tempfile.mkdtemp(prefix=BUILDING, dir=releases))
    try:
        yield folder
    finally:
        if folder.exists():
            shutil.rmtree(folder, ignore_errors=True)


def publish(folder: Path, made: Manifest, releases: Path) -> Path:
    """Give a finished folder its name and make it current; return where it lies now.

    Everything is on disk before the first rename, so that whatever is killed, and whenever, the
    current release is a whole one.
    """
    same = _same(releases / made.folder, made)
    target = releases / made.folder if same else _free_name(releases, made.folder)
    if same:
        _replace_manifest(folder, target)
    else:
        sync(folder)
        folder.chmod(0o755)
        folder.rename(target)
    sync_folder(releases)
    switch(releases, target.name)
    return target


def switch(releases: Path, name: str) -> None:
    """Make a release the current one by one rename."""
    link = releases / f"{LINK}{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(name, target_is_directory=True)
    link.replace(releases / CURRENT)
    sync_folder(releases)


def _same(folder: Path, made: Manifest) -> bool:
    """Tell whether a release is there already with the same files (but for the manifest)."""
    try:
        there = manifest.read(folder)
    except DataError:
        return False
    return there.files == made.files and complete(folder, there)


def _replace_manifest(folder: Path, target: Path) -> None:
    new = folder / manifest.NAME
    _sync_file(new)
    new.replace(target / manifest.NAME)
    sync_folder(target)


def _free_name(releases: Path, name: str) -> Path:
    """Return the name, or with ``-2`` …: the same dataset with other queries or reports.

    A release that is there is never written again, it may be served right now.
    """
    number = 1
    while (releases / (name if number == 1 else f"{name}-{number}")).exists():
        number += 1
    return releases / (name if number == 1 else f"{name}-{number}")


def complete(folder: Path, made: Manifest) -> bool:
    """Tell whether all files of a release are there with their sizes, and its store."""
    sizes = ((folder / name, entry.bytes) for name, entry in made.files.items())
    files = all(path.is_file() and path.stat().st_size == size for path, size in sizes)
    return files and (folder / "store" / "CURRENT").is_file()


def current(releases: Path) -> Path | None:
    """Return the folder of the current release, or None when there is none."""
    link = releases / CURRENT
    return link.resolve() if (link / manifest.NAME).is_file() else None


def listed(releases: Path) -> list[Path]:
    """Return the folders of all releases by name, the newest version last."""
    if not releases.is_dir():
        return []
    folders = (p for p in releases.iterdir() if p.is_dir() and not p.is_symlink())
    return sorted(p for p in folders if p.name[0] != "." and (p / manifest.NAME).is_file())


def find(releases: Path, name: str | None) -> Path:
    """Return a release by path, by folder name, by the beginning of one, or the current one.

    Raise UsageError when there is none or several begin so.
    """
    if name is None or name == CURRENT:
        if folder := current(releases):
            return folder
        raise UsageError(f"there is no release in {releases}", "run: urbsol build")
    if (Path(name) / manifest.NAME).is_file():
        return Path(name).resolve()
    fitting = [path for path in listed(releases) if path.name.startswith(name)]
    exact = [path for path in fitting if path.name == name]
    if len(exact or fitting) != 1:
        found = ", ".join(path.name for path in fitting or listed(releases)) or "none"
        raise UsageError(f"{name!r} is not one release", f"there are: {found}")
    return (exact or fitting)[0]


def sync(folder: Path) -> None:
    """Bring all files and folders below a folder to disk."""
    for parent, _, names in os.walk(folder, topdown=False):
        for name in names:
            _sync_file(Path(parent, name))
        sync_folder(Path(parent))


def sync_folder(folder: Path) -> None:
    """Bring the entries of one folder to disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_file(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
