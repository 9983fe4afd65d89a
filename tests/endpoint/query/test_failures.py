"""Whatever dies is replaced, and no client but the one concerned notices."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
from collections import Counter
from pathlib import Path

import pytest

from endpoint.sparql.limits import Limits
from endpoint.workers import supervisor
from endpoint.workers.supervisor import Supervisor

EX = "http://example.org/"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?i) }"
WORD = f"SELECT ?l {{ <{EX}word> <{LABEL}> ?l }}"


class Load:
    """Clients that ask the same small questions over and over, and note what they get."""

    def __init__(self, server, clients=4):
        self.server = server
        self.seen = Counter()
        self.answers = Counter()
        self.stop = threading.Event()
        self.threads = [threading.Thread(target=self.run, args=(n,)) for n in range(clients)]

    def run(self, number):
        turn = 0
        while not self.stop.is_set() and turn < 3000:
            turn += 1
            # A comment that differs each time keeps the answer out of the cache.
            try:
                reply = self.server.query(f"{WORD} # {number} {turn}", timeout=20)
            except (OSError, http.client.HTTPException) as error:
                self.seen[type(error).__name__] += 1
                continue
            self.seen[reply.status] += 1
            if reply.status == 200:
                for binding in json.loads(reply.body)["results"]["bindings"]:
                    self.answers[binding["l"]["value"]] += 1

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stop.set()
        for thread in self.threads:
            thread.join(60)


@pytest.fixture(scope="module")
def folders(tmp_path_factory, kit):
    """Return a folder of releases with two of them, the first being current."""
    folder = tmp_path_factory.mktemp("many")
    first = kit.make_release(folder, kit.sample(word="first"), "2026-01-01")
    second = kit.make_release(folder, kit.sample(word="second"), "2026-02-02")
    (folder / "current").symlink_to(first.name)
    return folder, first, second


@pytest.fixture(scope="module")
def started(starter, folders):
    """Start a service that follows the current release."""
    return starter(
        None,
        "--timeout=8",
        "--query-workers=4",
        "--client-queries=0",
        "--client-budget=0",
        "--web-processes=2",
        URBSOL_RELEASES=str(folders[0]),
    )


@pytest.fixture
def service(started, kit):
    """Return the service when it has done with what earlier tests left it to do."""
    assert kit.eventually(lambda: len(started.workers()) >= 4 and started.orphans() == [], 20)
    return started


@pytest.fixture
def releases(folders, service, kit):
    """Return the folder of releases while the first of them is served."""
    folder, first, _ = folders
    switch(folder, first)
    assert kit.eventually(lambda: "first" in service.query(WORD).text, 15)
    return folders


def switch(folder, release):
    draft = folder / "next"
    draft.symlink_to(release.name)
    draft.rename(folder / "current")


def test_killed_workers_lose_nobodys_answer(service, kit):
    with Load(service) as load:
        for _ in range(5):
            time.sleep(0.2)
            os.kill(service.workers()[0], signal.SIGKILL)
        time.sleep(0.3)
    assert set(load.seen) == {200}
    assert load.seen[200] > 50


def test_a_killed_keeper_loses_nobodys_answer(service, kit):
    keeper = service.keeper()
    with Load(service) as load:
        time.sleep(0.3)
        os.kill(keeper, signal.SIGKILL)
        assert kit.eventually(lambda: service.keeper() != keeper, 10)
        assert kit.eventually(lambda: len(service.workers()) >= 4, 10)
        time.sleep(1.5)
    assert set(load.seen) == {200}
    # The workers of the dead keeper have left.
    assert kit.eventually(lambda: service.orphans() == [], 10)


def test_a_killed_web_process_is_replaced(service, kit):
    web = service.webs()
    os.kill(web[0], signal.SIGKILL)
    for _ in range(5):
        assert service.query(WORD).status == 200
    assert kit.eventually(lambda: len(service.webs()) == len(web))


def test_a_killed_web_process_never_leaves_an_answer_that_looks_complete(service):
    padded = f'(CONCAT(STR(?a), "{"x" * 1000}") AS ?long)'
    text = f"SELECT {padded} {{ ?a ?b ?c . ?d ?e ?f }} LIMIT 20000"
    query = urllib.parse.urlencode({"query": text})
    with socket.create_connection((service.host, service.port), timeout=20) as client:
        client.sendall(f"GET /sparql?{query} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        begun = client.recv(2000)
        assert b" 200 OK" in begun
        for pid in service.webs():
            os.kill(pid, signal.SIGKILL)
        rest = begun
        try:
            while data := client.recv(65536):
                rest += data
        except ConnectionResetError:
            pass
    head, _, body = rest.partition(b"\r\n\r\n")
    [length] = [h.split(b":")[1] for h in head.split(b"\r\n") if h.lower().startswith(b"content-l")]
    assert len(body) < int(length)


def test_a_new_release_is_taken_up_under_load_and_no_request_fails(service, releases, kit):
    folder, _, second = releases
    with Load(service) as load:
        assert kit.eventually(lambda: load.answers["first"] > 5, 15)
        switch(folder, second)
        assert kit.eventually(lambda: load.answers["second"] > 20, 15)
        time.sleep(2)
    assert set(load.seen) == {200}
    assert load.answers["first"] > 0
    assert json.loads(service.request("GET", "/ready").body)["version"] == "2026-02-02"
    assert kit.eventually(lambda: service.orphans() == [], 10)


def test_a_running_query_finishes_on_the_release_it_began_with(service, releases, kit):
    folder, _, second = releases
    pattern = f"<{EX}word> <{LABEL}> ?l . ?a ?b ?c . ?d ?e ?f"
    slow = f"SELECT ?l (COUNT(*) AS ?n) {{ {pattern} }} GROUP BY ?l"
    got = []
    thread = threading.Thread(target=lambda: got.append(service.query(slow)))
    thread.start()
    time.sleep(0.1)
    switch(folder, second)
    thread.join(20)
    assert got[0].status == 200
    assert "first" in got[0].text
    assert kit.eventually(lambda: "second" in service.query(WORD).text, 15)


def test_hangup_loads_the_release_anew(service, kit):
    keeper = service.keeper()
    with Load(service) as load:
        service.process.send_signal(signal.SIGHUP)
        assert kit.eventually(lambda: service.keeper() != keeper, 10)
        time.sleep(1)
    assert set(load.seen) == {200}


def test_a_broken_release_leaves_the_old_one_serving(service, releases, kit):
    folder, first, second = releases
    broken = folder / "broken"
    shutil.copytree(second, broken)
    (broken / "dumps" / "urban-solidarity.nq").write_text("this is not N-Quads\n")
    switch(folder, broken)
    assert kit.eventually(lambda: "release refused" in service.log.read_text(), 15)
    # Each web process changes over by itself: wait for both.
    assert kit.eventually(lambda: "first" in service.query(WORD + "#").text, 15)
    generations = serving(service)
    switch(folder, first)
    assert kit.eventually(lambda: serving(service) > generations, 15)


def serving(service):
    return service.log.read_text().count('"serving"')


def test_the_service_ends_when_told_and_leaves_nothing_behind(starter, release):
    server = starter(release, "--query-workers=2", "--page-workers=1", "--web-processes=1")
    below = server.processes()
    assert below
    assert server.stop() == 0
    assert [pid for pid in below if alive(pid)] == []


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_everything_ends_when_the_supervisor_is_killed(starter, release, kit):
    server = starter(release, "--query-workers=2", "--page-workers=1", "--web-processes=1")
    below = server.processes()
    server.process.kill()
    server.process.wait(10)
    assert server.process.stdout
    server.process.stdout.close()
    assert kit.eventually(lambda: not any(alive(pid) for pid in below), 15)


def test_a_release_that_cannot_be_loaded_ends_the_start(kit, tmp_path):
    import subprocess
    import sys

    release = kit.make_release(tmp_path, ["this is not N-Quads\n"])
    ended = subprocess.run(
        [sys.executable, "-m", "loaders", "serve", "--port", "0", "--release", str(release)],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert ended.returncode == 1
    assert "unreadable dump" in ended.stderr


def test_a_query_that_computes_for_long_is_slowed_and_its_worker_replaced(service, kit):
    def slowed():
        usual = os.getpriority(os.PRIO_PROCESS, service.process.pid)
        workers = service.workers()
        return [pid for pid in workers if os.getpriority(os.PRIO_PROCESS, pid) > usual]

    assert service.query(f"{WORD} LIMIT 1").status == 200
    assert slowed() == []
    thread = threading.Thread(target=service.query, args=(CROSS,))
    thread.start()
    assert kit.eventually(lambda: len(slowed()) == 1, 8)
    thread.join(30)
    assert kit.eventually(lambda: slowed() == [] and len(service.workers()) >= 4, 10)


def damaged(release: Path, name: str) -> Path:
    """Flip one bit of a file of a release that has checksums."""
    path = release / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    return release


@pytest.fixture
def whole(built_miniature, tmp_path) -> Path:
    """A copy of a release as builds make them, with its store and its checksums."""
    source = (built_miniature.settings.releases / "current").resolve()
    return shutil.copytree(source, tmp_path / "releases" / source.name)


@pytest.mark.parametrize(
    "name",
    ["dumps/urban-solidarity.nq", "store/CURRENT", "search.sqlite", "manifest.json", "SHA256SUMS"],
)
def test_a_damaged_release_is_not_served_and_its_file_is_named(name, whole):
    damaged(whole, name)
    done = serve(whole)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    told = [json.loads(line) for line in done.stderr.splitlines() if '"not loaded"' in line]
    assert name in told[0]["reason"] + told[0]["where"]
    assert told[0]["remedy"]


COUNTED = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def test_a_large_release_is_answered_from_disk_until_it_is_in_memory(starter, whole, kit):
    service = starter(whole, "--disk-first=0", "--client-budget=0")
    asked = service.query(COUNTED)
    assert asked.status == 200
    with Load(service, clients=2) as load:
        assert kit.eventually(lambda: service.log.read_text().count('"serving"') == 2, 30)
        assert service.query(f"{COUNTED} # again").body == asked.body
    assert set(load.seen) == {200}
    served = [line for line in service.log.read_text().splitlines() if '"serving"' in line]
    assert [json.loads(line)["generation"] for line in served] == [1, 2]
    assert len({json.loads(line)["hash"] for line in served}) == 1


@pytest.mark.parametrize(
    ("disk_first", "memory_release", "told"),
    [(0, 4096, "0"), (64, 4096, "4096"), (0, 0, "0")],
)
def test_the_first_keeper_is_made_to_read_from_disk(
    disk_first, memory_release, told, whole, monkeypatch
):
    spawned = []
    monkeypatch.setattr(
        supervisor, "spawn", lambda _, environment, **__: spawned.append(environment) or 4711
    )
    limits = Limits(disk_first=disk_first, memory_release=memory_release)
    with socket.socket() as listener:
        parent = Supervisor(supervisor.Service(whole, listener, limits))
        try:
            parent._begin()
        finally:
            parent.held.remove()
    assert [one["URBSOL_MEMORY_RELEASE"] for one in spawned] == [told]
    assert parent.provisional == (told != str(memory_release))


def serve(release: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "loaders", "serve", "--port", "0", "--release", str(release)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


FULL = """
import errno, os, tempfile
def full(*_, **__):
    raise {error}
tempfile.{name} = full
from loaders.cli import main
main()
"""


@pytest.mark.parametrize(
    ("name", "error", "words"),
    [
        ("mkdtemp", "OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), '/tmp/x')", "no space left"),
        ("mkdtemp", "OSError(errno.EROFS, os.strerror(errno.EROFS), '/tmp/x')", "read-only file"),
        ("gettempdir", "FileNotFoundError(errno.ENOENT, 'no temporary directory')", "TMPDIR"),
    ],
)
def test_serving_says_what_is_wrong_with_the_place_for_temporary_files(name, error, words, whole):
    code = FULL.format(name=name, error=error)
    done = subprocess.run(
        [sys.executable, "-c", code, "serve", "--port", "0", "--release", str(whole)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert words in done.stderr
    assert "\n  → " in done.stderr


def test_a_damaged_release_leaves_the_old_one_serving(service, releases, kit, whole):
    folder, _, _ = releases
    broken = shutil.copytree(whole, folder / whole.name)
    switch(folder, damaged(broken, "store/CURRENT"))
    assert kit.eventually(lambda: "store/CURRENT" in service.log.read_text(), 15)
    assert kit.eventually(lambda: "first" in service.query(WORD + "#").text, 15)
