"""The W3C suites of the protocol, the Service Description and the graph store, played by a runner.

The runner (``tools/protocol_runner.py`` of the suites) is not ours; it runs once for each server.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.endpoint.conformance import manifests

RUNNER = manifests.FOLDER / "tools" / "protocol_runner.py"
READ = pytest.mark.xdist_group("w3c-query")
WRITE = pytest.mark.xdist_group("w3c-update")
ACTION = manifests.MF + "action"
DESCRIPTION = ("sd/returns-rdf", "sd/has-endpoint-triple", "sd/conforms-to-schema")


def play(folder: Path, *options: str) -> dict[str, str]:
    """Run the runner, and return why each case failed: an empty text when it passed."""
    told = folder / "outcome.json"
    arguments = [sys.executable, str(RUNNER), "--json", str(told), "--timeout=20", *options]
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=120, check=False)
    assert told.exists(), done.stdout + done.stderr
    found = json.loads(told.read_text(encoding="utf-8"))
    return {
        f"{one['group']}/{one['test']}": one["why"] for one in found if one["passed"] is not None
    }


def names(wanted):
    """Return the names of the cases of the protocol suite."""
    if not manifests.SUITES.is_dir():
        return []
    entries = [one.value.rpartition("#")[2] for one in manifests.Manifest("protocol").entries()]
    return [f"{group(name)}/{name}" for name in entries if group(name) in wanted]


def graph_store():
    """Return the names of the cases of the graph store that say what to do."""
    if not manifests.SUITES.is_dir():
        return []
    found = []
    for way in ("indirect", "direct"):
        read = manifests.Manifest("graph-store-protocol", f"manifest-{way}.ttl")
        told = [one.value.rpartition("#")[2] for one in read.entries() if read.one(one, ACTION)]
        found += [f"gsp-{way}/{name}" for name in told]
    return found


def group(name):
    return ("update" if "update" in name else "query") + ("-bad" if name[:4] == "bad_" else "")


@pytest.fixture(scope="module")
def read_only(conformance, service, tmp_path_factory):
    url = f"{service.url}/sparql"
    folder = tmp_path_factory.mktemp("read-only")
    return play(folder, "--query-url", url, "--sd-url", url, "--suite", "protocol,sd")


QUERY = names({"query", "query-bad"})


@READ
@pytest.mark.parametrize("case", [*QUERY, *DESCRIPTION])
def test_reading(read_only, case):
    assert read_only[case] == ""


@READ
def test_no_case_of_reading_is_lost(read_only):
    assert set(read_only) == {*QUERY, *DESCRIPTION}
    groups = [name.partition("/")[0] for name in read_only]
    assert [groups.count(one) for one in ("query", "query-bad", "sd")] == [13, 7, 3]


@pytest.fixture(scope="module")
def writing(conformance, writable, token, tmp_path_factory):
    options = ["--header", f"Authorization: Bearer {token}"]
    options += ["--query-url", f"{writable.url}/sparql", "--update-url", f"{writable.url}/sparql"]
    options += ["--gsp-url", f"{writable.url}/rdf-graphs/service"]
    return play(tmp_path_factory.mktemp("writable"), *options)


UPDATE = names({"update", "update-bad"})
GRAPHS = graph_store()


@WRITE
@pytest.mark.parametrize("case", [*QUERY, *UPDATE, *GRAPHS, *DESCRIPTION])
def test_writing(writing, case):
    assert writing[case] == ""


@WRITE
def test_no_case_of_writing_is_lost(writing):
    assert set(writing) == {*QUERY, *UPDATE, *GRAPHS, *DESCRIPTION}
    assert (len(UPDATE), len(GRAPHS)) == (14, 13)
