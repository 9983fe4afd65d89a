"""Verifies a release: nothing missing, changed or added, and the hash is that of the dataset."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import RdfFormat, Store, parse

from loaders import manifest
from loaders.errors import DataError
from loaders.manifest import Manifest
from loaders.rdf.nquads import dataset_hash
from loaders.rdf.store import named_quads
from loaders.release.assemble import file_entries

DUMP = "dumps/urban-solidarity.nq"


def problems(folder: Path) -> Iterator[str]:
    """Yield what is wrong with the release in a folder; nothing when it is whole.

    Every file's sha256 and size is compared with the manifest, the dataset's hash (RDFC-1.0) is
    computed anew from the N-Quads, and every quad of the dump is looked up in the store. Raise
    DataError when there is no manifest.
    """
    made = manifest.read(folder)
    yield from _files(folder, made)
    if not folder.name.startswith(made.folder):
        yield f"the folder should be called {made.folder}"
    if (folder / DUMP).is_file():
        yield from _dataset(folder / DUMP, made)
        yield from _store(folder, made)


def _files(folder: Path, made: Manifest) -> Iterator[str]:
    there = file_entries(folder)
    there.pop(manifest.NAME, None)
    for name in sorted({*made.files, *there}):
        if name not in there:
            yield f"{name}: missing"
        elif name not in made.files:
            yield f"{name}: not in the manifest"
        elif there[name].bytes != made.files[name].bytes:
            yield f"{name}: {there[name].bytes} bytes instead of {made.files[name].bytes}"
        elif there[name].sha256 != made.files[name].sha256:
            yield f"{name}: sha256 is {there[name].sha256}, not {made.files[name].sha256}"


def _dataset(dump: Path, made: Manifest) -> Iterator[str]:
    try:
        found = dataset_hash(dump)
    except DataError as error:
        yield f"{DUMP}: {error.what} (line {error.line})"
        return
    if found != made.hash:
        yield f"{DUMP}: the dataset's hash is {found}, not {made.hash}"


def _store(folder: Path, made: Manifest) -> Iterator[str]:
    """Compare store and dump: the store may hold less, it has one form of a number only."""
    try:
        count = named_quads(folder / "store")
        store = Store.read_only(str(folder / "store"))
        quads = parse(path=str(folder / DUMP), format=RdfFormat.N_QUADS)
        missing = sum(quad not in store for quad in quads)
    except (OSError, SyntaxError) as error:
        yield f"store: unreadable ({error})"
        return
    if count > made.quads:
        yield f"store: {count} quads instead of {made.quads}"
    if missing:
        yield f"store: {missing} quads of the dump are missing"
