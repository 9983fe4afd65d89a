"""Reads and writes ``manifest.json``, the table of contents of a release folder."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from loaders.errors import DataError

NAME = "manifest.json"
DUMP = "dumps/urban-solidarity.nq"
STORE = "store"
REMEDY = "run: urbsol build"


@dataclass(frozen=True)
class FileEntry:
    """One file of the release: checksum (sha256, hex), size in bytes, media type."""

    sha256: str
    bytes: int
    media_type: str


@dataclass(frozen=True)
class SourceEntry:
    """One source: checksum of its inputs, records read, licence and title."""

    checksum: str
    records: int
    title: str
    license: str


@dataclass(frozen=True)
class Manifest:
    """What a release holds.

    ``hash`` is the sha256 of the dataset's RDFC-1.0 canonical N-Quads, ``inputs`` that of
    everything the build read; ``graphs`` and ``classes`` count quads and instances by IRI.
    ``breaking`` says what breaks for those who rely on the release before, and why.
    ``files`` are all files but the manifest, the checksums, and the store, which has its own.
    """

    version: str
    base: str
    hash: str
    inputs: str
    code_version: str
    quads: int
    triples: int
    graphs: dict[str, int] = field(default_factory=dict)
    classes: dict[str, int] = field(default_factory=dict)
    sources: dict[str, SourceEntry] = field(default_factory=dict)
    quarantined: dict[str, str] = field(default_factory=dict)
    files: dict[str, FileEntry] = field(default_factory=dict)
    breaking: dict[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        """Return the name of the release folder."""
        return f"{self.version}-{self.hash[:12]}"

    def write(self, folder: Path) -> None:
        """Write ``manifest.json`` into a release folder, sorted and indented."""
        text = json.dumps(asdict(self), indent=1, sort_keys=True, ensure_ascii=False)
        (folder / NAME).write_text(text + "\n", encoding="utf-8")


KNOWN = tuple(one.name for one in fields(Manifest))


def hold(folder: Path) -> None:
    """Keep a release from being pruned as long as this process and its children live."""
    try:
        handle = os.open(folder / NAME, os.O_RDONLY)
    except OSError as error:
        raise DataError("no release manifest here", folder / NAME, remedy=REMEDY) from error
    with contextlib.suppress(OSError):  # not every file system has locks
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)


def loadable(folder: Path) -> int:
    """Return the size in bytes of what may be loaded or read from the store on disk instead.

    0 where there is no choice: without a store the dump must be loaded.
    """
    dump = folder / DUMP
    return dump.stat().st_size if dump.is_file() and (folder / STORE).is_dir() else 0


def read(folder: Path) -> Manifest:
    """Read the manifest of a release folder; raise DataError when it is missing or malformed."""
    path = folder / NAME
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        _check(raw)
        raw["sources"] = {stem: SourceEntry(**entry) for stem, entry in raw["sources"].items()}
        raw["files"] = {name: _entry(entry) for name, entry in raw["files"].items()}
        # What a later version of this program may add does no harm.
        return Manifest(**{name: raw[name] for name in KNOWN if name in raw})
    except FileNotFoundError as error:
        raise DataError("no release manifest here", path, remedy=REMEDY) from error
    except OSError as error:
        raise DataError(f"the manifest cannot be read: {error.strerror}", path) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DataError(f"malformed manifest: {error}", path, remedy=REMEDY) from error


def _check(raw: Mapping[str, Any]) -> None:
    """Raise TypeError when a value is not of its type."""
    for name in ("version", "base", "hash", "inputs", "code_version"):
        _is(str, raw[name], name)
    for name in ("quads", "triples"):
        _is(int, raw[name], name)
    for group in ("graphs", "classes"):
        for name, count in raw[group].items():
            _is(int, count, name)


def _entry(raw: Mapping[str, Any]) -> FileEntry:
    entry = FileEntry(**raw)
    _is(str, entry.sha256, "sha256")
    _is(int, entry.bytes, "bytes")
    _is(str, entry.media_type, "media_type")
    return entry


def _is(kind: type, value: object, name: str) -> None:
    if not isinstance(value, kind) or isinstance(value, bool):
        raise TypeError(f"{name} is {value!r}")
