"""The ontology for people: properties in use with examples that exist, a diagram that is true."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from pyoxigraph import RdfFormat, parse

from endpoint.app import create_app
from endpoint.config import AppConfig
from endpoint.site.ontology.classes import _demands
from endpoint.site.ontology.diagram import PLACES, TIES

ROOT = Path(__file__).parents[3]
ONTOLOGY = "https://w3id.org/urban-solidarity/ontology#"


@pytest.fixture(scope="module")
def termed(
    tmp_path_factory: pytest.TempPathFactory,
    write_release: Callable[[Path, str], Path],
    reading_client: type[FlaskClient],
) -> FlaskClient:
    graph = f"""
        @prefix urb: <{ONTOLOGY}> .
        @prefix c: <https://w3id.org/urban-solidarity/id/city/> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix schema: <https://schema.org/> .
        @prefix wgs: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
        @prefix g: <https://w3id.org/urban-solidarity/graph/> .
        GRAPH g:ontology {{
          urb:Place a owl:Class ; rdfs:label "place"@en .
          urb:City a owl:Class ; rdfs:label "city"@en ; rdfs:subClassOf urb:Place .
          urb:country a owl:ObjectProperty ; rdfs:label "country"@en ;
            schema:domainIncludes urb:Place .
          urb:twin a owl:ObjectProperty ; rdfs:label "twin"@en ; schema:domainIncludes urb:City .
        }}
        GRAPH <https://w3id.org/urban-solidarity/graph/t/one> {{
          c:a a urb:City ; rdfs:label "A" ; urb:country c:x, c:y ; wgs:lat 1.0 .
          c:b a urb:City ; rdfs:label "B" ; urb:country c:x .
          c:c a urb:City ; rdfs:label "C" .
        }}
    """
    folder = write_release(tmp_path_factory.mktemp("terms") / "2026-11-22-000000000000", graph)
    shape = """
        @prefix sh: <http://www.w3.org/ns/shacl#> .
        @prefix urb: <https://w3id.org/urban-solidarity/ontology#> .
        <x:s> sh:targetClass urb:Place ; sh:path urb:country ; sh:minCount 1 .
    """
    (folder / "dumps" / "shapes.ttl").write_text(shape, encoding="utf-8")
    app = create_app(AppConfig(release=folder))
    app.test_client_class = reading_client
    return app.test_client()


def page(client: FlaskClient, path: str) -> html.HtmlElement:
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200, path
    return html.document_fromstring(answer.data)


def used(shown: html.HtmlElement) -> dict[str, list[str]]:
    """Return the cells of each property in use by its compact name."""
    rows = [
        [cell.text_content().strip() for cell in row.xpath("./th | ./td")]
        for row in shown.xpath("//div[@aria-labelledby='used']//tbody/tr")
    ]
    return {row[1]: row for row in rows}


def test_a_class_shows_its_properties_with_how_often_and_what_shapes_ask(
    termed: FlaskClient,
) -> None:
    rows = used(page(termed, "/ontology/classes/City"))
    assert rows["urb:country"] == ["country", "urb:country", "2", "0–2", "yes", "A"]
    assert rows["rdfs:label"][2:5] == ["3", "1", ""]
    assert rows["wgs:lat"][2:] == ["1", "0–1", "", "A"]


def test_a_class_shows_its_place_in_the_tree_and_properties_without_use(
    termed: FlaskClient,
) -> None:
    shown = page(termed, "/ontology/classes/City")
    assert "/ontology/classes/Place" in shown.xpath("//main//dd/a/@href")
    assert "/ontology/classes/City" in page(termed, "/ontology/classes/Place").xpath("//dd/a/@href")
    unused = shown.xpath("//h2[@id='unused']/following-sibling::p[1]/a/text()")
    assert unused == ["twin"]


@pytest.mark.parametrize("name", ["Nothing", "country", "x" * 70, "a%22b"])
def test_what_is_not_a_class_is_not_found(termed: FlaskClient, name: str) -> None:
    assert termed.get(f"/ontology/classes/{name}").status_code == 404


def test_shapes_that_ask_nothing_demand_nothing() -> None:
    text = """
        @prefix sh: <http://www.w3.org/ns/shacl#> .
        <x:a> sh:targetClass <x:C> ; sh:path <x:p> ; sh:minCount 1 .
        <x:b> sh:targetClass <x:C> ; sh:path <x:q> ; sh:minCount 0 .
        <x:c> sh:targetClass <x:C> ; sh:path [ sh:inversePath <x:r> ] ; sh:minCount 1 .
    """
    assert _demands(parse(text, format=RdfFormat.TURTLE)) == {"x:C": frozenset({"x:p"})}


def test_the_diagram_names_what_the_ontology_defines() -> None:
    defined = (ROOT / "ontology" / "urban-solidarity.ttl").read_text(encoding="utf-8")
    for name in PLACES:
        assert f"urb:{name} a owl:Class" in defined
    for start, name, end in TIES:
        assert start in PLACES
        assert end in PLACES
        assert not name.startswith("urb:") or f"\n{name} a " in defined
        (x, y), (u, v) = PLACES[start], PLACES[end]
        assert abs(x - u) + abs(y - v) == 1, "arrows join neighbours"


def test_what_the_diagram_ties_is_tied_in_the_data(site: Flask) -> None:
    state = site.extensions["urbsol"]
    for start, name, end in TIES:
        iri = state.release.expand(name).value
        asked = f"?x a <{ONTOLOGY}{start}> ; <{iri}> ?y . ?y a <{ONTOLOGY}{end}>"
        assert state.backend.ask(f"ASK {{ {asked} }}") or state.backend.ask(
            f"ASK {{ GRAPH ?g {{ ?x <{iri}> ?y }} ?x a <{ONTOLOGY}{start}> }}"
        ), (start, name, end)


def test_every_example_of_every_class_answers(site: Flask, client: FlaskClient) -> None:
    classes = page(client, "/ontology").xpath("//a[contains(@href, '/ontology/classes/')]/@href")
    assert len(set(classes)) > 30
    examples: set[str] = set()
    for path in sorted(set(classes)):
        shown = page(client, path)
        found = shown.xpath("//dt[text()='example']/following-sibling::dd//a/@href")
        uses = shown.xpath("//dt[text()='in this release']/following-sibling::dd/text()")
        assert found or uses == ["0 things"], path
        examples |= {one.partition("#")[0] for one in found}
    for example in sorted(examples):
        assert client.get(example, follow_redirects=True).status_code == 200, example
