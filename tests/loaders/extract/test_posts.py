"""Who holds an office without its city beside it, held it once, or runs a service of a city."""

from __future__ import annotations

import pytest

from .conftest import Read
from .test_accounts import told

pytestmark = pytest.mark.xdist_group("extract")


@pytest.mark.parametrize(
    ("text", "language", "who"),
    [
        ("Former mayor Judith Marlow of Bradford has died.", "en", ("Judith Marlow", "bradford")),
        ("Tom Harker, the former lord mayor of Leeds, came.", "en", ("Tom Harker", "leeds")),
        ("Onder de gasten was ook oud-wethouder van Tilburg Auke Blaauw.", "nl",
         ("Auke Blaauw", "tilburg")),
        ("Die Rede hielt Egon Vaupel, früher Oberbürgermeister von Marburg.", "de",
         ("Egon Vaupel", "marburg")),
        ("Solange Perrier, ancienne conseillère municipale de Grenoble, a écrit.", "fr",
         ("Solange Perrier", "grenoble")),
        ("È venuto Fulvio Zorzi, già assessore di Ravenna.", "it", ("Fulvio Zorzi", "ravenna")),
    ],
)  # fmt: skip
def test_an_office_of_the_past_is_one_that_has_ended(
    read: Read, text: str, language: str, who: tuple[str, str]
) -> None:
    (office,) = [c for c in read(text, language).claims if c.predicate == "office"]
    assert (office.subject, office.object.rpartition("/")[2]) == who
    assert (office.date, ("status", "former") in office.detail) == (None, True)


@pytest.mark.parametrize(
    ("text", "language", "who"),
    [
        ("Ewan Laidlaw, head of asylum services at Glasgow City Council, spoke.", "en",
         {("Ewan Laidlaw", "glasgow")}),
        ("Simon Achebe, migration team manager, Coventry City Council", "en",
         {("Simon Achebe", "coventry")}),
        ("Marta Osborne, Glasgow's director of community wellbeing, spoke about jobs.", "en",
         {("Marta Osborne", "glasgow")}),
        ("Reto Caduff, Leiter der Sozialen Dienste der Stadt Luzern, war dabei.", "de",
         {("Reto Caduff", "lucerne")}),
        ("Fanny Ostermann, directrice de la cohésion sociale de Strasbourg, a parlé.", "fr",
         {("Fanny Ostermann", "strasbourg")}),
        ("Anna Bell, director of the charity Open Hands in Leeds, spoke.", "en", set()),
        ("Anna Bell, former head of housing at Glasgow City Council, spoke.", "en", set()),
    ],
)  # fmt: skip
def test_who_runs_a_service_of_a_city_holds_an_office_of_it(
    read: Read, text: str, language: str, who: set[tuple[str, str]]
) -> None:
    assert told(read(text, language), "office") == who


@pytest.mark.parametrize(
    ("text", "language", "who"),
    [
        ("The Lantern\n\nNorwich City Council used to meet the rent. It rained in Hull.\n\n"
         "Councillor Anita Hale came twice.", "en", {("Anita Hale", "norwich")}),
        ("Bedden tellen\n\nDe opvang die de gemeente Groningen begon, is vol. Ook in Zwolle.\n\n"
         "Burgemeester Aletta Kooistra kwam langs.", "nl", {("Aletta Kooistra", "groningen")}),
    ],
)  # fmt: skip
def test_an_office_is_one_of_the_only_city_whose_government_a_text_speaks_of(
    read: Read, text: str, language: str, who: set[tuple[str, str]]
) -> None:
    assert told(read(text, language), "office") == who
