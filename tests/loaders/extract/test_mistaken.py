"""What a sentence says of a meeting, a draft, many cities or another body makes no claim of one."""

from __future__ import annotations

import pytest

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("Leeds and York took part in the annual meeting of Eurocities.", "en", "membership"),
        (
            "En el encuentro anual de la RECI participaron Getxo, Fuenlabrada y Tortosa.",
            "es", "membership",
        ),
        ("Solicitar el ingreso de Getafe en Solidarity Cities.", "es", "membership"),
        ("Demander l'adhésion de Nantes à Solidarity Cities.", "fr", "membership"),
        ("Kassel hat den Beitritt zu Solidarity Cities beantragt.", "de", "membership"),
        ("La commune a rejoint l'ANVITA en 2019, un an après Nantes.", "fr", "membership"),
        ("The draft budget provides £40,000 for the Harbour Desk in 2023.", "en", "figure"),
        ("Der Entwurf sieht 40.000 Euro für die Anlaufstelle »Hafen« vor.", "de", "figure"),
        ("Het ontwerpbesluit voorziet 40.000 euro voor het project ‘De Haven’.", "nl", "figure"),
        ("Projekt uchwały przewiduje 40 000 zł na program „Port”.", "pl", "figure"),
        ("Together with 30 other cities Leeds has offered 5,000 places.", "en", "offer"),
        ("Gemeinsam mit 30 anderen Städten bot Kassel 5.000 Plätze an.", "de", "offer"),
        (
            "Am 14. September 2020 hat der Oberbürgermeister dem Bundesministerium des Innern die "
            "Aufnahme von 50 Personen angeboten.",
            "de", "offer",
        ),
        (
            "Leeds was declared City of Sanctuary by the City of Sanctuary association in 2010.",
            "en", "declaration",
        ),
        ("La Ville de Nantes s'est déclarée prête à accueillir 40 personnes.", "fr", "declaration"),
        (
            "De gemeente Nijmegen betaalt de huur, het Oranje Fonds heeft de oven bekostigd.",
            "nl", "support",
        ),
    ],
)  # fmt: skip
def test_a_sentence_does_not_say_more_than_it_says(
    read: Read, text: str, language: str, kind: str
) -> None:
    assert [c for c in read(text, language).claims if c.predicate == kind] == []


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("Leeds joined Solidarity Cities in 2019.", "en", "membership"),
        ("Kassel bot der Bundesregierung 40 Plätze an.", "de", "offer"),
        ("La Ville de Nantes s'est déclarée prête à accueillir 40 personnes.", "fr", "offer"),
        ("The Riverside Trust supports the Harbour Desk project with £40,000.", "en", "support"),
    ],
)
def test_what_is_said_plainly_is_still_read(
    read: Read, text: str, language: str, kind: str
) -> None:
    assert kind in {c.predicate for c in read(text, language).claims}


def test_a_plan_is_dated_by_its_adoption_not_its_name(read: Read) -> None:
    text = "Der Stadtrat von Kassel hat 2021 das «Integrationskonzept 2030» beschlossen."
    (claim,) = [c for c in read(text, "de").claims if c.predicate == "adoption"]
    assert (claim.object, claim.date) == ("Integrationskonzept 2030", "2021")


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("La permanence « Papiers », que nous avions lancée en 2013, aide.", False),
        ("La permanence « Papiers », lancée par la Ville en 2013, aide.", True),
    ],
)
def test_that_the_city_of_a_page_began_a_project_is_only_likely(
    read: Read, text: str, sure: bool
) -> None:
    page = f"Ville de Grenoble\n\nGrenoble accueille. {text}"
    (claim,) = [c for c in read(page, "fr").claims if c.predicate == "practice"]
    assert (claim.confidence >= 0.8) is sure


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("A rumour that the Friendly Ear helpline closed in 2021 is false.", "en"),
        ("Wir hoffen, dass Erfurt 50 Plätze anbietet.", "de"),
        ("La Fondation de France soutiendrait le projet Passerelle, dit-on.", "fr"),
        ("Nous espérons que Lille proposera d'accueillir 50 mineurs.", "fr"),
        ("La Fondazione Cariplo sosterrebbe il progetto Rete, si dice.", "it"),
        ("Il Piano Accoglienza dovrebbe essere approvato dal Comune di Trento a giugno.", "it"),
        ("Esperamos que Valencia ofrezca 50 plazas.", "es"),
        ("La moción para que Jaén se adhiera a la red fue rechazada en 2020.", "es"),
        ("Els Maes moest haar toespraak op het congres 'Open stad' in 2018 afzeggen.", "nl"),
        ("Mamy nadzieję, że Gdynia zaproponuje 50 miejsc.", "pl"),
    ],
)
def test_hopes_rumours_and_what_was_called_off_say_nothing(
    read: Read, text: str, language: str
) -> None:
    assert not read(text, language).claims
