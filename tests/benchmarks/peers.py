"""Starts SPARQL servers on free loopback ports, for tests and benchmarks."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEFAULT = "urn:default"
PAGE = os.sysconf("SC_PAGE_SIZE")
RDFLIB = """
import sys
from granian.constants import Interfaces
from granian.server.embed import Server
from rdflib import Dataset, Graph
from rdflib_endpoint import SparqlEndpoint
graph = Graph()
graph.parse(sys.argv[1], format="nt")
app = SparqlEndpoint(graph=graph, cors_enabled=False)
import asyncio
asyncio.run(Server(app, "127.0.0.1", int(sys.argv[2]), interface=Interfaces.ASGI).serve())
"""
VIRTUOSO_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
ErrorLogLevel = 7
FileExtend = 200
MaxCheckpointRemap = 2000
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
MaxCheckpointRemap = 2000
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
ServerThreads = 100
CheckpointInterval = 0
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
MaxStaticCursorRows = 5000
CaseMode = 2
AdjustVectorSize = 0
ThreadsPerQuery = 2
MaxQueryMem = 1G
DirsAllowed = {folder}, {data}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 64
MaxKeepAlives = 64
KeepAliveTimeout = 60
MaxClientConnections = 200
[SPARQL]
MaxQueryExecutionTime = {seconds}
{more}
"""


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ask(url: str, query: str, accept: str = "text/csv", timeout: float = 60) -> bytes:
    """Return the answer of a query."""
    body = urllib.parse.urlencode({"query": query}).encode()
    request = urllib.request.Request(url, body, {"Accept": accept})
    with urllib.request.urlopen(request, timeout=timeout) as response:
        found: bytes = response.read()
    return found


@dataclass
class Peer:
    """A server; ``url`` is its SPARQL endpoint, ``extra`` what goes with every query."""

    name: str
    folder: Path
    url: str = ""
    extra: Sequence[tuple[str, str]] = ()
    process: subprocess.Popen[bytes] | None = None
    log: Path = field(default=Path("/dev/null"))

    def spawn(self, arguments: Sequence[str], **environment: str) -> None:
        """Start the program with its output in a log."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.log = self.folder / "log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                arguments,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env={**os.environ, **environment},
                start_new_session=True,
            )

    def ready(self, seconds: float = 120) -> None:
        """Wait until a query is answered; raise RuntimeError when it takes too long."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self.process is not None and self.process.poll() is not None:
                break
            try:
                ask(self.url, "ASK {}", "application/sparql-results+json", 5)
            except (OSError, urllib.error.URLError):
                time.sleep(0.05)
            else:
                return
        self.stop()
        raise RuntimeError(f"{self.name} does not start: {self.log.read_text()[-2000:]}")

    def processes(self) -> list[int]:
        """Return the server's processes."""
        return [] if self.process is None else family(self.process.pid)

    def memory(self) -> int:
        """Return the bytes of memory of the server, shared pages counted once."""
        return sum(proportional(pid) for pid in self.processes())

    def seconds(self) -> float:
        """Return the processor time the server used so far."""
        return sum(cpu(pid) for pid in self.processes())

    def stop(self) -> None:
        """End the server."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(10)
        self.process = None


def oxigraph_program() -> str | None:
    """Return the path of Oxigraph's server, None where it is not installed."""
    beside = Path(sys.executable).parent / "oxigraph"
    return str(beside) if beside.exists() else shutil.which("oxigraph")


class Oxigraph(Peer):
    """Oxigraph's own server: in memory, or on disk with ``location``."""

    def start(self, location: Path | None = None, *, timeout: int = 0) -> None:
        """Start it; queries end after ``timeout`` seconds unless that is 0."""
        port = free_port()
        where = ["--location", str(location)] if location else []
        limit = ["--timeout-s", str(timeout)] if timeout else []
        program = oxigraph_program()
        if program is None:
            raise RuntimeError("oxigraph is not installed")
        self.spawn([program, "serve", *where, "--bind", f"127.0.0.1:{port}", *limit])
        self.url = f"http://127.0.0.1:{port}/query"
        self.ready()

    def load(self, dump: Path) -> None:
        """Load N-Quads through the graph store."""
        request = urllib.request.Request(
            self.url.replace("/query", "/store?no_transaction"),
            dump.read_bytes(),
            {"Content-Type": "application/n-quads"},
            method="POST",
        )
        urllib.request.urlopen(request, timeout=1200).close()


class Virtuoso(Peer):
    """Virtuoso 7 with the settings the documentation recommends."""

    sql = 0
    password = "dba"

    def start(
        self, data: Path, *, buffers: int = 10_000, seconds: int = 600, more: str = ""
    ) -> None:
        """Start it with so many buffers of 8 KiB; files are loaded from the folder ``data``."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.sql, port = free_port(), free_port()
        text = VIRTUOSO_INI.format(
            folder=self.folder,
            data=data,
            sql=self.sql,
            http=port,
            buffers=buffers,
            dirty=buffers * 3 // 4,
            seconds=seconds,
            more=more,
        )
        (self.folder / "virtuoso.ini").write_text(text)
        self.spawn(["virtuoso-t", "+foreground", "+configfile", str(self.folder / "virtuoso.ini")])
        self.url = f"http://127.0.0.1:{port}/sparql"
        self.extra = (("default-graph-uri", DEFAULT),)
        self.ready()

    def isql(self, statement: str) -> str:
        """Run a statement of its SQL console."""
        done = subprocess.run(
            ["isql-vt", f"127.0.0.1:{self.sql}", "dba", self.password, f"exec={statement}"],
            capture_output=True,
            text=True,
            timeout=1800,
            check=False,
        )
        return done.stdout + done.stderr

    def load(self, folder: Path, pattern: str) -> None:
        """Load the files of a folder; statements without a graph go to DEFAULT."""
        self.isql(f"ld_dir('{folder}', '{pattern}', '{DEFAULT}');")
        told = self.isql("rdf_loader_run(); checkpoint;")
        if "Error" in told:
            raise RuntimeError(told[-2000:])


class Rdflib(Peer):
    """rdflib-endpoint under Granian (its own command needs another web server)."""

    def start(self, triples: Path) -> None:
        """Start it over N-Triples, which it reads first."""
        port = free_port()
        self.spawn([sys.executable, "-c", RDFLIB, str(triples), str(port)])
        self.url = f"http://127.0.0.1:{port}/"
        self.ready(1800)


class Ours(Peer):
    """``urbsol serve`` with its limits on clients lifted, for there is but one."""

    def start(self, release: Path, *options: str) -> None:
        """Start it over a release folder."""
        port = free_port()
        free = ["--client-queries=0", "--client-budget=0", "--timeout=600", "--answer-size=2048"]
        self.spawn(
            [
                sys.executable,
                "-m",
                "loaders",
                "serve",
                "--port",
                str(port),
                "--release",
                str(release),
                *free,
                *options,
            ],
            PYTHONPATH=str(ROOT),
        )
        self.url = f"http://127.0.0.1:{port}/sparql"
        self.ready()


def family(pid: int) -> list[int]:
    """Return a process and everything below it."""
    below: dict[int, list[int]] = {}
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            try:
                told = (path / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            below.setdefault(int(told[1]), []).append(int(path.name))
    found, wave = [pid], [pid]
    while wave:
        wave = [child for mother in wave for child in below.get(mother, [])]
        found += wave
    return found


def proportional(pid: int) -> int:
    """Return the memory of a process in bytes, its part of what it shares with others."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        return 0
    return 0


def cpu(pid: int) -> float:
    """Return the processor time of a process in seconds."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")
