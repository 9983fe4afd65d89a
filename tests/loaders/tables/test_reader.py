"""The word tables are read strictly: what is wrong is told with file and row."""

from pathlib import Path

import pytest

from loaders.errors import DataError
from loaders.tables.reader import Tables

LISTS = (
    "file,list,value,meaning\n"
    "dates,month,1 2,months\n"
    "dates,since,,words before a date\n"
    "text,and,,joins two names\n"
    "things,other-name,*,other names\n"
)


def tables(folder: Path, lists: str = LISTS, **files: str) -> Tables:
    """A folder of tables; ``el_dates`` is ``el/dates.csv``."""
    (folder / "lists.csv").write_text(lists, encoding="utf-8")
    for name, text in files.items():
        language, _, file = name.partition("_")
        path = folder / language / (file.replace("__", ".") if "__" in file else f"{file}.csv")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Tables(folder)


def wrong(read: Tables, file: str = "dates") -> str:
    with pytest.raises(DataError) as caught:
        read.table(file)
    assert caught.value.remedy
    return str(caught.value)


def test_a_word_is_found_by_list_and_language(tmp_path: Path) -> None:
    read = tables(
        tmp_path,
        el_dates="list,word,value\nmonth,Μάρτιος,1\nsince,από,\n",
        nl_dates="list,word,value\nsince,sinds,\n",
        names_text="list,word\nand,&\n",
    )
    assert read.table("dates") == {
        "month": {"el": (("Μάρτιος", "1"),)},
        "since": {"el": (("από", ""),), "nl": (("sinds", ""),)},
    }
    assert read.table("text") == {"and": {"any": (("&", ""),)}}


def test_a_word_with_a_comma_is_quoted(tmp_path: Path) -> None:
    read = tables(tmp_path, en_things='list,word,value\nother-name,"Peace, Now",network peace\n')
    assert read.table("things")["other-name"]["en"] == (("Peace, Now", "network peace"),)


@pytest.mark.parametrize(
    ("text", "row", "what"),
    [
        ("list,word,value\nsince,seit,\nsince,ab,\nsince,seit,\n", 4, "'seit' stands in row 2 too"),
        ("list,word,value\nsince,seit,\nmonths,Mai,1\n", 3, "'months' is not declared"),
        ("list,word\nsince,seit\n", 1, "the columns are list,word"),
        ("list,word,value,note\nsince,seit,,\n", 1, "the columns are list,word,value,note"),
        ("list,word,value\nsince,seit\n", 2, "2 cells instead of 3"),
        ("list,word,value\nsince,seit,,\n", 2, "4 cells instead of 3"),
        ("list,word,value\nmonth,Mai,5\n", 2, "'5' is not a value of the list 'month'"),
        ("list,word,value\nmonth,Mai,\n", 2, "'' is not a value of the list 'month'"),
        ("list,word,value\nsince,seit,1\n", 2, "'1' is not a value of the list 'since'"),
        ("list,word,value\nsince, seit,\n", 2, "has blanks around it"),
        ("list,word,value\nsince,,\n", 2, "is empty"),
        ("list,word,value\nmonth,Ma\u0308rz,1\n", 2, "accents"),
        ('list,word,value\nsince,"seit,\n', 2, "not a table"),
        ("", 1, "the columns are "),
    ],
)
def test_a_wrong_row_is_told_with_file_and_row(
    tmp_path: Path, text: str, row: int, what: str
) -> None:
    said = wrong(tables(tmp_path, de_dates=text))
    assert f"{tmp_path / 'de' / 'dates.csv'}, row {row}: " in said
    assert what in said


def test_a_list_of_any_values_needs_one(tmp_path: Path) -> None:
    said = wrong(tables(tmp_path, en_things="list,word,value\nother-name,X,\n"), "things")
    assert "row 2" in said
    assert "say what the word means" in said


def test_bytes_that_are_no_utf8_are_told(tmp_path: Path) -> None:
    read = tables(tmp_path, de_dates="list,word,value\n")
    (tmp_path / "de" / "dates.csv").write_bytes(b"list,word,value\nsince,f\xfcr,\n")
    assert "not a table in UTF-8" in wrong(read)


@pytest.mark.parametrize("file", ["el_seasons", "el_dates__txt", "el_given_names__txt"])
def test_a_file_that_is_not_declared_is_told(tmp_path: Path, file: str) -> None:
    said = wrong(tables(tmp_path, **{file: "list,word\n"}))
    assert "no such word table is declared" in said
    assert str(tmp_path / "el") in said


def test_names_of_persons_stand_among_the_names_only(tmp_path: Path) -> None:
    read = tables(tmp_path, names_given_names__txt="# from elsewhere\n\nAda\nZoë\n")
    assert read.table("dates") == {"month": {}, "since": {}}
    assert read.lines("given_names.txt") == ("Ada", "Zoë")


@pytest.mark.parametrize(
    ("lists", "what"),
    [
        (LISTS + "dates,month,,again\n", "dates.month is declared twice"),
        (LISTS + "dates,day,,\n", "dates.day has no meaning"),
        ("list,meaning\n", "the columns are list,meaning"),
    ],
)
def test_the_declaration_of_lists_is_strict_too(tmp_path: Path, lists: str, what: str) -> None:
    said = wrong(tables(tmp_path, lists))
    assert "lists.csv, row " in said
    assert what in said
