"""Tables are read strictly."""

import pytest

from loaders.curation.cells import CellChecks, countries, partial_date
from loaders.curation.extents import Extents, derive
from loaders.curation.registry import Entry, Registry
from loaders.curation.spec import read_column, read_spec
from loaders.curation.table import MAX_CELL, TableReader
from loaders.errors import DataError, GroupedError

COLUMNS = {"id": "required key", "name": "text", "n": "integer", "start": "date", "end": "date"}
REGISTRY = Registry.of([Entry("city", "lyon", "Lyon", "FR")])


def read(tmp_path, text: str, columns=None, key=("id",), canonical=True):
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8", newline="")
    reader = TableReader(
        path,
        "t.csv",
        read_spec(columns or COLUMNS, key),
        CellChecks(REGISTRY),
        Extents({}),
        canonical,
    )
    return reader.read()


def test_rows_are_numbered_as_in_a_spreadsheet(tmp_path) -> None:
    rows = read(tmp_path, "id,name,n,start,end\na,Anna,1,2001,2002-02\nb,,,,\n")
    assert [(row.number, row.values["id"]) for row in rows] == [(2, "a"), (3, "b")]


@pytest.mark.parametrize("cell", ["-1", "+3", "-", "a=b", "- ", "-5.5 %", "x@y"])
def test_numbers_and_dashes_are_no_formulas(tmp_path, cell) -> None:
    assert read(tmp_path, f"id,name,n,start,end\na,{cell},,,\n", canonical=False)


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "+cmd|x", "-cmd|x", "=HYPERLINK(0)"])
def test_formulas_are_refused(tmp_path, cell) -> None:
    with pytest.raises(DataError, match=r"row 2, column name: .* looks like a formula"):
        read(tmp_path, f"id,name,n,start,end\na,{cell},,,\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,name,n,start\na,,,\n", "row 1, column end: the column is missing"),
        ("id,name,n,start,end,id\n", "row 1, column id: the column stands twice"),
        ("id,name,n,start,end\na,,,\n", "row 2, column end: 4 cells instead of 5"),
        ("id,name,n,start,end\na,,,,,,\n", "row 2, column 6: 7 cells instead of 5"),
        ("id,name,n,start,end\nA b,,,,\n", "row 2, column id: 'A b' is not a key"),
        ("id,name,n,start,end\n,x,,,\n", "row 2, column id: the cell is empty"),
        ("id,name,n,start,end\na,,1.5,,\n", "row 2, column n: '1.5' is not a whole number"),
        ("id,name,n,start,end\na,,,2023-02-29,\n", "column start: '2023-02-29' is an impossible"),
        ("id,name,n,start,end\na,,,2020-05,2020-04\n", "column end: the end 2020-04 is before"),
        ('id,name,n,start,end\na,"x,,,\n', "no proper CSV"),
        ("id,name,n,start,end\na, x,,,\n", "row 2, column 2: not in canonical form"),
        ("id,name,n,start,end\na,x,,,", "row 2, column 5: not in canonical form"),
        ("id,name,n,start,end\na,e\u0301,,,\n", "row 2, column 2: not in canonical form"),
    ],
)
def test_errors_say_row_and_column(tmp_path, text, message) -> None:
    with pytest.raises((DataError, GroupedError)) as caught:
        read(tmp_path, text)
    assert message in str(caught.value)
    assert caught.value.exit_code == 1


def test_the_same_month_is_no_end_before_start(tmp_path) -> None:
    assert read(tmp_path, "id,name,n,start,end\na,,,2020-05-20,2020-05\n")


def test_a_cell_over_many_lines_is_limited_too(tmp_path) -> None:
    lines = "x" * 1000 + "\n"
    text = f'id,name,n,start,end\na,"{lines * (MAX_CELL // 1000 + 2)}",,,\n'
    with pytest.raises(DataError, match=r"row 2, .*no proper CSV: field larger than field limit"):
        read(tmp_path, text)


def test_all_errors_of_a_table_are_told(tmp_path) -> None:
    with pytest.raises(GroupedError) as caught:
        read(tmp_path, "id,name,n,start,end\na,=x,,,\na,,y,,\n")
    assert [error.row for error in caught.value.errors] == [2, 3, 3]


def test_references_are_looked_up(tmp_path) -> None:
    columns = {"id": "reference city|place"}
    assert read(tmp_path, "id\nlyon\n", columns)
    with pytest.raises(DataError, match="unknown city or place 'lion'"):
        read(tmp_path, "id\nlion\n", columns)


@pytest.mark.parametrize("words", ["", "required", "texts", "choice", "text a|b", "key x y"])
def test_column_types_are_checked(words) -> None:
    with pytest.raises(DataError):
        read_column("name", words)


def test_partial_dates() -> None:
    assert [day.isoformat() for day in partial_date("2024-02")] == ["2024-02-01", "2024-02-29"]
    assert [day.isoformat() for day in partial_date("2018")] == ["2018-01-01", "2018-12-31"]
    assert partial_date("2022-11-24T12:30")[0].isoformat() == "2022-11-24"
    assert [day.isoformat() for day in partial_date("2019-21")] == ["2019-03-01", "2019-06-21"]
    assert [day.isoformat() for day in partial_date("201X")] == ["2010-01-01", "2019-12-31"]
    assert [day.isoformat() for day in partial_date("2018~")] == ["2018-01-01", "2018-12-31"]
    for text in ("2022-11-24T25:00", "2022-00", "18", "2022-1", "0000", "Y20000", "spring 2019",
                 "2019/2020", "2019-25"):  # fmt: skip
        with pytest.raises(ValueError, match="date"):
            partial_date(text)


def test_country_codes_are_those_of_iso_3166() -> None:
    assert {"IT", "GR", "GB", "XK"} <= countries()
    assert not {"EU", "UN", "UK", "EL", "ZZ"} & countries()


def test_extents_hold_the_neighbourhood_of_settlements() -> None:
    bands: dict = {}
    for country, south, west, east in derive([("FR", 45.7, 4.8), ("FJ", -17.8, 179.9)]):
        bands[(country, int(south))] = (
            *bands.get((country, int(south)), ()),
            (int(west), int(east)),
        )
    extents = Extents(bands)
    assert extents.holds("FR", 45.1, 4.1)
    assert not extents.holds("FR", 4.8, 45.7)
    assert not extents.holds("DE", 45.7, 4.8)
    assert extents.holds("FJ", -17.9, -179.5)  # beyond the date line
    assert not extents.known("DE")
