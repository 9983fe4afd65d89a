"""Attacks on releases of the past, and on what finds them, harm nobody who asks the present."""

from __future__ import annotations

import json
import threading
import urllib.parse

import pytest

from tests.endpoint.hostile.conftest import EX, OPTIONS, Target
from tests.endpoint.query.conftest import OLD, release

__all__ = ["release"]
pytestmark = pytest.mark.xdist_group("hostile-past")
CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
# Each of these takes for ever, or has an answer without end.
ENDLESS = {
    "counted": f"SELECT (COUNT(*) AS ?n) {{ {CROSS} FILTER(?a != ?i) }}",
    "in order": f"SELECT * {{ {CROSS} }} ORDER BY ?c ?f ?i",
    "in full": f"SELECT * {{ {CROSS} }}",
    "as a graph": f"CONSTRUCT {{ ?a ?e ?i }} WHERE {{ {CROSS} }}",
}
NO_VERSIONS = (
    "2025-12-30", "1999-01-01", "9999-99-99", "2025-12-31.999999", "2025-12-31.0", "2025-12-31-",
    "../2025-12-31", "/etc", ".", "*", "2025-12-31/../../x", "2025-12-31\0", "２０２５-12-31",
    "٢٠٢٥-12-31", "current", "%2e%2e", " 2025-12-31", "2025-12-31\n", "-" * 9_000, "9" * 9_000,
    "2025-12-31.1" * 700, "\ud800", "{}", "<script>",
)  # fmt: skip
NO_TIMES = ("9" * 16_000, "(" * 16_000, "Mon, " * 3_000, "Sun, 22 Nov " + "1" * 9_000)
TIMES = (
    " " * 16_000,
    "Sun, 22 Nov 0001 00:00:00 +2359",
    "Sun, 31 Dec 9999 23:59:59 -2359",
    "1 Jan 1 0:0 GMT",
)


@pytest.fixture(scope="module")
def target(starter, release) -> Target:
    options = [one for one in OPTIONS if not one.startswith("--past-workers")]
    return Target(starter(release, *options, "--past-workers=1"), workers=6)


def ask(target, query, version, method="GET", source="127.0.4.1"):
    given = urllib.parse.urlencode({"query": query, "version": version}, errors="surrogatepass")
    if method == "GET":
        return target.server.request("GET", f"/sparql?{given}", source=source)
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    return target.server.request("POST", "/sparql", form, given, source=source)


def of_the_past(target):
    """See an honest query of the old release answered from it."""
    reply = ask(target, f"SELECT ?l {{ <{EX}word> ?p ?l . FILTER(ISLITERAL(?l)) }}", OLD)
    assert reply.status == 200, reply.text
    assert [one["l"]["value"] for one in json.loads(reply.body)["results"]["bindings"]] == ["old"]


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("name", ENDLESS)
def test_an_endless_query_of_the_past_ends_in_time(target, name, method, kind_of) -> None:
    reply = ask(target, ENDLESS[name], OLD, method)
    target.in_time(reply)
    assert reply.status in {504, 507, 413}, reply.text
    assert kind_of(reply) in {"timeout", "memory", "too-large"}
    of_the_past(target)


def test_a_crowd_in_the_past_keeps_nobody_in_the_present(target, kind_of) -> None:
    """Whoever asks the past beside endless queries may have to wait: nobody else has."""
    found = []

    def attack(number):
        query = f"{ENDLESS['counted']} # {number}"
        found.append(ask(target, query, OLD, source=f"127.0.4.{number + 2}"))

    crowd = [threading.Thread(target=attack, args=(number,)) for number in range(12)]
    for one in crowd:
        one.start()
    for _ in range(10):
        target.honest("127.0.0.2")
    for one in crowd:
        one.join(30)
    assert len(found) == len(crowd)
    assert {kind_of(reply) for reply in found} <= {"timeout", "busy"}
    of_the_past(target)


def test_versions_that_never_were_are_told_one_after_the_other(target, kind_of) -> None:
    """Nothing is opened, remembered or led out of the folder of releases by a name."""
    before = len(target.server.processes())
    for number, version in enumerate(NO_VERSIONS):
        reply = ask(target, "ASK {}", version, "POST" if number % 2 else "GET")
        target.in_time(reply)
        assert reply.status in {400, 404, 410}, (version[:40], reply.text)
        assert kind_of(reply) in {"no-release", "gone", "bad-request"}
        assert len(reply.body) < 2_000
    assert len(target.server.processes()) == before
    of_the_past(target)


def test_a_version_named_in_many_ways_is_one_release(target) -> None:
    """The last name counts; what is asked beside it cannot get the answer of another."""
    query = urllib.parse.urlencode({"query": f"SELECT ?l {{ <{EX}word> ?p ?l }}"})
    many = "&".join(["version=2025-12-30"] * 500)
    reply = target.server.request("GET", f"/sparql?{many}&version={OLD}&{query}")
    assert reply.status == 200
    assert '"old"' in reply.text
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for place in ("/sparql", f"/sparql?version={OLD}"):
        reply = target.server.request("POST", place, form, f"{many}&{query}&version={OLD}")
        assert '"old"' in reply.text
    reply = target.server.request("GET", f"/sparql?{query}")
    assert '"first"' in reply.text


@pytest.mark.parametrize("page", ["/doc/city/palermo.ttl", "/dataset.ttl"])
def test_documents_of_versions_that_never_were_are_told(target, page) -> None:
    for version in NO_VERSIONS:
        given = urllib.parse.urlencode({"version": version}, errors="surrogatepass")
        reply = target.server.request("GET", f"{page}?{given}", source="127.0.4.1")
        assert reply.status in {400, 404, 410}, (version[:40], reply.text)
        assert reply.seconds < 10


@pytest.mark.parametrize("gate", ["/timegate/doc/city/palermo", "/timegate/dataset"])
def test_a_time_of_any_length_is_a_time_or_refused(target, gate) -> None:
    for asked in NO_TIMES:
        reply = target.server.request("GET", gate, {"Accept-Datetime": asked})
        assert reply.status in {400, 431}, (asked[:40], reply.text)
    for asked in TIMES:
        reply = target.server.request("GET", gate, {"Accept-Datetime": asked})
        assert reply.status in {302, 400}, (asked, reply.text)


def test_names_that_are_not_resources_have_no_past(target) -> None:
    for name in (
        "/",
        "../" * 500 + "x",
        "doc/city/" + "a" * 9_000,
        "doc/city/%00",
        "x:y",
        "sparql",
    ):
        for room in ("timegate", "timemap"):
            reply = target.server.request("GET", f"/{room}/{urllib.parse.quote(name, '/%')}")
            assert reply.status in {400, 404, 414}, (room, name[:40], reply.text[:200])
