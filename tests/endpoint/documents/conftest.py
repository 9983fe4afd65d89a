"""A small release with descriptions of its own, as the site serves it."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from endpoint.app import create_app
from endpoint.config import AppConfig
from loaders import ledger, sums
from loaders import manifest as manifests
from loaders.manifest import DUMP, FileEntry
from loaders.rdf import store as stores
from loaders.release.description.dcat import Distribution, dcat
from loaders.release.description.metadata import ReleaseMetadata
from loaders.settings import DEFAULT_BASE

BASE = DEFAULT_BASE
CONTEXT = Path(__file__).parents[3] / "ontology" / "context.jsonld"
TRIG = """
@prefix id: <https://w3id.org/urban-solidarity/id/> .
@prefix city: <https://w3id.org/urban-solidarity/id/city/> .
@prefix network: <https://w3id.org/urban-solidarity/id/network/> .
@prefix membership: <https://w3id.org/urban-solidarity/id/membership/> .
@prefix country: <https://w3id.org/urban-solidarity/id/country/> .
@prefix t: <https://w3id.org/urban-solidarity/graph/t/> .
@prefix g: <https://w3id.org/urban-solidarity/graph/> .
@prefix urb: <https://w3id.org/urban-solidarity/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix wgs: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
@prefix geo: <http://www.opengis.net/ont/geosparql#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

GRAPH t:palermo {
  city:palermo a urb:City, urb:Place ; rdfs:label "Palermo" ;
    skos:prefLabel "Palermo"@it, "Palerme"@fr ;
    skos:altLabel "Balarm", "Panormus"@la, "Paliemmu"@la ;
    urb:country country:it ; urb:population 648260 ; wgs:lat 38.1166 ; wgs:long 13.3636 ;
    urb:inNetwork network:net ; owl:sameAs <http://www.wikidata.org/entity/Q2656> ;
    geo:hasGeometry <https://w3id.org/urban-solidarity/id/city/palermo#geometry> .
  <https://w3id.org/urban-solidarity/id/city/palermo#geometry> a geo:Geometry ;
    geo:asWKT "POINT(13.36 38.11)"^^geo:wktLiteral .
  city:palazzolo a urb:City ; rdfs:label "Palazzolo" ; urb:country country:it .
}
GRAPH t:member {
  membership:net--palermo a org:Membership, urb:Membership ; rdfs:label "Palermo in Net"@en ;
    org:organization network:net ; urb:place city:palermo ; urb:start "2018"^^xsd:gYear .
  network:net a urb:Network ; rdfs:label "Net"@en ; urb:memberCount "05"^^xsd:integer .
  country:it a urb:Country ; rdfs:label "Italy"@en .
}
GRAPH t:gone {
  city:merged owl:deprecated true ; dcterms:isReplacedBy city:palermo ; rdfs:label "Merged" .
  city:split owl:deprecated true ; dcterms:isReplacedBy city:palermo, city:palazzolo ;
    rdfs:label "Split" ; skos:note "Two towns were taken for one."@en .
  city:withdrawn owl:deprecated true ; rdfs:label "Withdrawn" ; skos:note "It was a mistake."@en .
}
GRAPH g:catalogue {
  g:t a urb:Source ; rdfs:label "Tests" .
  t:palermo a urb:Record ; dcterms:isPartOf g:t ; urb:file "t.csv" ; urb:row 2 .
  t:member a urb:Record ; dcterms:isPartOf g:t ; urb:file "t.csv" ; urb:row 3 .
}
"""
OLD, LOST, NOW = "2026-01-01", "2025-01-01", "2026-11-22"
HASH = "ab" * 32
METADATA = ReleaseMetadata(
    version="2026-11-22",
    title="Urban Solidarity Graph",
    description="Cities in solidarity.",
    publisher="Contributors",
    homepage=BASE,
    license="https://creativecommons.org/licenses/by/4.0/",
    keywords=("migration", "cities"),
)


@pytest.fixture(scope="session")
def described_release(
    tmp_path_factory: pytest.TempPathFactory, write_release: Callable[[Path, str], Path]
) -> Path:
    """A release of a few things with the files that describe it."""
    folder = tmp_path_factory.mktemp("described") / "2026-11-22-000000000001"
    write_release(folder, TRIG)
    dump = Distribution(
        "urban-solidarity.nq", "N-Quads", "application/n-quads", "RDF_N_QUADS", 1, "0" * 64
    )
    files = {
        "dcat.ttl": ("text/turtle", dcat(BASE, METADATA, [dump], ["EUROPE"])),
        "context.jsonld": ("application/ld+json", CONTEXT.read_bytes()),
    }
    made = manifests.read(folder)
    entries = dict(made.files)
    for name, (media_type, body) in files.items():
        (folder / "dumps" / name).write_bytes(body)
        digest = hashlib.sha256(body).hexdigest()
        entries[f"dumps/{name}"] = FileEntry(digest, len(body), media_type)
    replace(made, files=entries).write(folder)
    listed = [*entries, manifests.NAME]
    sums.write(folder, {name: sums.digest(folder / name) for name in listed})
    return folder


@pytest.fixture(scope="session")
def described_client(described_release: Path, reading_client: type[FlaskClient]) -> FlaskClient:
    app = create_app(AppConfig(release=described_release))
    app.test_client_class = reading_client
    return app.test_client()


def stored(folder: Path) -> None:
    store = stores.open_new(folder / "store")
    stores.load_lines(store, (folder / DUMP).read_bytes().splitlines(True))
    stores.close(store)
    del store
    stores.tidy(folder / "store")


@pytest.fixture(scope="session")
def releases(tmp_path_factory, described_release) -> Path:
    """Two releases.

    In the older one Palermo had another name and was in Net since 2017, and there was no Palazzolo.
    """
    folder = tmp_path_factory.mktemp("releases")
    new = shutil.copytree(described_release, folder / f"{NOW}-{'1' * 12}")
    old = shutil.copytree(described_release, folder / f"{OLD}-{'0' * 12}")
    lines = (old / DUMP).read_text(encoding="utf-8").splitlines(keepends=True)
    then = (line.replace('"Palermo"', '"Panormos"').replace('"2018"', '"2017"') for line in lines)
    kept = sorted(line for line in then if "palazzolo>" not in line)
    (old / DUMP).write_text("".join(kept), encoding="utf-8")
    made = manifests.read(old)
    replace(made, version=OLD, hash=sums.digest(old / DUMP)).write(old)
    (new / DUMP).write_text("".join(sorted(lines)), encoding="utf-8")
    listed = {name: sums.digest(new / name) for name in sums.read(new / sums.NAME)}
    sums.write(new, listed)
    stored(old)
    lost = ledger.Entry(LOST, HASH, LOST, 3, 3, 1, deposited="https://archive.example/1")
    (folder / ledger.NAME).write_text(ledger.text_of([lost]), encoding="utf-8")
    return folder
