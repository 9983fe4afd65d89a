"""Each country has its three-letter code and the concept of the EU's table of countries."""

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from loaders.errors import DataError
from loaders.mapping.base import Context, Row
from loaders.mapping.mappers.places import country_codes
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


def test_a_code_of_another_form_is_refused(context: Context) -> None:
    row = Row("country-codes", "t.csv", 2, {"iso2": "IT", "iso3": "it"})
    with pytest.raises(DataError, match="not a code of three letters"):
        country_codes.map_rows([row], context)
