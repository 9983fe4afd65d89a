"""Patterns are put into a better order, and no answer changes by it."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from endpoint.workers import order
from endpoint.workers.order import Counts, count, ordered

EX = "http://example.org/"
PREFIX = f"PREFIX : <{EX}> "


def node(name: str) -> NamedNode:
    return NamedNode(EX + name)


@pytest.fixture(scope="module")
def store() -> Store:
    """Many things with a label, a type and a class among fifty; five with something rare."""
    found = Store()
    found.bulk_extend(
        Quad(node(f"t{i}"), predicate, value)
        for i in range(6000)
        for predicate, value in (
            (node("label"), Literal(f"thing {i}")),
            (NamedNode(order.RDF_TYPE), node("Thing")),
            (node("in"), node(f"c{i % 50}")),
            (node("next"), node(f"t{i * 7 % 6000}")),
        )
    )
    found.bulk_extend(Quad(node(f"t{i}"), node("rare"), Literal(i)) for i in range(5))
    return found


@pytest.fixture(scope="module")
def counts(store) -> Counts:
    return count(store)


def rows(store: Store, query: str) -> Counter[str]:
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    names = sorted(variable.value for variable in found.variables)
    return Counter(str([solution[name] for name in names]) for solution in found)


def test_counts_are_those_of_the_store(counts) -> None:
    assert counts.total == 4 * 6000 + 5
    assert counts.statements[EX + "rare"] == 5
    assert counts.objects[EX + "in"] == 50
    assert counts.classes[EX + "Thing"] == 6000


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("?x :label ?l . ?x :rare ?r", "?x :rare ?r . ?x :label ?l ."),
        ("?x :label ?l ; :rare ?r .", "?x :rare ?r . ?x :label ?l ."),
        ("?x a :Thing ; :in :c1", "?x :in :c1 . ?x a :Thing ."),
        ("?x :next ?y. ?y :next ?z. ?z :rare ?r", "?z :rare ?r . ?y :next ?z . ?x :next ?y ."),
        ("?x :label ?l # the name\n . ?x :rare 3", "?x :rare 3 . ?x :label ?l ."),
        ("?x :label ?l ; :rare 1, 2", "?x :rare 1 . ?x :rare 2 . ?x :label ?l ."),
        ("$x :label ?l . ?x :rare ?r", "?x :rare ?r . $x :label ?l ."),
        ("_:a :label ?l . _:a :rare ?r", "_:a :rare ?r . _:a :label ?l ."),
    ],
)
def test_the_smallest_comes_first(before, after, store, counts) -> None:
    query = f"{PREFIX}SELECT * {{ {before} }}"
    assert ordered(query, counts) == f"{PREFIX}SELECT * {{ {after} }}"
    assert rows(store, ordered(query, counts)) == rows(store, query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?x :rare ?r . ?x :label ?l }",
        "SELECT * { ?x :label ?l . ?x :rare ?r } LIMIT 3",
        "SELECT * { ?x :label ?l . ?x :rare ?r } ORDER BY ?l OFFSET 1",
        "SELECT (GROUP_CONCAT(?l) AS ?all) { ?x :label ?l . ?x :rare ?r }",
        "SELECT (SUM(?r) AS ?all) { ?x :label ?l . ?x :rare ?r }",
        "SELECT * { ?x :label/:label ?l . ?x :rare ?r }",
        "SELECT * { ?x :label ?l . ?x :next* ?y . ?x :rare ?r }",
        "SELECT * { ?x :label ?l . ?x :rare -1 }",
        "SELECT * { ?x :label [] . ?x :rare ?r }",
        "SELECT * { ?x :label ?l BIND(1 AS ?k) ?x :rare ?r }",
        "SELECT * { ?x :label ?l OPTIONAL { ?x :in ?c } ?x :rare ?r }",
        "SELECT * { { ?x :label ?l } UNION { ?x :rare ?r } }",
        "SELECT * { ?x :label ?l . \\u003fx :rare ?r }",
        "BASE <http://example.org/> SELECT * { ?x <label> ?l . ?x <rare> ?r }",
    ],
)
def test_what_cannot_gain_or_might_change_is_left_alone(query, counts) -> None:
    assert ordered(PREFIX + query, counts) == PREFIX + query


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?x :label ?l . ?x :rare ?r ?y }",
        "SELECT * { ?x :label ?l . ?x :rare ?r (1 2) :in ?c }",
        "SELECT * { ?x :label ?l . ?x :rare ?r ,}",
        "SELECT * { ?x :label ?l . . ?x :rare ?r }",
        "SELECT * { ?x :label ?l . ?x :rare }",
        "SELECT * { ?x :label ?l . ?x :rare ?r",
        "SELECT * { ?x :label ?l . ?x :rare ?r ; a }",
        "SELECT * { ?x :label ?l . ?x :rare ?r true :in ?c }",
        "SELECT * { ?x nowhere:label ?l . ?x :rare ?r }",
    ],
)
def test_no_error_is_mended(query, store, counts) -> None:
    for text in (PREFIX + query, ordered(PREFIX + query, counts)):
        with pytest.raises(SyntaxError):
            store.query(text)


TERM = st.sampled_from(["?x", "?y", "?z", ":t1", ":t7", "_:b"])
PREDICATE = st.sampled_from(["a", ":label", ":rare", ":in", ":next", f"<{EX}in>", "?p"])
VALUE = st.sampled_from(
    ["?x", "?y", "?z", ":c1", ":t7", "3", "true", '"a"@en', '"thing 7"', f'"x"^^<{EX}t>', ":Thing"]
)
PATTERN = st.tuples(TERM, PREDICATE, VALUE).map(" ".join)
BLOCK = st.tuples(
    st.lists(PATTERN, min_size=1, max_size=5).map(" . ".join),
    st.sampled_from(["", " .", " FILTER(BOUND(?x))", " OPTIONAL { ?x :in ?w . ?x :rare ?v }"]),
).map("".join)
SMALL = Store()
SMALL.bulk_extend(
    Quad(node(f"t{i}"), predicate, value)
    for i in range(9)
    for predicate, value in (
        (node("label"), Literal(f"thing {i}")),
        (NamedNode(order.RDF_TYPE), node("Thing")),
        (node("in"), node(f"c{i % 2}")),
        (node("next"), node(f"t{i * 7 % 9}")),
        (node("rare"), Literal(i)),
    )
    if predicate != node("rare") or i < 3
)


@settings(max_examples=400, deadline=None)
@given(st.lists(BLOCK, min_size=1, max_size=2).map(" } { ".join))
def test_answers_stay_the_same(text) -> None:
    counted = Counts(10**9, {EX + "rare": 1, EX + "in": 9}, {EX + "in": 2}, {EX + "Thing": 9})
    query = f"{PREFIX}SELECT * {{ {{ {text} }} }}"
    better = ordered(query, counted)
    try:
        expected = rows(SMALL, query)
    except SyntaxError:
        # A blank node may not stand in two groups; that stays so.
        with pytest.raises(SyntaxError):
            rows(SMALL, better)
        return
    assert rows(SMALL, better) == expected


def test_whatever_is_well_formed_stays_so(conformance, monkeypatch) -> None:
    monkeypatch.setattr(order, "LARGE", -1)
    monkeypatch.setattr(order, "begins_with", lambda *_: 0.0)
    monkeypatch.setattr(order.Pattern, "size", lambda one, *_: -len(str(one)))
    counted = Counts(1)
    store, changed = Store(), 0
    paths = sorted(Path(conformance).rglob("*.rq"))
    assert paths
    for path in paths:
        text = path.read_text(encoding="utf-8", errors="replace")
        if "SERVICE" in text.upper():
            continue
        better = ordered(text, counted)
        changed += better != text
        assert accepted(store, better) == accepted(store, text), path
    assert changed > 20


def accepted(store: Store, query: str) -> bool:
    """Tell whether a query is SPARQL; it is parsed and not evaluated."""
    try:
        store.query(
            query,
            base_iri="http://example.org/",
            use_default_graph_as_union=True,
            default_graph=NamedNode("urn:x"),
        )
    except SyntaxError:
        return False
    except ValueError:
        return True
    return True


def test_the_order_pays(store, counts) -> None:
    query = f"{PREFIX}SELECT * {{ ?x :next ?y . ?y :next ?z . ?z :label ?l . ?z :rare ?r }}"

    def seconds(text: str) -> float:
        began = time.perf_counter()
        list(store.query(text))
        return time.perf_counter() - began

    plain, better = (min(seconds(q) for _ in range(3)) for q in (query, ordered(query, counts)))
    assert better * 5 < plain
