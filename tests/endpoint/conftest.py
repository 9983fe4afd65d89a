"""The site over the shipped release, and over a small release full of difficult things."""

from __future__ import annotations

import hashlib
import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse, serialize
from werkzeug.test import TestResponse

from endpoint.app import create_app
from endpoint.config import AppConfig
from endpoint.sparql.backend import LocalBackend
from loaders import sums
from loaders.manifest import NAME, FileEntry, Manifest, SourceEntry
from loaders.release.searchable.index import write_index
from loaders.settings import DEFAULT_BASE

BASE = DEFAULT_BASE
ROOT = Path(__file__).parents[2]
HOSTILE = """
@prefix b: <https://w3id.org/urban-solidarity/id/city/> .
@prefix t: <https://w3id.org/urban-solidarity/graph/t/> .
@prefix g: <https://w3id.org/urban-solidarity/graph/> .
@prefix country: <https://w3id.org/urban-solidarity/id/country/> .
@prefix evidence: <https://w3id.org/urban-solidarity/id/evidence/> .
@prefix network: <https://w3id.org/urban-solidarity/id/network/> .
@prefix urb: <https://w3id.org/urban-solidarity/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix wgs: <http://www.w3.org/2003/01/geo/wgs84_pos#> .

GRAPH t:one {
  b:odd a urb:City ; rdfs:label "<script>alert(1)</script>", "مدينة"@ar, "\\" onload=x"@en ;
    urb:website <javascript:alert(1)>, <data:text/html,x>, <https://user@example.org/ok> ;
    rdfs:seeAlso <https://example.org/a'b> ; urb:country country:it ;
    wgs:lat 38.1 ; wgs:long 13.3 ;
    dcterms:description "<img src=x onerror=alert(1)>"@en ;
    urb:start "2018-23"^^<http://id.loc.gov/datatypes/edtf/EDTF> ; urb:value "+01"^^xsd:integer .
  country:it a urb:Country ; rdfs:label "Italy"@en .
  b:other a urb:City ; rdfs:label "Łódź" .
  network:noxml a urb:Network ; rdfs:label "No XML" ; dcterms:description "a\\uFFFEb" .
  network:net a urb:Network ; rdfs:label "Net"@en .
  b:many a urb:City ; rdfs:label "Many" ; skos:altLabel MANY .
}
GRAPH t:two {
  b:merged owl:deprecated true ; dcterms:isReplacedBy b:other ; rdfs:label "Merged" .
  b:split owl:deprecated true ; dcterms:isReplacedBy b:other, b:odd ; rdfs:label "Split" .
  b:withdrawn a urb:City ; owl:deprecated true ; rdfs:label "Withdrawn" ;
    skos:note "It was a mistake." .
}
GRAPH t:claims {
  b:other urb:start "1999"^^xsd:gYear .
}
GRAPH g:catalogue {
  g:t a urb:Source ; rdfs:label "Tests" .
  t:one a urb:Record ; dcterms:isPartOf g:t ;
    urb:file "t.csv" ; urb:row 2 ; urb:evidence evidence:inferred ; urb:inferredColumn "name" .
  t:two a urb:Record ; dcterms:isPartOf g:t .
}
"""


def members(count: int) -> str:
    things = "https://w3id.org/urban-solidarity/id"
    return "".join(
        f"<{things}/membership/m{n}> a <{BASE}ontology#Membership> ;"
        f" <http://www.w3.org/ns/org#organization> <{things}/network/net> .\n"
        for n in range(count)
    )


def write_release(folder: Path, trig: str) -> Path:
    """Write the parts of a release folder the site reads."""
    (folder / "dumps").mkdir(parents=True)
    dump = folder / "dumps" / "urban-solidarity.nq"
    quads = list(parse(trig.encode(), format=RdfFormat.TRIG))
    dump.write_bytes(serialize(quads, format=RdfFormat.N_QUADS) or b"")
    (folder / "secret.txt").write_text("not in the manifest", encoding="utf-8")
    write_index(folder / "search.sqlite", sorted(dump.read_bytes().splitlines(True)), BASE)
    body = dump.read_bytes()
    checksum = hashlib.sha256(body).hexdigest()
    Manifest(
        version="2026-11-22",
        base=BASE,
        hash=checksum,
        inputs="",
        code_version="0",
        quads=len(quads),
        triples=len(quads),
        classes={f"{BASE}ontology#City": 3},
        sources={"t": SourceEntry("", 1, "Tests", "CC0")},
        files={"dumps/urban-solidarity.nq": FileEntry(checksum, len(body), "application/n-quads")},
    ).write(folder)
    files = ("dumps/urban-solidarity.nq", NAME)
    sums.write(folder, {name: sums.digest(folder / name) for name in files})
    return folder


@pytest.fixture(scope="session")
def hostile_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small release with merged and withdrawn things, hostile labels and IRIs, large groups."""
    many = ", ".join(f'"name {n}"' for n in range(40))
    trig = HOSTILE.replace("MANY", many)
    trig += f"GRAPH <{BASE}graph/t/members> {{\n{members(30)}}}\n"
    folder = tmp_path_factory.mktemp("hostile") / "2026-11-22-000000000000"
    return write_release(folder, trig)


@pytest.fixture(scope="session")
def hostile_backend(hostile_release: Path) -> LocalBackend:
    return LocalBackend(hostile_release)


@pytest.fixture
def hostile_app(hostile_release: Path, hostile_backend: LocalBackend) -> Flask:
    config = AppConfig(
        release=hostile_release, backend=hostile_backend, statement_cap=20, incoming_cap=10
    )
    return create_app(config)


class Client(FlaskClient):
    """A client that reads every answer to its end and closes it, as a server does."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        return super().open(*args, **{"buffered": True, **kwargs})


@pytest.fixture(scope="session")
def reading_client() -> type[Client]:
    return Client


@pytest.fixture(scope="session", name="write_release")
def _write_release() -> Callable[[Path, str], Path]:
    return write_release


@pytest.fixture
def hostile(hostile_app: Flask) -> FlaskClient:
    hostile_app.test_client_class = Client
    return hostile_app.test_client()


@pytest.fixture(scope="session")
def site(shipped_release: Path) -> Flask:
    """The site over the shipped release."""
    return create_app(AppConfig(release=shipped_release))


def whole(data: bytes) -> bytes:
    """Put the context of the project in the place of its address, for readers that fetch none."""
    text = (ROOT / "ontology" / "context.jsonld").read_text(encoding="utf-8")
    address = json.dumps(f"{BASE}context.jsonld")
    context = json.dumps(json.loads(text)["@context"])
    return data.replace(f'"@context": {address}'.encode(), f'"@context": {context}'.encode())


@pytest.fixture(scope="session")
def with_context() -> Callable[[bytes], bytes]:
    return whole


@pytest.fixture
def client(site: Flask) -> FlaskClient:
    site.test_client_class = Client
    return site.test_client()


@pytest.fixture(scope="session")
def address(shipped_release: Path) -> Iterator[str]:
    """The whole service on a free port of the loopback interface, for browsers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "loaders", "serve", "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--release", str(shipped_release)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert ready(f"http://127.0.0.1:{port}/ready")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(60)


def ready(url: str) -> bool:
    """Wait until the service answers queries."""
    for _ in range(600):
        try:
            with urllib.request.urlopen(url, timeout=5):
                return True
        except OSError:
            time.sleep(0.1)
    return False
