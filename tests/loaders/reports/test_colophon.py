"""A report says itself what it is, and each field says where it was read."""

from dataclasses import replace

import pytest

from loaders.documents.sandbox.formats import read_bytes
from loaders.evaluation.plain import plain_document
from loaders.extract.knowledge.resources import Resources
from loaders.extract.recognise.pipeline import extract
from loaders.reports.colophon import Front, Told, read_front

pytestmark = pytest.mark.xdist_group("extract")
TEXT = """Open Quays
Cities at the border

Report No. 7
Ruth Castell and Imran Dhillon
Harbour Institute, London, April 2022

This work is licensed under CC BY-SA 4.0. https://doi.org/10.5555/oq.2022.7

Leeds joined Eurocities in 2019. The city is proud of it.
"""


def front(text: str, resources: Resources, language: str = "en", **given: str) -> Front:
    document = plain_document(text, language)
    return read_front(document, extract(document, resources), given)


def test_the_first_lines_say_what_a_report_is(resources: Resources) -> None:
    said = {name: (t.value, t.where) for name, t in front(TEXT, resources).told.items()}
    assert said == {
        "title": ("Open Quays", "line 1"),
        "subtitle": ("Cities at the border", "line 2"),
        "authors": ("Ruth Castell; Imran Dhillon", "line 5"),
        "date": ("2022-04", "line 6"),
        "publisher": ("Harbour Institute", "line 6"),
        "licence": ("https://creativecommons.org/licenses/by-sa/4.0/", "line 8"),
        "language": ("en", "words"),
        "type": ("report", "line 4"),
        "series": ("Report No. 7", "line 4"),
        "doi": ("10.5555/oq.2022.7", "line 8"),
    }


def test_the_menu_of_a_page_is_not_its_title(resources: Resources) -> None:
    text = (
        "Home | News | Projects | Team | Contact\n\nOpen Quays\n\nLeeds joined Eurocities in 2019. "
        "The city is proud of it, and so are the many people who came to live there.\n"
    )
    document = plain_document(text, "en")
    assert document.blocks[0].kind == "navigation"
    found = read_front(document, extract(document, resources), {})
    assert found.get("title") == "Open Quays"
    assert not found.get("type")


def test_what_the_caller_gives_wins(resources: Resources) -> None:
    found = front(TEXT, resources, date="2022-05-01", authors="Somebody Else")
    assert (found.told["date"].value, found.told["date"].where) == ("2022-05-01", "given")
    assert found.get("authors") == "Somebody Else"


def test_what_is_missing_is_said_with_the_option_that_gives_it(resources: Resources) -> None:
    found = front("Leeds joined Eurocities. It is proud of it.\n", resources)
    assert "title" not in found.told
    assert any("--date" in line for line in found.warnings())
    assert any("--author" in line for line in found.warnings())


@pytest.mark.parametrize(
    ("text", "language", "authors"),
    [
        ("Miasta gościnne\nRaport\n\nAutorki: Hanna Wierzbicka, Olga Maj\n", "pl",
         "Hanna Wierzbicka; Olga Maj"),
        ("Porti aperti\n\na cura di Elena Vanzetti e Paolo Sarri\n", "it",
         "Elena Vanzetti; Paolo Sarri"),
    ],
)  # fmt: skip
def test_authors_stand_after_a_label(
    text: str, language: str, authors: str, resources: Resources
) -> None:
    assert front(text, resources, language).get("authors") == authors


def test_the_doi_of_a_cited_work_is_not_that_of_the_report(resources: Resources) -> None:
    text = (
        "Open Quays\n\nReferences\n\nAbel, N. (2012). Sanctuary. Journal of Asylum, 3(1), 1–19. "
        "https://doi.org/10.5555/ja.2012.1\n"
    )
    assert not front(text, resources).get("doi")


def test_a_front_comes_back_from_what_was_kept() -> None:
    raw = {"date": {"value": "2021", "where": "line 2"}}
    assert Front.of_plain(raw).plain() == raw


def test_words_that_programs_write_are_nobodys(resources: Resources) -> None:
    plain = plain_document("Leeds joined Eurocities in 2019. It is proud.\n", "en")
    document = replace(plain, metadata={"title": "untitled", "author": "Anonymous"})
    found = read_front(document, extract(document, resources), {})
    assert found.get("title") != "untitled"
    assert not found.get("authors")


def test_the_date_of_what_a_text_claims_is_not_that_of_the_report(resources: Resources) -> None:
    assert not front("Leeds joined Eurocities in 2019.\n", resources).get("date")
    dated = front("Council news, 3 June 2020\n\nLeeds joined Eurocities in 2019.\n", resources)
    assert dated.get("date") == "2020-06-03"


def test_a_day_says_more_than_the_year_above_it(resources: Resources) -> None:
    text = (
        "Welcome\nAnnual report 2023\n\nHarbour Institute, 3 May 2023\n\nLeeds is in the north.\n"
    )
    assert front(text, resources).told["date"] == Told("2023-05-03", "line 4")
    other = text.replace("3 May 2023", "3 May 2024")
    assert front(other, resources).told["date"] == Told("2023", "line 2")


def test_series_keep_their_name_and_publishers_stand_before_city_and_day(
    resources: Resources,
) -> None:
    text = (
        "Ankommen in der Mittelstadt\n\nEine Bilanz aus fünf Jahren\n\nJolanta Adamczik und Tilo "
        "Behrens\n\nHafeninstitut, Potsdam, 14. Mai 2021\n\nStädte und Zuflucht, Band 7\n\n"
        "Leipzig trat Eurocities im Jahr 2019 bei.\n"
    )
    told = front(text, resources, "de").told
    assert told["title"] == Told("Ankommen in der Mittelstadt", "line 1")
    assert told["publisher"] == Told("Hafeninstitut", "line 7")
    assert told["series"] == Told("Städte und Zuflucht, Band 7", "line 9")


def test_a_subtitle_that_the_file_states_is_the_subtitle(resources: Resources) -> None:
    document = plain_document("Open Quays\n\nLeeds joined Eurocities in 2019.\n", "en")
    stated = replace(document, metadata={"title": "Open Quays", "subtitle": "Cities at the border"})
    said = read_front(stated, extract(stated, resources), {})
    assert said.told["subtitle"] == Told("Cities at the border", "file")


@pytest.mark.parametrize("between", ["\r\n", "\r\n\r\n"])
def test_the_line_below_a_title_equal_to_the_subject_of_a_mail_is_the_subtitle(
    resources: Resources, between: str
) -> None:
    head = "From: A <a@example.org>\r\nSubject: Open Quays\r\nContent-Type: text/plain\r\n\r\n"
    body = f"Open Quays{between}Cities at the border\r\n\r\nLeeds joined Eurocities in 2019.\r\n"
    mail = read_bytes(f"{head}{body}".encode(), "letter.eml")
    assert read_front(mail, extract(mail, resources), {}).get("subtitle") == "Cities at the border"
    greeting = f"{head}Dear friends,\r\n\r\nLeeds joined Eurocities in 2019.\r\n"
    letter = read_bytes(greeting.encode(), "letter.eml")
    assert not read_front(letter, extract(letter, resources), {}).get("subtitle")
