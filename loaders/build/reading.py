"""The first stage: every source becomes quads, read anew where its inputs changed."""

from __future__ import annotations

from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass, field
from pathlib import Path

from loaders.build import source as sources
from loaders.build.inputs import Inputs, source_folders
from loaders.build.progress import Progress
from loaders.build.source import SourceFailure, SourceJob, SourceResult
from loaders.errors import DataError, GroupedError, UrbsolError
from loaders.settings import Settings


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
    made, futures = Sources(), list[Future[SourceResult | SourceFailure]]()
    with progress.stage("read", len(inputs.sources)) as done:
        for stem, path in source_folders(settings).items():
            if kept := _kept(settings, inputs, only, stem):
                made.results[stem] = kept
                done(stem)
            else:
                futures.append(pool.submit(sources.run, _job(settings, inputs, stem, path)))
        for future in as_completed(futures):
            result = future.result()
            made.read.append(result.stem)
            if isinstance(result, SourceFailure):
                made.aside[result.stem] = result.error
            else:
                made.results[result.stem] = result
            done(result.stem)
    made.sort()
    return made


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
