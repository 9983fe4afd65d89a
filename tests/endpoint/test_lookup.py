"""Who has an identifier of another database finds the thing here."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from loaders.naming.codes import SCHEMES, of_scheme, read


@pytest.mark.parametrize(
    ("path", "thing"),
    [
        ("wikidata/Q2656", "city/palermo"),
        ("wikidata/q2656", "city/palermo"),
        ("geonames/2523920", "city/palermo"),
        ("lau/IT_082053", "city/palermo"),
        ("iso3166/IT", "country/it"),
        ("iso3166/it", "country/it"),
        ("fips/24005", "place/baltimore-county-maryland"),
        ("doi/10.17645/si.v7i2.2063", "publication/agustin-jorgensen-2019"),
        ("doi/10.17645/SI.v7i2.2063", "publication/agustin-jorgensen-2019"),
    ],
)
def test_an_identifier_leads_to_its_thing(client: FlaskClient, path: str, thing: str) -> None:
    response = client.get(f"/lookup/{path}")
    assert response.status_code == 303
    assert response.headers["Location"] == f"/id/{thing}"
    meant = response.get_json()
    assert meant["iri"].endswith(f"/id/{thing}")
    assert meant["kind"] == thing.partition("/")[0]


@pytest.mark.parametrize(
    "address",
    [
        "https://www.wikidata.org/wiki/Q2656",
        "http://www.wikidata.org/entity/Q2656",
        "https://www.wikidata.org/wiki/Special:EntityData/Q2656.ttl",
        "https://sws.geonames.org/2523920/",
        "https://www.geonames.org/2523920/palermo.html",
        "wikidata:Q2656",
        "Q2656",
        "IT_082053",
    ],
)
def test_addresses_of_databases_lead_there_too(client: FlaskClient, address: str) -> None:
    response = client.get("/lookup", query_string={"id": address}, follow_redirects=False)
    assert response.status_code == 303
    response = client.get(response.headers["Location"])
    assert response.headers["Location"] == "/id/city/palermo"


def test_a_code_of_several_things_lists_them(client: FlaskClient) -> None:
    response = client.get("/lookup/nuts/ES111", headers={"Accept": "application/json"})
    several = client.post("/lookup", data="nuts:ES111\nnuts:ITG12\nnuts:DE300").get_json()
    assert {one["status"] for one in several["results"]} <= {"found", "ambiguous"}
    [shared] = [one for one in several["results"] if one["status"] == "ambiguous"][:1]
    response = client.get(f"/lookup/nuts/{shared['id']}", headers={"Accept": "application/json"})
    assert response.status_code == 300
    things = response.get_json()["things"]
    assert things == shared["things"]
    assert len(things) > 1
    page = client.get(f"/lookup/nuts/{shared['id']}", headers={"Accept": "text/html"}).text
    for thing in things:
        assert f'/id/{thing["iri"].partition("/id/")[2]}"' in page


@pytest.mark.parametrize("path", ["wikidata/Q999999999999", "iso3166/ZZ", "doi/10.9999/none"])
def test_what_nothing_here_has_is_404(client: FlaskClient, path: str) -> None:
    response = client.get(f"/lookup/{path}")
    assert response.status_code == 404
    assert path.partition("/")[2] in response.get_json()["detail"]


@pytest.mark.parametrize(
    "path", ["wikidata/L99", "geonames/x", "isbn/1", "doi/11.1/1", "nuts/%22", "lau/%00", "doi/10."]
)
def test_what_is_no_identifier_is_404_and_says_what_there_is(
    client: FlaskClient, path: str
) -> None:
    response = client.get(f"/lookup/{path}")
    assert response.status_code == 404
    assert "geonames" in response.get_json()["detail"]


def test_many_are_looked_up_at_once_in_their_order(client: FlaskClient) -> None:
    texts = ["Q2656", "wikidata:Q64", "geonames:2523920", "https://doi.org/10.17645/si.v7i2.2063",
             "Q999999999999", "nonsense", "iso3166:de"]  # fmt: skip
    lines = client.post("/lookup", data="\n".join(texts)).get_json()["results"]
    document = client.post("/lookup", json={"ids": texts}).get_json()["results"]
    assert lines == document
    assert [one["asked"] for one in lines] == texts
    assert [one["status"] for one in lines] == [
        "found", "found", "found", "found", "unknown", "malformed", "found",
    ]  # fmt: skip
    palermo = lines[0]["things"][0]
    assert palermo["kind"] == "city"
    assert palermo["family"] == "place"
    assert palermo["label"] == "Palermo"
    assert lines[2]["things"] == lines[0]["things"]


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        ("", "text/plain"),
        ("\n" * 9, "text/plain"),
        ("Q1\n" * 1001, "text/plain"),
        (b"\xff\xfe", "text/plain"),
        ("[" * 50_000, "application/json"),
        ("[]", "application/json"),
        ('{"ids": 7}', "application/json"),
        ("x" * (1 << 20), "text/plain"),
    ],
)
def test_what_cannot_be_looked_up_is_400(
    client: FlaskClient, body: str | bytes, media_type: str
) -> None:
    response = client.post("/lookup", data=body, content_type=media_type)
    assert response.status_code == 400
    assert "1000" in response.get_json()["detail"]


def test_every_identifier_in_the_graph_is_found(client: FlaskClient, shipped_release: Path) -> None:
    with closing(sqlite3.connect(shipped_release / "search.sqlite")) as index:
        rows = index.execute(
            "SELECT code, iri FROM codes JOIN things ON things.id = thing"
            " WHERE scheme = 'wikidata' ORDER BY code LIMIT 900"
        ).fetchall()
    assert len(rows) > 400
    found = client.post("/lookup", json={"ids": [code for code, _ in rows]}).get_json()["results"]
    for (_, iri), one in zip(rows, found, strict=True):
        assert iri in {thing["iri"] for thing in one["things"]}


@given(st.text(max_size=80))
def test_whatever_is_typed_is_an_identifier_or_is_not(text: str) -> None:
    code = read(text)
    assert code is None or of_scheme(code.scheme.name, code.text) == code
    for scheme in SCHEMES:
        again = of_scheme(scheme.name, text)
        assert again is None or read(f"{scheme.name}:{again.text}") == again
