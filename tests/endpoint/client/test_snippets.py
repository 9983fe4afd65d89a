"""Each example runs from the shell, Python, R and JavaScript as it is shown, with what was told."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from endpoint.site.results import snippets
from loaders.rdf import queryrun
from loaders.rdf.queryfiles import QueryFile, read_query
from loaders.rdf.queryrun import Outcome

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
EXAMPLES = [
    read_query(p) for p in sorted((Path(__file__).parents[3] / "queries/examples").glob("*.rq"))
]
LANGUAGES = {"curl", "Python (SPARQLWrapper)", "Python (pandas)", "R", "JavaScript"}
# Says how many lines each program writes: one a row, or the text of a graph.
NODE = """\
import { readdirSync } from "node:fs";
const counted = {};
for (const file of readdirSync(process.argv[2]).filter((name) => name.endsWith(".mjs"))) {
  const lines = [];
  console.log = (line) => lines.push(line);
  await import(`${process.argv[2]}/${file}`);
  const text = lines.length === 1 && typeof lines[0] === "string" ? lines[0] : "";
  counted[file.slice(0, -4)] = text ? text.trim() : lines.length;
}
process.stdout.write(JSON.stringify(counted));
"""
R = """\
folder <- commandArgs(trailingOnly = TRUE)
for (file in list.files(folder, pattern = "[.]R$")) {
  if (exists("table", inherits = FALSE)) rm(table)
  text <- capture.output(source(file.path(folder, file), echo = FALSE))
  size <- if (exists("table", inherits = FALSE)) nrow(table) else length(text)
  cat(sub("[.]R$", "", file), size, if (length(text) < 3) text, "\\n", sep = "\\t")
}
"""


@pytest.fixture(scope="module")
def told(shipped_release: Path) -> Mapping[str, Outcome]:
    """What the build of the release says each example gives."""
    found = queryrun.read(shipped_release / "reports" / queryrun.NAME)
    assert found.keys() == {one.name for one in EXAMPLES}
    assert len(found) >= 20
    return found


@pytest.fixture(scope="module")
def shown(address: str) -> Mapping[str, Mapping[str, str]]:
    """The snippets of each example, by language."""
    return {
        one.name: {s.name: s.text for s in snippets.of(one.text, one.form, f"{address}/sparql")}
        for one in EXAMPLES
    }


def written(folder: Path, shown: Mapping[str, Mapping[str, str]], name: str, suffix: str) -> Path:
    for example, texts in shown.items():
        (folder / f"{example}{suffix}").write_text(texts[name], encoding="utf-8")
    return folder


def run(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_example_is_shown_in_every_language(shown: Mapping[str, Mapping[str, str]]) -> None:
    for example in EXAMPLES:
        wanted = LANGUAGES if example.form == "SELECT" else LANGUAGES - {"Python (pandas)"}
        assert shown[example.name].keys() == wanted


def test_examples_from_the_shell_give_what_their_pages_tell(
    shown: Mapping[str, Mapping[str, str]], told: Mapping[str, Outcome], tmp_path: Path
) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    written(tmp_path, shown, "curl", ".sh")
    run("sh", "-ec", f'cd {tmp_path}; for f in *.sh; do sh -e "$f" > "$f.out" 2>/dev/null; done')
    for name, outcome in told.items():
        body = (tmp_path / f"{name}.sh.out").read_bytes()
        if outcome.boolean is None:
            assert queryrun.checksum(body) == outcome.sha256, name
        else:
            assert json.loads(body)["boolean"] is outcome.boolean


def test_examples_in_javascript_give_what_their_pages_tell(
    shown: Mapping[str, Mapping[str, str]], told: Mapping[str, Outcome], tmp_path: Path
) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    (tmp_path / "scripts").mkdir()
    folder = written(tmp_path / "scripts", shown, "JavaScript", ".mjs")
    (tmp_path / "all.mjs").write_text(NODE, encoding="utf-8")
    found: dict[str, Any] = json.loads(run(node, tmp_path / "all.mjs", folder))
    for name, outcome in told.items():
        if outcome.boolean is not None:
            assert json.loads(found[name])["boolean"] is outcome.boolean
        elif isinstance(found[name], str):
            assert len(found[name].splitlines()) == outcome.rows
        else:
            assert found[name] == outcome.rows, name


@cache
def has_r() -> bool:
    if shutil.which("Rscript") is None:
        return False
    told = subprocess.run(["Rscript", "-e", "library(httr2)"], capture_output=True, check=False)
    return told.returncode == 0


def test_examples_in_r_give_what_their_pages_tell(
    shown: Mapping[str, Mapping[str, str]], told: Mapping[str, Outcome], tmp_path: Path
) -> None:
    if not has_r():
        pytest.skip("R with httr2 is not installed (apt-get install r-base-core r-cran-httr2)")
    (tmp_path / "scripts").mkdir()
    folder = written(tmp_path / "scripts", shown, "R", ".R")
    (tmp_path / "all.R").write_text(R, encoding="utf-8")
    lines = run("Rscript", "--vanilla", tmp_path / "all.R", folder).splitlines()
    found = {name: (int(size), text) for name, size, *text in (one.split("\t") for one in lines)}
    assert found.keys() == told.keys()
    for name, outcome in told.items():
        size, text = found[name]
        if outcome.boolean is None:
            assert size == outcome.rows, name
        else:
            assert json.loads("".join(text))["boolean"] is outcome.boolean


def python(text: str) -> tuple[str, dict[str, Any]]:
    """Run a program; return what it prints and the names it leaves."""
    names: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(text, "example", "exec"), names)
    return printed.getvalue(), names


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.name)
def test_an_example_in_python_gives_what_its_page_tells(
    example: QueryFile, shown: Mapping[str, Mapping[str, str]], told: Mapping[str, Outcome]
) -> None:
    texts, outcome = shown[example.name], told[example.name]
    printed, _ = python(texts["Python (SPARQLWrapper)"])
    if example.form == "SELECT":
        _, names = python(texts["Python (pandas)"])
        assert len(names["table"]) == outcome.rows
        assert len(printed.splitlines()) == outcome.rows
    elif outcome.boolean is not None:
        assert printed.strip() == str(outcome.boolean)
    else:
        assert printed.strip()
