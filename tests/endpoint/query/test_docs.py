"""The documentation names every limit with its variable, option and meaning."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner

from endpoint.commands import serve
from endpoint.sparql.limits import Limits, documented, variable

PAGE = Path(__file__).parents[3] / "endpoint" / "docs" / "operating.md"


def test_every_limit_is_documented() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.startswith("| `URBSOL_")]
    assert rows == [documented(limit) for limit in fields(Limits)]


@pytest.mark.parametrize("page", sorted(PAGE.parent.rglob("*.md")), ids=lambda path: path.stem)
def test_no_other_page_repeats_a_default(page) -> None:
    text = page.read_text(encoding="utf-8")
    found = re.findall(r"\b(?:30|10|120) seconds\b|\b(?:512|1024|4096|8192) MiB\b", text)
    assert not found


def test_every_limit_is_an_option_with_help() -> None:
    shown = CliRunner().invoke(serve, ["--help"]).output
    for limit in fields(Limits):
        assert f"--{limit.name.replace('_', '-')}" in shown
        assert variable(limit) in " ".join(shown.split())
