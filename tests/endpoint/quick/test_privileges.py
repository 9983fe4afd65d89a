"""A shape of queries is answered by threads once it has proved to be quick, until it is not."""

import pytest

from endpoint.quick import standing
from endpoint.quick.privileges import MOST_SHAPES, PROOFS, QUICK, SHORT, SLIPPED, Privileges
from endpoint.quick.standing import MOST, ROWS, WITHOUT, Standing, number_of
from endpoint.workers.frames import Task

JSON = "application/sparql-results+json"


def task(text, media_type=JSON, default=(), named=()):
    return Task("q", text, media_type, default, named, 0.0, 0.0, "client")


@pytest.fixture
def table(tmp_path):
    return Standing(tmp_path / "standing")


@pytest.fixture
def privileges(table):
    return Privileges(table, frozenset())


def prove(privileges, shape, times=PROOFS, seconds=0.001, size=100):
    for _ in range(times):
        privileges.prove(shape, seconds, size)


def test_a_shape_must_prove_to_be_quick(privileges):
    shape = privileges.of(task("ASK { <urn:a> ?p ?o }"))
    for _ in range(PROOFS):
        assert not privileges.has(shape, "a")
        privileges.prove(shape, 0.001, 10)
    assert privileges.has(shape, "a")
    assert privileges.of(task("ASK { <urn:b> ?p ?o }")) is shape
    assert privileges.of(task("ASK { ?s ?p <urn:b> }")) is not shape


@pytest.mark.parametrize(("seconds", "size"), [(QUICK, 1), (0.001, SHORT)])
def test_who_is_slow_or_says_much_once_must_prove_it_longer(privileges, seconds, size):
    shape = privileges.of(task("ASK {}"))
    prove(privileges, shape)
    privileges.prove(shape, seconds, size)
    prove(privileges, shape, SLIPPED - 1)
    assert not privileges.has(shape, "a")
    prove(privileges, shape, 1)
    assert privileges.has(shape, "a")


def test_what_may_do_harm_never_proves_enough(privileges):
    shape = privileges.of(task("SELECT (CONCAT(?a, ?a) AS ?b) { ?s ?p ?a }"))
    prove(privileges, shape, 1000)
    assert not privileges.has(shape, "a")


@pytest.mark.parametrize(
    "asked",
    [
        task("ASK {}", default=("urn:g",)),
        task("ASK {}", named=("urn:g",)),
        task("DESCRIBE <urn:x>", "application/ld+json"),
        task("DESCRIBE <urn:x>", "application/rdf+xml"),
        task("ASK { ?s ?p '''x''' }"),
    ],
)
def test_some_queries_are_for_workers_alone(privileges, asked):
    assert privileges.of(asked) is None


def test_so_many_shapes_are_known_and_no_more(privileges):
    first = privileges.of(task("ASK { ?first ?p ?o }"))
    for number in range(MOST_SHAPES + 10):
        privileges.of(task(f"ASK {{ ?s{number} ?p ?o }}"))
    assert len(privileges._shapes) == MOST_SHAPES
    assert privileges.of(task("ASK { ?first ?p ?o }")) is not first


def test_who_fell_goes_without_in_every_process(table, privileges, tmp_path):
    other = Privileges(Standing(tmp_path / "standing"), frozenset())
    shapes = [one.of(task("ASK {}")) for one in (privileges, other)]
    elsewhere = other.of(task("ASK { ?s ?p ?o }"))
    for shape in (shapes[1], elsewhere):
        prove(other, shape)
    privileges.fall(shapes[0], "bad")
    assert not other.has(shapes[1], "good")
    assert not other.has(elsewhere, "bad")
    assert other.has(elsewhere, "good")


def test_the_privilege_comes_back_after_a_while(table, monkeypatch):
    table.fall(number_of("shape"))
    assert not table.stands(number_of("shape"))
    later = standing.time.monotonic() + WITHOUT + 1
    monkeypatch.setattr(standing.time, "monotonic", lambda: later)
    assert table.stands(number_of("shape"))


def test_nobody_is_trusted_when_too_many_fall(table, monkeypatch):
    for number in range(MOST):
        assert table.stands(number_of("honest"))
        table.fall(number_of(f"client {number}"))
    assert not table.stands(number_of("honest"))
    later = standing.time.monotonic() + WITHOUT + 1
    monkeypatch.setattr(standing.time, "monotonic", lambda: later)
    assert table.stands(number_of("honest"))


def test_the_table_keeps_the_latest(tmp_path, monkeypatch):
    monkeypatch.setattr(standing, "MOST", 10 * ROWS)
    table = Standing(tmp_path / "standing")
    for number in range(1, ROWS + 6):
        table.fall(number)
    assert not table.stands(ROWS + 5)
    assert not table.stands(6)
    assert table.stands(1)
