"""What is wrong in a review sheet is told with row and column; nothing hostile comes through."""

from dataclasses import replace

import pytest
from pyoxigraph import Literal, NamedNode

from loaders.curation import canonical
from loaders.errors import DataError, GroupedError, UrbsolError, UsageError
from loaders.mapping.identifiers import reviewer_term
from loaders.reports.reviewing.session import merged
from loaders.review.decisions import Decision
from loaders.review.sheet import COLUMNS, read_sheet
from loaders.review.writing import safe

ROW = {"claim": "story--0a", "decision": "accepted", "reviewer": "USG", "reviewed": "2026-11-22"}


def written(tmp_path, *rows: dict[str, str]):
    path = tmp_path / "curation.csv"
    table = canonical.table(COLUMNS, [[row.get(name, "") for name in COLUMNS] for row in rows])
    path.write_text(table, encoding="utf-8")
    return path


def test_decisions_are_read_and_undecided_rows_left_out(tmp_path) -> None:
    path = written(tmp_path, ROW, {"claim": "story--0b"})
    (decision,) = read_sheet(path, "curation.csv")
    assert (decision.claim, decision.status, decision.row) == ("story--0a", "accepted", 2)
    assert decision.report == "story"


@pytest.mark.parametrize(
    ("change", "column", "words"),
    [
        ({"decision": "perhaps"}, "decision", "not one of accepted"),
        ({"decision": ""}, "reviewer", "nothing was decided"),
        ({"reviewer": ""}, "reviewer", "empty"),
        ({"reviewer": "me@example.org"}, "reviewer", "neither an ORCID nor initials"),
        ({"reviewer": "Ada Lovelace"}, "reviewer", "neither an ORCID nor initials"),
        ({"reviewer": "0000-0002-1825-0098"}, "reviewer", "last character"),
        ({"reviewed": ""}, "reviewed", "not a day"),
        ({"reviewed": "2026-11"}, "reviewed", "not a day"),
        ({"reviewed": "2026-02-31"}, "reviewed", "impossible"),
        ({"reviewed": "22.11.2026"}, "reviewed", "not a date"),
        ({"decision": "rejected"}, "reason", "rejected"),
        ({"decision": "corrected", "reason": "r"}, "corrected_subject", "nothing is corrected"),
        ({"decision": "corrected", "corrected_object": "x"}, "reason", "corrected"),
        ({"corrected_object": "city/lyon"}, "corrected_object", "a claim that was accepted"),
        ({"reason": "ask me@example.org"}, "reason", "no personal data"),
        ({"reason": "x" * 301}, "reason", "300 characters"),
        ({"claim": ""}, "claim", "empty"),
        ({"claim": "../../etc"}, "claim", "not a key"),
        ({"decision": "corrected", "reason": "r", "corrected_date": "soon"}, "corrected_date",
         "not a date"),
        ({"decision": "corrected", "reason": "r", "corrected_predicate": "likes"},
         "corrected_predicate", "not one of"),
        ({"decision": "added", "corrected_subject": "a", "corrected_object": "b",
          "evidence": "characters 1–2"}, "corrected_predicate", "empty"),
        ({"decision": "added", "corrected_subject": "a", "corrected_object": "b",
          "corrected_predicate": "office", "evidence": "somewhere"}, "evidence", "where"),
        ({"decision": "added", "corrected_subject": "a", "corrected_object": "b",
          "corrected_predicate": "office", "evidence": "characters 9–2"}, "evidence", "where"),
        ({"reason": "=HYPERLINK(\"http://x\")"}, "reason", "formula"),
        ({"subject": "@SUM(1)"}, "subject", "formula"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_told_with_its_column(tmp_path, change, column, words) -> None:
    path = written(tmp_path, {"claim": "story--00"}, ROW | change)
    with pytest.raises(UrbsolError) as caught:
        read_sheet(path, "curation.csv")
    errors = caught.value.errors if isinstance(caught.value, GroupedError) else (caught.value,)
    assert (errors[0].row, errors[0].column) == (3, column)
    assert words in str(errors[0])


def test_all_that_is_wrong_is_told_at_once(tmp_path) -> None:
    path = written(tmp_path, ROW | {"reviewer": "x"}, ROW | {"reviewed": "2026"})
    with pytest.raises(GroupedError) as caught:
        read_sheet(path, "curation.csv")
    assert [(error.row, error.column) for error in caught.value.errors] == [
        (2, "reviewer"),
        (3, "reviewed"),
    ]


def test_two_decisions_about_one_claim_must_agree(tmp_path) -> None:
    assert len(read_sheet(written(tmp_path, ROW, ROW), "curation.csv")) == 1
    path = written(tmp_path, ROW, ROW | {"decision": "rejected", "reason": "no"})
    with pytest.raises(DataError) as caught:
        read_sheet(path, "curation.csv")
    assert (caught.value.row, caught.value.column) == (3, "decision")
    assert "row 2 says accepted" in str(caught.value)
    corrected = ROW | {"decision": "corrected", "reason": "r", "corrected_object": "city/lyon"}
    path = written(tmp_path, corrected, corrected | {"corrected_object": "city/palermo"})
    with pytest.raises(DataError, match="with other corrections"):
        read_sheet(path, "curation.csv")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty"),
        (b"claim,decision\n", "column is missing"),
        (",".join((*COLUMNS, "command")).encode() + b"\n", "unknown column"),
        (",".join((*COLUMNS, "claim")).encode() + b"\n", "stands twice"),
        (",".join(COLUMNS).encode() + b"\nstory--0a,too,few\n", "cells instead of"),
        (",".join(COLUMNS).encode() + b'\n"story', "CSV"),
        (",".join(COLUMNS).encode() + b"\n\xff\xfe,x\n", "UTF-8"),
        (",".join(COLUMNS).encode() + b"\n" + b"a" * 1_100_000 + b"\n", "bytes"),
        (b"\x00" * 100, "column|CSV"),
    ],
    ids=["empty", "short", "more", "twice", "few", "quote", "bytes", "long", "zeros"],
)
def test_a_hostile_sheet_is_an_error(tmp_path, raw, words) -> None:
    path = tmp_path / "curation.csv"
    path.write_bytes(raw)
    with pytest.raises(UrbsolError, match=words):
        read_sheet(path, "curation.csv")


def test_a_sheet_that_a_spreadsheet_saved_is_read(tmp_path) -> None:
    path = written(tmp_path, ROW)
    text = path.read_text(encoding="utf-8")
    quoted = "\r\n".join(
        ",".join(f'"{cell}"' for cell in line.split(",")) for line in text.splitlines()
    )
    path.write_bytes(b"\xef\xbb\xbf" + quoted.encode() + b"\r\n")
    assert len(read_sheet(path, "curation.csv")) == 1


@pytest.mark.parametrize("text", ["=1+1", "@x", "+SUM(1)", "-cmd|' /C calc'!A0", "\t=1"])
def test_names_of_a_report_are_no_formulas(text) -> None:
    assert safe(text).startswith("'")
    assert safe(f"a\n{text}") == " ".join(f"a\n{text}".split())


def test_a_long_name_is_cut() -> None:
    assert len(safe("words " * 1000)) < 130


def test_reviewers_are_an_orcid_or_initials() -> None:
    orcid = NamedNode("https://orcid.org/0000-0002-1825-0097")
    assert reviewer_term("0000-0002-1825-0097") == orcid
    assert reviewer_term("https://orcid.org/0000-0002-1825-0097") == orcid
    assert reviewer_term("0000-0002-1694-233X").value.endswith("233X")
    assert reviewer_term("ŁØ") == Literal("ŁØ")


def test_another_sheet_may_not_contradict_unless_it_overrules() -> None:
    old = Decision("story--0a", "accepted", "USG", "2026-11-20", row=2, shown="curation.csv")
    new = Decision("story--0a", "rejected", "AB", "2026-11-21", "no", row=7, shown="mine.csv")
    with pytest.raises(DataError) as caught:
        merged([old], [new], overrule=False)
    assert (caught.value.file, caught.value.row) == ("mine.csv", 7)
    assert "USG accepted it in row 2 of curation.csv" in str(caught.value)
    assert merged([old], [new], overrule=True) == (new,)
    same = Decision("story--0a", "accepted", "AB", "2026-11-22", row=9, shown="mine.csv")
    assert merged([old], [same], overrule=False) == (old,)


def test_a_downloaded_row_is_taken_in(sheet, tmp_path) -> None:
    rows = [row for row in sheet.rows() if row["predicate"] == "signature"]
    decided = rows[0] | {"decision": "accepted", "reviewer": "AB", "reviewed": "2026-11-22"}
    path = tmp_path / "row.csv"
    path.write_text(canonical.table(COLUMNS, [[decided[name] for name in COLUMNS]]))
    assert sheet.review("--from", str(path)).exit_code == 0
    assert decided in sheet.rows()
    decided |= {"decision": "rejected", "reason": "no"}
    path.write_text(canonical.table(COLUMNS, [[decided[name] for name in COLUMNS]]))
    before = sheet.sheet.read_bytes()
    refused = sheet.review("--from", str(path))
    assert isinstance(refused.exception, DataError)
    assert sheet.sheet.read_bytes() == before
    assert sheet.review("--from", str(path), "--overrule").exit_code == 0
    assert decided in sheet.rows()


def test_an_acceptance_that_states_nothing_is_refused(sheet) -> None:
    rows = sheet.rows()
    rows[5] |= {"decision": "accepted", "reviewer": "USG", "reviewed": "2026-11-22"}
    sheet.save(rows)
    refused = sheet.review()
    assert isinstance(refused.exception, GroupedError)
    (error,) = refused.exception.errors
    assert (error.row, error.column) == (7, "corrected_object")
    assert "'Friends of the Quay' is not a registered network or list" in str(error)


def test_the_command_is_called_rightly(story) -> None:
    nobody = replace(story, stem="nobody")
    assert isinstance(nobody.review().exception, UsageError)
    tables = replace(story, stem="cities")
    assert "no narrative report" in str(tables.review().exception)
    assert isinstance(story.review("--overrule").exception, UsageError)
    assert story.review("--help").exit_code == 0
