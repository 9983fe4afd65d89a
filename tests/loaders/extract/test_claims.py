"""Claims are read from what a text states, not from what it denies or plans."""

from collections.abc import Callable

import pytest

from loaders.extract.model import Extraction

pytestmark = pytest.mark.xdist_group("extract")
STATED = [
    (
        "en",
        "Leipzig joined the International Alliance of Safe Harbours in 2021.",
        ("membership", "leipzig", "iash", "2021"),
    ),
    ("en", "Cádiz is a member of ICORN.", ("membership", "cadiz", "icorn", None)),
    (
        "en",
        "Potsdam signed the Integrating Cities Charter in May 2020.",
        ("signature", "potsdam", "integrating-cities-charter", "2020-05"),
    ),
    (
        "en",
        "ANVITA was founded in Lyon on 26 September 2018.",
        ("founding", "anvita", "2018-09-26", "2018-09-26"),
    ),
    (
        "de",
        "Marburg ist dem Bündnis Städte Sicherer Häfen im Juni 2019 beigetreten.",
        ("membership", "marburg", "staedte-sicherer-haefen", "2019-06"),
    ),
    ("fr", "Nantes a rejoint l'ANVITA en 2018.", ("membership", "nantes", "anvita", "2018")),
    (
        "it",
        "Modena ha firmato la Carta di Palermo nel 2019.",
        ("signature", "modena", "charter-of-palermo-2015", "2019"),
    ),
    (
        "es",
        "Zaragoza se sumó a la Red de Ciudades Refugio en 2015.",
        ("membership", "zaragoza", "ciudades-refugio", "2015"),
    ),
    (
        "el",
        "Η Καρδίτσα συμμετέχει στο Δίκτυο Πόλεων για την Ένταξη.",
        ("membership", "karditsa", "cni-greece", None),
    ),
    (
        "pl",
        "Wrocław przystąpił do sieci Eurocities w 2010 roku.",
        ("membership", "wroclaw", "eurocities", "2010"),
    ),
    (
        "nl",
        "Nijmegen sloot zich in 2017 aan bij het netwerk Eurocities.",
        ("membership", "nijmegen", "eurocities", "2017"),
    ),
]
UNSTATED = [
    ("en", "Bonn has not joined the International Alliance of Safe Harbours."),
    ("en", "Trier plans to join Eurocities, and Mainz refused to sign the Palermo Charter."),
    ("en", "Kiel left the Intercultural Cities Programme in 2019."),
    ("en", "If Leeds joined Eurocities, it would be a member of ECCAR too."),
    ("en", "The mayors signed the Palermo Charter in Barcelona."),
    ("de", "Dresden ist dem Bündnis Städte Sicherer Häfen nicht beigetreten."),
    ("de", "Würzburg will der Europäischen Städtekoalition gegen Rassismus beitreten."),
    ("fr", "Bordeaux n'a pas rejoint l'ANVITA. Toulouse souhaite rejoindre Eurocities."),
    ("it", "Fermo non ha aderito alla Rete dei Comuni Solidali."),
    ("es", "Madrid no se ha sumado a la Red de Ciudades Refugio."),
    ("el", "Η Πάτρα δεν συμμετέχει στο Δίκτυο Πόλεων για την Ένταξη."),
    ("pl", "Szczecin nie przystąpił do sieci Eurocities."),
    ("nl", "Breda is geen lid van Eurocities; Arnhem wil toetreden tot ECCAR."),
]


def said(found: Extraction) -> list[tuple[str, str, str, str | None]]:
    return [
        (c.predicate, c.subject.rsplit("/", 1)[-1], c.object.rsplit("/", 1)[-1], c.date)
        for c in found.claims
    ]


@pytest.mark.parametrize(("language", "text", "claim"), STATED)
def test_what_is_stated_is_a_claim(
    language: str,
    text: str,
    claim: tuple[str, str, str, str | None],
    read: Callable[..., Extraction],
) -> None:
    assert said(read(text, language)) == [claim]


@pytest.mark.parametrize(("language", "text"), UNSTATED)
def test_what_is_denied_or_planned_is_none(
    language: str, text: str, read: Callable[..., Extraction]
) -> None:
    assert said(read(text, language)) == []


def test_a_claim_shows_its_evidence(read: Callable[..., Extraction]) -> None:
    text = "Once upon a time.\n\nNantes a rejoint l'ANVITA en 2018."
    (claim,) = read(text, "fr").claims
    assert text[claim.start : claim.end] == "Nantes a rejoint l'ANVITA en 2018."
    assert [text[m.start : m.end] for m in claim.evidence] == ["Nantes", "ANVITA", "2018"]
    assert all(m.text == text[m.start : m.end] for m in claim.evidence)
    assert claim.locator.line == 3
    assert 0 < claim.confidence < 1


def test_the_key_of_a_claim_survives_another_place_in_the_text(
    read: Callable[..., Extraction],
) -> None:
    sentence = "Nantes a rejoint l'ANVITA en 2018."
    (first,) = read(sentence, "fr").claims
    (second,) = read(f"Un peu de texte avant.\n\n{sentence} Et après.", "fr").claims
    (other,) = read("Lyon a rejoint l'ANVITA en 2018.", "fr").claims
    assert first.key == second.key != other.key


def test_an_office_names_the_mayor(read: Callable[..., Extraction]) -> None:
    text = "Ada Colau, mayor of Barcelona, came. Deputy mayor of Palermo Leoluca Orlando left."
    assert ("office", "ada-colau", "barcelona", None) in said(read(text, "en"))


def test_a_count_of_members_and_a_practice_are_claims(read: Callable[..., Extraction]) -> None:
    found = said(read("ANVITA has 74 members. In Amsterdam a 24-hour shelter opened.", "en"))
    assert found == [
        ("figure", "anvita", "74", None),
        ("practice", "amsterdam", "24-hour shelter", None),
    ]
