"""Who got an award, whatever it and its winner are called, and which year a text is of."""

from __future__ import annotations

import pytest

from .conftest import Read
from .test_accounts import told

pytestmark = pytest.mark.xdist_group("extract")


@pytest.mark.parametrize(
    ("text", "language", "what"),
    [
        ("There was a prize too. In January the Lantern was given the Peace Bridge Award.", "en",
         {("Lantern", "Peace Bridge Award")}),
        ("Norwich was recognised as a City of Sanctuary in 2015.", "en",
         {("norwich", "City of Sanctuary")}),
        ("Natuurlijk kwam er een prijs voor de opvang: de Herberg kreeg in maart 2023 de Nationale "
         "Daklozenpluim.", "nl", {("Herberg", "Nationale Daklozenpluim")}),
        ("De Boudewijnstichting bekroonde de Fietsschool met de Prijs voor het Samenleven.", "nl",
         {("Fietsschool", "Prijs voor het Samenleven")}),
        ("Der Ankommenstreff erhielt im November 2022 den Hessischen Integrationspreis.", "de",
         {("Ankommenstreff", "Hessischen Integrationspreis")}),
        ("Z nagród była dotąd jedna: w 2021 roku „Śledź” dostał Bursztynowe Serce Pomorza.", "pl",
         {("Śledź", "Bursztynowe Serce Pomorza")}),
    ],
)  # fmt: skip
def test_an_award_goes_to_whom_the_words_beside_its_verb_name(
    read: Read, text: str, language: str, what: set[tuple[str, str]]
) -> None:
    assert told(read(text, language), "recognition") == what


@pytest.mark.parametrize(
    ("text", "language", "what"),
    [
        ("Der Integrationspreis ging in diesem Jahr an die Fahrradwerkstatt »Speiche«. Nominiert "
         "war auch das Nähcafé Faden.", "de", {("Speiche", "Integrationspreis")}),
        ("Le prix de la Ville solidaire a été décerné en 2018 à l'association Terre d'ici.", "fr",
         {("Terre d'ici", "prix de la Ville solidaire")}),
        ("Taalcafé Noord begon in 2019. Karin Mulder reikte in 2021 de Vrijwilligersprijs uit "
         "aan de stichting Onder de Pannen.", "nl", {("Onder de Pannen", "Vrijwilligersprijs")}),
        ("Dr Samira Okafor was made an honorary citizen of Dundee in 2018.", "en",
         {("Samira Okafor", "honorary citizen of Dundee")}),
        ("Renate Vogel, Ehrenbürgerin der Stadt Kiel, kam auch.", "de",
         {("Renate Vogel", "Ehrenbürgerin der Stadt Kiel")}),
        ("Fue nombrada hija adoptiva de Cádiz la médica Helena Ortega.", "es",
         {("Helena Ortega", "hija adoptiva de Cádiz")}),
        ("Η Ειρήνη Δαμιανού ανακηρύχθηκε επίτιμη δημότισσα το 2017.", "el",
         {("Ειρήνη Δαμιανού", "επίτιμη δημότισσα")}),
        ("Honorowym obywatelem Sopotu został w 2018 roku lekarz Jakub Wrona.", "pl",
         {("Jakub Wrona", "Honorowym obywatelem Sopotu")}),
        ("The mayor, Ann Hill, was not made an honorary citizen.", "en", set()),
        ("Le prix a été remis à Lyon par Claire Dumas.", "fr", set()),
    ],
)  # fmt: skip
def test_an_award_goes_to_whom_to_leads_to_and_a_title_to_the_person_it_is_said_of(
    read: Read, text: str, language: str, what: set[tuple[str, str]]
) -> None:
    assert told(read(text, language), "recognition") == what


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("De raad kreeg in maart 2023 de Nationale Ombudsman op bezoek.", "nl"),
        ("The Lantern never won the Peace Bridge Award.", "en"),
        ("The council received the Home Secretary in 2019.", "en"),
        ("Der Stadtrat erhielt 2021 den Bericht des Vereins Ankerplatz.", "de"),
    ],
)
def test_what_is_no_award_is_no_recognition(read: Read, text: str, language: str) -> None:
    assert told(read(text, language), "recognition") == set()


def test_the_year_in_the_first_lines_is_that_of_days_without_one(read: Read) -> None:
    filler = "Het was een gewoon jaar, met soep op maandag en erwten op vrijdag. " * 10
    text = f"Huis van de Dijle\nJaarverslag 2022\n\n{filler}In juni ondertekende Mechelen het "
    text += "Integrating Cities Charter."
    (signed,) = [c for c in read(text, "nl").claims if c.predicate == "signature"]
    assert signed.date == "2022-06"


def test_a_month_that_is_a_given_name_too_is_none_behind_in(read: Read) -> None:
    found = read("In June Swansea hosted the Wales Advice Forum.", "en")
    assert told(found, "participation") == {("swansea", "Wales Advice Forum")}
