"""``urbsol evaluate`` prints tables and JSON."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from loaders.errors import UsageError
from loaders.evaluation import command
from loaders.extract.knowledge.resources import Resources

pytestmark = pytest.mark.xdist_group("extract")


@pytest.fixture
def folder(tmp_path: Path, resources: Resources, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(command, "load_resources", lambda _: resources)
    (tmp_path / "a.marked").write_text(
        "=== one | en\n[[CITY:city/leeds|Leeds]] joined [[ORG|Eurocities]] in [[DATE:2015|2015]].\n"
        "@ membership: leeds -> eurocities @ 2015\n",
        encoding="utf-8",
    )
    return tmp_path


def test_the_table_shows_every_type_and_claim(folder: Path) -> None:
    result = CliRunner().invoke(command.evaluate, [str(folder), "--misses"])
    assert result.exit_code == 0, result.output
    lines = {line.split()[0]: line.split()[1:] for line in result.output.splitlines() if line}
    assert lines["CITY"][-2:] == ["1.000", "1.000"]
    assert lines["membership"][:4] == ["en", "1", "1", "1"]
    assert "membership                 1     1     1" in result.output


def test_json_holds_the_same_numbers(folder: Path) -> None:
    result = CliRunner().invoke(command.evaluate, [str(folder), "--json"])
    found = json.loads(result.output)
    assert found["types"]["ORG"]["f1"] == 1
    assert set(found["types"]) == {"CITY", "ORG", "DATE"}
    assert found["languages"]["DATE/en"]["gold"] == 1


def test_held_out_texts_are_judged_apart_and_their_misses_are_not_shown(folder: Path) -> None:
    (folder / "held-out").mkdir()
    (folder / "held-out" / "b.marked").write_text(
        "=== two | en\nNothing is said of [[CITY:city/york|Yorck]].\n"
        "@ membership: york -> eurocities @ 1999\n",
        encoding="utf-8",
    )
    result = CliRunner().invoke(command.evaluate, [str(folder), "--misses"])
    before, _, after = result.output.partition("== held out")
    assert "== to develop with" in before
    assert "membership" in before
    assert "missed" not in after
    assert ["membership", "1", "0", "0"] in [line.split()[:4] for line in after.splitlines()]


def test_the_share_of_right_claims_is_told_by_confidence(folder: Path) -> None:
    result = CliRunner().invoke(command.evaluate, [str(folder)])
    below = result.output.partition("confidence ")[2].splitlines()[1:]
    assert [line.split()[1:] for line in below if line] == [["1", "1", "1.000"]]


def test_an_empty_folder_is_a_wrong_call(tmp_path: Path) -> None:
    result = CliRunner().invoke(command.evaluate, [str(tmp_path)])
    assert isinstance(result.exception, UsageError)
