"""Pages about the site: quality, contributing, doors for programs, texts of who runs it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import html

from endpoint.app import create_app
from endpoint.config import AppConfig
from endpoint.site.about import contribute
from endpoint.site.about.texts import LARGEST
from loaders.errors import UsageError

ROOT = Path(__file__).parents[3]


def page(client: FlaskClient, path: str) -> html.HtmlElement:
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200, path
    return html.document_fromstring(answer.data)


def words(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


def test_coverage_names_what_is_recorded_of_what_is_stated(small: FlaskClient) -> None:
    shown = page(small, "/quality")
    (networks,) = shown.xpath("//div[@id='of-network']")
    assert "complete: 1 · partial: 1 · not recorded: 0" in words(networks)
    first = networks.xpath(".//tbody/tr[1]")[0]
    assert [words(cell) for cell in first.xpath("./th | ./td")][:5] == [
        "Cities of Welcome", "2", "700", "0 %", "partial",
    ]  # fmt: skip


def test_gaps_count_of_how_many_things_a_property_is_stated(small: FlaskClient) -> None:
    (table,) = page(small, "/quality").xpath("//div[@aria-labelledby='gaps']/table")
    rows = {tuple(words(cell) for cell in row)[:4] for row in table.xpath(".//tbody/tr")}
    assert ("city", "latitude", "3", "3") in rows


def test_quality_leads_to_conflicts_claims_and_sources(small: FlaskClient) -> None:
    shown = page(small, "/quality")
    links = shown.xpath("//main//a/@href")
    assert {"/browse/conflict", "/claims", "/graph/t"} <= set(links)
    assert words(shown.xpath("//div[@aria-labelledby='sources']//tbody/tr")[0]).startswith("Tests")


def test_contributors_see_the_columns_of_the_table_and_can_propose_a_city(
    small: FlaskClient,
) -> None:
    shown = page(small, "/contribute")
    file, columns = contribute.columns(ROOT / "data" / "sources")
    assert (ROOT / file).is_file()
    assert shown.xpath("//tbody//th/code/text()") == [one.name for one in columns]
    header = (ROOT / file).read_text(encoding="utf-8").partition("\n")[0]
    assert [one.name for one in columns] == header.split(",")
    (propose,) = shown.xpath("//main//a[@rel='nofollow']/@href")
    assert propose.startswith("/correct.csv?")
    assert parse_qs(urlsplit(propose).query)["thing"] == ["a new city"]
    assert any("urbsol lint --fix --add-keys" in code for code in shown.xpath("//pre/code/text()"))


def test_a_checkout_without_sources_shows_the_steps_alone(tmp_path: Path) -> None:
    assert contribute.columns(tmp_path) == ("", ())


def test_every_door_has_documentation_that_is_there(small: FlaskClient) -> None:
    shown = page(small, "/api")
    doors = shown.xpath("//dl[@class='doors']/div")
    assert len(doors) > 7
    for door in doors:
        docs, example = door.xpath(".//a/@href")
        assert small.get(docs).status_code == 200
        assert example in door.xpath("string(.//pre)")


def test_every_example_of_the_doors_answers(client: FlaskClient) -> None:
    shown = page(client, "/api")
    for example in shown.xpath("//dl[@class='doors']/div/dd[2]/a/@href"):
        parts = urlsplit(example)
        if parts.path in ("/sparql", "/changes.atom"):
            continue  # the service in front answers the one, a log that was begun the other
        answer = client.get(f"{parts.path}?{parts.query}", follow_redirects=True)
        assert answer.status_code == 200, example


@pytest.mark.parametrize("name", ["about", "licence", "imprint"])
def test_texts_say_something_without_an_operator(small: FlaskClient, name: str) -> None:
    for prefix in ("", "/pl"):
        shown = page(small, f"{prefix}/{name}")
        assert len(words(shown.xpath("//article")[0])) > 60


def test_texts_of_the_operator_take_their_place_in_the_language_spoken(
    tmp_path: Path,
    hostile_release: Path,
    reading_client: type[FlaskClient],
    caplog: pytest.LogCaptureFixture,
) -> None:
    (tmp_path / "imprint.md").write_text("# We\n\nA **club**. <script>x</script>", "utf-8")
    (tmp_path / "imprint.de.md").write_text("Ein Verein.", "utf-8")
    app = create_app(AppConfig(release=hostile_release, texts=tmp_path))
    app.test_client_class = reading_client
    client = app.test_client()
    shown = page(client, "/imprint").xpath("//article")[0]
    assert shown.xpath("./h2/text()") == ["We"]
    assert not shown.xpath(".//script")
    assert "<script>" in words(shown)
    assert words(page(client, "/de/imprint").xpath("//article")[0]) == "Ein Verein."
    french = page(client, "/fr/imprint").xpath("//article")[0]
    assert french.get("lang") == "en"
    (tmp_path / "imprint.md").write_text("x" * (LARGEST + 1), "utf-8")
    assert client.get("/it/imprint", headers={"Accept": "text/html"}).status_code == 500
    assert "imprint.md has more than" in caplog.text


def test_a_text_that_was_changed_has_another_entity_tag(
    tmp_path: Path, hostile_release: Path, reading_client: type[FlaskClient]
) -> None:
    app = create_app(AppConfig(release=hostile_release, texts=tmp_path))
    app.test_client_class = reading_client
    client = app.test_client()
    (tmp_path / "about.md").write_text("One.", "utf-8")
    first = client.get("/about").headers["ETag"]
    assert client.get("/about").headers["ETag"] == first
    (tmp_path / "about.md").write_text("Another.", "utf-8")
    assert client.get("/about").headers["ETag"] != first


def test_a_folder_of_texts_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not a folder"):
        AppConfig.from_environment({"URBSOL_TEXTS": str(tmp_path / "none")})


def test_the_health_of_cited_pages_is_counted_and_shown_with_statements(
    small: FlaskClient,
) -> None:
    assert "has moved 1" in words(page(small, "/quality"))
    [why, *_] = page(small, "/doc/city/far").xpath("//a[@class='why']/@href")
    said = page(small, why)
    (cited,) = said.xpath("//dt[text()='cited pages']/following-sibling::dd")
    assert words(cited).startswith("Old A scribe has moved · 20 November 2026")
    assert "https://example.org/new" in cited.xpath(".//a/@href")


@pytest.mark.parametrize("path", ["/quality", "/doc/membership/1", "statement"])
def test_an_accepted_correction_shows_what_stood_before_the_day_and_the_reason(
    small: FlaskClient, path: str
) -> None:
    if path == "statement":
        value = page(small, "/doc/membership/1").xpath("//dd[contains(., '2018')]")[0]
        path = value.xpath(".//a[@class='why']/@href")[0]
    (row,) = page(small, path).xpath("//tr[.//del]")
    said = " ".join(row.text_content().split())
    assert said.startswith("4 May 2026")
    assert row.xpath("string(.//del)") == "2017"
    assert "2018" in said
    assert "The charter is of 2018." in said


def test_what_points_to_a_thing_to_correct_it_is_no_list_of_that_thing(small: FlaskClient) -> None:
    assert "#before" not in page(small, "/doc/membership/1").text_content()


@pytest.mark.parametrize("path", ["/quality", "/doc/membership/1"])
def test_the_regions_of_corrections_have_names_of_their_own(small: FlaskClient, path: str) -> None:
    shown = page(small, path)
    named = shown.xpath("//*[@role='region']/@aria-label")
    ids = shown.xpath("//section/@aria-labelledby | //*[@role='region']/@aria-labelledby")
    named += [shown.xpath(f"string(//*[@id='{one}'])") for one in ids]
    assert len(named) == len(set(named)), named
