"""Every route answers with what the client accepts, or says 406 and what there is instead."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from werkzeug.test import TestResponse

from endpoint.site.core.formats import ALL, DATA
from endpoint.sparql.formats import HTML, MARKDOWN, Format
from endpoint.sparql.negotiation import choose
from loaders.vocabulary import DCAT, DCTERMS, HYDRA, RDF

BASE = "https://w3id.org/urban-solidarity/"
CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
RDFLIB = (
    "text/turtle, application/n-triples;q=0.9, application/rdf+xml;q=0.8, "
    "application/ld+json;q=0.7, application/trig;q=0.6, text/html;q=0.3"
)
# The formats of documents one by one are walked below, with what they hold.
ACCEPTS = (
    "text/html",
    "text/n3",
    "application/json",
    "text/markdown",
    "text/csv",
    "image/png",
    CHROME,
    RDFLIB,
    "*/*",
)
# Addresses for the routes that take arguments; the values must exist in the shipped release.
ARGUMENTS = {
    "things.identify": [{"kind": "city", "key": "palermo"}],
    "things.document": [{"kind": "city", "key": "palermo"}, {"kind": "query", "key": "QUERY"}],
    "things.browse": [{"kind": "city"}, {"kind": "network"}, {"kind": "publication"}],
    "schemes.identify": [{"name": "theme"}, {"name": "city"}],
    "schemes.document": [{"name": "theme"}],
    "graphs.source": [{"name": "cities"}],
    "graphs.record": [{"stem": "cities", "name": "palermo"}],
    "ontology.class_page": [{"name": "City"}],
    "ontology.version": [{"name": "ONTOLOGY"}],
    "dataset.release": [{"version": "VERSION"}],
    "queries.query": [{"name": "QUERY"}],
    "tables.document": [{"name": "cities"}],
    "lookup.one": [{"scheme": "wikidata", "text": "Q2656"}],
    "questions.question": [{"name": "networks-of-a-city"}],
    "charts.chart": [{"name": "theme"}],
    "docs.page": [{"name": "index"}, {"name": "uris"}],
    "docs.notebook": [{"name": "network-growth"}],
}
# Files whose address names one format: Accept has no say.
FILES = {
    "static", "pages.robots", "pages.client", "pages.favicon", "downloads.file",
    "downloads.context",
    "dataset.release_file", "dataset.api_catalog", "sparql.completion", "claims.sheet",
    "claims.row", "changes.index", "memento.timegate", "memento.timemap",
}  # fmt: skip
# Answered by the query service, or only what is asked for in the query.
ELSEWHERE = {
    "sparql.endpoint", "sparql.graph_store", "lookup.address", "sparql.explain",
    "reconcile.service", "reconcile.suggest", "reconcile.flyout", "reconcile.propose",
    "reconcile.preview",
}  # fmt: skip
# Their arguments are made from the data: tests of their own walk them.
MADE = {
    "sparql.short_link", "maps.map_card", "maps.card", "maps.oembed", "changes.page",
    "statements.statement", "changes.history",
}  # fmt: skip
CLAIMS = {"claims.claim", "claims.identify", "claims.review"}
PAGES_ONLY = {
    "about.data_quality", "about.contributing", "about.api", "about.text",
    "ontology.class_page",
    "docs.page", "docs.notebook", "maps.index", "claims.review", "tables.index", "tables.document",
    "questions.index", "questions.question", "compare.index", "charts.chart", "reconcile.paste",
}  # fmt: skip
ALWAYS_DATA = {"dataset.void"}


def addresses(site: Flask) -> Iterator[tuple[str, str]]:
    """Yield every route that negotiates, with the names of its arguments filled in."""
    release = site.extensions["urbsol"].release
    names = {
        "VERSION": release.info.version,
        "QUERY": "municipal-id-cards",
        "ONTOLOGY": sorted((release.folder / "dumps" / "ontology").glob("*.ttl"))[-1].stem,
    }
    for rule in site.url_map.iter_rules():
        file = "." in rule.rule.rpartition("/")[2]  # its address names the format
        if (
            file
            or rule.endpoint in FILES | ELSEWHERE | MADE | CLAIMS
            or "GET" not in (rule.methods or ())
        ):
            continue
        for arguments in ARGUMENTS.get(rule.endpoint, [{}]):
            values = {name: names.get(value, value) for name, value in arguments.items()}
            assert rule.arguments <= values.keys() | set(rule.defaults or {}), (
                f"give {rule.endpoint} an example here: {rule.rule}"
            )
            path = rule.rule
            for name, value in values.items():
                for form in (f"<{name}>", f"<path:{name}>"):
                    path = path.replace(form, quote(value))
            yield rule.endpoint, path


def accepted(accept: str, media_type: str) -> bool:
    return choose(accept, (Format(media_type, aliases(media_type)),)) is not None


def aliases(media_type: str) -> tuple[str, ...]:
    return next((one.aliases for one in ALL if one.media_type == media_type), ())


def asked(client: FlaskClient, path: str, accept: str) -> TestResponse:
    """Follow redirects as clients do, with the same Accept."""
    answer = client.get(path, headers={"Accept": accept})
    while answer.status_code in {301, 302, 303, 308}:
        answer = client.get(answer.headers["Location"], headers={"Accept": accept})
    return answer


@pytest.mark.parametrize("accept", ACCEPTS, ids=lambda text: text[:30])
def test_an_answer_is_of_a_kind_the_client_accepts(
    site: Flask, client: FlaskClient, accept: str
) -> None:
    walked = list(addresses(site))
    assert len(walked) > 20
    for endpoint, path in walked:
        answer = asked(client, path, accept)
        if answer.status_code == 406:
            if answer.mimetype == HTML.media_type:  # to a browser, a page with links
                assert endpoint in ALWAYS_DATA, path
                continue
            available = json.loads(answer.data)["available"]
            assert available, path
            assert not any(accepted(accept, one["media_type"]) for one in available), path
        else:
            assert answer.status_code == 200, (path, accept)
            assert accepted(accept, answer.mimetype), (path, accept, answer.mimetype)
        wanted = {CHROME: HTML, MARKDOWN.media_type: MARKDOWN}.get(accept)
        if wanted and endpoint not in ALWAYS_DATA:
            assert answer.mimetype == wanted.media_type, path


def test_every_document_is_there_in_every_format(
    site: Flask, client: FlaskClient, with_context
) -> None:
    """Only documentation, map, tables and the way to review have no statements to give."""
    for endpoint, path in addresses(site):
        if endpoint in PAGES_ONLY:
            continue
        graphs = {}
        for one in DATA:
            answer = asked(client, path, one.media_type)
            assert (answer.status_code, answer.mimetype) == (200, one.media_type), path
            assert one.rdf is not None
            graphs[one.suffix] = {
                quad.triple for quad in parse(with_context(answer.data), format=one.rdf)
            }
        assert graphs["nt"], path
        assert all(graph == graphs["nt"] for graph in graphs.values()), path


@pytest.mark.parametrize("suffix", ["html", "ttl", "nq"])
@pytest.mark.parametrize(
    "path",
    ["/browse/network", "/sources", "/schemes", "/queries", "/claims", "/search", "/dataset"],
)
def test_a_suffix_names_the_format_whatever_is_accepted(
    client: FlaskClient, path: str, suffix: str
) -> None:
    answer = client.get(f"{path}.{suffix}", headers={"Accept": "image/png"})
    media_type = next(one.media_type for one in ALL if one.suffix == suffix)
    assert (answer.status_code, answer.mimetype) == (200, media_type)
    assert client.get(f"{path}.xyz").status_code == 404


def stated(client: FlaskClient, address: str) -> list[Quad]:
    return list(parse(client.get(address).data, format=RdfFormat.TURTLE))


def among(quads: list[Quad], subject: str, predicate: NamedNode) -> set[str]:
    return {
        quad.object.value
        for quad in quads
        if quad.subject == NamedNode(subject) and quad.predicate == predicate
    }


def objects(client: FlaskClient, address: str, subject: str, predicate: NamedNode) -> set[str]:
    return among(stated(client, address), subject, predicate)


def test_a_list_is_a_collection_with_pages_that_lead_to_every_member(client: FlaskClient) -> None:
    """Walk the list as a client of Hydra does, by the links of its pages alone."""
    name = f"{BASE}browse/city"
    members, seen, address = set(), 0, "/browse/city.ttl"
    while address:
        page = stated(client, address)
        members |= among(page, name, HYDRA.member)
        views = among(page, name, HYDRA.view)
        assert len(views) == 1
        following = among(page, next(iter(views)), HYDRA.next)
        address = next((f"/browse/city.ttl?{one.partition('?')[2]}" for one in following), "")
        seen += 1
    total = objects(client, "/browse/city.ttl", name, HYDRA.totalItems)
    assert seen > 3
    assert total == {str(len(members))}
    assert f"{BASE}id/city/palermo" in members


def test_a_list_names_its_narrower_lists(client: FlaskClient) -> None:
    name = f"{BASE}browse/city"
    parts = objects(client, "/browse/city.ttl", name, DCTERMS.hasPart)
    italy = f"{name}?country=it"
    assert italy in parts
    narrower = stated(client, "/browse/city.ttl?country=it")
    members = among(narrower, italy, HYDRA.member)
    assert f"{BASE}id/city/palermo" in members
    assert f"{BASE}id/city/lyon" not in members
    assert among(narrower, italy, DCTERMS.isPartOf) == {name}


def test_a_release_has_a_distribution_for_each_file(site: Flask, client: FlaskClient) -> None:
    made = site.extensions["urbsol"].release.manifest
    name = f"{BASE}release/{made.version}"
    address = f"/release/{made.version}.ttl"
    document = stated(client, address)
    assert among(document, name, RDF.type) == {DCAT.Dataset.value}
    files = among(document, name, DCAT.distribution)
    assert len(files) == len([one for one in made.files if not one.startswith("store/")])
    for one in files:
        (download,) = among(document, one, DCAT.downloadURL)
        assert client.head(download.removeprefix(BASE.rstrip("/"))).status_code == 200
    assert (
        client.get("/downloads", headers={"Accept": "text/turtle"}).headers["Content-Location"]
        == address
    )


def test_what_was_sought_is_a_collection_too(client: FlaskClient) -> None:
    found = objects(client, "/search.ttl?q=palermo", f"{BASE}search?q=palermo", HYDRA.member)
    assert f"{BASE}id/city/palermo" in found
    answer = client.get("/search?q=palermo", headers={"Accept": "application/json"})
    assert answer.mimetype == "application/json"
