"""Verifies a release: nothing missing, changed or added, and every file says what it should."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from loaders import manifest
from loaders.release.verification import contained, files
from loaders.release.verification.contained import Limits


def problems(folder: Path, limits: Limits | None = None) -> Iterator[str]:
    """Yield what is wrong with the release in a folder; nothing when it is whole.

    First every file is compared with its checksum, those of the store too. Only when all are as
    they were, the contents are compared: hash (RDFC-1.0) and counts of the dataset, the other
    dumps, and the store with its default graph; in a process with ``limits`` (default: by the sizes
    of the files). Raise DataError when there is no manifest.
    """
    if not (folder / manifest.NAME).is_file():
        manifest.read(folder)
    found = files.look(folder)
    yield from found.problems
    if found.made is None or found.problems:
        return
    if not folder.name.startswith(found.made.folder):
        yield f"the folder should be called {found.made.folder}"
    yield from contained.problems(folder, limits or Limits.of(folder))
