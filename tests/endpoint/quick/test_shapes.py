"""Queries that differ in their constants alone have one shape; others do not."""

import pytest

from endpoint.quick.shapes import LONGEST, bounded, harmless, shape_of

KNOWN = frozenset({"<http://p/knows>", "<http://c/City>", "<http://p/>"})
PATTERN = "PREFIX p: <http://p/> SELECT ?x { $ <http://p/knows> ?x ; a <http://c/City> } LIMIT 10"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (PATTERN.replace("$", "<urn:a>"), PATTERN.replace("$", "<urn:b/c#d>")),
        ("ASK { ?s ?p 'a' }", 'ASK { ?s ?p "b c" }'),
        ("ASK { ?s ?p 1 FILTER(?s > 10) }", "ASK { ?s ?p 22 FILTER(?s > 3) }"),
        ("# one\nASK {}", "# two, <urn:x>\nASK {}"),
        ("ASK { ?s ?p 'a'@en }", "ASK { ?s ?p 'b'@en }"),
    ],
)
def test_constants_make_no_other_shape(one, other):
    assert one != other
    assert shape_of(one, KNOWN) == shape_of(other, KNOWN) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ASK { ?s <http://p/knows> ?o }", "ASK { ?s <http://p/other> ?o }"),
        ("ASK { ?s a <http://c/City> }", "ASK { ?s a <urn:x> }"),
        ("PREFIX p: <http://p/> ASK { ?s p:a ?o }", "PREFIX p: <http://p/> ASK { ?s p:b ?o }"),
        ("SELECT * {} LIMIT 10", "SELECT * {} LIMIT 1000"),
        ("SELECT * {} OFFSET 10", "SELECT * {} OFFSET 1000"),
        ("SELECT ?a1 {}", "SELECT ?a2 {}"),
        ("ASK { ?s ?p ?o }", "ASK { ?s ?p ?o . ?o ?q ?r }"),
        ("ASK { ?s ?p ex:1 }", "ASK { ?s ?p ex:2 }"),
        ("ASK { ?s ?p 'a'@en }", "ASK { ?s ?p 'a'@fr }"),
    ],
)
def test_all_else_does(one, other):
    assert shape_of(one, KNOWN) != shape_of(other, KNOWN)


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?s ?p '''a''' }",
        'ASK { ?s ?p """a""" }',
        "ASK { ?s ?p 'a\\'b' }",
        "ASK { ?s <urn:\\u0041> ?o }",
        "ASK {} #" + "x" * LONGEST,
    ],
)
def test_what_is_long_or_hard_to_read_has_no_shape(query):
    assert shape_of(query, KNOWN) == ""


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?p ?o { <urn:x> ?p ?o }",
        "PREFIX concat: <urn:concat#> SELECT ?regex { ?regex concat:replace ?x } LIMIT 3",
        "select distinct ?n { ?a a <urn:CONCAT> filter(contains(lcase(str(?n)), 'regex')) }",
        "SELECT ?c (COUNT(?x) AS ?n) { ?x ?p ?c } GROUP BY ?c ORDER BY DESC(?n)",
        "DESCRIBE <urn:x>",
        "ASK { ?x <urn:a>+ ?y }",
    ],
)
def test_harmless_queries(query):
    assert harmless(shape_of(query, KNOWN))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (CONCAT(?a, ?a) AS ?b) { ?s ?p ?a }",
        "SELECT (replace(?a, 'a', 'b') AS ?b) { ?s ?p ?a }",
        "SELECT * { ?s ?p ?o FILTER(REGEX(?o, 'a')) }",
        "SELECT (GROUP_CONCAT(?a) AS ?b) { ?s ?p ?a }",
        "SELECT (ENCODE_FOR_URI(?a) AS ?b) { ?s ?p ?a }",
        "SELECT * { SERVICE <urn:x> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT ?x { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1SERVICE <urn:x> {} }",
        "SELECT (NOW() AS ?n) {}",
        "SELECT (UUID() AS ?n) {}",
        "LOAD <urn:x>",
        "INSERT DATA {}",
        "SELECT * { ?s ?p ?a } # CONCAT in a comment\nVALUES ?x { 1 } SHA512(?x)",
        "SELECT * { SERVICEp:x { ?s ?p ?o } }",
        "ASK { ?s ?p 1CONCAT(?a) }",
        "",
    ],
)
def test_queries_that_may_do_harm(query):
    assert not harmless(shape_of(query, KNOWN))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?p ?o { <urn:x> ?p ?o }",
        "PREFIX city: <urn:city/>\nselect * where { city:palermo ?p ?o . } limit 10",
        "SELECT ?o { <urn:x> a ?o } # of which kind",
        "SELECT ?p { <urn:x> ?p ?pq }",
        "DESCRIBE <urn:x>",
    ],
)
def test_the_answer_bounds_the_time_of_one_pattern_with_a_constant_subject(query):
    assert bounded(shape_of(query, KNOWN))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s { ?s ?p ?o }",
        "SELECT ?p { <urn:x> ?p ?p }",
        "SELECT ?p { <urn:x> ?p $p }",
        "SELECT ?p ?o { <urn:x> ?p ?o } OFFSET 1000",
        "SELECT DISTINCT ?p { <urn:x> ?p ?o }",
        "SELECT ?p { <urn:x> ?p ?o FILTER(?o = 1) }",
        "SELECT ?p { <urn:x> ?p ?o ; ?q ?r }",
        "SELECT ?p { <urn:x> ?p ?o . ?o ?q ?r }",
        "SELECT ?o { <urn:x> <urn:p>+ ?o }",
        "SELECT ?o { <urn:x> ^<urn:p> ?o }",
        "SELECT (COUNT(*) AS ?n) { <urn:x> ?p ?o }",
        "SELECT ?p { GRAPH ?g { <urn:x> ?p ?o } }",
        "DESCRIBE ?x { ?x ?p ?o }",
        "DESCRIBE <urn:x> { ?x ?p ?o }",
        "",
    ],
)
def test_nothing_bounds_the_time_of_other_queries(query):
    assert not bounded(shape_of(query, KNOWN))
