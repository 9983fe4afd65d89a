"""What an example query gave: rows, a hash anybody can compute, or why it is broken."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from loaders.rdf import queryrun
from loaders.rdf.queryfiles import QueryFile

BASE = "http://example.org/"


@pytest.fixture
def store() -> Store:
    found = Store()
    said = NamedNode("urn:said")
    for number, text in enumerate(("plain", 'with "quotes"', "over\ntwo lines", "über,comma")):
        found.add(Quad(NamedNode(f"urn:{number}"), said, Literal(text)))
    return found


def query(text: str, name: str = "x") -> QueryFile:
    return QueryFile(name, "examples", name, name, ("t",), text, "SELECT")


def test_rows_are_counted_and_hashed_whatever_their_order(store: Store) -> None:
    up, down = (
        queryrun.run(store, query(f"SELECT ?s ?o {{ ?s <urn:said> ?o }} ORDER BY {by}(?s)"), BASE)
        for by in ("ASC", "DESC")
    )
    assert (up.rows, up.media_type, up.broken) == (4, "text/csv", False)
    assert up == down
    graph = queryrun.run(store, query("CONSTRUCT WHERE { ?s <urn:said> ?o }"), BASE)
    assert (graph.rows, graph.media_type) == (4, "application/n-triples")
    assert graph.sha256 != up.sha256


@pytest.mark.parametrize("body", [b"b\r\na\r\n", b"x\ny", b"", b"\n\n", "é\nz\nA\n".encode()])
def test_the_hash_is_that_of_sort_and_sha256sum(body: bytes) -> None:
    command = "sort | sha256sum"
    environment = {**os.environ, "LC_ALL": "C"}
    told = subprocess.run(
        ["sh", "-c", command], input=body, capture_output=True, check=True, env=environment
    )
    assert told.stdout.split()[0].decode() == queryrun.checksum(body)


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("ASK { ?s <urn:none> ?o }", False),
        ("SELECT * { ?s <urn:none> ?o }", True),
        ("CONSTRUCT WHERE { ?s <urn:none> ?o }", True),
        ("SELECT * {", True),
        ("SELECT (<urn:unknown>(1) AS ?x) {}", True),
    ],
)
def test_what_gives_nothing_is_broken(store: Store, text: str, broken: bool) -> None:
    assert queryrun.run(store, query(text), BASE).broken is broken


def test_outcomes_are_written_and_read_back(store: Store, tmp_path: Path) -> None:
    path = tmp_path / queryrun.NAME
    queries = [query("SELECT * { ?s ?p ?o }", "good"), query("SELECT * {", "bad")]
    assert queryrun.write(path, store, queries, BASE) == ["bad"]
    found = queryrun.read(path)
    assert found["good"].rows == 4
    assert "expected" in found["bad"].error
    assert queryrun.read(tmp_path / "none.json") == {}
