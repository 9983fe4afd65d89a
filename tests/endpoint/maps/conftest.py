"""A small release for tests of the map: five places, four networks with dates and without."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from endpoint.app import create_app
from endpoint.config import AppConfig

TRIG = """
@prefix id: <https://w3id.org/urban-solidarity/id/> .
@prefix city: <https://w3id.org/urban-solidarity/id/city/> .
@prefix network: <https://w3id.org/urban-solidarity/id/network/> .
@prefix country: <https://w3id.org/urban-solidarity/id/country/> .
@prefix m: <https://w3id.org/urban-solidarity/id/membership/> .
@prefix urb: <https://w3id.org/urban-solidarity/ontology#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix gov: <https://w3id.org/urban-solidarity/id/government/> .
@prefix wgs: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
GRAPH <https://w3id.org/urban-solidarity/graph/t/one> {
  city:palermo a urb:City ; rdfs:label "Palermo" ; urb:country country:it ; wgs:lat 38.1 ;
    wgs:long 13.4 ;
    urb:hasFigure id:figure-p .
  id:figure-p urb:measure <https://w3id.org/urban-solidarity/id/measure/population> ;
    urb:value 648260 .
  city:bologna a urb:City ; rdfs:label "Bologna" ; urb:country country:it ; wgs:lat 44.5 ;
    wgs:long 11.3 .
  city:munich a urb:City ; rdfs:label "Munich" ; skos:prefLabel "München"@de ;
    urb:country country:de ;
    wgs:lat 48.1 ; wgs:long 11.6 .
  city:nowhere a urb:City ; rdfs:label "</script><img src=x onerror=alert(1)>" ;
    urb:country country:de .
  city:sydney a urb:City ; rdfs:label "Sydney" ; urb:country country:au ; wgs:lat -33.9 ;
    wgs:long 151.2 .
  country:it a urb:Country ; rdfs:label "Italy"@en . country:de a urb:Country ;
    rdfs:label "Germany"@en .
  country:au a urb:Country ; rdfs:label "Australia"@en .
  network:net a urb:Network ; rdfs:label "Net"@en . network:old a urb:Network ;
    rdfs:label "Old"@en . network:short a urb:Network ; rdfs:label "Short"@en .
  gov:palermo urb:governs city:palermo . gov:bologna urb:governs city:bologna .
  gov:nowhere urb:governs city:nowhere . gov:sydney urb:governs city:sydney .
  m:one a urb:Membership ; org:organization network:net ; urb:place city:palermo ;
    org:member gov:palermo ;
    urb:latestStart "2010-12-31"^^xsd:date .
  m:two a urb:Membership ; org:organization network:net ; urb:place city:bologna ;
    org:member gov:bologna .
  m:three a urb:Membership ; org:organization network:old ; urb:place city:palermo ;
    org:member gov:palermo ;
    urb:latestStart "2001-12-31"^^xsd:date ; urb:earliestEnd "2005-06-01"^^xsd:date .
  m:four a urb:Membership ; org:organization network:net ; urb:place city:nowhere ;
    org:member gov:nowhere ; urb:latestStart "2015-01-01"^^xsd:date .
  m:five a urb:Membership ; org:organization network:short ; urb:place city:sydney ;
    org:member gov:sydney ; urb:latestStart "1995-03-01"^^xsd:date ;
    urb:earliestEnd "1995-10-31"^^xsd:date .
  m:club a urb:Membership ; org:organization network:old ; urb:place city:munich ;
    org:member id:club ; urb:latestStart "2001-12-31"^^xsd:date .
  id:practice-one a urb:Practice ; urb:place city:munich ;
    urb:theme <https://w3id.org/urban-solidarity/id/theme/reception> .
}
"""


@pytest.fixture(scope="session")
def maps(
    tmp_path_factory: pytest.TempPathFactory,
    write_release: Callable[..., Path],
    reading_client: type[FlaskClient],
) -> FlaskClient:
    folder = write_release(tmp_path_factory.mktemp("map") / "2026-11-22-000000000000", TRIG)
    app = create_app(AppConfig(release=folder))
    app.test_client_class = reading_client
    return app.test_client()
