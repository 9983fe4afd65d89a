"""One pass over all statements finds what has several values, several names or none."""

from __future__ import annotations

import pytest

from loaders.pipeline.statements import Statements
from loaders.settings import DEFAULT_BASE

PREFIXES = {
    "id:": f"{DEFAULT_BASE}id/", "urb:": f"{DEFAULT_BASE}ontology#",
    "skos:": "http://www.w3.org/2004/02/skos/core#",
    "rdfs:": "http://www.w3.org/2000/01/rdf-schema#",
}  # fmt: skip
NAMED = ["id:a rdf:type urb:City", 'id:a rdfs:label "A"']


def term(text: str) -> str:
    if text == "rdf:type":
        return "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    for prefix, space in PREFIXES.items():
        if text.startswith(prefix):
            return f"<{space}{text.removeprefix(prefix)}>"
    return text


def found(lines: list[str], name: str) -> int:
    quads = [
        f"{' '.join(map(term, line.split(' ', 2)))} <{DEFAULT_BASE}graph/t/{number}> .\n".encode()
        for number, line in enumerate(lines)
    ]
    results = {r.name: r.count for r in Statements.read(quads, DEFAULT_BASE).checked()}
    return results[name]


@pytest.mark.parametrize(
    ("name", "lines", "count"),
    [
        ("several-values", ["id:event/a urb:start \"2018\"", "id:event/a urb:start \"2019\""], 2),
        ("several-values", ["id:event/a urb:start \"2018\"", "id:event/a urb:start \"2018\""], 0),
        ("several-values", ["id:a urb:theme id:b", "id:a urb:theme id:c"], 0),
        ("one-name", [*NAMED, 'id:a rdfs:label "B"'], 2),
        ("one-name", [*NAMED, 'id:a skos:prefLabel "A"@en', 'id:a skos:prefLabel "B"@en'], 2),
        ("one-name", [*NAMED, 'id:a skos:prefLabel "A"@en', 'id:a skos:prefLabel "B"@de'], 0),
        ("one-name", [*NAMED, 'id:a skos:prefLabel "A"@en', 'id:a skos:altLabel "A"@en'], 1),
        ("one-name", [*NAMED, 'id:a skos:prefLabel "A"@en', 'id:a skos:altLabel "A"@de'], 0),
        ("thing-without-label", NAMED, 0),
        ("thing-without-label", NAMED[:1], 1),
        ("thing-without-label", ["id:claim/a rdf:type urb:Claim"], 0),
    ],
)  # fmt: skip
def test_what_has_one_value_and_one_name_has_one(name: str, lines: list[str], count: int) -> None:
    assert found(lines, name) == count
