"""A report with every field of every section, and a small one as a person would write it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from loaders.curation.concepts import Concepts
from loaders.documents.sandbox.formats import read_bytes
from loaders.reports.structured.fields import HEAD, SECTIONS, TEMPLATE
from loaders.reports.structured.model import Entry, StructuredReport, normal
from loaders.reports.structured.read import read_structured
from loaders.reports.structured.schema import Field, Section
from loaders.settings import Settings

WORDS = "*a* [b] <c> & d_e_ #1 “Łódź” Αθήνα | x; {y} `z` \\ ~~w~~ 1. ! https://example.org/a_b_#c"
NAMED = {
    "city": "Palermo", "place": "palermo", "country": "it", "government": "palermo",
    "organisation": "seebruecke", "network": "anvita", "person": "ada-colau", "list": "icc-index",
    "charter": "charter-of-palermo-2015", "practice": "zurich-city-id-card",
    "event": "anvita-founding-2018", "publication": "rls-solidarity-cities-2019",
    "figure": "figure-1", "date": "date-1",
}  # fmt: skip
IDENTIFIERS = {"geonames": "2523920", "wikidata": "Q2656", "lau": "IT_082053", "nuts3": "ITG12",
               "fips": "24005", "number": "123", "doi": "10.1000/182_a"}  # fmt: skip
PLAIN = {"date": "2019-06", "number": "1200.5", "latitude": "38.1", "longitude": "13.36",
         "web": "https://example.org/a_b_c?x=1&y=2", "language": "it", "expression": "it; en",
         "alternative": "Città@it; Otra"}  # fmt: skip
SMALL = """---
template: city-report/1
key: palermo-report-2024
title: Solidarity in Palermo
city: palermo
authors: Nobody Inparticular
date: 2024-05
licence: CC BY 4.0
language: en
---

## Facts

- tagline: harbour of welcome
- wikidata: Q2656

## Practices

### Open harbour desk

- practice_type: one-stop-shop
- actors: municipality of Palermo; Harbour Friends
- start: spring 2019
- status: running
- source: handbook

## Figures

### –

- measure: participants
- value: 1200
- qualifier: about
- date: 2023

## Sources

### The harbour handbook

- key: handbook
- authors: A. Writer; B. Writer
- date: by 2020
"""


@pytest.fixture(scope="session")
def full_report() -> StructuredReport:
    """Every field of every section, for each kind of actor."""
    concepts = Concepts.of(Settings.from_environment({}))
    head = {field.name: normal(value(HEAD, field, concepts)) for field in HEAD.fields}
    entries = [
        Entry(section.name, values) for section in SECTIONS for values in filled(section, concepts)
    ]
    return StructuredReport(Entry(HEAD.name, head), tuple(entries))


def filled(section: Section, concepts: Concepts) -> list[dict[str, str]]:
    if section.name != "actors":
        return [{f.name: normal(value(section, f, concepts)) for f in section.fields}]
    found = []
    for kind in section.field("kind").of:
        fields = [field for field in section.fields if not field.only or kind in field.only]
        values = {field.name: normal(value(section, field, concepts)) for field in fields}
        found.append(values | {"kind": kind, "key": f"new-{kind}", "name": f"New {kind} {WORDS}"})
    return found


def value(section: Section, field: Field, concepts: Concepts) -> str:
    """Return a value that a field accepts."""
    fixed = {("facts", "kind"): "city", ("figures", "key"): "figure-1",
             ("stated-dates", "key"): "date-1", ("report", "template"): TEMPLATE,
             ("report", "language"): "en", ("report", "key"): "full-report"}  # fmt: skip
    if (section.name, field.name) in fixed:
        return fixed[section.name, field.name]
    if field.value == "thing":
        names = [NAMED[kind] for kind in field.of]
        return "; ".join(names) if field.many else names[0]
    if field.value == "concept":
        keys = concepts.keys(field.of[0])
        return "; ".join(keys[:2]) if field.many else keys[0]
    if field.value == "identifier":
        return IDENTIFIERS[field.of[0]]
    if field.value == "choice":
        return field.of[0]
    return "new-" + section.kind if field.value == "key" else PLAIN.get(field.value, WORDS)


@pytest.fixture
def small() -> str:
    return SMALL


@pytest.fixture
def parse() -> Callable[[str], StructuredReport]:
    """Read a report after the template from Markdown text."""

    def parse_text(text: str) -> StructuredReport:
        return read_structured(read_bytes(text.encode(), "report.md"), "report.md")

    return parse_text
