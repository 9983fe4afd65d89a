"""SERVICE reaches endpoints that were allowed, by the relay, and nothing else."""

import ipaddress
import json
from http.server import BaseHTTPRequestHandler

import pytest

from endpoint.workers.relay import Named, RefusedError, public, reachable
from tests.loopback import serving

BINDING = {"x": {"type": "literal", "value": "there"}}
ANSWER = json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": [BINDING]}}).encode()


class Endpoint(BaseHTTPRequestHandler):
    """A remote endpoint; ``/inside`` counts who comes where nobody should."""

    visits: list[str] = []  # noqa: RUF012 - one test module, one server

    def do_POST(self):
        self.rfile.read(int(self.headers.get("content-length") or 0))
        self.visits.append(self.path)
        if self.path == "/redirect":
            self.send_response(307)
            self.send_header("Location", "/inside")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        body = ANSWER if self.path != "/long" else b" " * (3 << 20)
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST  # noqa: N815 - the name http.server looks for

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def remote():
    with serving(Endpoint) as address:
        yield address


@pytest.fixture(scope="module")
def federating(starter, release, remote):
    allowed = " ".join(f"{remote}/{name}" for name in ("sparql", "redirect", "long"))
    return starter(
        release,
        "--timeout=5",
        f"--services={allowed}",
        "--service-private=127.0.0.1",
        "--service-size=1",
        "--query-workers=2",
        "--web-processes=1",
    )


def kind(reply):
    return json.loads(reply.body)["type"].rpartition("#")[2]


def test_an_allowed_endpoint_is_asked(federating, remote):
    reply = federating.query(f"SELECT ?x {{ SERVICE <{remote}/sparql> {{ ?s ?p ?x }} }}")
    assert reply.status == 200, reply.text
    [binding] = json.loads(reply.body)["results"]["bindings"]
    assert binding["x"]["value"] == "there"
    assert "etag" not in reply.headers


def test_other_endpoints_are_refused(federating, remote):
    both = f"SERVICE <{remote}/sparql> {{ ?s ?p ?x }} SERVICE <{remote}/inside> {{ ?s ?p ?o }}"
    for clauses in (both, "SERVICE ?x { ?s ?p ?o }", f"SERVICE <{remote}/inside> {{ ?s ?p ?o }}"):
        reply = federating.query(f"SELECT * {{ {clauses} }}")
        assert (reply.status, kind(reply)) == (403, "service-refused")
    assert "/inside" not in Endpoint.visits


def test_redirects_are_not_followed(federating, remote):
    reply = federating.query(f"SELECT ?x {{ SERVICE <{remote}/redirect> {{ ?s ?p ?x }} }}")
    assert (reply.status, kind(reply)) == (502, "service-failed")
    assert "/redirect" in Endpoint.visits
    assert "/inside" not in Endpoint.visits


def test_answers_that_are_too_long_are_cut_off(federating, remote):
    reply = federating.query(f"SELECT ?x {{ SERVICE <{remote}/long> {{ ?s ?p ?x }} }}")
    assert (reply.status, kind(reply)) == (502, "service-failed")


def test_private_addresses_must_be_named(starter, release, remote):
    server = starter(
        release, f"--services={remote}/sparql", "--query-workers=1", "--web-processes=1"
    )
    Endpoint.visits.clear()
    reply = server.query(f"SELECT ?x {{ SERVICE <{remote}/sparql> {{ ?s ?p ?x }} }}")
    assert (reply.status, kind(reply)) == (502, "service-failed")
    assert Endpoint.visits == []


@pytest.mark.parametrize(
    ("address", "is_public"),
    [
        ("93.184.216.34", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_which_addresses_are_public(address, is_public):
    assert public(ipaddress.ip_address(address)) is is_public


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "0x7f000001", "::1"])
def test_no_way_of_writing_loopback_is_reachable(host):
    with pytest.raises(RefusedError):
        reachable(host, 80, Named.of(""))


def test_what_is_named_is_reachable():
    assert reachable("127.0.0.1", 80, Named.of("127.0.0.0/8")) == "127.0.0.1"
    assert reachable("localhost", 80, Named.of("localhost")) in {"127.0.0.1", "::1"}
