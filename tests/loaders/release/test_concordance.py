"""The concordance says of each link what is meant, by which relation, and why."""

import csv
import io
import math
import re
from collections import Counter
from pathlib import Path

import pytest
import sssom_pydantic
from curies import Reference
from pyoxigraph import RdfFormat, parse

from loaders.extract.knowledge import gazetteer
from loaders.rdf.sssom import read_mappings
from loaders.release.description import concordance
from loaders.settings import DEFAULT_BASE
from loaders.vocabulary import VOID, prefixes

ID = f"{DEFAULT_BASE}id/"
ROWS = f"""<{ID}city/a> <http://www.w3.org/2000/01/rdf-schema#label> "A" <{DEFAULT_BASE}graph/t/a> .
<{ID}city/a> <http://www.w3.org/2002/07/owl#sameAs> <http://www.wikidata.org/entity/Q1> <{DEFAULT_BASE}graph/t/a> .
<{ID}city/a> <http://www.w3.org/2002/07/owl#sameAs> <http://www.wikidata.org/entity/Q2> <{DEFAULT_BASE}graph/t/claims> .
<{ID}city/a> <{DEFAULT_BASE}ontology#nuts3> "ITG12" <{DEFAULT_BASE}graph/t/a> .
<{ID}government/a> <{DEFAULT_BASE}ontology#likelySameAs> <https://sws.geonames.org/7/> <{DEFAULT_BASE}graph/t/a> .
<{ID}government/a> <{DEFAULT_BASE}ontology#likelySameAs> <https://example.org/7/> <{DEFAULT_BASE}graph/t/a> .
<{ID}theme/a> <http://www.w3.org/2002/07/owl#sameAs> <http://www.wikidata.org/entity/Q3> <{DEFAULT_BASE}graph/t/a> .
"""  # noqa: E501


def test_links_of_things_that_are_reviewed_become_rows(tmp_path: Path) -> None:
    dump = tmp_path / "d.nq"
    dump.write_text(ROWS, encoding="utf-8")
    found = concordance.rows(dump, DEFAULT_BASE)
    assert [(row.meant, row.relation, row.database[0], row.database[2]) for row in found] == [
        ("place", "owl:sameAs", "wikidata", "Q1"),
        ("place", "skos:broadMatch", "nuts", "ITG12"),
        ("government", "urb:likelySameAs", "geonames", "7/"),
    ]
    assert found[0].justification == concordance.AGREEING
    assert found[0].record == f"{DEFAULT_BASE}graph/t/a"


@pytest.fixture(scope="module")
def table(shipped_release: Path) -> list[dict[str, str]]:
    text = (shipped_release / "dumps" / "concordance.tsv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text), delimiter="\t"))


def test_each_row_is_whole_and_no_two_are_alike(table: list[dict[str, str]]) -> None:
    assert len(table) > 1000
    assert {row["meant"] for row in table} >= {"place", "government", "publication"}
    needed = ("thing", "label", "meant", "relation", "entry", "id", "justification", "record")
    assert not [row for row in table if not all(row[name] for name in needed)]
    assert not [row for row in table if row["relation"] == "owl:sameAs" and not row["basis"]]
    assert max(Counter((r["thing"], r["relation"], r["entry"]) for r in table).values()) == 1


def test_the_sssom_has_the_same_mappings(
    table: list[dict[str, str]], shipped_release: Path
) -> None:
    path = shipped_release / "dumps" / "concordance.sssom.tsv"
    read = {(one.subject.value, one.object.value) for one in read_mappings(path, DEFAULT_BASE)}
    assert read == {(row["thing"], row["entry"]) for row in table}


def test_a_reader_of_the_sssom_community_finds_every_mapping_with_why_it_holds(
    table: list[dict[str, str]], shipped_release: Path
) -> None:
    path = shipped_release / "dumps" / "concordance.sssom.tsv"
    mappings, converter, about = sssom_pydantic.read(path)

    def iri(one: Reference) -> str:
        return str(converter.expand_reference(one, strict=True))

    assert sorted((iri(m.subject), iri(m.predicate), iri(m.object)) for m in mappings) == sorted(
        (row["thing"], expanded(row["relation"]), row["entry"]) for row in table
    )
    assert {m.justification.prefix for m in mappings} == {"semapv"}
    assert {m.subject_category is None for m in mappings} == {False}
    assert about.version
    assert str(about.license) == "https://creativecommons.org/licenses/by/4.0/"


def expanded(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{prefixes(DEFAULT_BASE)[prefix]}{local}"


def test_link_sets_count_their_links(table: list[dict[str, str]], shipped_release: Path) -> None:
    path = shipped_release / "dumps" / "concordance.ttl"
    triples = list(parse(path=str(path), format=RdfFormat.TURTLE))
    counts = [int(one.object.value) for one in triples if one.predicate == VOID.triples]
    assert sum(counts) == len(table)
    of_things = {
        (one.subject.value, one.object.value)
        for one in triples
        if str(one.subject).startswith(f"<{ID}")
    }
    assert of_things == {(row["thing"], row["entry"]) for row in table}


RECORD = re.compile(
    r'"geonameid": (\d+), "name": "(?:[^"\\]|\\.)*", '
    r'"latitude": (-?[\d.]+), "longitude": (-?[\d.]+), "countrycode": "([A-Z]{2})"'
)


def test_no_place_lies_40_km_from_where_geonames_has_its_entry(shipped_release: Path) -> None:
    known = {
        number: (float(north), float(east), country.lower())
        for number, north, east, country in RECORD.findall(gazetteer.file().read_text("ascii"))
    }
    compared, apart = 0, []
    for name in ("cities", "places"):
        text = (shipped_release / "tables" / f"{name}.csv").read_text(encoding="utf-8")
        for row in csv.DictReader(io.StringIO(text)):
            if row["geonames_id"] in known and row["latitude"]:
                compared += 1
                north, east, country = known[row["geonames_id"]]
                width = math.cos(math.radians(north))
                up, over = float(row["latitude"]) - north, float(row["longitude"]) - east
                elsewhere = row["country"].rpartition("/")[2] != country
                if math.hypot(up, over * width) * 111.2 > 40 or elsewhere:
                    apart.append((row["iri"], row["geonames_id"]))
    assert compared > 500
    assert not apart
