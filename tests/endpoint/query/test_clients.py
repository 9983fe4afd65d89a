"""Programs people use get right answers, and no client can take more than its share."""

import io
import json
import shutil
import subprocess
import threading
import time
import urllib.parse

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, TURTLE, XML, SPARQLWrapper

from endpoint.sparql.formats import RESULTS

EX = "http://example.org/"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
HEBREW = f"SELECT ?l {{ <{EX}rtl> <{LABEL}> ?l }}"
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?i) }"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sparqlwrapper(server, method):
    client = SPARQLWrapper(f"{server.url}/sparql")
    client.setMethod(method)
    client.setQuery(HEBREW)
    client.setReturnFormat(JSON)
    [binding] = client.queryAndConvert()["results"]["bindings"]
    assert binding["l"]["value"] == "ירושלים"
    client.setReturnFormat(XML)
    assert "ירושלים" in client.queryAndConvert().toxml()
    client.setReturnFormat(CSV)
    assert "ירושלים" in client.queryAndConvert().decode()
    client.setQuery(f"DESCRIBE <{EX}0>")
    client.setReturnFormat(TURTLE)
    assert f"{EX}1" in client.queryAndConvert().decode()


FORMS = {
    "SELECT": HEBREW,
    "ASK": f"ASK {{ <{EX}rtl> <{LABEL}> ?l }}",
    "CONSTRUCT": f"CONSTRUCT WHERE {{ <{EX}0> ?p ?o }}",
    "DESCRIBE": f"DESCRIBE <{EX}0>",
}
KNOWN = ["json", "xml", "turtle", "n3", "rdf", "rdf+xml", "csv", "tsv", "json-ld"]


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("only_accept", [False, True])
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("format_", KNOWN)
def test_sparqlwrapper_with_every_format_it_knows(server, format_, form, method, only_accept):
    client = SPARQLWrapper(f"{server.url}/sparql")
    client.setMethod(method)
    client.setQuery(FORMS[form])
    client.setReturnFormat(format_)
    client.setOnlyConneg(only_accept)
    answer = client.query()
    media_type = answer.info()["content-type"].partition(";")[0]
    graph = form in {"CONSTRUCT", "DESCRIBE"}
    body = answer.response.read()
    if graph:
        assert len(list(parse(body, format=RdfFormat.from_media_type(media_type)))) > 0
    else:
        assert media_type in {one.media_type for one in RESULTS}
        assert body


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_sparqlstore_of_rdflib(server, method):
    store = SPARQLStore(f"{server.url}/sparql", method=method)
    found = list(store.triples((URIRef(f"{EX}0"), URIRef(f"{EX}knows"), None)))
    assert [str(triple[2]) for triple, _ in found] == [f"{EX}1"]
    assert len(list(store.query(HEBREW))) == 1


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_curl(server):
    asked = ["curl", "-sS", "-H", "Accept: text/csv", "--data-urlencode", f"query={HEBREW}"]
    found = subprocess.run([*asked, f"{server.url}/sparql"], capture_output=True, check=True)
    assert found.stdout.decode() == "l\r\nירושלים\r\n"


def test_pandas_reads_csv(server):
    pandas = pytest.importorskip("pandas")
    query = f"SELECT ?s ?l {{ VALUES ?s {{ <{EX}odd> <{EX}number> }} ?s <{LABEL}> ?l }} ORDER BY ?s"
    frame = pandas.read_csv(io.StringIO(server.query(query, "text/csv").text))
    assert list(frame["l"]) == ["12", 'a,b\n"c"']


@pytest.fixture(scope="module")
def strict(starter, release):
    """Return a service with few workers and little for each client."""
    return starter(
        release,
        "--timeout=3",
        "--query-workers=2",
        "--queue=2",
        "--queue-wait=1",
        "--client-queries=2",
        "--client-budget=3",
        "--client-refill=0.5",
        URBSOL_PROXIES="1",
    )


def ask(server, client, text=CROSS):
    path = "/sparql?" + urllib.parse.urlencode({"query": text})
    return server.request("GET", path, {"X-Forwarded-For": client}, timeout=20)


def together(count, call):
    found = []
    threads = [threading.Thread(target=lambda n=n: found.append(call(n))) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return found


def kinds(replies):
    return sorted(
        json.loads(reply.body)["type"].rpartition("#")[2] if reply.status >= 400 else "ok"
        for reply in replies
    )


def test_one_client_has_so_many_queries_at_a_time(strict):
    found = together(4, lambda _: ask(strict, "192.0.2.1"))
    assert kinds(found) == ["timeout", "timeout", "too-many", "too-many"]
    refused = [reply for reply in found if reply.status == 429]
    assert all(int(reply.headers["retry-after"]) >= 1 for reply in refused)
    assert all(reply.seconds < 1 for reply in refused)


def test_a_client_that_used_up_its_computing_time_waits(strict):
    together(2, lambda _: ask(strict, "192.0.2.2"))
    refused = ask(strict, "192.0.2.2", "ASK {}")
    assert kinds([refused]) == ["budget"]
    assert ask(strict, "192.0.2.3", "ASK {}").status == 200
    time.sleep(int(refused.headers["retry-after"]) + 0.2)
    assert ask(strict, "192.0.2.2", "ASK {}").status == 200


def test_too_many_queries_wait_or_are_sent_away(strict, kit):
    found = together(8, lambda n: ask(strict, f"198.51.100.{n}"))
    assert len(found) == 8
    assert set(kinds(found)) <= {"timeout", "busy"}
    assert kinds(found).count("busy") >= 2
    busy = [reply for reply in found if reply.status == 503]
    assert all("retry-after" in reply.headers for reply in busy)
    assert all(reply.seconds < 4 for reply in found)
    assert kit.eventually(lambda: ask(strict, "203.0.113.1", "ASK {}").status == 200)
