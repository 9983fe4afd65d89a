"""The documentation names every limit with its variable, option and meaning."""

from dataclasses import fields
from pathlib import Path

from click.testing import CliRunner

from endpoint.commands import serve
from endpoint.sparql.limits import Limits, variable

PAGE = Path(__file__).parents[3] / "endpoint" / "docs" / "operating.md"


def test_every_limit_is_documented() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line[:3] == "| `"]
    for limit in fields(Limits):
        option = f"--{limit.name.replace('_', '-')}"
        [row] = [row for row in rows if f"`{variable(limit)}`" in row]
        assert f"`{option}`" in row
        assert limit.metadata["meaning"] in row


def test_every_limit_is_an_option_with_help() -> None:
    shown = CliRunner().invoke(serve, ["--help"]).output
    for limit in fields(Limits):
        assert f"--{limit.name.replace('_', '-')}" in shown
        assert variable(limit) in " ".join(shown.split())
