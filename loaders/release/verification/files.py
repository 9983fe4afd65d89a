"""Compares the files of a release with their checksums, and names the one that changed.

The checksums of the store stand in the store: its files differ from build to build, all others are
the same wherever a release is made. When a list of checksums and its own checksum contradict each
other, the files decide which of the two changed.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from loaders import manifest, sums
from loaders.errors import DataError
from loaders.manifest import STORE, FileEntry, Manifest
from loaders.release.packing import bag
from loaders.release.packing.model import PAYLOAD
from loaders.release.packing.signing import SIGNATURES

Told = Mapping[str, FileEntry]
EMPTY: Mapping[str, str] = {}


@dataclass
class Found:
    """What was found in a release: its manifest (None when unreadable), and what is wrong.

    Each problem begins with the name of the file it is about.
    """

    made: Manifest | None = None
    problems: list[str] = field(default_factory=list)


def look(folder: Path, *, store: bool = True) -> Found:
    """Compare every file of a release; memory does not grow with them, each is read as a stream.

    ``store`` tells whether it must have one.
    """
    found = _manifest(folder)
    inner = folder / STORE
    names = [name for name in _names(folder) if name.partition("/")[0] != STORE]
    found.problems += _problems(folder, names, found.made.files if found.made else {})
    if inner.is_dir() and not inner.is_symlink():
        found.problems += look_at_part(folder, STORE)
    elif store:
        found.problems.append(f"{STORE}: missing")
    return found


def look_at_part(folder: Path, part: str) -> Iterator[str]:
    """Yield what is wrong with a part of a release that has checksums of its own."""
    inner = folder / part
    yield from (f"{part}/{text}" for text in _problems(inner, _names(inner), {}))


def look_at_pack(folder: Path) -> Found:
    """Compare every file of a pack, which is a bag with a release in it."""
    found = _manifest(folder / PAYLOAD, f"{PAYLOAD}/")
    files = found.made.files if found.made else {}
    told = {f"{PAYLOAD}/{name}": entry for name, entry in files.items()}
    bagged, problems = _bagged(folder)
    found.problems += [*problems, *_problems(folder, _names(folder), told, bagged)]
    if not found.problems:
        found.problems += _contradictions(sums.read(folder / sums.NAME), bagged, "the bag")
    return found


def _bagged(folder: Path) -> tuple[dict[str, str], list[str]]:
    """Return the checksums that the manifests of a bag tell, and what is wrong with those."""
    payload, problem = _read(folder / bag.MANIFEST)
    tags, further = _read(folder / bag.TAGS)
    bagged = {**(payload or {}), **(tags or {})}
    if tags:
        bagged[bag.TAGS] = _digest(folder / bag.TAGS)
    return bagged, [*problem, *further]


def _manifest(folder: Path, where: str = "") -> Found:
    """Read the manifest in a folder, or say what is wrong with it."""
    try:
        return Found(manifest.read(folder))
    except DataError as error:
        return Found(None, [f"{where}{manifest.NAME}: {error.what}"])


def _names(folder: Path) -> list[str]:
    """Return the names of everything below a folder that is not a folder."""
    paths = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    return sorted(path.relative_to(folder).as_posix() for path in paths)


def _problems(
    folder: Path, names: list[str], told: Told, further: Mapping[str, str] = EMPTY
) -> Iterator[str]:
    """Yield what is wrong with the files of a folder that has checksums.

    ``told`` is what the manifest says, to go by when the checksums themselves are damaged, and
    ``further`` are checksums that were told elsewhere.
    """
    listed, problem = _read(folder / sums.NAME)
    yield from problem
    seal, problem = _read(folder / sums.SEAL)
    yield from problem
    digests = {name: _digest(folder / name) for name in names}
    by_manifest = {**further, **{name: entry.sha256 for name, entry in told.items()}}
    wanted = listed or by_manifest
    seal = seal or {}
    if seal and (sums.NAME not in seal or seal.keys() - {sums.NAME} - SIGNATURES):
        yield f"{sums.SEAL}: it is about other files than {sums.NAME} and its signature"
        seal = dict.fromkeys(SIGNATURES & digests.keys(), "")
    else:
        yield from _sealed(seal, digests)
    if listed and seal.get(sums.NAME) not in {None, digests[sums.NAME]}:
        if all(digests.get(name) == digest for name, digest in listed.items()):
            yield f"{sums.SEAL}: it is not the sha256 of {sums.NAME}, which is as the files are"
        else:
            yield f"{sums.NAME}: its sha256 is not that of {sums.SEAL}"
            wanted = by_manifest
    elif listed and told and digests.get(manifest.NAME, "") == listed.get(manifest.NAME):
        yield from _contradictions(listed, by_manifest, manifest.NAME)
    for name in sorted(wanted.keys() | digests.keys()):
        if name not in digests:
            yield f"{name}: missing"
        elif name in wanted and digests[name] != wanted[name]:
            yield f"{name}: {_change(folder / name, digests[name], wanted[name], told.get(name))}"
        elif name not in wanted and wanted and name not in {*sums.PAPERS, manifest.NAME, *seal}:
            yield f"{name}: not in {sums.NAME}"


def _sealed(seal: Mapping[str, str], digests: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong with files whose checksums stand in the seal: signatures."""
    for name in sorted(seal.keys() - {sums.NAME}):
        if name not in digests:
            yield f"{name}: missing"
        elif digests[name] != seal[name]:
            yield f"{name}: its sha256 is not that of {sums.SEAL}; one of the two changed"


def _read(path: Path) -> tuple[dict[str, str] | None, list[str]]:
    """Return the checksums of a file, or what is wrong with it."""
    try:
        return sums.read(path), []
    except DataError as error:
        line = f", line {error.line}" if error.line else ""
        return None, [f"{path.name}{line}: {error.what}"]


def _digest(path: Path) -> str:
    """Return the sha256 of a file, or why there is none."""
    if not stat.S_ISREG(path.lstat().st_mode):
        return "not a file but a link or a device"
    try:
        return sums.digest(path)
    except OSError as error:
        return f"it cannot be read ({error.strerror})"


def _contradictions(
    listed: Mapping[str, str], told: Mapping[str, str], where: str
) -> Iterator[str]:
    """Yield where others say other things than the checksums, though neither changed."""
    for name in sorted(told.keys() | listed.keys() - {manifest.NAME}):
        if told.get(name) != listed.get(name):
            yield f"{where}: it contradicts {sums.NAME} about {name}"


def _change(path: Path, found: str, wanted: str, told: FileEntry | None) -> str:
    """Say in what a file is not as it should be."""
    if " " in found:
        return found
    size = path.stat().st_size
    if told and size != told.bytes:
        return f"{size} bytes instead of {told.bytes}"
    return f"sha256 is {found}, not {wanted}"
