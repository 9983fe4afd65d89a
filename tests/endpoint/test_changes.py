"""The change log is served in pages that never change, and as feeds about what one watches."""

import json
import shutil
import xml.etree.ElementTree as ET

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse

from endpoint.app import create_app
from endpoint.config import AppConfig
from endpoint.sparql.backend import LocalBackend
from loaders import manifest
from loaders.release.stream.log import Log

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def client(hostile_release, tmp_path) -> FlaskClient:
    """The site over a release with a log of it and of what came of Palermo since."""
    folder = tmp_path / "releases" / hostile_release.name
    shutil.copytree(hostile_release, folder)
    made = manifest.read(folder)
    log = Log.read(folder.parent / "changes", made.base)
    log.append(folder)
    told = {"version": "2027-01-01", "date": "2027-01-01", "breaking": {"id/city/x": "it was two"},
            "changes": [
        change(made.base, "+", "membership", "x--palermo", ["city/palermo", "network/x"]),
        change(made.base, "~", "city", "lyon", []),
    ]}  # fmt: skip
    (log.folder / "2027-01-01.json").write_text(json.dumps(told), "utf-8")
    return create_app(AppConfig(release=folder, backend=LocalBackend(folder))).test_client()


def change(base: str, sign: str, kind: str, key: str, about: list[str]) -> dict[str, object]:
    iri = f"{base}id/{kind}/{key}"
    things = [iri, *(f"{base}id/{one}" for one in about)]
    label = f"{key} <&> \x01"
    return {
        "sign": sign,
        "kind": kind,
        "iri": iri,
        "label": label,
        "sources": ["row 1"],
        "about": things,
    }


HTML = {"Accept": "text/html"}


def test_people_see_what_changed_release_by_release(client) -> None:
    page = client.get("/history", headers=HTML)
    assert page.status_code == 200
    assert page.text.index("2027-01-01") < page.text.index("2026-11-22")
    assert "added: 1, changed: 1" in page.text
    assert "x--palermo &lt;&amp;&gt;" in page.text
    assert "row 1" in page.text
    assert "<code>id/city/x</code>: it was two" in page.text
    assert 'type="application/atom+xml" href="/changes.atom"' in page.text
    older = client.get("/history?release=2026-11-22", headers=HTML)
    assert "x--palermo" not in older.text
    assert client.get("/de/history", headers=HTML).status_code == 200


def test_each_thing_has_a_history(client) -> None:
    page = client.get("/history?thing=city/palermo", headers=HTML)
    assert "x--palermo" in page.text
    assert "lyon" not in page.text
    assert 'href="/changes.atom?thing=city/palermo"' in page.text
    none = client.get("/history?thing=city/nowhere", headers=HTML)
    assert (none.status_code, "has changed this" in none.text) == (200, True)
    odd = client.get("/doc/city/odd.html").text
    assert 'href="/history?thing=city/odd"' in odd


@pytest.mark.parametrize("query", ["thing=x", "thing=../x", "release=1999-01-01", "release=../x"])
def test_there_is_no_history_of_nothing(client, query) -> None:
    assert client.get(f"/history?{query}").status_code == 404


def test_the_first_page_leads_to_pages_that_never_change(client) -> None:
    answer = client.get("/changes")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/trig")
    assert "immutable" not in answer.headers["Cache-Control"]
    quads = list(parse(answer.data, format=RdfFormat.TRIG))
    nodes = {q.object.value for q in quads if q.predicate.value == "https://w3id.org/tree#node"}
    assert nodes
    for node in nodes:
        page = client.get(f"/changes/{node.rpartition('/')[2]}")
        assert page.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        again = client.get(page.request.path, headers={"If-None-Match": page.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        assert list(parse(page.data, format=RdfFormat.TRIG))
    assert client.get("/changes/index").data == answer.data


NONE = (
    "/changes/state",
    "/changes/x",
    "/changes/..%2Fx",
    "/changes.xml",
    "/changes.atom?thing=palermo",
    "/changes.json?thing=../x/y",
)


@pytest.mark.parametrize("path", NONE)
def test_what_is_no_page_or_feed_is_404(client, path) -> None:
    assert client.get(path).status_code == 404


def titles(client: FlaskClient, query: str) -> list[str]:
    answer = client.get(f"/changes.atom{query}")
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(answer.data)
    assert feed.findtext(f"{ATOM}updated")
    items = json.loads(client.get(f"/changes.json{query}").data)["items"]
    found = [entry.findtext(f"{ATOM}title") or "" for entry in feed.iter(f"{ATOM}entry")]
    assert len(items) == len(found)
    return [title.split(" ")[0] for title in found]


def test_feeds_tell_of_everything_or_of_what_one_watches(client) -> None:
    assert titles(client, "") == ["x--palermo", "lyon"]
    assert titles(client, "?thing=city/palermo") == ["x--palermo"]
    assert titles(client, "?thing=network/x") == ["x--palermo"]
    assert titles(client, "?thing=network/x&thing=city/lyon") == ["x--palermo", "lyon"]
    assert titles(client, "?thing=city/rome") == []


def test_a_service_without_a_log_says_so(hostile) -> None:
    assert hostile.get("/changes").status_code == 404
    assert hostile.get("/changes.atom").status_code == 404
