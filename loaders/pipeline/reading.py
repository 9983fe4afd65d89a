"""The first stage: every source becomes quads, read anew where its inputs changed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field
from pathlib import Path

from loaders.errors import DataError, GroupedError, UrbsolError
from loaders.mapping.result import SourceResult
from loaders.pipeline import parts
from loaders.pipeline import source as sources
from loaders.pipeline.executor import Inline
from loaders.pipeline.inputs import Inputs, source_folders
from loaders.pipeline.parts import Cut, JoinJob, Part
from loaders.pipeline.source import SourceFailure, SourceJob
from loaders.progress import Progress
from loaders.settings import Settings

Result = SourceResult | SourceFailure | Part
IN_FLIGHT = 256  # pieces handed out at a time: memory stays flat, and no worker waits


@dataclass
class Sources:
    """The results of all sources, those set aside and why, and those that were read just now."""

    results: dict[str, SourceResult] = field(default_factory=dict)
    aside: dict[str, UrbsolError] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)

    def sort(self) -> None:
        """Put everything in the order of the stems, whoever was done first."""
        self.results = dict(sorted(self.results.items()))
        self.aside = dict(sorted(self.aside.items()))
        self.read.sort()

    def set_aside(self, stem: str, error: UrbsolError) -> None:
        """Take a source out whole."""
        self.results.pop(stem, None)
        self.aside[stem] = error
        self.sort()


def read_sources(
    settings: Settings, inputs: Inputs, only: tuple[str, ...], pool: Executor, progress: Progress
) -> Sources:
    """Read and map all sources, those of ``only`` in any case and then no others.

    Sources that fail are in ``aside``; raise DataError when one that should be taken as it was
    last read was never read.
    """
    made, work = Sources(), Work(pool)
    for stem, path in source_folders(settings).items():
        if kept := _kept(settings, inputs, only, stem):
            made.results[stem] = kept
        else:
            work.submit(_job(settings, inputs, stem, path))
    with progress.stage("read", len(made.results) + work.total) as done:
        for stem in made.results:
            done(stem)
        for name, result in work.results():
            done(name)
            if isinstance(result, SourceFailure):
                made.aside[result.stem] = result.error
            elif isinstance(result, SourceResult):
                made.results[result.stem] = result
            if result is not None:
                made.read.append(result.stem)
    made.sort()
    return made


@dataclass
class Work:
    """What workers are doing: a table source is one piece, a source of reports as many as parts.

    Parts of all sources are done side by side; the last one to be done has its source joined.
    """

    pool: Executor
    waiting: deque[tuple[Callable[..., Result], object]] = field(default_factory=deque)
    pending: set[Future[Result]] = field(default_factory=set)
    failures: list[SourceFailure] = field(default_factory=list)
    cuts: dict[str, Cut] = field(default_factory=dict)
    parts: dict[str, list[Part | SourceFailure]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Return how many pieces of work there are."""
        return len(self.waiting) + len(self.failures) + len(self.cuts)

    def submit(self, job: SourceJob) -> None:
        """Hand the work on a source to the workers."""
        found = parts.cut(job)
        if isinstance(found, SourceFailure):
            self.failures.append(found)
        elif found is None:
            self.waiting.append((sources.run, job))
        elif not found.parts:
            self._join(found, [])
        else:
            self.cuts[job.stem], self.parts[job.stem] = found, []
            self.waiting += [(parts.run, part) for part in found.parts]

    def results(self) -> Iterator[tuple[str, SourceResult | SourceFailure | None]]:
        """Yield each piece of work that is done; None beside a part whose source is not yet."""
        for failure in self.failures:
            yield failure.stem, failure
        most = 1 if isinstance(self.pool, Inline) else IN_FLIGHT
        while self.pending or self.waiting:
            while self.waiting and len(self.pending) < most:
                work, job = self.waiting.popleft()
                self.pending.add(self.pool.submit(work, job))
            finished, self.pending = wait(self.pending, return_when=FIRST_COMPLETED)
            for future in finished:
                result = future.result()
                if result.stem in self.cuts:
                    yield from self._part(result)
                else:
                    yield result.stem, result if not isinstance(result, Part) else None

    def _part(self, result: Result) -> Iterator[tuple[str, SourceFailure | None]]:
        """Take the result of a part; when it was the last one, join them or tell what failed."""
        cut, done = self.cuts[result.stem], self.parts[result.stem]
        if isinstance(result, SourceResult):
            return
        done.append(result)
        yield f"{result.stem} {len(done)} of {len(cut.parts)}", None
        if len(done) < len(cut.parts):
            return
        del self.cuts[result.stem]
        if bad := [one for one in done if isinstance(one, SourceFailure)]:
            yield result.stem, parts.failed(result.stem, bad)
        else:
            self._join(cut, [one for one in done if isinstance(one, Part)])

    def _join(self, cut: Cut, done: list[Part]) -> None:
        job = JoinJob(cut.job, cut.source, tuple(done), cut.orphans)
        self.waiting.appendleft((parts.join, job))


def _job(settings: Settings, inputs: Inputs, stem: str, folder: Path) -> SourceJob:
    return SourceJob(
        settings=settings,
        stem=stem,
        folder=folder,
        key=inputs.key(stem),
        shared=inputs.mapping,
        checksum=inputs.sources[stem],
    )


def _kept(
    settings: Settings, inputs: Inputs, only: tuple[str, ...], stem: str
) -> SourceResult | None:
    if not only:
        return sources.cached(settings, stem, inputs.key(stem))
    if stem in only:
        return None
    if result := sources.last(settings, stem):
        return result
    raise DataError(f"the source {stem} was never read", remedy="build once without --only")


def refuse_failures(made: Sources, quarantine: bool, progress: Progress) -> None:
    """Raise GroupedError for the sources that failed, or tell that they are set aside."""
    # What is wrong with what all sources share, such as the registry, is told once.
    errors = tuple({str(error): error for error in made.aside.values()}.values())
    if errors and not quarantine:
        total = len(made.aside) + len(made.results)
        what = f"{len(made.aside)} of {total} sources failed, nothing is released"
        raise GroupedError(what, errors=errors)
    if not made.results:
        raise GroupedError("no source is left, nothing is released", errors=errors)
    for stem, error in made.aside.items():
        progress.say(f"set aside: {stem}: {error}")
