"""``urbsol serve`` and ``urbsol query`` over a server elsewhere, as processes."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import threading

import pytest

from tests.benchmarks.peers import Oxigraph
from tests.endpoint.query.conftest import eventually, starter

__all__ = ["starter"]
pytestmark = pytest.mark.xdist_group("elsewhere")
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def test_the_service_answers_from_elsewhere(elsewhere, starter, remote_release) -> None:
    server = starter(remote_release, "--timeout=2", "--client-queries=0", URBSOL_STORE=elsewhere)
    reply = server.query(COUNT)
    assert reply.status == 200, reply.text
    expected = json.loads((remote_release / "manifest.json").read_text())
    assert int(json.loads(reply.body)["results"]["bindings"][0]["n"]["value"]) > 0
    assert json.loads(server.request("GET", "/ready").body)["hash"] == expected["hash"]
    for path in ("/", "/doc/city/other", "/doc/city/other.ttl", "/metrics", "/sparql"):
        assert server.request("GET", path).status == 200, path
    again = server.request("GET", "/sparql?query=ASK%20%7B%7D", {"If-None-Match": "*"})
    assert again.status == 304
    slow = server.query(CROSS)
    assert (slow.status, slow.seconds < 3) == (504, True)
    assert server.query("DROP ALL").status == 400
    assert server.query(COUNT, format="csv").text.startswith("n")


def test_many_clients_share_the_threads(oxigraph, starter, remote_release) -> None:
    server = starter(
        remote_release,
        "--query-workers=2",
        "--web-processes=1",
        "--timeout=3",
        "--queue=1",
        "--queue-wait=0.3",
        "--client-queries=0",
        URBSOL_STORE=oxigraph,
    )
    seen = []
    threads = [
        threading.Thread(target=lambda n=n: seen.append(server.query(f"{CROSS}#{n}").status))
        for n in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert set(seen) == {503, 504}
    assert server.query(COUNT).status == 200


def test_a_server_that_dies_is_told_and_taken_up_again(starter, remote_release, tmp_path) -> None:
    peer = Oxigraph("oxigraph", tmp_path / "first")
    try:
        peer.start()
    except RuntimeError as error:
        pytest.skip(str(error))
    port = peer.url.split(":")[2].split("/")[0]
    server = starter(remote_release, URBSOL_STORE=f"sparql+{peer.url}")
    assert server.query(f"{COUNT}#1").status == 200
    peer.stop()
    gone = server.query(f"{COUNT}#2")
    assert gone.status == 502
    assert port not in gone.text
    assert server.request("GET", "/ready").status == 503
    assert server.request("GET", "/health").status == 200
    assert eventually(lambda: "remote store differs" in server.log.read_text())


def test_a_client_that_leaves_frees_its_connection(stub, starter, remote_release) -> None:
    closed = threading.Event()

    def waits(connection, request) -> None:
        if b"patience" in request:
            closed.set() if not connection.recv(1) else None
            return
        body = b'{"head":{},"boolean":true}'
        connection.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n"
            b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
        )

    server = starter(remote_release, URBSOL_STORE=stub(waits).url)
    client = http.client.HTTPConnection(server.host, server.port)
    client.request("GET", "/sparql?query=ASK%20%7B%7D%23patience")
    threading.Event().wait(0.5)
    client.close()
    assert closed.wait(5)
    assert "pa@ss" not in server.log.read_text()
    assert str(stub) not in server.log.read_text()


@pytest.mark.parametrize("store", ["sparql+ftp://x/", "http//x", "sparql+http://", "x y"])
def test_a_wrong_setting_is_told_at_once(store, remote_release) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "loaders", "serve", "--port=0", f"--release={remote_release}"],
        env={**os.environ, "URBSOL_STORE": store},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "sparql+https://host/path" in done.stderr


def test_the_command_line_asks_elsewhere_too(oxigraph, remote_release) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "loaders", "query", "-", f"--release={remote_release}"],
        env={**os.environ, "URBSOL_STORE": oxigraph},
        input=COUNT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "n"
