"""``urbsol template`` and ``urbsol load``: what they write, say, and exit with."""

import json

import pytest
from click.testing import CliRunner
from pyoxigraph import RdfFormat, parse

from loaders.errors import UsageError
from loaders.reports.command import load
from loaders.reports.template_command import template

FILL = {"title": "Solidarity", "city": "palermo", "date": "2024", "language": "en",
        "licence": "https://creativecommons.org/licenses/by/4.0/"}  # fmt: skip


def run(command, *arguments):
    return CliRunner().invoke(command, list(map(str, arguments)))


def filled(path):
    text = path.read_text(encoding="utf-8")
    for name, words in FILL.items():
        text = text.replace(f"\n{name}:\n", f"\n{name}: {words}\n")
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("suffix", [".md", ".docx", ".xlsx", ".csv"])
def test_template_writes_every_format(tmp_path, suffix):
    done = run(template, tmp_path / f"city-report{suffix}", "--city", "palermo")
    assert done.exit_code == 0, done.output
    assert "urbsol load" in done.output


def test_template_overwrites_only_when_told(tmp_path):
    path = tmp_path / "city-report.md"
    path.write_text("mine")
    assert isinstance(run(template, path).exception, UsageError)
    assert path.read_text() == "mine"
    assert run(template, path, "--force").exit_code == 0
    assert isinstance(run(template, tmp_path / "city-report.pdf").exception, UsageError)


def test_load_writes_rdf_lines_and_validation(tmp_path):
    path = tmp_path / "city-report.md"
    run(template, path)
    filled(path)
    done = run(load, path, "--out", tmp_path / "out")
    assert done.exit_code == 0, done.output
    folder = tmp_path / "out" / "city-report"
    quads = list(parse((folder / "report.trig").read_bytes(), RdfFormat.TRIG))
    assert any(str(quad.graph_name).endswith("graph/city-report/report>") for quad in quads)
    lines = [json.loads(line) for line in (folder / "extracted.jsonl").read_text().splitlines()]
    assert lines[0]["type"] == "document"
    assert lines[1]["section"] == "report"
    assert list(parse((folder / "validation.ttl").read_bytes(), RdfFormat.TURTLE))
    assert "conforms to the shapes" in done.output
    assert "publication/city-report" in done.output


def test_one_bad_file_does_not_stop_the_others(tmp_path):
    good, bad, broken = (tmp_path / n for n in ("good.md", "bad.md", "broken.pdf"))
    run(template, good)
    filled(good)
    run(template, bad)
    broken.write_bytes(b"%PDF-1.4 nothing")
    done = run(load, bad, broken, good, "--out", tmp_path / "out")
    assert done.exit_code == 1
    assert "1 of 3 reports" in done.output
    assert "bad.md: 5 errors" in done.output
    assert "broken.pdf: the file is damaged" in done.output
    assert (tmp_path / "out" / "good" / "report.trig").exists()


def test_options_for_one_file_only(tmp_path):
    for option in ("--title", "--stem"):
        done = run(load, tmp_path / "a.md", tmp_path / "b.md", option, "x")
        assert isinstance(done.exception, UsageError)
    assert run(load).exit_code == 2


def test_title_city_and_stem_win_over_the_file(tmp_path):
    path = tmp_path / "city-report.md"
    run(template, path, "--city", "Atlantis")
    filled(path)
    done = run(
        load, path, "--out", tmp_path, "--city", "palermo", "--title", "Other", "--stem", "mine"
    )
    assert done.exit_code == 0, done.output
    text = (tmp_path / "mine" / "report.trig").read_text(encoding="utf-8")
    assert '"Other"' in text
    assert "graph/mine/report" in text
    assert isinstance(run(load, path, "--stem", "No Stem").exception, UsageError)
