"""Questions are asked without a script, answered in the reader's language, and taken along."""

from __future__ import annotations

import csv
import io
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from endpoint.questions import Choice, Form
from endpoint.site.core.wording import TAGS
from endpoint.site.questions import wording
from endpoint.site.questions.answered import others
from endpoint.site.questions.naming import among
from endpoint.site.questions.page import forms
from endpoint.sparql.columns import variables
from loaders.settings import DEFAULT_BASE

HTML = {"Accept": "text/html"}
CITIES = (
    Choice("berlin", "Berlin", "https://example.org/id/city/berlin"),
    Choice("frankfurt", "Frankfurt (frankfurt)", "https://example.org/id/city/frankfurt"),
    Choice("frankfurt-oder", "Frankfurt (frankfurt-oder)", "https://example.org/id/city/f"),
    Choice("lodz", "Łódź", "https://example.org/id/city/lodz"),
)


@pytest.fixture(scope="module")
def every(site: Flask) -> dict[str, Form]:
    return forms(site.extensions["urbsol"].release)


def page(client: FlaskClient, path: str, status: int = 200) -> html.HtmlElement:
    answer = client.get(path, headers=HTML)
    assert answer.status_code == status, path
    return html.document_fromstring(answer.data)


def test_every_question_is_listed_under_what_it_is_about(
    client: FlaskClient, every: dict[str, Form]
) -> None:
    shown = page(client, "/en/questions")
    links = shown.xpath("//div[@class='asked']//li/a/@href")
    assert sorted(links) == sorted(f"/en/questions/{name}" for name in every)
    assert len(shown.xpath("//div[@class='asked']//h2")) >= 5
    assert "Which networks does Palermo belong to?" in shown.text_content()


def test_what_questions_are_about_and_their_columns_have_words(every: dict[str, Form]) -> None:
    for form in every.values():
        assert form.tags[0] in TAGS, form.name
        for one in variables(form.text, DEFAULT_BASE):
            assert one.value in wording.COLUMNS, (form.name, one.value)
        for slot in form.slots:
            assert wording.label(slot)


@pytest.mark.parametrize("code", ["en", "el"])
def test_every_question_has_an_answer_at_first(
    client: FlaskClient, every: dict[str, Form], code: str
) -> None:
    for name, form in every.items():
        if not form.slots and code == "en":
            continue  # these take the longest, and once is enough
        shown = page(client, f"/{code}/questions/{name}")
        assert shown.xpath("string(//h2[@id='answer-title'])"), name
        named = shown.xpath("//section/@aria-labelledby | //*[@role='region']/@aria-labelledby")
        assert len(named) == len(set(named)), (name, named)
        heading = shown.xpath("string(//h1)")
        assert "{" not in heading
        assert heading.split("·")[0].strip()[-1] in "?;", heading
        blanks = shown.xpath("//form[@class='blanks']//*[self::select or self::input]/@name")
        assert blanks == [slot.name for slot in form.slots]


def test_a_question_that_is_fixed_has_a_page_too(client: FlaskClient) -> None:
    shown = page(client, "/de/questions/largest-places")
    assert shown.xpath("string(//h2[@id='answer-title'])") == "5 Antworten"
    assert not shown.xpath("//form[@class='blanks']")
    assert not shown.xpath("//main//p[@class='small'][contains(., 'Which five')]")
    rows = csv.reader(io.StringIO(client.get("/questions/largest-places.csv").text))
    assert len(list(rows)) == 6


def test_a_question_whether_something_is_so_is_answered_in_a_word(client: FlaskClient) -> None:
    shown = page(client, "/pl/questions/no-list-is-a-network")
    assert shown.xpath("string(//h2[@id='answer-title'])") == "Nie"


def test_things_are_links_with_their_names_in_the_language_spoken(client: FlaskClient) -> None:
    shown = page(client, "/de/questions/members-of-a-network?network=anvita")
    assert shown.xpath("//thead//th/text()") == ["Mitglied", "Staat", "Seit", "Rolle"]
    first = shown.xpath("//tbody/tr[1]/td")
    assert first[0].xpath("a/@href")[0].startswith("/de/doc/government/")
    assert first[1].text_content() == "Frankreich"
    assert shown.xpath("//figure[@class='locator']")


def test_an_answer_is_taken_as_csv_and_as_its_query(client: FlaskClient) -> None:
    shown = page(client, "/it/questions/networks-of-a-city?city=berlin")
    [link] = shown.xpath("//ul[@class='pills']//a[text()='CSV']/@href")
    assert link == "/questions/networks-of-a-city.csv?city=berlin"
    answer = client.get(link)
    assert answer.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == len(shown.xpath("//tbody/tr")) > 3
    [editor] = shown.xpath("//a[@class='as-sparql']/@href")
    [query] = parse_qs(urlsplit(editor).query)["query"]
    assert urlsplit(editor).path == "/it/sparql"
    backend = client.application.extensions["urbsol"].backend
    assert {str(row["network"].value) for row in backend.select(query)} == {
        row["network"] for row in rows
    }


@pytest.mark.parametrize(
    ("path", "word", "explained"),
    [
        ("did-a-city-sign?city=zagreb&charter=villeurbanne-declaration", "Ja", False),
        ("did-a-city-sign?city=zagreb&charter=cities-of-refuge", "Nicht verzeichnet", True),
        ("members-of-a-network?network=iash&country=jp", "Nicht verzeichnet", True),
    ],
)
def test_not_recorded_is_said_and_is_not_a_no(
    client: FlaskClient, path: str, word: str, explained: bool
) -> None:
    charters = page(client, "/questions/did-a-city-sign").xpath(
        "//select[@name='charter']/option/@value"
    )
    path = path.replace("cities-of-refuge", next(one for one in charters if "villeur" not in one))
    shown = page(client, f"/de/questions/{path}")
    assert shown.xpath("string(//h2[@id='answer-title'])") == word
    assert bool(shown.xpath("//p[@class='remarks']")) == explained


def test_a_name_leads_to_the_address_with_the_key(client: FlaskClient) -> None:
    answer = client.get("/de/questions/networks-of-a-city?city=Mailand", headers=HTML)
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/de/questions/networks-of-a-city?city=milan"


@pytest.mark.parametrize(
    "path",
    [
        "networks-of-a-city?city=Nowhere%3Cscript%3E",
        "networks-of-a-city?city=",
        "joined-in-a-year?year=soon",
        "members-on-a-day?day=2019-02-30",
    ],
)
def test_what_fits_nothing_is_said_beside_its_field(client: FlaskClient, path: str) -> None:
    shown = page(client, f"/en/questions/{path}", 400)
    [field] = shown.xpath("//*[@aria-invalid='true']")
    assert shown.xpath(f"string(//*[@id='{field.get('aria-describedby')}'])")
    assert not shown.xpath("//h2[@id='answer-title']")
    assert not shown.xpath("//main//script")
    assert client.get(f"/questions/{path.replace('?', '.csv?')}").status_code == 400


def test_there_is_no_question_of_another_name(client: FlaskClient) -> None:
    assert client.get("/questions/none").status_code == 404
    assert client.get("/questions/none.csv").status_code == 404


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Berlin", "berlin"),
        ("berlin", "berlin"),
        ("lodz", "lodz"),
        ("Łó", "lodz"),
        ("Frankfurt", "Frankfurt"),  # two are called so
        ("Frankfurt (frankfurt)", "frankfurt"),
        ("https://example.org/id/city/f", "frankfurt-oder"),
        ("", ""),
    ],
)
def test_what_is_typed_is_found_among_what_fits(typed: str, key: str) -> None:
    assert among(typed, CITIES).value == key


def test_other_questions_follow_in_turn() -> None:
    assert others("abcd", "b", 2) == ["c", "d"]
    assert others("abcd", "d", 6) == ["a", "b", "c"]
    assert others("abcd", "a", 6) == ["b", "c", "d"]


def test_what_may_have_been_meant_is_one_click_away(client: FlaskClient) -> None:
    shown = page(client, "/de/questions/did-a-city-sign?city=Palremo&charter=villeurbanne", 400)
    near = shown.xpath("//*[@id='wrong-city']/a/@href")
    assert near[0].startswith("/de/questions/did-a-city-sign?city=palermo&charter=")
    assert "Palermo" in shown.xpath("string(//*[@id='wrong-city']/a[1])")
    # As of two things of one name, that of each is told apart by its key.
    assert client.get("/questions/networks-of-a-city?city=Berlin+(berlin)").status_code == 303


def test_a_page_does_not_list_all_that_fits_where_that_is_many(client: FlaskClient) -> None:
    shown = page(client, "/en/questions/networks-of-a-city")
    [field] = shown.xpath("//input[@name='city']")
    assert shown.xpath(f"count(//datalist[@id='{field.get('list')}']/option)") == 0
    found = client.get(f"{field.get('data-suggest')}&q=paler")
    assert [one["label"] for one in found.get_json()["results"]][:1] == ["Palermo"]
