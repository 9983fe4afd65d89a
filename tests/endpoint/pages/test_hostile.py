"""Values are hostile: whatever stands in the data, no page runs it, turns around or bursts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html

from endpoint.app import create_app
from endpoint.config import AppConfig
from endpoint.site.core.harmless import TURNING, harmless
from loaders.kinds import KINDS

BASE = "https://w3id.org/urban-solidarity/"
ONTOLOGY = f"{BASE}ontology#"
SCRIPT = "</title></script><script>alert(1)</script><img src=x onerror=alert(1)>\\\" onload=x '"
TURNED = "\u202egnp.exe\u2066\u0007 {{ 7 * 7 }} %(name)s"
LARGE = "L" * 100_000
LABELS = {"script": SCRIPT, "turned": TURNED, "large": LARGE}
LARGEST = 900_000  # bytes of a page about things whose labels have 100 kB
IRIS = "<javascript:alert(1)>, <data:text/html,x>, <vbscript:x>, <https://example.org/a\\u0027b>"
# By kind: what ties such a thing to others, so that it shows in their tables too.
TIES = {
    "membership": "org:organization i:network\\/{0} ; urb:place i:city\\/{0}",
    "signature": "urb:charter i:charter\\/{0} ; urb:signatory i:government\\/{0}",
    "practice": "urb:place i:city\\/{0} ; urb:theme i:theme\\/{0}",
    "commitment": "urb:place i:city\\/{0} ; urb:demand i:theme\\/{0}",
    "city": "urb:country i:country\\/{0} ; urb:hasFigure i:figure\\/{0} ; wgs:lat 1 ; wgs:long 2",
    "figure": "urb:measure i:theme\\/{0} ; urb:value 3 ; urb:statedBy {1}",
    "conflict": "urb:about i:city\\/{0} ; urb:alternative i:stated-value\\/{0}",
    "stated-value": "urb:statedText {1} ; urb:statedBy {1}",
    "publication": "<http://purl.org/spar/cito/cites> i:publication\\/{0}",
}  # fmt: skip


def graph() -> str:
    """Return a graph in which a thing of each kind has each of the labels."""
    lines = [
        f"@prefix urb: <{ONTOLOGY}> . @prefix i: <{BASE}id/> . @prefix g: <{BASE}graph/> .",
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .",
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
        "@prefix wgs: <http://www.w3.org/2003/01/geo/wgs84_pos#> .",
        "@prefix org: <http://www.w3.org/ns/org#> .",
        "@prefix dcterms: <http://purl.org/dc/terms/> .",
        f"GRAPH <{BASE}graph/t/one> {{",
    ]
    for key, label in LABELS.items():
        text = f'"{label}"'
        for kind in KINDS:
            tie = TIES.get(kind.key, "").format(key, text)
            lines.append(
                f"i:{kind.key}\\/{key} a {kind.class_} ; rdfs:label {text} ; skos:note {text} ;"
                f" skos:altLabel {text}@en ; dcterms:description {text}@en ;"
                f" urb:website {IRIS} {';' + tie if tie else ''} ."
            )
        lines.append(
            f"i:theme\\/{key} a skos:Concept ; skos:inScheme i:theme ; rdfs:label {text} ;"
            f" skos:definition {text} . i:theme a skos:ConceptScheme ; rdfs:label {text} ."
        )
    source = f'"{SCRIPT}"'
    lines += [
        "}",
        f"GRAPH g:catalogue {{ g:t a urb:Source ; rdfs:label {source} ; urb:dateRead {source} .",
        f"<{BASE}graph/t/one> a urb:Record ; dcterms:isPartOf g:t ; urb:file {source} ;"
        f" urb:row {source} ; dcterms:source i:publication\\/script, <javascript:alert(1)> . }}",
        f"GRAPH g:ontology {{ urb:City a <http://www.w3.org/2002/07/owl#Class> ;"
        f" rdfs:label {source}@en ; skos:definition {source}@en ; skos:example {source} . }}",
    ]
    return "\n".join(lines)


@pytest.fixture(scope="module")
def evil(
    tmp_path_factory: pytest.TempPathFactory,
    write_release: Callable[[Path, str], Path],
    reading_client: type[FlaskClient],
) -> FlaskClient:
    folder = write_release(tmp_path_factory.mktemp("evil") / "2026-11-22-000000000000", graph())
    app = create_app(AppConfig(release=folder))
    app.test_client_class = reading_client
    return app.test_client()


PATHS = [
    *(f"/doc/{kind.key}/{key}" for kind in KINDS for key in LABELS),
    *(f"/browse/{kind.key}" for kind in KINDS if kind.listed),
    *(f"/doc/theme/{key}" for key in LABELS),
    "/", "/doc/theme", "/schemes", "/ontology", "/ontology/classes/City", "/graph/t",
    "/graph/t/one", "/sources", "/map", "/search?q=alert", "/search?q=gnp", "/claims", "/quality",
    "/contribute", "/api", "/questions", "/card/city/script", "/card/city/large",
    "/correct.csv?value=%3D1", "/nothing%3Cscript%3E",
]  # fmt: skip


def check(body: bytes, path: str) -> None:
    """Fail when a page runs something, leads to something that runs, or turns text around."""
    assert len(body) < LARGEST, path
    text = body.decode()
    assert not set(text) & {chr(code) for code in TURNING}, path
    shown = html.document_fromstring(body)
    for script in shown.iter("script"):
        if source := script.get("src"):
            assert source.startswith("/static/build/"), (path, source[:60])
            assert not script.text, path
        else:
            assert script.get("type") in ("application/ld+json", "application/json"), path
            json.loads(script.text)
    assert not shown.xpath("//img | //iframe | //object | //embed"), path
    for node in shown.iter():
        for name, value in node.attrib.items():
            assert not name.startswith("on"), (path, name)
            assert name != "style", path
            if name in ("href", "src", "action", "xlink:href"):
                assert re.match(r"(https?://|mailto:|[/?#]|$)", value), (path, value[:60])
    assert "49" not in shown.xpath("string(//h1)"), path


def test_no_page_runs_or_turns_what_stands_in_the_data(evil: FlaskClient) -> None:
    pages = 0
    for path in PATHS:
        answer = evil.get(path, headers={"Accept": "text/html"})
        assert answer.status_code in (200, 303, 404), path
        if answer.mimetype == "text/html" and answer.status_code == 200:
            check(answer.data, path)
            pages += 1
    assert pages > 90


def test_statements_about_hostile_values_are_harmless_too(evil: FlaskClient) -> None:
    for key in LABELS:
        shown = html.document_fromstring(evil.get(f"/doc/city/{key}").data)
        found = sorted(set(shown.xpath("//a[@class='why']/@href")))
        assert found
        for link in found[::9]:
            answer = evil.get(link, headers={"Accept": "text/html"})
            assert answer.status_code == 200, link
            check(answer.data, link)


def test_hostile_pages_are_harmless_in_other_languages(evil: FlaskClient) -> None:
    for key in LABELS:
        for kind in ("city", "network", "charter", "conflict"):
            check(evil.get(f"/pl/doc/{kind}/{key}").data, kind)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Łódź مدينة", "Łódź مدينة"),
        ("a\u202eb\u2069c", "abc"),
        ("a\x00\x1b[31m\tb\n", "a[31m\tb\n"),
        ("a\u200eb\u200fc", "a\u200eb\u200fc"),
        ("x" * 3000, "x" * 2000 + " …"),
    ],
)
def test_texts_are_bounded_and_turn_nothing_around(given: str, shown: str) -> None:
    assert harmless(given) == shown
