"""Queries broken the way people break them: each is told what is wrong with it."""

from __future__ import annotations

import pytest
from flask import Flask

from endpoint.languages.speaking import speaking
from endpoint.site.core.state import current
from endpoint.site.empty.survey import survey
from endpoint.site.empty.why import Asker, Explanation, explain
from endpoint.site.results.reasons import REASONS
from endpoint.site.views.sparql import page
from endpoint.sparql.errors import KINDS, QueryError, syntax_error
from endpoint.sparql.outcome import Outcome

HEAD = """PREFIX urb: <https://w3id.org/urban-solidarity/ontology#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
BASE <https://w3id.org/urban-solidarity/>
"""
# What is asked; the kind of the first finding; what the explanation says or advises.
BROKEN = (
    ("SELECT * { ?c a urb:Cities }", "class-unknown", "urb:City"),
    ("SELECT * { ?n a urb:network ; rdfs:label ?l }", "class-unknown", "urb:Network"),
    ("SELECT * { ?c a urb:City ; rdfs:lable ?name }", "property-unknown", "rdfs:label"),
    ("SELECT * { ?c a urb:City ; urb:Country ?x }", "property-unknown", "not a property"),
    ("SELECT * { ?c urb:inCountries <id/country/it> }", "property-unknown", "urb:inCountry"),
    ("SELECT * { <id/city/Palermo> ?p ?o }", "thing-unknown", "id/city/palermo"),
    ("SELECT * { ?m org:organization <id/network/eccar-network> }", "thing-unknown", "eccar"),
    ("SELECT * { <id/network/eccar> org:organization ?m }", "direction", "?m org:organization"),
    ("SELECT * { ?country a urb:Country . ?country urb:country ?city }", "direction", "?city"),
    ('SELECT * { ?c rdfs:label "palermo" }', "literal", '"Palermo"'),
    ('SELECT * { ?c rdfs:label "Palermo"@en }', "literal", '"Palermo"'),
    ('SELECT * { ?c a urb:Country ; rdfs:label "Italy" }', "literal", '"Italy"@en'),
    ("SELECT * { ?c a urb:City ; org:organization ?n }", "class-property", "urb:Membership"),
    (
        'SELECT * { ?c a urb:Country ; rdfs:label ?l FILTER(?l = "Italy") }',
        "language",
        "STR(?l)",
    ),
    (
        'SELECT * { ?c a urb:City ; rdfs:label ?l FILTER(LANG(?l) = "en") }',
        "language",
        "no language tag",
    ),
    (
        'SELECT * { ?c a urb:Country ; skos:prefLabel ?l FILTER(LANG(?l) = "english") }',
        "language",
        "en",
    ),
    (
        'SELECT * { ?p a urb:Practice ; urb:start ?d FILTER(?d > "2500-01-01"^^xsd:date) }',
        "date",
        "xsd:gYear",
    ),
    ("SELECT * { ?p a urb:Practice ; urb:start ?d FILTER(YEAR(?d) > 3000) }", "date", "SUBSTR"),
    (
        'SELECT * { ?m a urb:Membership ; org:organization ?n FILTER(?n = "ECCAR") }',
        "type",
        "IRI",
    ),
    ("SELECT * { ?c a urb:City } LIMIT 0", "limit", "LIMIT 0"),
    (
        "PREFIX urb: <https://w3id.org/urban-solidarity/ontology/>\nSELECT * { ?c a urb:City }",
        "prefix",
        "ontology#>",
    ),
    ('SELECT * { ?m a urb:Membership ; urb:startYear "2015" }', "literal", "xsd:integer"),
    ("SELECT * { ?c a urb:City ; urb:country <id/country/IT> }", "thing-unknown", "country/it>"),
    (
        "SELECT * { ?c owl:sameAs <https://www.wikidata.org/wiki/Q2656> }",
        "thing-unknown",
        "<http://www.wikidata.org/entity/Q2656>",
    ),
    ("SELECT * { VALUES ?c { <id/city/atlantis> } ?c rdfs:label ?l }", "thing-unknown", "atlantis"),
    ("SELECT * { BIND(<id/city/nowhere> AS ?c) ?c ?p ?o }", "thing-unknown", "nowhere"),
    ('SELECT * { ?c a urb:City ; urb:country "Italy" }', "type", "id/country/it>"),
    ('SELECT * { ?c a urb:City ; urb:country/rdfs:label "Italia" }', "literal", "skos:prefLabel"),
    ('SELECT * { ?c urb:population ?p FILTER(?p > "500000") }', "type", "quotation marks"),
    ("SELECT * { ?c urb:population ?p FILTER(?p > 90000000) }", "filter", "is from"),
    ('SELECT * { ?c rdfs:label ?l FILTER(REGEX(?l, "^palermo$")) }', "case", "LCASE(STR(?l))"),
    ("SELECT * { ?c a urb:City ; a urb:Network }", "class", "urb:Place"),
    ("SELECT * { ?c urb:inNetwork ?n . ?n a urb:Charter }", "class", "urb:Network"),
    ("SELECT * { GRAPH <graph/citiess> { ?s ?p ?o } }", "graph-unknown", "no graph"),
    ("SELECT * { ?c a urb:City . MINUS { ?c a urb:Place } }", "minus", "takes away"),
    ("SELECT * { ?c a urb:City FILTER NOT EXISTS { ?c a urb:Place } }", "exists", "NOT EXISTS"),
)


def asker() -> Asker:
    backend = current().backend
    return Asker(backend.ask, backend.select)


def explained(site: Flask, query: str) -> tuple[Explanation | None, Asker]:
    with site.app_context():
        asks = asker()
        return explain(query, survey(current().release), asks), asks


@pytest.mark.parametrize(("query", "kind", "said"), BROKEN, ids=[one[0][:60] for one in BROKEN])
def test_a_broken_query_is_told_what_is_wrong(
    site: Flask, query: str, kind: str, said: str
) -> None:
    whole = HEAD + query if "PREFIX" not in query else query
    found, asks = explained(site, whole)
    assert found is not None
    assert found.findings[0].kind == kind, found
    assert any(said in f"{one.what} {one.instead}" for one in found.findings), found
    assert asks.left > 0
    assert query.splitlines()[-1] in whole.splitlines()[found.line - 1]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?c a urb:City }",
        "ASK { ?c a urb:City OPTIONAL { ?c urb:nothing ?x } }",
        "not a query {",
        "SELECT",
        "",
        "SELECT * { " * 50,
    ],
)
def test_a_query_with_rows_or_without_sense_is_not_explained(site: Flask, query: str) -> None:
    found, _ = explained(site, HEAD + query)
    assert found is None


def test_the_part_that_kills_the_result_is_the_first_that_does(site: Flask) -> None:
    query = (
        "SELECT * {\n ?c a urb:City ;\n  rdfs:label ?l .\n OPTIONAL { ?c urb:x ?y }\n"
        " ?m urb:place ?c ;\n  urb:nonsense ?z ;\n  urb:nothing ?w .\n}"
    )
    found, _ = explained(site, HEAD + query)
    assert found is not None
    assert "urb:nonsense" in found.part
    assert found.line == HEAD.count("\n") + 6


def test_few_questions_are_asked_however_long_the_query(site: Flask) -> None:
    query = "SELECT * { " + " ".join(f"?c rdfs:label ?l{n} ." for n in range(60)) + " ?c urb:no 1 }"
    found, asks = explained(site, HEAD + query)
    assert found is not None
    assert "urb:no" in found.part
    assert asks.left > 10


def test_a_question_that_is_refused_blames_nothing(site: Flask) -> None:
    def refuse(_: str) -> bool:
        raise QueryError("too much", kind="timeout")

    with site.app_context():
        known = survey(current().release)
        assert explain(HEAD + "SELECT * { ?c a urb:Cities }", known, Asker(refuse, list)) is None


def test_it_is_said_in_the_language_spoken_and_to_programs_in_english(site: Flask) -> None:
    found, _ = explained(site, HEAD + "SELECT * { ?c a urb:Cities }")
    assert found is not None
    with speaking("de"):
        assert found.findings[0].said() == "nichts hat die Klasse urb:Cities"
        assert found.findings[0].what == "nothing has the class urb:Cities"


def test_every_kind_of_error_of_a_query_has_a_reason_in_the_words_of_the_site() -> None:
    assert {kind: title for kind, (_status, title) in KINDS.items()} == REASONS


def test_an_error_is_told_in_the_language_and_what_is_english_is_marked(site: Flask) -> None:
    error = QueryError("the prefix x: is not declared", kind="syntax", line=1, position=3)
    with site.test_request_context("/el/sparql"), speaking("el"):
        shown = page(Outcome(error=error)).get_data(as_text=True)
    assert "<b>Το ερώτημα δεν είναι SPARQL.</b>" in shown
    assert '<span lang="en">the prefix x: is not declared</span>' in shown


def test_a_mistake_of_syntax_is_said_in_the_language_of_the_reader(site: Flask) -> None:
    error = syntax_error("error at 1:12: expected", "SELECT * { ?x x:y ?z }")
    with site.test_request_context("/el/sparql"), speaking("el"):
        shown = page(Outcome(error=error)).get_data(as_text=True)
    assert "<span>το πρόθεμα x: δεν έχει δηλωθεί· γράψτε PREFIX x: &lt;http://…&gt;" in shown
