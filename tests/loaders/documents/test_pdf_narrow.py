"""PDF without tags: tables whose columns stand as close together as words."""

from loaders.documents.builder import Builder
from loaders.documents.model import Document
from loaders.documents.pdf.reader import read_pdf
from loaders.documents.sniff import PDF

from .conftest import pdf_bytes

SIZE = 10
BELOW = "A sentence of some length stands below the table and says something of all its rows."


def column(left: float, top: float, *cells: str, step: float = 16) -> list[tuple]:
    """Return the cells of a column, each drawn by itself; a letter is half its size wide."""
    return [(left, top - step * row, SIZE, words) for row, words in enumerate(cells) if words]


def right(edge: float, top: float, *cells: str) -> list[tuple]:
    return [(edge - x - SIZE * len(w) / 2, y, s, w) for x, y, s, w in column(0, top, *cells)]


def read(*runs: tuple) -> Document:
    """Return the document of one page, whose words are drawn row by row."""
    builder = Builder(PDF, "")
    drawn = sorted(runs, key=lambda run: (-run[1], run[0]))
    read_pdf(pdf_bytes([[*drawn, (60, 500, SIZE, BELOW)]]), builder)
    return builder.finish()


def rows(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.kind == "table-row"]


MEASURES = ("Measure", "Open Kitchen", "Night shelter at the port", "Legal desk")
STARTS = ("Start", "2018", "2020", "2021")
CARRIERS = ("Carrier", "City of Ghent", "Red Cross", "Bar association")


def test_cells_that_nearly_touch_are_told_apart() -> None:
    longest = 60 + SIZE * len(MEASURES[2]) / 2
    document = read(
        *column(60, 700, *MEASURES),
        *column(longest + 2, 700, *STARTS),
        *column(longest + 30, 700, *CARRIERS),
        *right(longest + 150, 700, "Budget", "12,000", "120,000", "9,000"),
    )
    assert rows(document) == [
        "Measure | Start | Carrier | Budget",
        "Open Kitchen | 2018 | City of Ghent | 12,000",
        "Night shelter at the port | 2020 | Red Cross | 120,000",
        "Legal desk | 2021 | Bar association | 9,000",
    ]
    assert document.blocks[-1].text == BELOW
    assert not document.warnings


def test_heads_centred_over_their_columns_are_those_of_the_table() -> None:
    document = read(
        *column(100, 716, "Town"),
        *column(152, 716, "Joined"),
        *column(215, 716, "Network"),
        *column(60, 700, "Leeds", "Kingston upon Hull", "Bonn"),
        *column(154, 700, "2019", "2011", "2006"),
        *column(190, 700, "Eurocities", "City of Sanctuary UK", "ECCAR"),
    )
    assert rows(document) == [
        "Town | Joined | Network",
        "Leeds | 2019 | Eurocities",
        "Kingston upon Hull | 2011 | City of Sanctuary UK",
        "Bonn | 2006 | ECCAR",
    ]


def test_the_lines_of_a_cell_stay_together_where_rows_are_further_apart() -> None:
    document = read(
        (60, 700, SIZE, "Measure"), (190, 700, SIZE, "Start"), (220, 700, SIZE, "Carrier"),
        (60, 682, SIZE, "Open Kitchen"), (190, 682, SIZE, "2018"), (220, 682, SIZE, "Ghent"),
        (60, 664, SIZE, "Night shelter at the"), (190, 664, SIZE, "2020"), (220, 664, SIZE, "MOVE"),
        (60, 652, SIZE, "harbour of the town"),
        (60, 634, SIZE, "Legal desk"), (190, 634, SIZE, "2021"), (220, 634, SIZE, "Caritas"),
    )  # fmt: skip
    assert rows(document) == [
        "Measure | Start | Carrier",
        "Open Kitchen | 2018 | Ghent",
        "Night shelter at the harbour of the town | 2020 | MOVE",
        "Legal desk | 2021 | Caritas",
    ]


def test_cells_of_one_line_stand_beside_the_middle_of_those_of_two() -> None:
    document = read(
        (60, 700, SIZE, "Open Kitchen"), (170, 700, SIZE, "2018"), (200, 700, SIZE, "Ghent"),
        (60, 686, SIZE, "Night shelter at the"), (60, 676, SIZE, "harbour of the town"),
        (170, 681, SIZE, "2020"), (200, 681, SIZE, "MOVE"),
        (60, 662, SIZE, "Legal desk"), (170, 662, SIZE, "2021"), (200, 662, SIZE, "Caritas"),
    )  # fmt: skip
    assert rows(document) == [
        "Open Kitchen | 2018 | Ghent",
        "Night shelter at the harbour of the town | 2020 | MOVE",
        "Legal desk | 2021 | Caritas",
    ]


def test_rows_that_cannot_be_told_into_cells_stay_whole_and_a_warning_says_what_to_do() -> None:
    lines = ("Open Kitchen", "Night shelter at the", "harbour of the town", "Legal desk", "Choir")
    document = read(
        *column(60, 700, *lines),
        *column(165, 700, "2018", "2020", "", "2021", "2022"),
        *column(190, 700, "Ghent", "MOVE", "", "Caritas", "Ghent"),
    )
    assert rows(document) == [
        "Open Kitchen 2018 Ghent",
        "Night shelter at the 2020 MOVE",
        "harbour of the town",
        "Legal desk 2021 Caritas",
        "Choir 2022 Ghent",
    ]
    assert document.warnings == (
        "the columns of a table stand too close together: its rows are read as plain text "
        "(page 1); load the table as a spreadsheet or a web page, or save the file as a tagged PDF",
    )


def test_items_whose_numbers_were_drawn_by_themselves_are_a_list() -> None:
    document = read(
        *column(60, 700, "1.", "2.", "3.", "4."),
        *column(72, 700, "Open the harbour", "Sign the charter", "Join the network", "Tell all"),
    )
    assert not rows(document)
    assert "1. Open the harbour" in document.text
    assert not document.warnings


def test_words_drawn_by_themselves_are_no_cells() -> None:
    prose = [
        "The city opened the first desk of its kind in the old port",
        "and has since then helped many of those who came over",
        "the sea with advice, food and a bed for the first night",
        "while others who wanted to stay were led on to the inns",
    ]
    runs = []
    for number, line in enumerate(prose):
        at = 60.0
        for word in line.split():
            runs.append((at, 700 - 12 * number, SIZE, word))
            at += SIZE * (len(word) + 0.6) / 2
    document = read(*runs)
    assert not rows(document)
    assert not document.warnings


def test_figures_after_a_point_are_no_note_where_the_line_has_figures_before_it() -> None:
    document = read(
        (60, 700, SIZE, "The town paid in all"), (165, 700, SIZE, "9,000"),
        (60, 686, SIZE, "and the province gave it a further"),
    )  # fmt: skip
    assert "9,000" in document.text
