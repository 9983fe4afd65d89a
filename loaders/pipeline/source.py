"""Reads and maps one source, and keeps the result in the cache under the hash of its inputs."""

from __future__ import annotations

import csv
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from loaders import disk
from loaders.curation.sources import Source, read_source
from loaders.errors import UrbsolError
from loaders.kinds import kind_in
from loaders.mapping.base import Context, Mapped, Uninterpreted
from loaders.mapping.result import QUADS, SourceResult
from loaders.rdf.hashes import hash_file
from loaders.rdf.nquads import canonical_lines
from loaders.settings import Settings

RESULT = "result.json"


@dataclass(frozen=True)
class SourceJob:
    """The work on one source.

    ``key`` is the hash of all it depends on, ``shared`` that of what all sources share, and
    ``checksum`` that of its own files.
    """

    settings: Settings
    stem: str
    folder: Path
    key: str
    shared: str
    checksum: str


@dataclass(frozen=True)
class SourceFailure:
    """A source that could not be read or mapped, and why."""

    stem: str
    error: UrbsolError


def run(job: SourceJob) -> SourceResult | SourceFailure:
    """Read and map one source and put the result into the cache; errors in the data are returned.

    Running it again does no harm: the result takes its place in the cache in one rename.
    """
    try:
        mapped = _map(job)
        source = read_source(job.folder)
        lines = canonical_lines(mapped.quads())
    except UrbsolError as error:
        return SourceFailure(job.stem, error)
    count = len(mapped.records)
    written = Written(
        rows=_rows(source),
        records=count,
        things=_things(mapped, job.settings.base),
        warnings=(*warnings_of(source, count), *mapped.warnings),
        uninterpreted=mapped.uninterpreted,
    )

    def write(target: Path) -> int:
        with (target / QUADS).open("wb") as file:
            file.writelines(lines)
        return len(lines)

    return written.result(job, source, write)


@lru_cache(maxsize=1)
def registry_of(settings: Settings, _shared: str) -> Context:
    """Return the registry, read once a process and state of what all sources share."""
    return Context.load(settings)


def context_of(job: SourceJob) -> Context:
    """Return the registry that the job is to be done with."""
    return registry_of(job.settings, job.shared)


def _map(job: SourceJob) -> Mapped:
    from loaders.pipeline.mapping import map_source  # noqa: PLC0415 - heavy, and not needed for the cache

    return map_source(job.folder, context_of(job))


@dataclass(frozen=True)
class Written:
    """What is told of a source beside its quads."""

    rows: int
    records: int
    things: dict[str, int]
    warnings: tuple[str, ...]
    uninterpreted: tuple[Uninterpreted, ...]

    def result(self, job: SourceJob, source: Source, write: Callable[[Path], int]) -> SourceResult:
        """Put the result of a source into the cache.

        ``write`` writes its quads into a folder and returns how many there are.
        """
        target = folder_of(job.settings, job.stem, job.key)
        made: list[SourceResult] = []

        def fill(folder: Path) -> None:
            result = SourceResult(
                stem=job.stem,
                key=job.key,
                checksum=job.checksum,
                title=source.title,
                license=source.license,
                rows=self.rows,
                records=self.records,
                quads=write(folder),
                quads_sha256=hash_file(folder / QUADS),
                things=self.things,
                warnings=self.warnings,
                uninterpreted=self.uninterpreted,
                folder=target,
            )
            text = json.dumps(asdict(result), default=str)
            (folder / RESULT).write_text(text, encoding="utf-8")
            made.append(result)

        keep(target, fill)
        return made[0]


def keep(target: Path, fill: Callable[[Path], object]) -> None:
    """Fill a folder beside its place and put it there in one rename."""
    with disk.guarded(target.parent):
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=".new-", dir=target.parent))
        try:
            fill(temporary)
            _take_place(temporary, target)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)


def _take_place(temporary: Path, target: Path) -> None:
    try:
        temporary.rename(target)
    except OSError:  # another build of the same inputs was faster, or left half a folder
        shutil.rmtree(target)
        temporary.rename(target)


def _rows(source: Source) -> int:
    """Count the rows of the tables anew, so that a row the mapping lost would show."""
    return sum(_rows_of(source.folder / file.path) for file in source.files if file.table)


def _rows_of(path: Path) -> int:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return max(sum(1 for row in csv.reader(file) if row) - 1, 0)


def warnings_of(source: Source, records: int) -> tuple[str, ...]:
    """Return what is said of a source with more records than were expected."""
    if source.maximum is None or records <= source.maximum:
        return ()
    return (f"{records} records, {source.maximum} at most were expected (see source.yml)",)


def _things(mapped: Mapped, base: str) -> dict[str, int]:
    """Count the distinct things by kind; what is not ours to name is ``external``."""
    things = {thing.value for record in mapped.records for thing in record.things}
    return dict(
        sorted(Counter(kind_in(thing, f"{base}id/") or "external" for thing in things).items())
    )


def folder_of(settings: Settings, stem: str, key: str) -> Path:
    """Return where the cache keeps the result of these inputs."""
    return settings.cache / "sources" / stem / key[:32]


def cached(settings: Settings, stem: str, key: str) -> SourceResult | None:
    """Return the kept result of these inputs, or None when there is none or it is damaged."""
    return _read(folder_of(settings, stem, key), key)


def last(settings: Settings, stem: str) -> SourceResult | None:
    """Return the result a source had when it was last read, whatever changed since, or None."""
    folders = [p for p in (settings.cache / "sources" / stem).glob("*") if p.name[0] != "."]
    folders.sort(key=lambda path: path.stat().st_mtime_ns)
    return _read(folders[-1], None) if folders else None


def forget_others(result: SourceResult) -> None:
    """Take the results of older inputs of this source out of the cache."""
    for path in result.folder.parent.iterdir():
        if path != result.folder:
            shutil.rmtree(path, ignore_errors=True)


def _read(folder: Path, key: str | None) -> SourceResult | None:
    try:
        raw = json.loads((folder / RESULT).read_text(encoding="utf-8"))
        raw["uninterpreted"] = tuple(Uninterpreted(**entry) for entry in raw["uninterpreted"])
        raw["warnings"] = tuple(raw["warnings"])
        raw["folder"] = folder
        result = SourceResult(**raw)
        whole = hash_file(result.quads_file) == result.quads_sha256
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return result if whole and key in {None, result.key} else None
