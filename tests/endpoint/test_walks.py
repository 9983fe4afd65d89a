"""People with a browser walk through map and editor, in two languages, with and without scripts."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Locator, Page, Route, expect

from endpoint.app import create_app
from endpoint.config import AppConfig
from endpoint.site.core import built
from endpoint.site.pages.atlas import listed
from tests.chromium import chromium, opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
DESKTOP = {"width": 1280, "height": 900}
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
    "/", "/map", "/map?network=eccar&from=2010&to=2015", "/card/city/palermo", "/card/map",
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
# Lists and tables are made entry by entry in one way: the first twelve entries stand for all, which
# axe would look at for minutes.
SHORTEN = (
    "() => { for (const list of document.querySelectorAll('tbody, ul, ol, div, section, g')) {"
    " const seen = {};"
    " for (const entry of [...list.children]) {"
    "  const kind = entry.tagName.toLowerCase();"
    "  seen[kind] = (seen[kind] || 0) + 1;"
    "  if (seen[kind] > 12 && ['tr', 'li', 'section', 'a', 'circle'].includes(kind)) entry.remove()"
    " } } }"
)
RUN = """async rules => {
  const { violations } = await axe.run(document, { runOnly: rules });
  return violations.map(one => [one.id, one.nodes[0].html.slice(0, 200)]);
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def plain(browser: Browser) -> Iterator[Page]:
    """A page without scripts."""
    with opened(browser, viewport=DESKTOP, java_script_enabled=False) as page:
        yield page


@pytest.fixture(scope="module")
def scripts() -> None:
    if not built.manifest():
        pytest.skip("the scripts of the pages were not built (make serve says why)")


@pytest.fixture(scope="module")
def lively(browser: Browser, scripts: None) -> Iterator[Page]:
    """A page with scripts; skipped where none were built."""
    with opened(browser, viewport=DESKTOP) as page:
        yield page


def follow(link: Locator, address: str) -> None:
    """Follow a link or press a button with the keyboard, and wait for the page it leads to."""
    link.press("Enter")
    link.page.wait_for_url(re.compile(address))


def table_of(link: Locator) -> list[dict[str, str]]:
    """Return the rows of the CSV that a link is followed to."""
    with link.page.expect_download() as coming:
        link.press("Enter")
    text = coming.value.path().read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def as_csv(page: Page) -> Locator:
    return page.locator(".pills a").get_by_text("CSV", exact=True)


def found_on_the_map(page: Page, address: str, code: str) -> None:
    """Narrow the map to a network, and follow a dot of it: the list beside it says the same."""
    page.goto(f"{address}/{code}/map")
    page.locator(".choose summary").press("Enter")
    page.locator("#map-network").select_option("eccar")
    follow(page.locator(".map-filter button"), "network=eccar")
    places = page.locator(".map-list li a")
    assert 40 < places.count() < 80
    dot = page.locator("svg.map .places a[href$='/city/oulu']")
    name = page.locator(".map-list li a[href$='/city/oulu']").inner_text()
    expect(dot.locator("title")).to_contain_text(name)
    follow(dot, f"/{code}/doc/city/oulu$")
    expect(page.locator("h1")).to_have_text(name)


def asked_why_and_corrected(page: Page, code: str) -> None:
    """See why the first statement of a page is made, and take the row to correct it with."""
    follow(page.locator("article a.why").first, f"/{code}/statement/")
    expect(page.locator("p.statement a").first).to_be_visible()
    [row] = table_of(page.locator("aside a[rel=nofollow]"))
    assert row["thing"].startswith("https://w3id.org/urban-solidarity/id/")
    assert row["property"]
    assert f"/{code}/statement/" in page.url


def listed_and_compared(page: Page, address: str, code: str) -> None:
    """Narrow a list, take its rows, and put two cities side by side."""
    page.goto(f"{address}/{code}/browse/city")
    page.locator("#list-network").select_option("eccar")
    follow(page.locator("form.narrow button"), "network=eccar")
    rows = page.locator("table.list tbody th").count()
    assert len(table_of(as_csv(page))) == rows > 20
    page.goto(f"{address}/{code}/compare?city=palermo")
    page.locator("#add").fill("Berlin")
    follow(page.locator("form.blanks button"), "city=palermo&city=berlin$")
    expect(page.locator("table.comparison thead th")).to_have_count(2)


def asked_with_a_form(page: Page, address: str, code: str) -> None:
    """Answer the form of a question, and open the query behind it in the editor."""
    page.goto(f"{address}/{code}/questions/networks-of-a-city")
    page.locator("#blank-city").fill("Berlin")
    follow(page.locator("form.blanks button"), "city=berlin$")
    assert page.locator("table.answer tbody tr").count() > 3
    follow(page.locator("a.as-sparql"), f"/{code}/sparql")
    assert "city/berlin" in page.locator("#query").input_value()


def corrected_by_hand(page: Page) -> None:
    page.locator("#query").fill(BROKEN.replace("urb:Cities", "urb:City"))
    page.locator("form.sparql button").press("Enter")


def corrected_in_the_editor(page: Page) -> None:
    """Put the caret behind the query, and write the end of it anew."""
    page.locator(".editor .cm-content").press("Control+End")
    for _ in "ies }":
        page.keyboard.press("Backspace")
    page.keyboard.type("y }")
    page.keyboard.press("Control+Enter")


def asked_why_nothing_was_found(page: Page, address: str, code: str, said: str) -> None:
    page.goto(f"{address}/{code}/sparql?query={quote(BROKEN)}")
    why = page.locator("section.why")
    expect(why).to_contain_text(said)
    expect(why).to_contain_text("urb:City")


def took_the_table(page: Page) -> None:
    expect(page.locator("table.results tbody tr").first).to_be_visible()
    assert len(table_of(as_csv(page))) > 600


LANGUAGES = [("de", "Zeile 2"), ("it", "riga 2")]


@pytest.mark.parametrize(("code", "said"), LANGUAGES)
def test_a_walk_without_scripts(plain: Page, address: str, code: str, said: str) -> None:
    found_on_the_map(plain, address, code)
    asked_why_and_corrected(plain, code)
    listed_and_compared(plain, address, code)
    asked_with_a_form(plain, address, code)
    asked_why_nothing_was_found(plain, address, code, said)
    corrected_by_hand(plain)
    took_the_table(plain)


@pytest.mark.parametrize(("code", "said"), LANGUAGES)
def test_a_walk_with_scripts(lively: Page, address: str, code: str, said: str) -> None:
    found_on_the_map(lively, address, code)
    asked_why_and_corrected(lively, code)
    listed_and_compared(lively, address, code)
    asked_with_a_form(lively, address, code)
    expect(lively.locator(".editor .cm-content")).to_contain_text("city/berlin")
    asked_why_nothing_was_found(lively, address, code, said)
    corrected_in_the_editor(lively)
    took_the_table(lively)


def test_a_city_is_found_by_its_name(lively: Page, address: str) -> None:
    lively.goto(f"{address}/en/map")
    lively.locator("#near-name").fill("Palermo")
    lively.locator("#near-name").press("Enter")
    follow(lively.locator(".controls ul.plain a").first, "/en/doc/city/palermo$")


def test_the_years_are_played_and_the_list_follows_the_picture(lively: Page, address: str) -> None:
    lively.goto(f"{address}/en/map?network=eccar&from=2005&to=2012")
    lively.locator(".years input").fill("2010")
    places = lively.locator(".map-list li")
    shown = places.locator("visible=true").count()
    follow(lively.locator(".years a"), "network=eccar&asof=2010-12-31$")
    assert places.count() == shown > 0


# Turns the wheel over the map a bit, and tells what is drawn at that moment.
WHEEL = """() => {
const picture = document.querySelector("svg.map"), box = picture.getBoundingClientRect();
picture.dispatchEvent(new WheelEvent("wheel", { clientX: box.left + 99, clientY: box.top + 99,
  deltaY: -40, ctrlKey: true, bubbles: true, cancelable: true, view: window }));
return { sheet: document.querySelector(".sheet").style.transform,
  ground: document.querySelector(".ground").getAttribute("transform") };
}"""
HOSTS = "performance.getEntriesByType('resource').map(one => new URL(one.name).host)"


def test_the_map_is_moved_with_keys_and_asks_for_nothing_elsewhere(
    lively: Page, address: str
) -> None:
    lively.goto(f"{address}/en/map")
    ground = lively.locator(".ground")
    lively.locator(".stage").press("+")
    expect(ground).to_have_attribute("transform", re.compile("scale\\(1.6"))
    assert "zoomed" in (lively.locator("svg.map").get_attribute("class") or "")
    drawn = ground.get_attribute("transform") or ""
    during = lively.evaluate(WHEEL)
    assert "scale(" in during["sheet"]  # one transform of all, nothing drawn anew
    assert during["ground"] == drawn
    expect(ground).not_to_have_attribute("transform", drawn)
    assert lively.evaluate("document.querySelector('.sheet').style.transform") == ""
    assert set(lively.evaluate(HOSTS)) == {address.removeprefix("http://")}


@pytest.mark.parametrize(("width", "colours"), [(320, "light"), (1440, "dark")])
def test_axe_finds_nothing_in_light_and_dark(
    browser: Browser, scripts: None, address: str, width: int, colours: str
) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (endpoint/frontend/node_modules)")
    script = AXE.read_text(encoding="utf-8")
    screen: dict[str, Any] = {"width": width, "height": 900}
    with opened(browser, viewport=screen, color_scheme=colours) as page:
        for path in PAGES:
            page.goto(address + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            page.evaluate(SHORTEN)
            page.evaluate(script)
            assert page.evaluate(RUN, RULES) == [], (path, colours)


CROWD = """
@prefix urb: <https://w3id.org/urban-solidarity/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix wgs: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
@prefix city: <https://w3id.org/urban-solidarity/id/city/> .
@prefix country: <https://w3id.org/urban-solidarity/id/country/> .
GRAPH <https://w3id.org/urban-solidarity/graph/t/one> {
  country:it a urb:Country ; rdfs:label "Italy"@en .
  PLACES
}
"""
CITY = """city:c{n} a urb:City ; rdfs:label "City {n}" ; urb:country country:it ;
    wgs:lat {lat:.2f} ; wgs:long {long:.2f} ."""


@pytest.fixture
def crowd(
    tmp_path: Path,
    write_release: Callable[[Path, str], Path],
    reading_client: type[FlaskClient],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[Route], None]:
    """Answers what a browser asks for from a site in which thirty places are very many."""
    places = (CITY.format(n=n, lat=41 + n % 6 * 0.9, long=9 + n // 6 * 0.7) for n in range(60))
    release = write_release(
        tmp_path / "2026-11-22-000000000000", CROWD.replace("PLACES", "\n".join(places))
    )
    monkeypatch.setattr(listed, "CLUSTERED", 30)
    app = create_app(AppConfig(release=release))
    app.test_client_class = reading_client
    client = app.test_client()

    def answer(route: Route) -> None:
        address = route.request.url.removeprefix("http://localhost")
        found = client.get(address, headers={"Accept": route.request.headers.get("accept", "*/*")})
        route.fulfill(status=found.status_code, headers=dict(found.headers), body=found.data)

    return answer


def no_findings(page: Page) -> None:
    """Check a page with axe, and that it is not wider than the window."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (endpoint/frontend/node_modules)")
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(RUN, RULES) == []


def test_a_crowded_map_has_clusters_that_axe_finds_nothing_in(
    browser: Browser, scripts: None, crowd: Callable[[Route], None]
) -> None:
    screen: dict[str, Any] = {"width": 390, "height": 800}
    with opened(browser, viewport=screen) as page:
        page.route("**/*", crowd)
        page.goto("http://localhost/de/map")
        expect(page.locator(".zooms button")).to_have_count(3)
        expect(page.locator(".map-list li")).to_have_count(60)
        expect(page.locator(".atlas")).to_have_attribute("data-points", "/map.json?lang=de")
        bundles = page.locator("svg.map .cluster")
        expect(bundles.first).to_be_visible()
        gathered = bundles.count()
        no_findings(page)
        for _ in range(3):
            page.locator(".zooms button").first.press("Enter")
        expect(page.locator(".ground")).to_have_attribute("transform", re.compile("scale"))
        assert gathered > 1
        expect(bundles).not_to_have_count(gathered)


def test_a_crowded_map_without_scripts_is_links_that_axe_finds_nothing_in(
    browser: Browser, crowd: Callable[[Route], None]
) -> None:
    with opened(browser, viewport={"width": 390, "height": 800}) as page:
        page.route("**/*", crowd)
        page.route("**/static/build/**", lambda route: route.abort())
        page.goto("http://localhost/de/map")
        expect(page.locator(".map-list li")).to_have_count(60)
        expect(page.locator(".zooms")).to_have_count(0)
        no_findings(page)
        page.locator("svg.map a[href*='area=']").first.click()
        expect(page).to_have_url(re.compile(r"/de/map\?area=[-0-9.,%C]+"))
        expect(page.locator(".map-list li").first).to_be_visible()
        no_findings(page)
