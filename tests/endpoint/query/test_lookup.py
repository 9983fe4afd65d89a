"""Look-ups of one thing are answered without a worker, and alike."""

import json
import re
import time

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from endpoint.service import lookup
from endpoint.sparql.backend import ReleaseInfo, load_store
from endpoint.sparql.execute import evaluate, write
from endpoint.sparql.formats import offered
from endpoint.sparql.protocol import Query
from endpoint.workers.generation import Generation
from loaders.vocabulary import prefixes

EX = "http://example.org/"
B = "https://w3id.org/urban-solidarity/"
KNOWS = f"<{EX}knows>"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?p ?o { <urn:x> ?p ?o }",
        "# who\nPREFIX a: <urn:a#>\nselect *\nwhere{a:b a ?x.}",
        "PREFIX : <urn:> PREFIX b-1:<urn:b>\r\nASK { b-1:c b-1:d b-1:e }",
        "DESCRIBE <urn:x>",
        "PREFIX a: <urn:a#> DESCRIBE a:b # and no more",
        "SELECT ?o WHERE { <urn:x> <urn:p> ?o . }",
        "SELECT $o{<urn:x> $p $o}",
    ],
)
def test_what_is_a_look_up(query):
    assert lookup.is_lookup(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o }",
        "SELECT * { ?s <urn:p> <urn:o> }",
        "SELECT * { <urn:x> ?p ?p }",
        "SELECT * { <urn:x> $p ?p }",
        "SELECT DISTINCT ?p { <urn:x> ?p ?o }",
        "SELECT ?p { <urn:x> ?p ?o } LIMIT 1",
        "SELECT ?p { <urn:x> ?p ?o } ORDER BY ?p",
        "SELECT (COUNT(*) AS ?n) { <urn:x> ?p ?o }",
        "SELECT * FROM <urn:g> { <urn:x> ?p ?o }",
        "SELECT * { GRAPH ?g { <urn:x> ?p ?o } }",
        "SELECT * { <urn:x> ?p ?o . ?o ?q ?r }",
        "SELECT * { <urn:x> ?p ?o ; ?q ?r }",
        "SELECT * { <urn:x> ?p ?o, ?r }",
        "SELECT * { <urn:x> <urn:p>* ?o }",
        "SELECT * { <urn:x> ^<urn:p> ?o }",
        "SELECT * { <urn:x> ?p ?o FILTER(?o = 1) }",
        "SELECT * { { <urn:x> ?p ?o } }",
        "SELECT * { <urn:x> ?p _:b }",
        "SELECT * { <urn:x> ?p [] }",
        'SELECT * { <urn:x> ?p "SERVICE" }',
        "SELECT * { SERVICE <urn:x> { <urn:x> ?p ?o } }",
        "CONSTRUCT { <urn:x> ?p ?o } WHERE { <urn:x> ?p ?o }",
        "CONSTRUCT WHERE { <urn:x> ?p ?o }",
        "DESCRIBE ?x { ?x ?p ?o }",
        "DESCRIBE <urn:x> <urn:y>",
        "DESCRIBE *",
        "BASE <urn:> DESCRIBE <x>",
        "DESCRIBE <urn:x>; DELETE WHERE { ?s ?p ?o }",
        "DESCRIBE <urn:\\u0078>",
        "",
    ],
)
def test_what_is_none(query):
    assert not lookup.is_lookup(query)


@pytest.mark.parametrize(
    "query",
    [
        "PREFIX a: <urn:a> " * 400 + "SELECT" + " ?a" * 500 + "{<urn:x> ?p" + " " * 1000,
        "#\n" * 4000,
        "# " * 4000,
        "SELECT" + " " * 8000,
        "SELECT * {<urn:x> ?p ?o" + " ." * 4000,
        "DESCRIBE <" + "a" * 8000,
        "PREFIX" + " #\n" * 2500,
    ],
)
def test_to_recognise_one_takes_no_time(query):
    began = time.process_time()
    assert not lookup.is_lookup(query)
    assert time.process_time() - began < 0.1


@pytest.fixture(scope="module")
def release(kit, tmp_path_factory):
    """Return a release that has a store on disk, in which one thing has a long description."""
    long = [f'<{EX}long> {KNOWS} "{i:0900}" <{B}graph/sample/long> .\n' for i in range(1200)]
    folder = kit.make_release(tmp_path_factory.mktemp("looked-up"), kit.sample() + long)
    store = Store(str(folder / "store"))
    store.bulk_extend(load_store(folder))
    store.flush()
    return folder


def generation(folder, number=1):
    return Generation(number, folder, ReleaseInfo("", "", B, folder=folder))


def asked(text, media_type=None):
    form = "DESCRIBE" if "DESCRIBE" in text else "SELECT"
    return Query(
        text,
        form,
        next(f for f in offered(form) if media_type in {None, f.media_type}),
    )


@pytest.mark.parametrize("form", ["SELECT", "DESCRIBE"])
def test_answers_are_those_of_a_worker_in_every_format(form, release):
    memory = load_store(release)
    here = lookup.Lookups(256)
    pattern = {"SELECT": "SELECT ?p ?o {{ <{}> ?p ?o }}", "DESCRIBE": "DESCRIBE <{}>"}[form]
    things = [f"{EX}{n}" for n in ("7", "rtl", "number", "odd", "claimed", "nobody", "word")]
    things.append(f"{B}id/city/palermo")
    for format_ in offered(form):
        for thing in things:
            query = asked(pattern.format(thing), format_.media_type)
            output = lookup.Short(1 << 20)
            result = evaluate(memory, query.text, (), (), B)
            write(result, output, format_.media_type, prefixes(B))
            found = here.answer(query, generation(release))
            assert parts(found) == parts(output.body()), (thing, format_.name)


def parts(body):
    """Return the words of an answer, for the order of its rows is of no meaning."""
    return sorted(re.findall(rb"[^\s,;.{}<>\[\]]+", body))


def test_long_answers_are_left_to_a_worker(release):
    query = asked(f"SELECT ?o {{ <{EX}long> ?p ?o }}")
    assert lookup.Lookups(256).answer(query, generation(release)) is None
    assert len(lookup.Lookups(2048).answer(query, generation(release))) > 1_000_000
    assert lookup.Lookups(0).answer(asked("DESCRIBE <urn:x>"), generation(release)) is None


def test_other_datasets_and_broken_queries_are_left_to_a_worker(release):
    here = lookup.Lookups(256)
    plain = asked(f"DESCRIBE <{EX}7>")
    assert here.answer(plain, generation(release))
    other = Query(plain.text, plain.form, plain.format, default_graphs=("urn:g",))
    assert here.answer(other, generation(release)) is None
    assert here.answer(asked("SELECT ?p { no:prefix ?p ?o }"), generation(release)) is None


def test_a_release_without_a_store_is_left_to_workers(release, kit, tmp_path):
    bare = kit.make_release(tmp_path, kit.sample())
    here = lookup.Lookups(256)
    assert here.answer(asked(f"DESCRIBE <{EX}7>"), generation(bare)) is None
    (bare / "store").mkdir()
    (bare / "store" / "CURRENT").write_text("nonsense")
    assert here.answer(asked(f"DESCRIBE <{EX}7>"), generation(bare, 2)) is None
    assert here.answer(asked(f"DESCRIBE <{EX}7>"), generation(release, 3)) is not None


def test_the_next_release_is_looked_up_in_its_own_store(release, kit, tmp_path):
    other = kit.make_release(tmp_path, kit.sample(word="second"))
    store = Store(str(other / "store"))
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    store.add(Quad(NamedNode(EX + "word"), label, Literal("second")))
    store.flush()
    here = lookup.Lookups(256)
    query = asked(f"SELECT ?o {{ <{EX}word> ?p ?o }}")
    assert b"first" in here.answer(query, generation(release))
    assert b"second" in here.answer(query, generation(other, 2))


def test_the_service_answers_look_ups_without_a_worker(starter, release):
    service = starter(release, "--query-workers=1", "--client-queries=0", "--web-processes=1")
    forked = metric(service, "urbsol_workers_forked_total")
    for pid in service.workers():
        stop(pid)
    reply = service.query(f"SELECT ?o {{ <{EX}7> {KNOWS} ?o }}")
    assert reply.status == 200
    [row] = json.loads(reply.body)["results"]["bindings"]
    assert row["o"]["value"] == f"{EX}8"
    assert reply.headers["etag"]
    assert int(reply.headers["content-length"]) == len(reply.body)
    described = service.query(f"DESCRIBE <{EX}rtl>", "text/turtle")
    assert "ירושלים" in described.text
    assert "@prefix" in described.text
    assert metric(service, "urbsol_workers_forked_total") == forked
    assert metric(service, 'urbsol_queries_total{outcome="ok"}') >= 2


def stop(pid):
    import os
    import signal

    os.kill(pid, signal.SIGSTOP)


def metric(service, name):
    page = service.request("GET", "/metrics").text
    [line] = [line for line in page.splitlines() if line.startswith(name + " ")]
    return float(line.split()[-1])
