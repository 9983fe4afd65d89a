"""What places are called in several languages, and which work cites which."""

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from loaders.errors import DataError
from loaders.mapping.base import Context, Mapped, Row
from loaders.mapping.mappers.names import city_names
from loaders.mapping.notes.places import ITSELF, read_place_note
from loaders.pipeline.mapping import map_source
from loaders.settings import Settings
from loaders.vocabulary import CITO, DCTERMS, RDFS, SKOS

ROOT = Path(__file__).parents[3]
Names = dict[tuple[str, str], list[str]]


@pytest.fixture(scope="module")
def context() -> Context:
    return Context.load(Settings.from_environment({"URBSOL_ROOT": str(ROOT)}))


def rows(stem: str) -> list[dict[str, str]]:
    path = next((ROOT / "data/sources" / stem / "raw").glob("*.csv"))
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def key(node: object) -> str:
    return str(node).strip("<>").rpartition("/")[2]


@pytest.fixture(scope="module")
def named(context: Context) -> Mapped:
    return map_source(ROOT / "data/sources/city-names", context)


def labels(mapped: Mapped, predicate: NamedNode) -> Names:
    found: Names = defaultdict(list)
    for quad in mapped.quads():
        if quad.predicate == predicate and isinstance(quad.object, Literal):
            found[key(quad.subject), quad.object.language or ""].append(quad.object.value)
    return found


def test_every_row_becomes_a_name_of_its_place(named: Mapped) -> None:
    given = rows("city-names")
    assert len(named.records) == len(given) == 1933
    said = Counter(
        (key(quad.subject), quad.object.language, quad.object.value)
        for record in named.records
        for quad in record.quads
        if isinstance(quad.object, Literal)
    )
    assert said == Counter((row["city_id"], row["language"], row["name"]) for row in given)


def test_a_place_has_one_preferred_name_a_language(named: Mapped) -> None:
    preferred = labels(named, SKOS.prefLabel)
    assert {len(names) for names in preferred.values()} == {1}
    assert preferred["zurich", "it"] == ["Zurigo"]
    assert preferred["munich", "de"] == ["München"]


def test_another_english_name_than_ours_stands_beside_it(named: Mapped) -> None:
    preferred, other = labels(named, SKOS.prefLabel), labels(named, SKOS.altLabel)
    assert ("new-york", "en") not in preferred
    assert other["new-york", "en"] == ["New York City"]
    assert other["braunschweig", "en"] == ["Brunswick"]


def test_the_main_settlement_does_not_give_a_place_its_preferred_name(
    named: Mapped, context: Context
) -> None:
    notes = {row["city_id"]: row["note"] for row in rows("cities")}
    names = {row["city_id"]: row["name"] for row in rows("cities")}
    preferred = labels(named, SKOS.prefLabel)
    settled = {
        row["city_id"]
        for row in rows("city-names")
        if read_place_note(notes[row["city_id"]], context.concepts).link != ITSELF
    }
    assert "greater-bendigo" in settled
    for city in settled:
        german = preferred.get((city, "de"), [names[city]])
        assert german == [names[city]]
    assert labels(named, SKOS.altLabel)["hutt-city", "de"] == ["Lower Hutt"]


def test_a_name_of_an_unknown_place_stops(context: Context) -> None:
    values = {
        "city_id": "atlantis",
        "language": "de",
        "name": "Atlantis",
        "source": "",
        "status": "",
    }
    with pytest.raises(DataError, match=r"t\.csv, row 2, column city_id: .*'atlantis' is unknown"):
        city_names.map_rows([Row("city-names", "t.csv", 2, values)], context)


def test_every_citation_ties_two_publications(context: Context) -> None:
    mapped = map_source(ROOT / "data/sources/citations", context)
    given = rows("citations")
    cited = {
        (key(quad.subject), key(quad.object))
        for quad in mapped.quads()
        if quad.predicate == CITO.cites
    }
    assert cited == {(row["citing"], row["cited"]) for row in given}
    assert len(mapped.records) == len(given) == 71
    for record in mapped.records:
        sources = [q.object for q in record.catalogue if q.predicate == DCTERMS.source]
        assert [key(source) for source in sources] == [record.row["citing"]]
        assert record.row["where"] in {
            q.object.value for q in record.catalogue if q.predicate == SKOS.note
        }


@pytest.mark.parametrize("stem", ["cities", "countries"])
def test_a_place_has_one_label_and_a_preferred_english_name(stem: str, context: Context) -> None:
    mapped = map_source(ROOT / "data/sources" / stem, context)
    assert len(mapped.records) > 60
    for record in mapped.records:
        own = [quad for quad in record.quads if quad.subject == record.things[0]]
        plain = [quad.object for quad in own if quad.predicate == RDFS.label]
        preferred = [quad.object for quad in own if quad.predicate == SKOS.prefLabel]
        assert len(plain) == 1
        assert Literal(plain[0].value, language="en") in preferred
