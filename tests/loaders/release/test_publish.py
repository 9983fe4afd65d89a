"""``urbsol release publish`` brings a release to real servers, goes on, and verifies."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from loaders import manifest
from loaders.errors import DataError, UrbsolError, UsageError
from loaders.iris import is_claims_graph
from loaders.release import folder as folders
from loaders.release.publish import guessed, target_of
from loaders.release.publishing import graphs as graph_files
from loaders.release.publishing import target as targets
from loaders.sparql_client import address, digest
from tests.benchmarks.peers import DEFAULT, ROOT, Oxigraph, Virtuoso, ask, oxigraph_program

pytestmark = pytest.mark.xdist_group("publish")
NQ = Path("dumps") / "urban-solidarity.nq"
CLAIM = (
    "<{b}id/city/palermo> <{b}ontology#start> <{b}id/status/planned> <{b}graph/cities/claims> .\n"
)
COUNTS = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
UNION = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture(scope="module")
def release(built_miniature, tmp_path_factory) -> Path:
    """A small release with an unreviewed claim, its manifest telling the truth."""
    source = folders.current(built_miniature.settings.releases)
    assert source is not None
    made = shutil.copytree(source, tmp_path_factory.mktemp("publish") / source.name)
    lines = (made / NQ).read_text(encoding="utf-8").splitlines(keepends=True)
    return rewrite(made, [*lines, CLAIM.format(b="https://w3id.org/urban-solidarity/")])


def rewrite(folder: Path, lines: list[str]) -> Path:
    (folder / NQ).write_text("".join(sorted(lines)), encoding="utf-8")
    counts = Counter(re.findall(r"<([^<>]*)> \.\n", "".join(lines)))
    made = manifest.read(folder)
    replace(made, quads=len(lines), graphs=dict(counts), hash=f"{len(lines):064x}").write(folder)
    return folder


@pytest.fixture
def oxigraph(tmp_path) -> Iterator[Oxigraph]:
    if oxigraph_program() is None:
        pytest.skip("Oxigraph's server is not installed (pip install oxigraph)")
    peer = Oxigraph("oxigraph", tmp_path / "oxigraph")
    peer.start()
    yield peer
    peer.stop()


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory) -> Iterator[Virtuoso]:
    if shutil.which("virtuoso-t") is None:
        pytest.skip("Virtuoso is not installed (Debian: virtuoso-opensource-7)")
    folder = tmp_path_factory.mktemp("virtuoso")
    peer = Virtuoso("virtuoso", folder)
    peer.start(folder)
    yield peer
    peer.stop()


def publish(
    release: Path, cache: Path, *options: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "loaders", "release", "publish", *options, str(release)],
        env={**os.environ, "URBSOL_CACHE": str(cache), **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def there(url: str) -> dict[str, int]:
    lines = ask(url, COUNTS).decode().splitlines()[1:]
    pairs = (line.replace('"', "").rsplit(",", 1) for line in lines)
    return {graph: int(count) for graph, count in pairs}


def union(url: str) -> int:
    return int(ask(url, UNION).decode().splitlines()[1])


def expected_union(release: Path) -> int:
    quads = parse(path=str(release / NQ), format=RdfFormat.N_QUADS)
    return len(
        {
            (quad.subject, quad.predicate, quad.object)
            for quad in quads
            if not is_claims_graph(quad.graph_name.value)
        }
    )


def sent(done: subprocess.CompletedProcess[str]) -> int:
    assert done.returncode == 0, done.stderr
    return int(re.search(r"; (\d+) were sent", done.stdout)[1])


@pytest.mark.parametrize("way", ["update", "graph store"])
def test_a_release_arrives_whole(way, release, oxigraph, tmp_path) -> None:
    more = [f"--graph-store={oxigraph.url.replace('query', 'store')}"] if way != "update" else []
    done = publish(release, tmp_path, f"--to=sparql+{oxigraph.url}", *more)
    made = manifest.read(release)
    assert sent(done) == made.quads + expected_union(release)
    assert there(oxigraph.url) == made.graphs
    assert union(oxigraph.url) == expected_union(release)
    again = publish(release, tmp_path, f"--to=sparql+{oxigraph.url}", *more)
    assert sent(again) == 0


def test_only_what_changed_is_sent_again(release, oxigraph, tmp_path) -> None:
    to = f"--to=sparql+{oxigraph.url}"
    assert publish(release, tmp_path, to).returncode == 0
    lines = (release / NQ).read_text(encoding="utf-8").splitlines(keepends=True)
    gone = "https://w3id.org/urban-solidarity/graph/cities/lyon"
    kept = [line for line in lines if not line.endswith(f"<{gone}> .\n")]
    newer_lines = [line.replace('"Palermo"', '"Palermu"') for line in kept]
    changed = {b.rsplit(" ", 2)[1] for a, b in zip(kept, newer_lines, strict=True) if a != b}
    newer = rewrite(shutil.copytree(release, tmp_path / release.name), newer_lines)
    done = publish(newer, tmp_path, to)
    counts = manifest.read(newer).graphs
    rewritten = sum(counts[graph[1:-1]] for graph in changed)
    assert sent(done) == rewritten + expected_union(newer)
    assert gone not in there(oxigraph.url)
    assert there(oxigraph.url) == counts


def test_what_was_interrupted_goes_on(release, oxigraph, tmp_path) -> None:
    to = f"--to=sparql+{oxigraph.url}"
    process = subprocess.Popen(
        [sys.executable, "-m", "loaders", "release", "publish", to, "--batch=4", str(release)],
        env={**os.environ, "URBSOL_CACHE": str(tmp_path)},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    journals = tmp_path / "published"

    def noted() -> bool:
        return any(json.loads(path.read_text())["graphs"] for path in journals.glob("*.json"))

    while not noted() and process.poll() is None:
        time.sleep(0.05)
    assert process.poll() is None
    process.kill()
    process.wait()
    begun = sum(there(oxigraph.url).values())
    assert begun > 0
    done = publish(release, tmp_path, to)
    assert sent(done) < manifest.read(release).quads + expected_union(release)
    assert there(oxigraph.url) == manifest.read(release).graphs
    assert union(oxigraph.url) == expected_union(release)


def test_a_server_that_lost_its_data_is_filled_again(release, oxigraph, tmp_path) -> None:
    to = f"--to=sparql+{oxigraph.url}"
    assert publish(release, tmp_path, to).returncode == 0
    update(oxigraph, "DROP ALL")
    assert publish(release, tmp_path, to).returncode == 0
    assert there(oxigraph.url) == manifest.read(release).graphs


def update(peer: Oxigraph, text: str) -> None:
    server = targets.Server(address.parse(peer.url.replace("query", "update"), {}), 30)
    server.send(targets.Sent("POST", "/update", "application/sparql-update", body=text.encode()))
    server.client.close()


def test_the_data_of_others_is_left_alone(release, oxigraph, tmp_path) -> None:
    to = f"--to=sparql+{oxigraph.url}"
    update(oxigraph, "INSERT DATA { <urn:a> <urn:b> 1 GRAPH <urn:g> { <urn:a> <urn:b> 1 } }")
    refused = publish(release, tmp_path, to)
    assert refused.returncode == 2
    assert "--replace" in refused.stderr
    assert there(oxigraph.url) == {"urn:g": 1}
    done = publish(release, tmp_path, to, "--replace")
    assert "1 graphs of others were left alone" in done.stdout
    assert there(oxigraph.url)["urn:g"] == 1
    assert union(oxigraph.url) == expected_union(release)


def test_a_count_that_differs_is_an_error(release, oxigraph, tmp_path) -> None:
    made = manifest.read(release)
    graph = f"{made.base}graph/cities/palermo"
    wrong = shutil.copytree(release, tmp_path / release.name)
    replace(made, graphs={**made.graphs, graph: 9999}).write(wrong)
    done = publish(wrong, tmp_path, f"--to=sparql+{oxigraph.url}")
    assert done.returncode == 1
    assert f"{graph}: {made.graphs[graph]} statements instead of 9999" in done.stderr


def test_claims_and_default_graph_may_be_left_out(release, oxigraph, tmp_path) -> None:
    to = f"--to=sparql+{oxigraph.url}"
    options = ("--without-claims", "--default-graph=none")
    assert publish(release, tmp_path, to, *options).returncode == 0
    graphs = there(oxigraph.url)
    assert graphs
    assert not [graph for graph in graphs if is_claims_graph(graph)]
    assert union(oxigraph.url) == 0


@pytest.mark.virtuoso
@pytest.mark.parametrize("way", ["update", "graph store"])
def test_virtuoso_is_filled_too(way, release, virtuoso, tmp_path) -> None:
    to = f"--to=sparql+{virtuoso.url}"
    crud = virtuoso.url.replace("/sparql", "/sparql-graph-crud-auth")
    more = f"--graph-store={crud}" if way != "update" else f"--update={virtuoso.url}-auth"
    known = {"URBSOL_STORE_USER": "dba", "URBSOL_STORE_PASSWORD": "dba"}
    options = (to, more, f"--default-graph={DEFAULT}", "--replace")
    done = publish(release, tmp_path, *options, **known)
    made = manifest.read(release)
    assert sent(done) == made.quads + expected_union(release)
    own = {name: n for name, n in there(virtuoso.url).items() if name.startswith(made.base)}
    assert own == made.graphs
    assert there(virtuoso.url)[DEFAULT] == expected_union(release)
    assert sent(publish(release, tmp_path, *options, **known)) == 0


@pytest.mark.virtuoso
def test_wrong_credentials_are_told_without_showing_them(release, virtuoso, tmp_path) -> None:
    host = virtuoso.url.removeprefix("http://")
    to = f"--to=sparql+http://dba:not-it@{host}"
    done = publish(release, tmp_path, to, f"--update={virtuoso.url}-auth", "--replace")
    assert done.returncode == 2
    assert "refuses the credentials" in done.stderr
    assert "URBSOL_STORE_PASSWORD" in done.stderr
    assert "not-it" not in done.stdout + done.stderr


def test_errors_of_the_call_and_of_the_server(release, oxigraph, tmp_path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    for options, code, words in (
        (["--to=sparql+ftp://x/"], 2, "sparql+http(s)://host/path"),
        ([f"--to=sparql+http://u:secret@127.0.0.1:{port}/q"], 1, "cannot be reached"),
        ([f"--to=sparql+{oxigraph.url}x"], 2, "is not what it was taken for"),
        ([f"--to=sparql+{oxigraph.url}", "--default-graph=a b"], 2, "not an IRI"),
        ([f"--to=sparql+{oxigraph.url}", f"--update={oxigraph.url}x"], 2, "--update"),
        ([], 2, "--to"),
    ):
        done = publish(release, tmp_path, *options)
        assert (done.returncode, words in done.stderr) == (code, True), done.stderr
        assert "Traceback" not in done.stderr
        assert "secret" not in done.stderr


def test_a_dump_is_read_graph_by_graph(release) -> None:
    read = graph_files.read(release / NQ)
    quads = list(parse(path=str(release / NQ), format=RdfFormat.N_QUADS))
    assert Counter(str(quad.graph_name.value) for quad in quads) == {
        graph: len(offsets) for graph, offsets in read.offsets.items()
    }
    graph = next(iter(read.offsets))
    lines = b"".join(read.lines(graph))
    assert len(list(parse(lines, format=RdfFormat.N_TRIPLES))) == len(read.offsets[graph])
    union_lines = list(read.union_lines())
    assert len(union_lines) == len(set(union_lines)) == read.union == expected_union(release)


def test_addresses() -> None:
    to = address.parse("sparql+https://u%40x:p%3Aw@[::1]:81/a/query?timeout=5", {})
    assert (to.user, to.password, to.host, to.port) == ("u@x", "p:w", "::1", 81)
    assert to.shown == "https://[::1]:81/a/query"
    assert "p:w" not in repr(to)
    assert guessed(to).path == "/a/update"
    assert guessed(address.parse("http://x/sparql", {})).path == "/sparql"
    target = target_of("http://u:p@x/query", None, "http://x/store", "", 9)
    assert target.graph_store is not None
    assert (target.graph_store.address.user, target.update.address.password) == ("u", "p")
    assert address.parse("http://x/", {"URBSOL_STORE_USER": "me"}).user == "me"
    for wrong in ("x", "sparql+http:///x", "http://x:y/", "ftp://x", "http://x/#a", "http://x/ y"):
        with pytest.raises(UsageError) as caught:
            address.parse(wrong, {})
        assert wrong not in str(caught.value) or wrong == "x"


def test_digest_follows_the_example_of_its_rfc(monkeypatch) -> None:
    # RFC 7616 §3.9.1; the client nonce is ours, so the response is checked against the formula.
    monkeypatch.setattr(os, "urandom", lambda _: b"\x00" * 8)
    mufasa = address.parse("http://Mufasa:Circle%20of%20Life@host/", {})
    challenge = (
        'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=MD5,'
        ' nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",'
        ' opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
    )
    told = digest.header(mufasa, challenge, "GET", "/dir/index.html")
    fields = dict(re.findall(r'(\w+)="?([^",]+)"?', told))
    made = digest.HASHES["MD5"]
    who = made(b"Mufasa:http-auth@example.org:Circle of Life")
    what = made(b"GET:/dir/index.html")
    assert who == "3d78807defe7de2157e2b0b6573a855f"
    middle = f"{fields['nonce']}:00000001:{'0' * 16}:auth"
    assert fields["response"] == made(f"{who}:{middle}:{what}".encode())
    assert digest.header(mufasa, 'Basic realm="x"', "GET", "/") == ""
    assert digest.header(mufasa, 'Digest nonce="x", algorithm=MD4', "GET", "/") == ""


def test_an_answer_that_is_no_table_is_an_error() -> None:
    assert targets.rows(b'{"head":{"vars":["x"]},"results":{"bindings":[]}}', "x") == []
    for wrong in (b"<html>", b'{"head":{},"boolean":true}'):
        with pytest.raises(UrbsolError):
            targets.rows(wrong, "x")


def test_a_damaged_journal_is_no_journal(release, oxigraph, tmp_path) -> None:
    to = f"--to=sparql+{oxigraph.url}"
    assert publish(release, tmp_path, to).returncode == 0
    [journal] = (tmp_path / "published").glob("*.json")
    assert set(json.loads(journal.read_text())) == {"graphs", "union", "sent"}
    journal.write_text("{")
    assert publish(release, tmp_path, to).returncode == 2
    assert publish(release, tmp_path, to, "--replace").returncode == 0


def test_a_release_without_dump_is_told(release, tmp_path) -> None:
    broken = shutil.copytree(release, tmp_path / release.name)
    (broken / NQ).unlink()
    with pytest.raises(DataError):
        graph_files.read(broken / NQ)
