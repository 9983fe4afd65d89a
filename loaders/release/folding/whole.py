"""Makes a release whole again that is stored as a difference: for a while, or for good."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from loaders import folded, manifest, sums
from loaders.disk import sync, sync_folder
from loaders.manifest import STORE
from loaders.rdf import store as stores


@contextmanager
def whole(folder: Path) -> Iterator[Path]:
    """Give a release with all of its files but the store: itself, or one rebuilt for a while.

    Raise DataError when it cannot be rebuilt as it was.
    """
    if not folded.is_folded(folder):
        yield folder
        return
    with tempfile.TemporaryDirectory() as place:
        target = Path(place) / folder.name
        rebuild(folder, target)
        yield target


def rebuild(folder: Path, target: Path) -> None:
    """Write all files of a release but the store into a folder; each is compared as it is made."""
    sums.check(folder, [f"{folded.FOLDER}/{folded.told(folder).against}"])
    target.mkdir(exist_ok=True)
    for name in folded.told(folder).files:
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            folded.checked(folder, name, file.write)
    for name in (manifest.NAME, *sums.PAPERS):
        if (folder / name).is_file() and target != folder:
            shutil.copyfile(folder / name, target / name)


def restore(folder: Path) -> None:
    """Make a release whole for good, with a store made anew."""
    rebuild(folder, folder)
    shutil.rmtree(folder / STORE, ignore_errors=True)
    store = stores.open_new(folder / STORE)
    stores.load_lines(store, (folder / manifest.DUMP).read_bytes().splitlines(keepends=True))
    stores.close(store)
    del store
    stores.tidy(folder / STORE)
    made = {path.name: sums.digest(path) for path in (folder / STORE).iterdir()}
    sums.write(folder / STORE, made)
    sync(folder)
    (folder / folded.NAME).unlink()
    shutil.rmtree(folder / folded.FOLDER)
    sync_folder(folder)
