"""Runs the stages in order: read and map, validate, check, derive, release."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Store

from loaders import manifest
from loaders.build import source as sources
from loaders.build import validation
from loaders.build.checks import read_checks, read_rules, run_check, run_rule
from loaders.build.executor import cores, executor
from loaders.build.inputs import Inputs, code_version, read_inputs, select, source_folders
from loaders.build.progress import Progress
from loaders.build.source import SourceFailure, SourceJob, SourceResult
from loaders.build.static import static_quads
from loaders.build.validation import ValidationJob, ValidationOutcome
from loaders.errors import DataError, GroupedError
from loaders.release import folder as releases
from loaders.release import store as stores
from loaders.release.assemble import Parts, assemble
from loaders.release.metadata import ReleaseMetadata, read_metadata
from loaders.release.nquads import canonical_lines, merge
from loaders.settings import Settings


@dataclass(frozen=True)
class BuildRequest:
    """What is to be built and how.

    ``only`` names the sources to read anew (the others are taken as they were last read), ``jobs``
    how many processes work, ``scheduler`` the address of a Dask scheduler to use instead.
    """

    settings: Settings
    only: tuple[str, ...] = ()
    quarantine: bool = False
    jobs: int | None = None
    scheduler: str | None = None


@dataclass(frozen=True)
class BuildOutcome:
    """The release that is current now; ``read`` are the sources that were read for it."""

    folder: Path
    manifest: manifest.Manifest
    changed: bool
    read: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass
class Mapping:
    """The results of all sources, those set aside and why, and those that were read just now."""

    results: dict[str, SourceResult] = field(default_factory=dict)
    failures: dict[str, SourceFailure] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)


def build(request: BuildRequest, progress: Progress) -> BuildOutcome:
    """Build a release and make it current; raise UrbsolError and leave the old one otherwise."""
    settings = request.settings
    with releases.locked(settings.releases):
        inputs = read_inputs(settings)
        select(request.only, inputs)
        if not request.only and (outcome := up_to_date(request, inputs)):
            return outcome
        metadata = read_metadata(settings.data / "release.yml")
        with (
            releases.building(settings.releases) as folder,
            executor(request.jobs or cores(), request.scheduler) as pool,
        ):
            return _Build(request, inputs, metadata, folder, pool, progress).run()


def up_to_date(request: BuildRequest, inputs: Inputs) -> BuildOutcome | None:
    """Return the current release when it is whole and was made from these inputs, else None."""
    folder = releases.current(request.settings.releases)
    if folder is None:
        return None
    made = manifest.read(folder)
    digest = inputs.digest({stem: inputs.key(stem) for stem in inputs.sources})
    accepted = request.quarantine or not made.quarantined
    if made.inputs == digest and accepted and releases.complete(folder, made):
        return BuildOutcome(folder, made, changed=False)
    return None


@dataclass
class _Build:
    """One build: what it is made from and where; each method is a stage."""

    request: BuildRequest
    inputs: Inputs
    metadata: ReleaseMetadata
    folder: Path
    pool: Executor
    progress: Progress
    warnings: list[str] = field(default_factory=list)

    @property
    def settings(self) -> Settings:
        return self.request.settings

    @property
    def work(self) -> Path:
        """Return the folder of what is not released."""
        return self.folder / "work"

    @property
    def reports(self) -> Path:
        return self.folder / "reports"

    def run(self) -> BuildOutcome:
        for path in (self.work, self.reports, self.folder / "dumps"):
            path.mkdir()
        mapping = self.read_and_map()
        base = self.merge(mapping)
        validating = self.pool.submit(validation.run, self.validation_job(base))
        try:
            store = self.load(base)
            self.validate(validating)
            self.check(store)
        except GroupedError:
            self.keep_reports()
            raise
        derived = self.derive(store)
        stores.close(store)
        del store
        made = self.release(mapping, (base, *derived))
        target = releases.publish(self.folder, made, self.settings.releases)
        for result in mapping.results.values():
            sources.forget_others(result)
        return BuildOutcome(target, made, True, tuple(mapping.read), tuple(self.warnings))

    def read_and_map(self) -> Mapping:
        mapping, futures = Mapping(), list[Future[SourceResult | SourceFailure]]()
        with self.progress.stage("read", len(self.inputs.sources)) as done:
            for stem, path in source_folders(self.settings).items():
                if result := self.kept(stem):
                    mapping.results[stem] = result
                    done(stem)
                else:
                    job = self.source_job(stem, path)
                    futures.append(self.pool.submit(sources.run, job))
            for future in as_completed(futures):
                made = future.result()
                mapping.read.append(made.stem)
                if isinstance(made, SourceFailure):
                    mapping.failures[made.stem] = made
                else:
                    mapping.results[made.stem] = made
                done(made.stem)
        return self.judge(mapping)

    def kept(self, stem: str) -> SourceResult | None:
        if self.request.only and stem not in self.request.only:
            if result := sources.last(self.settings, stem):
                return result
            raise DataError(f"the source {stem} was never read", remedy="build once without --only")
        if stem in self.request.only:
            return None
        return sources.cached(self.settings, stem, self.inputs.key(stem))

    def source_job(self, stem: str, path: Path) -> SourceJob:
        key = self.inputs.key(stem)
        return SourceJob(self.settings, stem, path, key, self.inputs.sources[stem])

    def judge(self, mapping: Mapping) -> Mapping:
        """Stop for sources that failed, or set them aside when asked; gather the warnings."""
        mapping.results = dict(sorted(mapping.results.items()))
        mapping.failures = dict(sorted(mapping.failures.items()))
        errors = tuple(failure.error for failure in mapping.failures.values())
        if errors and not self.request.quarantine:
            raise GroupedError(
                f"{len(errors)} of {len(self.inputs.sources)} sources failed, nothing is released",
                errors=errors,
            )
        if not mapping.results:
            raise GroupedError("no source is left", errors=errors)
        for failure in mapping.failures.values():
            self.warn(f"set aside: {failure.stem}: {failure.error}")
        for stem, result in mapping.results.items():
            for text in result.warnings:
                self.warn(f"{stem}: {text}")
        return mapping

    def merge(self, mapping: Mapping) -> Path:
        """Merge sources and static graphs to one file; beside it goes the reviewed union."""
        static, base = self.work / "static.nq", self.work / "base.nq"
        with static.open("wb") as file:
            file.writelines(canonical_lines(static_quads(self.settings)))
        files = [static, *(result.quads_file for result in mapping.results.values())]
        with base.open("wb") as named, self.union.open("wb") as union:
            last = b""
            for line in merge(files):
                named.write(line)
                triple = stores.union_line(line)
                if triple and triple != last:
                    union.write(triple)
                    last = triple
        return base

    @property
    def union(self) -> Path:
        return self.work / "union.nt"

    def validation_job(self, base: Path) -> ValidationJob:
        return ValidationJob(base, self.settings.shapes, self.reports, self.settings.base)

    def load(self, base: Path) -> Store:
        with self.progress.stage("load", 0):
            store = stores.open_new(self.folder / "store")
            stores.load(store, base, self.union)
        return store

    def validate(self, validating: Future[ValidationOutcome]) -> None:
        with self.progress.stage("validate", 0):
            outcome = validating.result()
        if count := outcome.counts.get("Warning"):
            self.warn(f"{count} warnings of the shapes, see reports/{validation.TEXT}")
        if not outcome.conforms:
            raise GroupedError(
                f"{outcome.counts['Violation']} violations of the shapes, nothing is released",
                self.settings.cache / "reports" / validation.TEXT,
                remedy="mend the rows named, or the shape if it is wrong",
                errors=tuple(DataError(text) for text in outcome.violations),
            )

    def check(self, store: Store) -> None:
        checks = read_checks(self.settings.queries, self.settings.base)
        results = []
        with self.progress.stage("check", len(checks)) as done:
            for query in checks:
                results.append(run_check(store, query))
                done(query.name)
        entries = {
            r.name: {"summary": r.summary, "count": r.count, "rows": r.rows} for r in results
        }
        write_json(self.reports / "checks.json", entries)
        if failed := [result for result in results if result.count]:
            raise GroupedError(
                f"{len(failed)} of {len(results)} checks found something, nothing is released",
                self.settings.cache / "reports" / "checks.json",
                errors=tuple(DataError(str(result)) for result in failed),
            )

    def keep_reports(self) -> None:
        """Keep the reports of a failed build where the error says."""
        target = self.settings.cache / "reports"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.reports, target)

    def derive(self, store: Store) -> list[Path]:
        rules = read_rules(self.settings.queries, self.settings.base)
        written = []
        with self.progress.stage("rules", len(rules)) as done:
            for rule in rules:
                path = self.work / f"rule-{rule.name}.nq"
                with path.open("wb") as file:
                    file.writelines(run_rule(store, rule, self.settings.base))
                written.append(path)
                done(rule.name)
        return written

    def release(self, mapping: Mapping, quads: tuple[Path, ...]) -> manifest.Manifest:
        keys = {stem: self.inputs.key(stem) for stem in self.inputs.sources}
        keys |= {stem: result.key for stem, result in mapping.results.items()}
        parts = Parts(
            settings=self.settings,
            metadata=self.metadata,
            folder=self.folder,
            work=self.work,
            quads=quads,
            sources=mapping.results,
            quarantined={stem: str(f.error) for stem, f in mapping.failures.items()},
            inputs=self.inputs.digest(keys),
            code_version=code_version(),
        )
        with self.progress.stage("release", 0):
            return assemble(parts, self.pool)

    def warn(self, text: str) -> None:
        self.warnings.append(text)
        self.progress.say(f"warning: {text}")


def write_json(path: Path, value: object) -> None:
    """Write JSON, indented, keys sorted."""
    text = json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")
