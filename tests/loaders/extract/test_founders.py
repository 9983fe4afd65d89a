"""Who founded a network, forum or coalition, registered or not, in every language."""

from __future__ import annotations

import pytest

from .conftest import Read
from .test_accounts import told

pytestmark = pytest.mark.xdist_group("extract")


@pytest.mark.parametrize(
    ("text", "language", "body", "founders"),
    [
        ("The Shoreline Asylum Forum, which the Harbour Diocese and the Quay Law Centre had set up "
         "in 2003, has 31 groups.", "en", "Shoreline Asylum Forum",
         {"Harbour Diocese", "Quay Law Centre"}),
        ("The town's Newcomers Roundtable was founded in 2007 by Moravian Care and AB Care.", "en",
         "Newcomers Roundtable", {"Moravian Care", "AB Care"}),
        ("Das Bündnis Offenes Tal haben 2018 die Werkstatt Talblick und die Seebrücke ins Leben "
         "gerufen.",
         "de", "Bündnis Offenes Tal", {"Werkstatt Talblick", "seebruecke"}),
        ("Das Netzwerk Aufnahme Nord gründeten 2017 der Verein Uferstraße und die Diakonie.", "de",
         "Netzwerk Aufnahme Nord", {"Verein Uferstraße", "Diakonie"}),
        ("La Table Vivre Ensemble, que la Fondation Long Cours et le Secours catholique ont mise "
         "sur pied en 2016, rassemble 52 organismes.", "fr", "Table Vivre Ensemble",
         {"Fondation Long Cours", "Secours catholique"}),
        ("Il comitato Pavia Accoglie, fondato nel 2014 da Arci e Acli, conta 600 volontari.", "it",
         "Pavia Accoglie", {"Arci", "Acli"}),
        ("La Mesa Migrante, fundada en 2010 por la Pastoral Obrera y Cáritas, crece.", "es",
         "Mesa Migrante", {"Pastoral Obrera", "caritas"}),
        ("De Zaanse Alliantie voor Opvang is in 2014 opgericht door de Raad van Kerken en "
         "Humanitas.", "nl", "Zaanse Alliantie voor Opvang", {"Raad van Kerken", "Humanitas"}),
        ("Sieć Otwartych Miast założyły w maju 2018 r. Gdańsk, Łódź i Lublin.", "pl",
         "Sieć Otwartych Miast", {"gdansk", "lodz", "lublin"}),
        ("Działa Koalicja Warta bez Granic, którą w 2016 r. powołały Caritas i Polski Czerwony "
         "Krzyż.", "pl", "Koalicja Warta bez Granic", {"caritas", "Polski Czerwony Krzyż"}),
        ("Την πρωτοβουλία «Ακτή για όλους» ίδρυσαν το 2015 η ΑΡΣΙΣ και το Εργατικό Κέντρο Βόλου.",
         "el", "Ακτή για όλους", {"arsis", "Εργατικό Κέντρο Βόλου"}),
    ],
)  # fmt: skip
def test_founders_stand_behind_by_in_a_relative_clause_or_behind_the_verb(
    read: Read, text: str, language: str, body: str, founders: set[str]
) -> None:
    found = {(what, who) for what, who in told(read(text, language), "founding")}
    assert found == {(body, who) for who in founders}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Das Netzwerk ICORN, 2006 in Stavanger gegründet, hat viele Mitglieder.", "de"),
        ("Het netwerk Eurocities, in 1986 opgericht in Rotterdam, telt 200 leden.", "nl"),
        ("Sieć ICORN, założona w 2006 roku w Stavanger, liczy 70 członków.", "pl"),
    ],
)
def test_the_town_where_a_network_was_founded_did_not_found_it(
    read: Read, text: str, language: str
) -> None:
    assert {who for _, who in told(read(text, language), "founding")} <= {"2006", "1986"}


def test_a_number_of_cities_is_no_founder_by_name(read: Read) -> None:
    text = "Das Bündnis Städte Sicherer Häfen wurde 2019 von 13 Städten gegründet."
    assert {who for _, who in told(read(text, "de"), "founding")} == {"2019"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Rzeszów gościł 20 maja Zjazd Otwartych Miast, dofinansowany przez Komisję Europejską.",
         "pl"),
        ("Montevideo fue anfitriona de la Cumbre Norte de Ciudades, con financiación de la Unión "
         "Europea.", "es"),
    ],
)  # fmt: skip
def test_who_pays_for_an_event_was_not_at_it(read: Read, text: str, language: str) -> None:
    found = told(read(text, language), "participation")
    assert not {who for who, _ in found} & {"european-commission", "Unión Europea"}


def test_who_only_tells_of_an_event_was_not_at_it(read: Read) -> None:
    text = (
        "Mme Leïla Roth-Morel, adjointe, rappelle que la Ville de Nancy a accueilli en 2022 les "
        "Rencontres de l'hospitalité."
    )
    assert "Leïla Roth-Morel" not in {who for who, _ in told(read(text, "fr"), "participation")}


def test_those_beside_whom_a_city_joined_another_network_did_not_join_the_first(read: Read) -> None:
    text = (
        "Firenze fa parte di Eurocities dal 1992 e, insieme a Prato e Livorno, della Rete dei "
        "Comuni Solidali."
    )
    found = told(read(text, "it"), "membership")
    assert {who for who, what in found if what == "eurocities"} == {"florence"}


def test_mayors_named_by_their_cities_alone_act_for_them(read: Read) -> None:
    found = told(read("Prezydenci Gdańska i Łodzi podpisali Kartę z Palermo.", "pl"), "signature")
    assert {who for who, _ in found} == {"gdansk", "lodz"}


def test_a_year_named_first_is_not_what_a_protest_is_against(read: Read) -> None:
    text = "Al año siguiente, Barcelona y Zaragoza protestaron por la falta de plazas estatales."
    assert {what for _, what in told(read(text, "es"), "protest")} == {"falta de plazas estatales"}


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Stadsprofiel Gent\n\nBurgemeester: Hannelore Claeys\nOndertekend: Integrating Cities "
         "Charter (2010), Verklaring van Palermo (2021)\n", "signature",
         {("ghent", "integrating-cities-charter"), ("ghent", "palermo-declaration-2021")}),
        ("Stadsprofiel Gent\n\nBurgemeester: Hannelore Claeys\nPrijzen: Gouden Sleutel (2019)\n",
         "recognition", {("ghent", "Gouden Sleutel")}),
    ],
)  # fmt: skip
def test_labelled_lines_of_a_profile_tell_charters_and_awards(
    read: Read, text: str, kind: str, expected: set[tuple[str, str]]
) -> None:
    assert told(read(text, "nl"), kind) == expected


def test_a_body_in_brackets_or_a_relative_clause_wins_no_award(read: Read) -> None:
    text = "Das Projekt »Refugium Elbe« (Träger: Diakonisches Werk) gewann 2020 den Elbpreis."
    assert "Diakonisches Werk" not in {who for who, _ in told(read(text, "de"), "recognition")}
