"""Errors name the file, the field, and the line, row or cell."""

import pytest

from loaders.documents.sandbox.formats import read_bytes
from loaders.errors import GroupedError
from loaders.mapping.base import Context
from loaders.reports.structured import write
from loaders.reports.structured.mapping import Origin, map_report, map_with_proposals
from loaders.reports.structured.model import Entry, StructuredReport
from loaders.reports.structured.read import read_structured
from loaders.settings import Settings

ORIGIN = Origin("small", "report.md", "palermo-report-2024")


@pytest.fixture(scope="module")
def context():
    return Context.load(Settings.from_environment({}))


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("## Practices", "## Practises", "no section 'Practises'"),
        ("- practice_type: one", "- practice_typ: one", "has no field 'practice_typ'"),
        ("- status: running", "- status: running\n- status: ended", "status is given twice"),
        ("city: palermo\n", "", "city is missing"),
        ("template: city-report/1", "template: city-report/9", "the template is 'city-report/9'"),
    ],
)
def test_form(parse, small, old, new, message):
    with pytest.raises(GroupedError) as caught:
        parse(small.replace(old, new, 1))
    assert any(message in error.what for error in caught.value.errors), caught.value


@pytest.mark.parametrize(
    ("change", "column", "message"),
    [
        (("one-stop-shop", "two-stop-shop"), "practice_type", "not a concept of practice-type"),
        (("start: spring 2019", "start: someday"), "start", "'someday' is not a date"),
        (("value: 1200", "value: many"), "value", "'many' is not a number"),
        (("wikidata: Q2656", "wikidata: 2656"), "wikidata", "does not look like wikidata"),
        (("source: handbook", "source: a book"), "source", "no publication is called 'a book'"),
        (("city: palermo", "city: Atlantis"), "city", "no city or place is called 'Atlantis'"),
        (("licence: CC BY 4.0", "licence: free"), "licence", "not a web address"),
        (("language: en", "language: English"), "language", "not a language code"),
        (("key: handbook", "key: Hand Book"), "key", "is not a key"),
    ],
)
def test_values(parse, small, context, *, change, column, message):
    old, new = change
    text = small.replace(old, new, 1)
    with pytest.raises(GroupedError) as caught:
        map_with_proposals(parse(text), ORIGIN, context)
    found = [e for e in caught.value.errors if message in e.what]
    assert found, caught.value
    assert str(found[0].file) == "report.md"
    assert found[0].column == column
    if column != "key":
        assert found[0].line == line_of(text, new)
    assert f"column {column}" in str(caught.value)


def test_all_errors_are_told_at_once(parse, small, context):
    text = small.replace("one-stop-shop", "x").replace("1200", "y").replace("Q2656", "z")
    with pytest.raises(GroupedError, match="3 errors"):
        map_with_proposals(parse(text), ORIGIN, context)


def test_what_the_registry_does_not_know_stops_a_build(parse, small, context):
    with pytest.raises(GroupedError) as caught:
        map_report(parse(small), ORIGIN, context)
    named = {error.what.split("'")[1]: error.line for error in caught.value.errors}
    assert set(named) == {"palermo-report-2024", "open-harbour-desk", "handbook"}
    assert named["handbook"] == line_of(small, "- key: handbook")


def sheet_report(**values: str) -> StructuredReport:
    head = {"template": "city-report/1", "title": "T", "city": "palermo", "date": "2019",
            "licence": "CC BY 4.0", "language": "en"}  # fmt: skip
    return StructuredReport(Entry("report", head), (Entry("practices", values),))


def test_cells_and_paragraphs_are_named(context):
    report = sheet_report(name="Desk", theme="nonsense")
    for name, make, where in (
        ("report.xlsx", write.xlsx, "report.xlsx, sheet practices, cell F2"),
        ("report.docx", write.docx, "report.docx, paragraph"),
        ("report.csv", write.long_csv, "report.csv, row 9"),
    ):
        read = read_structured(read_bytes(make(report), name), name)
        with pytest.raises(GroupedError, match="not a concept of theme") as caught:
            map_with_proposals(read, Origin("small", name, "report"), context)
        assert where in str(caught.value)


def test_fields_that_do_not_fit_the_kind_of_actor(parse, small, context):
    text = (
        small + "\n## Actors\n\n### Harbour Friends\n\n- kind: organisation\n- governs: palermo\n"
    )
    with pytest.raises(GroupedError, match="governs goes with government, not with organisation"):
        map_with_proposals(parse(text), ORIGIN, context)


def test_text_outside_fields_is_told(parse, small):
    text = small.replace("- status: running", "\nSome words.\n\n- status: running")
    line = line_of(text, "Some words.")
    assert parse(text).warnings == (f"line {line}: text without a field was not read",)
