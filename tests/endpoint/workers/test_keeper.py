"""Processes that are forked while they are told to leave do leave; none is left behind."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
from pathlib import Path

import pytest

from endpoint.service.seat import SEATS, Seat
from endpoint.workers import sandbox

ROOT = Path(__file__).parents[3]
# Tells the keeper to leave within each fork, in the parent or in the child, before anything else.
PROGRAM = """
import os, signal, socket, sys, time
from endpoint.service import keep
real, left = os.fork, [int(sys.argv.pop())]

def fork():
    number, place = left[0], sys.argv[-1]
    left[0] -= 1
    if number == 0 and place == "before":
        os.kill(os.getpid(), signal.SIGTERM)
    pid = real()
    if number == 0 and (place == "parent" and pid or place == "child" and not pid):
        os.kill(os.getpid() if pid else os.getppid(), signal.SIGTERM)
    if place == "late" and pid and number == 0:
        os.kill(os.getpid(), signal.SIGTERM)
    if place == "late" and not pid:
        # Its parent has understood, and tells it, before it has begun.
        time.sleep(1)
    return pid

os.fork = fork
listener = socket.create_server(("127.0.0.1", 0))
keep.main([*sys.argv[1:4], str(listener.fileno())])
"""
PROCESSES = {"URBSOL_WEB_PROCESSES": "2", "URBSOL_QUERY_WORKERS": "2", "URBSOL_PAGE_WORKERS": "1"}


@pytest.mark.parametrize("place", ["before", "parent", "child", "late"])
@pytest.mark.parametrize("fork", [0, 1, 2, 4])
def test_a_keeper_that_is_told_to_leave_while_it_forks_leaves(release, tmp_path, fork, place):
    keeper = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, tmp_path, "1", release, place, str(fork)],
        cwd=ROOT,
        env={**os.environ, **PROCESSES},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        _, told = keeper.communicate(timeout=30)
    finally:
        keeper.kill()
    assert keeper.returncode == 0, told
    assert [
        p for p in Path("/proc").iterdir() if p.name.isdigit() and str(tmp_path) in command(p)
    ] == []


def command(process):
    try:
        return (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def test_a_query_that_takes_long_is_finished_although_the_service_is_to_end(starter, release, kit):
    """The worker is halted for longer than anything else is waited for, and goes on."""
    service = starter(release, "--timeout=25", "--query-workers=1", "--page-workers=1")
    cross = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(?a != ?f) }"
    with socket.create_connection((service.host, service.port), timeout=30) as client:
        query = urllib.parse.urlencode({"query": cross})
        client.sendall(f"GET /sparql?{query} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        assert kit.eventually(lambda: busy(service), 10)
        halted = [pid for pid in service.workers() if name(pid) == "urbsol-worker"]
        for pid in halted:
            os.kill(pid, signal.SIGSTOP)
        service.process.send_signal(signal.SIGTERM)
        time.sleep(12)
        for pid in halted:
            os.kill(pid, signal.SIGCONT)
        answer = client.recv(1 << 16)
    assert answer.startswith(b"HTTP/1.1 200"), answer
    assert b"connection: close" in answer
    assert service.process.wait(20) == 0


def busy(service):
    page = service.request("GET", "/metrics").text
    return "urbsol_workers_busy 1.0" in page


def name(pid):
    return Path(f"/proc/{pid}/comm").read_text().strip()


def test_a_web_process_opens_no_connection_to_a_network():
    """Should a query ever reach a thread that names another endpoint, the system refuses."""
    reader, writer = os.pipe()
    pid = os.fork()
    if not pid:
        found = []
        try:
            supported = sandbox.forbid_networks()
            for family in (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6):
                try:
                    socket.socket(family, socket.SOCK_STREAM).close()
                    found.append(family.name)
                except PermissionError:
                    found.append("refused")
            try:
                os.execv("/bin/true", ["/bin/true"])
            except PermissionError:
                found.append("refused")
            os.write(writer, f"{supported} {' '.join(found)}".encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as told:
        said = told.read()
    os.waitpid(pid, 0)
    assert said == "True AF_UNIX refused refused refused" or said.startswith("False")


def test_each_process_has_a_number_of_its_own(tmp_path):
    def taken():
        """Take a number in a process that ends."""
        reader, writer = os.pipe()
        pid = os.fork()
        if not pid:
            try:
                os.write(writer, str(Seat(tmp_path / "seats").number).encode())
            finally:
                os._exit(0)
        os.close(writer)
        with os.fdopen(reader) as told:
            said = told.read()
        os.waitpid(pid, 0)
        return int(said)

    assert [taken() for _ in range(2 * SEATS)] == [0] * (2 * SEATS)
    mine = Seat(tmp_path / "seats")
    assert mine.number == 0
    assert taken() == 1
