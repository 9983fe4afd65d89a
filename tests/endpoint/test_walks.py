"""People with a browser walk through map and editor, in two languages, with and without scripts."""

from __future__ import annotations

import csv
import io
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from endpoint.site.core import built
from tests.chromium import chromium

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
ROOT = Path(__file__).parents[2]
AXE = ROOT / "endpoint" / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
BROKEN = (
    "PREFIX urb: <https://w3id.org/urban-solidarity/ontology#>\nSELECT ?c WHERE { ?c a urb:Cities }"
)
COUNTING = BROKEN.replace(
    "?c WHERE { ?c a urb:Cities }",
    "?c (COUNT(*) AS ?n) { ?c urb:inNetwork ?x } GROUP BY ?c LIMIT 5",
)
PAGES = (
    "/", "/map", "/map?network=eccar&asof=2015-12-31", "/card/city/palermo", "/card/map",
    "/sparql", f"/sparql?query={quote(BROKEN)}", f"/sparql?query={quote(COUNTING)}",
    "/browse/city", "/doc/city/palermo", "/doc/network/eccar", "/doc/government/palermo",
    "/doc/country/it", "/doc/publication/kron-lebuhn-2018", "/doc/practice/zurich-city-id-card",
    "/claims", "/sources", "/graph/sdg-targets", "/graph/cities/palermo", "/downloads", "/tables",
    "/tables/cities", "/queries", "/queries/practices-by-theme", "/ontology", "/schemes",
    "/doc/theme", "/dataset", "/search?q=pal", "/docs/sparql", "/nothing-here",
    "/questions", "/questions/members-of-a-network?network=anvita", "/doc/event/mix-seminar-2022",
    "/browse/practice?theme=reception", "/charts/growth", "/doc/city/palermo?asof=2015-12-31",
    "/charts/together", "/statement/events/mix-seminar-2022/8abda41947f50a4b",
    "/compare", "/compare?city=palermo&city=berlin&city=zurich",
)  # fmt: skip
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Lists and tables are made entry by entry in one way: the first thirty entries stand for all, which
# axe would look at for minutes.
SHORTEN = (
    "for (const list of document.querySelectorAll('tbody, ul, ol, div, section, g')) {"
    " const seen = {};"
    " for (const entry of [...list.children]) {"
    "  const kind = entry.tagName.toLowerCase();"
    "  seen[kind] = (seen[kind] || 0) + 1;"
    "  if (seen[kind] > 30 && ['tr', 'li', 'section', 'a', 'circle'].includes(kind)) entry.remove()"
    " } }"
)
RUN = (
    "const [rules, done] = arguments;"
    "axe.run(document, {runOnly: rules}).then(({violations}) =>"
    " done(violations.map((one) => [one.id, one.nodes[0].html.slice(0, 200)])))"
)


def eventually(what: Any, tries: int = 300) -> Any:
    """Return the first true value of something that is looked at again and again."""
    for _ in range(tries):
        if found := what():
            return found
        time.sleep(0.1)
    return what()


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A browser without scripts."""
    profile = tmp_path_factory.mktemp("plain")
    browser = chromium(f"user-data-dir={profile}", scripts=False)
    yield browser
    browser.quit()


@pytest.fixture(scope="module")
def lively(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A browser with scripts; skipped where none were built."""
    if not built.manifest():
        pytest.skip("the scripts of the pages were not built (make serve says why)")
    profile = tmp_path_factory.mktemp("lively")
    browser = chromium(f"user-data-dir={profile}")
    yield browser
    browser.quit()


def one(browser: Any, selector: str) -> Any:
    """Return the first element of a selector, waited for."""
    found = eventually(lambda: browser.find_elements("css selector", selector), 100)
    assert found, f"{selector} on {browser.current_url}"
    return found[0]


def press(element: Any) -> None:
    """Follow a link or press a button with the keyboard."""
    from selenium.webdriver.common.keys import Keys

    element.send_keys(Keys.ENTER)


def table_at(address: str) -> list[dict[str, str]]:
    with urllib.request.urlopen(address, timeout=20) as answer:
        return list(csv.DictReader(io.StringIO(answer.read().decode())))


def read_csv(browser: Any) -> list[dict[str, str]]:
    link = next(a for a in browser.find_elements("css selector", ".pills a") if a.text == "CSV")
    return table_at(link.get_attribute("href"))


def filtered_and_followed(browser: Any, address: str, code: str) -> None:
    """Narrow the map to a network, and follow the first place of the list."""
    browser.get(f"{address}/{code}/map")
    press(one(browser, ".choose summary"))
    one(browser, "#map-network option[value=eccar]").click()
    press(one(browser, ".map-filter button"))
    eventually(lambda: "network=eccar" in browser.current_url)
    places = browser.find_elements("css selector", ".map-list li a")
    assert 40 < len(places) < 80
    name = places[0].text
    press(places[0])
    assert eventually(lambda: f"/{code}/doc/" in browser.current_url)
    assert one(browser, "h1").text == name


def asked_why_and_corrected(browser: Any, code: str) -> None:
    """See why the first statement of a page is made, and take the row to correct it with."""
    press(one(browser, "article a.why"))
    assert eventually(lambda: f"/{code}/statement/" in browser.current_url)
    said = browser.current_url
    assert one(browser, "p.statement a")
    [row] = table_at(one(browser, "aside a[rel=nofollow]").get_attribute("href"))
    assert row["thing"].startswith("https://w3id.org/urban-solidarity/id/")
    assert row["property"]
    assert said == browser.current_url


@pytest.mark.parametrize(("code", "said"), [("de", "Zeile 2"), ("it", "riga 2")])
def test_a_walk_without_scripts(plain: Any, address: str, code: str, said: str) -> None:
    filtered_and_followed(plain, address, code)
    asked_why_and_corrected(plain, code)
    plain.get(f"{address}/{code}/sparql?query={quote(BROKEN)}")
    why = one(plain, "section.why").text
    assert said in why
    assert "urb:City" in why
    field = one(plain, "#query")
    field.clear()
    field.send_keys(BROKEN.replace("urb:Cities", "urb:City"))
    press(one(plain, "form.sparql button"))
    assert one(plain, "table.results tbody tr")
    assert len(read_csv(plain)) > 600


@pytest.mark.parametrize("code", ["de", "en"])
def test_a_walk_with_scripts(lively: Any, address: str, code: str) -> None:
    from selenium.webdriver.common.keys import Keys

    filtered_and_followed(lively, address, code)
    asked_why_and_corrected(lively, code)
    lively.get(f"{address}/{code}/map")
    one(lively, ".stage")
    one(lively, "#near-name").send_keys("Palermo", Keys.ENTER)
    near = one(lively, ".controls ul.plain a")
    assert near.get_attribute("href").endswith(f"/{code}/doc/city/palermo")
    press(near)
    assert eventually(lambda: lively.current_url.endswith("/doc/city/palermo"))
    lively.get(f"{address}/{code}/sparql?query={quote(BROKEN)}")
    assert "urb:City" in one(lively, "section.why").text
    content = eventually(
        lambda: lively.find_element("css selector", ".editor").shadow_root.find_elements(
            "css selector", ".cm-content"
        )
    )[0]
    lively.execute_script("arguments[0].focus()", content)
    # In one go: the driver puts the caret at the end each time it begins to type.
    typed = BROKEN.replace("urb:Cities }", "urb:City")
    content.send_keys(Keys.CONTROL, "a", Keys.NULL, typed, Keys.ESCAPE)
    content.send_keys(Keys.CONTROL, Keys.ENTER)
    assert one(lively, "table.results tbody tr")
    assert len(read_csv(lively)) > 600


def compared_and_asked(browser: Any, address: str, code: str) -> None:
    """Narrow a list, take its rows, compare two cities, answer a question, see its query."""
    browser.get(f"{address}/{code}/browse/city")
    one(browser, "#list-network option[value=eccar]").click()
    press(one(browser, "form.narrow button"))
    eventually(lambda: "network=eccar" in browser.current_url)
    rows = browser.find_elements("css selector", "table.list tbody th")
    assert len(read_csv(browser)) == len(rows) > 20
    browser.get(f"{address}/{code}/compare?city=palermo")
    one(browser, "#add").send_keys("Berlin")
    press(one(browser, "form.blanks button"))
    assert eventually(lambda: browser.current_url.endswith("city=palermo&city=berlin"))
    assert len(browser.find_elements("css selector", "table.comparison thead th")) == 2
    browser.get(f"{address}/{code}/questions/networks-of-a-city")
    field = one(browser, "#blank-city")
    field.clear()
    field.send_keys("Berlin")
    press(one(browser, "form.blanks button"))
    assert eventually(lambda: browser.current_url.endswith("city=berlin"))
    answers = len(browser.find_elements("css selector", "table.answer tbody tr"))
    press(one(browser, "a.as-sparql"))
    assert eventually(lambda: f"/{code}/sparql" in browser.current_url)
    one(browser, "form.sparql")
    query = browser.find_element("css selector", "#query").get_attribute("value")
    assert "city/berlin" in query
    assert answers > 3


@pytest.mark.parametrize("code", ["it", "de"])
def test_cities_are_listed_compared_and_asked_about_without_scripts(
    plain: Any, address: str, code: str
) -> None:
    compared_and_asked(plain, address, code)


@pytest.mark.parametrize("code", ["it", "de"])
def test_cities_are_listed_compared_and_asked_about_with_scripts(
    lively: Any, address: str, code: str
) -> None:
    compared_and_asked(lively, address, code)


def test_the_years_are_played_and_the_list_follows_the_picture(lively: Any, address: str) -> None:
    lively.get(f"{address}/en/map?network=eccar")
    slider = one(lively, ".years input")
    lively.execute_script(
        "arguments[0].value = 2010; arguments[0].dispatchEvent(new Event('input'))", slider
    )
    shown = lively.execute_script(
        "return [...document.querySelectorAll('.map-list li')].filter(li => !li.hidden).length"
    )
    lively.get(lively.find_element("css selector", ".years a").get_attribute("href"))
    assert "asof=2010-12-31" in lively.current_url
    assert len(lively.find_elements("css selector", ".map-list li")) == shown > 0


# Turns the wheel over the map a bit, and tells what is drawn at that moment.
WHEEL = """
const picture = document.querySelector("svg.map"), box = picture.getBoundingClientRect();
picture.dispatchEvent(new WheelEvent("wheel", { clientX: box.left + 99, clientY: box.top + 99,
  deltaY: -40, ctrlKey: true, bubbles: true, cancelable: true, view: window }));
return { sheet: document.querySelector(".sheet").style.transform,
  ground: document.querySelector(".ground").getAttribute("transform") };
"""


def test_the_map_is_moved_with_keys_and_asks_for_nothing_elsewhere(
    lively: Any, address: str
) -> None:
    lively.get(f"{address}/en/map")
    stage = one(lively, ".stage")
    before = one(lively, ".ground").get_attribute("transform")
    stage.send_keys("+")
    assert eventually(lambda: one(lively, ".ground").get_attribute("transform") != before)
    assert "zoomed" in one(lively, "svg.map").get_attribute("class")
    drawn = one(lively, ".ground").get_attribute("transform")
    during = lively.execute_script(WHEEL)
    assert "scale(" in during["sheet"]  # one transform of all, nothing drawn anew
    assert during["ground"] == drawn
    assert eventually(lambda: one(lively, ".ground").get_attribute("transform") != drawn)
    assert lively.execute_script("return document.querySelector('.sheet').style.transform") == ""
    hosts = lively.execute_script(
        "return performance.getEntriesByType('resource').map(one => new URL(one.name).host)"
    )
    assert set(hosts) == {address.removeprefix("http://")}


@pytest.mark.parametrize(("width", "colours"), [(320, "light"), (1440, "dark")])
def test_axe_finds_nothing_in_light_and_dark(
    lively: Any, address: str, width: int, colours: str
) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (endpoint/frontend/node_modules)")
    script = AXE.read_text(encoding="utf-8")
    screen = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    lively.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    feature = [{"name": "prefers-color-scheme", "value": colours}]
    lively.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": feature})
    for page in PAGES:
        lively.get(address + page)
        wide = lively.execute_script("return document.documentElement.scrollWidth")
        assert wide <= width, page
        lively.execute_script(SHORTEN)
        lively.execute_script(script)
        assert lively.execute_async_script(RUN, RULES) == [], (page, colours)
    lively.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
