"""What operators copy fits the code: commands, settings, paths and steps there are."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
from dataclasses import fields
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from endpoint.commands import serve
from endpoint.sparql.limits import Limits, variable

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "endpoint" / "deploy"
DOCS = ROOT / "endpoint" / "docs"
SETTINGS = {variable(limit) for limit in fields(Limits)}


def unit() -> configparser.RawConfigParser:
    found = configparser.RawConfigParser(strict=False)
    found.optionxform = str  # type: ignore[assignment]
    found.read_string((DEPLOY / "urbsol.service").read_text(encoding="utf-8"))
    return found


def options(command: str) -> set[str]:
    return set(re.findall(r"(?<=\s)--[a-z-]+", command))


def test_every_file_is_in_the_documentation() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in DOCS.glob("*.md"))
    for path in DEPLOY.iterdir():
        if path.name not in {"README.md", "Dockerfile.dockerignore"}:
            assert f"endpoint/deploy/{path.name}" in text, path.name


def test_commands_have_options_there_are() -> None:
    told = CliRunner().invoke(serve, ["--help"]).output
    known = options(f" {told}")
    command = unit()["Service"]["ExecStart"]
    docker = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    entry = " ".join(re.findall(r'"([^"]*)"', docker.split("ENTRYPOINT")[1]))
    for one in (command, entry):
        assert " serve " in one
        assert options(one) <= known


def test_settings_are_ones_the_service_reads() -> None:
    known = SETTINGS | set(re.findall(r"URBSOL_[A-Z_]+", (DOCS / "developing.md").read_text()))
    for path in DEPLOY.iterdir():
        named = set(re.findall(r"URBSOL_[A-Z_]+", path.read_text(encoding="utf-8")))
        assert named <= known, path.name


def test_the_composition_builds_the_image_and_bounds_it() -> None:
    made = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))
    graph, front = made["services"]["graph"], made["services"]["front"]
    assert (DEPLOY / graph["build"]["context"]).resolve() == ROOT
    assert (ROOT / graph["build"]["dockerfile"]).is_file()
    assert graph["init"]
    assert graph["read_only"]
    assert graph["tmpfs"] == ["/tmp"]  # where long answers lie
    assert front["environment"]["GRAPH"] == "graph:8000"
    mounted = [volume.split(":")[0] for volume in front["volumes"]]
    assert (DEPLOY / mounted[0]).is_file()


def test_what_the_image_copies_is_there_and_what_it_leaves_out_is_not_needed() -> None:
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    copied = re.findall(r"^COPY (?!--)(\S+)", text, re.MULTILINE)
    assert copied == ["requirements.txt", "."]
    left_out = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").split()
    needed = {"data", "endpoint", "loaders", "ontology", "queries", "shapes", "pyproject.toml"}
    assert not needed & set(left_out)
    assert "--require-hashes" in text


def test_serving_needs_no_tools_of_tests() -> None:
    locked = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    names = set(re.findall(r"^([a-z0-9-]+)==", locked, re.MULTILINE))
    assert names >= {"hatchling", "editables", "flask", "uvicorn", "pyoxigraph"}
    assert not names & {
        "pytest",
        "mypy",
        "ruff",
        "pandas",
        "playwright",
        "mcp",
        "hypothesis",
        "numpy",
    }


def test_serving_and_testing_may_be_installed_in_either_order() -> None:
    """Make says what it would do; the tools of tests are no part of serving."""

    def planned(target: str) -> str:
        # As in a clean clone: nothing that has been installed counts.
        told = subprocess.run(
            ["make", "-n", "-B", f"{target}"], cwd=ROOT, capture_output=True, text=True, check=True
        )
        return told.stdout

    serving, testing = planned(".venv/.serving"), planned(".venv/.installed")
    assert "-r requirements.txt" in serving
    assert "requirements-dev.txt" not in serving
    assert "-r requirements-dev.txt" in testing
    assert "touch .venv/.serving" in testing
    assert "requirements-dev.txt" not in planned("serve")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    text = (DEPLOY / "urbsol.service").read_text(encoding="utf-8")
    # What it starts and who it runs as belong to the server it is for.
    text = re.sub(r"ExecStart=\S+", "ExecStart=/bin/true", text).replace("User=urbsol", "User=root")
    (tmp_path / "urbsol.service").write_text(text, encoding="utf-8")
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / "urbsol.service")],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    own = [line for line in told.stderr.splitlines() if "urbsol.service" in line]
    assert not own, own


def test_steps_of_the_documentation_name_commands_there_are() -> None:
    text = (DOCS / "installing.md").read_text(encoding="utf-8")
    from loaders.cli import urbsol

    for line in re.findall(r"^(?:urbsol) ([a-z ]+)", text, re.MULTILINE):
        words = line.split()[:2] if line.startswith("release") else line.split()[:1]
        assert CliRunner().invoke(urbsol, [*words, "--help"]).exit_code == 0, line
    targets = re.findall(r"^(?:sudo )?(?:\S+=\S+ )?make (.+)$", text, re.MULTILINE)
    assert len(targets) >= 4
    for target in targets:
        told = subprocess.run(
            ["make", "-n", *target.split()], cwd=ROOT, capture_output=True, check=False
        )
        assert told.returncode == 0, target
