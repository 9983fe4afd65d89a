"""Compares what the files of a release say: every dump, the counts, and the store.

This runs as a program of its own (``python -m``), with limits: a store that is damaged may take all
memory and never end. It tells line by line what it looks at and what is wrong.
"""

from __future__ import annotations

import errno
import gzip
import hashlib
import json
import os
import resource
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path

from pyoxigraph import RdfFormat, Store, parse

from loaders import manifest
from loaders.errors import DataError
from loaders.manifest import DUMP, Manifest
from loaders.rdf.nquads import dataset_lines, merge
from loaders.rdf.sorting import differences, sorted_lines
from loaders.rdf.store import union_line
from loaders.release.description.survey import Survey

BEGUN, WRONG, FAILED, DONE = "begun", "wrong", "failed", "done"
# These speak of the place for temporary files, not of what is read.
NO_PLACE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
# What only packs have.
PACKED, SOURCES = ".gz", "sources/"
BLOCK = 1 << 20
SHOWN = 3
BATCH = 20_000


def problems(folder: Path, tell: Callable[[str], object] = lambda _: None) -> Iterator[str]:
    """Yield what is wrong with the contents of a release, each text beginning with a file.

    ``tell`` is called with the name of what is looked at next. Memory does not grow with the files,
    but for what the readers of the formats need.
    """
    made = manifest.read(folder)
    tell(DUMP)
    yield from _dataset(folder / DUMP, made)
    for form in ("trig", "jsonld"):
        name = DUMP.removesuffix("nq") + form
        if name in made.files:
            tell(name)
            yield from _serialization(folder / name, name, made)
    for name in sorted(name for name in made.files if name.endswith(PACKED)):
        tell(name)
        yield from _compressed(folder / name, name, made)
    if parts := sorted(name for name in made.files if name.startswith(SOURCES)):
        tell(SOURCES)
        yield from _sources([folder / name for name in parts], made)
    if (folder / manifest.STORE).exists():
        tell(manifest.STORE)
        yield from _store(folder, made)


def _dataset(dump: Path, made: Manifest) -> Iterator[str]:
    """Compute hash and counts anew from the N-Quads."""
    survey, digest, last = Survey(made.base), hashlib.sha256(), b""
    with dump.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if line <= last:
                yield f"{DUMP}: the lines are not sorted or repeat (line {number})"
                return
            try:
                survey.take(line)
            except ValueError:
                yield f"{DUMP}: not a canonical N-Quads line (line {number})"
                return
            digest.update(line)
            last = line
            survey.searched.clear()
    if digest.hexdigest() != made.hash:
        yield f"{DUMP}: the dataset's hash is {digest.hexdigest()}, not {made.hash}"
    counted: dict[str, tuple[object, object]] = {
        "quads": (survey.quads, made.quads),
        "triples": (survey.triples, made.triples),
        "graphs": (survey.graph_counts(), made.graphs),
        "classes": (survey.class_counts(), made.classes),
    }
    for name, (found, told) in counted.items():
        if found != told:
            shown = f": {found} instead of {told}" if isinstance(found, int) else ""
            yield f"{manifest.NAME}: the count of {name} is not that of the dump{shown}"


def _serialization(path: Path, name: str, made: Manifest) -> Iterator[str]:
    """Rebuild the dataset from another format and compare its canonical hash."""
    form = RdfFormat.TRIG if path.suffix == ".trig" else RdfFormat.JSON_LD
    digest = hashlib.sha256()
    try:
        lines = sorted_lines(dataset_lines(parse(path=str(path), format=form)))
        for line, _ in groupby(lines):
            digest.update(line)
    except DataError as error:
        yield f"{name}: {error.what}"
        return
    except (OSError, RuntimeError, SyntaxError, ValueError) as error:
        yield _unreadable(name, error)
        return
    if digest.hexdigest() != made.hash:
        yield f"{name}: the dataset's hash is {digest.hexdigest()}, not {made.hash}"


def _compressed(path: Path, name: str, made: Manifest) -> Iterator[str]:
    """Compare what is in a compressed file with the plain one beside it."""
    plain, digest = name.removesuffix(PACKED), hashlib.sha256()
    try:
        with gzip.open(path) as file:
            while block := file.read(BLOCK):
                digest.update(block)
    except (OSError, EOFError, zlib.error) as error:
        yield _unreadable(name, error)
        return
    if plain not in made.files or digest.hexdigest() != made.files[plain].sha256:
        yield f"{name}: what is in it is not {plain}"


def _sources(paths: Iterable[Path], made: Manifest) -> Iterator[str]:
    """Rebuild the dataset from the files of its sources and compare its hash."""
    digest = hashlib.sha256()
    for line, _ in groupby(merge(paths)):
        digest.update(line)
    if digest.hexdigest() != made.hash:
        yield f"{SOURCES}: together they are the dataset {digest.hexdigest()}, not {made.hash}"


def _store(folder: Path, made: Manifest) -> Iterator[str]:
    """Compare every quad of the store, default graph included, with what the dump makes of it."""
    try:
        store = Store.read_only(str(folder / manifest.STORE))
        names = {getattr(graph, "value", str(graph)) for graph in store.named_graphs()}
        with tempfile.TemporaryFile() as file, (folder / DUMP).open("rb") as dump:
            store.dump(file, format=RdfFormat.N_QUADS)
            file.seek(0)
            yield from _told(differences(sorted_lines(_expected(dump)), sorted_lines(file)))
    except DataError as error:
        yield f"{DUMP}: {error.what}"
        return
    except (OSError, RuntimeError, SyntaxError, ValueError) as error:
        yield _unreadable(manifest.STORE, error)
        return
    if names != set(made.graphs):
        yield f"{manifest.STORE}: it lists {len(names)} graphs instead of {len(made.graphs)}"


def _unreadable(name: str, error: Exception) -> str:
    if isinstance(error, OSError) and error.errno in NO_PLACE:
        raise error
    return f"{name}: unreadable ({error})"


def _expected(dump: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what a store makes of the lines of a dump: it has one form of a number only.

    The lines of a subject stay together, so that none is counted twice.
    """
    subjects = groupby(dump, key=lambda line: line.split(b" ", 1)[0])
    for batch in _batches(subjects):
        store = Store()
        try:
            store.load(b"".join(batch), format=RdfFormat.N_QUADS)
            store.load(b"".join(map(union_line, batch)), format=RdfFormat.N_TRIPLES)
        except SyntaxError as error:
            raise DataError(f"not N-Quads ({error.msg})") from error
        yield from (store.dump(format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)


def _batches(subjects: Iterable[tuple[bytes, Iterator[bytes]]]) -> Iterator[list[bytes]]:
    batch: list[bytes] = []
    for _, lines in subjects:
        batch.extend(lines)
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _told(found: Iterable[tuple[str, bytes]]) -> Iterator[str]:
    """Yield how many lines are missing and how many are too many, with the first of them."""
    counts, first = {"-": 0, "+": 0}, {"-": list[str](), "+": list[str]()}
    for sign, line in found:
        if sign != "=":
            counts[sign] += 1
            if len(first[sign]) < SHOWN:
                first[sign].append(line.decode("utf-8", "replace").strip())
    for sign, what in (("-", "of the dump are missing"), ("+", "are not in the dump")):
        if counts[sign]:
            shown = "; ".join(first[sign])
            yield f"{manifest.STORE}: {counts[sign]} quads {what}, such as {shown}"


def bound(memory: int, seconds: int) -> None:
    """Limit this process: address space in bytes, time on a processor in seconds; no core file."""
    for kind, limit in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        _, most = resource.getrlimit(kind)
        wanted = limit if most == resource.RLIM_INFINITY else min(limit, most)
        resource.setrlimit(kind, (wanted, wanted))


def main(arguments: list[str]) -> None:
    """Look at the contents of a release: folder, bytes of memory, seconds of computing."""
    folder, memory, seconds = Path(arguments[0]), int(arguments[1]), int(arguments[2])
    bound(memory, seconds)
    # Others may write to standard output (a panic, a library); what is told has its own descriptor.
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as output:
        os.dup2(2, 1)

        def tell(kind: str, text: str) -> None:
            output.write(json.dumps([kind, text]) + "\n")
            output.flush()

        try:
            tempfile.gettempdir()
            for problem in problems(folder, lambda name: tell(BEGUN, name)):
                tell(WRONG, problem)
        except OSError as error:
            tell(FAILED, error.strerror or str(error))
        else:
            tell(DONE, "")


if __name__ == "__main__":
    main(sys.argv[1:])
