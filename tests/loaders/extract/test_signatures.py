"""Who signed what nobody registered: cities, bodies, and the body whose page it is."""

from __future__ import annotations

import pytest

from .conftest import Read
from .test_accounts import told

pytestmark = pytest.mark.xdist_group("extract")

_ARRABAL = (
    "Quiénes somos\n\nArrabal Abierto es una asociación que nació en 1994. Somos 340 y no nos "
    "cansamos de nuestro barrio. "
)


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Le maire a rappelé que Grenoble avait signé en 2019 l'appel « Des ponts pas des murs ».",
         "fr", {("grenoble", "Des ponts pas des murs")}),
        ("Das Forum Weststadt unterzeichnet die Freiburger Erklärung für Bleiberecht.", "de",
         {("Forum Weststadt", "Freiburger Erklärung für Bleiberecht")}),
        ("Refugee Action Leeds signed the open letter “Safe Routes Now” in 2020.", "en",
         {("Refugee Action Leeds", "Safe Routes Now")}),
        ("La Red de Escuelas Populares firmó también la Carta de Iquique.", "es",
         {("Red de Escuelas Populares", "Carta de Iquique")}),
        ("Fundacja Rzeka podpisała w 2021 roku apel „Ludzie na granicy”.", "pl",
         {("Fundacja Rzeka", "Ludzie na granicy")}),
        ("Ο Σύλλογος Γέφυρα υπέγραψε το 2020 το κείμενο «Κανείς μόνος».", "el",
         {("Σύλλογος Γέφυρα", "Κανείς μόνος")}),
        (f"{_ARRABAL}Suscribimos en 2021 el Manifiesto Regularización Ya. Y ya está.", "es",
         {("Arrabal Abierto", "Manifiesto Regularización Ya")}),
        ("W 2017 roku prezydent Wrocławia podpisał, tak jak prezydenci Gdańska i Krakowa, "
         "deklarację Unii Metropolii Polskich w sprawie migracji.", "pl",
         {("wroclaw", "ump-declaration-2017"), ("gdansk", "ump-declaration-2017"),
          ("krakow", "ump-declaration-2017")}),
    ],
)  # fmt: skip
def test_who_signed_what_has_a_name(
    read: Read, text: str, language: str, said: set[tuple[str, str]]
) -> None:
    assert told(read(text, language), "signature") == said


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Verein Grenzenlos will den Aufruf »Platz ist da« unterschreiben.", "de"),
        ("Köln beschloss, die Charta von Riva zu unterzeichnen.", "de"),
        ("The mayor of Leeds signed the contract with the Savings Bank of York.", "en"),
        ("Fundacja Rzeka nie podpisała apelu „Ludzie na granicy”.", "pl"),
        ("L'association Cap demande à Grenoble de signer l'appel « Des ponts pas des murs ».",
         "fr"),
        ("The pledge “Safe Routes Now” was written by Refugee Action Leeds; nobody signed.", "en"),
    ],
)  # fmt: skip
def test_nothing_is_signed_that_is_refused_wished_or_a_contract(
    read: Read, text: str, language: str
) -> None:
    assert not told(read(text, language), "signature")


def test_a_page_that_says_what_it_is_speaks_for_that_body(read: Read) -> None:
    text = f"{_ARRABAL}Pertenecemos a Andalucía Acoge desde 1996, y a nadie más."
    assert told(read(text, "es"), "membership") == {("Arrabal Abierto", "Andalucía Acoge")}


def test_a_mayor_signs_for_the_city(read: Read) -> None:
    text = ("Stadt Leipzig\nPresse\n\nOberbürgermeister Burkhard Jungnickel unterzeichnete am 21. "
            "Juni 2021 die Potsdamer Erklärung. Die Stadt Leipzig freut sich.")  # fmt: skip
    found = [c for c in read(text, "de").claims if c.predicate == "signature"]
    assert [(c.subject.rpartition("/")[2], c.date) for c in found] == [("leipzig", "2021-06-21")]
