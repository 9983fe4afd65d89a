"""Sources, records and tables are called by what they say, in the language of the page."""

import json
from collections import Counter
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html

from endpoint.languages.speaking import speaking
from endpoint.site.tables.meaning import told

REPORT = "rls-solidarity-cities-2019"


def records(client: FlaskClient, path: str) -> list[str]:
    shown = html.document_fromstring(client.get(path).data)
    return [one.text_content() for one in shown.xpath("//table/tbody/tr/th")]


def test_the_records_of_a_report_are_called_by_what_they_say(client: FlaskClient) -> None:
    found = records(client, f"/fr/graph/{REPORT}")
    assert len(found) > 3
    assert max(Counter(found).values()) == 1
    assert [one for one in found if one.endswith(" – adopté par – Ville de San Francisco")]


def test_a_record_of_a_table_is_called_by_what_its_row_is_about(client: FlaskClient) -> None:
    found = records(client, "/de/graph/cities")
    assert {"Amsterdam", "Athen", "Berlin", "Berlin (erschlossen)"} <= set(found)
    shown = html.document_fromstring(client.get("/de/graph/cities/athens").data)
    assert shown.xpath("//h1")[0].text_content() == "Athen"


def test_a_record_that_adds_a_name_to_something_is_called_by_that(client: FlaskClient) -> None:
    assert "Palermo Declaration (IASH founding statement)" in records(
        client, "/en/graph/known-names"
    )


def test_a_graph_of_unreviewed_claims_is_called_so(client: FlaskClient) -> None:
    shown = html.document_fromstring(client.get(f"/it/graph/{REPORT}/claims").data)
    assert shown.xpath("//h1")[0].text_content() == "Affermazioni"


def test_the_page_of_a_source_has_no_empty_column_and_no_inner_figures(client: FlaskClient) -> None:
    shown = html.document_fromstring(client.get(f"/graph/{REPORT}").data)
    heads = [one.text_content() for one in shown.xpath("//table/thead//th")]
    assert heads == ["record", "file"]
    facts = shown.xpath("//section[@aria-label='Facts']")[0].text_content()
    assert "loader version" not in facts
    assert "expected" not in facts
    assert "Dataset" in facts


def test_a_name_without_a_language_does_not_stand_beside_the_same_one(client: FlaskClient) -> None:
    shown = html.document_fromstring(client.get("/de/doc/city/zurich").data)
    names = [one.text_content() for one in shown.xpath("//span[@class='name']/span")]
    assert names.count("Zurich") == 2  # English and French
    assert "Zürich" not in [
        one.text_content() for one in shown.xpath("//span[@class='name']/span[not(@lang='en')]")
    ]


def test_a_source_of_our_own_is_called_and_described_in_the_language(client: FlaskClient) -> None:
    shown = html.document_fromstring(client.get("/pl/graph/refusals").data)
    assert shown.xpath("//h1")[0].text_content() == "Odmowy"
    assert shown.xpath("//p[@class='lead']")[0].text_content() == "Rady, które powiedziały nie."
    every = html.document_fromstring(client.get("/el/sources").data)
    titles = [one.text_content() for one in every.xpath("//ul[@class='cards']//h2/a")]
    assert "Αρνήσεις" in titles
    assert len(every.xpath("//ul[@class='cards']//h2/a[@lang='en']")) == 2  # reports of others


@pytest.mark.parametrize("code", ["de", "fr", "it", "es", "el", "pl"])
def test_tables_and_their_columns_are_explained_in_the_language(
    client: FlaskClient, code: str
) -> None:
    every = html.document_fromstring(client.get(f"/{code}/tables").data)
    assert len(every.xpath("//main//tbody/tr")) > 15
    assert not every.xpath("//main//*[@lang='en']")
    for name in ("cities", "memberships", "figures", "coverage"):
        shown = html.document_fromstring(client.get(f"/{code}/tables/{name}").data)
        left = shown.xpath("//main//*[@lang='en']")
        assert not left, [one.text_content() for one in left]
        assert len(shown.xpath("//main//tbody/tr")) > 10
        assert ", several" not in shown.xpath("//main")[0].text_content()


def test_every_table_is_explained_in_messages(shipped_release: Path) -> None:
    made = json.loads((shipped_release / "tables" / "datapackage.json").read_bytes())
    with speaking("de"):
        for one in made["resources"]:
            assert not told(one["title"]).lang, one["title"]
            assert not told(one["description"]).lang, one["description"]


def test_notes_that_many_terms_have_are_said_in_the_language(client: FlaskClient) -> None:
    shown = client.get("/de/ontology").get_data(as_text=True)
    assert "1.1.0: hinzugefügt." in shown
    assert "Noch keine Aussage des Graphen verwendet es." in shown
    assert ": added." not in shown
    assert "1.1.0: added." in client.get("/en/ontology").get_data(as_text=True)
