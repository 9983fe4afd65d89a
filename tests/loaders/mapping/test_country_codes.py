"""Countries and languages have their codes and the concepts of the EU's authority tables."""

import csv
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from loaders.errors import DataError
from loaders.mapping.base import Context, Row
from loaders.mapping.identifiers import independent_bases
from loaders.mapping.languages import language_iri
from loaders.mapping.mappers.names import language_codes
from loaders.mapping.mappers.places import country_codes, subdivision_codes
from loaders.pipeline.mapping import map_source
from loaders.settings import Settings
from loaders.vocabulary import DCTERMS, SKOS

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def context() -> Context:
    return Context.load(Settings.from_environment({"URBSOL_ROOT": str(ROOT)}))


def test_every_country_has_a_code_and_a_concept(context: Context) -> None:
    mapped = map_source(ROOT / "data/sources/country-codes", context)
    standing = [e for e in context.registry.keys("country").values() if e.current]
    assert len(mapped.records) == len(standing)
    italy = next(record for record in mapped.records if record.name == "it")
    said = {(quad.predicate, quad.object) for quad in italy.quads}
    assert (DCTERMS.identifier, Literal("ITA")) in said
    address = "http://publications.europa.eu/resource/authority/country/ITA"
    assert (SKOS.exactMatch, NamedNode(address)) in said


def test_a_place_that_is_a_subdivision_has_its_code(context: Context) -> None:
    mapped = map_source(ROOT / "data/sources/subdivision-codes", context)
    codes = {
        quad.subject.value.rpartition("/id/")[2]: quad.object.value
        for record in mapped.records
        for quad in record.quads
        if quad.predicate == context.urb.subdivisionCode
    }
    assert codes["place/california"] == "US-CA"
    assert codes["place/canton-of-fribourg"] == "CH-FR"
    assert codes["city/berlin"] == "DE-BE"
    # The city of Bremen is a part of the state; the city of London one of thirty-three.
    assert not {"city/bremen", "city/london", "city/salzburg"} & codes.keys()
    states = {f"place/{row['city_id']}" for row in places() if row["note"] == "kind: state"}
    assert len(states) > 10
    assert states <= codes.keys(), "every state has one"


def places() -> list[dict[str, str]]:
    path = ROOT / "data/sources/cities/raw/cities.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("place", "code", "what"),
    [
        ("california", "CA", "not a code of ISO 3166-2"),
        ("california", "DE-BE", "a code of DE, and california lies in US"),
        ("atlantis", "US-CA", "unknown city or place"),
    ],
)
def test_a_code_of_another_place_is_refused(
    context: Context, place: str, code: str, what: str
) -> None:
    values = {"city_id": place, "iso3166_2": code, "name": "", "category": ""}
    with pytest.raises(DataError, match=what):
        subdivision_codes.map_rows([Row("subdivision-codes", "t.csv", 2, values)], context)


def test_a_code_of_another_form_is_refused(context: Context) -> None:
    row = Row("country-codes", "t.csv", 2, {"iso2": "IT", "iso3": "it"})
    with pytest.raises(DataError, match="not a code of three letters"):
        country_codes.map_rows([row], context)


def test_every_language_has_a_concept(context: Context) -> None:
    mapped = map_source(ROOT / "data/sources/language-codes", context)
    german = next(record for record in mapped.records if record.name == "de")
    said = {(quad.subject, quad.predicate, quad.object) for quad in german.quads}
    address = "http://publications.europa.eu/resource/authority/language/DEU"
    assert (language_iri("de"), SKOS.exactMatch, NamedNode(address)) in said


def test_a_code_of_a_language_of_another_form_is_refused(context: Context) -> None:
    row = Row("language-codes", "t.csv", 2, {"iso639_1": "de", "iso639_3": "DEU", "name": "German"})
    with pytest.raises(DataError, match="not a code of ISO 639"):
        language_codes.map_rows([row], context)


def test_geonames_is_an_exact_match_where_three_databases_agree(context: Context) -> None:
    mapped = map_source(ROOT / "data/sources/cities", context)
    exact = {
        record.name: quad.object
        for record in mapped.records
        for quad in record.quads
        if quad.predicate == SKOS.exactMatch
    }
    assert exact["a-coruna"] == NamedNode("https://sws.geonames.org/3119841/")
    with (ROOT / "data/sources/cities/raw/cities.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["city_id"]: row for row in csv.DictReader(file)}
    for key in exact:
        bases = independent_bases(f"{rows[key]['geo_source']}; {rows[key]['wikidata_basis']}")
        assert len(bases) >= 3, key
