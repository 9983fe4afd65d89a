"""Writes the dumps: N-Quads in canonical order, TriG and JSON-LD graph by graph."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from loaders.rdf import jsonld, trig
from loaders.rdf.nquads import Writer, iri, split
from loaders.release.description.survey import Survey
from loaders.vocabulary import prefixes

NAME = "urban-solidarity"
TRIG, JSONLD = f"{NAME}.trig", f"{NAME}.jsonld"


@dataclass(frozen=True)
class FragmentJob:
    """The work on some graphs: where their N-Quads are, and where the fragments go.

    ``prefix`` is what the IRIs of the wanted graphs begin with; a file whose lines are all wanted
    and in order already (one graph, sorted) has no prefix and is read as a stream, as is one that
    is ``ordered`` graph by graph.
    """

    quads: Path
    prefix: str
    target: Path
    base: str
    context: Path
    ordered: bool = False


def run(job: FragmentJob) -> None:
    """Write ``{target}.trig`` and ``{target}.jsonld``."""
    vocabulary = jsonld.read_context(job.context, job.base)
    with job.target.with_suffix(".trig").open("wb") as file:
        trig.write_fragment(_graph_by_graph(job), file, job.base)
    with job.target.with_suffix(".jsonld").open("wb") as file:
        jsonld.write_fragment(_graph_by_graph(job), file, vocabulary)


def _graph_by_graph(job: FragmentJob) -> Iterator[bytes]:
    with job.quads.open("rb") as file:
        if not job.prefix:
            yield from file
            return
        start = f" <{job.prefix}".encode()
        wanted = (line for line in file if start in line and _in(line, job))
        yield from wanted if job.ordered else sorted(wanted, key=_graph)


def _in(line: bytes, job: FragmentJob) -> bool:
    return _graph(line).startswith(f"<{job.prefix}".encode())


def _graph(line: bytes) -> bytes:
    return line.rsplit(b" ", 2)[1]


def join(fragments: Iterable[Path], dumps: Path, base: str, context: Path) -> None:
    """Join fragments (paths without suffix) to the TriG and JSON-LD dumps, in the order given."""
    names = list(fragments)
    with (dumps / TRIG).open("wb") as file:
        file.write(trig.header(prefixes(base)))
        _copy_all((name.with_suffix(".trig") for name in names), file)
    with (dumps / JSONLD).open("wb") as file:
        file.write(jsonld.header(jsonld.read_context(context, base)))
        _copy_all((name.with_suffix(".jsonld") for name in names), file, jsonld.SEPARATOR)
        file.write(jsonld.END)


def _copy_all(paths: Iterable[Path], target: BinaryIO, separator: bytes = b"") -> None:
    """Copy files behind each other, without the separator the first of them begins with."""
    first = True
    for path in paths:
        with path.open("rb") as file:
            if first and separator and file.read(len(separator)) != separator:
                continue  # it holds no graph
            shutil.copyfileobj(file, target)
            first = first and not path.stat().st_size


class SharedGraphs:
    """Puts aside, file by file, the graphs that do not belong to one source alone."""

    def __init__(self, folder: Path, stems: Iterable[str], base: str) -> None:
        """Take the folder to write to, the sources, and the base."""
        self._folder, self._start = folder, len(f"<{base}graph/")
        self._owned = {stem.encode() for stem in stems}
        self._files: dict[bytes, BinaryIO] = {}
        self._owner: dict[bytes, bool] = {}
        folder.mkdir()

    def take(self, line: bytes, graph: bytes) -> None:
        """Write a line of a shared graph to the file of that graph."""
        owned = self._owner.get(graph)
        if owned is None:
            first, slash, _ = graph[self._start :].partition(b"/")
            owned = self._owner[graph] = bool(slash) and first in self._owned
        if not owned:
            if graph not in self._files:
                self._files[graph] = (self._folder / f"{len(self._files)}.nq").open("wb")
            self._files[graph].write(line)

    def close(self) -> list[tuple[str, Path]]:
        """Close the files; return each with its graph, sorted by graph."""
        for file in self._files.values():
            file.close()
        return sorted((iri(graph), Path(file.name)) for graph, file in self._files.items())


def write_nquads(lines: Iterable[bytes], path: Path, survey: Survey, shared: SharedGraphs) -> str:
    """Write the canonical dump while counting; return its sha256, the RDFC-1.0 hash."""
    with path.open("wb") as file:
        writer = Writer(file)
        for line in lines:
            writer.write(line)
            survey.take(line)
            shared.take(line, split(line)[3])
        return writer.hexdigest()
