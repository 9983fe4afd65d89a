"""The one-file release opens from disk without a network and answers as the endpoint does."""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat, Store, serialize

from endpoint.questions import fill, read_forms
from loaders import manifest
from loaders.errors import UsageError
from loaders.manifest import STORE, Manifest
from loaders.release.offline.page import Source, page
from tests.chromium import chromium, complaints, opened
from tests.firefox import firefox

ROOT = Path(__file__).parents[4]
ENGINE = ROOT / "endpoint" / "frontend" / "node_modules" / "oxigraph"


@pytest.fixture(scope="module")
def file(shipped_release, tmp_path_factory) -> Path:
    if not ENGINE.is_dir():
        pytest.skip("the npm package oxigraph is not installed (cd endpoint/frontend && npm ci)")
    path = tmp_path_factory.mktemp("page") / "release.html"
    made = manifest.read(shipped_release)
    path.write_bytes(page(Source(shipped_release, made, "Title <b>", "About & more", ENGINE)))
    return path


class Led:
    """A page of Chromium that is asked as Firefox is."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.said = complaints(page)

    def open(self, address: str) -> None:
        self._page.goto(address)

    def run(self, code: str, *arguments: Any) -> Any:
        return self._page.evaluate(
            f"given => (function () {{ {code} }}).apply(null, given)", list(arguments)
        )

    def text(self, selector: str) -> str:
        return self._page.locator(selector).inner_text()

    def click(self, selector: str) -> None:
        self._page.locator(selector).click()


@contextmanager
def without_network() -> Iterator[Led]:
    with chromium() as browser, opened(browser, offline=True) as page:
        yield Led(page)


@pytest.fixture(scope="module", params=[without_network, firefox], ids=["chromium", "firefox"])
def browser(request, file) -> Iterator[Any]:
    """A browser without a network that has opened the file from disk."""
    with request.param() as driver:
        driver.open(file.as_uri())
        assert until(driver, "return document.documentElement.dataset.ready")
        yield driver


def asked(browser: Any, query: str) -> str:
    return browser.run("return ask(arguments[0]).catch((e) => 'failed: ' + e)", query)


def expected(store: Store, query: str, base: str) -> str:
    found = store.query(query, base_iri=base)
    if isinstance(found, QueryTriples):
        return (serialize(found, format=RdfFormat.N_TRIPLES) or b"").decode()
    return (found.serialize(format=QueryResultsFormat.JSON) or b"").decode()


def comparable(text: str) -> object:
    """Answers without what may differ: the order of rows, and of what GROUP_CONCAT joins."""
    if not text.startswith("{"):
        return Counter(text.splitlines())
    told = json.loads(text)
    if "boolean" in told:
        return told["boolean"]
    for row in told["results"]["bindings"]:
        for term in row.values():
            if term["type"] == "literal":
                term["value"] = sorted(re.split(r"[,;|] *", term["value"]))
    rows = (json.dumps(row, sort_keys=True) for row in told["results"]["bindings"])
    return told["head"]["vars"], Counter(rows)


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_it_gives_the_same_answers_as_the_endpoint_on_all_examples(
    browser, shipped_release
) -> None:
    store = Store.read_only(str(shipped_release / STORE))
    base = manifest.read(shipped_release).base
    queries = json.loads((shipped_release / "queries" / "index.json").read_bytes())
    examples = [one for one in queries if one["group"] == "examples"]
    assert len(examples) > 15
    for one in examples:
        answer = asked(browser, one["text"])
        assert comparable(answer) == comparable(expected(store, one["text"], base)), one["name"]


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_it_gives_the_same_answers_as_the_endpoint_on_all_questions(
    browser, shipped_release
) -> None:
    store = Store.read_only(str(shipped_release / STORE))
    base = manifest.read(shipped_release).base
    forms = read_forms(ROOT / "queries" / "questions", base)
    assert len(forms) > 15
    code = "return filled(arguments[0], arguments[1])"
    for name, form in forms.items():
        query = browser.run(code, name, form.defaults)
        wanted = expected(store, fill(form, form.defaults, base).text, base)
        assert comparable(asked(browser, query)) == comparable(wanted), name
    for values in ({"city": "x> } #"}, {"city": ""}):
        refused = (
            "try { filled(arguments[0], arguments[1]) } catch (error) { return error.message }"
        )
        said = browser.run(refused, "networks-of-a-city", values)
        assert said.endswith("does not fit")


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_a_person_fills_the_blanks_of_a_question_and_reads_the_answer(browser) -> None:
    browser.run("location.hash = '#/questions'")
    assert until(browser, "return document.querySelectorAll('#blanks select').length")
    pick = (
        "const select = document.getElementById('question');"
        "const index = [...select.options].findIndex((one) => /networks does/.test(one.text));"
        "select.selectedIndex = index;"
        "select.dispatchEvent(new Event('change'));"
    )
    browser.run(pick)
    assert until(browser, "return document.querySelectorAll('#blanks [name=city] option').length")
    fill_in = (
        "document.querySelector('#blanks [name=city]').value = 'palermo';"
        "document.querySelector('#blanks button').click();"
    )
    browser.run(fill_in)
    assert until(browser, "return document.querySelectorAll('#answer tbody tr').length") > 2
    browser.run("document.getElementById('as-sparql').click()")
    shown = browser.run("return document.getElementById('query').value")
    assert "id/city/palermo> }" in shown


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_it_holds_every_quad_shows_its_hash_and_asks_nobody(browser, shipped_release) -> None:
    made = manifest.read(shipped_release)
    count = json.loads(asked(browser, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"))
    assert int(count["results"]["bindings"][0]["n"]["value"]) == made.quads
    assert browser.text("#hash") == made.hash
    assert "✓" in browser.text("#checked")
    assert browser.run("return performance.getEntriesByType('resource').length") == 0
    assert asked(browser, "SELECT nonsense").startswith("failed: ")
    assert getattr(browser, "said", []) == []  # Firefox does not tell


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_a_person_runs_an_example_reads_a_city_and_sees_the_map(browser, shipped_release) -> None:
    base = manifest.read(shipped_release).base
    browser.run("location.hash = '#/sparql'")
    browser.click("#run")
    assert until(browser, "return document.querySelectorAll('#results tbody tr').length")
    browser.run(f"location.hash = '#{base}id/city/palermo'")
    assert until(browser, "return document.querySelector('#thing h2')?.textContent") == "Palermo"
    assert until(browser, "return document.querySelectorAll('#thing tbody tr').length") > 10
    browser.run("location.hash = '#/map'")
    assert until(browser, "return document.querySelectorAll('#map svg a circle').length") > 100
    browser.run("location.hash = '#/browse'")
    assert until(browser, "return document.querySelectorAll('#browse tbody tr').length") > 10


def until(browser: Any, code: str) -> Any:
    """Wait until a script returns something."""
    for _ in range(300):
        if found := browser.run(code):
            return found
        time.sleep(0.1)
    return None


def tiny(tmp_path: Path, script: str) -> Source:
    engine = tmp_path / "engine"
    engine.mkdir()
    (engine / "web.js").write_text(script)
    (engine / "web_bg.wasm").write_bytes(b"\0asm")
    dump = tmp_path / "dumps" / "urban-solidarity.nq"
    dump.parent.mkdir()
    dump.write_bytes(b"")
    (tmp_path / "queries").mkdir()
    query = {"name": "x", "group": "examples", "summary": "</script><b>", "text": "ASK {} #@HASH@"}
    (tmp_path / "queries" / "index.json").write_text(json.dumps([query]))
    made = Manifest(
        "2026-11-22", "https://example.org/", hashlib.sha256().hexdigest(), "", "", 0, 0
    )
    return Source(tmp_path, made, "T <i> @PAGE@", "A & B", engine)


def test_nothing_that_is_put_in_ends_an_element_or_is_filled_in_again(tmp_path) -> None:
    source = tiny(tmp_path, "export class X {}")
    text = page(source).decode("utf-8")
    assert "</script><b>" not in text
    assert "<title>T &lt;i&gt; @PAGE@</title>" in text
    assert "ASK {} #@HASH@" in text
    assert page(source) == text.encode()


def test_an_engine_that_cannot_stand_in_a_page_or_is_missing_is_refused(tmp_path) -> None:
    source = tiny(tmp_path, "'</SCRIPT>'")
    with pytest.raises(UsageError, match="cannot stand in a page"):
        page(source)
    (source.engine / "web_bg.wasm").unlink()
    with pytest.raises(UsageError, match="there is no engine"):
        page(source)
