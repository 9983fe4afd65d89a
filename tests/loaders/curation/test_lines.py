"""Bytes become lines in bounded memory."""

import tracemalloc

import pytest

from loaders.curation.lines import MAX_LINE_BYTES, read_lines
from loaders.errors import DataError


def write(tmp_path, content: bytes):
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    return path


def test_lines_keep_their_numbers_and_lose_bom_and_cr(tmp_path) -> None:
    lines = list(read_lines(write(tmp_path, b"\xef\xbb\xbfa,b\r\nc,d\n"), "t.csv"))
    assert [(line.number, line.text, line.plain) for line in lines] == [
        (1, "a,b\n", False),
        (2, "c,d\n", True),
    ]


def test_an_empty_file_is_an_error(tmp_path) -> None:
    with pytest.raises(DataError, match=r"t\.csv, line 1: the file is empty"):
        list(read_lines(write(tmp_path, b""), "t.csv"))


def test_foreign_bytes_are_told_with_line_and_byte(tmp_path) -> None:
    with pytest.raises(DataError) as caught:
        list(read_lines(write(tmp_path, b"\xef\xbb\xbfa,b\nx,\xe9\n"), "t.csv"))
    assert caught.value.line == 2
    # Three bytes of the mark, four of the header, two before the foreign one.
    assert "byte 0xe9 at byte 10 of the file" in caught.value.what
    assert (caught.value.column or "").startswith("2 ")


def test_a_line_of_50_mb_takes_little_memory(tmp_path) -> None:
    path = tmp_path / "big.csv"
    with path.open("wb") as file:
        file.write(b"a,b\n1,")
        for _ in range(50):
            file.write(b"x" * 1_000_000)
    tracemalloc.start()
    try:
        with pytest.raises(DataError, match="more than 1048576 bytes"):
            list(read_lines(path, "big.csv"))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 8 * MAX_LINE_BYTES
