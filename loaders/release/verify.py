"""Verifies a release: nothing missing, changed or added, and every file says what it should."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from loaders import folded, manifest
from loaders.manifest import Manifest
from loaders.release.packing.bag import is_pack
from loaders.release.packing.model import PAYLOAD
from loaders.release.verification import contained, files, stored
from loaders.release.verification.contained import Limits


def problems(folder: Path, limits: Limits | None = None, *, served: bool = False) -> Iterator[str]:
    """Yield what is wrong with the release or pack in a folder; nothing when it is whole.

    First every file is compared with its checksum, those of the store too. Only when all are as
    they were, the contents are compared: hash (RDFC-1.0) and counts of the dataset, the other
    dumps, and the store with its default graph; in a process with ``limits`` (default: by the sizes
    of the files). One that is stored as a difference is rebuilt first. One that was fetched from
    where it is ``served`` has no store.

    Raise DataError when there is no manifest.
    """
    if folded.is_folded(folder):
        yield from stored.problems(folder, lambda whole: problems(whole, limits, served=True))
        return
    if is_pack(folder):
        found, inner = files.look_at_pack(folder), folder / PAYLOAD
    else:
        if not (folder / manifest.NAME).is_file():
            manifest.read(folder)
        found, inner = files.look(folder, store=not served), folder
    yield from found.problems
    if found.made is None or found.problems:
        return
    named = inner == folder and not served
    if named and not folder.name.startswith(found.made.folder):
        yield f"the folder should be called {found.made.folder}"
    yield from contained.problems(inner, limits or Limits.of(inner))


def made_of(folder: Path) -> Manifest:
    """Return the manifest of a release or a pack."""
    return manifest.read(folder / PAYLOAD if is_pack(folder) else folder)
