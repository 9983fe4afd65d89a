"""``source.yml`` is read strictly."""

import csv
from pathlib import Path

import pytest

from loaders.curation.canonical import BOM, checksum, checksum_of
from loaders.curation.sources import check_files, read_source, source_folders
from loaders.errors import DataError

MINIMAL = {
    "title": "title: T",
    "publisher": "publisher: P",
    "urls": "urls: [https://example.org/]",
    "license": "license: https://creativecommons.org/licenses/by/4.0/",
    "date_read": "date_read: 2026-11-22",
    "files": "files: []",
}


def source(tmp_path, **changes: str):
    folder = tmp_path / "stem"
    folder.mkdir(exist_ok=True)
    lines = {**MINIMAL, **changes}
    (folder / "source.yml").write_text("\n".join([*lines.values(), ""]), encoding="utf-8")
    return read_source(folder)


def test_a_minimal_source(tmp_path) -> None:
    read = source(tmp_path, expected="expected: {min: 3, max: 9}")
    assert (read.stem, read.title, read.minimum, read.maximum) == ("stem", "T", 3, 9)
    assert read.urls == ("https://example.org/",)
    assert len(read.checksum) == 64


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"extra": "licence: x"}, "source.yml, column licence, line 7: unknown key"),
        ({"title": ""}, "column title, line 1: the key is missing"),
        ({"title": "title: [a]"}, "column title, line 1: ['a'] is not a str"),
        ({"license": "license: CC BY"}, "column license, line 4: 'CC BY' is not a web address"),
        (
            {"date_read": "date_read: yesterday"},
            "column date_read, line 5: 'yesterday' is not a date",
        ),
        ({"again": "title: U"}, "column title, line 7: the key stands twice"),
        ({"files": "files: [raw/a.csv]"}, "column files.0, line 6: 'raw/a.csv' is not a mapping"),
        ({"files": "files: [{path: a.csv, sha256: abc}]"}, "column files.0.sha256, line 6: no sha"),
        (
            {"files": f"files: [{{path: ../a.csv, sha256: {'a' * 64}}}]"},
            "column files.0.path, line 6: the path leaves the folder",
        ),
        (
            {"files": f"files: [{{path: a.csv, sha256: {'a' * 64}, columns: {{a: nonsense}}}}]"},
            "column files.0.columns.a, line 6: 'nonsense' is not a column type",
        ),
        ({"expected": "expected: {least: 3}"}, "column expected.least, line 7: unknown key"),
        ({"title": "title: 'unfinished"}, "not proper YAML"),
        ({"titled": "titled: T"}, "column titled, line 7: 'T' is not a dict"),
        (
            {"titled": "titled: {German: T}"},
            "column titled.German, line 7: 'German' is not another",
        ),
        ({"titled": "titled: {en: T}"}, "column titled.en, line 7: 'en' is not another language"),
        ({"described": "described: {de: 3}"}, "column described.de, line 7: 3 is not a text"),
    ],
)
def test_what_is_out_of_place_is_told_with_its_line(tmp_path, change, message) -> None:
    with pytest.raises(DataError) as caught:
        source(tmp_path, **change)
    assert message in str(caught.value)


def test_titles_in_other_languages(tmp_path) -> None:
    read = source(tmp_path, titled="titled: {fr: Titre, de: Titel}")
    assert read.titled == (("de", "Titel"), ("fr", "Titre"))


def test_our_own_sources_are_called_and_described_in_seven_languages(settings) -> None:
    ours = [
        one for one in map(read_source, source_folders(settings.data)) if one.mapper != "report"
    ]
    assert len(ours) > 25
    for one in ours:
        assert {tag for tag, _ in one.titled} == {"de", "fr", "it", "es", "el", "pl"}, one.stem
        assert {tag for tag, _ in one.described} == {"de", "fr", "it", "es", "el", "pl"}, one.stem


def test_yaml_that_is_not_utf8(tmp_path) -> None:
    (tmp_path / "stem").mkdir()
    (tmp_path / "stem" / "source.yml").write_bytes(b"title: T\npublisher: \xff\n")
    with pytest.raises(DataError, match="line 2: not UTF-8: byte 0xff at byte 21"):
        read_source(tmp_path / "stem")


def test_a_missing_file_is_told_unless_it_is_not_committed(tmp_path) -> None:
    entry = f"path: a.csv, sha256: {'a' * 64}"
    with pytest.raises(DataError, match=r"data/sources/stem/a\.csv: the file is missing"):
        check_files(source(tmp_path, files=f"files: [{{{entry}}}]"))
    check_files(source(tmp_path, files=f"files: [{{{entry}, committed: false}}]"))


def test_line_ends_and_bom_do_not_change_the_checksum_of_a_table(tmp_path) -> None:
    table, report = tmp_path / "t.csv", tmp_path / "t.txt"
    found = set()
    for content in (b"a,b\n1,2\n", b"a,b\r\n1,2\r\n", BOM + b"a,b\r\n1,2\n"):
        table.write_bytes(content)
        found.add(checksum(table))
    assert found == {checksum_of("a,b\n1,2\n")}
    report.write_bytes(b"a\r\n")
    assert checksum(report) != checksum_of("a\n")


def test_a_crlf_across_two_blocks_is_one_line_end(tmp_path) -> None:
    path = tmp_path / "t.csv"
    body = "x" * ((1 << 20) - 1)
    path.write_bytes(f"{body}\r\ny".encode())
    assert checksum(path) == checksum_of(f"{body}\ny")


def test_every_shipped_source_is_described_and_whole(settings) -> None:
    folders = source_folders(settings.data)
    assert len(folders) >= 14
    for folder in folders:
        read = read_source(folder)
        check_files(read)
        assert read.title
        assert read.minimum >= 0


def cells(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_tables_are_those_of_the_facts(settings) -> None:
    facts = settings.root.parent / "shared" / "facts"
    if not facts.is_dir():
        pytest.skip(f"no facts in {facts}")
    ours = {path.name: path for path in settings.data.glob("sources/*/raw/*.csv")}
    shared = {path.name for path in facts.glob("*.csv")} & ours.keys()
    assert len(shared) == 17
    for name in shared:
        told = cells(facts / name)
        for row, fact in zip(cells(ours[name]), told, strict=True):
            # We say of which cells of an inferred row the grade is; nothing else is ours.
            graded = row.get("status", "").startswith("inferred:")
            if graded:
                assert fact["status"] == "inferred" or "(inferred)" in fact["note"]
            assert row | ({"status": fact["status"]} if graded else {}) == fact
