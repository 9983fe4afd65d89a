"""A release made large for measurements is whole: what pages read of it has grown with it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from loaders import manifest, sums
from loaders.manifest import Manifest
from loaders.naming import index
from loaders.settings import DEFAULT_BASE as BASE
from tests.benchmarks.enlarge import NQ, enlarge

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SUBJECT = "http://www.w3.org/1999/02/22-rdf-syntax-ns#subject"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
THINGS = (("city/rome", "City", "Rome", "cities"), ("country/it", "Country", "Italy", "geo"))


@pytest.fixture(name="large")
def fixture_large(tmp_path: Path) -> Path:
    """Return a release of two things, of which the city is there five times."""
    small = tmp_path / "small"
    (small / "dumps").mkdir(parents=True)
    (small / "dumps" / "context.jsonld").write_text("{}", encoding="utf-8")
    (small / "dumps" / "ontology.ttl").write_text("# nothing", encoding="utf-8")
    (small / "queries" / "example").mkdir(parents=True)
    (small / "queries" / "index.json").write_text("[]", encoding="utf-8")
    lines = [
        f"<{BASE}id/{thing}> <{TYPE}> <{BASE}ontology#{kind}> <{BASE}graph/{stem}/one> .\n"
        f'<{BASE}id/{thing}> <{LABEL}> "{name}" <{BASE}graph/{stem}/one> .\n'
        for thing, kind, name, stem in THINGS
    ]
    claim = f"<{BASE}id/claim/report--1> <{SUBJECT}> <{BASE}id/city/rome>"
    lines.append(f"{claim} <{BASE}graph/reports/report/claims> .\n")
    (small / NQ).write_text("".join(lines), encoding="utf-8")
    Manifest("2026-11-22", BASE, "0" * 64, "", "0", 5, 4).write(small)
    return enlarge(small, 12, tmp_path / "large")


def test_its_manifest_counts_what_its_dump_holds(large: Path) -> None:
    made = manifest.read(large)
    lines = (large / NQ).read_bytes().splitlines()
    assert lines == sorted(lines)
    assert (made.quads, made.triples, len(lines)) == (13, 12, 13)
    assert made.classes == {f"{BASE}ontology#City": 5, f"{BASE}ontology#Country": 1}
    assert sum(made.graphs.values()) == 13
    assert len((large / "union.nt").read_bytes().splitlines()) == 12


def test_a_claim_stays_about_the_one_thing_it_was_read_of(large: Path) -> None:
    claimed = [line for line in (large / NQ).read_text("utf-8").splitlines() if SUBJECT in line]
    assert [line.split()[2] for line in claimed] == [f"<{BASE}id/city/rome>"]


def test_its_index_finds_every_copy_by_its_name(large: Path) -> None:
    with closing(sqlite3.connect(large / index.NAME)) as database:
        found = dict(database.execute("SELECT label, kind FROM things"))
    assert found == {
        "Italy": "country", "Rome": "city", **{f"Rome {n}": "city" for n in range(1, 5)}
    }  # fmt: skip


def test_its_manifest_lists_its_files_and_they_are_there(large: Path) -> None:
    files = manifest.read(large).files
    assert {NQ, index.NAME, "dumps/context.jsonld", "dumps/ontology.ttl", "queries/index.json"} <= (
        files.keys()
    )
    assert all(entry.sha256 == sums.digest(large / name) for name, entry in files.items())
