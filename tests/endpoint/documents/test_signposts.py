"""A program finds its way from any document: whose it is, what is part of it, where its data is."""

from __future__ import annotations

import json
import re

import pytest
from flask.testing import FlaskClient
from lxml import html
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from loaders.vocabulary import DCTERMS, FOAF, VOID

BASE = "https://w3id.org/urban-solidarity/"
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
DOCUMENTS = {
    "/doc/city/palermo": f"{BASE}id/city/palermo",
    "/dataset": f"{BASE}dataset",
    "/browse/city": f"{BASE}browse/city",
    "/release/2026-11-22": f"{BASE}release/2026-11-22",
}
FORMATS = {"html": "text/html", "ttl": "text/turtle", "nq": "application/n-quads"}
# What level 1 of Signposting asks of a landing page.
LANDING = {"cite-as", "author", "license", "type", "describedby", "linkset"}


def links(client: FlaskClient, address: str) -> list[tuple[str, str, str]]:
    """Return target, relation and media type of the links of an answer."""
    found = []
    for value in client.head(address).headers.getlist("Link"):
        for target, rest in re.findall(r'<([^>]*)>((?:; *[a-z]+="[^"]*")*)', value):
            attributes = dict(re.findall(r'([a-z]+)="([^"]*)"', rest))
            found.append((target, attributes["rel"], attributes.get("type", "")))
    return found


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_landing_page_has_the_signposts_of_level_one(
    described_client: FlaskClient, path: str
) -> None:
    found = links(described_client, f"{path}.html")
    assert {relation for _, relation, _ in found} >= LANDING
    assert (DOCUMENTS[path], "cite-as", "") in found
    assert (LICENSE, "license", "") in found
    data = [(target, kind) for target, relation, kind in found if relation == "describedby"]
    assert len(data) == 6
    for target, kind in data:
        answer = described_client.get(target)
        assert (answer.status_code, answer.mimetype) == (200, kind), target


def test_what_is_described_leads_back_to_the_page(described_client: FlaskClient) -> None:
    found = links(described_client, "/doc/city/palermo.ttl")
    assert ("/doc/city/palermo.html", "describes", "text/html") in found


def test_the_dataset_has_its_files_as_items(described_client: FlaskClient) -> None:
    items = [one for one in links(described_client, "/dataset") if one[1] == "item"]
    assert items
    for target, _, kind in items:
        answer = described_client.head(target)
        assert (answer.status_code, answer.mimetype) == (200, kind)


@pytest.mark.parametrize("path", DOCUMENTS)
def test_the_link_set_holds_the_links_of_all_representations(
    described_client: FlaskClient, path: str
) -> None:
    """RFC 9264 §4.2, and level 2 of Signposting: the same links, with whole addresses."""
    answer = described_client.get(path, headers={"Accept": "application/linkset+json"})
    assert (answer.status_code, answer.mimetype) == (200, "application/linkset+json")
    assert answer.headers["Content-Location"] == f"{path}.linkset"
    contexts = {one["anchor"]: one for one in json.loads(answer.data)["linkset"]}
    page = contexts[f"{BASE}{path[1:]}.html"]
    said = {
        (link["href"], relation)
        for relation, many in page.items()
        if relation != "anchor"
        for link in many
    }
    for target, relation, _ in links(described_client, f"{path}.html"):
        whole = BASE + target[1:] if target.startswith("/") else target
        apart = {"alternate", "linkset", "timegate", "timemap"}
        assert relation in apart or (whole, relation) in said
    assert contexts[f"{BASE}{path[1:]}.ttl"]["describes"][0]["href"] == page["anchor"]


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_document_says_whose_it_is(described_client: FlaskClient, path: str) -> None:
    quads = list(parse(described_client.get(f"{path}.ttl").data, format=RdfFormat.TURTLE))
    document = NamedNode(BASE + path[1:])
    said = {quad.predicate: quad.object for quad in quads if quad.subject == document}
    assert said[DCTERMS.license] == NamedNode(LICENSE)
    assert said[DCTERMS.publisher] == NamedNode(f"{BASE}dataset#publisher")
    assert {said[DCTERMS.issued].value, said[DCTERMS.modified].value} == {"2026-11-22"}
    assert path == "/dataset" or said[VOID.inDataset] == NamedNode(f"{BASE}dataset")
    about = said.get(FOAF.primaryTopic, document)
    assert about == NamedNode(DOCUMENTS[path])
    publisher = NamedNode(f"{BASE}dataset#publisher")
    named = Quad(publisher, FOAF.name, Literal("Contributors", language="en"))
    assert named in [Quad(*quad.triple) for quad in quads]


def test_a_graph_does_not_take_the_licence_of_the_whole(described_client: FlaskClient) -> None:
    """What a source allows is said of the source."""
    text = described_client.get("/graph/t/palermo.nt").data.decode()
    assert f"graph/t/palermo> <{DCTERMS.license.value}>" not in text


def structured(client: FlaskClient, path: str) -> dict[str, object]:
    page = html.fromstring(client.get(f"{path}.html").data)
    (script,) = page.xpath("//script[@type='application/ld+json']")
    return dict(json.loads(script.text))


def test_pages_tell_search_engines_what_they_are(described_client: FlaskClient) -> None:
    city = structured(described_client, "/doc/city/palermo")
    assert city["@context"] == {"@vocab": "https://schema.org/"}
    assert city["license"] == LICENSE
    assert city["about"] == {
        "@type": ["City"],
        "@id": f"{BASE}id/city/palermo",
        "name": "Palermo",
        "sameAs": ["http://www.wikidata.org/entity/Q2656"],
        "geo": {
            "@type": "GeoCoordinates",
            "@id": f"{BASE}id/city/palermo#coordinates",
            "latitude": 38.1166,
            "longitude": 13.3636,
        },
    }
    whole = structured(described_client, "/dataset")
    assert whole["keywords"] == ["cities", "migration"]
    assert whole["creator"]["name"] == "Contributors"
    assert whole["distribution"][0]["contentUrl"] == f"{BASE}downloads/urban-solidarity.nq"
    source = {"@type": "Dataset", "@id": f"{BASE}graph/t", "name": "Tests"}
    assert whole["isBasedOn"] == [source]
    (counted,) = whole["variableMeasured"]
    assert (counted["propertyID"], counted["value"]) == (f"{BASE}ontology#City", 3)


def test_hostile_labels_do_not_leave_the_script(hostile: FlaskClient) -> None:
    page = html.fromstring(hostile.get("/doc/city/odd.html").data)
    (script,) = page.xpath("//script[@type='application/ld+json']")
    assert json.loads(script.text)["about"]["name"]
    scripts = [one for one in page.iter("script") if not one.get("type")]
    assert not [one for one in scripts if "alert(1)" in (one.text or "")]


def test_the_catalogue_names_the_interfaces(described_client: FlaskClient) -> None:
    """RFC 9727 §3 and §4."""
    answer = described_client.get("/.well-known/api-catalog")
    assert answer.mimetype == "application/linkset+json"
    assert answer.mimetype_params["profile"] == "https://www.rfc-editor.org/info/rfc9727"
    assert 'rel="api-catalog"' in described_client.head("/.well-known/api-catalog").headers["Link"]
    catalog, *interfaces = json.loads(answer.data)["linkset"]
    assert {one["href"] for one in catalog["item"]} == {one["anchor"] for one in interfaces}
    for one in interfaces:
        for link in one["service-doc"]:
            path = link["href"].removeprefix(BASE.rstrip("/"))
            assert described_client.get(path).status_code == 200
