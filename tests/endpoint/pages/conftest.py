"""A small graph with something for every section of a page, and the site over it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from endpoint.app import create_app
from endpoint.config import AppConfig

GRAPH = """
@prefix : <https://w3id.org/urban-solidarity/id/> .
@prefix c: <https://w3id.org/urban-solidarity/id/city/> .
@prefix gov: <https://w3id.org/urban-solidarity/id/government/> .
@prefix g: <https://w3id.org/urban-solidarity/graph/> .
@prefix t: <https://w3id.org/urban-solidarity/graph/t/> .
@prefix urb: <https://w3id.org/urban-solidarity/ontology#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix cito: <http://purl.org/spar/cito/> .
@prefix wgs: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix prov: <http://www.w3.org/ns/prov#> .

GRAPH t:one {
  <https://w3id.org/urban-solidarity/id/country/it> a urb:Country ; rdfs:label "Italy" .
  c:here a urb:City ; rdfs:label "Here" ; urb:country :country\\/it ; wgs:lat 38.0 ; wgs:long 13.0 .
  c:near a urb:City ; rdfs:label "Near" ; urb:country :country\\/it ; wgs:lat 38.5 ; wgs:long 13.0 .
  c:far a urb:City ; rdfs:label "Far" ; urb:country :country\\/it ; wgs:lat 45.0 ; wgs:long 9.0 .
  :network\\/alpha a urb:Network ; rdfs:label "Cities of Welcome" ;
    urb:hasFigure :figure\\/a, :figure\\/b .
  :network\\/beta a urb:Network ; rdfs:label "Cities of Welcomes" .
  :network\\/whole a urb:Network ; rdfs:label "Ports" .
  :figure\\/a a urb:Figure ; urb:measure :measure\\/members ; urb:value 600 ;
    urb:date "2020"^^xsd:gYear ;
    urb:latestDate "2020-12-31"^^xsd:date ; rdfs:label "600" ; urb:statedBy :publication\\/book .
  :figure\\/b a urb:Figure ; urb:measure :measure\\/members ; urb:value 700 ;
    urb:date "2022"^^xsd:gYear ;
    urb:latestDate "2022-12-31"^^xsd:date ; rdfs:label "700" .
  gov:here a urb:Government ; rdfs:label "Here" ; urb:governs c:here .
  gov:far a urb:Government ; rdfs:label "Far" ; urb:governs c:far .
  :membership\\/1 a urb:Membership ; rdfs:label "m1" ; urb:place c:here ; org:member gov:here ;
    org:organization :network\\/alpha ; urb:start "2018"^^xsd:gYear ;
    urb:earliestStart "2018-01-01"^^xsd:date ; urb:latestStart "2018-12-31"^^xsd:date .
  <https://w3id.org/urban-solidarity/id/membership/1#corrected> a urb:Correction ;
    rdf:subject :membership\\/1 ; rdf:predicate urb:start ; rdf:object "2018"^^xsd:gYear ;
    urb:dateReviewed "2026-05-04"^^xsd:date ; skos:note "The charter is of 2018."@en ;
    prov:wasRevisionOf <https://w3id.org/urban-solidarity/id/membership/1#before> .
  <https://w3id.org/urban-solidarity/id/membership/1#before> a prov:Entity ;
    rdf:subject :membership\\/1 ; rdf:predicate urb:start ; rdf:object "2017"^^xsd:gYear .
  :membership\\/2 a urb:Membership ; rdfs:label "m2" ; urb:place c:here ; org:member gov:here ;
    org:organization :network\\/beta .
  :membership\\/3 a urb:Membership ; rdfs:label "m3" ; urb:place c:far ; org:member gov:far ;
    org:organization :network\\/alpha ; urb:latestStart "2021-12-31"^^xsd:date .
  :membership\\/4 a urb:Membership ; rdfs:label "m4" ; urb:place c:far ; org:member gov:far ;
    org:organization :network\\/beta .
  :practice\\/p a urb:Practice ; rdfs:label "Card" ; urb:place c:here ; urb:theme :theme\\/rights .
  :practice\\/q a urb:Practice ; rdfs:label "Clinic" ; urb:place c:here .
  :practice\\/r a urb:Practice ; rdfs:label "Pass" ; urb:place c:far ;
    urb:theme :theme\\/rights, :theme\\/more .
  :practice\\/s a urb:Practice ; rdfs:label "Seal" ; urb:place c:far ;
    urb:theme :theme\\/rights, :theme\\/more .
  :theme\\/rights a skos:Concept ; rdfs:label "rights" .
  :theme\\/more a skos:Concept ; rdfs:label "more" .
  :commitment\\/x a urb:Commitment ; rdfs:label "x" ; urb:place c:here ; urb:demand :demand\\/one ;
    urb:fulfilled :tri-state\\/yes .
  :commitment\\/y a urb:Commitment ; rdfs:label "y" ; urb:place c:here ; urb:demand :demand\\/two ;
    urb:fulfilled :tri-state\\/unknown .
  :demand\\/one skos:inScheme :demand ; rdfs:label "one" .
  :demand\\/two skos:inScheme :demand ; rdfs:label "two" .
  :demand\\/three skos:inScheme :demand ; rdfs:label "three" .
  :conflict\\/k a urb:Conflict ; rdfs:label "Who began" ; urb:about c:here ;
    urb:alternative :stated-value\\/k1, :stated-value\\/k2 .
  :stated-value\\/k1 a urb:StatedValue ; urb:statedText "the mayor" ;
    urb:statedBy :publication\\/book .
  :stated-value\\/k2 a urb:StatedValue ; urb:statedText "the parish" .
  :publication\\/book a urb:Publication ; rdfs:label "Book" ; cito:cites :publication\\/old .
  :publication\\/old a urb:Publication ; rdfs:label "Old" ; urb:authorText "A scribe" .
  :event\\/day a urb:Event ; rdfs:label "Day of ports" ; urb:place c:far ;
    urb:organiser :person\\/ann ; urb:start "2016-05-01"^^xsd:date .
  :event\\/talk a urb:Event ; rdfs:label "On ports" ; dcterms:isPartOf :event\\/day .
  :act\\/1 a urb:Act ; urb:event :event\\/day ; urb:actor :person\\/ann ;
    urb:actType :act-type\\/participation ; urb:role :role\\/speaker ; urb:place c:near .
  :act\\/2 a urb:Act ; urb:event :event\\/day ; urb:actor :person\\/bea ;
    urb:actType :act-type\\/protest ; urb:statedRole "from the quay" ;
    urb:date "2016-05-01"^^xsd:date .
  :act\\/3 a urb:Act ; urb:event :event\\/talk ; urb:actor :person\\/bea .
  :act-type\\/protest rdfs:label "protest" . :role\\/speaker rdfs:label "speaker" .
  :person\\/ann a urb:Person ; rdfs:label "Ann" . :person\\/bea a urb:Person ; rdfs:label "Bea" .
  :tenure\\/t a urb:Tenure ; rdfs:label "t" ; urb:holder :person\\/ann ; urb:place c:far ;
    urb:start "2012"^^xsd:gYear ; urb:latestStart "2012-12-31"^^xsd:date .
  :publication\\/p1 a urb:Publication ; rdfs:label "One" ; dcterms:creator :person\\/ann ;
    urb:publicationType :publication-type\\/book ; urb:date "2019"^^xsd:gYear .
  :publication\\/p2 a urb:Publication ; rdfs:label "Two" ; dcterms:creator :person\\/ann ;
    urb:publicationType :publication-type\\/book ; urb:date "2011"^^xsd:gYear .
  :publication\\/p3 a urb:Publication ; rdfs:label "Three" ; dcterms:creator :person\\/ann ;
    urb:publicationType :publication-type\\/book .
  :publication\\/p4 a urb:Publication ; rdfs:label "Four" ; dcterms:creator :person\\/ann ;
    urb:about :event\\/day .
  :publication-type\\/book rdfs:label "book" .
  :coverage\\/a a urb:Coverage ; urb:about :network\\/alpha ;
    urb:completeness :completeness\\/partial ;
    urb:recordedCount 2 ; urb:statedCount 700 .
  :coverage\\/w a urb:Coverage ; urb:about :network\\/whole ;
    urb:completeness :completeness\\/complete .
  :coverage\\/it a urb:Coverage ; urb:about :country\\/it ;
    urb:completeness :completeness\\/partial .
}
GRAPH g:checks {
  :publication\\/old urb:linkState :link-state\\/moved ; urb:movedTo <https://example.org/new> .
  :link-state\\/moved rdfs:label "has moved" .
}
GRAPH g:catalogue {
  g:checks urb:dateRead "2026-11-20"^^xsd:date .
  t:one dcterms:source :publication\\/old ; a urb:Record ; dcterms:isPartOf g:t .
  g:t a urb:Source ; rdfs:label "Tests" ; dcterms:publisher g:us ;
    urb:website "https://a.example/" .
  g:u a urb:Source ; rdfs:label "Undergrowth" ; dcterms:publisher g:them .
  g:us rdfs:label "Us" . g:them rdfs:label "Them" .
}
"""


@pytest.fixture(scope="package")
def small(
    tmp_path_factory: pytest.TempPathFactory,
    write_release: Callable[[Path, str], Path],
    reading_client: type[FlaskClient],
) -> FlaskClient:
    folder = write_release(tmp_path_factory.mktemp("sections") / "2026-11-22-000000000000", GRAPH)
    app = create_app(AppConfig(release=folder))
    app.test_client_class = reading_client
    return app.test_client()
