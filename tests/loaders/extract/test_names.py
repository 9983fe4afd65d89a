"""Persons, organisations and charters are found with their whole names."""

from collections.abc import Callable

import pytest

from loaders.extract.model import Extraction

pytestmark = pytest.mark.xdist_group("extract")
CASES = [
    (
        "en",
        "PERSON",
        "Mayor Orlando met Paris Hilton and Jack London.",
        ["Orlando", "Paris Hilton", "Jack London"],
    ),
    (
        "en",
        "PERSON",
        "Kwabena Asante-Mensah, lecturer, came with Bill de Blasio.",
        ["Kwabena Asante-Mensah", "Bill de Blasio"],
    ),
    (
        "de",
        "PERSON",
        "Oberbürgermeister Thomas Spies sprach. Spies blieb.",
        ["Thomas Spies", "Spies"],
    ),
    (
        "fr",
        "PERSON",
        "M. Lefèvre et Jeanne-Marie Kouassi étaient là.",
        ["Lefèvre", "Jeanne-Marie Kouassi"],
    ),
    (
        "pl",
        "PERSON",
        "Rozmawiała z Jackowi Jaśkowiakowi i ministrem Błaszczakiem.",
        ["Jackowi Jaśkowiakowi", "Błaszczakiem"],
    ),
    (
        "nl",
        "PERSON",
        "Eric van der Burg sprak. Van der Burg bleef.",
        ["Eric van der Burg", "Van der Burg"],
    ),
    ("el", "PERSON", "Ο δήμαρχος Αθηναίων Κώστας Μπακογιάννης μίλησε.", ["Κώστας Μπακογιάννης"]),
    (
        "en",
        "ORG",
        "The Rosa Luxemburg Stiftung and MiMetis wrote it.",
        ["Rosa Luxemburg Stiftung", "MiMetis"],
    ),
    (
        "en",
        "ORG",
        "The Institute for Urban Studies (IUS) met. The IUS is new.",
        ["Institute for Urban Studies", "IUS", "IUS"],
    ),
    ("en", "ORG", "An association of cities and a foundation for refugees met.", []),
    ("en", "ORG", "There is no uniform Solidarity City concept in Europe.", []),
    (
        "en",
        "ORG",
        "Under the label of ‘Welcoming Cities’, ‘Cities of Refuge’ or ‘Solidarity Cities’, we act.",
        [],
    ),
    ("en", "ORG", "San Francisco passed a ‘City of Sanctuary’ resolution in 1985.", []),
    ("en", "ORG", "Berlin joined the ‘Solidarity Cities’ network.", ["Solidarity Cities"]),
    ("de", "ORG", "Unter dem Label „Solidarity Cities“ handeln Städte.", []),
    (
        "de",
        "ORG",
        "Der Verein Neue Nachbarn e.V. und die Heinrich-Böll-Stiftung.",
        ["Verein Neue Nachbarn e.V.", "Heinrich-Böll-Stiftung"],
    ),
    (
        "it",
        "ORG",
        "L'associazione Mondo Aperto e l'Università di Palermo.",
        ["Mondo Aperto", "Università di Palermo"],
    ),
    (
        "en",
        "CHARTER",
        "They follow the Charter for freedom of movement.",
        ["Charter for freedom of movement"],
    ),
    ("it", "CHARTER", "La carta di Palermo è un manifesto politico.", ["carta di Palermo"]),
    (
        "de",
        "CHARTER",
        "Die Mannheimer Erklärung und die Palermo-Charta.",
        ["Mannheimer Erklärung", "Palermo-Charta"],
    ),
    (
        "fr",
        "CHARTER",
        "Charte européenne des droits de l'homme dans la ville",
        ["Charte européenne des droits de l'homme dans la ville"],
    ),
]


@pytest.mark.parametrize(("language", "type_", "text", "names"), CASES)
def test_a_name_is_found_whole(
    language: str, type_: str, text: str, names: list[str], read: Callable[..., Extraction]
) -> None:
    assert [m.text for m in read(text, language).of(type_)] == names


def test_figures_tell_measure_and_qualifier(read: Callable[..., Extraction]) -> None:
    (figure,) = read("It is more than 1,200 municipalities today.", "en").of("FIGURE")
    assert (figure.value, figure.get("measure"), figure.get("qualifier")) == (
        "1200",
        "members",
        "over",
    )


def test_practices_tell_type_and_theme(read: Callable[..., Extraction]) -> None:
    (practice,) = read("In Berlin gibt es einen anonymen Krankenschein.", "de").of("PRACTICE")
    assert (practice.value, practice.get("theme")) == (
        "anonymous-health-certificate",
        "social-rights",
    )


def test_unknown_organisations_are_proposed_once(read: Callable[..., Extraction]) -> None:
    found = read("The charity Harbour Lights works. Harbour Lights is small.", "en")
    assert [(p.kind, p.label, len(p.evidence)) for p in found.proposals] == [
        ("organisation", "Harbour Lights", 2)
    ]


TOLD = [
    ("nl", "Volgens Tjitske Quarsingh is dat nieuw.", ["Tjitske Quarsingh"]),
    ("fr", "Entretien avec Zoliana Kerdrevez, bénévole.", ["Zoliana Kerdrevez"]),
    ("de", "Foto: Anke Quantz", ["Anke Quantz"]),
    ("it", "Foto: Archivio Comunale", []),
    (
        "en",
        "Murtagh and Okello (2018) read it so, and Murtagh again.",
        ["Murtagh", "Okello", "Murtagh"],
    ),
    ("en", "Others agree (Vandermolen 2016; Obeng 2019), but Vandermolen doubts.", ["Vandermolen"]),
    ("it", "Zabiullah, un ragazzo di sedici anni, ride.", ["Zabiullah"]),
    (
        "en",
        "Bereket Habtom, 24, and Fatoumata Sow, a volunteer, cook.",
        ["Bereket Habtom", "Fatoumata Sow"],
    ),
    (
        "pl",
        "Mówi Jolanta Brzezińska. Zdaniem Brzezińskiej to dobrze.",
        ["Jolanta Brzezińska", "Brzezińskiej"],
    ),
    ("pl", "Burmistrz Marek Wolny otworzył drzwi.", ["Marek Wolny"]),
    (
        "el",
        "Η αντιδήμαρχος Κοινωνικής Πολιτικής Ελένη Βασιλάκη μίλησε με τη Φατουμάτα Σοου.",
        ["Ελένη Βασιλάκη", "Φατουμάτα Σοου"],
    ),
    ("en", "By Kelmar Dravick | 3 May 2021", ["Kelmar Dravick"]),
]


@pytest.mark.parametrize(("language", "text", "persons"), TOLD)
def test_persons_are_found_by_what_stands_beside_them(
    language: str, text: str, persons: list[str], read: Callable[..., Extraction]
) -> None:
    assert [m.text for m in read(text, language).of("PERSON")] == persons


def test_the_first_of_two_spanish_surnames_comes_again(read: Callable[..., Extraction]) -> None:
    text = "La jurista Nadia Quijandría Oyelaran opina. Según Quijandría, falta dinero."
    assert [m.text for m in read(text, "es").of("PERSON")][-1] == "Quijandría"


def test_a_street_is_no_person(read: Callable[..., Extraction]) -> None:
    assert not list(
        read("La oficina está en la plaza Lluís Companys de Palermo.", "es").of("PERSON")
    )


def test_a_surname_that_is_a_city_is_a_person_who_speaks(read: Callable[..., Extraction]) -> None:
    text = "La directora Carmen Burgos abrió el centro. Según Burgos, falta dinero."
    found = read(text, "es")
    assert [m.text for m in found.of("PERSON")] == ["Carmen Burgos", "Burgos"]
    assert not list(found.of("CITY"))
