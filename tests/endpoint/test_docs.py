"""Every route, setting and command is named in the documentation."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from endpoint.site.core.problems import Problem
from endpoint.site.pages import documentation
from endpoint.sparql.errors import KINDS

ROOT = Path(__file__).parent.parent.parent
PAGES = documentation.names()


def text() -> str:
    return "\n".join(
        path.read_text(encoding="utf-8") for path in documentation.FOLDER.rglob("*.md")
    )


def test_every_route_is_documented(hostile_app: Flask) -> None:
    routes = {rule.rule for rule in hostile_app.url_map.iter_rules()}
    assert len(routes) > 20
    documented = text()
    missing = sorted(rule for rule in routes if f"`{rule}`" not in documented)
    assert not missing, f"name these routes in endpoint/docs/developing.md: {missing}"


def test_every_setting_is_documented() -> None:
    files = [*(ROOT / "endpoint").rglob("*.py"), *(ROOT / "loaders").rglob("*.py")]
    assert files
    found = {
        name
        for path in files
        for name in re.findall(r'"(URBSOL_[A-Z][A-Z_]*[A-Z])"', path.read_text(encoding="utf-8"))
    }
    documented = text()
    missing = sorted(name for name in found if f"`{name}`" not in documented)
    assert not missing, f"name these settings in endpoint/docs/developing.md: {missing}"


def test_every_kind_of_error_is_documented() -> None:
    page = documentation.page("problems", "")
    assert page is not None
    anchors = {anchor for anchor, _ in page.headings}
    assert set(KINDS) <= anchors, f"explain in problems.md: {sorted(set(KINDS) - anchors)}"
    assert Problem(404, "not-found", "").kind in anchors


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_the_documentation_link_to_each_other(hostile: FlaskClient, name: str) -> None:
    answer = hostile.get(f"/docs/{name}", follow_redirects=True)
    shown = html.fromstring(answer.data)
    assert answer.status_code == 200
    assert len(shown.xpath("//h1")) == 1
    links = [t for t in shown.xpath("//article//a/@href") if t.startswith("/docs/")]
    for target in links:
        address, _, anchor = target.partition("#")
        linked = hostile.get(address, follow_redirects=True)
        assert linked.status_code == 200, target
        assert not anchor or html.fromstring(linked.data).xpath(f"//*[@id='{anchor}']"), target


def test_every_decision_says_what_was_decided_rejected_and_measured() -> None:
    decisions = [name for name in PAGES if name.startswith("decisions/")]
    assert len(decisions) >= 4
    for name in decisions:
        page = documentation.page(name, "")
        assert page is not None
        for word in ("Decided.", "Why.", "Rejected.", "Measured."):
            assert f"<strong>{word}</strong>" in page.html, (name, word)
    index = documentation.page("index", "")
    assert index is not None
    assert all(f'"/docs/{name}"' in index.html for name in decisions)


def test_markdown_cannot_bring_html() -> None:
    assert "index" in PAGES
    for name in PAGES:
        page = documentation.page(name, "/under")
        assert page is not None
        assert "<script" not in page.html
        assert 'href="/docs' not in page.html  # all links stand under the mount point
