"""Patterns are put into a better order, and no answer changes by it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store

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


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "?a :rare ?c . { ?s :label ?o . ?s :in ?c } UNION { ?c :label ?o }",
            "?a :rare ?c . { ?s :in ?c . ?s :label ?o . } UNION { ?c :label ?o }",
        ),
        (
            "?a :rare ?c . { ?s :label ?o . ?s :rare ?c FILTER(?o > 1) }",
            "?a :rare ?c . { ?s :rare ?c . ?s :label ?o . FILTER(?o > 1) }",
        ),
        (
            "?c :rare 1 FILTER NOT EXISTS { ?m :label ?l ; :rare ?c }",
            "?c :rare 1 FILTER NOT EXISTS { ?m :rare ?c . ?m :label ?l . }",
        ),
        (
            "?c :rare 1 OPTIONAL { ?m :label ?l ; :rare ?c }",
            "?c :rare 1 OPTIONAL { ?m :rare ?c . ?m :label ?l . }",
        ),
    ],
)
def test_groups_within_are_ordered_too(before, after, store, counts) -> None:
    counted = replace(counts, statements={**counts.statements, f"{EX}in": 10})
    query = f"{PREFIX}SELECT * {{ {before} }}"
    assert ordered(query, counted) == f"{PREFIX}SELECT * {{ {after} }}"
    assert rows(store, ordered(query, counted)) == rows(store, query)


NODES = [f":n{i}" for i in range(5)]
PROPERTIES = [":p", ":q", ":r", "a"]
VARIABLES = ["?a", "?b", "?c", "?d"]


def random_graph(random: Random) -> str:
    """Some dozen statements over few nodes, so that most joins find something."""
    statements = (
        f"{random.choice(NODES)} {random.choice(PROPERTIES)} "
        f"{random.choice([*NODES, '1', '2', chr(34) + 'x' + chr(34)])} ."
        for _ in range(random.randint(4, 30))
    )
    return f"@prefix : <{EX}> . " + " ".join(statements)


def random_patterns(random: Random) -> str:
    subjects, values = [*VARIABLES * 2, *NODES], [*VARIABLES * 3, *NODES, "1"]
    found = []
    for _ in range(random.randint(1, 4)):
        subject = random.choice(subjects)
        said = f"{subject} {random.choice(PROPERTIES)} {random.choice(values)}"
        if random.random() < 0.3:
            said += f" ; {random.choice(PROPERTIES)} {random.choice(values)}"
        found.append(said)
    return " . ".join(found)


def random_group(random: Random, depth: int = 0) -> str:
    parts = [f"{random_patterns(random)} ."]
    for _ in range(random.randint(0, 2) if depth < 2 else 0):
        inner, other = (random_group(random, depth + 1) for _ in range(2))
        parts.append(
            random.choice(
                [
                    f"{{ {inner} }} UNION {{ {other} }}",
                    f"OPTIONAL {{ {inner} }}",
                    f"MINUS {{ {inner} }}",
                    f"FILTER NOT EXISTS {{ {inner} }}",
                    f"FILTER EXISTS {{ {inner} }}",
                    f"{{ {inner} }}",
                    "FILTER(?a != ?b)",
                    f"BIND(1 AS ?z{random.randint(0, 10**9)})",
                    "VALUES ?a { :n1 :n2 UNDEF }",
                    "",
                ]
            )
            + random.choice(["", f" {random_patterns(random)} ."])
        )
    return " ".join(parts)


def test_five_thousand_queries_have_the_same_solutions_with_and_without(monkeypatch) -> None:
    monkeypatch.setattr(order, "LARGE", -1)
    monkeypatch.setattr(order, "is_small", lambda *_: False)
    random, changed, compared = Random(20261128), 0, 0
    while compared < 5000:
        graph = random_graph(random)
        store = Store()
        store.load(graph.encode(), RdfFormat.TURTLE)
        for _ in range(5):
            query = f"{PREFIX}SELECT * {{ {random_group(random)} }}"
            better = ordered(query, replace(count(store), total=10**9))
            expected = rows(store, query)
            assert rows(store, better) == expected, (graph, query, better)
            compared, changed = compared + 1, changed + (better != query)
    assert changed > 1000
