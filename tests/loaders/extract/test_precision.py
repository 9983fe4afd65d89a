"""What sentences of reports do not say: wrong subjects, dates of other acts, names cut short."""

from __future__ import annotations

import pytest

from loaders.extract.model import Extraction

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")


def of(extraction: Extraction, kind: str) -> list[tuple[str, str, str, str | None]]:
    """Return the claims of a kind with the keys of what they speak of."""
    return [
        (c.predicate, c.subject.rpartition("/")[2], c.object.rpartition("/")[2], c.date)
        for c in extraction.claims
        if c.predicate == kind
    ]


@pytest.mark.parametrize(
    ("text", "language", "end"),
    [
        (
            "Το πρόγραμμα «Στέγη», το οποίο ο Δήμος Αθηναίων ξεκίνησε το 2016, ολοκληρώθηκε "
            "τον Δεκέμβριο του 2021.",
            "el",
            "2021-12",
        ),
        ("The project “Open Shelf”, begun in 2014, ended in 2019.", "en", "2019"),
        ("Das 2014 begonnene Projekt „Offene Regale“ endete 2019.", "de", "2019"),
    ],
)
def test_a_project_ends_on_the_date_behind_that_verb(
    read: Read, text: str, language: str, end: str
) -> None:
    assert [one[2] for one in of(read(text, language), "end")] == [end]


def test_a_member_of_a_body_nobody_registered_is_not_one_of_the_network_before(read: Read) -> None:
    text = (
        "Gdańsk należy do sieci Solidarity Cities. Poznań jest członkiem Unii Metropolii "
        "Polskich od 1990 r."
    )
    assert not [one for one in of(read(text, "pl"), "membership") if one[1] == "poznan"]


@pytest.mark.parametrize(
    ("text", "language", "wrong"),
    [
        (
            "Chicago's mayor, Ann Kent, told the meeting that the city stood ready to take in "
            "500 evacuees.",
            "en",
            "Ann Kent",
        ),
        (
            "El Ayuntamiento de Madrid, encabezado por Manuela Carmena, se ofreció a recibir a "
            "cien personas.",
            "es",
            "manuela-carmena",
        ),
    ],
)
def test_who_reports_an_offer_or_leads_who_makes_it_does_not_make_it(
    read: Read, text: str, language: str, wrong: str
) -> None:
    assert wrong not in {one[1] for one in of(read(text, language), "offer")}


def test_what_is_protested_against_ends_before_the_next_act(read: Read) -> None:
    text = (
        "Το δημοτικό συμβούλιο της Αθήνας διαμαρτυρήθηκε για το κλείσιμο των διαμερισμάτων και "
        "ενέκρινε Τοπικό Σχέδιο Ένταξης."
    )
    objects = [one[2] for one in of(read(text, "el"), "protest")]
    assert objects == ["το κλείσιμο των διαμερισμάτων"]


def test_a_term_of_office_is_not_the_date_of_an_act(read: Read) -> None:
    text = (
        "Mme Martine Aubry, maire de Lille de 2001 à 2025, s'est élevée en juin 2018 contre la "
        "fermeture des ports."
    )
    assert [one[3] for one in of(read(text, "fr"), "protest")] == ["2018-06"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Für den „Ankerplatz“ wurde die Stadt Mainz 2019 mit dem Integrationspreis geehrt.", "de"),
        ("Za „Dobry Adres” Gdańsk zdobył w 2021 roku nagrodę Samorządowy Lider.", "pl"),
    ],
)
def test_a_project_for_which_a_city_got_an_award_did_not_get_it(
    read: Read, text: str, language: str
) -> None:
    assert {one[1] for one in of(read(text, language), "recognition")} <= {"mainz", "gdansk"}


def test_the_name_of_an_award_keeps_its_title(read: Read) -> None:
    text = "Gdańsk was awarded the Princess of Asturias Award for Concord in 2019."
    found = of(read(text, "en"), "recognition")
    assert found == [("recognition", "gdansk", "Princess of Asturias Award for Concord", "2019")]


def test_a_quoted_body_is_not_a_project(read: Read) -> None:
    text = (
        "Τη λειτουργία έχει αναλάβει ο σύλλογος «Γιατροί του Λιμανιού» και εξυπηρετεί "
        "350 ανθρώπους."
    )
    claims = read(text, "el").claims
    assert not [c for c in claims if c.subject_type == "PRACTICE" and "Γιατροί" in c.subject]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Modena vanta una lunga tradizione di accoglienza diffusa.", "it"),
        ("L'albergo diffuso di Gioiosa Ionica.", "it"),
    ],
)
def test_a_kind_of_project_beside_a_city_says_nothing_without_a_verb(
    read: Read, text: str, language: str
) -> None:
    assert of(read(text, language), "practice") == []


def test_two_acts_joined_by_and_have_a_date_each(read: Read) -> None:
    text = (
        "Η Θεσσαλονίκη έγινε μέλος του Eurocities το 1994 και υπέγραψε τον Χάρτη Ενσωμάτωσης "
        "των Πόλεων (Integrating Cities Charter) το 2017."
    )
    assert [one[3] for one in of(read(text, "el"), "signature")] == ["2017"]


def test_the_date_of_an_event_is_the_one_beside_its_name(read: Read) -> None:
    text = (
        "Valencia firmó la Carta de Palermo en 2019 y fue anfitriona, en octubre de 2021, del "
        "encuentro «Mediterráneo en común», que reunió a representantes de Palermo y Marsella."
    )
    found = of(read(text, "es"), "participation")
    assert {one[3] for one in found if one[1] in {"palermo", "marseille"}} == {"2021-10"}


def test_prize_money_is_not_the_budget_of_the_project_that_won(read: Read) -> None:
    text = (
        "The project “Open Shelf” won the Open Door Prize in 2020. "
        "The prize money, €20,000, was put up by the Robert Bosch Stiftung."
    )
    found = read(text, "en")
    assert of(found, "figure") == []
    assert of(found, "support") == []


def test_a_city_in_the_name_of_a_haven_does_not_declare_it(read: Read) -> None:
    text = "Ravenna\n\nL'anno 2019 la città di Ravenna fu proclamata «Porto solidale»."
    assert "porto" not in {one[1] for one in of(read(text, "it"), "declaration")}


def test_a_service_with_an_object_of_its_own_is_not_the_one_before(read: Read) -> None:
    text = (
        "El servicio «Casa Puente» de Cádiz atiende a 80 personas. "
        "El servicio de mediación concluyó en diciembre de 2022."
    )
    assert of(read(text, "es"), "end") == []


def test_a_project_launched_is_not_the_founding_of_the_network_before(read: Read) -> None:
    text = (
        "Rotterdam is lid van Eurocities. Het project Eerste Haven, dat in 2021 werd gelanceerd, "
        "krijgt steun van Stichting Maaskracht."
    )
    assert of(read(text, "nl"), "founding") == []


def test_the_year_of_a_law_belongs_to_its_title(read: Read) -> None:
    text = "Bristol and Liverpool have spoken out against the Immigration Act 2016."
    found = of(read(text, "en"), "protest")
    assert {one[2:] for one in found} == {("the Immigration Act 2016", None)}


def test_the_term_of_a_mayor_in_brackets_is_not_the_date_of_a_signature(read: Read) -> None:
    text = "Burgemeester Daan Termote (2013-2018) van Gent ondertekende het Handvest van Palermo."
    assert {one[3] for one in of(read(text, "nl"), "signature")} <= {None}


def test_what_is_said_of_a_name_in_quotes_is_not_said_of_the_project_before(read: Read) -> None:
    text = (
        "In Amsterdam begon het project Huize Agnes in 2005. In 2008 opende het 'Wereldhuis' "
        "zijn deuren; de uitvoering ligt bij de Protestantse Diaconie."
    )
    assert "Huize Agnes" not in {one[1] for one in of(read(text, "nl"), "carrier")}


def test_a_card_that_a_city_drafts_is_not_yet_its_practice(read: Read) -> None:
    text = "Vienna, which proclaimed itself a City of Human Rights, is drafting a city card."
    assert of(read(text, "en"), "practice") == []
