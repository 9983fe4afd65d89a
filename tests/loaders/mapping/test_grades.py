"""The grade of evidence belongs to the cell it was concluded for, not to the whole row."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pyoxigraph import Literal, NamedNode

from loaders.curation.sources import read_source
from loaders.errors import UrbsolError
from loaders.lint.graded import grade_errors
from loaders.mapping.base import Mapped, Record
from loaders.pipeline.tables import map_tables
from loaders.vocabulary import DCTERMS

VERIFIED = ",https://example.org/palermo,verified,"
OF_CELLS = ",https://example.org/palermo,inferred: wikidata_qid; wikidata_basis,"
# What the item of Wikidata and what it was found by say of a place.
RESTING = {"wikidataId", "sameAs", "seeAlso", "closeMatch", "exactMatch", "identifierBasis"}


@pytest.fixture
def mapped(miniature, context_of) -> Callable[[str], Mapped]:
    """Return what the miniature's cities become when the grade of Palermo is another."""

    def graded(grade: str = VERIFIED) -> Mapped:
        miniature.edit("cities", VERIFIED, grade)
        source = read_source(miniature.settings.data / "sources" / "cities")
        return map_tables(source, context_of("cities"))

    return graded


def palermo(mapped: Mapped) -> Record:
    return next(one for one in mapped.records if one.name == "palermo")


def said(record: Record) -> set[tuple[str, str, str]]:
    return {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in record.quads}


def test_only_what_rests_on_the_cell_is_inferred(mapped) -> None:
    before = said(palermo(mapped()))
    record = palermo(mapped(OF_CELLS))
    assert said(record) == before, "the grade takes nothing away and adds nothing"
    part = NamedNode(f"{record.graph.value}/inferred")
    inferred = [quad for quad in record.quads if quad.graph_name == part]
    assert inferred
    assert {quad.predicate.value.rpartition("#")[2] for quad in inferred} <= RESTING
    country = record.urb.country
    assert [q.graph_name for q in record.quads if q.predicate == country] == [record.graph]


def test_the_catalogue_says_which_columns_of_which_row(mapped) -> None:
    record = palermo(mapped(OF_CELLS))
    part = NamedNode(f"{record.graph.value}/inferred")
    urb, known = record.urb, {}
    for quad in record.catalogue:
        known.setdefault((quad.subject, quad.predicate), set()).add(quad.object)
    assert known[record.graph, urb.evidence] == {record.concept("evidence", "verified")}
    assert known[part, urb.evidence] == {record.concept("evidence", "inferred")}
    columns = {Literal("wikidata_qid"), Literal("wikidata_basis")}
    assert known[part, urb.inferredColumn] == columns
    for predicate in (DCTERMS.source, DCTERMS.isPartOf, urb.file, urb.row):
        assert known[part, predicate] == known[record.graph, predicate]


def test_a_row_graded_as_a_whole_stays_one_record(mapped) -> None:
    record = palermo(mapped(VERIFIED.replace("verified", "inferred")))
    assert {quad.graph_name for quad in record.quads} == {record.graph}
    inferred = record.concept("evidence", "inferred")
    assert [q.object for q in record.catalogue if q.predicate == record.urb.evidence] == [inferred]


@pytest.mark.parametrize(
    ("grade", "what", "remedy"),
    [
        ("inferred: wikidata", "'wikidata' is not a column of this table", "wikidata_qid"),
        ("inferred: status", "'status' is not a column of this table", "write"),
        ("inferred:", "names no column", "city_id"),
        ("guessed", "'guessed' is not a grade of evidence", "write verified, inferred"),
        ("inferred: admin_geonames_id", "the cell 'admin_geonames_id' is empty", "take"),
    ],
)
def test_build_and_lint_say_what_is_wrong_with_a_grade(
    miniature, mapped, grade: str, what: str, remedy: str
) -> None:
    with pytest.raises(UrbsolError) as found:
        mapped(VERIFIED.replace("verified", grade))
    linted = grade_errors(read_source(miniature.settings.data / "sources" / "cities"))
    for one in (found.value, *linted):
        assert what in one.what
        assert remedy in one.remedy
        assert (one.row, one.column) == (2, "status")
    assert len(linted) == 1


def test_a_cell_without_which_a_row_says_nothing_grades_the_whole_row(mapped) -> None:
    with pytest.raises(UrbsolError) as caught:
        mapped(VERIFIED.replace("verified", "inferred: country_iso2"))
    found = caught.value
    assert "without country_iso2 the row says nothing" in found.what
    assert found.remedy == "grade the whole row: write inferred"
    assert (found.row, found.column) == (2, "status")
