"""Documents are there as they were in each release that is kept, and lead to their past."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from endpoint.app import create_app
from endpoint.config import AppConfig
from endpoint.past.library import Library, tells_of
from endpoint.sparql.backend import release_info
from endpoint.sparql.formats import JSON
from endpoint.sparql.limits import Limits
from endpoint.workers.frames import Task
from endpoint.workers.stores import Held
from loaders import manifest, sums
from loaders.manifest import DUMP
from loaders.release.folding.fold import fold

OLD, LOST, NOW = "2026-01-01", "2025-01-01", "2026-11-22"
HASH = "ab" * 32
PALERMO = "https://w3id.org/urban-solidarity/id/city/palermo"
TURTLE = {"Accept": "text/turtle"}


@pytest.fixture(scope="module")
def client(releases, reading_client) -> FlaskClient:
    app = create_app(AppConfig(release=releases / f"{NOW}-{'1' * 12}"))
    app.test_client_class = reading_client
    return app.test_client()


def links(answer) -> str:
    return ", ".join(answer.headers.getlist("Link"))


def test_a_document_is_there_as_it_was(client) -> None:
    now = client.get("/doc/city/palermo", headers=TURTLE)
    then = client.get(f"/doc/city/palermo?version={OLD}", headers=TURTLE)
    assert '"Palermo"' in now.text
    assert "Panormos" not in now.text
    assert '"Panormos"' in then.text
    assert then.headers["Memento-Datetime"] == "Thu, 01 Jan 2026 00:00:01 GMT"
    assert "Memento-Datetime" not in now.headers
    assert '<http://localhost/doc/city/palermo>; rel="original"' in links(then)
    assert then.headers["ETag"] != now.headers["ETag"]
    for answer in (now, then):
        assert '<http://localhost/timegate/doc/city/palermo>; rel="timegate"' in links(answer)
        assert '/timemap/doc/city/palermo>; rel="timemap"; type="application/l' in links(answer)


def test_a_page_of_the_past_says_so_and_leads_to_the_present(client) -> None:
    page = client.get(f"/doc/city/palermo?version={OLD}", headers={"Accept": "text/html"})
    assert "Panormos" in page.text
    assert f"You see release {OLD}, not the current one." in page.text
    assert '<a href="/doc/city/palermo">What is said now</a>' in page.text
    assert "not the current one" not in client.get("/doc/city/palermo.html").text


def test_who_is_sent_on_stays_in_the_past(client) -> None:
    answer = client.get(f"/id/city/palermo?version={OLD}", headers=TURTLE)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/doc/city/palermo.ttl?version={OLD}"


def test_the_current_release_has_a_time_too(client) -> None:
    answer = client.get(f"/doc/city/palermo.ttl?version={NOW}")
    assert answer.headers["Memento-Datetime"] == "Sun, 22 Nov 2026 00:00:01 GMT"
    assert '"Palermo"' in answer.text


def test_what_was_not_there_then_is_not_there(client) -> None:
    assert client.get("/doc/city/palazzolo.ttl").status_code == 200
    assert client.get(f"/doc/city/palazzolo.ttl?version={OLD}").status_code == 404


@pytest.mark.parametrize("path", ["/doc/city/palermo", "/dataset", "/id/city/palermo"])
def test_a_release_no_longer_kept_is_410_and_an_unknown_one_404(client, path) -> None:
    answer = client.get(f"{path}?version={LOST}")
    problem = json.loads(answer.data)
    assert (answer.status_code, problem["hash"]) == (410, HASH)
    assert problem["deposited"] == "https://archive.example/1"
    for unknown in ("2024-01-01", "..", "x" * 5000):
        assert client.get(f"{path}?version={unknown}").status_code == 404


@pytest.mark.parametrize(
    ("when", "version"),
    [
        ("Mon, 01 Jun 2026 00:00:00 GMT", OLD),
        ("Wed, 01 Jan 2020 00:00:00 GMT", OLD),
        ("Fri, 01 Jan 2100 00:00:00 GMT", NOW),
        ("", NOW),
    ],
)
def test_a_timegate_leads_to_the_document_of_a_time(client, when, version) -> None:
    headers = {"Accept-Datetime": when} if when else {}
    answer = client.get("/timegate/doc/city/palermo.ttl", headers=headers)
    assert answer.status_code == 302
    there = f"http://localhost/doc/city/palermo.ttl?version={version}"
    assert answer.headers["Location"] == there
    assert "Accept-Datetime" in answer.headers["Vary"]
    assert 'rel="original"' in links(answer)
    assert 'rel="timemap"' in links(answer)


def test_a_timegate_refuses_what_is_not_a_time_or_a_resource(client) -> None:
    wrong = client.get("/timegate/doc/city/palermo", headers={"Accept-Datetime": "soon"})
    assert wrong.status_code == 400
    for path in ("doc/city/nowhere", "browse/city", "doc/../secret", "x"):
        assert client.get(f"/timegate/{path}").status_code == 404
        assert client.get(f"/timemap/{path}").status_code == 404


def test_a_timemap_lists_the_releases_a_thing_was_in(client) -> None:
    both = client.get("/timemap/doc/city/palermo")
    assert both.mimetype == "application/link-format"
    assert both.text.count("memento") == 2
    assert f"<http://localhost/doc/city/palermo?version={OLD}>" in both.text
    assert client.get("/timemap/doc/city/palazzolo").text.count("memento") == 1
    assert client.get("/timemap/dataset").text.count("memento") == 2


def test_a_thing_is_found_by_halving_the_dump(releases) -> None:
    for folder in releases.glob("20*"):
        dump = (folder / DUMP).read_bytes()
        known = {line.partition(b" ")[0][1:-1].decode() for line in dump.splitlines()}
        assert len(known) > 10
        for iri in known:
            assert tells_of(folder, iri), iri
            assert tells_of(folder, iri[:-1]) == (iri[:-1] in known)
            assert not tells_of(folder, f"{iri}~")
        assert not tells_of(folder, "")


def test_what_is_no_release_is_not_kept(releases, tmp_path) -> None:
    folder = Path(shutil.copytree(releases, tmp_path / "r"))
    (folder / "2026-02-02-000000000000" / "store").mkdir(parents=True)
    (folder / ".building-2026-03-03-0").mkdir()
    served = release_info(folder / f"{NOW}-{'1' * 12}")
    assert [one.version for one in Library(served).kept()] == [OLD, NOW]
    assert Library(replace(served, folder=None)).kept() == ()


def test_a_release_stored_as_a_difference_is_asked_as_before(
    releases, tmp_path, reading_client
) -> None:
    folder = Path(shutil.copytree(releases, tmp_path / "r"))
    old, new = (folder / f"{version}-{digit * 12}" for version, digit in ((OLD, "0"), (NOW, "1")))
    names = [name for name in sums.read(new / sums.NAME) if name != manifest.NAME]
    sums.write(old, {name: sums.digest(old / name) for name in names})
    app = create_app(AppConfig(release=new))
    app.test_client_class = reading_client
    client = app.test_client()
    paths = [
        f"/doc/city/palermo.jsonld?version={OLD}",
        f"/doc/city/palermo.html?version={OLD}",
        f"/dataset.ttl?version={OLD}",
        f"/release/{OLD}/nothing.nq",
        f"/release/{OLD}/urban-solidarity.nq",
        "/timemap/doc/city/palermo",
        "/timemap/doc/city/palazzolo",
    ]
    before = [(client.get(path).status_code, client.get(path).data) for path in paths]
    assert fold(old, new)
    assert not (old / DUMP).exists()
    app = create_app(AppConfig(release=new))
    app.test_client_class = reading_client
    client = app.test_client()
    assert [(client.get(path).status_code, client.get(path).data) for path in paths] == before
    held = Held.open(release_info(old), Limits())
    task = Task("1", "ASK { ?s ?p 'Panormos' }", JSON.media_type, (), (), 0.0, 0.0)
    assert bool(held.begin(task))
