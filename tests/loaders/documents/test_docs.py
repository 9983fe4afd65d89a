"""The page on loading reports names every option, section and field."""

import re
from pathlib import Path

import pytest

from loaders.documents.sniff import SUFFIXES
from loaders.reports.command import load
from loaders.reports.structured.fields import HEAD, SECTIONS
from loaders.reports.template_command import template

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "endpoint" / "docs" / "loading-reports.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [load, template])
def test_every_option(command):
    options = [name for param in command.params for name in param.opts if name.startswith("--")]
    assert options
    assert [name for name in options if f"`{name}`" not in PAGE and f"[{name}" not in PAGE] == []
    assert all(param.help for param in command.params if param.param_type_name == "option")


@pytest.mark.parametrize("section", [HEAD, *SECTIONS], ids=lambda section: section.name)
def test_every_field(section):
    part = PAGE.split(f"\n### {section.title}\n", 1)[1].split("\n### ", 1)[0]
    assert section.help in part
    assert re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE) == [f.name for f in section.fields]


def test_every_format():
    named = {"pdf", "docx", "odt", "pptx", "html", "epub", "eml", "xlsx", "ods", "csv", "tsv"}
    assert named <= set(SUFFIXES)
    assert all(name.upper() in PAGE for name in named)
    assert "Markdown, plain text" in PAGE
