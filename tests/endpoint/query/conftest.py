"""A small release, and the real service started over it on a free port."""

import hashlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from loaders import ledger
from loaders.manifest import Manifest
from loaders.rdf import store as stores

ROOT = Path(__file__).parents[3]
BASE = "https://w3id.org/urban-solidarity/"
OLD, LOST = "2025-12-31", "2025-12-30"
EX = "http://example.org/"


def make_release(folder: Path, lines: list[str], version: str = "2026-01-01") -> Path:
    """Write the least that makes a release folder, and return it."""
    text = "".join(sorted(lines))
    manifest = Manifest(
        version=version,
        base=BASE,
        hash=hashlib.sha256(text.encode()).hexdigest(),
        inputs="",
        code_version="",
        quads=len(lines),
        triples=len(lines),
    )
    release = folder / manifest.folder
    (release / "dumps").mkdir(parents=True)
    (release / "dumps" / "urban-solidarity.nq").write_text(text, encoding="utf-8")
    manifest.write(release)
    return release


def sample(size: int = 400, word: str = "first") -> list[str]:
    """Return N-Quads: a chain of things in named graphs, a claim, labels in many scripts."""
    knows = f"<{EX}knows>"
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    lines = [
        f"<{EX}{i}> {knows} <{EX}{(i + 1) % size}> <{BASE}graph/sample/r{i % 7}> .\n"
        for i in range(size)
    ]
    lines += [
        f'<{EX}{i}> {label} "thing {i}"@en <{BASE}graph/sample/labels> .\n' for i in range(size)
    ]
    lines += [
        f'<{EX}word> {label} "{word}" <{BASE}graph/sample/labels> .\n',
        f'<{EX}rtl> {label} "ירושלים"@he <{BASE}graph/sample/labels> .\n',
        f'<{EX}number> {label} "12"^^<http://www.w3.org/2001/XMLSchema#integer> '
        f"<{BASE}graph/sample/labels> .\n",
        f'<{EX}odd> {label} "a,b\\n\\"c\\"" <{BASE}graph/sample/labels> .\n',
        f'<{EX}claimed> {label} "unreviewed" <{BASE}graph/sample/claims> .\n',
        f"<{BASE}id/city/palermo> {knows} <{EX}0> <{BASE}graph/sample/palermo> .\n",
    ]
    return lines


# The fixtures by which tests have a service.
SERVICES = ("server", "service")


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Server:
    process: subprocess.Popen[str]
    host: str
    port: int
    log: Path
    clients: list[http.client.HTTPConnection] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    def request(
        self,
        method: str,
        path: str,
        headers: dict[str, str] | None = None,
        body: bytes | str | None = None,
        *,
        timeout: float = 60,
        source: str = "127.0.0.1",
    ) -> Reply:
        began = time.monotonic()
        client = http.client.HTTPConnection(
            self.host, self.port, timeout=timeout, source_address=(source, 0)
        )
        try:
            client.request(method, path, body=body, headers=headers or {})
            response = client.getresponse()
            data = response.read()
        finally:
            client.close()
        found = {name.lower(): value for name, value in response.getheaders()}
        return Reply(response.status, found, data, time.monotonic() - began)

    def raw(self, data: bytes, timeout: float = 20) -> bytes:
        """Send bytes, and return all that comes back until the service closes the connection."""
        with socket.create_connection((self.host, self.port), timeout=timeout) as client:
            client.sendall(data)
            pieces = []
            while piece := client.recv(65536):
                pieces.append(piece)
        return b"".join(pieces)

    def query(self, text: str, accept: str = "", timeout: float = 60, **parameters: str) -> Reply:
        encoded = urllib.parse.urlencode({"query": text, **parameters})
        headers = {"Accept": accept} if accept else {}
        return self.request("GET", f"/sparql?{encoded}", headers, timeout=timeout)

    def processes(self, name: str = "") -> list[int]:
        """Return the processes below the service, or those of a name."""
        below = descendants(self.process.pid)
        return [pid for pid in below if name in {"", name_of(pid)}]

    def settled(self) -> set[int]:
        """Return the processes below the service once none has come or gone for a while.

        The process of an answer that has arrived may take a moment to go.
        """
        until = time.monotonic() + 10
        found, since = set(self.processes()), time.monotonic()
        while time.monotonic() < min(since + 0.3, until):
            time.sleep(0.02)
            if (now := set(self.processes())) != found:
                found, since = now, time.monotonic()
        return found

    def webs(self) -> list[int]:
        """Return the processes that speak HTTP."""
        return self.processes("urbsol-web")

    def keeper(self) -> int:
        """Return the keeper of the newest generation; 0 when there is none at the moment."""
        keepers = [
            (int(words[4]), pid)
            for pid in self.processes()
            if not name_of(pid).startswith("urbsol-")
            and "endpoint.service.keep" in (words := command(pid).split())
            and parent(pid) == self.process.pid
        ]
        return max(keepers, default=(0, 0))[1]

    def orphans(self) -> list[int]:
        """Return the processes of keepers that have ended or are to leave, and these."""
        keeper = self.keeper()
        known = {self.process.pid, keeper}
        return [pid for pid in self.processes() if pid not in known and parent(pid) != keeper]

    def run_folder(self) -> Path:
        """Return the folder of the sockets of the running service."""
        return Path(command(self.keeper()).split()[3])

    def workers(self) -> list[int]:
        keeper = self.keeper()
        workers = self.processes("urbsol-worker") if keeper else []
        return [pid for pid in workers if parent(pid) == keeper]

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(30)
        finally:
            self.process.kill()
            if self.process.stdout:
                self.process.stdout.close()


def parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
    except OSError:
        return 0


def command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def name_of(pid: int) -> str:
    """Return the short name of a process, by which those forked from the keeper are told apart."""
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


def descendants(pid: int) -> list[int]:
    everyone = {
        int(p.name): parent(int(p.name)) for p in Path("/proc").iterdir() if p.name.isdigit()
    }
    found, wave = [], {pid}
    while wave:
        wave = {child for child, mother in everyone.items() if mother in wave}
        found += sorted(wave)
    return found


def eventually(check: Callable[[], bool], seconds: float = 10, pause: float = 0.05) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if check():
            return True
        time.sleep(pause)
    return check()


def start(release: Path | None, log: Path, *options: str, **environment: str) -> Server:
    """Start the service and wait until it is ready."""
    arguments = [sys.executable, "-m", "loaders", "serve", "--port", "0", *options]
    if release is not None:
        arguments += ["--release", str(release)]
    with log.open("w") as errors:
        process = subprocess.Popen(
            arguments,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            cwd=ROOT,
            env={**os.environ, **environment},
        )
    assert process.stdout
    line = process.stdout.readline()
    assert line.startswith("http://"), log.read_text()
    host, port = line.strip().removeprefix("http://").rstrip("/").rsplit(":", 1)
    server = Server(process, host, int(port), log)

    def ready() -> bool:
        try:
            return server.request("GET", "/ready", timeout=5).status == 200
        except OSError:
            return False

    if not eventually(ready, 30):
        server.stop()
        raise AssertionError(log.read_text())
    return server


Starter = Callable[..., Server]


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release; beside it lies an older one with its store, and its ledger knows a third."""
    folder = tmp_path_factory.mktemp("releases")
    old = make_release(folder, sample(word="old"), OLD)
    store = stores.open_new(old / "store")
    stores.load_lines(store, (old / "dumps" / "urban-solidarity.nq").read_bytes().splitlines(True))
    stores.close(store)
    lost = ledger.Entry(LOST, "ab" * 32, LOST, 3, 3, 1, doi="10.5281/zenodo.7")
    (folder / ledger.NAME).write_text(ledger.text_of([lost]), encoding="utf-8")
    return make_release(folder, sample())


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Starter]:
    servers: list[Server] = []

    def begin(release: Path | None, *options: str, **environment: str) -> Server:
        log = tmp_path_factory.mktemp("log") / "stderr"
        server = start(release, log, *options, **environment)
        servers.append(server)
        return server

    yield begin
    for server in servers:
        server.stop()


@pytest.fixture(autouse=True)
def log_of_service(request: pytest.FixtureRequest) -> Iterator[None]:
    """Print what the service wrote during a test: pytest shows it when the test fails."""
    found = [request.getfixturevalue(n) for n in SERVICES if n in request.fixturenames]
    logs = [one.log for one in found if isinstance(one, Server)]
    before = [log.stat().st_size for log in logs]
    yield
    for log, size in zip(logs, before, strict=True):
        with log.open() as stream:
            stream.seek(size)
            print(stream.read())


@pytest.fixture(scope="module")
def server(starter: Starter, release: Path) -> Server:
    """Return a service with short limits."""
    return starter(
        release,
        "--timeout=3",
        "--memory=256",
        "--answer-size=16",
        "--query-workers=4",
        "--client-queries=0",
        "--client-budget=0",
        "--header-wait=2",
        "--body-wait=2",
    )


@dataclass(frozen=True)
class Kit:
    """Helpers for tests, which cannot import from here."""

    make_release: Callable[..., Path] = make_release
    sample: Callable[..., list[str]] = sample
    eventually: Callable[..., bool] = eventually


@pytest.fixture(scope="session")
def kit() -> Kit:
    return Kit()
