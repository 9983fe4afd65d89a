"""Asks an Urban Solidarity Graph from Python: answers as typed tables of pandas.

One file, to be saved beside a script or notebook; it needs SPARQLWrapper and pandas::

    from urbsol_client import Graph

    graph = Graph("http://localhost:8000")
    table = graph.query("SELECT ?name ?start WHERE { … }")

Numbers are numbers, dates of any precision (2018, 2018-03, 2018-23, 2015/2018) stay as they are
written beside the earliest and the latest day they can mean, columns whose values repeat are
categories, and where there is a geometry and geopandas is installed, the table is a GeoDataFrame.
A service that is busy is asked again when it says. Licence: Apache-2.0.
"""

from __future__ import annotations

import ast
import calendar
import datetime as dt
import email.utils
import importlib
import io
import json
import re
import time
import urllib.error
import urllib.parse
import urllib.request
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from rdflib import RDF, Dataset, URIRef  # comes with SPARQLWrapper
from SPARQLWrapper import JSON, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

__all__ = ["Change", "Graph", "GraphError", "ReleaseError", "bounds", "frame"]

XSD = "http://www.w3.org/2001/XMLSchema#"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
WKT = "http://www.opengis.net/ont/geosparql#wktLiteral"
INTEGERS = {XSD + name for name in ("integer", "int", "long", "short", "nonNegativeInteger",
                                    "positiveInteger")}  # fmt: skip
DECIMALS = {XSD + name for name in ("decimal", "double", "float")}
DATES = {XSD + name for name in ("date", "dateTime", "gYear", "gYearMonth")} | {EDTF}
BUSY, LONGEST_WAIT = {429, 503}, 3600.0
FORM = "application/x-www-form-urlencoded"
BATCH = 100  # names of one request
RESOLVED = {"name": "string", "iri": "string", "label": "string", "kind": "category",
            "score": "Float64", "sure": "boolean"}  # fmt: skip
LOOKED_UP = {"asked": "string", "status": "category", "iri": "string", "label": "string",
             "kind": "category"}  # fmt: skip
DAY = re.compile(r"(-?\d{4})-(\d\d)-(\d\d)(?:T.*)?(?:Z|[+-]\d\d:\d\d)?")
MONTH = re.compile(r"(-?\d{4})-(\d\d)(?:Z|[+-]\d\d:\d\d)?")
YEAR = re.compile(r"(-?\d{4})(?:Z|[+-]\d\d:\d\d)?")
OPEN_YEAR = re.compile(r"(\d{1,3})(X{1,3})")
# First and last day of a season, and of which year before or after; a winter is named after either.
SEASONS = {21: ((0, 3, 1), (0, 6, 21)), 22: ((0, 6, 1), (0, 9, 23)),
           23: ((0, 9, 1), (0, 12, 22)), 24: ((-1, 12, 1), (1, 3, 21))}  # fmt: skip
Span = tuple[dt.date | None, dt.date | None]


class GraphError(Exception):
    """The service refused something: ``status`` is that of HTTP, ``problem`` what it says."""

    def __init__(self, message: str, status: int = 0, problem: Mapping[str, Any] | None = None):
        super().__init__(message)
        self.status = status
        self.problem = dict(problem or {})


class ReleaseError(GraphError):
    """The release that was asked for is not there, or not the current one where it has to be."""


@dataclass(frozen=True)
class Change:
    """An entry of the change log: ``kind`` is Create, Update or Delete.

    ``object`` is what changed: a record, or with ``target`` a thing as that graph describes it.
    ``published`` is the time of the release; ``statements`` are what holds now, as N-Triples.
    """

    iri: str
    kind: str
    object: str
    target: str
    published: str
    statements: str


class Graph:
    """A service at an address; ``release`` pins the version of the release that answers.

    ``timeout`` is how long one request may take, ``patience`` how long a busy service is waited
    for, in seconds.
    """

    def __init__(self, address: str = "http://localhost:8000", *, release: str = "",
                 timeout: float = 60, patience: float = 120) -> None:  # fmt: skip
        self.address = address.rstrip("/")
        self.pinned = release
        self.timeout = timeout
        self.patience = patience

    @property
    def release(self) -> dict[str, str]:
        """Return ``version`` and ``hash`` of the release that is served now."""
        found = json.loads(self.get("/ready"))
        return {name: str(found[name]) for name in ("version", "hash")}

    def query(self, text: str) -> Any:
        """Answer SPARQL: SELECT as a table, ASK as a bool, CONSTRUCT and DESCRIBE as Turtle.

        A pinned release answers also when it is not the current one any more. Raise GraphError when
        the service refuses, ReleaseError when it does not have the pinned release. A table tells
        the release it is from in ``table.attrs["release"]``.
        """
        version = self.pinned or self.release["version"]
        service = SPARQLWrapper(f"{self.address}/sparql")
        service.setQuery(text)
        service.setMethod("POST")
        service.setTimeout(int(self.timeout))
        service.addParameter("version", version)
        graph = service.queryType in {"CONSTRUCT", "DESCRIBE"}
        service.setReturnFormat(TURTLE if graph else JSON)
        found = self._patiently(lambda: service.query().convert())
        if isinstance(found, bytes) or "boolean" in found:
            return found.decode() if isinstance(found, bytes) else bool(found["boolean"])
        table = frame(found)
        table.attrs["release"] = version
        return table

    def ask(self, question: str, **values: str) -> pd.DataFrame:
        """Answer a question of ``/questions`` by its name; blanks take keys, IRIs or names.

        The table is as the page of the question shows it: all columns are text.
        """
        self._served()
        query = f"?{urllib.parse.urlencode(values)}" if values else ""
        body = self.get(f"/questions/{urllib.parse.quote(question)}.csv{query}", "text/csv")
        text = io.BytesIO(body)
        return pd.read_csv(text, dtype="string", keep_default_na=False, na_values=[""])

    def resolve(self, names: Iterable[str], kind: str = "",
                countries: Iterable[str] = ()) -> pd.DataFrame:  # fmt: skip
        """Find the things that names mean: one row a name, empty where nothing fits.

        ``kind`` is that of the things (``city``); ``countries`` are those of the names, in their
        order. ``score`` is up to 100; ``sure`` tells that no other thing can be meant.
        """
        self._served()
        space = json.loads(self.get("/reconcile"))["identifierSpace"]
        asked = list(names)
        pairs = list(zip(asked, [*countries, *[""] * len(asked)], strict=False))
        rows: list[list[Any]] = []
        for start in range(0, len(pairs), BATCH):
            batch = {str(start + n): {"query": name, "limit": 1, "type": kind,
                                      "properties": [{"pid": "country", "v": country}]}
                     for n, (name, country) in enumerate(pairs[start : start + BATCH])}  # fmt: skip
            body = urllib.parse.urlencode({"queries": json.dumps(batch)}).encode()
            found = json.loads(self.get("/reconcile", body=body, sent=FORM))
            best: list[dict[str, Any]] = [next(iter(found[key]["result"]), {}) for key in batch]
            for one in best:
                iri, of = (space + one["id"], one["id"].partition("/")[0]) if one else (None, None)
                rows.append([asked[len(rows)], iri, one.get("name"), of, one.get("score"),
                             bool(one.get("match"))])  # fmt: skip
        return _typed(rows, RESOLVED)

    def lookup(self, identifiers: Iterable[str]) -> pd.DataFrame:
        """Find things by identifiers (``Q2656``, ``geonames:2523920``, a DOI), a row each thing."""
        self._served()
        wanted, rows = list(identifiers), []
        for start in range(0, len(wanted), 1000):
            body = json.dumps({"ids": wanted[start : start + 1000]}).encode()
            for one in json.loads(self.get("/lookup", body=body))["results"]:
                for thing in one["things"] or [{}]:
                    rows.append([one["asked"], one["status"], thing.get("iri"),
                                 thing.get("label"), thing.get("kind")])  # fmt: skip
        return _typed(rows, LOOKED_UP)

    def changes(self, since: str = "") -> Iterator[Change]:
        """Follow the change log (a Linked Data Event Stream), release by release.

        ``since`` is the ``published`` of the last change that is known already: only what came
        later is fetched. Keep that of the last one for the next time.
        """
        index = self._graph_at("/changes")
        for published, node in sorted(set(_nodes(index))):
            if published > since:
                page = self._graph_at(f"/changes/{node.rpartition('/')[2]}")
                yield from sorted(_changes(page), key=lambda one: one.iri)

    def _graph_at(self, path: str) -> Any:
        found, body = Dataset(), self.get(path, "application/trig")
        with warnings.catch_warnings():  # rdflib 7 warns of what it does itself
            warnings.simplefilter("ignore", DeprecationWarning)
            found.parse(data=body, format="trig")
        return found

    def get(self, path: str, accept: str = "application/json", body: bytes | None = None,
            sent: str = "application/json") -> bytes:  # fmt: skip
        """Return what an address of the service has; raise GraphError when it refuses.

        A ``body`` is sent by POST as the media type ``sent``.
        """
        headers = {"Accept": accept, **({} if body is None else {"Content-Type": sent})}
        # Whoever asks names the address.
        request = urllib.request.Request(f"{self.address}{path}", body, headers)  # noqa: S310

        def read() -> bytes:
            with urllib.request.urlopen(request, timeout=self.timeout) as answer:  # noqa: S310
                return bytes(answer.read())

        return bytes(self._patiently(read))

    def _served(self) -> None:
        """Raise ReleaseError when the pinned release is not the current one.

        Only that one has names and questions.
        """
        if self.pinned and self.pinned != (version := self.release["version"]):
            raise ReleaseError(f"the release {version} is served, not {self.pinned}")

    def _patiently(self, act: Any) -> Any:
        """Do something, again as often as a busy service says when; raise GraphError."""
        until = time.monotonic() + self.patience
        while True:
            try:
                return act()
            except urllib.error.HTTPError as error:
                wait = _wait(error.headers.get("Retry-After", ""))
                left = until - time.monotonic()
                if error.code not in BUSY or wait > left:
                    raise _refusal(error.code, error.read()) from error
                time.sleep(wait)
            except SPARQLWrapperException as error:
                raise _refusal(400, _body(error)) from error
            except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
                raise GraphError(f"{self.address} does not answer: {error}") from error


def frame(answer: Mapping[str, Any]) -> pd.DataFrame:
    """Return an answer in SPARQL 1.1 JSON as a typed table.

    Columns of dates get two beside them, ``…_earliest`` and ``…_latest``; what is unbound is NA.
    """
    names = list(answer["head"]["vars"])
    bindings: Sequence[Mapping[str, Mapping[str, str]]] = answer["results"]["bindings"]
    columns: dict[str, pd.Series] = {}
    geometry = ""
    for name in names:
        cells = [row.get(name) for row in bindings]
        kinds = {_kind(cell) for cell in cells if cell}
        columns[name] = _column(cells, kinds)
        if kinds == {"date"}:
            spans = [bounds(cell["value"]) if cell else (None, None) for cell in cells]
            for place, end in enumerate(("earliest", "latest")):
                days = [pd.NaT if one[place] is None else pd.Timestamp(one[place]) for one in spans]
                columns[f"{name}_{end}"] = pd.Series(days, dtype="datetime64[s]")
        if kinds == {"geometry"} and not geometry:
            geometry = name
    table = pd.DataFrame(columns, index=pd.RangeIndex(len(bindings)))
    return _with_geometry(table, geometry)


def _kind(cell: Mapping[str, str]) -> str:
    datatype = cell.get("datatype", "")
    for kind, known in (("whole", INTEGERS), ("decimal", DECIMALS), ("date", DATES)):
        if datatype in known:
            return kind
    return {XSD + "boolean": "truth", WKT: "geometry"}.get(datatype, "text")


def _column(cells: Sequence[Mapping[str, str] | None], kinds: set[str]) -> pd.Series:
    values = [cell["value"] if cell else None for cell in cells]
    try:
        if kinds == {"whole"}:
            return pd.Series([None if v is None else int(v) for v in values], dtype="Int64")
        if kinds and kinds <= {"whole", "decimal"}:
            return pd.Series([None if v is None else float(v) for v in values], dtype="Float64")
    except (ValueError, OverflowError):
        return pd.Series(values, dtype="string")
    if kinds == {"truth"}:
        truths = [None if v is None else v in ("true", "1") for v in values]
        return pd.Series(truths, dtype="boolean")
    known = [value for value in values if value is not None]
    repeats = len(known) >= 2 * len(set(known)) and len(known) > 2
    text = pd.Series(values, dtype="string")
    return text.astype("category") if repeats and kinds == {"text"} else text


def _with_geometry(table: pd.DataFrame, name: str) -> Any:
    """Return a GeoDataFrame where a column is a geometry, or ``lat`` and ``long`` are points."""
    try:
        geopandas = importlib.import_module("geopandas")
    except ImportError:
        return table
    if not name:
        if not {"lat", "long"} <= set(table.columns):
            return table
        x, y = (pd.to_numeric(table[one], errors="coerce").astype(float) for one in ("long", "lat"))
        points = geopandas.points_from_xy(x, y)
        return geopandas.GeoDataFrame(table, geometry=points, crs="EPSG:4326")
    plain = table[name].astype(object).where(table[name].notna(), None)
    texts = [None if text is None else str(text).rpartition("> ")[2] for text in plain]
    table[name] = geopandas.GeoSeries.from_wkt(texts, index=table.index, on_invalid="ignore")
    return geopandas.GeoDataFrame(table, geometry=name, crs="EPSG:4326")


def bounds(text: str) -> Span:
    """Return the earliest and the latest day that a date can mean; None where it is open.

    Dates of XML Schema and EDTF (https://www.loc.gov/standards/datetime/): years, months, days,
    seasons, unspecified digits (201X), intervals; ``?``, ``~`` and ``%`` do not move them.
    """
    start, slash, end = text.partition("/")
    return _day(start, 0), _day(end if slash else start, 1)


def _day(text: str, last: int) -> dt.date | None:
    text = text.strip().rstrip("?~%").replace("-XX", "")
    try:
        if found := DAY.fullmatch(text):
            return dt.date(*map(int, found.groups()))
        if found := MONTH.fullmatch(text):
            year, month = map(int, found.groups())
            if month in SEASONS:
                later, month, day = SEASONS[month][last]
                return dt.date(year + later, month, day)
            return dt.date(year, month, calendar.monthrange(year, month)[1] if last else 1)
        if found := OPEN_YEAR.fullmatch(text):
            digit = "9" if last else "0"
            text = found[1] + digit * len(found[2])
        if found := YEAR.fullmatch(text):
            return dt.date(int(found[1]), *((12, 31) if last else (1, 1)))
    except ValueError:
        return None
    return None


def _typed(rows: Sequence[Sequence[object]], columns: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(columns)).astype(columns)


def _wait(header: str) -> float:
    """Return the seconds that Retry-After names (RFC 9110 §10.2.3)."""
    if header.strip().isdigit():
        return min(float(header), LONGEST_WAIT)
    try:
        moment = email.utils.parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return 1.0
    now = dt.datetime.now(moment.tzinfo or dt.UTC)
    return min(max((moment - now).total_seconds(), 0.0), LONGEST_WAIT)


def _body(error: SPARQLWrapperException) -> bytes:
    """Return the body of an answer, which SPARQLWrapper tells as Python writes bytes."""
    body = str(error.args[0] if error.args else "").partition("Response:\n")[2]
    return bytes(ast.literal_eval(body)) if body.startswith("b") else str(error).encode()


def _refusal(status: int, body: bytes) -> GraphError:
    try:
        problem = json.loads(body)
    except ValueError:
        problem = {}
    problem = problem if isinstance(problem, dict) else {}
    said = problem.get("detail") or problem.get("title") or body.decode("utf-8", "replace")[:500]
    number = problem.get("status", status)
    lost = str(problem.get("type", "")).endswith(("#no-release", "#gone"))
    return (ReleaseError if lost else GraphError)(f"{number}: {said}", number, problem)


def _nodes(index: Any) -> Iterator[tuple[str, str]]:
    """Yield time and address of each page of the change log."""
    tree = "https://w3id.org/tree#"
    for relation, _, node, _ in index.quads((None, URIRef(f"{tree}node"), None, None)):
        for _, _, moment, _ in index.quads((relation, URIRef(f"{tree}value"), None, None)):
            yield str(moment), str(node)


def _changes(page: Any) -> Iterator[Change]:
    """Yield the changes of a page of the log."""
    streams = "https://www.w3.org/ns/activitystreams#"
    member = URIRef("https://w3id.org/tree#member")
    for _, _, change, _ in page.quads((None, member, None, None)):

        def said(name: str, one: Any = change) -> str:
            terms = page.quads((one, URIRef(streams + name), None, None))
            return next((str(term) for _, _, term, _ in terms), "")

        kinds = page.quads((change, RDF.type, None, None))
        kind = next((str(term).removeprefix(streams) for _, _, term, _ in kinds), "")
        now = page.graph(change).serialize(format="nt")
        yield Change(str(change), kind, said("object"), said("target"), said("published"), str(now))
