"""Every record cites a page, or rests on a record that does; curators' remarks are kept apart."""

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from loaders.mapping.base import Context
from loaders.mapping.provenance import read_citations
from loaders.pipeline.mapping import map_source
from loaders.settings import Settings
from loaders.vocabulary import DCTERMS, PROV, SKOS

ROOT = Path(__file__).parents[3]
WITHOUT = """
PREFIX urb: <https://w3id.org/urban-solidarity/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?record WHERE {
  GRAPH <https://w3id.org/urban-solidarity/graph/catalogue> {
    ?record a urb:Record .
    FILTER NOT EXISTS { ?record dcterms:source ?page }
    FILTER NOT EXISTS { ?record prov:wasDerivedFrom/dcterms:source ?page }
  }
}
"""
PLACES = """
PREFIX urb: <https://w3id.org/urban-solidarity/ontology#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
SELECT ?place WHERE {
  ?place a urb:Place .
  FILTER NOT EXISTS { ?place urb:citedPage ?page }
  FILTER NOT EXISTS { ?place owl:deprecated true }
}
"""


@pytest.fixture(scope="module")
def context() -> Context:
    return Context.load(Settings.from_environment({"URBSOL_ROOT": str(ROOT)}))


@pytest.mark.parametrize("query", [WITHOUT, PLACES], ids=["records", "places"])
def test_nothing_is_without_a_page(query: str, shipped_release: Path) -> None:
    found = Store.read_only(str(shipped_release / "store")).query(query)
    assert isinstance(found, QuerySolutions)
    assert list(found) == []


def test_every_conflict_cites_and_each_of_its_reports_keeps_its_source(context: Context) -> None:
    mapped = map_source(ROOT / "data/sources/conflicts", context)
    for record in mapped.records:
        assert any(quad.predicate == DCTERMS.source for quad in record.catalogue), record.name
    columns = {text.column for text in mapped.uninterpreted}
    assert "stated_by" not in columns


def test_an_organisation_that_is_only_named_rests_on_the_rows_that_name_it(
    context: Context,
) -> None:
    mapped = map_source(ROOT / "data/sources/named-organisations", context)
    derived = {
        record.name: {q.object for q in record.catalogue if q.predicate == PROV.wasDerivedFrom}
        for record in mapped.records
        if not any(quad.predicate == DCTERMS.source for quad in record.catalogue)
    }
    assert derived["icmpd"] == {context.iris.record("events", "emn-luxembourg-2019")}
    assert all(derived.values())


def test_remarks_of_the_curators_are_not_notes_for_readers(context: Context) -> None:
    mapped = map_source(ROOT / "data/sources/named-organisations", context)
    quads = [quad for record in mapped.records for quad in record.quads]
    ours = {q.object.value for q in quads if q.predicate == SKOS.editorialNote}  # type: ignore[union-attr]
    assert any("the kind is ours" in text for text in ours)
    assert not [q for q in quads if q.predicate == SKOS.note and "is ours" in str(q.object)]


def test_a_page_has_one_label_however_a_table_cites_it(context: Context) -> None:
    whole, short = (
        read_citations(text, context.iris, context.registry)[0]
        for text in ("https://kommunalwiki.boell.de", "kommunalwiki.boell.de")
    )
    graph = NamedNode("https://example.org/record")
    assert whole.describe(context.iris, graph) == short.describe(context.iris, graph)
    assert Literal(whole.label) in {q.object for q in whole.describe(context.iris, graph)}
