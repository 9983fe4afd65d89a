"""The gate: what shapes and checks find in a graph, and which sources said it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import asdict, dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Store

from loaders.build import validation
from loaders.build.checks import CheckResult, read_checks, run_check
from loaders.build.progress import Progress
from loaders.build.validation import ValidationJob, ValidationOutcome
from loaders.errors import DataError, GroupedError
from loaders.release import store as stores
from loaders.settings import Settings
from loaders.vocabulary import RDF

CHECKS = "checks.json"


@dataclass(frozen=True)
class Graph:
    """The graph to be examined: sorted N-Quads, and the N-Triples of their reviewed union."""

    quads: Path
    union: Path


@dataclass(frozen=True)
class Examined:
    """What the shapes said, what the checks found, and the store the checks ran on."""

    outcome: ValidationOutcome
    checks: tuple[CheckResult, ...]
    store: Store

    @property
    def found(self) -> list[CheckResult]:
        """Return the checks that found something."""
        return [check for check in self.checks if check.count]

    @property
    def passed(self) -> bool:
        """Tell whether the graph may be released (warnings of the shapes do not count)."""
        return self.outcome.conforms and not self.found

    def error(self, reports: Path) -> GroupedError:
        """Return all violations and findings as one error; ``reports`` is where to read more."""
        violations, found = self.outcome.counts.get("Violation", 0), self.found
        counts = [f"{violations} violations of the shapes"] if violations else []
        counts += [f"{len(found)} of {len(self.checks)} checks found something"] if found else []
        texts = (*self.outcome.violations, *map(str, found))
        return GroupedError(
            f"{' and '.join(counts)}, nothing is released",
            reports,
            remedy="mend the rows named; validation.txt and checks.json there list all",
            errors=tuple(DataError(text) for text in texts),
        )

    def culprits(self, base: str) -> set[str]:
        """Return the sources that state what the things at fault are, by stem.

        At fault are the focus nodes of violations and the first column of what checks found.
        """
        firsts = (next(iter(row.values()), "") for check in self.found for row in check.rows)
        return set(_stems(self.store, {*self.outcome.focus_nodes, *firsts}, base))


def examine(
    settings: Settings, graph: Graph, folder: Path, pool: Executor, progress: Progress
) -> Examined:
    """Validate in a worker while the store is loaded here, then run the checks on the store.

    ``folder`` is that of the release to be; its ``reports`` are written and its ``store`` made.
    """
    reports = folder / "reports"
    validating: Future[ValidationOutcome] = pool.submit(
        validation.run, ValidationJob(graph.union, settings.shapes, reports, settings.base)
    )
    with progress.stage("load", 0):
        store = stores.open_new(folder / "store")
        stores.load(store, graph.quads, graph.union)
    with progress.stage("validate", 0):
        outcome = validating.result()
    checks = tuple(_run_checks(settings, store, progress))
    entries = {check.name: asdict(check) for check in checks}
    text = json.dumps(entries, indent=1, sort_keys=True, ensure_ascii=False)
    (reports / CHECKS).write_text(text + "\n", encoding="utf-8")
    return Examined(outcome, checks, store)


def _run_checks(settings: Settings, store: Store, progress: Progress) -> Iterator[CheckResult]:
    checks = read_checks(settings.queries, settings.base)
    with progress.stage("check", len(checks)) as done:
        for check in checks:
            yield run_check(store, check)
            done(check.name)


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
