"""A person with a browser: from the home page to a source, and a query with one click."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, ViewportSize, expect

from tests.chromium import chromium, complaints, opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PHONE: ViewportSize = {"width": 390, "height": 844}
TABLET: ViewportSize = {"width": 768, "height": 1024}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
CONTRAST = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")


@dataclass
class Visit:
    """A page that a person looks at, and what it has complained about."""

    page: Page
    said: list[str]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def opened_once(browser: Browser) -> Iterator[Visit]:
    with opened(browser) as page:
        yield Visit(page, complaints(page))


@pytest.fixture
def visit(opened_once: Visit) -> Visit:
    opened_once.page.set_viewport_size(DESKTOP)
    opened_once.said.clear()
    return opened_once


def test_a_page_reaches_nothing_but_this_machine(browser: Browser) -> None:
    with opened(browser) as page, pytest.raises(Error, match="CONNECTION_REFUSED"):
        page.goto("http://example.org/")


def test_from_home_to_a_city_its_network_and_the_source(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto(address + "/")
    heading = page.locator("h1")
    expect(heading).to_contain_text("solidarity")
    page.locator("[name=q]").fill("palermo")
    page.locator("[name=q]").press("Enter")
    page.locator(".hits a[href$='/id/city/palermo']").first.click()
    expect(page).to_have_url(re.compile("/doc/city/palermo$"))
    expect(heading).to_have_text("Palermo")
    page.locator("td a[href^='/id/network/']").first.click()
    expect(page).to_have_url(re.compile("/doc/network/"))
    page.locator("td.source a[href^='/graph/']").first.click()
    expect(page).to_have_url(re.compile("/graph/"))
    page.locator(".trail a[href='/sources']").click()
    expect(heading).to_have_text("Sources")
    page.locator("ul.cards a[href^='/graph/']").first.click()
    expect(page.locator("tbody a[href^='/graph/']").first).to_be_visible()
    assert not visit.said


def test_an_example_query_runs_with_one_click(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto(address + "/queries")
    page.locator("a[href$='/queries/cities-with-most-networks']").first.click()
    page.locator("form.sparql button").first.click()
    expect(page).to_have_url(re.compile("/sparql"))
    expect(page.locator("table.results tbody tr").first).to_be_visible()
    links = page.locator("table.results a").evaluate_all("all => all.map(one => one.href)")
    assert any(link.startswith(address) for link in links)
    assert not visit.said


PAGES = ["/", "/browse/city", "/doc/city/palermo", "/doc/network/anvita", "/ontology", "/queries"]


MORE = ["/downloads", "/sparql", "/docs/uris", "/doc/theme", "/claims", "/dataset", "/graph/cities"]
CUT = """() => [...document.querySelectorAll('.scroll')]
  .filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.ariaLabel)"""


@pytest.mark.parametrize("path", [*PAGES, *MORE, "/de/search?q=palermo"])
def test_nothing_is_wider_than_a_screen_and_no_table_is_cut(
    visit: Visit, address: str, path: str
) -> None:
    page = visit.page
    page.goto(address + path)
    for screen in (TABLET, PHONE):
        page.set_viewport_size(screen)
        wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= window == screen["width"]
        assert page.evaluate(CUT) == []
    assert not visit.said


CONTROLS = "form, button, details.choose, nav.views, .pills:not(.taken), a.why"
PAPER = """controls => {
  const seen = names => [...document.querySelectorAll(names)].filter(one => one.checkVisibility());
  const after = seen('a.out').map(one => getComputedStyle(one, '::after').content);
  return [seen(controls).length, after];
}"""


@pytest.mark.parametrize(
    "path", ["/map?network=eccar", "/browse/city?country=it", "/doc/city/rome"]
)
def test_paper_names_the_addresses_of_sources_and_has_nothing_to_press(
    visit: Visit, address: str, path: str
) -> None:
    page = visit.page
    page.goto(address + path)
    assert page.evaluate(PAPER, CONTROLS)[0]
    page.emulate_media(media="print")
    pressed, named = page.evaluate(PAPER, CONTROLS)
    page.emulate_media(media="screen")
    assert not pressed
    assert all("attr(href)" in one or "http" in one for one in named)
    assert named or not path.startswith("/doc")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_in_light_and_dark(browser: Browser, address: str, scheme: str) -> None:
    """Contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3) for every colour of text on a page."""
    with opened(browser, viewport=DESKTOP, color_scheme=scheme) as page:
        for path in ("/", "/doc/city/palermo", "/browse/city", "/queries"):
            page.goto(address + path)
            pale = page.evaluate(f"() => {{ {CONTRAST} }}")
            assert not pale, (path, pale[:5])
