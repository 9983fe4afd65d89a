"""What is the name of an event and what only says that it is one, and roles in eight languages."""

from __future__ import annotations

import pytest

from .conftest import Read
from .test_accounts import told

pytestmark = pytest.mark.xdist_group("extract")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Auf der Jahrestagung sprach 2021 Anna Meier. Die Auftaktveranstaltung eröffnete Karl "
         "Huber.", "de"),
        ("Op de Netwerkdag in Ede sprak wethouder Anna Meier.", "nl"),
        ("The Annual General Meeting was opened by Ruth Adeyemi. Ruth Adeyemi chaired the Public "
         "Meeting in Leeds.", "en"),
        ("A raíz del Foro de Ciudades Abiertas, Burgos participó en una moción.", "es"),
    ],
)  # fmt: skip
def test_a_word_for_a_kind_of_event_or_an_occasion_is_no_event_that_somebody_was_at(
    read: Read, text: str, language: str
) -> None:
    assert told(read(text, language), "participation") == set()


@pytest.mark.parametrize(
    ("text", "language", "there"),
    [
        ("The Harbour Workshop was run jointly by Sheffield City Council and Assist Together.",
         "en", {"sheffield", "Assist Together"}),
        ("Am Fachgespräch »Wohnen für alle« nahm Kassel teil. Es moderierte Jana Krüger.", "de",
         {"kassel", "Jana Krüger"}),
        ("Bei der Nacht der Kulturen waren Amira Saleh und Pfarrer Uwe Kolb zu Gast.", "de",
         {"Uwe Kolb", "Amira Saleh"}),
        ("La table ronde « Loger sans trier », animée par Claire Dumas, a réuni Paul Maurin et "
         "Nora Benali.", "fr", {"Claire Dumas", "Paul Maurin", "Nora Benali"}),
        ("Nel 2019 Ravenna ha ospitato gli Stati generali dell'accoglienza. Relatori sono stati "
         "Sara Ricci e Amin Tahar.", "it", {"ravenna", "Sara Ricci", "Amin Tahar"}),
        ("El conversatorio «Fronteras y ciudad» contó con la presencia de Mamadou Kane.", "es",
         {"Mamadou Kane"}),
        ("Het congres ‘Stad zonder drempels’ was in Tilburg. Dagvoorzitter was Bram Lindeman.",
         "nl", {"Bram Lindeman"}),
        ("Στη γιορτή «Μαζί», που διοργάνωσε ο Δήμος Χανίων, μίλησε ο Παύλος Ρήγας.", "el",
         {"chania", "Παύλος Ρήγας"}),
        ("W debacie „Kto ma prawo?” wziął udział Adam Kruk. Debatę poprowadziła Zofia Lis.", "pl",
         {"Adam Kruk", "Zofia Lis"}),
    ],
)  # fmt: skip
def test_who_organised_spoke_at_or_led_an_event_had_a_part_in_it(
    read: Read, text: str, language: str, there: set[str]
) -> None:
    assert {who for who, _ in told(read(text, language), "participation")} == there


@pytest.mark.parametrize(
    ("text", "language", "there"),
    [
        ("At the Harbour Forum in Leeds on 3 May 2022, the director of Refugee Action, Ann Hill, "
         "spoke.", "en", {"Ann Hill"}),
        ("Ruth Adeyemi, who spoke there for the University of Kent, praised the Sanctuary Summit.",
         "en", {"Ruth Adeyemi"}),
        ("Die Tagung »Stadt und Flucht« (Kassel, 4. Mai 2021) war gut besucht. Es sprach die "
         "Leiterin des Sozialamts Gießen, Eva Roth.", "de", {"Eva Roth"}),
        ("Jana Krüger berichtete dem Ausschuss über das Forum »Ankommen«.", "de", set()),
        ("Vertreter von Bremen sagten die Teilnahme am Forum »Ankommen« ab.", "de", set()),
        ("La conférence « Villes ouvertes » (Lyon, 4 mai 2021) a réuni Jean Martin.", "fr",
         {"Jean Martin"}),
        ("Dans son livre sur les Assises de l'hospitalité, Paul Maurin cite la maire de Lille.",
         "fr", set()),
        ("I rappresentanti di Lucca hanno disdetto la partecipazione al forum «Porti aperti».",
         "it", set()),
        ("Los representantes de Huelva anularon su viaje al foro «Puertos seguros».", "es", set()),
        ("Wystąpiła na forum „Porty” dyrektorka Domu Kultury Praga, Anna Lis.", "pl", {"Anna Lis"}),
        ("M. Tshilombo était au colloque « Voter ici », organisé à Mons par le CIRÉ.", "fr",
         {"CIRÉ", "Tshilombo"}),
        ("La conférence « Frontières » de Michel Aubry aura lieu mardi au théâtre.", "fr", set()),
        ("Przedstawiciele Radomia odwołali przyjazd na forum „Porty”.", "pl", set()),
    ],
)  # fmt: skip
def test_a_speakers_body_a_place_in_brackets_and_who_stayed_away_take_no_part(
    read: Read, text: str, language: str, there: set[str]
) -> None:
    assert {who for who, _ in told(read(text, language), "participation")} == there
