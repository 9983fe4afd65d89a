"""The audit of links finds two things with one identifier, and ends far apart or abroad."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, Store

from loaders.pipeline.checks import read_checks, run_check
from loaders.settings import DEFAULT_BASE, Settings

HEAD = f"""@base <{DEFAULT_BASE}> . @prefix urb: <ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix wgs: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
@prefix bibo: <http://purl.org/ontology/bibo/> . @prefix g: <https://sws.geonames.org/> .
"""
ONE = "<id/city/a> a urb:Place ; urb:inCountry <id/country/it> ; wgs:lat 38.1 ; wgs:long 13.3 ;"
SEAT = "urb:likelySameAs <https://sws.geonames.org/7/> ."
OTHER = "<id/city/b> a urb:Place ; rdfs:seeAlso <https://sws.geonames.org/7/> ;"
HERE = "urb:inCountry <id/country/it> ;"


def count(name: str, text: str) -> int:
    store = Store()
    store.load(f"{HEAD}{text}".encode(), format=RdfFormat.TURTLE)
    settings = Settings.from_environment({})
    [check] = [one for one in read_checks(settings.queries, DEFAULT_BASE) if one.name == name]
    return run_check(store, check).count


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (f"{HERE} wgs:lat 38.2 ; wgs:long 13.4 .", 0),
        (f"{HERE} wgs:lat 38.1 ; wgs:long 13.7 .", 0),  # 35 km east
        (f"{HERE} wgs:lat 38.1 ; wgs:long 13.8 .", 1),  # 44 km east
        (f"{HERE} wgs:lat 38.5 ; wgs:long 13.3 .", 1),  # 44 km north
        ("urb:inCountry <id/country/mt> ; wgs:lat 38.1 ; wgs:long 13.3 .", 1),
        (f"{HERE} urb:placeKind <id/place-kind/city> .", 0),  # nothing is known of where it lies
    ],
)
def test_things_linked_with_one_entry_lie_together(other: str, expected: int) -> None:
    assert count("link-apart", f"{ONE} {SEAT} {OTHER} {other}") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<id/city/a> urb:lauCode "IT_1" . <id/city/b> urb:lauCode "IT_1" .', 1),
        ('<id/publication/a> bibo:doi "10.1/a" . <id/publication/b> bibo:doi "10.1/a" .', 1),
        ('<id/government/a> urb:geonamesId "7" . <id/government/b> urb:geonamesId "7" .', 1),
        (
            '<id/government/a> urb:geonamesId "7" ; urb:governs <id/city/a> .'
            ' <id/city/a> urb:geonamesId "7" .',
            0,
        ),
        ('<id/city/a> urb:geonamesId "7" . <id/city/b> urb:wikidataId "7" .', 0),
        ("<id/government/a> urb:likelySameAs g:7 . <id/government/b> urb:likelySameAs g:7 .", 1),
    ],
)
def test_one_identifier_stands_for_one_thing(text: str, expected: int) -> None:
    assert count("identifier-of-two-things", text) == expected
