"""The folder of releases: one build at a time, each whole before one rename makes it current."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from loaders import folded, ledger, manifest, sums
from loaders.disk import sync, sync_folder
from loaders.errors import DataError, UrbsolError, UsageError
from loaders.manifest import STORE, Manifest

CURRENT, LOCK, BUILDING, LINK = "current", ".lock", ".building-", ".current-"
INPUTS = ".inputs"
FOLDER = re.compile(
    r"(?P<version>\d{4}-\d{2}-\d{2}(?:\.\d+)?)-(?P<hash>[0-9a-f]{12})(?:-(?P<variant>\d+))?"
)
# What differs from one build of the same release to another.
OF_THE_BUILD: dict[str, Any] = {"inputs": "", "code_version": ""}


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
        elif path.name.startswith((LINK, f"{INPUTS}-")):
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
    target = _same(releases, made) or _free_name(releases, made.folder)
    if not target.exists():
        sync(folder)
        folder.chmod(0o755)
        folder.rename(target)
    sync_folder(releases)
    ledger.record(releases / ledger.NAME, ledger.entry_of(made))
    switch(releases, target.name)
    _note_inputs(releases, target.name, made.inputs)
    return target


def _note_inputs(releases: Path, name: str, inputs: str) -> None:
    """Remember what a release may be made from besides what its manifest says."""
    draft = releases / f"{INPUTS}-{os.getpid()}"
    draft.write_text(f"{name} {inputs}\n", encoding="ascii")
    draft.replace(releases / INPUTS)


def made_from(folder: Path, made: Manifest, inputs: str) -> bool:
    """Tell whether a build from these inputs would make the release in a folder once more."""
    if made.inputs == inputs:
        return True
    try:
        noted = (folder.parent / INPUTS).read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return False
    return noted == [folder.name, inputs]


def switch(releases: Path, name: str) -> None:
    """Make a release the current one by one rename."""
    link = releases / f"{LINK}{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(name, target_is_directory=True)
    link.replace(releases / CURRENT)
    sync_folder(releases)


def _same(releases: Path, made: Manifest) -> Path | None:
    """Return a release that is there already and says the same, made by whatever code.

    Its manifest is left as it is: it tells from what it was first made.
    """
    for folder in sorted(releases.glob(f"{made.folder}*")):
        try:
            there = manifest.read(folder)
        except DataError:
            continue
        same = _said(there) == _said(made)
        if same and complete(folder, there):
            return folder
    return None


def _said(made: Manifest) -> Manifest:
    """Return what a manifest says of the release, without what it was made from."""
    sources = {stem: replace(one, checksum="") for stem, one in made.sources.items()}
    return replace(made, **OF_THE_BUILD, sources=sources)


def _free_name(releases: Path, name: str) -> Path:
    """Return the name, or with ``-2`` …: the same dataset with other queries or reports.

    A release that is there is never written again, it may be served right now.
    """
    number = 1
    while (releases / (name if number == 1 else f"{name}-{number}")).exists():
        number += 1
    return releases / (name if number == 1 else f"{name}-{number}")


def complete(folder: Path, made: Manifest) -> bool:
    """Tell whether all files of a release are there with their sizes, and their checksums."""
    sizes = ((folder / name, entry.bytes) for name, entry in made.files.items())
    papers = [folder / part / name for part in ("", STORE) for name in sums.PAPERS]
    files = all(path.is_file() and path.stat().st_size == size for path, size in sizes)
    return files and all(path.is_file() for path in papers) and _store_is_there(folder / STORE)


def _store_is_there(store: Path) -> bool:
    try:
        return all((store / name).is_file() for name in sums.read(store / sums.NAME))
    except DataError:
        return False


def current(releases: Path) -> Path | None:
    """Return the folder of the current release, or None when there is none."""
    link = releases / CURRENT
    return link.resolve() if (link / manifest.NAME).is_file() else None


def listed(releases: Path) -> list[Path]:
    """Return the folders of all releases by name, the newest version last."""
    if not releases.is_dir():
        return []
    folders = (p for p in releases.iterdir() if p.is_dir() and not p.is_symlink())
    found = (p for p in folders if p.name[0] != "." and (p / manifest.NAME).is_file())
    return sorted(found, key=_order)


def _order(folder: Path) -> tuple[tuple[str, int, str], str, int]:
    """Return what folders of releases are sorted by: version, hash, number of the variant."""
    named = FOLDER.fullmatch(folder.name)
    if not named:
        return ledger.order(folder.name), "", 0
    return ledger.order(named["version"]), named["hash"], int(named["variant"] or 1)


def find(releases: Path, name: str | None, *, whole: bool = True) -> Path:
    """Return a release by path, by folder name, by the beginning of one, or the current one.

    Raise UsageError when there is none or several begin so, and for one that is stored as a
    difference, unless it need not be ``whole``.
    """
    found = _find(releases, name)
    if whole and folded.is_folded(found):
        raise UsageError(
            f"{found.name} is stored as a difference",
            f"make it whole first: urbsol release restore {found.name}",
        )
    return found


def _find(releases: Path, name: str | None) -> Path:
    if name is None or name == CURRENT:
        if folder := current(releases):
            return folder
        raise UsageError(f"there is no release in {releases}", "run: urbsol build")
    if (Path(name) / manifest.NAME).is_file():
        return Path(name).resolve()
    fitting = [path for path in listed(releases) if path.name.startswith(name)]
    exact = [path for path in fitting if path.name == name]
    parts = [(path, FOLDER.fullmatch(path.name)) for path in fitting]
    of_version = [path for path, part in parts if part and part["version"] == name]
    chosen = exact or of_version[-1:] or fitting
    if len(chosen) != 1:
        found = ", ".join(path.name for path in fitting or listed(releases)) or "none"
        raise UsageError(f"{name!r} is not one release", f"there are: {found}")
    return chosen[0]
