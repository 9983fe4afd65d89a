"""Measures query servers beside ours, on the same machine and data, and prints ratios.

    python -m tests.benchmarks.bench_query [--data shipped|large] [--peers ours,oxigraph,…]
        [--queries NAME,…] [--clients 1,8,32] [--seconds 2] [--json FILE] [--work FOLDER]

One server runs at a time. The load generator is a process of its own on the same cores; how much
of a processor it took is part of the result, for it limits what the fastest servers can show.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from loaders.rdf import store
from tests.benchmarks import report
from tests.benchmarks.enlarge import NQ, enlarge
from tests.benchmarks.peers import (
    ROOT,
    Ours,
    Oxigraph,
    Peer,
    Rdflib,
    Virtuoso,
    ask,
    oxigraph_program,
)
from tests.benchmarks.queries import MIX, RESULTS, Asked, Things, texts, things_in

LARGE = 1_300_000
SMALL = 1
DIFFERENT = 4000
CHECKED = 3
# Seconds before measuring begins.
WARM = 2.0
# rdflib computes in threads that share one lock: more clients bring nothing but waiting.
FEW = {"rdflib-endpoint": (1, 8)}
NAMES = ("ours", "oxigraph in memory", "oxigraph on disk", "rdflib-endpoint", "virtuoso")


@dataclass(frozen=True)
class Data:
    """A release, and the files the peers load."""

    name: str
    release: Path
    union: Path
    everything: Path
    things: Things
    statements: int
    triples: int


def prepare(name: str, work: Path) -> Data:
    """Make the data unless it is there from another run."""
    shipped = (ROOT / "releases" / "current").resolve()
    folder = work / f"data-{name}"
    if not (folder / "all.nq").exists():
        shutil.rmtree(folder, ignore_errors=True)
        enlarge(shipped, LARGE if name == "large" else SMALL, folder)
        with (folder / "draft").open("wb") as file:
            for part in (folder / NQ, folder / "union.nt"):
                with part.open("rb") as source:
                    shutil.copyfileobj(source, file)
        # A release has its store on disk beside its dumps.
        on_disk = store.open_new(folder / "store")
        store.load(on_disk, folder / NQ, folder / "union.nt")
        store.close(on_disk)
        (folder / "draft").rename(folder / "all.nq")
    made = json.loads((folder / "manifest.json").read_text())
    union = folder / "union.nt"
    return Data(
        name,
        folder,
        union,
        folder / "all.nq",
        things_in(union),
        made["quads"] + made["triples"],
        made["triples"],
    )


@dataclass(frozen=True)
class Started:
    """A server that runs: seconds to load (once) and to start, statements it holds."""

    peer: Peer
    loading: float
    starting: float
    statements: int


@contextmanager
def running(name: str, data: Data, work: Path) -> Iterator[Started]:
    """Start a server over the data and end it again."""
    folder = work / f"{data.name}-{name.replace(' ', '-')}"
    started = STARTERS[name](data, folder)
    try:
        yield started
    finally:
        started.peer.stop()


def timed(action: Callable[[], object]) -> float:
    """Return the seconds something takes."""
    began = time.monotonic()
    action()
    return time.monotonic() - began


def start_ours(data: Data, folder: Path) -> Started:
    """Start ``urbsol serve``: it loads the release at each start."""
    peer = Ours("ours", folder)
    return Started(peer, 0.0, timed(lambda: peer.start(data.release)), data.statements)


def start_memory(data: Data, folder: Path) -> Started:
    """Start Oxigraph's server in memory, and load the data through its graph store."""
    peer = Oxigraph("oxigraph in memory", folder)
    peer.start()
    loading = timed(lambda: peer.load(data.everything))
    return Started(peer, 0.0, loading, data.statements)


def start_disk(data: Data, folder: Path) -> Started:
    """Load the data with Oxigraph's own loader once, then start its server."""
    location, loading = folder / "store", 0.0
    program = oxigraph_program()
    if not location.exists() and program is not None:
        folder.mkdir(parents=True, exist_ok=True)
        load = [program, "load", "--location", str(location), "--file", str(data.everything)]
        optimize = [program, "optimize", "--location", str(location)]
        loading = timed(lambda: [subprocess.check_output(one, stderr=subprocess.STDOUT)
                                 for one in (load, optimize)])  # fmt: skip
    peer = Oxigraph("oxigraph on disk", folder)
    return Started(peer, loading, timed(lambda: peer.start(location)), data.statements)


def start_virtuoso(data: Data, folder: Path) -> Started:
    """Load the data with Virtuoso's bulk loader once, and start it anew."""
    peer, loading = Virtuoso("virtuoso", folder), 0.0
    buffers = 170_000 if data.name == "large" else 20_000
    if not (folder / "loaded").exists():
        shutil.rmtree(folder, ignore_errors=True)
        peer.start(data.release, buffers=buffers)

        def load() -> None:
            peer.load(data.release / "dumps", "*.nq")
            peer.load(data.release, "*.nt")

        loading = timed(load)
        peer.stop()
        (folder / "loaded").touch()
    starting = timed(lambda: peer.start(data.release, buffers=buffers))
    return Started(peer, loading, starting, data.statements)


def start_rdflib(data: Data, folder: Path) -> Started:
    """Start rdflib-endpoint over the default graph alone: it has no need of the rest."""
    peer = Rdflib("rdflib-endpoint", folder)
    return Started(peer, 0.0, timed(lambda: peer.start(data.union)), data.triples)


STARTERS: dict[str, Callable[[Data, Path], Started]] = dict(
    zip(
        NAMES,
        (start_ours, start_memory, start_disk, start_rdflib, start_virtuoso),
        strict=True,
    )
)


def rows(peer: Peer, asked: Asked, query: str) -> int | None:
    """Return how many rows a server finds, None when it fails."""
    url = f"{peer.url}?{urllib.parse.urlencode(peer.extra)}" if peer.extra else peer.url
    try:
        body = ask(url, query, asked.accept, 300)
        if asked.accept != RESULTS:
            return body.count(b"\n")
        found = parse_query_results(body, QueryResultsFormat.JSON)
        return sum(1 for _ in found) if isinstance(found, QuerySolutions) else None
    except (OSError, SyntaxError):
        return None


def measure(
    peer: Peer, asked: Asked, queries: list[str], clients: int, seconds: float
) -> dict[str, Any]:
    """Run the load generator against a server."""
    parts = urllib.parse.urlsplit(peer.url)
    plan = {
        "host": parts.hostname,
        "port": parts.port,
        "path": parts.path,
        "extra": list(peer.extra),
        "accept": asked.accept,
        "queries": queries,
        "clients": clients,
        "seconds": seconds,
        # Workers copy what they touch first: a second or two after a start that is all they do.
        "warm": WARM,
        "patience": max(60.0, 10 * seconds),
    }
    before = peer.seconds()
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.load"],
        input=json.dumps(plan),
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=600,
        check=False,
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no word"])[-1]
        return {"rate": 0.0, "answers": 0, "failed": {last: 1}, "generator": 0.0}
    told: dict[str, Any] = json.loads(done.stdout)
    told["server"] = (peer.seconds() - before) / max(told["seconds"], 0.001)
    return told


def settle(peer: Peer, patience: float = 30, quiet: float = 0.15) -> None:
    """Wait until a server rests for a while: it has ended what nobody waits for any more."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        before = peer.seconds()
        time.sleep(quiet)
        if peer.seconds() - before < quiet / 3:
            return


def bench(name: str, data: Data, options: argparse.Namespace, work: Path) -> dict[str, Any]:
    """Measure one server with every query of the mix."""
    with running(name, data, work) as started:
        peer = started.peer
        # A server that answers may still be loading what it answers from later.
        settle(peer, 300, 3.0)
        idle = peer.memory()
        found: list[dict[str, Any]] = []
        for asked in [one for one in MIX if one.name in options.queries]:
            different = texts(asked, data.things, DIFFERENT, repeated=False)
            counts = [rows(peer, asked, query) for query in different[:CHECKED]]
            for mode, queries in (
                ("uncached", different),
                ("repeated", texts(asked, data.things, 1, repeated=True)),
            ):
                for clients in options.clients:
                    if clients not in FEW.get(name, options.clients):
                        continue
                    settle(peer)
                    told = measure(peer, asked, queries, clients, options.seconds)
                    run = {"query": asked.name, "group": asked.group, "mode": mode,
                           "clients": clients, "rows": counts, **told}  # fmt: skip
                    found.append(run)
                    print(report.line(name, run), flush=True)
        return {
            "loading": started.loading,
            "starting": started.starting,
            "statements": started.statements,
            "memory": idle,
            "memory after": peer.memory(),
            "runs": found,
        }


def main(arguments: list[str]) -> None:
    """Measure what the arguments ask for."""
    options = read(arguments)
    # So that the servers are ended when this is.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        work = options.work or Path(temporary)
        results: dict[str, Any] = {}
        for name in options.data:
            data = prepare(name, work)
            print(f"== {name}: {data.triples} triples, {data.statements} statements", flush=True)
            servers: dict[str, Any] = {}
            results[name] = {"triples": data.triples, "load": os.getloadavg(), "servers": servers}
            for peer in options.peers:
                try:
                    servers[peer] = bench(peer, data, options, work)
                except (RuntimeError, OSError) as error:
                    print(f"{peer}: left out ({error})", flush=True)
                if options.json:
                    options.json.write_text(json.dumps(results, indent=1), encoding="utf-8")
            print(report.page(results[name]), flush=True)


def read(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""

    def words(text: str) -> list[str]:
        return [word.strip() for word in text.split(",")]

    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.bench_query")
    parser.add_argument("--data", type=words, default=["shipped", "large"])
    parser.add_argument("--peers", type=words, default=list(NAMES))
    parser.add_argument("--queries", type=lambda t: t.split(";"), default=[a.name for a in MIX])
    parser.add_argument("--clients", type=lambda t: [int(n) for n in words(t)], default=[1, 8, 32])
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--work", type=Path, help="keeps data and databases between runs")
    options = parser.parse_args(arguments)
    unknown = [name for name in options.peers if name not in NAMES]
    unknown += [name for name in options.data if name not in {"shipped", "large"}]
    unknown += [name for name in options.queries if name not in {a.name for a in MIX}]
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}")
    return options


if __name__ == "__main__":
    main(sys.argv[1:])
