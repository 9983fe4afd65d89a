"""Persons, organisations and charters are found with their whole names."""

from collections.abc import Callable

import pytest

from loaders.extract import Extraction

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
