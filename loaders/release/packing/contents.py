"""Copies a release into a pack: dumps, plain and compressed, a file a source, tables, documents."""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from loaders.errors import DataError
from loaders.manifest import DUMP
from loaders.rdf.nquads import iri, split
from loaders.release.packing.model import Parts

# What of a release goes into a pack, by the beginning of its name. The search index does not: its
# bytes are those of the version of SQLite; nor does the store, which is made anew from the dump.
PACKED = ("dumps/", "queries/", "reports/", "tables/")
SOURCES, DOCS = "sources", "docs"
COMPRESSED = (".nq", ".trig", ".jsonld")
LEVEL = 9
BLOCK = 1 << 20
SEGMENT = re.compile(r"[a-z0-9][a-z0-9-]*")


def copy(parts: Parts) -> None:
    """Fill the payload of a pack with what the release holds; raise DataError for a bad graph."""
    for name in parts.made.files:
        if name.startswith(PACKED):
            _copy(parts.release / name, parts.payload / name)
    split_sources(parts.release / DUMP, parts.payload / SOURCES, parts.made.base)
    for path in dumps(parts.payload):
        compress(path)
    documents = parts.root / "endpoint" / DOCS
    for path in sorted(documents.rglob("*.md")):
        _copy(path, parts.payload / DOCS / path.relative_to(documents))
    for name in ("LICENSE", "LICENSE-DATA"):
        if (parts.root / name).is_file():
            _copy(parts.root / name, parts.payload / name)


def dumps(payload: Path) -> list[Path]:
    """Return the dumps of the whole dataset."""
    dump = payload / DUMP
    forms = (dump.with_suffix(suffix) for suffix in COMPRESSED)
    return [path for path in forms if path.is_file()]


def compress(path: Path) -> None:
    """Write a file once more with ``.gz`` behind its name, without name and time inside of it."""
    with (
        path.open("rb") as source,
        path.with_name(f"{path.name}.gz").open("wb") as raw,
        gzip.GzipFile(filename="", mode="wb", compresslevel=LEVEL, fileobj=raw, mtime=0) as target,
    ):
        shutil.copyfileobj(source, target, BLOCK)


def split_sources(dump: Path, folder: Path, base: str) -> None:
    """Write the lines of a dump into a file for each source, named like its folder.

    The ontology, the rules and the catalogue have a file each, too: together they are the dump.
    """
    folder.mkdir(parents=True)
    files: dict[str, BinaryIO] = {}
    names: dict[bytes, str] = {}
    try:
        with dump.open("rb") as lines:
            for line in lines:
                graph = split(line)[3]
                if graph not in names:
                    names[graph] = _source(iri(graph), base)
                name = names[graph]
                if name not in files:
                    files[name] = (folder / f"{name}.nq").open("wb")
                files[name].write(line)
    finally:
        for file in files.values():
            file.close()


def _source(graph: str, base: str) -> str:
    """Return the name of what a graph belongs to: the first part after ``{base}graph/``."""
    name = graph.removeprefix(f"{base}graph/").partition("/")[0]
    if not SEGMENT.fullmatch(name):
        raise DataError(f"the graph {graph} belongs to no source", DUMP)
    return name


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def names(folder: Path) -> Iterator[str]:
    """Yield the names of all files below a folder, in their order."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    yield from sorted(path.relative_to(folder).as_posix() for path in paths)
