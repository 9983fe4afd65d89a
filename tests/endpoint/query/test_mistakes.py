"""Whoever writes a query that is wrong reads what is wrong, where, and what to do."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import Store

from endpoint.commands import query as query_command
from endpoint.languages.known import LANGUAGES, SOURCE
from endpoint.languages.speaking import gettext, speaking
from endpoint.sparql.errors import QueryError, syntax_error
from endpoint.sparql.execute import check_syntax
from endpoint.syntax.explain import RULES, excerpt
from endpoint.syntax.reading import Reading

ROOT = Path(__file__).parents[3]
SUITES = Path(os.environ.get("URBSOL_CONFORMANCE", ROOT.parent / "shared" / "conformance"))
BASE = "https://w3id.org/urban-solidarity/"
# A query with ¦ where the mark is to stand, and what is said.
MISTAKES = {
    # names
    "SELECT ?x { ?x a ¦foaf:Person }": "the prefix foaf: is not declared",
    "SELECT ?x {\n ?x a ¦:Person }": "the prefix : is not declared",
    "SELECT ?x { ?x a ?y FILTER(¦xsd:integer(?x) = 1) }": "the prefix xsd: is not declared",
    "PREFIX ¦foaf <http://e/> ASK { ?x a foaf:P }": "the prefix foaf has no colon",
    "PREFIX foaf: <http://e/>¦; ASK { ?x a foaf:P }": "no ; stands after a prefix",
    "PREFIX foaf: ¦http://e/ ASK { ?x a foaf:P }": "PREFIX foaf: names no IRI in < and >",
    "¦@prefix foaf: <http://e/> . ASK { ?x a foaf:P }": "@prefix belongs to Turtle",
    "SELECT * FROM ¦'g' { ?s ?p ?o }": "FROM names a graph by its IRI",
    "PREFIX e: <http://e/> SELECT ?x { ?x a e:a/¦b }": "b is not a word of SPARQL",
    # signs
    'SELECT ?x { ?x ?p ¦"abc }': 'the string that begins here has no "',
    'SELECT ?x { ?x ?p ¦"abc\ndef" }': 'the string that begins here has no "',
    "SELECT ?x { ?x ?p ¦“abc” }": "“ is not a quotation mark",
    r"SELECT ?x { ?x ?p ?o FILTER(REGEX(?o, '¦\d+')) }": r"\d is not an escape",
    "SELECT *¦\u00a0{ ?x ?p ?y }": "there is a no-break space",
    "SELECT ?x { ?x ?p ?y FILTER(?y ¦&lt; 3) }": "&lt; is HTML",
    "SELECT ?x { ?x a <http://e/a¦ b> }": "an IRI cannot hold a space",
    "SELECT ?x { ?x a ¦<http://e/a }": "the IRI that begins here is not closed",
    "SELECT ?x { ?x ?p ?o FILTER(?x ¦== 3) }": "== is not an operator",
    "SELECT ?x { ?x ?p ?o FILTER(?x ¦<> 3) }": "<> is not an operator",
    "SELECT ?x { ?x ?p ?o FILTER(?x = 3 ¦AND ?o = 4) }": "AND is not an operator",
    # brackets
    "SELECT ?x { ?x a <http://e/A> FILTER(?y > 3 ¦}": "a ) is missing before }",
    "SELECT ?x { ?x a <http://e/A>¦": "a } is missing at the end",
    "SELECT ?x { ?x a <http://e/A> # }¦": "a } is missing at the end",
    "SELECT ?x { ?x a <http://e/A> } ¦}": "there is a } too many",
    "SELECT ?x { ?x a ?y OPTIONAL ¦?x ?p ?z }": "{ is missing after OPTIONAL",
    "SELECT ?x { ?x a ?y ¦UNION { ?x ?p ?z } }": "what stands before UNION is not in { and }",
    "SELECT ?x { ?x a ?y FILTER ¦?y > 3 }": "( is missing after FILTER",
    "SELECT ?x { ?x a ?y FILTER(?x IN ¦1,2) }": "( is missing after IN",
    "SELECT ?x { ?x a ?y ¦NOT EXISTS { ?x ?p ?z } }": "FILTER is missing before NOT EXISTS",
    # words
    "¦SELCT ?x { ?x a ?y }": "SELCT is not a word of SPARQL; did you mean SELECT?",
    "SELECT ?x ¦WHRE { ?x a ?y }": "WHRE is not a word of SPARQL; did you mean WHERE?",
    "SELECT ?x { ?x a ?y ¦FILTR(?x = 1) }": "did you mean FILTER?",
    "SELECT ?x { ?x a ?y FILTER(¦CONTAIN(?y, 'a')) }": "did you mean CONTAINS?",
    "SELECT ?x { ?x a ?y FILTER(¦CONTAINS(?y)) }": "CONTAINS takes 2 arguments, not 1",
    # clauses
    "SELECT ¦x { ?x a ?y }": "x in SELECT is not a variable",
    "SELECT ?x¦, ?y { ?x a ?y }": "no comma stands between the variables",
    "SELECT ¦COUNT(?x) { ?x a ?y }": "COUNT in SELECT stands in brackets",
    "SELECT (COUNT(?x)¦) { ?x a ?y }": "an expression in SELECT has a name",
    "SELECT ¦{ ?x a ?y }": "SELECT names no variables",
    "SELECT ?x¦": "{ is missing after SELECT",
    "SELECT ?c ¦?l (COUNT(*) AS ?n) { ?c ?p ?l } GROUP BY ?c": "?l is in SELECT but not in GROUP",
    "SELECT ¦?c (COUNT(*) AS ?n) { ?c ?p ?l }": "there is no GROUP BY",
    "SELECT ¦* { ?x a ?y } GROUP BY ?x": "SELECT * cannot stand with GROUP BY",
    "SELECT ?x { ?x a ?y } ORDER BY¦": "ORDER BY names nothing",
    "SELECT ?x { ?x a ?y } LIMIT ¦ten": "LIMIT has no whole number after it",
    "SELECT ?x { ?x a ?y } LIMIT 9 ¦ORDER BY ?x": "ORDER stands behind LIMIT",
    "SELECT ?x WHERE { ?x a ?y } ¦WHERE { ?y a ?x }": "WHERE stands there twice",
    "SELECT ?x { ?x a ?y } ¦;": "no ; stands at the end of a query",
    "SELECT * { ?s ?p ?o BIND(?o AS ¦?s) }": "BIND gives ?s a value, but ?s has one already",
    "SELECT * { ?s ?p ?o BIND(?o + 1¦) }": "BIND has no AS",
    "SELECT ?x (1 AS ¦?x) { ?x a ?y }": "AS gives ?x a value, but ?x has one already",
    "SELECT * { VALUES ?x { 1 2 ¦?y } }": "VALUES holds values, and ?y is a variable",
    "SELECT * { VALUES (?x ?y) { (1 2) ¦(1) } }": "a row of VALUES has 1 of 2 values",
    # patterns
    "SELECT * { ?x a ?y ¦?z a ?y }": "a full stop is missing before ?z",
    "SELECT * { ?x a ?y . ¦?x ?p }": "a pattern has only two terms",
    "SELECT * { ?x ¦_:b ?o }": "the predicate _:b is a blank node",
    "SELECT * { ?x ¦'p' ?o }": "the predicate 'p' is a value",
    "SELECT * { { _:a ?p ?x } UNION { ¦_:a ?p ?x } }": "the blank node _:a stands in two groups",
    "SELECT * { ?x a ¦<http://[> }": "this is not an IRI",
}


def told(text, base=BASE):
    with pytest.raises(QueryError) as caught:
        check_syntax(text, base)
    return caught.value


@pytest.mark.parametrize("marked", MISTAKES)
def test_a_mistake_is_named_with_its_place(marked):
    text, place = marked.replace("¦", ""), marked.index("¦")
    error = told(text)
    said = f"{error.what}; {error.remedy}"
    assert MISTAKES[marked] in said, said
    before = marked[:place]
    assert (error.line, error.position) == (before.count("\n") + 1, place - before.rfind("\n"))
    shown, mark = error.excerpt.split("\n")
    assert mark.strip() == "^"
    rest = text[place:].split("\n")[0].replace("\u00a0", " ")
    assert shown[len(mark) - 1 :] == rest.rstrip()[: len(shown) - len(mark) + 1]


@pytest.mark.parametrize("code", [one.code for one in LANGUAGES if one is not SOURCE])
def test_a_mistake_is_said_in_every_language(code):
    with speaking(code):
        for marked in MISTAKES:
            for message, values in told(marked.replace("¦", "")).said:
                assert gettext(message, **values) != message % values, message


def valid():
    files = [*(ROOT / "queries").rglob("*.rq"), *SUITES.rglob("*.rq")]
    found = {}
    for file in files:
        text = file.read_bytes().decode("utf-8", "replace")
        try:
            check_syntax(text, BASE)
        except QueryError:
            continue
        found[file.name] = text
    return found


def test_no_mistake_is_found_in_what_is_right():
    texts = valid()
    assert len(texts) > 30
    for name, text in texts.items():
        reading = Reading(text, "", len(text), BASE)
        assert [mistake for rule in RULES for mistake in rule(reading)] == [], name


@pytest.mark.parametrize(
    "text",
    ["SELECT * { ?s ?p ?o } ]]", "ASK", "", "}", "SELECT * { ?s ?p ?o . . . }", "\\", "\x00"],
)
def test_whatever_is_wrong_has_words_and_a_place(text):
    error = told(text)
    assert error.what
    assert "expected" not in error.what
    assert (error.line or 0) >= 1
    assert (error.position or 0) >= 1
    assert error.excerpt.endswith("^")


def test_a_long_line_is_shown_in_part():
    text = "SELECT * { " + "?s ?p ?o . " * 500 + "?s foaf:name ?n }"
    error = told(text)
    shown, mark = error.excerpt.split("\n")
    assert len(shown) <= 80
    assert shown[len(mark) - 1 :].startswith("foaf:name")
    assert excerpt("a\x1b[31mb", 5) == "a [31mb\n     ^"


def test_an_update_is_explained_like_a_query():
    words = "INSERT DATA { <http://a> foaf:name 'x' }"
    with pytest.raises(SyntaxError) as caught:
        Store().update(words)
    error = syntax_error(str(caught.value), words, BASE)
    assert (error.what, error.position) == ("the prefix foaf: is not declared", 26)


def test_the_command_line_shows_the_mark(release, tmp_path):
    file = tmp_path / "wrong.rq"
    file.write_text("SELECT ?x {\n  ?x a foaf:Person }")
    ended = CliRunner().invoke(query_command, [str(file), "--release", str(release)])
    assert isinstance(ended.exception, QueryError)
    assert str(ended.exception).splitlines() == [
        "line 2, column 8: the prefix foaf: is not declared",
        "  → write PREFIX foaf: <http://xmlns.com/foaf/0.1/> before the query",
        "      ?x a foaf:Person }",
        "           ^",
    ]


def test_a_page_shows_the_mark(server):
    reply = server.query("SELECT ?x { ?x a foaf:Person }", "text/html")
    assert reply.status == 400
    assert (
        '<pre tabindex="0">SELECT ?x { ?x a foaf:Person }\n                 ^</pre>' in reply.text
    )


def test_a_query_that_was_put_in_order_is_told_as_it_was_written(server):
    text = "SELECT ?x { SERVICE SILENT <http://127.0.0.1:1/> { ?a ?b ?c } ?x a foaf:Person }"
    reply = server.query(text)
    assert f'"column": {text.index("foaf") + 1}' in reply.text
