"""A kind nobody has thought of yet goes all the way, at the price of five files."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from loaders.curation import canonical

ROOT = Path(__file__).parent.parent
ROW = """    Kind("law", "urb:Law", "law", "laws", about="Laws on who may stay.", main=True,
         columns="urb:place urb:date"),
"""
CLASS = """
urb:Law a owl:Class, rdfs:Class ;
    rdfs:label "law"@en ;
    skos:definition "A law that says who may stay."@en ;
    rdfs:isDefinedBy <ontology> .
"""
SHAPE = """
urbs:law-dated a sh:PropertyShape ;
    sh:targetClass urb:Law ;
    sh:path urb:date ;
    sh:minCount 1 ;
    sh:severity sh:Violation ;
    sh:message "The law has no date." ;
    sh:description "Add urb:date." .
"""
TABLE = """key,name,place,date,source,status
palermo-law-on-harbours,Law on harbours,Palermo,2018-06,https://example.org/law,verified
"""
SOURCE = """title: 'Laws'
description: 'Laws on who may stay.'
publisher: 'Nobody'
urls:
  - https://example.org/
license: https://creativecommons.org/licenses/by/4.0/
date_read: 2026-11-22
mapper: things
files:
  - path: laws.csv
    sha256: {sha256}
    key: [key]
    columns:
      key: required key
      name: required text
      place: text
      date: date
      source: text
      status: required choice verified|inferred
expected:
  min: 1
  max: 10
"""
DECISION = (
    "rls-solidarity-cities-2019--added,,,,,,,characters 1469–1550,,added,USG,2026-11-22,,"
    "law/palermo-law-on-harbours,figure,more than 700 municipalities,\n"
)
QUERY = """
PREFIX urb: <https://w3id.org/urban-solidarity/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?l ?n { ?l a urb:Law ; rdfs:label ?n ; ^urb:about/urb:measure ?v }
"""
ASKED = """
import json, sys
from pathlib import Path
from endpoint.app import create_app
from endpoint.config import AppConfig
app = create_app(AppConfig(release=Path(sys.argv[1])))
client = app.test_client()
out = {}
for path in ("/doc/law/palermo-law-on-harbours", "/browse/law", "/search?q=harbours", "/"):
    answer = client.get(path, headers={"Accept": "text/html"})
    out[path] = [answer.status_code, answer.get_data(as_text=True)]
print(json.dumps(out))
"""


def edited(root: Path, name: str, before: str, after: str) -> Path:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), encoding="utf-8")
    return path


def run(root: Path, *arguments: str) -> str:
    env = {**os.environ, "PYTHONPATH": str(root), "URBSOL_ROOT": str(root)}
    ended = subprocess.run(
        [sys.executable, *arguments], cwd=root, env=env, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout[-3000:] + ended.stderr[-3000:]
    return ended.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the checkout with the kind "law"; what a person had to write for it."""
    root = tmp_path_factory.mktemp("law")
    for name in ("loaders", "endpoint", "ontology", "shapes", "data", "queries"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("requirements.txt", "pyproject.toml", "README.md", "LICENSE", "LICENSE-DATA"):
        shutil.copy(ROOT / name, root / name)
    ontology = root / "ontology/urban-solidarity.ttl"
    shapes = root / "shapes/core.ttl"
    ontology.write_text(ontology.read_text(encoding="utf-8") + CLASS, encoding="utf-8")
    shapes.write_text(shapes.read_text(encoding="utf-8") + SHAPE, encoding="utf-8")
    kinds = edited(root, "loaders/kinds.py", "\n)\nBY_KEY =", f"\n{ROW})\nBY_KEY =")
    table = root / "data/sources/laws/laws.csv"
    table.parent.mkdir()
    table.write_text(TABLE, encoding="utf-8")
    source = table.with_name("source.yml")
    source.write_text(SOURCE.format(sha256=canonical.checksum(table)), encoding="utf-8")
    run(root, "-m", "loaders", "lint", "--add-keys")
    sheet = root / "data/sources/rls-solidarity-cities-2019/curation.csv"
    sheet.write_text(sheet.read_text(encoding="utf-8") + DECISION, encoding="utf-8")
    return root, {ontology, shapes, kinds, table, source}


def test_five_files_are_enough(copy):
    assert len(copy[1]) == 5


def test_a_new_kind_is_built_shown_listed_found_asked_for_and_reviewed(copy):
    root, _ = copy
    run(root, "-m", "loaders", "build", "--jobs", "1")
    (root / "law.rq").write_text(QUERY, encoding="utf-8")
    rows = json.loads(run(root, "-m", "loaders", "query", "law.rq", "--format", "json"))
    answers = json.loads(run(root, "-c", ASKED, str(root / "releases/current")))
    thing = "https://w3id.org/urban-solidarity/id/law/palermo-law-on-harbours"
    assert [(row["l"]["value"], row["n"]["value"]) for row in rows["results"]["bindings"]] == [
        (thing, "Law on harbours")
    ]
    for path in ("/doc/law/palermo-law-on-harbours", "/browse/law", "/search?q=harbours"):
        status, text = answers[path]
        assert status == 200
        assert "Law on harbours" in text
    assert "Palermo" in answers["/browse/law"][1]
    assert "700" in answers["/doc/law/palermo-law-on-harbours"][1]
    assert "/browse/law" in answers["/"][1]


def test_the_template_has_a_section_for_it(copy):
    root, _ = copy
    run(root, "-m", "loaders", "template", "report.md")
    assert "# Laws" in (root / "report.md").read_text(encoding="utf-8")


def test_its_shape_stops_a_build(copy):
    root, _ = copy
    graph = root / "law.ttl"
    graph.write_text(
        "@prefix urb: <https://w3id.org/urban-solidarity/ontology#> .\n"
        "<https://w3id.org/urban-solidarity/id/law/x> a urb:Law .\n",
        encoding="utf-8",
    )
    env = {**os.environ, "PYTHONPATH": str(root), "URBSOL_ROOT": str(root)}
    ended = subprocess.run(
        [sys.executable, "-m", "loaders", "validate", str(graph)],
        cwd=root, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 1
    assert "The law has no date." in ended.stdout + ended.stderr
