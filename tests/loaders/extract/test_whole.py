"""Names in claims are as long as their quotes, the small words in them and the page make them."""

from __future__ import annotations

import pytest

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")


def terms(read: Read, text: str, language: str, kind: str) -> set[str]:
    """Return what the claims of a kind call their subjects and objects."""
    return {
        term for c in read(text, language).claims if c.predicate == kind
        for term in (c.subject, c.object)
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "language", "kind", "name"),
    [
        (
            "Der Verein Brückenschlag wurde 2019 mit dem Landespreis für Integration und "
            "Zusammenhalt ausgezeichnet.",
            "de", "recognition", "Landespreis für Integration und Zusammenhalt",
        ),
        (
            "Unser Patenprojekt »Hand in Hand« erhielt 2020 den Integrationspreis.",
            "de", "recognition", "Hand in Hand",
        ),
        (
            "Der Stadtrat von Kassel hat das «Integrationskonzept 2030» beschlossen.",
            "de", "adoption", "Integrationskonzept 2030",
        ),
        (
            "Das Projekt Haus der Begegnung startete 2017 in Kassel.",
            "de", "practice", "Haus der Begegnung",
        ),
        (
            "Die Permanenz begann im Mai. La Ville de Nantes a lancé en 2019 la permanence "
            "Papiers en règle.",
            "fr", "practice", "Papiers en règle",
        ),
        (
            "La permanence Droits devant est portée par l'asbl Le Monde en partage.",
            "fr", "carrier", "Le Monde en partage",
        ),
        (
            "L'association Un toit pour tous a reçu en 2021 le Prix de la solidarité locale.",
            "fr", "recognition", "Un toit pour tous",
        ),
        (
            "El pleno de Getafe aprobó en 2019 la ordenanza Ciudad que Recibe.",
            "es", "adoption", "ordenanza Ciudad que Recibe",
        ),
        (
            "La asociación Idas y Venidas recibió en 2020 el premio Puentes de Paz.",
            "es", "recognition", "Idas y Venidas",
        ),
        (
            "El proyecto Aula sin muros, iniciado en 2017 por el Ayuntamiento de Bilbao, ayuda.",
            "es", "practice", "Aula sin muros",
        ),
        (
            "Il consiglio comunale di Trento ha approvato nel 2019 l'ordine del giorno "
            "«Trento accoglie».",
            "it", "adoption", "Trento accoglie",
        ),
        (
            "Lo sportello Parole in gioco è gestito dalla cooperativa Terra di mezzo.",
            "it", "carrier", "Terra di mezzo",
        ),
        (
            "De gemeente Utrecht startte in 2018 het project Samen onder dak.",
            "nl", "practice", "Samen onder dak",
        ),
        (
            "De gemeenteraad van Nijmegen nam in 2019 de nota Thuis aan de Waal aan.",
            "nl", "adoption", "nota Thuis aan de Waal",
        ),
        (
            "In 2020 the night shelter Room at the Inn, run by the council, closed in March 2021.",
            "en", "end", "Room at the Inn",
        ),
        (
            "Seit 2016 gibt es in Jena die Anlaufstelle Haus auf der Mauer.",
            "de", "practice", "Anlaufstelle Haus auf der Mauer",
        ),
        (
            "Das Sprachcafé »Wohnen für alle!« wird vom Verein Haus der Begegnung e. V. getragen.",
            "de", "carrier", "Verein Haus der Begegnung e. V.",
        ),
        (
            "La Ville de Nantes a ouvert en 2019 la Maison des hommes et des femmes de passage.",
            "fr", "practice", "Maison des hommes et des femmes de passage",
        ),
        (
            "La association Utopia 56 est là. L'association Relais a reçu le prix Danielle "
            "Mitterrand en 2019.",
            "fr", "recognition", "prix Danielle Mitterrand",
        ),
        (
            "Lo sportello Diritti al punto è gestito dall'associazione Avvocato di strada ONLUS.",
            "it", "carrier", "Avvocato di strada ONLUS",
        ),
        (
            "La cooperativa sociale Dolce & Salato ha ricevuto nel 2020 il premio Impresa.",
            "it", "recognition", "Dolce & Salato",
        ),
        (
            "La rete Tavoli ha ricevuto nel 2019 il premio Impresa e lavoro dei rifugiati.",
            "it", "recognition", "premio Impresa e lavoro dei rifugiati",
        ),
        (
            "El proyecto Vecinas que suman está gestionado por la Fundación Cepaim.",
            "es", "carrier", "Vecinas que suman",
        ),
        (
            "La Comisión Española de Ayuda al Refugiado (CEAR) gestiona el centro Ítaca.",
            "es", "carrier", "Comisión Española de Ayuda al Refugiado",
        ),
        (
            "La asociación Puentes y no muros recibió en 2020 la Medalla de Oro de la Ciudad.",
            "es", "recognition", "Puentes y no muros",
        ),
        (
            "Het burgerinitiatief Welkom in de buurt kreeg in 2020 de Feuteprijs.",
            "nl", "recognition", "Welkom in de buurt",
        ),
        (
            "Kawiarnię językową Słowo za słowo finansuje Fundacja Batorego.",
            "pl", "support", "Słowo za słowo",
        ),
        (
            "Schronisko „U Brata Alberta” prowadzi Towarzystwo Pomocy im. św. Brata Alberta.",
            "pl", "carrier", "Towarzystwo Pomocy im. św. Brata Alberta",
        ),
        (
            "Miasto Lublin uruchomiło w 2018 roku punkt Pomoc na start.",
            "pl", "practice", "Pomoc na start",
        ),
    ],
)  # fmt: skip
def test_a_name_is_not_cut_at_a_small_word_or_its_quotes(
    read: Read, text: str, language: str, kind: str, name: str
) -> None:
    assert name in terms(read, text, language, kind)


@pytest.mark.parametrize(
    ("text", "language", "kind", "name"),
    [
        (
            "L'associazione è nata nel 2017. La rete Approdo è stata fondata nel 2017 da Acli e "
            "Legambiente.",
            "it", "founding", "Acli e Legambiente",
        ),
        (
            "La Ville de Lyon a lancé en 2019 le projet Passerelles en ville.",
            "fr", "practice", "Passerelles en ville",
        ),
        (
            "El Ayuntamiento de Bilbao puso en marcha en 2018 el programa Vecinas con Cruz Roja.",
            "es", "practice", "Vecinas con Cruz Roja",
        ),
    ],
)  # fmt: skip
def test_a_name_does_not_take_in_what_stands_beside_it(
    read: Read, text: str, language: str, kind: str, name: str
) -> None:
    found = terms(read, text, language, kind)
    assert found
    assert name not in found


def test_a_noun_for_what_the_text_named_means_it(read: Read) -> None:
    text = (
        "Unser Fachtag »Ankommen im Plattenbau« war gut besucht. Gefördert wurde der Fachtag von "
        "der Stiftung Saale. Auf dem Fachtag sprach Petra Lohmann."
    )
    assert "Ankommen im Plattenbau" in terms(read, text, "de", "participation")
