"""The columns of a table come in the order in which the query names them."""

import pytest
from pyoxigraph import Store

from endpoint.sparql.columns import named
from endpoint.sparql.execute import evaluate

BASE = "http://example.org/"
ORDERS = {
    "SELECT * { ?z a ?a . ?b ?c ?z }": ["z", "a", "b", "c"],
    "SELECT DISTINCT * { ?b ?y ?a }": ["b", "y", "a"],
    "select  reduced\n*{ $b ?y ?a }": ["b", "y", "a"],
    "SELECT * { { SELECT * { ?z a ?a } } ?b ?c ?z } ORDER BY ?b": ["z", "a", "b", "c"],
    "SELECT * { ?z ?y ?x FILTER NOT EXISTS { ?m ?n ?z } }": ["z", "y", "x"],
    "SELECT * { ?z ?y '?b' OPTIONAL { ?z ?p ?a } } # ?c": ["z", "y", "p", "a"],
    "SELECT * { ?z ?y ?x BIND(1 AS ?a) } VALUES ?z { 1 }": ["z", "y", "x", "a"],
    "PREFIX s: <http://x/SELECT*?a> SELECT * { ?z s:SELECT ?a }": ["z", "a"],
    "SELECT ?c ?a { ?a ?b ?c }": ["c", "a"],
    "SELECT * { ?a ?b ?c }": ["a", "b", "c"],
    "SELECT * {}": [],
}


@pytest.mark.parametrize("query", ORDERS)
def test_columns_are_in_the_order_of_the_query(query):
    result = evaluate(Store(), query, (), (), BASE)
    assert [variable.value for variable in result.variables] == ORDERS[query]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) { ?z ?y ?x }",
        "ASK { { SELECT * { ?z ?y ?x } } }",
        "SELECT * { ?z ?y ?x",
        "SELECT * ?b { ?z ?y ?b }",
        "SELECT * { ?z ?y ?x } GROUP BY ?z",
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?z ?y ?x } }",
        "SELECT * { ?z ?y '\\u003F' }",
        "SELECT * { ?z (<urn:p>*) ?a",
        "CONSTRUCT { ?z ?y ?x } { SELECT * { ?z ?y ?x } }",
    ],
)
def test_what_has_no_star_of_its_own_or_is_wrong_stays_as_it_is(query):
    assert named(query, BASE) == query
