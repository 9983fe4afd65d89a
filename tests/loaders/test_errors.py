"""Messages quote the names and words of others without their orders to a terminal."""

import os
import re

import pytest
from click.testing import CliRunner

from loaders.console import say
from loaders.errors import DataError, GroupedError, UsageError, visible
from loaders.reports.command import load
from loaders.validation.command import validate

ORDERS = "a\x1b[31mb\x07\rc\u202ed\x9be\u2028f"
SHOWN = r"a\x1b[31mb\x07\rc\u202ed\x9be\u2028f"
OBEYED = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e]")


def test_every_part_of_an_error_shows_orders_as_escapes() -> None:
    error = DataError(f"what {ORDERS}", f"file {ORDERS}", 1, f"column {ORDERS}", remedy=ORDERS)
    shown = f"file {SHOWN}, row 1, column column {SHOWN}: what {SHOWN}\n  → {SHOWN}"
    assert str(error) == shown
    assert not OBEYED.search(str(GroupedError(ORDERS, errors=(error, UsageError(ORDERS, ORDERS)))))


def test_a_name_cannot_pass_for_a_line_of_ours() -> None:
    lines = str(DataError("what\nurbsol: done", "file\nurbsol: done")).splitlines()
    assert not [line for line in lines if line.startswith("urbsol")]


def test_names_of_any_bytes_can_be_written(capsysbinary) -> None:
    name = os.fsdecode(b"report\xff.pdf")
    say(str(DataError("is damaged", name)).splitlines()[0], name)
    assert capsysbinary.readouterr().out == b"report\\udcff.pdf: is damaged\nreport\\udcff.pdf\n"


def test_letters_of_all_scripts_stay_as_they_are() -> None:
    for words in (
        "Łódź, Αθήνα",
        "قفصة",
        "می\u200cخواهم",
        "北京",
        "e\u0301",
        "🏳\ufe0f\u200d🌈",
        "a\\x",
    ):
        assert visible(words) == words == visible(visible(words))


@pytest.mark.parametrize("suffix", [".pdf", ".txt", ".ttl", ""])
def test_commands_show_the_names_of_files_without_orders(tmp_path, suffix) -> None:
    path = tmp_path / f"{ORDERS}\nurbsol: done{suffix}"
    path.write_text("Palermo signed the charter of Palermo in 2015.", encoding="utf-8")
    for command in (load, validate):
        arguments = ["--out", str(tmp_path / "out"), str(path)] if command is load else [str(path)]
        result = CliRunner().invoke(command, arguments)
        told = result.output + (str(result.exception) if result.exception else "")
        assert SHOWN in told
        assert not OBEYED.search(told)
        assert "\nurbsol: done" not in told
