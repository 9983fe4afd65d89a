"""A name belongs to one dataset for ever, and the ledger that says so is read strictly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import ledger
from loaders.errors import DataError
from loaders.ledger import Entry

A, B, C = "a" * 64, "b" * 64, "c" * 64
DAY = "2026-11-28"


def entry(version: str, digest: str = A, **more: str) -> Entry:
    return Entry(version, digest, version[:10], 100, 90, 3, **more)


def test_what_is_written_is_read(tmp_path) -> None:
    path = tmp_path / ledger.NAME
    first = entry(DAY, doi="10.5281/zenodo.1", deposited="https://archive.example/1")
    ledger.record(path, entry(f"{DAY}.10", C))
    ledger.record(path, entry(f"{DAY}.2", B))
    ledger.record(path, first)
    assert ledger.read(path) == (first, entry(f"{DAY}.2", B), entry(f"{DAY}.10", C))
    assert path.read_text() == ledger.text_of(ledger.read(path))


def test_there_is_nothing_in_a_ledger_that_is_not_there(tmp_path) -> None:
    assert ledger.read(tmp_path / ledger.NAME) == ()


def test_a_name_is_never_given_to_another_dataset(tmp_path) -> None:
    path = tmp_path / ledger.NAME
    ledger.record(path, entry(DAY))
    before = path.read_text()
    with pytest.raises(DataError, match="belongs to the dataset aaaaaaaaaaaa, not to bbbbbbbbbbbb"):
        ledger.record(path, entry(DAY, B))
    assert path.read_text() == before


def test_a_deposit_is_added_later(tmp_path) -> None:
    path = tmp_path / ledger.NAME
    ledger.record(path, entry(DAY))
    ledger.record(path, entry(DAY, doi="10.5281/zenodo.1"))
    assert ledger.read(path) == (entry(DAY, doi="10.5281/zenodo.1"),)


@pytest.mark.parametrize(
    ("wanted", "digest", "known", "name"),
    [
        (DAY, A, [], DAY),
        (DAY, A, [(DAY, A)], DAY),
        (DAY, B, [(DAY, A)], f"{DAY}.2"),
        (DAY, C, [(DAY, A), (f"{DAY}.2", B)], f"{DAY}.3"),
        (DAY, B, [(DAY, A), (f"{DAY}.2", B)], f"{DAY}.2"),
        (DAY, A, [(DAY, A), (f"{DAY}.2", B)], DAY),
        (f"{DAY}.2", C, [(DAY, A), (f"{DAY}.2", B)], f"{DAY}.3"),
        (f"{DAY}.2", B, [(DAY, A)], f"{DAY}.2"),
        (DAY, B, [(DAY, A), (f"{DAY}.9", C), (f"{DAY}.10", C)], f"{DAY}.11"),
        (DAY, A, [("2026-11-27", A)], DAY),
        (DAY, A, [("2026-11-27", B)], DAY),
    ],
)
def test_a_dataset_gets_its_name_or_the_next_that_is_free(wanted, digest, known, name) -> None:
    assert ledger.name_for(wanted, digest, [entry(*one) for one in known]) == name


DATASETS = st.lists(st.sampled_from([A, B, C, "d" * 64]), max_size=12)


@given(DATASETS)
def test_whatever_is_built_in_whatever_order_a_name_has_one_dataset(digests: list[str]) -> None:
    known: list[Entry] = []
    for digest in digests:
        name = ledger.name_for(DAY, digest, known)
        assert {one.hash for one in known if one.version == name} <= {digest}
        known.append(entry(name, digest))
    assert len({one.version for one in known}) == len(set(digests))


HEADER = ",".join(ledger.COLUMNS)
ROW = f"{DAY},{A},{DAY},100,90,3,,"


@pytest.mark.parametrize(
    ("rows", "row", "column"),
    [
        (["version,hash", ROW], 1, None),
        ([HEADER, ROW, ROW], 3, "version"),
        ([HEADER, ROW.replace(A, "abc")], 2, "hash"),
        ([HEADER, ROW.replace(A, A.upper())], 2, "hash"),
        ([HEADER, ROW.replace(f"{DAY},{A}", f"latest,{A}")], 2, "version"),
        ([HEADER, ROW.replace(f"{DAY},{A}", f"{DAY}.0,{A}")], 2, "version"),
        ([HEADER, ROW.replace(f",{DAY},", ",2026-11-29,")], 2, "date"),
        ([HEADER, ROW.replace("100", "-1")], 2, "quads"),
        ([HEADER, f"{DAY},{A},{DAY},100,90,3,https://doi.org/10.5281/1,"], 2, "doi"),
        ([HEADER, f"{DAY},{A},{DAY},100,90,3,,javascript:alert(1)"], 2, "deposited"),
        ([HEADER, f"{ROW},more"], 2, None),
        ([HEADER, '"'], None, None),
        ([], 1, None),
    ],
)
def test_a_ledger_that_is_wrong_is_refused_with_row_and_column(rows, row, column, tmp_path) -> None:
    path = tmp_path / ledger.NAME
    path.write_text("".join(f"{line}\n" for line in rows))
    with pytest.raises(DataError) as caught:
        ledger.read(path)
    assert (caught.value.file, caught.value.row, caught.value.column) == (path, row, column)


def test_versions_are_in_the_order_in_which_they_were_given() -> None:
    names = [DAY, f"{DAY}.2", f"{DAY}.9", f"{DAY}.10", "2026-11-29", "2027-01-01.2"]
    assert sorted(set(names), key=ledger.order) == names
