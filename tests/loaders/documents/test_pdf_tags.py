"""PDF: tables whose cells the tags of the file tell, however close together they stand."""

import pytest

from loaders.documents.builder import Builder
from loaders.documents.pdf.reader import read_pdf
from loaders.documents.sandbox.formats import read_bytes
from loaders.documents.sniff import PDF
from loaders.documents.spread import Spread

from .tagged import Cell, Table, tagged_pdf


def row(*cells: str) -> list[Cell]:
    """Return a row whose cells stand a blank apart, as in tables as narrow as their words."""
    left, found = 50, []
    for words in cells:
        found.append(Cell([words], left))
        left += 5 * len(words) + 6
    return found


def rows_of(data: bytes) -> list[str]:
    document = read_bytes(data, "report.pdf")
    return [block.text for block in document.blocks if block.kind == "table-row"]


HEAD = row("City", "Year of joining", "Network")
LEEDS = row("Leeds", "2019", "Eurocities")
BONN = row("Bonn", "2006", "ECCAR")


def test_cells_are_told_by_tags_where_they_stand_close() -> None:
    assert rows_of(tagged_pdf([[HEAD, LEEDS, BONN]])) == [
        "City | Year of joining | Network",
        "Leeds | 2019 | Eurocities",
        "Bonn | 2006 | ECCAR",
    ]


def test_the_lines_of_a_cell_stay_together() -> None:
    wrapped = [
        Cell(["Kingston", "upon Hull"], 50),
        Cell(["2019"], 150),
        Cell(["a net-", "work"], 200),
    ]
    assert (
        rows_of(tagged_pdf([[HEAD, wrapped, BONN]]))[1] == "Kingston upon Hull | 2019 | a network"
    )


def test_an_empty_cell_keeps_the_columns_after_it() -> None:
    gap = [Cell(["Leeds"], 50), Cell([""], 100), Cell(["Eurocities"], 150)]
    assert rows_of(tagged_pdf([[HEAD, gap, BONN]]))[1] == "Leeds |  | Eurocities"


def test_a_cell_over_rows_and_columns_counts_for_them() -> None:
    table: Table = [
        [
            Cell(["Measure"], 50, rows=2),
            Cell(["Period"], 120, columns=2),
            Cell(["Status"], 200, rows=2),
        ],
        [Cell(["Start"], 120), Cell(["End"], 160)],
        [
            Cell(["Open Kitchen"], 50),
            Cell(["2018"], 120),
            Cell(["2021"], 160),
            Cell(["ended"], 200),
        ],
    ]
    assert rows_of(tagged_pdf([table])) == [
        "Measure | Period |  | Status",
        "Measure | Start | End | Status",
        "Open Kitchen | 2018 | 2021 | ended",
    ]


def test_a_table_that_goes_on_over_the_page_is_read_on_both() -> None:
    found = rows_of(tagged_pdf([[HEAD, LEEDS], [BONN, row("Oslo", "2010", "ICORN")]]))
    assert found == [
        "City | Year of joining | Network",
        "Leeds | 2019 | Eurocities",
        "Bonn | 2006 | ECCAR",
        "Oslo | 2010 | ICORN",
    ]


def test_a_table_that_only_lays_out_a_page_is_not_one() -> None:
    prose = ["The city of Palermo has adopted a charter of rights and says so in many words."] * 10
    layout: Table = [
        [Cell(prose, 50), Cell(["Menu"], 500)],
        [Cell(["Foot"], 50), Cell(["Up"], 500)],
    ]
    assert not rows_of(tagged_pdf([layout]))


def test_tags_are_read_within_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loaders.documents.pdf.tags._MOST", 100)
    table = [row(f"City{n}", "2019", "Eurocities") for n in range(50)]
    data = tagged_pdf([table], inside="Sect")
    found = rows_of(data)  # told by where the words stand
    assert found == [f"City{n} | 2019 | Eurocities" for n in range(50)]


def test_what_cells_over_rows_say_again_is_bounded_over_all_tables_and_said() -> None:
    part: Table = [
        [Cell(["Ghent"], 50, rows=4), Cell(["2018"], 120)],
        *([Cell([str(year)], 120)] for year in (2019, 2020, 2021)),
    ]
    builder = Builder(PDF, "", spread=Spread(limit=4))
    read_pdf(tagged_pdf([part, part]), builder)
    document = builder.finish()
    assert document.text.count("Ghent") == 2 + 4
    assert document.warnings == (
        "cells that cover several rows were repeated 4 times; repeats left out: 2; "
        "split the table to read them",
    )
