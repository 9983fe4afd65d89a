"""Which of the first lines is the title of what somebody wrote, and who only signs for a body."""

from __future__ import annotations

import pytest

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")

PROSE = "The house has a garden and a long table, and on most evenings somebody cooks for all. " * 6


def wrote(read: Read, text: str, language: str) -> set[tuple[str, str]]:
    claims = read(text, language).claims
    return {(c.subject, c.object) for c in claims if c.predicate == "authorship"}


@pytest.mark.parametrize(
    ("text", "language", "title"),
    [
        ("Observatoire lillois de l'hospitalité\nRapport d'activité 2021\n"
         "Rédigé par Claire Vandamme\n\n", "fr", "Rapport d'activité 2021"),
        ("Great Lakes Cities Atlas, 2nd edition\nMILWAUKEE, WISCONSIN\n"
         "Profile prepared by Anna Hill\n\n", "en", "MILWAUKEE, WISCONSIN"),
        ("Osservatorio delle buone prassi\nScheda 14/2021\n\nTitolo: Portineria di quartiere\n"
         "a cura di Marco Degasperi\n\n", "it", "Portineria di quartiere"),
        ("Atlas Miast Gościnnych\nKarta miasta: Wrocław (stan na czerwiec 2021)\n"
         "Opracowanie: Anna Kowalska\n\n", "pl", "Karta miasta: Wrocław"),
    ],
)  # fmt: skip
def test_the_title_is_not_the_series_or_the_body_above_it(
    read: Read, text: str, language: str, title: str
) -> None:
    assert {work for _, work in wrote(read, text + PROSE, language)} == {title}


@pytest.mark.parametrize(
    ("foot", "language"),
    [
        ("Il Presidente\nGiovanni Tagliavini", "it"),
        ("Przewodniczący Rady\nGrzegorz Nowak", "pl"),
        ("Die Oberbürgermeisterin\nAnna Krüger", "de"),
    ],
)
def test_who_signs_for_a_council_is_not_the_author_of_what_it_resolved(
    read: Read, foot: str, language: str
) -> None:
    assert wrote(read, f"Der Rat am Fluss\n\n{PROSE}.\n\n{foot}\n", language) == set()


def test_a_line_without_words_is_no_title(read: Read) -> None:
    assert wrote(read, f"175\n\n{PROSE}\n\nProtokoll: Fabian Ostrop\n", "de") == set()
