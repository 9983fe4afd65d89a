"""Content negotiation by profile: https://www.w3.org/TR/dx-prof-conneg/."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from endpoint.site.documents.profiles import PROFILES
from loaders.vocabulary import DCAT, RDF, RDFS, SCHEMA

BASE = "https://w3id.org/urban-solidarity/"
PALERMO = NamedNode(f"{BASE}id/city/palermo")
DOCUMENT = NamedNode(f"{BASE}doc/city/palermo")


def quads(data: bytes) -> set[Quad]:
    return {Quad(*quad.triple) for quad in parse(data, format=RdfFormat.TURTLE)}


@pytest.mark.parametrize("profile", [one.name for one in PROFILES if not one.json_ld_only])
@pytest.mark.parametrize("suffix", ["ttl", "nq", "rdf"])
def test_every_profile_is_there_in_the_formats(
    described_client: FlaskClient, profile: str, suffix: str
) -> None:
    answer = described_client.get(f"/doc/city/palermo.{suffix}?_profile={profile}")
    iri = next(one.address(BASE) for one in PROFILES if one.name == profile)
    assert answer.status_code == 200
    assert answer.headers["Content-Profile"] == f"<{iri}>"
    assert f'<{iri}>; rel="profile"' in answer.headers.getlist("Link")
    assert "Accept-Profile" in answer.headers["Vary"]


def test_link_headers_list_the_other_profiles(described_client: FlaskClient) -> None:
    """§7.1: a client finds all representations without having fetched one."""
    found = described_client.head("/doc/city/palermo.ttl").headers.getlist("Link")
    plain = next(one for one in found if "_profile=plain" in one)
    address = plain[1 : plain.index(">")]
    assert 'rel="alternate"; type="text/turtle"; profile=' in plain
    assert described_client.get(address).headers["Content-Profile"] in plain.replace(
        'profile="', 'profile="<'
    ).replace("#plain", "#plain>")


def test_plain_leaves_out_the_records(described_client: FlaskClient) -> None:
    full = quads(described_client.get("/doc/city/palermo.ttl").data)
    plain = quads(described_client.get("/doc/city/palermo.ttl?_profile=plain").data)
    assert plain < full
    assert f"{BASE}graph/" not in str(plain)
    own = {quad for quad in full if quad.subject == PALERMO}
    assert own
    assert own <= plain


def test_brief_is_the_thing_itself_and_the_names_of_what_it_names(
    described_client: FlaskClient,
) -> None:
    plain = quads(described_client.get("/doc/city/palermo.ttl?_profile=plain").data)
    brief = quads(described_client.get("/doc/city/palermo.ttl?_profile=brief").data)
    own = {quad for quad in plain if str(quad.subject)[1:].startswith(PALERMO.value)}
    named = {quad.object for quad in own}
    names = {q for q in plain if q.predicate == RDFS.label and q.subject in named}
    assert len(own) > 10
    assert len(names) > 1
    assert brief == own | names


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Accept-Profile", "<https://example.org/unknown>, <https://schema.org/>;q=0.5"),
        ("Accept", 'text/turtle;profile="https://schema.org/"'),
    ],
)
def test_schema_org_is_asked_for_by_header(
    described_client: FlaskClient, header: str, value: str
) -> None:
    headers = {"Accept": "text/turtle", header: value}
    answer = described_client.get("/doc/city/palermo", headers=headers)
    found = quads(answer.data)
    assert answer.mimetype == "text/turtle"
    assert Quad(PALERMO, RDF.type, SCHEMA.City) in found


def test_a_document_is_an_entry_of_a_catalogue(described_client: FlaskClient) -> None:
    found = quads(described_client.get("/doc/city/palermo.ttl?_profile=dcat").data)
    assert Quad(DOCUMENT, RDF.type, DCAT.Dataset) in found
    downloads = {quad.object.value for quad in found if quad.predicate == DCAT.downloadURL}
    assert f"{BASE}doc/city/palermo.nt" in downloads


@pytest.mark.parametrize(
    ("query", "headers"),
    [("?_profile=nothing", {}), ("", {"Accept-Profile": "<https://example.org/x>"})],
)
def test_an_unknown_profile_is_406_with_those_there_are(
    described_client: FlaskClient, query: str, headers: dict[str, str]
) -> None:
    answer = described_client.get(f"/doc/city/palermo.ttl{query}", headers=headers)
    assert answer.status_code == 406
    named = [one["name"] for one in json.loads(answer.data)["available"]]
    assert named == [one.name for one in PROFILES]


def test_profiles_have_entity_tags_of_their_own(described_client: FlaskClient) -> None:
    tags = {
        described_client.get(
            "/doc/city/palermo.ttl", headers={"Accept-Profile": f"<{one.address(BASE)}>"}
        ).headers["ETag"]
        for one in PROFILES
    }
    assert len(tags) == len(PROFILES)
