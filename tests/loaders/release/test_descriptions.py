"""VoID and DCAT say what is in the release, and portals accept it."""

import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store

from loaders import manifest
from loaders.errors import DataError
from loaders.rdf.hashes import hash_file
from loaders.release.description.coverage import by_country, continents

PREFIXES = """
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX spdx: <http://spdx.org/rdf/terms#>
PREFIX void: <http://rdfs.org/ns/void#>
"""


def load(path: Path) -> Store:
    store = Store()
    store.load(path=str(path), format=RdfFormat.TURTLE)
    return store


def values(store: Store, text: str) -> list[tuple[str, ...]]:
    return [tuple(term.value for term in row) for row in store.query(PREFIXES + text)]


@pytest.fixture(scope="module")
def graph(shipped_release: Path) -> Store:
    return Store.read_only(str(shipped_release / "store"))


@pytest.fixture(scope="module")
def void(shipped_release: Path) -> Store:
    return load(shipped_release / "dumps/void.ttl")


def test_void_counts_what_the_store_holds(void, graph, shipped_release: Path) -> None:
    ((triples, subjects),) = values(
        graph, "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?m) { ?s ?p ?o }"
    )
    dataset = f"<{manifest.read(shipped_release).base}dataset>"
    ((found, distinct),) = values(
        void, f"SELECT ?n ?m {{ {dataset} void:triples ?n ; void:distinctSubjects ?m }}"
    )
    assert (found, distinct) == (triples, subjects)


@pytest.mark.parametrize(
    ("partition", "counted"),
    [
        (
            "?x void:class ?t ; void:entities ?n",
            "SELECT ?t (COUNT(DISTINCT ?s) AS ?n) { ?s a ?t } GROUP BY ?t",
        ),
        (
            "?x void:property ?t ; void:triples ?n",
            "SELECT ?t (COUNT(*) AS ?n) { ?s ?t ?o } GROUP BY ?t",
        ),
        (
            "?x void:property ?t ; void:distinctSubjects ?n",
            "SELECT ?t (COUNT(DISTINCT ?s) AS ?n) { ?s ?t ?o } GROUP BY ?t",
        ),
    ],
)
def test_void_partitions_agree_with_the_store(partition, counted, void, graph) -> None:
    found = dict(values(void, f"SELECT ?t ?n {{ {partition} }}"))
    assert len(found) > 10
    assert found == dict(values(graph, counted))


def test_void_tells_links_to_other_datasets(void, graph) -> None:
    found = values(
        void,
        "SELECT ?o ?p ?n { ?l void:objectsTarget ?o ; void:linkPredicate ?p ; void:triples ?n }",
    )
    targets = {target.rpartition("#")[2] for target, _, _ in found}
    assert {"geonames", "wikidata", "eurovoc", "sdg"} <= targets
    same = [int(n) for target, p, n in found if "wikidata" in target and p.endswith("#sameAs")]
    ((count,),) = values(
        graph,
        "SELECT (COUNT(*) AS ?n) { ?s <http://www.w3.org/2002/07/owl#sameAs> ?o "
        'FILTER(STRSTARTS(STR(?o), "http://www.wikidata.org/entity/")) }',
    )
    assert same == [int(count)]


def test_void_gives_examples_vocabularies_and_dumps(void) -> None:
    examples = values(void, "SELECT ?x { ?d void:exampleResource ?x }")
    assert len(examples) > 10
    vocabularies = {name for (name,) in values(void, "SELECT ?v { ?d void:vocabulary ?v }")}
    assert "http://www.w3.org/2004/02/skos/core#" in vocabularies
    assert len(values(void, "SELECT ?x { ?d void:dataDump ?x }")) == 3


def test_dcat_gives_size_and_checksum_of_each_dump(shipped_release: Path) -> None:
    found = values(
        load(shipped_release / "dumps/dcat.ttl"),
        "SELECT ?url ?size ?sum { ?d dcat:downloadURL ?url ; dcat:byteSize ?size ; "
        "spdx:checksum [ spdx:checksumValue ?sum ] }",
    )
    assert len(found) == 3
    for url, size, checksum in found:
        path = shipped_release / "dumps" / url.rpartition("/")[2]
        assert (int(size), checksum) == (path.stat().st_size, hash_file(path))


def test_dcat_names_the_release(shipped_release: Path) -> None:
    store = load(shipped_release / "dumps/dcat.ttl")
    made = manifest.read(shipped_release)
    ((version,),) = values(store, f"SELECT ?v {{ <{made.base}dataset> dcat:version ?v }}")
    assert version == made.version
    assert (NamedNode(f"{made.base}dataset")) in {q.subject for q in store}


def test_dcat_conforms_to_dcat_ap(shipped_release: Path, conformance: Path) -> None:
    checker = conformance / "tools" / "dcat_ap_check.py"
    done = subprocess.run(
        [sys.executable, str(checker), "--set", "ranges", str(shipped_release / "dumps/dcat.ttl")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "1 of 1 conform" in done.stdout
    assert "results 0 pySHACL / 0 shacl" in done.stdout


def test_every_registered_country_lies_on_one_continent():
    registry = Path(__file__).parents[3] / "data" / "registry" / "country.csv"
    rows = registry.read_text(encoding="utf-8").splitlines()[1:]
    assert len(rows) > 50
    known = by_country()
    assert {row.split(",")[0].upper() for row in rows} <= known.keys()
    assert len(known) == 250


def test_the_continents_are_those_of_the_countries_named(tmp_path: Path):
    base, dump = "https://example.org/", tmp_path / "x.nq"
    country = f"<urn:x> <{base}ontology#country> <{base}id/country/{{}}> <urn:g> .\n"
    dump.write_text("".join(country.format(one) for one in ("it", "nz", "it", "sl", "tr", "us")))
    assert continents(dump, base) == ("AFRICA", "AMERICA", "ASIA", "EUROPE", "OCEANIA")
    dump.write_text(country.format("zz"))
    with pytest.raises(DataError, match="no continent for ZZ"):
        continents(dump, base)


def test_the_catalogue_names_every_continent_there_is(graph, shipped_release: Path):
    base = manifest.read(shipped_release).base
    found = values(graph, f"SELECT DISTINCT ?c {{ ?s <{base}ontology#country> ?c }}")
    known = by_country()
    expected = {known[iri.rpartition("/")[2].upper()] for (iri,) in found}
    dcat = load(shipped_release / "dumps/dcat.ttl")
    named = values(dcat, f"SELECT ?c {{ <{base}dataset> dcterms:spatial ?c }}")
    assert {iri.rpartition("/")[2] for (iri,) in named} == expected
    assert {"AFRICA", "AMERICA", "ASIA", "EUROPE", "OCEANIA"} <= expected
