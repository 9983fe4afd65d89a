"""The look-ups beside the sources: read strictly, none of their rows is dead."""

import csv
from pathlib import Path

import pytest

from loaders.curation.concepts import Concepts
from loaders.curation.sources import read_source
from loaders.errors import UrbsolError
from loaders.interpret.text import bracketed, split_outside
from loaders.mapping.base import Context, Row
from loaders.mapping.forms import Form
from loaders.mapping.lookup import Lookup, read_lookup
from loaders.mapping.mappers.conflicts import VALUES
from loaders.mapping.meanings import parts
from loaders.pipeline.tables import looked_up, mapper
from loaders.settings import Settings

SOURCES = Settings.from_environment({}).data / "sources"
LOOKUPS = sorted(path.parent.name for path in SOURCES.glob("*/lookup.csv"))
EXPELLED = "candidate city, expelled in 2020"


def rows(stem: str) -> list[Row]:
    path = next((SOURCES / stem / "raw").glob("*.csv"))
    with path.open(encoding="utf-8", newline="") as file:
        return [Row(stem, str(path), n, row) for n, row in enumerate(csv.DictReader(file), 2)]


def said(row: Row, column: str) -> list[str]:
    """The parts of a column; those of who states a conflict's values stand in their brackets."""
    if column in row.values:
        return list(parts(row[column]))
    cells = (text for name in VALUES for text in split_outside(row[name], ";"))
    return [part for cell in cells for part in split_outside(bracketed(cell).inner, ",;")]


def with_notes() -> list[str]:
    return sorted(
        path.parents[1].name
        for path in SOURCES.glob("*/raw/*.csv")
        if "note" in path.read_text("utf-8").splitlines()[0].split(",")
    )


@pytest.mark.parametrize("stem", LOOKUPS)
def test_every_row_of_a_look_up_is_needed(stem: str, lookup_of) -> None:
    lookup: Lookup = lookup_of(stem)
    assert lookup.columns
    for column, forms in lookup.columns.items():
        texts = {part for row in rows(stem) for part in said(row, column)}
        assert set(forms.exact) <= texts
        for form, _ in forms.slotted:
            assert any(form.fill(text) for text in texts), form.text


def test_there_are_tables_with_notes() -> None:
    assert len(LOOKUPS) >= 8
    assert len(with_notes()) >= 8


@pytest.mark.parametrize("stem", with_notes())
def test_a_note_that_nothing_interprets_is_reported(stem: str, context_of) -> None:
    first = rows(stem)[0]
    note = "; ".join(filter(None, (first["note"], EXPELLED)))
    row = Row(stem, first.file, first.number, {**first.values, "note": note})
    source, context = read_source(SOURCES / stem), context_of(stem)
    before = mapper(source.mapper)([first], context).uninterpreted
    after = mapper(source.mapper)([row], context).uninterpreted
    (found,) = [text for text in after if text not in before]
    assert (found.column, found.text, found.row) == ("note", EXPELLED, first.number)


def test_a_missing_look_up_knows_nothing(tmp_path: Path) -> None:
    assert read_lookup(tmp_path, "data/sources/x", {}, Concepts()) == Lookup()


@pytest.mark.parametrize(
    ("row", "column", "what"),
    [
        ("status,planned,remark,,known", "column", "is not looked up"),
        ("note,planned,guess,,", "meaning", "unknown meaning 'guess'"),
        ("note,planned,remark,,", "reason", "the reason is missing"),
        ("note,planned,report,ended,known", "value", "takes no value"),
        ("note,planned,status,,", "value", "the value is missing"),
        ("note,planned,status,gone,", "value", "'gone' is not a concept of status"),
        ("note,planned,founding,yes,", "value", "takes no value"),
        ("note,seen,seen,,", "form", "needs {date} in the form"),
        ("note,seen,seen,some day,", "value", "'some day' is not a date"),
        ("note,between {date},began-between,,", "form", "needs {date} {date}"),
        ("note,since {day},start,,", "form", "{day} is not a slot"),
        ("note,{date} {date} {date} {date},seen,,", "form", "at most 3"),
        ("note,a; b,remark,,known", "form", "a semicolon in a form"),
        ("note,,remark,,known", "form", "the cell is empty"),
        ("role,chairs,role,chairman,", "value", "'chairman' is not a concept of role"),
    ],
)
def test_a_wrong_row_is_an_error_with_file_row_and_column(
    tmp_path: Path, shipped: Context, row: str, column: str, what: str
) -> None:
    text = f"column,form,meaning,value,reason\nnote,known,remark,,it is\n{row}\n"
    (tmp_path / "lookup.csv").write_text(text, encoding="utf-8")
    columns = looked_up("memberships")
    with pytest.raises(UrbsolError) as caught:
        read_lookup(tmp_path, "data/sources/x", columns, shipped.concepts)
    error = caught.value
    assert what in error.what
    assert (error.file, error.row, error.column) == ("data/sources/x/lookup.csv", 3, column)


def test_all_wrong_rows_are_named_at_once(tmp_path: Path, shipped: Context) -> None:
    text = "column,form,meaning,value,reason\nnote,a,guess,,\nnote,b,remark,,\n"
    (tmp_path / "lookup.csv").write_text(text, encoding="utf-8")
    with pytest.raises(UrbsolError) as caught:
        read_lookup(tmp_path, "data/sources/x", looked_up("memberships"), shipped.concepts)
    assert "row 2" in str(caught.value)
    assert "row 3" in str(caught.value)


@pytest.mark.parametrize(
    ("form", "text", "fits"),
    [
        ("named in {date}", "named in spring 2019", True),
        ("named in {date}", "named in before 2019", False),
        ("named in {date}", "named in passing", False),
        ("pilots {since}", "pilots from 2019", True),
        ("pilots {since}", "pilots 2019", False),
        ("seat {name}", "seat Nueva Loja", True),
        ("seat {name}", "seat moved in 2019", False),
        ("seat {name}", "seat Lyon, moved in 2019", False),
        ("one of {number}", "one of 12", True),
        ("one of {number}", "one of twelve", False),
        ("a (b)", "a (b)", True),
    ],
)
def test_a_form_fits_what_its_slots_allow(form: str, text: str, fits: bool) -> None:
    assert (Form.of(form).fill(text) is not None) is fits


@pytest.mark.timeout(60)
def test_forms_are_compared_with_long_cells() -> None:
    form = Form.of("between {date} and {date}, {words}")
    for text in ("between " + "and " * 25_000, "between 2019 and 2020, " + "x, " * 30_000):
        assert form.fill(text) is None
