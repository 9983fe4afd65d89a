"""Dates that count from the date of a page or of a piece of news on it."""

from __future__ import annotations

import pytest

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")


@pytest.mark.parametrize(
    ("text", "language", "date"),
    [
        ("Leeds, 21 June 2023\n\nLeeds joined Eurocities yesterday.", "en", "2023-06-20"),
        ("Leeds, 21 June 2023\n\nLeeds joined Eurocities last Wednesday.", "en", "2023-06-14"),
        (
            "Kiel, 21. Juni 2023\n\nKiel ist am Montag dem Netzwerk Eurocities beigetreten.",
            "de",
            "2023-06-19",
        ),
        ("Lyon, le 21 juin 2023\n\nLyon a rejoint hier soir Eurocities.", "fr", "2023-06-20"),
        ("Bari, 21 giugno 2023\n\nBari ha aderito ieri a Eurocities.", "it", "2023-06-20"),
        (
            "Cádiz, 21 de junio de 2023\n\nCádiz se unió el pasado lunes a Eurocities.",
            "es",
            "2023-06-19",
        ),
        (
            "Gent, 21 juni 2023\n\nGent sloot zich gisteren aan bij Eurocities.",
            "nl",
            "2023-06-20",
        ),
        (
            "Lublin, 21 czerwca 2023\n\nLublin przystąpił wczoraj do sieci Eurocities.",
            "pl",
            "2023-06-20",
        ),
        (
            "Λάρισα, 21 Ιουνίου 2023\n\nΗ Λάρισα προσχώρησε χθες στο δίκτυο Eurocities.",
            "el",
            "2023-06-20",
        ),
        ("Bari, 21 giugno 2023\n\nIn primavera Bari ha aderito a Eurocities.", "it", "2023-21"),
        ("Kiel, 21. Mai 2023\n\nKiel trat im Herbst dem Netzwerk Eurocities bei.", "de", "2022-23"),
        ("Η Λάρισα προσχώρησε στις 20ής Ιουνίου 2021 στο δίκτυο Eurocities.", "el", "2021-06-20"),
        # The day of the week stands beside a date that says more.
        (
            "Leeds, 21 June 2023\n\nLeeds joined Eurocities on Friday, 5 May 2023.",
            "en",
            "2023-05-05",
        ),
    ],
)
def test_days_count_from_the_date_of_a_page(
    read: Read, text: str, language: str, date: str
) -> None:
    found = read(text, language).claims
    assert [one.date for one in found if one.predicate == "membership"] == [date]


def test_a_page_without_a_day_gives_no_days(read: Read) -> None:
    found = read("Leeds, June 2023\n\nLeeds joined Eurocities yesterday.", "en").claims
    assert [one.date for one in found if one.predicate == "membership"] == [None]


NEWS = """Network news

12.08.2022 | Szczecin
Szczecin joined Eurocities on 31 July.

08.01.2021 | Oslo
Oslo hosted the conference “Open Quays” on 3 and 4 December.
"""


def test_each_piece_of_news_has_its_own_year(read: Read) -> None:
    found = {one.predicate: one.date for one in read(NEWS, "en").claims}
    assert found == {"membership": "2022-07-31", "participation": "2020-12-03/2020-12-04"}


CHRONICLE = """Innsbruck und die Flucht

2019
Innsbruck tritt im Mai dem Netzwerk Eurocities bei. Graz unterzeichnet die Erklärung von Palermo.

2021
Linz unterzeichnet am 25. Juni die Erklärung von Palermo.
"""


def test_a_year_alone_in_its_line_dates_the_block_below(read: Read) -> None:
    found = [(one.predicate, one.date) for one in read(CHRONICLE, "de").claims]
    assert ("membership", "2019-05") in found
    assert ("signature", "2019") in found
    assert ("signature", "2021-06-25") in found


def test_a_month_after_the_day_of_a_page_is_one_of_the_year_before(read: Read) -> None:
    filler = "De raad vergaderde lang over de begroting van de stad. " * 12
    text = (
        f"Groningen, 11 februari 2023\n\n{filler}\n\n"
        "In augustus protesteerde Groningen tegen de wantoestanden in Ter Apel."
    )
    found = [one.date for one in read(text, "nl").claims if one.predicate == "protest"]
    assert found == ["2022-08"]
