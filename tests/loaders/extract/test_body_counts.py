"""Of how many members or staff a body is made up, and whose such a number is not.

The passages are invented for these tests and stand in no annotated set.
"""

import pytest

from loaders.extract.model import Extraction

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")


def figures(found: Extraction) -> set[tuple[str, str]]:
    """Return what has which number."""
    return {(c.subject, c.object) for c in found.claims if c.predicate == "figure"}


COUNTS = [
    ("de", "Caritas und Diakonie gründen im März das Netzwerk Sicheres Land, dem bald 22 "
     "Organisationen angehören.", ("Netzwerk Sicheres Land", "22")),
    ("de", "Das Netzwerk Offene Türen wurde 2017 gegründet. Es zählt 33 Mitglieder.",
     ("Netzwerk Offene Türen", "33")),
    ("it", "La Rete dei Porti Vicini è nata nel 2017. Conta 22 città.",
     ("Rete dei Porti Vicini", "22")),
    ("it", "Alla Rete dei Municipi Aperti aderiscono 89 comuni.",
     ("Rete dei Municipi Aperti", "89")),
    ("pl", "Do Sieci Otwartych Gmin należy już 38 samorządów.", ("Sieci Otwartych Gmin", "38")),
    ("el", "Το Δίκτυο Ανοιχτών Δήμων αριθμεί πλέον 41 μέλη.", ("Δίκτυο Ανοιχτών Δήμων", "41")),
    ("en", "The Harbour Alliance now unites 58 local authorities.", ("Harbour Alliance", "58")),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "wanted"), COUNTS, ids=[c[2][1] for c in COUNTS])
def test_members_are_those_of_the_body_that_the_words_tie_them_to(
    read: Read, language: str, text: str, wanted: tuple[str, str]
) -> None:
    assert wanted in figures(read(text, language))


ASIDES = [
    ("es", "Ecodesarrollo Gaia, fundada en 2001 por Amarante y la Asociación Senegalesa, emplea a "
     "37 personas.", "Asociación Senegalesa"),
    ("nl", "De Groninger Opvangcoalitie, in 2017 opgezet door Humanitas en het Doopsgezind "
     "Diaconaat, telt nu 21 clubs.", "Doopsgezind Diaconaat"),
    ("de", "Das Bündnis Offene Häfen lud ein. An der Tagung nahmen 230 Menschen aus 12 Städten "
     "teil.", "Bündnis Offene Häfen"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "body"), ASIDES, ids=[a[0] for a in ASIDES])
def test_founders_and_hosts_do_not_have_the_number_of_what_they_set_up_or_hold(
    read: Read, language: str, text: str, body: str
) -> None:
    assert body not in {subject for subject, _ in figures(read(text, language))}


@pytest.mark.parametrize(
    ("language", "text", "number", "date"),
    [
        ("de", "Mittlerweile gehören dem Bündnis „Städte Sicherer Häfen“ rund 95 Kommunen an"
         " (Stand: März 2021).", "95", "2021-03"),
        ("de", "Das Bündnis Städte Sicherer Häfen tagte in Bonn. Die Stadt Kiel koordiniert das"
         " Bündnis. Es besteht derzeit aus 130 Mitgliedern.", "130", None),
        ("fr", "Eurocities, qui représente plus de 200 villes (chiffres de mai 2021), se réunit.",
         "200", "2021-05"),
        ("en", "Eurocities, a network representing over 200 cities, met in Oslo.", "200", None),
    ],
)  # fmt: skip
def test_a_network_has_the_members_that_are_told_beside_it_as_of_the_date_in_brackets(
    language: str, text: str, number: str, date: str | None, read: Read
) -> None:
    figures = [c for c in read(text, language).claims if c.predicate == "figure"]
    assert [(c.object, c.date) for c in figures] == [(number, date)]
    assert "/network/" in figures[0].subject
