"""Who only stands beside an act takes no part in it: a place, the body of a speaker or page."""

from __future__ import annotations

import pytest

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")


def pairs(read: Read, text: str, language: str, kind: str) -> set[tuple[str, str]]:
    """Return subject and object of the claims of a kind, by the keys of what is linked."""
    return {
        (c.subject.rpartition("/")[2], c.object.rpartition("/")[2])
        for c in read(text, language).claims
        if c.predicate == kind
    }


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Northside Welcome Forum\nby Helen Marsh\n\nIt was a long year for all of us.", "en"),
        ("Flüchtlingsrat Nordhessen\n\nText: Petra Lohmann\n\nWir haben viel erlebt.", "de"),
        ("Maison des Solidarités de Nantes\n\nTexte : Claire Dubois\n\nNous avons ouvert.", "fr"),
        ("Tavolo Accoglienza Rovereto\n\nTesto di Marta Rossi\n\nAbbiamo aperto le porte.", "it"),
        ("Red de Acogida de Álava\n\nTexto: Marta Pérez\n\nAbrimos las puertas.", "es"),
        ("Sieć Gościnny Lublin\n\nTekst: Anna Nowak\n\nDrzwi były otwarte.", "pl"),
        (
            "Vluchtelingenplatform Midden-Brabant\nHome – Nieuws – Over ons\n\n"
            "Tekst: Mieke Oerlemans\n\nWij waren blij.",
            "nl",
        ),
    ],
)
def test_the_body_whose_page_it_is_is_no_work_of_its_author(
    read: Read, text: str, language: str
) -> None:
    assert not pairs(read, text, language, "authorship")


def test_the_title_under_the_name_of_a_body_is_the_work(read: Read) -> None:
    text = "Northside Welcome Forum\n\nA year of open doors\n\nby Helen Marsh\n\nIt was long."
    assert ("Helen Marsh", "A year of open doors") in pairs(read, text, "en", "authorship")


@pytest.mark.parametrize(
    ("text", "language", "winner"),
    [
        (
            "Le prix « Passerelles » a été remis à Lyon à l'association Main Tendue.",
            "fr", "Main Tendue",
        ),
        (
            "Il premio «Ponti» è stato consegnato a Bologna alla cooperativa Arcobaleno.",
            "it", "Arcobaleno",
        ),
    ],
)  # fmt: skip
def test_who_gets_an_award_is_not_the_place_where_it_is_given(
    read: Read, text: str, language: str, winner: str
) -> None:
    assert [one for one, _ in pairs(read, text, language, "recognition")] == [winner]


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        (
            'At the seminar "Roofs", held on 4 March 2020, Anna Kidd of the Harbour Institute '
            "spoke.",
            "en", {("Anna Kidd", "Roofs")},
        ),
        (
            "Al convegno «Tetti» è intervenuta Anna Chidi del Festival delle Culture.",
            "it", {("Anna Chidi", "Tetti")},
        ),
        (
            "In June Swansea hosted the Wales Advice Forum.",
            "en", {("swansea", "Wales Advice Forum")},
        ),
    ],
)  # fmt: skip
def test_where_a_speaker_works_and_the_month_take_no_part(
    read: Read, text: str, language: str, wanted: set[tuple[str, str]]
) -> None:
    assert pairs(read, text, language, "participation") == wanted


def test_a_town_behind_a_polish_court_acts_itself(read: Read) -> None:
    text = "Po wyroku Trybunału Lublin zaprotestował przeciwko ustawie o cudzoziemcach."
    assert ("lublin", "ustawie o cudzoziemcach") in pairs(read, text, "pl", "protest")


def test_by_the_city_names_no_body_with_what_it_did(read: Read) -> None:
    text = "La Ville de Sherbrooke accueille. En 2018 a été lancé par la Ville le Bureau des arts."
    assert pairs(read, text, "fr", "practice") == {("sherbrooke", "Bureau des arts")}


@pytest.mark.parametrize(
    ("text", "language", "kind", "wanted"),
    [
        (
            "The Kurdish Association, a partner of Bristol City Council, won the Civic Award.",
            "en", "recognition", {("Kurdish Association", "Civic Award")},
        ),
        (
            "The Lord Mayor's Award for Good Neighbours went to Hull Help for Refugees in 2020.",
            "en", "recognition", set(),
        ),
        (
            "The drop-in Bread Street, which Barnardo's had opened in 2009, closed in 2020 after "
            "Leeds City Council withdrew its grant.",
            "en", "support", set(),
        ),
        (
            "Nach dem Vorbild von Potsdam erklärte sich Rostock 2019 zum Sicheren Hafen.",
            "de", "declaration", {("rostock", "Sicheren Hafen")},
        ),
        (
            "Im Beisein der Bürgermeisterin von Graz, Elke Kahr, eröffnete Linz 2022 das Haus "
            "Europa.",
            "de", "practice", {("Linz", "Haus Europa")},
        ),
        (
            "La Ville de Grenoble, soutenue par la Cimade, a protesté contre la loi asile.",
            "fr", "protest", {("grenoble", "la loi asile")},
        ),
        (
            "El proyecto Alba está gestionado por la asociación Aurora en Bilbao.",
            "es", "carrier", {("Alba", "Aurora")},
        ),
        (
            "En las jornadas «Ciudad abierta» de Murcia intervino en 2018 Paula Cruz, de la "
            "Universidad de Granada.",
            "es", "participation", set(),
        ),
        (
            "In het stadhuis van Utrecht kreeg de stichting Brug in 2019 de Vredesprijs.",
            "nl", "recognition", {("Brug", "Vredesprijs")},
        ),
        (
            "Στο δημαρχείο της Πάτρας ο Σύλλογος Γέφυρα πήρε το 2019 το Βραβείο Αλληλεγγύης.",
            "el", "recognition", {("Σύλλογος Γέφυρα", "Βραβείο Αλληλεγγύης")},
        ),
    ],
)  # fmt: skip
def test_partners_models_places_and_givers_did_not_do_it(
    read: Read, text: str, language: str, kind: str, wanted: set[tuple[str, str]]
) -> None:
    assert pairs(read, text, language, kind) == wanted


@pytest.mark.parametrize(
    ("text", "language", "kind", "wanted"),
    [
        (
            "Dartmouth Food Centre filled the gap with a van, the Paper Trail, which the Halifax "
            "Foundation bankrolls to the tune of $140,000 a year.",
            "en", "support", set(),
        ),
        (
            "Le jury dit que la Cuisine Commune bénéficie de l'appui de la Fondation de France et "
            "que les Mots du Blosne ont été confiés au Cercle Paul-Bert, qui les gère.",
            "fr", "carrier", set(),
        ),
        (
            "Das Forum Weststadt in Freiburg wurde 2015 laut. Das Forum bietet der Stadt 30 "
            "Gastfamilien an.",
            "de", "offer", set(),
        ),
        (
            "Fundacja działa dalej. Fundację Gościnna Przystań założyły w 2009 roku Klub "
            "Inteligencji Katolickiej i Caritas.",
            "pl", "practice", set(),
        ),
        (
            "The Welcome Hub in Priory Street, which the council set up in 2021, is now managed by "
            "Walled City Welcome.",
            "en", "carrier", {("Welcome Hub", "Walled City Welcome")},
        ),
    ],
)  # fmt: skip
def test_what_is_said_of_one_name_is_not_said_of_that_of_another_clause(
    read: Read, text: str, language: str, kind: str, wanted: set[tuple[str, str]]
) -> None:
    assert pairs(read, text, language, kind) == wanted


@pytest.mark.parametrize(
    ("text", "language", "kind", "wanted"),
    [
        (
            "The Belgrave Night Shelter, opened by the Sikh Welfare Trust in December 2013, is "
            "full.",
            "en", "practice", {("Sikh Welfare Trust", "Belgrave Night Shelter")},
        ),
        (
            "Στέγη για όλους. Παρουσιάστηκε στο συνέδριο Housing First (Αθήνα, 6 Οκτωβρίου 2023).",
            "el", "participation", set(),
        ),
        (
            "Participaron en las jornadas Segundas Puertas el director de ABD, Felipe Campos, y "
            "Marta Ruiz.",
            "es", "participation",
            {("Felipe Campos", "Segundas Puertas"), ("Marta Ruiz", "Segundas Puertas")},
        ),
        (
            "Gemeente Arnhem. Wij boden het COA in februari 140 bedden aan.",
            "nl", "offer", set(),
        ),
        (
            "Leicester is a recognised City of Sanctuary and a signatory of the Mayors' Letter of "
            "Welcome.",
            "en", "declaration", set(),
        ),
        (
            "Nagroda jest dla nas. „Ukłon dla Pragi” to nota z okazji Nagrody S3KTOR.",
            "pl", "recognition", set(),
        ),
        (
            "The City of Leicester resolves to ask the City Mayor to explore joining Eurocities.",
            "en", "membership", set(),
        ),
    ],
)  # fmt: skip
def test_days_offices_brackets_and_parts_of_names_are_nobody_who_acts(
    read: Read, text: str, language: str, kind: str, wanted: set[tuple[str, str]]
) -> None:
    assert pairs(read, text, language, kind) == wanted


@pytest.mark.parametrize(
    ("text", "language", "kind", "wanted"),
    [
        (
            "Le Comité d'accueil de Vienne a reçu le prix Danielle Mitterrand en 2018.",
            "fr", "recognition", set(),
        ),
        (
            "El colectivo Manos que tejen recibió en 2020 el Premio Concordia.",
            "es", "recognition", set(),
        ),
        (
            "In der Stadthalle Fürth erhielt die Initiative Nachbarn 2020 den Ehrenamtspreis.",
            "de", "recognition", {("Initiative Nachbarn", "Ehrenamtspreis")},
        ),
        (
            "Die Beratungsstelle Recht und Rat wird vom Verein Miteinander in Wiesenau getragen.",
            "de", "carrier", {("Beratungsstelle Recht und Rat", "Verein Miteinander")},
        ),
        (
            "The Belgrave Night Shelter opened in 2013. The shelter was transferred last April to "
            "One Roof East Midlands, whose work is underwritten by the Edith Murphy Foundation.",
            "en", "support", set(),
        ),
        (
            "In Kassel hilft das Projekt »Laden«. Seither trägt die Sigmund-Schuckert-Stiftung die "
            "Miete, immerhin 21.600 Euro im Jahr.",
            "de", "support", {("Sigmund-Schuckert-Stiftung", "Laden")},
        ),
    ],
)  # fmt: skip
def test_the_town_of_a_body_and_what_else_a_clause_speaks_of_are_left_out(
    read: Read, text: str, language: str, kind: str, wanted: set[tuple[str, str]]
) -> None:
    assert pairs(read, text, language, kind) == wanted
