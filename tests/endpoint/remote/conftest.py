"""A small release on real servers elsewhere, and a server that misbehaves as it is told to."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from endpoint.remote.backend import RemoteBackend
from endpoint.remote.store import RemoteStore
from endpoint.sparql.backend import release_info
from endpoint.sparql.limits import Limits
from loaders import manifest, sums
from loaders.sparql_client import address
from tests.benchmarks.peers import DEFAULT, ROOT, Oxigraph, Virtuoso, oxigraph_program

NQ = Path("dumps") / "urban-solidarity.nq"
MORE = (
    "<https://w3id.org/urban-solidarity/id/city/twice> "
    '<http://www.w3.org/2000/01/rdf-schema#label> "Said twice" '
    "<https://w3id.org/urban-solidarity/graph/t/{}> .\n"
)
LIMITS = Limits(timeout=20, page_timeout=20, answer_size=1)


@pytest.fixture(scope="session")
def remote_release(hostile_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hostile release, its dump in canonical order, one statement in two graphs."""
    folder = tmp_path_factory.mktemp("remote") / "2026-11-22-remote"
    shutil.copytree(hostile_release, folder)
    lines = (folder / NQ).read_text(encoding="utf-8").splitlines(keepends=True)
    lines = sorted({*lines, MORE.format("one"), MORE.format("two")})
    body = "".join(lines).encode()
    (folder / NQ).write_bytes(body)
    made = manifest.read(folder)
    checksum = hashlib.sha256(body).hexdigest()
    graphs: dict[str, int] = {}
    for line in lines:
        graph = line.rsplit("<", 1)[1].partition(">")[0]
        graphs[graph] = graphs.get(graph, 0) + 1
    replace(made, hash=checksum, quads=len(lines), graphs=graphs).write(folder)
    listed = sums.read(folder / sums.NAME)
    sums.write(folder, {name: sums.digest(folder / name) for name in listed})
    return folder


def publish(release: Path, cache: Path, *options: str, **environment: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "loaders", "release", "publish", *options, str(release)],
        env={**os.environ, "URBSOL_CACHE": str(cache), **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr


# One server a module: a query that ran out of time goes on in it until it is stopped.
@pytest.fixture(scope="module")
def oxigraph(remote_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an Oxigraph server that holds the release."""
    if oxigraph_program() is None:
        pytest.skip("Oxigraph's server is not installed (pip install oxigraph)")
    peer = Oxigraph("oxigraph", tmp_path_factory.mktemp("oxigraph"))
    peer.start()
    try:
        address = f"sparql+{peer.url}"
        publish(remote_release, peer.folder, "--to", address)
        yield address
    finally:
        peer.stop()


@pytest.fixture(scope="session")
def virtuoso(remote_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Virtuoso that holds the release."""
    if shutil.which("virtuoso-t") is None:
        pytest.skip("Virtuoso is not installed (Debian: virtuoso-opensource-7)")
    folder = tmp_path_factory.mktemp("virtuoso")
    peer = Virtuoso("virtuoso", folder)
    peer.start(folder)
    try:
        publish(
            remote_release,
            folder,
            f"--to=sparql+{peer.url}",
            f"--update={peer.url}-auth",
            f"--default-graph={DEFAULT}",
            URBSOL_STORE_USER="dba",
            URBSOL_STORE_PASSWORD="dba",
        )
        yield f"sparql+{peer.url}?default-graph-uri={DEFAULT}"
    finally:
        peer.stop()


@pytest.fixture(
    scope="module",
    params=["oxigraph", pytest.param("virtuoso", marks=pytest.mark.virtuoso)],
)
def elsewhere(request: pytest.FixtureRequest) -> str:
    """The address of each server in turn."""
    found: str = request.getfixturevalue(request.param)
    return found


Connect = Callable[..., RemoteBackend]


@pytest.fixture
def connect(remote_release: Path) -> Iterator[Connect]:
    """Make the backend of an address; its connections are closed with the test."""
    info = release_info(remote_release)
    made: list[RemoteBackend] = []

    def make(url: str, limits: Limits = LIMITS) -> RemoteBackend:
        made.append(RemoteBackend(RemoteStore(address.parse(url, {}), limits), lambda: info))
        return made[-1]

    yield make
    for backend in made:
        backend.store.client.close()


@dataclass
class Stub:
    """A server that hands each connection to ``behave`` with the request it read."""

    behave: Callable[[socket.socket, bytes], None]
    port: int = 0
    requests: list[bytes] = field(default_factory=list)
    accepted: int = 0
    listener: socket.socket = field(init=False)

    def __post_init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.open: list[socket.socket] = []
        threading.Thread(target=self.serve, daemon=True).start()

    @property
    def url(self) -> str:
        return f"sparql+http://someone:pa%40ss-w0rd@127.0.0.1:{self.port}/hushed/path"

    def serve(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.accepted += 1
            self.open.append(connection)
            threading.Thread(target=self.talk, args=(connection,), daemon=True).start()

    def talk(self, connection: socket.socket) -> None:
        with connection:
            try:
                while request := read_request(connection):
                    self.requests.append(request)
                    self.behave(connection, request)
            except OSError:
                return

    def stop(self) -> None:
        self.listener.close()
        for connection in self.open:
            connection.close()


def read_request(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65536)
        if not more:
            return b""
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [
        int(line.split(b":")[1])
        for line in head.splitlines()
        if line.lower().startswith(b"content-length")
    ]
    while len(body) < sum(lengths):
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


@pytest.fixture
def stub() -> Iterator[Callable[[Callable[[socket.socket, bytes], None]], Stub]]:
    """Start stubs; they end with the test."""
    begun: list[Stub] = []

    def start(behave: Callable[[socket.socket, bytes], None]) -> Stub:
        begun.append(Stub(behave))
        return begun[-1]

    yield start
    for one in begun:
        one.stop()
