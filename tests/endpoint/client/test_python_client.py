"""The client for Python makes typed tables, and gets on with a service that runs."""

from __future__ import annotations

import datetime as dt
import email.message
import importlib.util
import io
import urllib.error
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import pytest
from flask.testing import FlaskClient

from endpoint.client import urbsol_client
from endpoint.client.urbsol_client import Graph, GraphError, ReleaseError, bounds, frame
from endpoint.sparql.backend import LocalBackend
from loaders.edtf import reading
from loaders.release.stream.log import Log

XSD = "http://www.w3.org/2001/XMLSchema#"
DATES = (
    "2018", "2018-03", "2018-03-05", "2018-21", "2018-22", "2018-23", "2018-24", "2018~", "2018?",
    "201X", "20XX", "2018-XX", "2018-03-XX", "2015/2018", "../2018", "2018/..", "2016-02",
    "2018-05/2019-02-03", "2018-06~/2019", "2018-13", "2018-02-30", "words", "",
)  # fmt: skip


def answer(**columns: list[str | tuple[str, str] | None]) -> dict[str, Any]:
    """Return an answer in SPARQL JSON: texts, pairs of text and datatype, or nothing."""
    rows: list[dict[str, dict[str, str]]] = []
    for cells in zip(*columns.values(), strict=True):
        row = {}
        for name, cell in zip(columns, cells, strict=True):
            if isinstance(cell, tuple):
                row[name] = {"type": "literal", "value": cell[0], "datatype": cell[1]}
            elif cell is not None:
                row[name] = {"type": "literal", "value": cell}
        rows.append(row)
    return {"head": {"vars": list(columns)}, "results": {"bindings": rows}}


@pytest.mark.parametrize("text", DATES)
def test_bounds_of_dates_are_those_of_the_graph(text: str) -> None:
    known, stretch = reading.point(text), reading.interval(text)
    expected = (known.earliest, known.latest) if known else (None, None)
    if stretch:
        first, last = stretch.start, stretch.end
        expected = (first.earliest if first else None, last.latest if last else None)
    assert bounds(text) == expected


def test_columns_have_the_types_of_their_values() -> None:
    table = frame(
        answer(
            whole=[("1", f"{XSD}integer"), None, ("3", f"{XSD}int")],
            part=[("1.5", f"{XSD}decimal"), ("2", f"{XSD}integer"), None],
            truth=[("true", f"{XSD}boolean"), ("false", f"{XSD}boolean"), None],
            since=[("2018", f"{XSD}gYear"), ("2018-03", f"{XSD}gYearMonth"), None],
            text=["a", "b", "c"],
            empty=[None, None, None],
        )
    )
    types = {name: str(dtype) for name, dtype in table.dtypes.items()}
    assert types == {
        "whole": "Int64",
        "part": "Float64",
        "truth": "boolean",
        "since": "string",
        "since_earliest": "datetime64[s]",
        "since_latest": "datetime64[s]",
        "text": "string",
        "empty": "string",
    }
    assert table["whole"].tolist()[0] == 1
    assert table["whole"].isna().tolist() == [False, True, False]
    assert table["since"].tolist()[:2] == ["2018", "2018-03"]
    assert table["since_earliest"][1] == pd.Timestamp(2018, 3, 1)
    assert table["since_latest"][0] == pd.Timestamp(2018, 12, 31)
    assert pd.isna(table["since_latest"][2])


def test_values_that_repeat_are_categories() -> None:
    table = frame(answer(kind=["city", "network", "city", "city"], name=["a", "b", "c", "d"]))
    assert str(table["kind"].dtype) == "category"
    assert str(table["name"].dtype) == "string"


def test_an_answer_without_rows_keeps_its_columns() -> None:
    assert list(frame(answer(a=[], b=[])).columns) == ["a", "b"]


@pytest.mark.parametrize("value", ["١٢x", "1e5", "", "9" * 400])
def test_values_that_break_their_type_stay_text_or_numbers(value: str) -> None:
    table = frame(answer(whole=[(value, f"{XSD}integer")]))
    assert len(table) == 1


def test_points_make_a_geographical_table() -> None:
    geopandas = pytest.importorskip("geopandas")
    number = f"{XSD}decimal"
    table = frame(answer(name=["a", "b"], lat=[("38.1", number), None],
                         long=[("13.3", number), None]))  # fmt: skip
    assert isinstance(table, geopandas.GeoDataFrame)
    assert (table.geometry[0].x, table.geometry[0].y) == (13.3, 38.1)
    wkt = "http://www.opengis.net/ont/geosparql#wktLiteral"
    told = "<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POINT(13.3 38.1)"
    shapes = frame(answer(where=[(told, wkt), None]))
    assert isinstance(shapes, geopandas.GeoDataFrame)
    assert shapes.geometry[0].x == 13.3


def test_without_geopandas_the_table_stays_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> ModuleType:
        raise ImportError(name)

    monkeypatch.setattr(urbsol_client.importlib, "import_module", missing)
    number = f"{XSD}decimal"
    table = frame(answer(lat=[("38.1", number)], long=[("13.3", number)]))
    assert type(table) is pd.DataFrame


def busy(status: int, retry_after: str) -> urllib.error.HTTPError:
    headers = email.message.Message()
    headers["Retry-After"] = retry_after
    body = io.BytesIO(b'{"title": "busy", "detail": "come back", "status": 429}')
    return urllib.error.HTTPError("http://x/", status, "", headers, body)


def test_a_busy_service_is_asked_again_when_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(urbsol_client.time, "sleep", slept.append)
    answers = [busy(503, "2"), busy(429, "3"), None]

    def urlopen(_request: object, timeout: float) -> io.BytesIO:
        found = answers.pop(0)
        if found is not None:
            raise found
        return io.BytesIO(b"whole")

    monkeypatch.setattr(urbsol_client.urllib.request, "urlopen", urlopen)
    assert Graph("http://x").get("/y") == b"whole"
    assert slept == [2, 3]
    answers[:] = [busy(429, "500")]
    with pytest.raises(GraphError, match="429: come back") as error:
        Graph("http://x").get("/y")
    assert error.value.status == 429
    moment = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=100)
    told = moment.strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert 0 < urbsol_client._wait(told) <= 100
    assert urbsol_client._wait("soon") == 1


def test_the_change_log_is_followed_from_where_one_stopped(
    site_with_log: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = Graph("http://x")
    fetched: list[str] = []

    def get(path: str, _accept: str = "", _body: bytes | None = None) -> bytes:
        fetched.append(path)
        return site_with_log.get(path).data

    monkeypatch.setattr(graph, "get", get)
    changes = list(graph.changes())
    assert {one.kind for one in changes} == {"Create"}
    assert all(one.object and one.published and one.statements for one in changes)
    assert any("Łódź" in one.statements or "141" in one.statements for one in changes)
    fetched.clear()
    assert list(graph.changes(since=changes[-1].published)) == []
    assert fetched == ["/changes"]


@pytest.fixture
def site_with_log(hostile_release: Path, tmp_path: Path) -> FlaskClient:
    import shutil

    from endpoint.app import create_app
    from endpoint.config import AppConfig
    from loaders import manifest

    folder = tmp_path / "releases" / hostile_release.name
    shutil.copytree(hostile_release, folder)
    Log.read(folder.parent / "changes", manifest.read(folder).base).append(folder)
    return create_app(AppConfig(release=folder, backend=LocalBackend(folder))).test_client()


def test_the_site_offers_the_file_for_download(hostile: FlaskClient, tmp_path: Path) -> None:
    answer = hostile.get("/client/urbsol_client.py")
    assert answer.mimetype == "text/x-python"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="urbsol_client.py"'
    saved = tmp_path / "urbsol_client.py"
    saved.write_bytes(answer.data)
    spec = importlib.util.spec_from_file_location("saved_client", saved)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    monkey: Callable[[ModuleType], None] = spec.loader.exec_module
    import sys

    sys.modules["saved_client"] = module
    try:
        monkey(module)
        assert module.frame(answer_of_one())["n"][0] == 1
    finally:
        del sys.modules["saved_client"]


def answer_of_one() -> dict[str, Any]:
    return answer(n=[("1", f"{XSD}integer")])


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_a_running_service_is_asked_in_each_way(address: str) -> None:
    graph = Graph(address)
    version = graph.release["version"]
    table = graph.query(
        "PREFIX urb: <https://w3id.org/urban-solidarity/ontology#>\n"
        "SELECT ?m ?start { ?m a urb:Membership ; urb:start ?start } LIMIT 50"
    )
    assert {"m", "start", "start_earliest", "start_latest"} == set(table.columns)
    assert table["start_earliest"].notna().all()
    assert (table["start_earliest"] <= table["start_latest"]).all()
    assert table.attrs["release"] == version
    assert graph.query("ASK { ?s ?p ?o }") is True
    assert "<urn:a> <urn:b> 1" in graph.query("CONSTRUCT { <urn:a> <urn:b> 1 } WHERE {}")
    with pytest.raises(GraphError, match=r"^400: .*close the \{") as refused:
        graph.query("SELECT * WHERE { ?s ?p ?o")
    assert refused.value.problem["line"] == 1
    found = graph.resolve(["Zurigo", "No Such Town Anywhere", "Lyon", "Lyon"] + ["Bern"] * 200,
                          "city", ["", "", "France", "DE"])  # fmt: skip
    assert found["iri"].dropna().str.partition("/id/")[2].tolist()[:3] == [
        "city/zurich", "city/lyon", "city/lyon"]  # fmt: skip
    assert found["sure"].tolist()[:5] == [True, False, True, False, True]
    assert len(found) == 204
    assert found["iri"].isna().sum() == 1
    assert found.dtypes.astype(str).tolist() == [
        "string", "string", "string", "category", "Float64", "boolean"]  # fmt: skip
    assert graph.resolve([]).empty
    known = graph.lookup(["Q2656", "geonames:999999999"])
    assert known["status"].tolist() == ["found", "unknown"]
    assert known.dtypes.astype(str).tolist() == [
        "string", "category", "string", "string", "category"]  # fmt: skip
    assert len(graph.ask("networks-of-a-city", city="Berlin")) >= 4
    assert Graph(address, release=version).query("ASK {}") is True
    past = Graph(address, release="1999-01-01")
    with pytest.raises(ReleaseError, match="no release '1999-01-01' here"):
        past.query("ASK {}")
    for call in (past.resolve, past.lookup):
        with pytest.raises(ReleaseError, match="is served, not 1999"):
            call(["Bern"])
