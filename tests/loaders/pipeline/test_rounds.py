"""What is wrong with a source is told in one round: files, rows and cells, each with its remedy."""

from __future__ import annotations

import pytest

from loaders.curation.cells import CellChecks
from loaders.curation.spec import Column
from loaders.errors import GroupedError, UrbsolError
from loaders.mapping.base import Context
from loaders.pipeline.mapping import map_source


def errors(miniature, stem: str) -> list[UrbsolError]:
    context = Context.load(miniature.settings)
    with pytest.raises(UrbsolError) as caught:
        map_source(miniature.settings.data / "sources" / stem, context)
    found = caught.value
    return list(found.errors) if isinstance(found, GroupedError) else [found]


def edit_only(miniature, stem: str, *changes: tuple[str, str]) -> None:
    """Change a table and leave the checksum in source.yml as it was."""
    path = miniature.table(stem)
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def test_a_wrong_checksum_hides_no_wrong_cell(miniature) -> None:
    edit_only(miniature, "cities", (",FR,France", ",XX,France"), ("38.11660", "38°"))
    found = errors(miniature, "cities")
    where = [(error.row, error.column) for error in found]
    assert where == [(None, None), (2, "lat"), (3, "country_iso2")]
    assert "wrong checksum" in str(found[0])
    assert "urbsol lint --fix" in found[0].remedy
    assert found[1].remedy == "write degrees north, as 38.12"
    assert found[2].remedy == "write two letters, as IT or DE"
    assert all(error.file for error in found)


def test_all_rows_that_cannot_be_mapped_are_told_at_once(miniature) -> None:
    edit_only(miniature, "cities", ("\nlyon,", "\nlyons,"), ("\npalermo,", "\npalermi,"))
    found = errors(miniature, "cities")
    assert [error.row for error in found] == [None, 2, 3]
    assert "'palermi' is not in data/registry/city.csv" in str(found[1])
    assert all(error.remedy for error in found)


def test_a_missing_file_is_told_alone(miniature) -> None:
    miniature.table("cities").unlink()
    (found,) = errors(miniature, "cities")
    assert "missing" in str(found)
    assert "restore it" in found.remedy


@pytest.mark.parametrize(
    ("column", "value", "typed"),
    [
        (Column("c", "reference", options=("city",)), "lyonn", "write lyon, or register it in"),
        (
            Column("c", "reference", options=("city",)),
            "zzz",
            "register it in data/registry/city.csv",
        ),
        (Column("c", "choice", options=("verified", "inferred")), "verfied", "write verified"),
        (
            Column("c", "url"),
            "www.example.org",
            "write a whole address, as https://example.org/page",
        ),
        (Column("c", "text"), "=1+1", "write it without the sign at its beginning"),
    ],
)
def test_a_wrong_cell_says_what_to_type(miniature, column, value, typed) -> None:
    checks = CellChecks(Context.load(miniature.settings).registry)
    assert checks.problem(column, value)
    assert checks.remedy(column, value).startswith(typed)
