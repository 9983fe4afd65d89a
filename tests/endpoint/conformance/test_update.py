"""The W3C suites of SPARQL 1.1 Update, played over HTTP on a service one may write to."""

from __future__ import annotations

import json
import re
import socket
import urllib.parse

import pyoxigraph
import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat

from tests.endpoint.conformance import manifests

pytestmark = pytest.mark.xdist_group("w3c-update")
STORE = "/rdf-graphs/service"
SYNTAX = ("syntax-update-1", "syntax-update-2")
COUNTS = {"evaluation": 102, "syntax": 55}
# The only cause of failures.
LOAD = "LOAD would have the service open connections, so it is refused"
SILENTLY = re.compile(r"\bLOAD\s+SILENT\b", re.IGNORECASE)


def parameters(folders):
    found = manifests.cases(folders)
    if not found:
        skip = pytest.mark.skip(reason=f"no conformance suites in {manifests.FOLDER}")
        return [pytest.param(None, id="absent", marks=skip)]
    return [pytest.param(case, id=case.name, marks=marks(case)) for case in found]


def marks(case):
    loads = re.search(r"\bLOAD\b", SILENTLY.sub("", case.text)) and not case.kind.startswith(
        "Negative"
    )
    return [pytest.mark.xfail(strict=True, reason=LOAD)] if loads else []


class Writer:
    """Somebody who has the token of a service."""

    def __init__(self, server, token):
        self.server = server
        self.permission = {"Authorization": f"Bearer {token}"}

    def update(self, text):
        headers = {**self.permission, "Content-Type": "application/sparql-update"}
        return self.server.request("POST", "/sparql", headers, text.encode())

    def put(self, name, file):
        where = f"?graph={urllib.parse.quote(name, safe='')}" if name else "?default"
        headers = {**self.permission, "Content-Type": "application/n-triples"}
        body = pyoxigraph.serialize(
            [quad.triple for quad in manifests.quads(file)], format=RdfFormat.N_TRIPLES
        )
        reply = self.server.request("POST", STORE + where, headers, body)
        assert reply.status in {201, 204}, reply.text

    def fill(self, content):
        assert self.update("CLEAR ALL").status == 204
        for file in content.default:
            self.put("", file)
        for name, file in content.named:
            self.put(name, file)

    def graph(self, name):
        where = f"?graph={urllib.parse.quote(name, safe='')}" if name else "?default"
        accept = {"Accept": "application/n-triples"}
        reply = self.server.request("GET", STORE + where, accept)
        assert reply.status == 200, reply.text
        return list(pyoxigraph.parse(reply.text, format=RdfFormat.N_TRIPLES))

    def names(self):
        reply = self.server.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
        return {row["g"]["value"] for row in json.loads(reply.body)["results"]["bindings"]}


@pytest.fixture(scope="module")
def writer(writable, token):
    return Writer(writable, token)


def canonical(quads):
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return set(dataset)


def based(case):
    relative = re.search(r"<(?![a-z]+:)[^>\s]*>", case.text)
    return f"BASE <{case.action}>\n{case.text}" if relative else case.text


@pytest.mark.parametrize("case", parameters(manifests.UPDATE))
def test_evaluation(writer, case):
    if "Syntax" in case.kind:
        check_syntax(writer, case)
        return
    writer.fill(case.before)
    reply = writer.update(based(case))
    assert reply.status == 204, reply.text
    expected = [quad for file in case.after.default for quad in manifests.quads(file)]
    assert canonical(writer.graph("")) == canonical(expected)
    named = {name: manifests.quads(file) for name, file in case.after.named}
    assert writer.names() == {name for name, quads in named.items() if quads}
    for name, quads in named.items():
        if quads:
            assert canonical(writer.graph(name)) == canonical(quads)


@pytest.mark.parametrize("case", parameters(SYNTAX))
def test_syntax(writer, case):
    check_syntax(writer, case)


def check_syntax(writer, case):
    """A right update is carried out, or fails on what the store holds; a wrong one is refused."""
    reply = writer.update(based(case))
    if case.kind.startswith("Negative"):
        assert reply.status == 400, reply.text
    else:
        assert reply.status == 204 or "#evaluation" in reply.text, reply.text


@pytest.mark.parametrize(
    ("folders", "expected"),
    [(manifests.UPDATE, COUNTS["evaluation"]), (SYNTAX, COUNTS["syntax"])],
)
def test_no_case_is_lost(conformance, folders, expected):
    assert len(manifests.cases(folders)) == expected


@pytest.mark.parametrize("token", ["", "Bearer", "Bearer wrong", "Basic YTpi"])
def test_nothing_is_written_without_the_token(writable, token):
    headers = {"Content-Type": "application/sparql-update"}
    if token:
        headers["Authorization"] = token
    reply = writable.request("POST", "/sparql", headers, "CLEAR ALL")
    assert reply.status in {401, 403}
    put = {**headers, "Content-Type": "text/turtle"}
    assert writable.request("PUT", f"{STORE}?default", put, "").status in {401, 403}
    assert writable.request("DELETE", f"{STORE}?default", headers).status in {401, 403}


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <http://127.0.0.1:1/>",
        "LOADSILENT <http://127.0.0.1:1/>",
        "PREFIX p: <http://127.0.0.1:1/> LOADp:x",
        "PREFIX : <http://127.0.0.1:1/> CLEAR ALL; LOAD:x",
        "LO\\u0041D <http://127.0.0.1:1/>",
        "INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "PREFIX p: <http://127.0.0.1:1/> INSERT { ?s ?p ?o } WHERE { SERVICEp:x { ?s ?p ?o } }",
    ],
)
def test_no_update_opens_a_connection(writer, update):
    reply = writer.update(update)
    assert reply.status in {400, 403}
    assert reply.status == 403 or "#syntax" in reply.text


def test_no_query_of_a_writable_service_opens_a_connection(writable):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        reply = writable.query(f"SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}")
        assert reply.status == 403
        with pytest.raises(BlockingIOError):
            listener.accept()
