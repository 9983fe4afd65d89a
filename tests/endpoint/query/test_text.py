"""What stands in a query, whatever strings, comments and escapes surround it."""

import time

import pytest

from endpoint.sparql import text
from endpoint.sparql.errors import QueryError
from endpoint.syntax.tokens import tokens


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * {}", "SELECT"),
        ("  ask {}", "ASK"),
        ("# SELECT\nCONSTRUCT WHERE {}", "CONSTRUCT"),
        ("PREFIX select: <urn:ask> DESCRIBE select:x", "DESCRIBE"),
        ("BASE <urn:x>\nPREFIX : <urn:y>\n#\nSELECT * {}", "SELECT"),
        ("\\u0053ELECT * {}", "SELECT"),
        ("INSERT DATA {}", "UPDATE"),
        ("PREFIX a: <urn:a> WITH <urn:g> DELETE {} WHERE {}", "UPDATE"),
        ("", ""),
        ("# only a comment", ""),
        ("{}", ""),
        ("PREFIX a:", ""),
        ("# one\r\nprefix A-1: <http://a/#b>\n# two\nsElEcT*{}", "SELECT"),
        ("PREFIX a.b: <urn:x> ASK {}", "ASK"),
        ("PREFIX é:<urn:é> ASK{}", "ASK"),
        ("PREFIX a: # <urn:x> ASK\n<urn:y> DESCRIBE a:x", "DESCRIBE"),
        ("# \\u000ADELETE DATA {}\nSELECT * {}", "UPDATE"),
        ("PREFIX a: <urn:x> SELECTED {}", ""),
        ("PREFIX a: <urn:x> INSERT DATA {}", "UPDATE"),
    ],
)
def test_forms(query, form):
    assert text.form(query) == form


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p "SERVICE <urn:x> {}" }',
        "SELECT * { ?s ?p '''\nSERVICE <urn:x> {}\n''' }",
        'SELECT * { ?s ?p """ " "" SERVICE <urn:x> """ }',
        'SELECT * { ?s ?p "\\" SERVICE <urn:x> {} " }',
        "SELECT * { ?s ?p ?o } # SERVICE <urn:x> {}",
        "SELECT * { ?s <urn:SERVICE> ?service }",
        "PREFIX service: <urn:x> SELECT * { ?s service:SERVICE ?o }",
        "SELECT * { ?s ?p 'x'@service }",
    ],
)
def test_services_that_are_none(query):
    assert text.services(query) == ()


@pytest.mark.parametrize(
    ("query", "endpoints"),
    [
        ("SELECT * { SERVICE <urn:x> {} }", ["urn:x"]),
        ("SELECT * { service silent <urn:x> {} }", ["urn:x"]),
        ("SELECT * { OPTIONAL{SERVICE<urn:x>{}} }", ["urn:x"]),
        ("SELECT * { SERVICE#\n<urn:x> {} }", ["urn:x"]),
        ("PREFIX e: <http://e/> SELECT * { SERVICE e:x {} }", ["http://e/x"]),
        ("BASE <http://e/a/> SELECT * { SERVICE <b> {} }", ["http://e/a/b"]),
        ("SELECT * { SERVICE ?s {} SERVICE <urn:x> {} }", [None, "urn:x"]),
        ("SELECT * { SERVICE e:x {} }", [None]),
        ("SELECT * { SERV\\u0049CE <urn:x> {} }", [None]),
        ("SELECT * { # \\u000A SERVICE <urn:x> {}\n }", [None]),
        ("SELECT * { ?s ?p trueSERVICE <urn:x> {} }", [None]),
        ("SELECT * { FILTER(1)SERVICE <urn:x> {} }", ["urn:x"]),
    ],
)
def test_services(query, endpoints):
    assert [one.endpoint for one in text.services(query)] == endpoints


@pytest.mark.parametrize(
    ("query", "varies"),
    [
        ("SELECT * {}", False),
        ("SELECT (NOW() AS ?n) {}", True),
        ("SELECT (rand() AS ?n) {}", True),
        ("SELECT (struuid() AS ?n) {}", True),
        ("SELECT ?known {}", False),
    ],
)
def test_what_varies(query, varies):
    assert text.varies(query) is varies


def test_nesting_is_bounded_and_strings_do_not_count():
    text.check_nesting("SELECT * { FILTER(" + "(" * 50 + "1" + ")" * 50 + ") }", 100)
    text.check_nesting(f'SELECT * {{ ?s ?p "{"(" * 1000}" }}', 100)
    with pytest.raises(QueryError) as caught:
        text.check_nesting("SELECT *\n{ FILTER(" + "(" * 200 + "1" + ")" * 200 + ") }", 100)
    assert (caught.value.kind, caught.value.line) == ("syntax", 2)


@pytest.mark.parametrize(
    "piece",
    [
        "a.",
        "a:b.",
        "_:a.",
        '"',
        "'''",
        '"""a',
        "<",
        "<a",
        "\\",
        "?",
        "@a-",
        "((",
        "1e",
        "é.",
        "#",
        "%",
    ],
)
def test_reading_takes_time_in_proportion_to_length(piece):
    began = time.process_time()
    for _ in tokens(piece * (60_000 // len(piece))):
        pass
    assert time.process_time() - began < 3
