"""A source of many reports is read in parts, with the same result however it is cut and by whom."""

import csv
import hashlib
import json
import subprocess
import sys

import pytest
import yaml

from loaders import manifest
from loaders.documents.sandbox.formats import read_bytes
from loaders.errors import GroupedError
from loaders.extract.model import Claim, Extraction, Mention, claim_key
from loaders.lint.keys import add_keys
from loaders.pipeline.stages import BuildOutcome, BuildRequest, build
from loaders.progress import Progress
from loaders.release.verify import problems
from loaders.reports.extracted import write_lines
from loaders.reports.narrative import lines_of

pytestmark = pytest.mark.xdist_group("parts")  # what is built once is built once
REPORTS = 70  # more than two parts
STEM = "stories"


def text_of(number: int) -> str:
    return f"Palermo counted {number} boats. In Lyon nobody counted.\n"


def write_report(folder, number: int, confidence: float = 0.9) -> dict[str, object]:
    """Write what was kept of one report; the report itself is not here."""
    base = "https://w3id.org/urban-solidarity/id/"
    text = text_of(number)
    document = read_bytes(text.encode(), "story.txt")
    mention = Mention("CITY", 0, 7, "Palermo", link=f"{base}city/palermo", method="test")
    subject, value = f"{base}government/palermo", f"{number} boats"
    claim = Claim(
        claim_key("figure", subject, value, None, text), "figure", subject, value, "CITY",
        "FIGURE", (mention,), 0, 26, method="test", confidence=confidence,
    )  # fmt: skip
    lines = lines_of(document, Extraction((mention,), (claim,)))
    (folder / "extracted").mkdir(exist_ok=True)
    write_lines(lines, folder / "extracted" / f"story-{number:03d}.jsonl")
    return {"path": f"raw/story-{number:03d}.txt", "sha256": document.sha256, "committed": False}


@pytest.fixture(scope="module")
def told(built_miniature, tmp_path_factory):
    """A project with a source of many reports, never built; copy it."""
    made = built_miniature.copied(tmp_path_factory.mktemp("told"))
    folder = made.settings.data / "sources" / STEM
    folder.mkdir()
    about = {
        "title": "Stories",
        "publisher": "Nobody",
        "urls": ["https://example.org/"],
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "mapper": "report",
        "files": [write_report(folder, number) for number in range(REPORTS)],
    }
    text = yaml.safe_dump(about) + "date_read: 2026-11-22\n"
    (folder / "source.yml").write_text(text, encoding="utf-8")
    add_keys(made.settings)
    return made


@pytest.fixture
def project(told, tmp_path):
    return told.copied(tmp_path / "project")


@pytest.fixture(scope="module")
def read_once(told, tmp_path_factory):
    """The same project, built by one process; copy it."""
    made = told.copied(tmp_path_factory.mktemp("read"))
    return made, run(made)


@pytest.fixture
def built(read_once, tmp_path):
    return read_once[0].copied(tmp_path / "built")


def run(project, jobs: int = 1) -> BuildOutcome:
    return build(BuildRequest(project.settings, jobs=jobs), Progress())


def parts(project) -> dict[str, int]:
    """Return the parts in the cache with the time each was made."""
    folder = project.settings.cache / "parts" / STEM
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}


def test_every_report_has_a_record_and_its_claims(read_once) -> None:
    project, outcome = read_once
    graphs, base = outcome.manifest.graphs, outcome.manifest.base
    assert f"{base}graph/stories/story-000-report" in graphs
    assert f"{base}graph/stories/story-069-report" in graphs
    assert f"{base}graph/stories/claims" in graphs
    assert len(parts(project)) == 3
    counts = json.loads((outcome.folder / "reports" / "counts.json").read_text())[STEM]
    assert counts["things"]["claim"] == REPORTS
    assert counts["things"]["publication"] == REPORTS
    with (outcome.folder / "reports" / "review" / "stories.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["object"] for row in rows] == [f"{n} boats" for n in range(REPORTS)]
    assert list(problems(outcome.folder)) == []
    assert "no results" in (outcome.folder / "reports" / "validation-claims.txt").read_text()


def test_two_processes_make_the_same_bytes(project, read_once) -> None:
    one, two = read_once[1].manifest, run(project, 2).manifest
    assert (one.hash, one.files) == (two.hash, two.files)


def test_a_changed_report_has_its_part_read_again_only(built) -> None:
    before = parts(built)
    folder = built.settings.data / "sources" / STEM
    write_report(folder, 40, confidence=0.5)
    assert run(built).read == (STEM,)
    after = parts(built)
    assert len(set(before.items()) & set(after.items())) == 2
    assert len(after) == 3


def test_a_decision_has_the_part_of_its_report_read_again_only(built) -> None:
    folder = built.settings.data / "sources" / STEM
    sheet = built.settings.releases / "current" / "reports" / "review" / "stories.csv"
    before = parts(built)
    with sheet.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    at = {name: rows[0].index(name) for name in ("decision", "reviewer", "reviewed", "reason")}
    for row, report in ((rows[3], ""), (rows[4], "nowhere--" + "0" * 16)):
        row[at["decision"]], row[at["reviewer"]] = "rejected", "USG"
        row[at["reviewed"]], row[at["reason"]] = "2026-11-22", "a joke"
        row[0] = report or row[0]
    with (folder / "curation.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    outcome = run(built)
    assert len(set(before.items()) & set(parts(built).items())) == 2
    assert any("nowhere" in warning for warning in outcome.warnings)
    dump = (outcome.folder / "dumps" / "urban-solidarity.nq").read_text(encoding="utf-8")
    assert sum("#claimStatus>" in line and "/rejected>" in line for line in dump.splitlines()) == 1


def test_a_broken_report_is_named_and_the_parts_of_the_others_are_kept(project) -> None:
    folder = project.settings.data / "sources" / STEM
    path = folder / "extracted" / "story-040.jsonl"
    path.write_text(path.read_text().replace('"item": "claim"', '"item": "claim", "odd": 1'))
    with pytest.raises(GroupedError, match=r"story-040\.jsonl"):
        run(project)
    assert len(parts(project)) == 2


def test_what_was_read_from_another_file_is_refused(project) -> None:
    folder = project.settings.data / "sources" / STEM
    described = folder / "source.yml"
    text, other = described.read_text(), hashlib.sha256(b"another").hexdigest()
    known = hashlib.sha256(text_of(7).encode()).hexdigest()
    described.write_text(text.replace(known, other))
    with pytest.raises(GroupedError, match=r"another file than source\.yml names"):
        run(project)


def test_unreviewed_claims_must_keep_to_the_shapes(project) -> None:
    write_report(project.settings.data / "sources" / STEM, 7, confidence=1.5)
    with pytest.raises(GroupedError, match="1 violations by unreviewed claims") as caught:
        run(project)
    assert "A confidence is not between 0 and 1" in str(caught.value)
    request = BuildRequest(project.settings, jobs=1, quarantine=True)
    assert STEM not in build(request, Progress()).manifest.sources


def test_a_cluster_reads_the_parts_too(project, read_once, cluster, wait_for) -> None:
    address, workers = cluster
    work = subprocess.Popen(
        [sys.executable, "-m", "loaders", "build", "--scheduler", address],
        env=project.environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    kept = project.settings.cache / "parts" / STEM
    wait_for(lambda: work.poll() is not None or list(kept.glob("*/result.json")))
    workers[0].kill()
    _, errors = work.communicate(timeout=120)
    assert work.returncode == 0, errors
    made, expected = manifest.read(project.settings.releases / "current"), read_once[1].manifest
    assert (made.hash, made.files) == (expected.hash, expected.files)
