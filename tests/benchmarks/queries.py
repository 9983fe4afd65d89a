"""The queries of the benchmark, each with constants that vary so that no cache knows the answer."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from tests.benchmarks.load import ONCE

B = "https://w3id.org/urban-solidarity/"
PREFIXES = f"""PREFIX urb: <{B}ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX wgs: <http://www.w3.org/2003/01/geo/wgs84_pos#>
PREFIX dcterms: <http://purl.org/dc/terms/>
"""
RESULTS = "application/sparql-results+json"
GRAPH = "application/n-triples"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
WORDS = ("palermo", "berlin", "haven", "solidar", "refug", "city", "zürich", "santa", "new", "bar")


@dataclass(frozen=True)
class Things:
    """IRIs the queries ask for."""

    cities: Sequence[str]
    networks: Sequence[str]
    countries: Sequence[str]


@dataclass(frozen=True)
class Asked:
    """A kind of query; ``group`` is what the targets speak of.

    In its text CITY, NETWORK, COUNTRY, WORD and NUMBER stand for constants that vary.
    ``comparable`` says that every server must find the same number of rows.
    """

    name: str
    group: str
    text: str
    accept: str = RESULTS
    comparable: bool = True

    def filled(self, things: Things, chance: random.Random) -> str:
        """Return the query with constants."""
        values = {
            "CITY": f"<{chance.choice(things.cities)}>",
            "NETWORK": f"<{chance.choice(things.networks)}>",
            "COUNTRY": f"<{chance.choice(things.countries)}>",
            "WORD": f'"{chance.choice(WORDS)}"',
            "NUMBER": str(chance.randrange(10_000, 900_000)),
        }
        text = self.text
        for name, value in values.items():
            text = text.replace(name, value)
        return PREFIXES + text


MIX = (
    Asked("point look-up", "look-up", "SELECT ?p ?o { CITY ?p ?o }"),
    Asked(
        "star",
        "joins",
        """SELECT ?city ?label ?lat ?long ?kind { ?city urb:country COUNTRY ; a urb:City ;
  rdfs:label ?label ; wgs:lat ?lat ; wgs:long ?long ; urb:placeKind ?kind } LIMIT 200""",
    ),
    Asked(
        "2-hop join",
        "joins",
        """SELECT ?who ?label { ?m org:organization NETWORK ; org:member ?who .
  ?who rdfs:label ?label }""",
    ),
    Asked(
        "3-hop join",
        "joins",
        """SELECT ?place ?label ?country { ?m org:organization NETWORK ; urb:place ?place .
  ?place rdfs:label ?label ; urb:country ?c . ?c rdfs:label ?country
  FILTER(LANG(?country) = "en") }""",
    ),
    Asked(
        "4-hop join",
        "joins",
        """SELECT DISTINCT ?network ?name { CITY urb:government ?own . ?own org:memberOf ?first .
  ?other org:memberOf ?first . ?other org:memberOf ?network . ?network rdfs:label ?name }""",
    ),
    Asked(
        "filter, LIMIT",
        "filters",
        """SELECT ?place ?value { ?f urb:about ?place ; urb:value ?value ;
  urb:measure <https://w3id.org/urban-solidarity/id/measure/population>
  FILTER(?value > NUMBER) } LIMIT 20""",
    ),
    Asked(
        "text filter",
        "filters",
        """SELECT ?thing ?label { ?thing a urb:City ; rdfs:label ?label
  FILTER(CONTAINS(LCASE(STR(?label)), WORD)) }""",
    ),
    Asked(
        "GROUP BY",
        "aggregates",
        """SELECT ?country (COUNT(?city) AS ?n) { ?city a urb:City ; urb:country ?country }
GROUP BY ?country""",
    ),
    Asked(
        "GROUP BY, average",
        "aggregates",
        """SELECT ?country (AVG(?value) AS ?mean) (MAX(?value) AS ?most) {
  ?f urb:measure <https://w3id.org/urban-solidarity/id/measure/population> ;
    urb:value ?value ; urb:about ?place . ?place urb:country ?country } GROUP BY ?country""",
    ),
    Asked(
        "ORDER BY, LIMIT",
        "sorting",
        """SELECT ?place ?value { ?f urb:value ?value ; urb:about ?place ;
  urb:measure <https://w3id.org/urban-solidarity/id/measure/population> }
ORDER BY DESC(?value) LIMIT 10""",
    ),
    Asked(
        "property path",
        "paths",
        "SELECT DISTINCT ?x { CITY (urb:government|org:memberOf|^org:memberOf)+ ?x }",
    ),
    Asked("DESCRIBE", "describe", "DESCRIBE CITY", GRAPH, comparable=False),
    Asked("100,000 rows", "scan", "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 100000"),
)


def things_in(triples: Path) -> Things:
    """Find the things to ask for in N-Triples; the numbers of copies make no difference."""
    found: dict[str, list[str]] = {"City": [], "Network": [], "Country": []}
    wanted = {f"{B}ontology#{name}": names for name, names in found.items()}
    for quad in parse(path=str(triples), format=RdfFormat.N_TRIPLES):
        if quad.predicate.value == RDF_TYPE and quad.object.value in wanted:
            wanted[quad.object.value].append(quad.subject.value)
    return Things(*(sorted(names) for names in found.values()))


def texts(asked: Asked, things: Things, count: int, *, repeated: bool) -> list[str]:
    """Return so many queries to be asked once each; or one that is asked again and again."""
    chance = random.Random(20261122)
    if repeated:
        return [asked.filled(things, chance)]
    return [f"{ONCE}{asked.filled(things, chance)}" for _ in range(count)]
