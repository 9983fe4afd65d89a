"""Who founded a body: told by nouns, as an initiative, of what stood before, or of "us"."""

from __future__ import annotations

import pytest

from .conftest import Read
from .test_accounts import told

pytestmark = pytest.mark.xdist_group("extract")

_ARRABAL = "Quiénes somos\n\nArrabal Abierto es una asociación de barrio. Somos 340, y nos gusta. "


@pytest.mark.parametrize(
    ("text", "language", "who"),
    [
        ("The Welcome Table Partnership goes back to an initiative of Refugee Action Leeds and "
         "St Aidan's Church.", "en", {"Refugee Action Leeds", "St Aidan's Church"}),
        ("Fondatori del Tavolo Migranti furono la Caritas Bergamo e il circolo Acli di Redona.",
         "it", {"Caritas Bergamo", "Acli di Redona"}),
        ("La Plataforma Puertas Abiertas es fruto de la iniciativa de Cruz Roja Burgos y de la "
         "parroquia de San Lesmes.", "es", {"Cruz Roja Burgos", "parroquia de San Lesmes"}),
        ("Oprichters van het Platform Thuis waren Vluchtelingenwerk Brabant en de Heikese Kerk.",
         "nl", {"Vluchtelingenwerk Brabant", "Heikese Kerk"}),
        ("Stowarzyszenie Otwarta Brama powstało z inicjatywy Klubu Inteligencji Katolickiej i "
         "Muzeum Emigracji.", "pl", {"Klubu Inteligencji Katolickiej", "Muzeum Emigracji"}),
        ("2003: Gründung des Forum Weststadt durch den Bürgerverein Haslach und die "
         "Melanchthongemeinde.", "de", {"Bürgerverein Haslach", "Melanchthongemeinde"}),
        ("Das Forum Weststadt hat 58 Mitglieder. Gegründet wurde es 1991 vom Bürgerverein Haslach "
         "und vom Verband Freier Theater.", "de", {"Bürgerverein Haslach",
                                                   "Verband Freier Theater"}),
        ("Ecodesarrollo Gaia, fundada en 2001 por Amarante y la Asociación Senegalesa, emplea a 37 "
         "personas.", "es", {"Amarante", "Asociación Senegalesa"}),
        (f"{_ARRABAL}La fundaron en 1994 la Cruz Roja de Triana y Vecinas del Polígono Sur.",
         "es", {"Cruz Roja de Triana", "Vecinas del Polígono Sur"}),
    ],
)  # fmt: skip
def test_who_founded_a_body(read: Read, text: str, language: str, who: set[str]) -> None:
    assert {by for _, by in told(read(text, language), "founding")} == who


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The supper is an initiative of Refugee Action Leeds.", "en"),
        (
            "Refugee Action Leeds calls for the creation of a Welcome Forum by the city council.",
            "en",
        ),
        (
            "Die Gründung des Forum Weststadt durch den Bürgerverein Haslach scheiterte nicht nur "
            "einmal.",
            "de",
        ),
        ("Das Café Kreuzgang, 1994 vom Arbeitskreis Haslach gegründet, ist zu.", "de"),
        ("Der Chor hat 58 Mitglieder. Gegründet wurde er 1991 vom Bürgerverein Haslach.", "de"),
    ],
)
def test_nobody_founded_what_is_no_body_or_was_only_wished(
    read: Read, text: str, language: str
) -> None:
    found = told(read(text, language), "founding")
    assert not any("Haslach" in by or "Leeds" in by or "council" in by for _, by in found)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Am 3. Mai 2017 wurde das Bündnis Offene Ufer gegründet. "
         "Gründungsmitglieder waren Leeds, Lyon und Kiel.", "de"),
        ("The Open Shores Network was founded on 3 May 2017. Founding members: Leeds, Lyon and "
         "Kiel.", "en"),
        ("Le Réseau des Rives a été fondé le 3 mai 2017. Les membres fondateurs sont Leeds, Lyon "
         "et Kiel.", "fr"),
        ("La Rete Rive Aperte è stata fondata il 3 maggio 2017. Soci fondatori: Leeds, Lyon e "
         "Kiel.", "it"),
        ("La Red Orillas Abiertas fue fundada el 3 de mayo de 2017. Los miembros fundadores fueron "
         "Leeds, Lyon y Kiel.", "es"),
        ("Het Netwerk Open Oevers werd op 3 mei 2017 opgericht. De stichtende leden waren Leeds, "
         "Lyon en Kiel.", "nl"),
        ("Το Δίκτυο Ανοιχτές Όχθες ιδρύθηκε στις 3 Μαΐου 2017. Ιδρυτικά μέλη ήταν: Leeds, Lyon και "
         "Kiel.", "el"),
        ("Sieć Otwarte Brzegi została założona 3 maja 2017 r. Członkowie założyciele: Leeds, Lyon "
         "i Kiel.", "pl"),
    ],
)  # fmt: skip
def test_a_list_of_founding_members_belongs_to_the_network_of_the_sentence_before(
    read: Read, text: str, language: str
) -> None:
    found = [c for c in read(text, language).claims if c.predicate == "founding"]
    assert {c.object.rpartition("/")[2] for c in found} == {"leeds", "lyon", "kiel"}
    assert len({c.subject for c in found}) == 1
    assert {c.date for c in found} == {"2017-05-03"}


@pytest.mark.parametrize(
    "text",
    [
        "Das Bündnis Offene Ufer tagt in Kiel. Gründungsmitglieder waren nicht Leeds und Lyon.",
        "Die Stadt berät. Gründungsmitglieder waren Leeds und Lyon.",
        "Das Bündnis Offene Ufer und das Netzwerk Weite Tore tagen. Gründungsmitglieder waren "
        "Leeds und Lyon.",
    ],
)
def test_founding_members_of_nothing_certain_found_nothing(read: Read, text: str) -> None:
    assert not told(read(text, "de"), "founding")


def test_a_number_of_towns_is_never_a_founder(read: Read) -> None:
    text = "12 Städte gründeten 2019 das Bündnis Offene Ufer."
    assert not any(by[:1].isdigit() and by != "2019" for _, by in told(read(text), "founding"))


def test_a_registered_network_in_other_capitals_is_the_one_with_founding_members(
    read: Read,
) -> None:
    text = (
        'Vertreter der Initiative "Seebrücke" sahen zu, als am 3. Mai 2017 das Städtebündnis '
        "sicherer Häfen gegründet wurde. Gründungsmitglieder waren Kiel und Potsdam."
    )
    network = "staedte-sicherer-haefen"
    assert {(network, "kiel"), (network, "potsdam")} <= told(read(text, "de"), "founding")
