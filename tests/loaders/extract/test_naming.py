"""What claims call by another name than the registry is linked to what it has."""

from __future__ import annotations

import pytest

from loaders.extract.knowledge.bent import Bent
from loaders.extract.knowledge.called import Called, squashed, year_of
from loaders.extract.knowledge.registered import Entity
from loaders.extract.model import Extraction

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")


def said(extraction: Extraction, kind: str) -> list[tuple[str, str]]:
    """Return subject and object of the claims of a kind, by the keys of what is linked."""
    return [
        tuple(term.rpartition("/")[2] if "://" in term else term for term in (c.subject, c.object))
        for c in extraction.claims
        if c.predicate == kind
    ]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "language", "kind", "wanted"),
    [
        (
            "En 2020 Málaga se integró en la red de Ciudades Interculturales (RECI).",
            "es",
            "membership",
            ("malaga", "reci"),
        ),
        (
            "Die Stadt Mainz ist seit 2019 Mitglied im Bündnis Städte Sicherer Häfen (BSSH). "
            "Auch Trier gehört dem BSSH an.",
            "de",
            "membership",
            ("trier", "staedte-sicherer-haefen"),
        ),
        (
            "Het buurthuis ‘De Brug’ wordt geleid door het OCMW van Gent.",
            "nl",
            "carrier",
            ("De Brug", "ocmw-ghent"),
        ),
        (
            'A Bologna la cooperativa Camelot gestisce il progetto "Vesta".',
            "it",
            "carrier",
            ("Vesta", "cooperativa-camelot"),
        ),
        (
            "Στη Θεσσαλονίκη το πρόγραμμα REACT ξεκίνησε το 2016.",
            "el",
            "practice",
            ("thessaloniki", "thessaloniki-react"),
        ),
        (
            "En Zaragoza funciona desde 2008 la Casa de las Culturas y la Solidaridad.",
            "es",
            "practice",
            ("zaragoza", "zaragoza-casa-de-las-culturas"),
        ),
        (
            'In June 2021 Naples took part in the conference "From the Sea to the City".',
            "en",
            "participation",
            ("naples", "fs2c-palermo-2021"),
        ),
        (
            "Decyzją prezydenta Gdańska Pawła Adamowicza powstała rada.",
            "pl",
            "office",
            ("pawel-adamowicz", "gdansk"),
        ),
        (
            "Στο συνέδριο «Λιμάνια» μίλησε η δήμαρχος Βαρκελώνης Άντα Κολάου.",
            "el",
            "participation",
            ("ada-colau", "Λιμάνια"),
        ),
    ],
)
def test_other_names_lead_to_what_is_registered(
    read: Read, text: str, language: str, kind: str, wanted: tuple[str, str]
) -> None:
    assert wanted in said(read(text, language), kind)


@pytest.mark.parametrize(
    ("text", "language", "unlinked"),
    [
        # The registered practice is in Thessaloniki, the registered event was in 2021.
        ("Στη Λάρισα το πρόγραμμα REACT ξεκίνησε το 2016.", "el", "REACT"),
        (
            'In May 2014 Naples took part in the conference "From the Sea to the City".',
            "en",
            "From the Sea to the City",
        ),
    ],
)
def test_a_name_of_another_place_or_time_is_not_linked(
    read: Read, text: str, language: str, unlinked: str
) -> None:
    claims = read(text, language).claims
    assert unlinked in {term for c in claims for term in (c.subject, c.object)}


def test_an_event_of_the_name_of_a_network_is_no_membership(read: Read) -> None:
    text = 'In June 2021 Naples took part in the conference "From the Sea to the City".'
    assert said(read(text, "en"), "membership") == []


def entity(name: str, iri: str, type_: str = "PERSON", label: str = "") -> Entity:
    return Entity(type_, label or name, f"https://x/id/{iri}", "", name)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Rafała Trzaskowskiego", "a"),
        ("Hanną Zdanowską", "b"),
        ("Γιώργου Καμίνη", "c"),
        ("Rafała Trzaskiego", None),
        ("Anny Zdanowskiej", None),
        ("Trzaskowskiego", None),
    ],
)
def test_all_words_of_a_person_bend(name: str, key: str | None) -> None:
    known = [
        entity("Rafał Trzaskowski", "a"),
        entity("Hanna Zdanowska", "b"),
        entity("Γιώργος Καμίνης", "c"),
    ]
    found = Bent.of(known).person(name)
    assert (found.iri or "").rpartition("/")[2] == key if key and found else found is None


def test_short_names_of_practices_need_their_city() -> None:
    label = "HARBOUR refugee flats"
    called = Called.of(
        [entity(label, "practice/new-town-harbour", "PRACTICE", label)], ["new-town"]
    )
    found = called.practice("Harbour", ["new-town"])
    assert found is not None
    assert called.practice("Harbour", ["old-town"]) is None


def test_names_are_the_same_without_blanks_signs_and_accents() -> None:
    assert squashed("Task-Force Ένα") == squashed("Taskforce Ενα")
    assert year_of("https://x/id/event/open-days-lyon-2019") == "2019"
    assert year_of("https://x/id/event/open-days-9") == ""


@pytest.mark.parametrize(
    ("text", "language", "kind", "wanted"),
    [
        (
            "Mme Anne Le Goff est intervenue au colloque « Accueillir, et après ? » en mars 2022.",
            "fr",
            "participation",
            ("Anne Le Goff", "Accueillir, et après ?"),
        ),
        (
            "Oberbürgermeisterin Astrid Lenz eröffnete die Tagung „Ankommen. Bleiben. Gestalten“.",
            "de",
            "participation",
            ("Astrid Lenz", "Ankommen. Bleiben. Gestalten"),
        ),
        (
            'The report "Sanctuary in the City: Ten Years On" was written by Hannah O’Brien.',
            "en",
            "authorship",
            ("Hannah O’Brien", "Sanctuary in the City: Ten Years On"),
        ),
        (
            "In 2021 the Women of Wales project won the Queen's Award for Voluntary Service.",
            "en",
            "recognition",
            ("Women of Wales", "Queen's Award for Voluntary Service"),
        ),
        (
            "The Coventry Asylum and Refugee Action Group runs the project “Peer Lines”.",
            "en",
            "carrier",
            ("Peer Lines", "Coventry Asylum and Refugee Action Group"),
        ),
        (
            "Das Sprachcafé Elbe hingegen, das der Verein Fördewind 2014 gründete, schloss 2020.",
            "de",
            "end",
            ("Sprachcafé Elbe", "2020"),
        ),
        (
            "Sinds 1 oktober 2021 staat in Zwolle het Huis aan de Vecht open.",
            "nl",
            "practice",
            ("zwolle", "Huis aan de Vecht"),
        ),
        (
            "Kraków gościł w 2022 r. Forum Miast Otwartych, współorganizowane przez UNHCR i "
            "Uniwersytet Jagielloński.",
            "pl",
            "participation",
            ("unhcr", "Forum Miast Otwartych"),
        ),
        (
            "Wethouder Marleen van 't Veer-de Boer van Nijmegen sprak op de conferentie ‘Thuis’.",
            "nl",
            "participation",
            ("Marleen van 't Veer-de Boer", "Thuis"),
        ),
        (
            'Il rapporto "Piccoli comuni" è a cura di Anna Ricci e Paolo dell\'Orto.',
            "it",
            "authorship",
            ("Paolo dell'Orto", "Piccoli comuni"),
        ),
        (
            "Comune di Reggio Emilia\n\nL'unità di strada «Lucciole», istituita dal Comune nel "
            "2005, è stata soppressa.",
            "it",
            "practice",
            ("reggio-emilia", "Lucciole"),
        ),
        (
            "Am 9. April 2022 richteten Freiburg und Heidelberg den Hafentag Südwest aus.",
            "de",
            "participation",
            ("freiburg", "Hafentag Südwest"),
        ),
        (
            "In mei 2022 was Groningen gastheer van de Noordelijke Asieldag.",
            "nl",
            "participation",
            ("groningen", "Noordelijke Asieldag"),
        ),
        (
            "La Ville de Grenoble a reçu en 2020 le prix Accueil dans la cité.",
            "fr",
            "recognition",
            ("grenoble", "prix Accueil dans la cité"),
        ),
        (
            "La ciudad de Valencia recibió en 2018 el Premio Sanitas a la Solidaridad.",
            "es",
            "recognition",
            ("valencia", "Premio Sanitas a la Solidaridad"),
        ),
        (
            "L'association Le Cœur sur la Main gère depuis 2016 le centre « La Boussole ».",
            "fr",
            "carrier",
            ("La Boussole", "Le Cœur sur la Main"),
        ),
        (
            "W 2022 r. Młodzieżowy Dom Kultury otrzymał Nagrodę Otwartych Drzwi.",
            "pl",
            "recognition",
            ("Młodzieżowy Dom Kultury", "Nagrodę Otwartych Drzwi"),
        ),
        (
            "Le 20 mai 2022, Lyon a signé la Charte européenne des droits de l'Homme dans la "
            "Ville.",
            "fr",
            "signature",
            ("lyon", "european-charter-human-rights-city"),
        ),
        (
            "Η αντιδήμαρχος Ηρακλείου Κοινωνικής Πολιτικής, Ελευθερία Μπριλλάκη, μίλησε στο "
            "συνέδριο «Λιμάνια».",
            "el",
            "participation",
            ("Ελευθερία Μπριλλάκη", "Λιμάνια"),
        ),
        (
            "Bürgermeister Ulrich von Hagen protestierte gegen die Untätigkeit des Bundes.",
            "de",
            "protest",
            ("Ulrich von Hagen", "die Untätigkeit des Bundes"),
        ),
        (
            "Das Projekt „Hafenlicht“ wird von Medinetz Leine e. V. getragen.",
            "de",
            "carrier",
            ("Hafenlicht", "Medinetz Leine e. V."),
        ),
        (
            "De Nachtopvang Velserpoort in Haarlem is op 31 december 2021 gesloten.",
            "nl",
            "end",
            ("Nachtopvang Velserpoort", "2021-12-31"),
        ),
        (
            "El colectivo Getafe Acoge fue fundado en 2015 por la parroquia de San Eugenio.",
            "es",
            "founding",
            ("Getafe Acoge", "parroquia de San Eugenio"),
        ),
        (
            "Seit 2019 betreibt die Heilsarmee den Treffpunkt Bollwerk in Bern.",
            "de",
            "carrier",
            ("Treffpunkt Bollwerk", "Heilsarmee"),
        ),
        (
            "Seit 2019 betreibt die Heilsarmee das Projekt Bollwerk in Bern.",
            "de",
            "carrier",
            ("Bollwerk", "Heilsarmee"),
        ),
        (
            "Het Taalhuis aan de Werf opende in 2014 in Amersfoort.",
            "nl",
            "practice",
            ("amersfoort", "Taalhuis aan de Werf"),
        ),
        (
            "Punkt „Witaj” jest prowadzony przez Centrum Badań Migracyjnych UAM.",
            "pl",
            "carrier",
            ("Witaj", "Centrum Badań Migracyjnych UAM"),
        ),
        (
            "Nach dem Brand in Moria bot Freiburg dem Land an, 50 Kinder unterzubringen.",
            "de",
            "offer",
            ("freiburg", "50"),
        ),
    ],
)
def test_names_stand_whole(
    read: Read, text: str, language: str, kind: str, wanted: tuple[str, str]
) -> None:
    assert wanted in said(read(text, language), kind)


def test_a_practice_of_another_city_is_not_the_registered_one(read: Read) -> None:
    text = "Kraków\n\nW 2022 r. Fundacja Dom Otwarty prowadzi Centrum Wielokulturowe."
    assert "warsaw-multicultural-centre" not in str(said(read(text, "pl"), "carrier"))


def test_the_city_of_a_body_does_nothing_itself(read: Read) -> None:
    text = "Nel 2021 l'associazione Naga di Milano ha vinto il premio Ambrogino d'oro."
    assert "milan" not in str(said(read(text, "it"), "recognition"))


def test_what_an_office_is_for_is_no_person(read: Read) -> None:
    text = "Πάτρα\n\nΑντιδήμαρχος Κοινωνικής Πολιτικής: Λαμπρινή Σακελλαρίου"
    assert "Κοινωνικής" not in str(said(read(text, "el"), "office"))
