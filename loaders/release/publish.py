"""``urbsol release publish``: brings a release to a SPARQL server and verifies that it is there."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import click
from pyoxigraph import NamedNode

from loaders import manifest
from loaders.console import say
from loaders.errors import DataError, GroupedError, UsageError
from loaders.iris import is_claims_graph
from loaders.manifest import DUMP, Manifest
from loaders.progress import Done, Progress, progress_for
from loaders.release import folder as folders
from loaders.release.publishing import graphs as graph_files
from loaders.release.publishing import journal as journals
from loaders.release.publishing.graphs import Graphs
from loaders.release.publishing.journal import Journal
from loaders.release.publishing.target import Server, Target
from loaders.settings import Settings
from loaders.sparql_client import address as addresses
from loaders.sparql_client.address import Address

NONE = "none"
SHOWN = 20


@dataclass(frozen=True)
class Plan:
    """What to do: ``batch`` statements a request; ``everything`` sends what seems there too.

    ``union`` is False when the default graph is left alone, ``claims`` when unreviewed claims are
    left out. ``replace`` allows to empty a default graph that we did not fill.
    """

    batch: int
    everything: bool
    replace: bool
    union: bool
    claims: bool


@click.command()
@click.option("--to", "to", required=True, metavar="URL", help="SPARQL endpoint, sparql+https://…")
@click.option("--update", metavar="URL", help="Its update endpoint [default: guessed from --to].")
@click.option("--graph-store", metavar="URL", help="Its graph store; used instead of updates.")
@click.option(
    "--default-graph", default="", metavar="IRI", help="Name of the graph for the union, or none."
)
@click.option("--without-claims", is_flag=True, help="Leave the unreviewed claims out.")
@click.option("--batch", default=1000, show_default=True, type=click.IntRange(1), metavar="N",
              help="Statements in one request.")  # fmt: skip
@click.option("--timeout", default=120.0, show_default=True, metavar="S", help="For one request.")
@click.option("--all", "everything", is_flag=True, help="Send again what is there already.")
@click.option("--replace", is_flag=True, help="Empty a default graph that others filled.")
@click.argument("name", metavar="[RELEASE]", required=False)
def publish(
    *,
    to: str,
    update: str | None,
    graph_store: str | None,
    default_graph: str,
    without_claims: bool,
    batch: int,
    timeout: float,
    everything: bool,
    replace: bool,
    name: str | None,
) -> None:
    """Load RELEASE (default: the current one) into a SPARQL server, and verify the counts.

    Graphs that were sent before and did not change are not sent again; after an interruption the
    same command goes on. Credentials may stand in URBSOL_STORE_USER and URBSOL_STORE_PASSWORD.
    """
    settings = Settings.from_environment()
    folder = folders.find(settings.releases, name)
    union = default_graph != NONE
    target = target_of(to, update, graph_store, default_graph if union else "", timeout)
    plan = Plan(batch, everything, replace, union, not without_claims)
    journal = journals.read(journals.path_for(settings.cache, target))
    publication = Publication(
        manifest.read(folder),
        graph_files.read(folder / DUMP),
        target,
        journal,
        plan,
        progress_for(sys.stderr),
    )
    try:
        publication.load()
    finally:
        journal.save()
    say(f"{target.query.address.shown}: {publication.verify()}")


def target_of(
    to: str, update: str | None, graph_store: str | None, default_graph: str, timeout: float
) -> Target:
    """Return the target of the options; raise UsageError for addresses that are not valid."""
    query = addresses.parse(to, os.environ)
    written = addresses.parse(update, os.environ) if update else guessed(query)
    store = addresses.parse(graph_store, os.environ) if graph_store else None
    try:
        NamedNode(default_graph or "urn:x")
    except ValueError as error:
        raise UsageError("--default-graph is not an IRI") from error
    return Target(
        Server(query, timeout),
        Server(_like(query, written), timeout),
        Server(_like(query, store), timeout) if store else None,
        default_graph,
    )


def guessed(query: Address) -> Address:
    """Return where updates go unless it is said: many servers take them where they take queries."""
    stem = query.path.removesuffix("/query")
    path = f"{stem}/update" if stem != query.path else query.path
    return Address(
        query.scheme, query.host, query.port, path, query.parameters, query.user, query.password
    )


def _like(query: Address, other: Address) -> Address:
    """Return an address with the credentials of the first, unless it has its own."""
    if other.user:
        return other
    return Address(
        other.scheme,
        other.host,
        other.port,
        other.path,
        other.parameters,
        query.user,
        query.password,
    )


@dataclass
class Publication:
    """One release on its way to one target."""

    made: Manifest
    graphs: Graphs
    target: Target
    journal: Journal
    plan: Plan
    progress: Progress
    sent: int = 0
    foreign: int = 0

    def load(self) -> None:
        """Bring every graph to the target; what was interrupted before is gone on with."""
        there = self.target.counts()
        self._check_default()
        wanted = self._wanted()
        changed = [graph for graph in wanted if self._differs(graph, there)]
        with self.progress.stage("graphs", len(changed)) as done:
            self._send_graphs(changed, there, done)
        if self.plan.union:
            self._send_union()
        self._clean(there, set(wanted))

    def _clean(self, there: dict[str, int], wanted: set[str]) -> None:
        """Empty the graphs of older releases; count those of others, which are left alone."""
        beside = [graph for graph in there if graph not in wanted and graph != self._union_name]
        stale = [graph for graph in beside if graph.startswith(f"{self.made.base}graph/")]
        self.foreign = len(beside) - len(stale)
        with self.progress.stage("cleaning", len(stale)) as done:
            for graph in stale:
                self.target.clear(graph)
                self.journal.graphs.pop(graph, None)
                done(graph)

    @property
    def _union_name(self) -> str:
        return self.target.default_graph

    def _wanted(self) -> list[str]:
        return [g for g in self.graphs.offsets if self.plan.claims or not is_claims_graph(g)]

    def _differs(self, graph: str, there: dict[str, int]) -> bool:
        known = self.journal.graphs.get(graph) == self.graphs.digests[graph]
        whole = there.get(graph) == self._expected(graph)
        return self.plan.everything or not (known and whole)

    def _expected(self, graph: str) -> int:
        return self.made.graphs.get(graph, len(self.graphs.offsets[graph]))

    def _check_default(self) -> None:
        """Raise UsageError before anything is changed when the default graph is not ours."""
        if not self.plan.union or self.journal.union or self.plan.replace:
            return
        if count := self.target.default_count():
            raise UsageError(
                f"the default graph there holds {count} statements that were not published from "
                "here",
                remedy="publish to an empty dataset, or say --replace",
            )

    def _send_graphs(self, changed: list[str], there: dict[str, int], done: Done) -> None:
        waiting: list[tuple[str, bytes]] = []
        finished: list[str] = []
        for graph in changed:
            if graph in there:
                self.target.clear(graph)
                self.journal.graphs.pop(graph, None)
            for line in self.graphs.lines(graph):
                waiting.append((graph, line))
                if len(waiting) >= self.plan.batch:
                    self._insert(waiting, finished)
            finished.append(graph)
            done(graph)
        self._insert(waiting, finished)

    def _insert(self, waiting: list[tuple[str, bytes]], finished: list[str]) -> None:
        """Send what waits; the graphs that are whole with it are noted."""
        if waiting:
            self.target.insert(waiting)
            self.sent += len(waiting)
        self.journal.graphs.update({graph: self.graphs.digests[graph] for graph in finished})
        self.journal.save(now=False)
        waiting.clear()
        finished.clear()

    def _send_union(self) -> None:
        """Fill the default graph; it is emptied first unless it is of this release already."""
        journal, name = self.journal, self._union_name
        begun = journal.union == self.made.hash and not self.plan.everything
        if not begun or self.target.default_count() < journal.sent:
            self.target.clear(name)
            journal.union, journal.sent = self.made.hash, 0
            journal.save()
        lines = islice(self.graphs.union_lines(), journal.sent, None)
        left = self.graphs.union - journal.sent
        with self.progress.stage("union", -(-left // self.plan.batch)) as done:
            for batch in batches(lines, self.plan.batch):
                self.target.insert([(name, line) for line in batch])
                self.sent += len(batch)
                journal.sent += len(batch)
                journal.save(now=False)
                done("")

    def verify(self) -> str:
        """Compare the counts of every graph; return a line that tells what is there.

        Raise GroupedError with every graph that differs.
        """
        there = self.target.counts()
        wanted = self._wanted()
        wrong = [
            DataError(f"{graph}: {there.get(graph, 0)} statements instead of {expected}")
            for graph in wanted
            if there.get(graph, 0) != (expected := self._expected(graph))
        ]
        if self.plan.union and (count := self.target.default_count()) != self.graphs.union:
            wrong.insert(
                0,
                DataError(f"default graph: {count} statements instead of {self.graphs.union}"),
            )
        if wrong:
            raise GroupedError(
                f"{len(wrong)} graphs are not as they should be",
                self.target.query.address.shown,
                remedy="repeat with --all",
                errors=tuple(wrong[:SHOWN]),
            )
        beside = f"; {self.foreign} graphs of others were left alone" if self.foreign else ""
        return (
            f"{len(wanted)} graphs and {self.graphs.union if self.plan.union else 0} statements of "
            f"the default graph are as in {self.made.folder}; {self.sent} were sent{beside}"
        )


def batches(lines: Iterator[bytes], size: int) -> Iterator[list[bytes]]:
    """Yield lists of at most ``size`` lines."""
    while batch := list(islice(lines, size)):
        yield batch
