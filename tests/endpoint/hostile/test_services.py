"""SERVICE is refused wherever it hides, and no connection is ever opened for it."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator

import pytest

from endpoint.sparql import text

pytestmark = pytest.mark.xdist_group("hostile-queries")
EX = "http://example.org/"
HOSTS = [
    "127.0.0.1",
    "localhost",
    "127.1",
    "0",
    "0.0.0.0",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[0:0:0:0:0:ffff:127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "user:word@127.0.0.1",
    "127.0.0.1.",
    "LOCALHOST",
    "%6c%6fcalhost",
    "ⓛocalhost",
    "1２7.0.0.1",
]
ELSEWHERE = [
    "http://10.0.0.1/",
    "http://192.168.0.1/",
    "http://172.16.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[::ffff:10.0.0.1]/",
    "http://[fd00::1]/",
    "http://[fe80::1%25lo]/",
    "https://127.0.0.1/",
    "file:///etc/passwd",
    "ftp://127.0.0.1/",
    "gopher://127.0.0.1:25/_MAIL",
    "unix:/var/run/x.sock",
    "urn:x",
    "#",
    "",
    "//127.0.0.1/",
    "/sparql",
]
INNER = "{ ?x ?y ?z }"
PLACES = {
    "group": "SELECT * { $ }",
    "optional": "SELECT * { ?s ?p ?o OPTIONAL { $ } }",
    "union": "SELECT * { { ?s ?p ?o } UNION { $ } }",
    "minus": "SELECT * { ?s ?p ?o MINUS { $ } }",
    "subquery": "SELECT * { { SELECT ?x { $ } } }",
    "subquery in a subquery": "SELECT * { { SELECT * { { SELECT ?x { $ } LIMIT 1 } } } }",
    "exists": "SELECT * { ?s ?p ?o FILTER EXISTS { $ } }",
    "not exists": "SELECT * { ?s ?p ?o FILTER NOT EXISTS { $ } }",
    "exists in an expression": "SELECT * { ?s ?p ?o FILTER(1 = 1 || !(EXISTS { $ })) }",
    "bind": "SELECT * { BIND(EXISTS { $ } AS ?b) }",
    "projection": "SELECT (EXISTS { $ } AS ?b) { ?s ?p ?o }",
    "having": "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING(EXISTS { $ })",
    "order": "SELECT ?s { ?s ?p ?o } ORDER BY (EXISTS { $ })",
    "if": "SELECT (IF(EXISTS { $ }, 1, 2) AS ?b) {}",
    "graph": "SELECT * { GRAPH ?g { $ } }",
    "ask": "ASK { $ }",
    "construct": "CONSTRUCT { ?x ?y ?z } WHERE { $ }",
    "describe": "DESCRIBE ?x { $ }",
    "service in a service": f"SELECT * {{ SERVICE <{EX}> {{ $ }} }}",
}
# Ways to write the clause: U is the address, and the prefixes p:, service: and : stand for it.
WRITINGS = {
    "plain": f"SERVICE <U> {INNER}",
    "mixed case": f"sErViCe <U> {INNER}",
    "no space": "SERVICE<U>{?x ?y ?z}",
    "tabs and lines": f"SERVICE\t\r\n<U>\n\n{INNER}",
    "a comment within": f"SERVICE # <http://example.org/>\n<U> {INNER}",
    "a comment that ends with a carriage return": f"# nothing\rSERVICE <U> {INNER}",
    "after a string": f'?s ?p "#" . SERVICE <U> {INNER}',
    "after a string with marks": f"?s ?p '''x'\\''''' . SERVICE <U> {INNER}",
    "after a number": f"?s ?p 1SERVICE <U> {INNER}",
    "after a boolean": f"?s ?p trueSERVICE <U> {INNER}",
    "after a name with a dot": f"?s ?p p:.SERVICE <U> {INNER}",
    "variable": f"VALUES ?u {{ <U> }} SERVICE ?u {INNER}",
    "variable, glued": "VALUES ?u { <U> } SERVICE?u{?x ?y ?z}",
    "dollar": f"BIND(IRI('U') AS ?u) SERVICE $u {INNER}",
    "prefixed name": f"SERVICE p:x {INNER}",
    "empty prefix": f"SERVICE : {INNER}",
    "prefix named service": f"SERVICE service:SERVICE {INNER}",
    "name with an escape": f"SERVICE p:\\-x {INNER}",
    "glued to a name": "SERVICEp:x{?x ?y ?z}",
    "glued to an empty prefix": "SERVICE:x{?x ?y ?z}",
    "glued to silent": "SERVICESILENT:x{?x ?y ?z}",
    "glued, comment between": "SERVICE:x#'\n{?x ?y ?z}#'\n",
    "glued on both sides": "OPTIONAL{}SERVICE:x{?x ?y ?z}",
    "relative": f"SERVICE <sparql> {INNER}",
    "escaped keyword": f"\\u0053ERVICE <U> {INNER}",
    "escaped keyword, long": f"SERV\\U00000049CE <U> {INNER}",
    "escaped address": f"SERVICE <\\u0068ttp://127.0.0.1/> {INNER}",
    "escaped mark": f"?s ?p 'x\\u0027 . SERVICE <U> {INNER} #'",
    "escaped line": f"#\\u000ASERVICE <U> {INNER}",
    "an IRI that is an operator": "?s ?p ?a . ?s ?p ?b FILTER(?a<?b)SERVICE#>\n<U>{?x ?y ?z}",
    "a string that is a comment": (
        '?s ?p ?a . ?s ?p ?b FILTER(?a<?b#>"""\n) SERVICE<U>{?x ?y ?z} #"""\n'
    ),
    "an IRI with an escape": (
        'OPTIONAL { ?s ?p "\\u0022" . ?s <http://e/\\u0041#> ?o } SERVICE <U> {?x ?y ?z} #"""\n'
    ),
    "a name that is a comment": "OPTIONAL { ?s ?p p:、\\# . } SERVICE <U> {?x ?y ?z}\n",
    "a name with a mark": "OPTIONAL { ?s ?p p:\u0301\\' . } SERVICE <U> {?x ?y ?z} #'\n",
}
SILENT = {
    "plain": f"SERVICE SILENT <U> {INNER}",
    "mixed case": f"sErViCe SiLeNt <U> {INNER}",
    "no space": "SERVICE SILENT<U>{?x ?y ?z}",
    "a comment within": f"SERVICE SILENT # <http://example.org/>\n<U> {INNER}",
    "variable": f"VALUES ?u {{ <U> }} SERVICE SILENT ?u {INNER}",
    "dollar": f"BIND(IRI('U') AS ?u) SERVICE SILENT $u {INNER}",
    "prefixed name": f"SERVICE SILENT p:x {INNER}",
    "empty prefix": f"SERVICE SILENT : {INNER}",
    "relative": f"SERVICE SILENT <sparql> {INNER}",
}
INNOCENT = {
    "comment": "SELECT * { ?s ?p ?o } # SERVICE <http://127.0.0.1/> {}",
    "string": "SELECT * { ?s ?p 'SERVICE <http://127.0.0.1/> {}' }",
    "long string": 'SELECT * { ?s ?p """\n" SERVICE <http://127.0.0.1/> {} ""\n""" }',
    "variable": "SELECT ?SERVICE { ?SERVICE ?p ?o }",
    "prefix": "PREFIX service: <urn:s:> SELECT * { ?s service:SERVICE ?o } LIMIT 1",
    "IRI": "SELECT * { ?s <http://example.org/x#SERVICE> ?o }",
    "graph": "PREFIX service: <urn:s:> SELECT * FROM service:x { GRAPH service:x { ?s ?p ?o } }",
}


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    """Return a socket that must never be connected to."""
    with socket.create_server(("127.0.0.1", 0)) as made:
        made.setblocking(False)
        yield made


@pytest.fixture(autouse=True)
def unharmed(listener, target):
    """Let refusals be followed by an honest query, and see that nobody called."""
    yield
    target.honest()
    with pytest.raises(BlockingIOError):
        listener.accept()


def written(clause, url):
    prologue = f"PREFIX p: <{url}> PREFIX service: <{url}> PREFIX : <{url}> BASE <{url}>\n"
    return prologue, clause.replace("<U>", f"<{url}>").replace("'U'", f"'{url}'")


def refused(target, query, kind_of):
    reply = target.server.query(query)
    assert reply.status in {400, 403}, reply.text
    assert kind_of(reply) in {"service-refused", "syntax"}
    target.in_time(reply)
    return reply


@pytest.mark.parametrize("place", PLACES)
def test_a_clause_is_refused_wherever_it_stands(target, listener, place, kind_of):
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    query = PLACES[place].replace("$", f"SERVICE <{url}> {INNER}")
    assert refused(target, query, kind_of).status == 403


@pytest.mark.parametrize("place", PLACES)
def test_a_silent_clause_asks_nobody_wherever_it_stands(target, listener, place):
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    silent = PLACES[place].replace("SERVICE <", "SERVICE SILENT <")
    reply = target.server.query(silent.replace("$", f"SERVICE SILENT <{url}> {INNER}"))
    assert reply.status == 200, reply.text
    target.in_time(reply)


@pytest.mark.parametrize("writing", SILENT)
def test_a_silent_clause_has_one_solution_without_values(target, listener, writing):
    """SPARQL 1.1 Federated Query §2.4, however it is written."""
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    prologue, clause = written(SILENT[writing], url)
    reply = target.server.query(f"{prologue}SELECT ?v ?x {{ VALUES ?v {{ 1 2 }} {clause} }}")
    assert reply.status == 200, reply.text
    rows = json.loads(reply.body)["results"]["bindings"]
    found = sorted((row["v"]["value"], "x" in row) for row in rows)
    assert found == [("1", False), ("2", False)]


def test_a_clause_that_is_not_sparql_is_told_as_such(target, kind_of):
    reply = target.server.query("SELECT * { SERVICE <http://127.0.0.1/> ?s ?p ?o } }")
    assert (reply.status, kind_of(reply)) == (400, "syntax")


@pytest.mark.parametrize("writing", WRITINGS)
def test_a_clause_is_refused_however_it_is_written(target, listener, writing, kind_of):
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    prologue, clause = written(WRITINGS[writing], url)
    query = f"{prologue}SELECT * {{ ?one ?two ?three . {clause} }}"
    refused(target, query, kind_of)
    # Found by reading alone, without the help of the system that forbids the connection.
    assert text.services(query)


@pytest.fixture(scope="module")
def federating(starter, release, closed):
    """Return a service that may ask one endpoint."""
    return starter(
        release,
        f"--services={closed}",
        "--service-private=127.0.0.1",
        *("--timeout=3", "--query-workers=1", "--page-workers=1", "--web-processes=1"),
        *("--client-queries=0", "--client-budget=0"),
    )


@pytest.fixture(scope="module")
def closed() -> Iterator[str]:
    """Return the address of an endpoint where nobody listens."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{unused.getsockname()[1]}/sparql"


@pytest.mark.parametrize("writing", WRITINGS)
def test_an_allowed_endpoint_opens_no_way_to_others(federating, closed, listener, writing, kind_of):
    """The workers that may connect are given no query in which another endpoint hides."""
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    prologue, clause = written(WRITINGS[writing], url)
    allowed = f"SERVICE SILENT <{closed}> {INNER}"
    reply = federating.query(f"{prologue}SELECT * {{ {allowed} {clause} }}")
    assert reply.status in {400, 403}, reply.text
    assert kind_of(reply) in {"service-refused", "syntax"}


def test_beside_an_allowed_endpoint_a_silent_clause_asks_nobody_else(federating, closed, listener):
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    other = f"SERVICE SILENT <{url}> {INNER}"
    for clauses in (other, f"SERVICE SILENT <{closed}> {INNER} {other}"):
        reply = federating.query(f"SELECT * {{ VALUES ?v {{ 1 }} {clauses} }}")
        assert len(json.loads(reply.body)["results"]["bindings"]) == 1


@pytest.mark.parametrize("host", HOSTS)
def test_no_spelling_of_this_machine_is_allowed(target, listener, host, kind_of):
    url = f"http://{host}:{listener.getsockname()[1]}/"
    refused(target, f"SELECT * {{ SERVICE <{url}> {INNER} }}", kind_of)


@pytest.mark.parametrize("url", ELSEWHERE)
def test_no_other_address_is_allowed(target, url, kind_of):
    refused(target, f"SELECT * {{ SERVICE <{url}> {INNER} }}", kind_of)
    silent = target.server.query(f"SELECT * {{ SERVICE SILENT <{url}> {INNER} }}")
    assert silent.status == 200


@pytest.mark.parametrize("name", INNOCENT)
def test_the_word_alone_does_no_harm(target, name):
    assert target.server.query(INNOCENT[name]).status == 200


def test_the_place_of_a_refused_clause_is_told(target, kind_of):
    reply = target.server.query(f"SELECT * {{\n  SERVICE <{EX}> {INNER}\n}}")
    assert kind_of(reply) == "service-refused"
    assert '"line": 2' in reply.text
