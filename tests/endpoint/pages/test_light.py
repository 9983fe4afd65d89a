"""Pages read less than documents: they say the same as if they had read everything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html
from pyoxigraph import NamedNode

from endpoint.languages.speaking import speaking
from endpoint.site.core.kept import Kept
from endpoint.site.core.state import Release
from endpoint.site.describe import describe, gather, records
from endpoint.site.describe.terms import Viewer
from endpoint.site.pages import notes


def release_of(small: FlaskClient) -> Release:
    found: Release = small.application.extensions["urbsol"].release
    return found


def things_of(release: Release) -> list[str]:
    """Return the paths of the documents about all things that have one."""
    start = f"{release.info.base}id/"
    rows = release.queries.backend.select("SELECT DISTINCT ?s WHERE { ?s a ?class }")
    found = [str(row["s"].value) for row in rows]
    return [one.removeprefix(start) for one in found if one.startswith(start) and "#" not in one]


def texts_of(small: FlaskClient, paths: list[str]) -> dict[str, str]:
    answers = {path: small.get(f"/doc/{path}") for path in paths}
    return {path: one.text for path, one in answers.items() if one.status_code == 200}


def test_a_page_is_the_same_without_what_it_shows_of_no_part(
    small: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = things_of(release_of(small))
    brief = texts_of(small, paths)
    assert len({path.split("/")[0] for path in brief}) > 8
    monkeypatch.setattr(describe, "UNSHOWN", ())
    whole = texts_of(small, paths)
    assert [path for path in whole if whole[path] != brief[path]] == []


def test_a_page_learns_of_a_record_what_its_document_says(small: FlaskClient) -> None:
    release = release_of(small)
    rows = release.queries.backend.select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
    graphs = [one for row in rows if isinstance(one := row["g"], NamedNode)]
    told = records.provenance(release, graphs)
    known = {iri: replace(one, statements=()) for iri, one in told.items() if one.source}
    assert any(one.cited for one in known.values())
    assert records.origins(release, graphs) == known


def test_what_has_no_row_says_what_the_rows_would_but_not_where_it_was_read(
    small: FlaskClient,
) -> None:
    release = release_of(small)
    rows = release.queries.backend.select("SELECT DISTINCT ?s ?p WHERE { ?s a ?c ; ?p ?o }")
    things = {one for row in rows if isinstance(one := row["s"], NamedNode)}
    properties = {one for row in rows if isinstance(one := row["p"], NamedNode)}
    told = gather.told(release, things, properties)
    read = gather.columns(release, things, properties)
    assert sum(len(one.graphs) for many in read.values() for one in many) > 100
    without = {thing: [one._replace(graphs=()) for one in many] for thing, many in read.items()}
    assert {thing: list(many) for thing, many in told.items() if thing in read} == without


def test_a_thing_is_shown_once_for_the_pages_of_a_language(small: FlaskClient) -> None:
    release = release_of(small)
    thing = NamedNode(f"{release.info.base}id/network/n1")

    def shown(code: str, day: str = "") -> object:
        labels = gather.labels(release, [thing])
        with small.application.test_request_context(), speaking(code):
            return Viewer(release, labels, day).thing(thing)

    assert shown("de") is shown("de")
    assert shown("de") is not shown("el")
    assert shown("de", "2020-01-01") is not shown("de", "2020-01-01")


def test_what_very_many_things_point_to_is_counted_once_a_release(
    small: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = release_of(small)
    (row,) = release.queries.backend.select(
        "SELECT ?o { ?s ?p ?o FILTER(ISIRI(?o)) } GROUP BY ?o ORDER BY DESC(COUNT(*)) LIMIT 1"
    )
    thing, asked = row["o"], list[str]()
    assert isinstance(thing, NamedNode)
    select = release.queries.select

    def noted(name: str, **bindings: Any) -> Any:
        asked.append(name)
        return select(name, **bindings)

    monkeypatch.setattr(release.queries, "select", noted)
    monkeypatch.setattr(gather, "CROWDED", 1)
    assert gather.incoming(release, thing, 7) == gather.incoming(release, thing, 7)
    assert asked.count("incoming-counts") == 1
    assert all(len(one.statements) == 1 for one in gather.incoming(release, thing, 1))


def test_what_is_kept_is_read_once_and_never_grows_beyond_its_bound() -> None:
    asked: list[list[int]] = []

    def read(keys: list[int]) -> Mapping[int, str]:
        asked.append(keys)
        return {key: str(key) for key in keys}

    kept = Kept[int, str](4)
    assert kept.many([1, 2, 1], read) == {1: "1", 2: "2"}
    assert kept.many([2, 3], read) == {2: "2", 3: "3"}
    assert asked == [[1, 2], [3]]
    assert kept.many([2, 4], read) == {2: "2", 4: "4"}
    assert len(kept) <= 4
    assert kept.one(2, lambda: "made again") == "2"
    assert kept.one(1, lambda: "made again") == "made again"
    for key in range(50):
        kept.many([key], read)
        assert len(kept) <= 4


def test_of_very_many_pages_a_note_names_the_first_and_leads_to_its_record(
    small: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = release_of(small)
    base = release.info.base
    rows = release.queries.backend.select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
    told = records.provenance(release, [g for row in rows if isinstance(g := row["g"], NamedNode)])
    cited = {iri.value.removeprefix(base.rstrip("/")): one.cited for iri, one in told.items()}

    def noted() -> dict[str, list[str]]:
        """The links of the notes of a page by that of the record each is about."""
        found = {}
        for path in things_of(release)[:20]:
            for note in html.fromstring(small.get(f"/doc/{path}").data).xpath("//li[@value]"):
                links = [link.get("href") for link in note.xpath(".//a")]
                found |= {f"{path} {one}": links for one in links if cited.get(one)}
        return found

    every = noted()
    monkeypatch.setattr(notes, "READ_FROM", 0)
    few = noted()
    assert every
    assert few.keys() == every.keys()
    for key, links in few.items():
        record = key.split(" ")[1]
        assert links[-1] == record != every[key][-1]
        assert len(every[key]) - len(links) == len(cited[record]) - 1
