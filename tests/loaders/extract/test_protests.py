"""Who protests against what: whole, without the words on how; associations, groups and "we"."""

from __future__ import annotations

import pytest

from .conftest import Read
from .test_accounts import told

pytestmark = pytest.mark.xdist_group("extract")


@pytest.mark.parametrize(
    ("text", "language", "what"),
    [
        ("Ipswich Borough Council objected to the barge in a letter to the minister.", "en",
         {("ipswich", "the barge")}),
        ("La maire de Nantes s'est élevée contre les évacuations de campements dans une lettre "
         "ouverte.", "fr", {("nantes", "les évacuations de campements")}),
        ("Nel dicembre 2018 il sindaco di Palermo si oppose al decreto Salvini e ordinò agli "
         "uffici di continuare.", "it", {("palermo", "decreto Salvini")}),
        ("La Ville de Nantes s'oppose à l'expulsion du squat de la rue Marceau.", "fr",
         {("nantes", "l'expulsion du squat de la rue Marceau")}),
    ],
)  # fmt: skip
def test_what_a_protest_is_against_ends_before_how_it_was_made(
    read: Read, text: str, language: str, what: set[tuple[str, str]]
) -> None:
    assert told(read(text, language), "protest") == what


_WE = "Donauwelle e. V.\nÜber uns\n\nWir sind ein Verein in Linz. Unsere Gruppe hat 12 Leute. "


@pytest.mark.parametrize(
    ("text", "language", "what"),
    [
        ("Forty Tables came out against the split-family rule in June 2022.", "en",
         {("Forty Tables", "the split-family rule")}),
        ("Outside, the Canadian Taxpayers' Circle picketed the decision with placards.", "en",
         {("Canadian Taxpayers' Circle", "the decision")}),
        ("Το «Καΐκι» αντιτάχθηκε από την πρώτη στιγμή στην κλειστή δομή της Βάστριας.", "el",
         {("Καΐκι", "κλειστή δομή της Βάστριας")}),
        (f"{_WE}Wir protestieren gegen die Bezahlkarte.", "de",
         {("Donauwelle e. V.", "die Bezahlkarte")}),
        ("Angers se prononcera à l'automne.", "fr", set()),
        ("Wageningen tekende geen bezwaar aan tegen de sluiting.", "nl", set()),
        ("The council rejected the motion of Anna Hill.", "en", set()),
    ],
)  # fmt: skip
def test_an_association_a_group_or_we_protest(
    read: Read, text: str, language: str, what: set[tuple[str, str]]
) -> None:
    assert told(read(text, language), "protest") == what


def test_an_offer_says_how_many_and_not_whom_once_more(read: Read) -> None:
    found = read("Die Stadt Potsdam hat dem Land angeboten, zwanzig Menschen aufzunehmen.", "de")
    assert told(found, "offer") == {("potsdam", "20")}


def test_a_number_of_another_verb_before_an_offer_is_not_offered(read: Read) -> None:
    text = "Montreuil a ouvert 45 places en mai et se dit prête à accueillir 20 personnes."
    assert told(read(text, "fr"), "offer") == {("montreuil", "20")}
