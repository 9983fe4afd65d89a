"""A service with small limits to be attacked, and how it is seen to have come through."""

from __future__ import annotations

import json
import socket
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.endpoint.query.conftest import (
    EX,
    Reply,
    Server,
    Starter,
    descendants,
    eventually,
    kit,
    log_of_service,
    make_release,
    sample,
    starter,
)

__all__ = ["kit", "log_of_service", "starter"]
LIMIT = 1.0
OPTIONS = (
    f"--timeout={LIMIT}",
    "--memory=512",
    "--answer-size=16",
    "--query-workers=4",
    "--page-workers=1",
    "--past-workers=0",
    "--web-processes=1",
    "--client-queries=0",
    "--client-budget=0",
    "--header-wait=2",
    "--body-wait=2",
    "--read-wait=2",
)
HONEST = f"SELECT ?o {{ <{EX}7> <{EX}knows> ?o }} # "
MEBI = 1 << 20


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_release(tmp_path_factory.mktemp("attacked"), sample(1500))


class Target:
    """A service under attack."""

    limit = LIMIT

    def __init__(self, server: Server, workers: int = 5) -> None:
        self.server = server
        self.workers = workers
        self.asked = 0
        self.honest()
        self.memory = self.used()
        self.processes = set(server.webs())

    def used(self) -> int:
        """Return the memory of all processes in bytes, pages they share counted once."""
        return sum(map(resident, descendants(self.server.process.pid)))

    def honest(self, source: str = "127.0.0.1") -> None:
        """Ask an honest question, which no cache knows, and see it answered.

        On a machine with much else to do the short limit may hit an honest question too: it is
        asked again, as a client would that is told to.
        """
        for _ in range(3):
            self.asked += 1
            asked = urllib.parse.urlencode({"query": f"{HONEST}{self.asked}"})
            reply = self.server.request("GET", f"/sparql?{asked}", source=source)
            self.in_time(reply)
            if reply.status not in {503, 504}:
                break
        assert reply.status == 200, reply.text
        [row] = json.loads(reply.body)["results"]["bindings"]
        assert row["o"]["value"] == f"{EX}8"

    def unharmed(self) -> None:
        """See an honest query answered, by the same web process, and memory back to normal."""
        self.honest()
        assert set(self.server.webs()) == self.processes
        assert eventually(lambda: len(self.server.workers()) == self.workers, 5)
        assert eventually(lambda: self.used() < self.memory + 150 * MEBI, 5), self.used() // MEBI

    def in_time(self, reply: Reply) -> None:
        assert reply.seconds < self.limit + 1

    @contextmanager
    def connection(self, timeout: float = 10) -> Iterator[socket.socket]:
        address = (self.server.host, self.server.port)
        with socket.create_connection(address, timeout=timeout) as client:
            yield client


def resident(pid: int) -> int:
    """Return the proportional set size of a process in bytes, 0 when it is gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line[:4] == "Pss:"), 0)


def kind(reply: Reply) -> str:
    """Return what kind of problem a reply tells of."""
    assert reply.headers["content-type"] == "application/problem+json", reply.text
    told = json.loads(reply.body)
    assert told["status"] == reply.status
    for leak in ("Traceback", "/home/", "site-packages", ".rs:", "panicked"):
        assert leak not in reply.text
    return str(told["type"].rpartition("#")[2])


@pytest.fixture(scope="module")
def target(starter: Starter, release: Path) -> Target:
    return Target(starter(release, *OPTIONS))


@pytest.fixture(scope="session")
def kind_of() -> Callable[[Reply], str]:
    return kind


@pytest.fixture(autouse=True)
def unharmed(target: Target) -> Iterator[None]:
    """See after each attack that it left no harm."""
    yield
    target.unharmed()
