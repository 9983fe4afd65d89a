"""What SPARQL 1.2 adds is understood, and written in every format that has a place for it.

https://www.w3.org/TR/sparql12-query/
"""

import io
import json
import os
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store, parse

from endpoint.sparql import description, formats
from endpoint.sparql.backend import ReleaseInfo
from endpoint.sparql.errors import QueryError
from endpoint.sparql.execute import evaluate, write
from endpoint.sparql.limits import Limits

ROOT = Path(__file__).parents[3]
FOLDER = Path(os.environ.get("URBSOL_CONFORMANCE", ROOT.parent / "shared" / "conformance"))
SUITE = FOLDER / "sparql12"
BASE = "http://example.org/"
DATA = """
PREFIX : <http://example.org/>
:palermo :signed :charter ~ :claim {| :in 2015 ; :source :page |} .
:lyon :signed :charter .
:report :says <<( :lyon :joined :network )>> .
:text :title "שלום"@he--rtl , "hello"@en--ltr , "ciao"@it , "plain" .
"""
# Each a query, and what it answers: the value of each row, or a boolean.
ROWS = {
    # triple terms
    "SELECT (SUBJECT(?t) AS ?v) { :report :says ?t }": ["http://example.org/lyon"],
    "SELECT (PREDICATE(?t) AS ?v) { :report :says ?t }": ["http://example.org/joined"],
    "SELECT (OBJECT(?t) AS ?v) { :report :says ?t }": ["http://example.org/network"],
    "SELECT (?city AS ?v) { :report :says <<( ?city :joined ?n )>> }": ["http://example.org/lyon"],
    "SELECT (isTRIPLE(?o) AS ?v) { :report ?p ?o }": ["true"],
    "SELECT (isTRIPLE(:a) AS ?v) {}": ["false"],
    "SELECT (?p AS ?v) { BIND(TRIPLE(:lyon, :joined, :network) AS ?t) ?s ?p ?t }": [
        "http://example.org/says"
    ],
    "SELECT (?s AS ?v) { VALUES ?t { <<( :lyon :joined :network )>> } ?s :says ?t }": [
        "http://example.org/report"
    ],
    "SELECT (<<( :a :b 1 )>> = <<( :a :b 1.0 )>> AS ?v) {}": ["true"],
    "SELECT (sameTerm(<<( :a :b 1 )>>, <<( :a :b 1.0 )>>) AS ?v) {}": ["false"],
    # reifiers and annotations
    "SELECT (?y AS ?v) { << :palermo :signed :charter ~ ?r >> :in ?y }": ["2015"],
    "SELECT (?r AS ?v) { :palermo :signed :charter ~ ?r }": ["http://example.org/claim"],
    "SELECT (?y AS ?v) { ?c :signed :charter {| :in ?y |} }": ["2015"],
    "SELECT (?y AS ?v) { ?c :signed :charter ~ :claim {| :in ?y ; :source ?p |} }": ["2015"],
    "SELECT (?c AS ?v) { ?r rdf:reifies <<( ?c :signed ?o )>> }": ["http://example.org/palermo"],
    "SELECT (?c AS ?v) { << ?c :signed ?o >> :source :page }": ["http://example.org/palermo"],
    # texts with a direction
    "SELECT (?t AS ?v) { :text :title ?t FILTER(LANGDIR(?t) = 'rtl') }": ["שלום"],
    "SELECT (?t AS ?v) { :text :title ?t FILTER(hasLANGDIR(?t)) }": ["hello", "שלום"],
    "SELECT (?t AS ?v) { :text :title ?t FILTER(hasLANG(?t)) }": ["ciao", "hello", "שלום"],
    "SELECT (LANGDIR(STRLANGDIR('x', 'he', 'rtl')) AS ?v) {}": ["rtl"],
    "SELECT (LANG('x'@he--rtl) AS ?v) {}": ["he"],
    "SELECT (DATATYPE('x'@he--rtl) = rdf:dirLangString AS ?v) {}": ["true"],
    "SELECT (CONCAT('a'@en--ltr, 'b'@en--ltr) = 'ab'@en--ltr AS ?v) {}": ["true"],
    "SELECT (?s AS ?v) { ?s :title 'hello'@en--ltr }": ["http://example.org/text"],
    # the version
    'VERSION "1.2" SELECT (1 AS ?v) {}': ["1"],
    "VERSION '1.2-basic' PREFIX x: <http://x/> SELECT (1 AS ?v) {}": ["1"],
}
WRONG = [
    "SELECT * { ?s ?p <<( ?a ?b )>> }",
    "SELECT * { ?s ?p <<( ?a ?b ?c ) }",
    "SELECT * { ?s <<( ?a ?b ?c )>> ?o }",
    "SELECT * { ?s ?p ?o {| ?q |} }",
    "SELECT * { ?s ?p 'x'@en--up }",
    "SELECT (TRIPLE(1, 2) AS ?t) {}",
    "VERSION 1.2 ASK {}",
]
PREFIXES = (
    "PREFIX : <http://example.org/> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> "
)


@pytest.fixture(scope="module")
def store():
    made = Store()
    made.load(DATA.encode(), RdfFormat.TURTLE)
    return made


@pytest.mark.parametrize("text", ROWS)
def test_what_is_new_in_sparql_1_2_is_answered(store, text):
    version, _, rest = text.rpartition("SELECT")
    query = f"{version}{PREFIXES}SELECT{rest}"
    found = evaluate(store, query, (), (), BASE)
    assert sorted(row["v"].value for row in found) == ROWS[text]


@pytest.mark.parametrize("text", WRONG)
def test_what_sparql_1_2_does_not_allow_is_refused_with_its_place(store, text):
    with pytest.raises(QueryError) as caught:
        evaluate(store, text, (), (), BASE)
    assert (caught.value.kind, caught.value.line) == ("syntax", 1)


GRAPH = f"{PREFIXES} CONSTRUCT {{ :a :b ?t , 'x'@he--rtl }} {{ BIND(<<( :s :p 1 )>> AS ?t) }}"


@pytest.mark.parametrize("one", formats.GRAPHS, ids=lambda one: one.name)
def test_a_graph_of_rdf_1_2_is_whole_in_every_format_or_refused(store, one):
    output = io.BytesIO()
    if one is formats.JSON_LD:
        with pytest.raises(QueryError, match="triple terms have no JSON-LD") as caught:
            write(evaluate(store, GRAPH, (), (), BASE), output, one.media_type, {})
        assert (caught.value.status, "text/turtle" in caught.value.remedy) == (406, True)
        return
    write(evaluate(store, GRAPH, (), (), BASE), output, one.media_type, {})
    values = {str(quad.object) for quad in parse(output.getvalue(), one.rdf)}
    integer = "<http://www.w3.org/2001/XMLSchema#integer>"
    term = f'<http://example.org/s> <http://example.org/p> "1"^^{integer}'
    assert values == {'"x"@he--rtl', term}


TABLE = f"{PREFIXES} SELECT (<<( :s :p 'x'@he--rtl )>> AS ?t) ('y'@he--rtl AS ?d) {{}}"


@pytest.mark.parametrize("one", formats.RESULTS, ids=lambda one: one.name)
def test_a_table_of_sparql_1_2_has_terms_in_every_format(store, one):
    output = io.BytesIO()
    write(evaluate(store, TABLE, (), (), BASE), output, one.media_type, {})
    text = output.getvalue().decode()
    assert "http://example.org/s" in text
    assert ("rtl" in text) is (one is not formats.CSV)
    if one is formats.JSON:
        [row] = json.loads(text)["results"]["bindings"]
        assert row["t"]["type"] == "triple"
        assert row["d"] == {"type": "literal", "value": "y", "xml:lang": "he", "its:dir": "rtl"}


@pytest.mark.parametrize("updates", [False, True])
def test_the_description_says_which_languages_are_spoken(updates):
    release = ReleaseInfo("1", "h", BASE)
    made = description.document(
        "http://x/sparql", release, Limits(), formats.TURTLE, updates=updates
    )
    held = Store()
    held.load(made, RdfFormat.TURTLE)
    sd = "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>"
    found = held.query(f"{sd} SELECT ?l {{ ?s a sd:Service ; sd:supportedLanguage ?l }}")
    spoken = {row["l"].value.rpartition("#")[2].rstrip("/").rpartition("/")[2] for row in found}
    expected = {"SPARQL11Query", "sparql12-query"}
    assert spoken == expected | ({"SPARQL11Update", "sparql12-update"} if updates else set())
    assert held.query(f"{sd} ASK {{ ?l a sd:Language }}")


def suite():
    """Return the cases of syntax of the W3C's suite: file, and whether it is right."""
    files = [*SUITE.glob("syntax*/*.rq"), *SUITE.glob("version/*.rq")]
    if not files:
        skip = pytest.mark.skip(reason=f"no suite of SPARQL 1.2 in {SUITE}")
        return [pytest.param(None, id="absent", marks=skip)]
    return [pytest.param(file, id=f"{file.parent.name}/{file.stem}") for file in sorted(files)]


@pytest.mark.parametrize("file", suite())
def test_syntax_of_the_suite_of_the_w3c(store, file):
    manifest = (file.parent / "manifest.ttl").read_text()
    about = manifest[manifest.rindex("rdf:type", 0, manifest.index(f"<{file.name}>")) :]
    right = about.startswith("rdf:type mf:Positive") or "mf:Positive" in about[:60]
    known = file.stem.startswith(("nested-aggregate", "tripleterm-subject-0"))
    assert understood(store, file.read_text()) is right or known


def understood(store, text):
    try:
        evaluate(store, text, (), (), BASE)
    except QueryError as error:
        return error.kind != "syntax"
    return True
