"""Cuts a source of many reports into parts that are read by themselves, and joins their results.

A part is kept in the cache under the hash of its own files and decisions: a report that changed has
only its part read again, and a build that was killed goes on where it was.
"""

from __future__ import annotations

import heapq
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from loaders.curation import canonical
from loaders.curation.sources import Source, check_files, read_source
from loaders.errors import GroupedError, UrbsolError
from loaders.kinds import kind_in
from loaders.mapping.base import Uninterpreted
from loaders.mapping.provenance import describe_source
from loaders.mapping.result import GRAPHS, QUADS, SHEET, SourceResult
from loaders.pipeline.mapping import REPORTS
from loaders.pipeline.source import (
    RESULT,
    SourceFailure,
    SourceJob,
    Written,
    context_of,
    keep,
    warnings_of,
)
from loaders.pipeline.tables import check_counts
from loaders.rdf.hashes import hash_file, hash_of
from loaders.rdf.nquads import canonical_lines

THINGS = "things.txt"
FILES = 32  # reports a part: few enough that no worker waits long, many enough to pay its way


@dataclass(frozen=True)
class PartJob:
    """The work on some reports of a source: ``source`` names only these files."""

    job: SourceJob
    source: Source
    several: bool
    key: str
    number: int


@dataclass(frozen=True)
class Part:
    """What some reports became; ``folder`` holds their quads and the things they name."""

    stem: str
    number: int
    records: int
    warnings: tuple[str, ...]
    uninterpreted: tuple[Uninterpreted, ...]
    folder: Path = Path()


@dataclass(frozen=True)
class Cut:
    """A source cut into parts; ``orphans`` are decisions about reports it does not have."""

    job: SourceJob
    source: Source
    parts: tuple[PartJob, ...]
    orphans: tuple[str, ...]


def cut(job: SourceJob) -> Cut | SourceFailure | None:
    """Return the parts of a source of reports, None for a source of tables."""
    try:
        source = read_source(job.folder)
        if source.mapper != REPORTS:
            return None
        return _cut(job, source)
    except UrbsolError as error:
        return SourceFailure(job.stem, error)


def _cut(job: SourceJob, source: Source) -> Cut:
    # Reading reports is heavy, and a build that changes none of them need not pay for it.
    from loaders.reports.sources import (  # noqa: PLC0415
        decisions_of,
        extracted_path,
        origin_of,
    )

    files = [file for file in source.files if file.table is None]
    several = len(files) > 1
    decisions: dict[str, list[str]] = {}
    for decision in decisions_of(source):
        decisions.setdefault(decision.report, []).append(repr(decision))
    parts, known = list[PartJob](), {""}
    for number, first in enumerate(range(0, len(files), FILES)):
        some = replace(source, files=tuple(files[first : first + FILES]))
        origins = [origin_of(source, file, several=several) for file in some.files]
        known |= {origin.key for origin in origins}
        kept = (extracted_path(source, origin) for origin in origins)
        key = hash_of(
            ("source", repr(replace(some, folder=Path()))),
            ("several", str(several)),
            *(("kept", hash_file(path)) for path in kept if path.is_file()),
            *(("here", str((source.folder / file.path).is_file())) for file in some.files),
            *(("decision", text) for name in ("", *(origin.key for origin in origins))
              for text in decisions.get(name, ())),
            ("shared", job.shared),
        )  # fmt: skip
        parts.append(PartJob(job, some, several, key, number))
    lost = sorted(set(decisions) - known)
    orphans = (
        f"the review sheet decides about {name}, which is not a report here" for name in lost
    )
    return Cut(job, source, tuple(parts), tuple(orphans))


def run(job: PartJob) -> Part | SourceFailure:
    """Read and map some reports and put the result into the cache; errors are returned."""
    folder = _folder(job)
    if (found := _read(folder)) is not None:
        return found
    from loaders.reports.sources import map_reports  # noqa: PLC0415 - heavy
    from loaders.review.writing import lines as sheet_lines  # noqa: PLC0415

    try:
        check_files(job.source)
        context = context_of(job.job)
        mapped = map_reports(job.source, context, several=job.several)
        lines = canonical_lines(mapped.quads())
    except UrbsolError as error:
        return SourceFailure(job.job.stem, error)
    things = sorted({thing.value for record in mapped.records for thing in record.things})
    part = Part(
        job.job.stem, job.number, len(mapped.records), mapped.warnings, mapped.uninterpreted, folder
    )

    def write(target: Path) -> None:
        _write_bytes(target / QUADS, lines)
        _write_bytes(target / GRAPHS, sorted(lines, key=by_graph))
        _write_bytes(target / THINGS, (f"{thing}\n".encode() for thing in things))
        _write_bytes(target / SHEET, (line.encode() for line in sheet_lines(mapped.review)))
        (target / RESULT).write_text(json.dumps(asdict(part), default=str), encoding="utf-8")

    keep(folder, write)
    return part


def _folder(job: PartJob) -> Path:
    return job.job.settings.cache / "parts" / job.job.stem / job.key[:32]


def _read(folder: Path) -> Part | None:
    """Return a kept part; a folder takes its place in the cache in one rename, so it is whole."""
    try:
        raw = json.loads((folder / RESULT).read_text(encoding="utf-8"))
        raw["uninterpreted"] = tuple(Uninterpreted(**entry) for entry in raw["uninterpreted"])
        return Part(**raw | {"warnings": tuple(raw["warnings"]), "folder": folder})
    except (OSError, ValueError, TypeError, KeyError):
        return None


@dataclass(frozen=True)
class JoinJob:
    """The work of joining the parts of a source to its result."""

    job: SourceJob
    source: Source
    parts: tuple[Part, ...]
    orphans: tuple[str, ...]


def join(job: JoinJob) -> SourceResult | SourceFailure:
    """Join the parts in their order and put the result of the source into the cache.

    Memory does not grow with the number of reports.
    """
    parts = sorted(job.parts, key=lambda part: part.number)
    records = sum(part.records for part in parts)
    try:
        check_counts(job.source, records)
    except UrbsolError as error:
        return SourceFailure(job.job.stem, error)
    about = canonical_lines(describe_source(job.source, context_of(job.job).iris))
    folders = [part.folder for part in parts]
    written = Written(
        rows=0,
        records=records,
        things=_count([folder / THINGS for folder in folders], job.job.settings.base),
        warnings=(
            *warnings_of(job.source, records),
            *job.orphans,
            *(text for part in parts for text in part.warnings),
        ),
        uninterpreted=tuple(text for part in parts for text in part.uninterpreted),
    )

    def write(target: Path) -> int:
        count = _merge([f / QUADS for f in folders], about, target / QUADS, None)
        by_name = sorted(about, key=by_graph)
        _merge([f / GRAPHS for f in folders], by_name, target / GRAPHS, by_graph)
        _join_sheets([f / SHEET for f in folders], target / SHEET)
        return count

    result = written.result(job.job, job.source, write)
    for path in (job.job.settings.cache / "parts" / job.job.stem).iterdir():
        if path not in folders:
            shutil.rmtree(path, ignore_errors=True)
    return result


def failed(stem: str, failures: Iterable[SourceFailure]) -> SourceFailure:
    """Return the failures of the parts of a source as one."""
    errors = tuple(failure.error for failure in failures)
    if len(errors) == 1:
        return SourceFailure(stem, errors[0])
    what = f"data/sources/{stem}: {len(errors)} parts could not be read"
    return SourceFailure(stem, GroupedError(what, errors=errors))


def by_graph(line: bytes) -> tuple[bytes, bytes]:
    """Return what lines are sorted by so that each graph stands together."""
    return line.rsplit(b" ", 2)[1], line


def _merge(
    paths: Iterable[Path],
    about: list[bytes],
    target: Path,
    key: Callable[[bytes], tuple[bytes, bytes]] | None,
) -> int:
    """Merge sorted files and lines to one file, each line once; return how many lines it has."""
    count, last = 0, b""
    with ExitStack() as stack, target.open("wb") as file:
        files = [stack.enter_context(path.open("rb")) for path in paths]
        for line in heapq.merge(*files, about, key=key):
            if line != last:
                file.write(line)
                count, last = count + 1, line
    return count


def _join_sheets(paths: Iterable[Path], target: Path) -> None:
    """Join the rows of a review sheet under its header; no sheet is written without a row."""
    from loaders.review.sheet import COLUMNS  # noqa: PLC0415 - heavy

    with target.open("wb") as file:
        file.write(canonical.line(COLUMNS).encode())
        head = file.tell()
        for path in paths:
            with path.open("rb") as rows:
                shutil.copyfileobj(rows, file)
        empty = file.tell() == head
    if empty:
        target.unlink()


def _count(paths: Iterable[Path], base: str) -> dict[str, int]:
    """Count the distinct things of sorted lists by kind."""
    kinds: Counter[str] = Counter()
    with ExitStack() as stack:
        files = [stack.enter_context(path.open(encoding="utf-8")) for path in paths]
        for thing in _once(heapq.merge(*files)):
            kinds[kind_in(thing.rstrip("\n"), f"{base}id/") or "external"] += 1
    return dict(sorted(kinds.items()))


def _once(lines: Iterable[str]) -> Iterator[str]:
    last = ""
    for line in lines:
        if line != last:
            yield line
        last = line


def _write_bytes(path: Path, lines: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(lines)
