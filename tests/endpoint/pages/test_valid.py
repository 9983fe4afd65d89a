"""Pages are valid HTML: a validator reads every kind of page of a small graph."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from flask.testing import FlaskClient

FRONTEND = Path(__file__).parents[3] / "endpoint" / "frontend"
VALIDATOR = FRONTEND / "node_modules" / ".bin" / "html-validate"
# What is a matter of taste, or of accessibility, which axe looks at on the page as it is drawn.
RULES = {
    "extends": ["html-validate:standard"],
    "rules": {
        "long-title": "off",
        "no-trailing-whitespace": "off",
        "void-style": "off",
        "attribute-boolean-style": "off",
        "no-redundant-role": "off",
        "prefer-native-element": "off",
    },
}
BROKEN = "broken.html"  # shows that the validator sees what is wrong
PATHS = [
    "/", "/doc/city/here", "/doc/network/alpha", "/doc/practice/r", "/doc/publication/book",
    "/doc/country/it", "/doc/theme/rights", "/doc/conflict/k", "/doc/figure/a", "/doc/demand",
    "/browse/city", "/browse/practice", "/schemes", "/ontology", "/graph/t", "/graph/t/one",
    "/sources", "/map", "/map?network=alpha", "/search?q=here", "/claims", "/quality",
    "/contribute", "/api", "/about", "/licence", "/imprint", "/questions", "/queries", "/docs/",
    "/docs/uris", "/tables", "/card/city/here", "/card/network/alpha", "/nothing",
    "/doc/city/nothing", "/ar/doc/city/here", "/de/doc/network/alpha", "/pl/quality",
]  # fmt: skip


def test_every_kind_of_page_is_valid_html(small: FlaskClient, tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None or not VALIDATOR.exists():
        pytest.skip("html-validate is not installed: sh endpoint/frontend/build.sh")
    [why, *_] = re.findall(r'class="why" href="([^"]+)"', small.get("/doc/city/here").text)
    for number, path in enumerate([*PATHS, why]):
        answer = small.get(path, headers={"Accept": "text/html"})
        if answer.mimetype == "text/html":
            name = f"{number:02}-{re.sub(r'[^a-z]+', '-', path)[:40]}.html"
            (tmp_path / name).write_bytes(answer.data)
    assert len(list(tmp_path.glob("*.html"))) > 30
    (tmp_path / BROKEN).write_text("<!doctype html><p id=a><ul id=a><b></ul>", encoding="utf-8")
    config = tmp_path / "rules.json"
    config.write_text(json.dumps(RULES), encoding="utf-8")
    run = subprocess.run(
        [node, str(VALIDATOR.resolve()), "-c", str(config), "-f", "json", str(tmp_path)],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert run.returncode in (0, 1), run.stderr
    found = [
        (Path(one["filePath"]).name, m["ruleId"], m["line"], m["message"])
        for one in json.loads(run.stdout)
        for m in one["messages"]
    ]
    assert {rule for name, rule, *_ in found if name == BROKEN} >= {"no-dup-id", "close-order"}
    wrong = [one for one in found if one[0] != BROKEN]
    assert not wrong, wrong[:20]
