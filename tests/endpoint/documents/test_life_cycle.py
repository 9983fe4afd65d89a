"""An address of a thing never stops answering, and one written a little wrong is led right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html
from pyoxigraph import NamedNode, RdfFormat, parse

from loaders.curation.registry import PUBLISHED
from loaders.vocabulary import DCTERMS, OWL

ROOT = Path(__file__).parents[3]
BASE = "https://w3id.org/urban-solidarity/"
MOVED = [
    ("/id/city/Palermo", "/id/city/palermo"),
    ("/id/City/PALERMO", "/id/city/palermo"),
    ("/doc/city/Palermo.ttl?_profile=plain", "/doc/city/palermo.ttl?_profile=plain"),
    ("/id/city/palermo/", "/id/city/palermo"),
    ("/doc/city/palermo.ttl/", "/doc/city/palermo.ttl"),
    ("/browse/city/?country=it", "/browse/city?country=it"),
    ("/dataset/", "/dataset"),
]


@pytest.mark.parametrize(("wrong", "right"), MOVED)
def test_wrong_case_and_slashes_lead_to_the_right_address(
    described_client: FlaskClient, wrong: str, right: str
) -> None:
    answer = described_client.get(wrong)
    assert (answer.status_code, answer.headers["Location"]) == (301, right)
    assert described_client.get(right, follow_redirects=True).status_code == 200


def test_a_host_in_the_path_is_not_redirected_to(described_client: FlaskClient) -> None:
    answer = described_client.get("//example.org/")
    assert "example.org" not in answer.headers.get("Location", "")


def test_wrong_case_of_nothing_is_nothing(described_client: FlaskClient) -> None:
    assert described_client.get("/id/city/Nowhere").status_code == 404


def test_an_unknown_key_names_the_nearest(described_client: FlaskClient) -> None:
    missing = json.loads(described_client.get("/id/city/palremo").data)
    assert missing["status"] == 404
    assert missing["nearest"][0] == {"iri": f"{BASE}id/city/palermo", "label": "Palermo"}
    page = described_client.get("/id/city/palremo", headers={"Accept": "text/html"})
    assert "/id/city/palermo" in html.fromstring(page.data).xpath("//main//a/@href")


def test_what_was_split_answers_with_its_parts(described_client: FlaskClient) -> None:
    answer = described_client.get("/id/city/split")
    problem = json.loads(answer.data)
    assert answer.status_code == 300
    parts = [f"{BASE}id/city/{key}" for key in ("palazzolo", "palermo")]
    assert sorted(problem["replaced_by"]) == parts
    assert "taken for one" in problem["detail"]


@pytest.mark.parametrize(("key", "status"), [("withdrawn", 410), ("split", 300)])
@pytest.mark.parametrize(
    ("path", "accept"), [("/doc/city/{}.ttl", "*/*"), ("/id/city/{}", "text/turtle")]
)
def test_what_is_gone_says_so_in_rdf(
    described_client: FlaskClient, key: str, status: int, path: str, accept: str
) -> None:
    answer = described_client.get(path.format(key), headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (status, "text/turtle")
    quads = list(parse(answer.data, format=RdfFormat.TURTLE))
    said = {quad.predicate for quad in quads if quad.subject == NamedNode(f"{BASE}id/city/{key}")}
    assert OWL.deprecated in said
    assert (DCTERMS.isReplacedBy in said) == (key == "split")


def test_what_is_gone_is_a_page_for_people(described_client: FlaskClient) -> None:
    page = described_client.get("/id/city/withdrawn", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (page.status_code, page.mimetype) == (410, "text/html")
    assert "It was a mistake." in page.text


def test_no_address_ever_published_is_unknown(shipped_release: Path) -> None:
    """Merged, split and withdrawn things are told of in the graph, so that none answers 404."""
    published = (ROOT / "data" / "registry" / PUBLISHED).read_text(encoding="utf-8").split()
    dump = (shipped_release / "dumps" / "urban-solidarity.nq").read_text(encoding="utf-8")
    known = {line.partition(" ")[0] for line in dump.splitlines()}
    assert len(published) > 2900
    assert [key for key in published if f"<{BASE}id/{key}>" not in known] == []
