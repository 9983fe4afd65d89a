"""Cells over several rows and columns: how far what they say is carried, and where it ends."""

import io

import openpyxl
import pytest

from loaders.documents.builder import Builder
from loaders.documents.html import content, walker
from loaders.documents.html.reader import read_html, read_whole
from loaders.documents.office import spreadsheets
from loaders.documents.office.word import read_docx
from loaders.documents.spread import MAX_SAID, Spread
from loaders.errors import DataError


def builder(limit=MAX_SAID):
    return Builder("", "", spread=Spread(limit))


def page(attributes, cells, rows):
    first = "".join(f"<td {attributes}>B</td>" for _ in range(cells))
    below = "".join(f"<tr><td>Palermo {number}</td></tr>" for number in range(rows))
    return f"<html><body><table><tr>{first}</tr>{below}</table></body></html>"


@pytest.mark.parametrize("reader", [read_html, lambda source, made: read_whole(source, made, "x")])
def test_fifty_cells_over_endless_rows_are_said_so_many_times_and_no_more(reader):
    made = builder()
    reader(page("rowspan=65534", 50, 400), made)
    document = made.finish()
    assert document.text.count("B") == 50 + MAX_SAID
    assert len(document.blocks) == 401
    assert {block.text.count("|") for block in document.blocks[1:]} == {50, 0}
    assert any(f"left out: {400 * 50 - MAX_SAID:,};" in warning for warning in document.warnings)


def test_rows_below_a_cell_over_several_belong_to_the_main_content():
    words = "The city of Bonn works with Palermo on housing. " * 8
    rows = (
        "<tr><td>Leipzig<td rowspan=3>Germany<td>2019<tr><td>Bonn<td>2020"
        "<tr><td>The free city of Hamburg<td>2021<tr><td>Palermo<td>Italy<td>2018"
    )
    made = builder()
    read_html(f"<html><body><p>{words}</p><table>{rows}</table></body></html>", made)
    assert [block.text for block in made.blocks[1:]] == [
        "Leipzig | Germany | 2019",
        "Bonn | Germany | 2020",
        "The free city of Hamburg | Germany | 2021",
        "Palermo | Italy | 2018",
    ]
    assert not made.removed


def test_a_page_whose_cells_cover_too_many_places_is_refused(monkeypatch):
    monkeypatch.setattr(walker, "MAX_PLACES", 1000)
    with pytest.raises(DataError, match="cover more than 1,000 places"):
        read_html(page("rowspan=65534", 50, 21), builder())
    made = builder()
    read_html(page("rowspan=65534", 50, 20), made)
    assert len(made.blocks) == 21


@pytest.mark.parametrize("attributes", ["colspan=65534", "rowspan=2 colspan=65534"])
def test_wide_cells_over_many_rows_are_not_filled_up(monkeypatch, attributes):
    def filled(*_, **__):
        pytest.fail("all rows were filled up to the widest")

    monkeypatch.setattr(content.trafilatura, "extract", filled)
    rows = content.MAX_PADDED // walker.MAX_WIDTH
    made = builder()
    read_html(page(attributes, 50, rows), made)
    assert len(made.blocks) + len(made.removed) == rows + 1
    assert len(made.finish().text) < 2 * len(page("", 50, rows))


def test_a_cell_over_a_thousand_rows_keeps_its_column_in_all_of_them():
    made = builder()
    read_whole(page("rowspan=1101", 1, 1100), made, "")
    assert made.blocks[-1].text == "B | Palermo 1099"
    assert made.finish().warnings == ()


def test_cells_merged_in_word_are_said_again_within_the_limit(make_docx):
    def row(merged, city):
        words = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>".format
        go_on = f'<w:tc><w:tcPr><w:vMerge w:val="{merged}"/></w:tcPr>'
        country = words("Italy" if merged == "restart" else "")
        return f"<w:tr>{go_on}{country}</w:tc><w:tc>{words(city)}</w:tc></w:tr>"

    rows = row("restart", "Riace") + "".join(row("continue", f"City {i}") for i in range(4))
    made = builder(limit=3)
    read_docx(make_docx(f"<w:tbl>{rows}</w:tbl>"), made)
    shown = [block.text for block in made.blocks]
    assert shown[0] == "Italy | Riace"
    assert shown[3:] == ["Italy | City 2", "City 3"]
    assert "left out: 1;" in made.finish().warnings[-1]


def workbook(*merged):
    book = openpyxl.Workbook()
    for number in range(6):
        country = None if number else "Italy"
        book.active.append([country, *[None] * 7, f"City {number}"])
    for cells in merged:
        book.active.merge_cells(cells)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_cells_merged_in_a_sheet_are_said_again_within_the_limit():
    made = builder(limit=3)
    spreadsheets.read_sheets(workbook("A1:A6"), made)
    shown = [block.text for block in made.blocks]
    assert [text.startswith("Italy | ") for text in shown] == [True] * 4 + [False] * 2
    assert "left out: 2;" in made.finish().warnings[-1]


def test_merged_cells_that_overlap_are_counted_each(monkeypatch):
    monkeypatch.setattr(spreadsheets, "MAX_CELLS", 60)
    spreadsheets.read_sheets(workbook("A1:A6"), builder())
    ranges = [f"A1:{column}{row}" for column in "ABCDEFGH" for row in range(3, 7)]
    with pytest.raises(DataError, match="more than 60 merged cells"):
        spreadsheets.read_sheets(workbook(*ranges), builder())
