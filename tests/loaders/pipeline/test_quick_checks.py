"""Checks that read the whole graph find what they are there for, and no more."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, Store

from loaders.pipeline.checks import read_checks, run_check
from loaders.settings import DEFAULT_BASE, Settings

HEAD = f"""@base <{DEFAULT_BASE}> . @prefix urb: <ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
SIX = '"a"@en, "a"@de, "a"@fr, "a"@it, "a"@es, "a"@el'
CONCEPT = "<id/role/a> a skos:Concept ; skos:inScheme <id/role>"
RECORD = "GRAPH <graph/catalogue> { <graph/t/a> a urb:Record }"
CORRECTED = """@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
<id/act/a#c> a urb:Correction ; rdf:subject <id/act/a> ; rdf:predicate urb:date ; rdf:object 2 ."""
LATER = """<id/act/a#d> a urb:Correction ; rdf:subject <id/act/a> ; rdf:predicate urb:date ;
  rdf:object 3 ; prov:wasRevisionOf [ rdf:object 2 ] . <id/act/a> urb:date 3 ."""
SAID = '{ <id/city/a> rdfs:label "A" }'


def found(name: str, text: str) -> tuple[dict[str, str], ...]:
    store = Store()
    store.load(f"{HEAD}{text}".encode(), format=RdfFormat.TRIG)
    settings = Settings.from_environment({})
    [check] = [one for one in read_checks(settings.queries, DEFAULT_BASE) if one.name == name]
    return tuple(dict(row) for row in run_check(store, check).rows)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("titled-by-key", '<id/publication/a-2019> rdfs:label "a-2019" .', 1),
        ("titled-by-key", '<id/publication/a-2019> rdfs:label "report a-2019" .', 1),
        ("titled-by-key", '<id/publication/a-2019> rdfs:label "Of a-2019" .', 0),
        ("titled-by-key", '<id/role/co-founder> rdfs:label "co-founder"@en .', 0),
        ("titled-by-key", '<id/city/x-a-2019> rdfs:label "a-2019" .', 0),
        (
            "titled-by-key",
            '<id/publication/a-2019> a urb:Publication ; urb:checksum "0" ; rdfs:label "a-2019" .',
            0,
        ),
        ("row-of-a-table", '<graph/t/a> urb:file "t.csv" .', 1),
        ("row-of-a-table", '<graph/t/a> urb:file "t.csv" ; urb:row 2 .', 0),
        ("row-of-a-table", '<graph/t/a> urb:file "t.pdf" .', 0),
        ("statement-without-record", f"GRAPH <graph/t/a> {SAID}", 1),
        ("statement-without-record", f"GRAPH <graph/t/a> {SAID} {RECORD}", 0),
        ("statement-without-record", f"GRAPH <graph/t/b> {SAID} {RECORD}", 1),
        ("statement-without-record", f"GRAPH <graph/t/claims> {SAID}", 0),
        ("statement-without-record", f"GRAPH <graph/rules/x> {SAID}", 0),
        ("concept-in-seven-languages", f'{CONCEPT} ; skos:prefLabel {SIX}, "a"@pl .', 0),
        ("concept-in-seven-languages", f"{CONCEPT} ; skos:prefLabel {SIX} .", 1),
        ("concept-in-seven-languages", f'{CONCEPT} ; skos:prefLabel {SIX}, "b"@en .', 1),
        ("concept-in-seven-languages", f"{CONCEPT} .", 7),
        ("concept-in-seven-languages", f'{CONCEPT} ; skos:prefLabel "a"@la .', 7),
        ("correction-stands", f"{CORRECTED} <id/act/a> urb:date 2 .", 0),
        ("correction-stands", f"{CORRECTED} <id/act/a> urb:date 3 .", 1),
        ("correction-stands", f"{CORRECTED} {LATER}", 0),
    ],
)
def test_a_check_finds_the_mistake_and_no_other(name: str, text: str, expected: int) -> None:
    assert len(found(name, text)) == expected


def test_the_language_that_is_missing_is_named() -> None:
    (row,) = found("concept-in-seven-languages", f"{CONCEPT} ; skos:prefLabel {SIX} .")
    assert row["language"].strip('"') == "pl"
