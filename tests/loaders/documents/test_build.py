"""Reports as sources: saved by ``urbsol load``, read by ``urbsol build``."""

from pyoxigraph import RdfFormat, parse

from loaders.reports.structured.model import Entry, StructuredReport
from loaders.reports.structured.write import write

HEAD = {"template": "city-report/1", "title": "Solidarity in Palermo", "city": "palermo",
        "publisher": "Nobody", "date": "2024", "language": "en",
        "licence": "https://creativecommons.org/licenses/by/4.0/"}  # fmt: skip
DESK = {"name": "Open harbour desk", "theme": "reception", "start": "2019", "status": "running"}


def dump(project):
    path = project.settings.releases / "current" / "dumps" / "urban-solidarity.nq"
    return list(parse(path.read_bytes(), RdfFormat.N_QUADS))


def test_a_report_after_the_template_is_built(miniature, tmp_path):
    path = tmp_path / "palermo-2024.xlsx"
    write(StructuredReport(Entry("report", HEAD), (Entry("practices", DESK),)), path)
    saved = miniature.urbsol("load", str(path), "--out", str(tmp_path / "out"), "--save")
    assert saved.returncode == 0, saved.stderr
    refused = miniature.urbsol("build", "--jobs", "1")
    assert refused.returncode == 1
    assert "palermo-2024.xlsx, sheet practices, cell" in refused.stderr
    assert "urbsol lint --add-keys" in refused.stderr
    added = miniature.urbsol("lint", "--add-keys")
    assert added.returncode == 0, added.stderr + added.stdout
    assert "registered practice/open-harbour-desk: Open harbour desk" in added.stdout
    built = miniature.urbsol("build", "--jobs", "1")
    assert built.returncode == 0, built.stderr
    base = miniature.settings.base
    graph = f"<{base}graph/palermo-2024/practices-open-harbour-desk>"
    quads = [quad for quad in dump(miniature) if str(quad.graph_name) == graph]
    assert any("reception" in str(quad.object) for quad in quads)


def test_the_source_exists_already(miniature, tmp_path):
    path = tmp_path / "palermo-2024.md"
    write(StructuredReport(Entry("report", HEAD)), path)
    assert miniature.urbsol("load", str(path), "--out", str(tmp_path), "--save").returncode == 0
    again = miniature.urbsol("load", str(path), "--out", str(tmp_path), "--save")
    assert again.returncode == 2
    assert "exists" in again.stderr
