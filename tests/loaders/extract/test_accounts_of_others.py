"""Who was not at an event, did not join or found, and what profiles say of charters and awards."""

from __future__ import annotations

import pytest

from .conftest import Read
from .test_accounts import told

pytestmark = pytest.mark.xdist_group("extract")


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
