"""The works a report cites are those that are known, by DOI or by author, year and title."""

from dataclasses import replace
from pathlib import Path

import pytest

from loaders.extract.model import Claim, Extraction, Reference
from loaders.mapping.base import Context, Record, Row
from loaders.reports.citations import Works, known_works, with_citations, with_own_title
from loaders.review.names import Names
from loaders.review.said import Said
from loaders.review.statements import state
from loaders.settings import Settings
from loaders.vocabulary import BIBO, CITO

REPORT = "tesserae-moving-cities-2021"
KNOWN = "rls-solidarity-cities-2019"
TITLE = (
    "Solidarity Cities in Europe: Charity or pathways to citizenship - a new urban policy approach"
)


@pytest.fixture(scope="module")
def context() -> Context:
    return Context.load(Settings.from_environment({}))


def entry(**fields: object) -> Reference:
    return replace(Reference(10, 60, "An entry of fifty characters, or about that many."), **fields)


def test_an_entry_is_known_by_author_year_and_title(context: Context) -> None:
    found = with_citations(
        Extraction(
            references=(
                entry(editors=("Christoph, Wenke",), year="2019", title=TITLE, cited_at=((3, 9),)),
            )
        ),
        REPORT,
        context,
    )
    (claim,) = found.claims
    assert claim.predicate == "citation"
    assert claim.subject.endswith(f"/id/publication/{REPORT}")
    assert claim.object.endswith(f"/id/publication/{KNOWN}")
    assert (claim.start, claim.end) == (10, 60)
    assert [(m.type, m.start) for m in claim.evidence] == [("REFERENCE", 10), ("CITATION", 3)]


def test_a_doi_is_enough_and_another_year_is_another_work() -> None:
    works = Works(
        {"10.5555/x.1": "one"}, {("christoph", "2019", "solidarity cities in europe"): "two"}
    )
    assert works.find(entry(doi="10.5555/X.1")) == ("one", 0.95)
    same = {"authors": ("Christoph, W.",), "title": "Solidarity Cities in Europe"}
    assert works.find(entry(year="2019", **same)) == ("two", 0.85)
    assert works.find(entry(year="2018", **same)) is None
    assert works.find(entry(year="2019", title="Solidarity Cities in Europe")) is None


def test_an_unknown_work_is_proposed_with_where_it_is_cited(context: Context) -> None:
    unknown = entry(authors=("Nobody, N.",), year="1999", title="Never written", cited_at=((3, 9),))
    found = with_citations(Extraction(references=(unknown,)), REPORT, context)
    (claim,) = found.claims
    assert (claim.predicate, claim.object, claim.confidence) == ("citation", "Never written", 0.75)
    assert [(m.type, m.start) for m in claim.evidence] == [("REFERENCE", 10), ("CITATION", 3)]
    (proposal,) = found.proposals
    assert (proposal.kind, proposal.label) == ("publication", "Never written")
    assert proposal.evidence == ((10, 60), (3, 9))


def test_a_report_does_not_cite_itself_and_each_work_once(context: Context) -> None:
    one = entry(editors=("Christoph, Wenke",), year="2019", title=TITLE)
    twice = Extraction(references=(one, replace(one, start=70, end=120)))
    assert len(with_citations(twice, REPORT, context).claims) == 1
    assert not with_citations(twice, KNOWN, context).claims


def test_an_accepted_citation_is_stated_with_cito(context: Context) -> None:
    record = Record(Row("story", "story.txt", 0, {}), "claim-1", context)
    state(record, Names(context), Said("citation", f"publication/{REPORT}", f"publication/{KNOWN}"))
    assert any(quad.predicate == CITO.cites for quad in record.quads)


def test_no_tables_know_no_works(tmp_path: Path) -> None:
    assert known_works(tmp_path) == Works({}, {})


def test_an_entry_that_tells_too_little_gives_no_claim(context: Context) -> None:
    for fields in ({"title": "Never written", "year": "1999"}, {"title": "Short", "year": "1999",
                   "authors": ("Nobody, N.",)}):  # fmt: skip
        found = with_citations(Extraction(references=(entry(**fields),)), REPORT, context)
        assert not found.claims


def test_a_cited_work_that_a_reviewer_lets_in_is_a_work_with_what_its_entry_tells(
    context: Context,
) -> None:
    unknown = entry(
        authors=("Nobody, N.", "Somebody, S."),
        year="1999",
        title="Never written",
        doi="10.5555/n.1",
    )
    (claim,) = with_citations(Extraction(references=(unknown,)), REPORT, context).claims
    record = Record(Row(REPORT, "a.txt", 0, {}), "claim-1", replace(context, missing=[]))
    said = Said(
        "citation",
        f"publication/{REPORT}",
        "new publication/never-written = Never written",
        detail=dict(claim.detail),
    )
    state(record, Names(context), said)
    work = context.iris.thing("publication", "never-written")
    told = {
        q.predicate.value.rpartition("#")[2]: q.object for q in record.quads if q.subject == work
    }
    assert told["authorText"].value == "Nobody, N.; Somebody, S."
    assert told["date"].value == "1999"
    assert any(q.predicate == CITO.cites and q.object == work for q in record.quads)
    assert any(q.predicate == BIBO.doi and q.object.value == "10.5555/n.1" for q in record.quads)


def test_who_wrote_the_report_is_told_of_the_report_and_not_of_its_title(context: Context) -> None:
    claim = Claim("0" * 16, "authorship", "Ada L", "Open  Quays", "PERSON", "WORK", (), 0, 9)
    other = replace(claim, object="Other Quays")
    read = Extraction(claims=(claim, other))
    found = with_own_title(read, REPORT, "Open quays", context).claims
    assert [one.object.rpartition("/")[2] for one in found] == [REPORT, "Other Quays"]
    assert found[0].key == claim.key
