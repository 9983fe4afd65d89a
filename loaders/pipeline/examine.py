"""The gate: what shapes and checks find in a graph, and which sources said it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import asdict, dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Store

from loaders.errors import DataError, GroupedError
from loaders.pipeline import claims as claims_of
from loaders.pipeline import validation
from loaders.pipeline.checks import (
    CheckResult,
    excepted,
    listed,
    located,
    places_of,
    read_checks,
    read_exceptions,
    run_check,
)
from loaders.pipeline.claims import ClaimsJob
from loaders.pipeline.statements import Statements
from loaders.pipeline.validation import ValidationJob, ValidationOutcome
from loaders.progress import Progress
from loaders.rdf import queryrun
from loaders.rdf import store as stores
from loaders.rdf.queryfiles import read_queries
from loaders.settings import Settings
from loaders.vocabulary import RDF

CHECKS = "checks.json"
IRI = re.compile(r"<([^<> ]+)>")


@dataclass(frozen=True)
class Graph:
    """The graph to be examined: sorted N-Quads, and the N-Triples of their reviewed union."""

    quads: Path
    union: Path


@dataclass(frozen=True)
class Examined:
    """What the shapes said, what the checks found, and the store the checks ran on.

    ``claims`` is what the shapes said of what nobody has reviewed yet.
    """

    outcome: ValidationOutcome
    claims: ValidationOutcome
    checks: tuple[CheckResult, ...]
    store: Store

    @property
    def found(self) -> list[CheckResult]:
        """Return the checks that found something."""
        return [check for check in self.checks if check.count]

    @property
    def passed(self) -> bool:
        """Tell whether the graph may be released (warnings of the shapes do not count)."""
        return self.outcome.conforms and self.claims.conforms and not self.found

    def error(self, reports: Path, base: str) -> GroupedError:
        """Return all violations and findings as one error; ``reports`` is where to read more."""
        violations, found = self.outcome.counts.get("Violation", 0), self.found
        unreviewed = self.claims.counts.get("Violation", 0)
        counts = [f"{violations} violations of the shapes"] if violations else []
        counts += [f"{unreviewed} violations by unreviewed claims"] if unreviewed else []
        counts += [f"{len(found)} of {len(self.checks)} checks found something"] if found else []
        violated = (*self.outcome.violations, *self.claims.violations)
        return GroupedError(
            f"{' and '.join(counts)}, nothing is released",
            reports,
            remedy="fix the rows named; validation.txt and checks.json there list all",
            errors=(
                *(self._violation(text, base) for text in violated),
                *(DataError(str(check)) for check in found),
            ),
        )

    def _violation(self, text: str, base: str) -> DataError:
        """Return a violation with the files and rows of all records that are involved.

        Its text begins with the focus node and the properties it is about.
        """
        node, *properties = IRI.findall(text.partition(": ")[0]) or [""]
        places = places_of(self.store, node, base, properties) if text.startswith("<") else []
        if not places:
            return DataError(text)
        (file, row), *others = places
        also = f"; also {listed(others)}" if others else ""
        return DataError(f"{text}{also}", file, row=int(row) if row else None)

    def culprits(self, base: str) -> set[str]:
        """Return the sources that state what the things at fault are, by stem.

        At fault are the focus nodes of violations and the first column of what checks found.
        """
        firsts = (next(iter(row.values()), "") for check in self.found for row in check.rows)
        nodes = {*self.outcome.focus_nodes, *self.claims.focus_nodes, *firsts}
        return set(_stems(self.store, nodes, base))


def examine(
    settings: Settings,
    graph: Graph,
    folder: Path,
    pool: Executor,
    progress: Progress,
    *,
    claims: Iterable[ClaimsJob] = (),
) -> Examined:
    """Validate in workers while the store is loaded here, then run the checks on the store.

    ``folder`` is that of the release to be; its ``reports`` are written and its ``store`` made.
    ``claims`` are the claims graphs to validate beside the reviewed graph.
    """
    reports = folder / "reports"
    validating: Future[ValidationOutcome] = pool.submit(
        validation.run, ValidationJob(graph.union, settings.shapes, reports, settings.base)
    )
    waiting = [pool.submit(claims_of.run, job) for job in claims]
    with progress.stage("load", 0):
        store = stores.open_new(folder / "store")
        stores.load(store, graph.quads, graph.union)
    with progress.stage("validate", 0):
        outcome = validating.result()
        unreviewed = claims_of.merged([future.result() for future in waiting], reports)
    checks = tuple(_run_checks(settings, store, graph, progress))
    entries = {check.name: asdict(check) for check in checks}
    text = json.dumps(entries, indent=1, sort_keys=True, ensure_ascii=False)
    (reports / CHECKS).write_text(text + "\n", encoding="utf-8")
    return Examined(outcome, unreviewed, checks, store)


def _run_checks(
    settings: Settings, store: Store, graph: Graph, progress: Progress
) -> Iterator[CheckResult]:
    base = settings.base
    checks, exceptions = (
        read_checks(settings.queries, base),
        read_exceptions(settings.queries, base),
    )
    with progress.stage("check", len(checks) + 1) as done:
        with graph.quads.open("rb") as lines:
            usage = [*Statements.read(lines, base).checked()]
        done("statements")
        yield from (located(store, result, base) for result in usage)
        for check in checks:
            found = excepted(store, run_check(store, check), exceptions)
            yield located(store, found, base)
            done(check.name)


def run_examples(settings: Settings, store: Store, reports: Path, progress: Progress) -> None:
    """Run the example queries and keep what each gave; one that is broken is named, not fatal."""
    examples = read_queries(settings.queries / "examples", settings.base)
    with progress.stage("examples", 0):
        broken = queryrun.write(reports / queryrun.NAME, store, examples, settings.base)
    for name in broken:
        where = f"see reports/{queryrun.NAME}"
        progress.say(f"warning: the example query {name} gives nothing: {where}")


def _stems(store: Store, terms: Iterable[str], base: str) -> Iterator[str]:
    start = f"{base}graph/"
    for term in terms:
        if not term.startswith("<"):
            continue
        node = NamedNode(term[1:-1])
        for graph in (node.value, *_graphs_of(store, node)):
            stem, slash, _ = graph.removeprefix(start).partition("/")
            if graph.startswith(start) and slash and stem not in {"rules", "concepts"}:
                yield stem


def _graphs_of(store: Store, node: NamedNode) -> list[str]:
    quads = store.quads_for_pattern(node, RDF.type, None)
    return [quad.graph_name.value for quad in quads if isinstance(quad.graph_name, NamedNode)]
