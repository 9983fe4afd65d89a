"""A person with a browser: from the home page to a source, and a query with one click."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chromium import chromium

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PHONE = (390, 844)
TABLET = (768, 1024)
DESKTOP = (1280, 900)
CONTRAST = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """Headless Chromium with a profile of its own."""
    profile = tmp_path_factory.mktemp("profile")
    with chromium(f"user-data-dir={profile}") as running:
        running.set_page_load_timeout(60)
        running.set_window_size(*DESKTOP)
        yield running


def complaints(browser) -> list[str]:
    """Return what the browser complained about: blocked by the policy, not found, broken."""
    return [entry["message"] for entry in browser.get_log("browser")]


def click(browser, css: str) -> None:
    """Click on what leads to another page, and wait until that is there."""
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.expected_conditions import staleness_of
    from selenium.webdriver.support.wait import WebDriverWait

    before = browser.find_element(By.TAG_NAME, "html")
    link = browser.find_element(By.CSS_SELECTOR, css)
    browser.execute_script(
        "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", link
    )
    link.click()
    WebDriverWait(browser, 30).until(staleness_of(before))


def heading(browser) -> str:
    from selenium.webdriver.common.by import By

    return browser.find_element(By.TAG_NAME, "h1").text


def test_from_home_to_a_city_its_network_and_the_source(browser, address: str) -> None:
    from selenium.webdriver.common.by import By

    browser.get(address + "/")
    assert "solidarity" in heading(browser)
    browser.find_element(By.NAME, "q").send_keys("palermo\n")
    click(browser, ".hits a[href$='/id/city/palermo']")
    assert heading(browser) == "Palermo"
    assert browser.current_url.endswith("/doc/city/palermo")
    click(browser, "td a[href^='/id/network/']")
    assert "/doc/network/" in browser.current_url
    click(browser, "td.source a[href^='/graph/']")
    assert "/graph/" in browser.current_url
    click(browser, ".trail a[href='/sources']")
    assert heading(browser) == "Sources"
    click(browser, "ul.cards a[href^='/graph/']")
    assert browser.find_elements(By.CSS_SELECTOR, "tbody a[href^='/graph/']")
    assert not complaints(browser)


def test_an_example_query_runs_with_one_click(browser, address: str) -> None:
    from selenium.webdriver.common.by import By

    browser.get(address + "/queries")
    click(browser, "a[href$='/queries/cities-with-most-networks']")
    click(browser, "form.sparql button")
    assert "/sparql" in browser.current_url
    rows = browser.find_elements(By.CSS_SELECTOR, "table.results tbody tr")
    assert rows
    links = browser.find_elements(By.CSS_SELECTOR, "table.results a")
    assert any(link.get_attribute("href").startswith(address) for link in links)
    assert not complaints(browser)


PAGES = ["/", "/browse/city", "/doc/city/palermo", "/doc/network/anvita", "/ontology", "/queries"]


MORE = ["/downloads", "/sparql", "/docs/uris", "/doc/theme", "/claims", "/dataset", "/graph/cities"]
CUT = """return [...document.querySelectorAll('.scroll')]
  .filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.ariaLabel)"""


@pytest.mark.parametrize("size", [PHONE, TABLET], ids=["phone", "tablet"])
@pytest.mark.parametrize("path", [*PAGES, *MORE, "/de/search?q=palermo"])
def test_nothing_is_wider_than_a_screen_and_no_table_is_cut(
    browser, address: str, path: str, size: tuple[int, int]
) -> None:
    browser.set_window_size(*size)
    try:
        browser.get(address + path)
        wide, window = browser.execute_script(
            "return [document.documentElement.scrollWidth, window.innerWidth]"
        )
        assert wide <= window
        assert browser.execute_script(CUT) == []
        assert not complaints(browser)
    finally:
        browser.set_window_size(*DESKTOP)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_in_light_and_dark(browser, address: str, scheme: str) -> None:
    """Contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3) for every colour of text on a page."""
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"features": [{"name": "prefers-color-scheme", "value": scheme}]},
    )
    for path in ("/", "/doc/city/palermo", "/browse/city", "/queries"):
        browser.get(address + path)
        pale = browser.execute_script(CONTRAST)
        assert not pale, (path, pale[:5])
