"""Runs the stages in order: read and map, validate, check, derive, release."""

from __future__ import annotations

import shutil
from concurrent.futures import Executor
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from pyoxigraph import Store

from loaders import disk, ledger, manifest
from loaders.errors import DataError, GroupedError
from loaders.manifest import STORE
from loaders.mapping.result import SourceResult
from loaders.mapping.settling import settle
from loaders.pipeline import source as sources
from loaders.pipeline.checks import read_rules, run_rule
from loaders.pipeline.claims import ClaimsJob
from loaders.pipeline.examine import Examined, Graph, examine, run_examples
from loaders.pipeline.executor import cores, executor
from loaders.pipeline.inputs import Inputs, code_version, read_inputs, select
from loaders.pipeline.reading import Sources, read_sources, refuse_failures
from loaders.pipeline.static import static_quads
from loaders.progress import Progress
from loaders.rdf import store as stores
from loaders.rdf.nquads import canonical_lines, merge
from loaders.rdf.offices import Offices
from loaders.release import folder as releases
from loaders.release.assemble import Names, Parts, assemble
from loaders.release.changes.breaking import breaking, undeclared
from loaders.release.changes.statements import compare
from loaders.release.description.metadata import ReleaseMetadata, read_metadata
from loaders.release.description.releases import release_quads
from loaders.settings import Settings


@dataclass(frozen=True)
class BuildRequest:
    """What is to be built and how.

    ``only`` names the sources to read anew (the others are taken as they were last read), ``jobs``
    how many processes work, ``scheduler`` the address of a Dask scheduler to use instead.
    ``strict_name`` refuses a dataset that would need another name than ``release.yml`` says.
    """

    settings: Settings
    only: tuple[str, ...] = ()
    quarantine: bool = False
    jobs: int | None = None
    scheduler: str | None = None
    strict_name: bool = False


@dataclass(frozen=True)
class BuildOutcome:
    """The release that is current now; ``read`` are the sources that were read for it."""

    folder: Path
    manifest: manifest.Manifest
    changed: bool
    read: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def build(request: BuildRequest, progress: Progress) -> BuildOutcome:
    """Build a release and make it current; raise UrbsolError and leave the old one otherwise."""
    settings = request.settings
    with disk.guarded(settings.releases), releases.locked(settings.releases):
        metadata = read_metadata(settings.data / "release.yml")
        inputs = read_inputs(settings)
        select(request.only, inputs)
        if not request.only and (outcome := up_to_date(request, inputs)):
            return outcome
        with (
            releases.building(settings.releases) as folder,
            executor(request.jobs or cores(), request.scheduler) as pool,
        ):
            names = names_of(settings, strict=request.strict_name)
            return _Build(request, inputs, metadata, names, folder, pool, progress).run()


def names_of(settings: Settings, *, strict: bool = False) -> Names:
    """Return the names of releases: those recorded in the data, and those made or lying here."""
    recorded = ledger.read(settings.data / ledger.NAME)
    here = ledger.read(settings.releases / ledger.NAME)
    made = [_read_manifest(folder) for folder in releases.listed(settings.releases)]
    lying = [ledger.entry_of(one) for one in made if one is not None]
    # Of two with one name the recorded one has it.
    return Names(recorded, (*lying, *here, *recorded), strict)


def up_to_date(request: BuildRequest, inputs: Inputs) -> BuildOutcome | None:
    """Return the current release when it is whole and was made from these inputs, else None."""
    folder = releases.current(request.settings.releases)
    made = _read_manifest(folder) if folder else None
    if not (folder and made):
        return None
    digest = inputs.digest({stem: inputs.key(stem) for stem in inputs.sources})
    accepted = request.quarantine or not made.quarantined
    if accepted and releases.made_from(folder, made, digest) and releases.complete(folder, made):
        return BuildOutcome(folder, made, changed=False)
    return None


def _of(folder: Path, hashes: set[str]) -> bool:
    made = _read_manifest(folder)
    return made is not None and made.hash in hashes


def _read_manifest(folder: Path) -> manifest.Manifest | None:
    """Read the manifest; one that is damaged, or of another time, does not count."""
    try:
        return manifest.read(folder)
    except DataError:
        return None


@dataclass
class _Build:
    """One build: what it is made from and where; each method is a stage."""

    request: BuildRequest
    inputs: Inputs
    metadata: ReleaseMetadata
    names: Names
    folder: Path
    pool: Executor
    progress: Progress
    warnings: list[str] = field(default_factory=list)
    settled: dict[str, SourceResult] = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        return self.request.settings

    @property
    def work(self) -> Path:
        """Return the folder of what is not released."""
        return self.folder / "work"

    def run(self) -> BuildOutcome:
        for path in (self.work, self.folder / "reports", self.folder / "dumps"):
            path.mkdir()
        request = self.request
        made = read_sources(self.settings, self.inputs, request.only, self.pool, self.progress)
        refuse_failures(made, request.quarantine, self.progress)
        examined = self.examine(made)
        while not examined.passed:
            self.quarantine(made, examined)
            del examined  # closes the store, so that its folder may be written anew
            examined = self.examine(made)
        self.gather_warnings(made, examined)
        derived = self.derive(examined.store)
        run_examples(self.settings, examined.store, self.folder / "reports", self.progress)
        stores.close(examined.store)
        del examined  # closes the store, whose files stay as they are from now on
        stores.tidy(self.folder / STORE)
        released = self.release(made, (self.base, *derived))
        self.refuse_breaking(released)
        target = releases.publish(self.folder, released, self.settings.releases)
        for result in made.results.values():
            sources.forget_others(result)
        return BuildOutcome(target, released, True, tuple(made.read), tuple(self.warnings))

    def refuse_breaking(self, made: manifest.Manifest) -> None:
        """Raise GroupedError when something breaks that is not declared.

        A promise is what was recorded: the newest recorded release that lies here counts.
        """
        hashes = {entry.hash for entry in self.names.recorded} - {made.hash}
        here = [path for path in releases.listed(self.settings.releases) if _of(path, hashes)]
        if not here:
            return
        with self.progress.stage("compare", 0):
            found = breaking(here[-1], self.folder, compare(here[-1], self.folder))
        if left := undeclared(found, made.breaking):
            raise GroupedError(
                f"{len(left)} breaking changes since {here[-1].name} are not declared",
                self.settings.data / "release.yml",
                remedy="take them back, or declare each under breaking: with the reason",
                errors=tuple(DataError(str(one)) for one in left),
            )

    @property
    def base(self) -> Path:
        """Return the file with what was read and what was written by hand, without rules."""
        return self.work / "base.nq"

    def examine(self, made: Sources) -> Examined:
        shutil.rmtree(self.folder / "store", ignore_errors=True)
        graph = Graph(self.base, self.work / "union.nt")
        self.merge(made, graph.union)
        claims = [
            ClaimsJob(self.settings, stem, result.quads_file, self.inputs.mapping)
            for stem, result in made.results.items()
            if result.claims
        ]
        return examine(self.settings, graph, self.folder, self.pool, self.progress, claims=claims)

    def merge(self, made: Sources, union: Path) -> None:
        """Merge sources and static graphs to one file, and their reviewed union to another."""
        self.settled = settle(made.results, self.work / "settled", self.settings.base)
        static = self.work / "static.nq"
        with static.open("wb") as file:
            earlier = release_quads(self.names.recorded, self.metadata.date, self.settings.base)
            file.writelines(canonical_lines(chain(static_quads(self.settings), earlier)))
        read = [result.quads_file for result in self.settled.values()]
        files = [static, *Offices(self.settings.base).unify(read, self.work)]
        with self.base.open("wb") as named, union.open("wb") as reviewed:
            last = b""
            for line in merge(files):
                named.write(line)
                triple = stores.union_line(line)
                if triple and triple != last:
                    reviewed.write(triple)
                    last = triple

    def quarantine(self, made: Sources, examined: Examined) -> None:
        """Set the sources aside that are at fault, or stop when that is not asked or not enough."""
        error = examined.error(self.keep_reports(), self.settings.base)
        culprits = examined.culprits(self.settings.base) & set(made.results)
        if not (self.request.quarantine and culprits):
            raise error
        for stem in culprits:
            made.set_aside(stem, error)
            self.progress.say(f"set aside: {stem}: {error}")
        if not made.results:
            raise GroupedError("no source is left, nothing is released", errors=(error,))

    def keep_reports(self) -> Path:
        """Keep the reports of a graph that may not be released; return where they are."""
        target = self.settings.cache / "reports"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.folder / "reports", target)
        return target

    def gather_warnings(self, made: Sources, examined: Examined) -> None:
        for stem, error in made.aside.items():
            self.warnings.append(f"set aside: {stem}: {error}")
        for stem, result in made.results.items():
            self.warnings += [f"{stem}: {text}" for text in result.warnings]
        if count := examined.outcome.counts.get("Warning"):
            self.warnings.append(f"{count} warnings of the shapes, see reports/validation.txt")
        if count := examined.claims.counts.get("Warning"):
            where = "see reports/validation-claims.txt"
            self.warnings.append(f"{count} warnings about unreviewed claims, {where}")
        for text in self.warnings[len(made.aside) :]:
            self.progress.say(f"warning: {text}")

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

    def release(self, made: Sources, quads: tuple[Path, ...]) -> manifest.Manifest:
        keys = {stem: self.inputs.key(stem) for stem in self.inputs.sources}
        keys |= {stem: result.key for stem, result in made.results.items()}
        parts = Parts(
            settings=self.settings,
            metadata=self.metadata,
            folder=self.folder,
            work=self.work,
            quads=quads,
            sources=self.settled,
            quarantined={stem: str(error) for stem, error in made.aside.items()},
            inputs=self.inputs.digest(keys),
            code_version=code_version(),
            names=self.names,
        )
        with self.progress.stage("release", 0):
            made_now = assemble(parts, self.pool)
        if made_now.version != (wanted := self.metadata.version):
            self.progress.say(f"name      {wanted} is another dataset: {made_now.version}")
        return made_now
