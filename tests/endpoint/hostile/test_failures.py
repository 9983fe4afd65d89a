"""No answer is lost when a process is killed, and a broken answer never looks complete."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
import threading
import time
import urllib.parse
from pathlib import Path

import pytest

from endpoint.workers import generation

pytestmark = pytest.mark.xdist_group("hostile-failures")
EX = "http://example.org/"
KNOWS = f"<{EX}knows>"
# It takes some tenths of a second.
SOME = f"{{ SELECT * {{ ?a {KNOWS} ?b FILTER(?a != ?b) }} LIMIT 200 }}"
SLOW = f"SELECT (COUNT(*) AS ?n) {{ {SOME} ?c {KNOWS} ?d FILTER(?a != ?c) }} # "
EXPECTED = 200 * 1500
NEVER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?i) }"
LONG = "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } LIMIT 60000"
OPTIONS = (
    "--timeout=20",
    "--query-workers=4",
    "--page-workers=1",
    "--past-workers=0",
    "--web-processes=2",
    "--client-queries=0",
    "--client-budget=0",
    "--answer-size=64",
)


# Longer than the supervisor waits before it starts something again or lets it leave.
SETTLED = 1.2


@pytest.fixture
def unharmed():
    """Take the place of the check after each attack: here each test checks for itself."""


@pytest.fixture(scope="module")
def service(starter, release):
    return starter(release, *OPTIONS)


@pytest.fixture(autouse=True)
def settled(service, kit):
    """Begin with a whole service, in which nothing that was killed or reloaded is under way."""
    since = [time.monotonic(), None]

    def calm():
        now = service.keeper()
        if now != since[1] or not (whole(service) and only_one_generation(service)):
            since[:] = [time.monotonic(), now]
        return time.monotonic() - since[0] > SETTLED

    assert kit.eventually(calm, 30)


class Clients:
    """Clients that each ask something slow, and what became of it."""

    def __init__(self, service, count=4):
        self.service = service
        self.replies = {}
        self.threads = [threading.Thread(target=self.ask, args=(n,)) for n in range(count)]

    def ask(self, number):
        try:
            reply = self.service.query(f"{SLOW}{number} {time.monotonic_ns()}", timeout=30)
        except (OSError, http.client.HTTPException) as error:
            self.replies[number] = type(error).__name__
            return
        found = json.loads(reply.body)
        bindings = found.get("results", {}).get("bindings") or [{"n": {"value": reply.text}}]
        self.replies[number] = bindings[0]["n"]["value"]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        time.sleep(0.3)
        return self

    def __exit__(self, *_):
        for thread in self.threads:
            thread.join(40)

    def all_right(self):
        assert self.replies == {n: str(EXPECTED) for n in range(len(self.threads))}


def test_killed_workers_lose_no_answer(service, kit):
    killed = set()
    with Clients(service) as clients:
        while len(killed) < 3:
            # A worker that was slowed down may leave by itself before it is killed.
            pid = service.workers()[0]
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                killed.add(pid)
            time.sleep(0.1)
    clients.all_right()
    assert kit.eventually(lambda: whole(service))
    assert not killed & set(service.workers())


def test_a_killed_keeper_loses_no_answer(service, kit):
    dead = service.keeper()
    with Clients(service) as clients:
        os.kill(dead, signal.SIGKILL)
        time.sleep(0.1)
        with Clients(service) as more:
            pass
    clients.all_right()
    more.all_right()
    assert kit.eventually(lambda: whole(service) and service.keeper() != dead, 20)


def whole(service):
    """Tell whether the service has as many workers as it should."""
    return len(service.workers()) == 5


def test_a_keeper_killed_while_it_starts_is_replaced(service, kit):
    for _ in range(3):
        dead = service.keeper()
        os.kill(dead, signal.SIGKILL)
        assert kit.eventually(lambda dead=dead: service.keeper() not in {0, dead}, 10, 0.001)
    with Clients(service) as clients:
        pass
    clients.all_right()
    assert kit.eventually(lambda: whole(service), 20)


def test_a_keeper_killed_as_it_becomes_ready_leaves_no_workers_behind(service, kit):
    """Its workers serve until those of the next keeper do, and then they leave."""
    run = service.run_folder()
    before = generation.read(run).number
    os.kill(service.keeper(), signal.SIGKILL)
    assert kit.eventually(lambda: generation.read(run).number > before, 20, 0.0001)
    os.kill(generation.read(run).keeper, signal.SIGKILL)
    with Clients(service) as clients:
        pass
    clients.all_right()
    assert kit.eventually(lambda: whole(service) and only_one_generation(service), 20)


def only_one_generation(service):
    return service.orphans() == []


def test_a_stopped_worker_costs_only_its_own_query(service, kit):
    """A worker that hangs outside of any query is not waited for."""
    workers = service.workers()
    os.kill(workers[0], signal.SIGSTOP)
    try:
        with Clients(service, 3) as clients:
            pass
        assert [n for n, told in clients.replies.items() if told == str(EXPECTED)]
    finally:
        os.kill(workers[0], signal.SIGKILL)
    assert kit.eventually(lambda: whole(service), 20)


def test_hangups_lose_no_answer(service, kit):
    with Clients(service) as clients:
        for _ in range(3):
            service.process.send_signal(signal.SIGHUP)
            time.sleep(0.4)
    clients.all_right()
    assert kit.eventually(lambda: whole(service), 20)


def holder(service, client):
    """Return the web process that holds the other end of a connection."""
    host, port = client.getsockname()
    wanted = f"{int.from_bytes(socket.inet_aton(host), 'little'):08X}:{port:04X}"
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()]
    # The table is not read at one moment: a line may be there twice.
    here = f":{service.port:04X}"
    theirs = [line for line in lines if line[2] == wanted and line[1].endswith(here)]
    [inode] = {line[9] for line in theirs if line[3] == "01"}
    for pid in service.webs():
        for descriptor in Path(f"/proc/{pid}/fd").iterdir():
            # Others come and go meanwhile.
            with contextlib.suppress(FileNotFoundError):
                if str(descriptor.readlink()) == f"socket:[{inode}]":
                    return pid
    return 0


def begin(service, query, **parameters):
    """Send a query, and return the connection."""
    client = http.client.HTTPConnection(service.host, service.port, timeout=20)
    client.connect()
    client.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)
    client.request("GET", "/sparql?" + urllib.parse.urlencode({"query": query, **parameters}))
    return client


def test_a_killed_web_process_breaks_only_its_own_answers(service, kit):
    clients, held = [], {}
    for number in range(12):
        client = begin(service, f"{LONG} # {number}")
        clients.append(client)
        assert kit.eventually(lambda client=client: holder(service, client.sock) > 0)
        held[number] = holder(service, client.sock)
    responses = [client.getresponse() for client in clients]
    assert {response.status for response in responses} == {200}
    dead = held[0]
    os.kill(dead, signal.SIGKILL)
    for number, response in enumerate(responses):
        if held[number] == dead:
            with pytest.raises((http.client.IncompleteRead, ConnectionError)):
                response.read()
        else:
            assert len(json.loads(response.read())["results"]["bindings"]) == 60_000
    for client in clients:
        client.close()
    assert len(set(held.values())) == 2
    assert kit.eventually(lambda: len(service.webs()) == 2)
    assert dead not in service.webs()
    assert service.query("ASK {}").status == 200


@pytest.mark.parametrize("version", ["HTTP/1.1", "HTTP/1.0"])
def test_an_answer_that_meets_the_clock_on_its_way_is_an_error(service, version):
    """The first part is more than what is kept in memory, and is there long before time is up."""
    query = f"SELECT ?a ?d ?n {{ {{ {LONG} }} UNION {{ {NEVER} }} }}"
    path = "/sparql?" + urllib.parse.urlencode({"query": query, "timeout": "2"})
    with socket.create_connection((service.host, service.port), timeout=20) as client:
        request = f"GET {path} {version}\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        client.sendall(request.encode())
        answer = b""
        while piece := client.recv(65536):
            answer += piece
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.split(b" ", 2)[1] == b"504"
    told = json.loads(body)
    assert told["status"] == 504
    assert b"bindings" not in answer


@pytest.mark.parametrize(
    "accept", ["text/csv", "text/tab-separated-values", "application/n-triples"]
)
def test_formats_without_an_end_mark_are_not_cut(service, accept):
    """These have no closing bracket by which a reader could see that something is missing."""
    select = "CONSTRUCT { ?a ?b ?f } WHERE" if "triples" in accept else "SELECT ?a ?d"
    slow = f"{{ {{ ?a ?b ?c . ?d ?e ?f }} UNION {{ {NEVER} }} }}"
    query = urllib.parse.urlencode({"query": f"{select} {slow}", "timeout": "1.5"})
    reply = service.request("GET", f"/sparql?{query}", {"Accept": accept})
    assert reply.status in {504, 507}
    assert reply.headers["content-type"] == "application/problem+json"


def test_an_answer_of_any_length_says_how_long_it_is(service):
    for limit in (0, 1, 1000, 60_000):
        reply = service.query(f"SELECT ?a ?d {{ ?a ?b ?c . ?d ?e ?f }} LIMIT {limit}", "text/csv")
        assert int(reply.headers["content-length"]) == len(reply.body)
        assert reply.text.count("\n") == limit + 1


def test_stopping_the_service_finishes_or_breaks_answers(starter, release, kit):
    service = starter(release, *OPTIONS)
    client = begin(service, LONG)
    response = client.getresponse()
    service.process.send_signal(signal.SIGTERM)
    with contextlib.suppress(http.client.IncompleteRead, ConnectionError):
        assert len(json.loads(response.read())["results"]["bindings"]) == 60_000
    client.close()
    assert service.process.wait(20) == 0


def test_nothing_outlives_a_killed_service(starter, release, kit):
    service = starter(release, *OPTIONS)
    below = service.processes()
    clients = [begin(service, NEVER, timeout="2") for _ in range(2)]
    time.sleep(0.2)
    service.process.kill()
    # A query that runs may end: it has two seconds.
    assert kit.eventually(lambda: not [p for p in below if alive(p)], 10)
    for client in clients:
        client.close()


def alive(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"
