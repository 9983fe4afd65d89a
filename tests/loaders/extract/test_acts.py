"""The clauses of a resolution are acts of its city; what was only moved or asked is none."""

import pytest

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")
KINDS = {"declaration", "protest", "adoption", "support"}


def acts(read: Read, text: str, language: str) -> set[tuple[str, str, str]]:
    return {
        (c.predicate, c.subject.rpartition("/")[2], c.object)
        for c in read(text, language).claims
        if c.predicate in KINDS
    }


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "LEEDS CITY COUNCIL\n"
            "Minutes of 3 May 2023\n\n"
            "4.1 SHELTER AT SEA\n"
            "Councillor A. Hill proposed the following motion:\n\n"
            "BE IT RESOLVED that the council\n"
            "(a) declares Leeds a Safe Haven;\n"
            "(b) condemns the eviction of the quay camp;\n"
            "(c) calls on York to do likewise.\n\n"
            "On a vote the motion was CARRIED.",
            "en",
            {
                ("declaration", "leeds", "Safe Haven"),
                ("protest", "leeds", "eviction of the quay camp"),
                ("adoption", "leeds", "SHELTER AT SEA"),
            },
        ),
        (
            "Stadt Kiel\n\n"
            "Antrag: Hafen für alle\n\n"
            "Der Rat beschließt:\n"
            "1. Der Rat verurteilt die Räumung des Lagers.\n"
            "2. Die Verwaltung prüft den Beitritt zu Eurocities.\n\n"
            "Der Antrag wurde angenommen.",
            "de",
            {("protest", "kiel", "Räumung des Lagers"), ("adoption", "kiel", "Hafen für alle")},
        ),
        (
            "VILLE DE LYON\n\n"
            "LE CONSEIL MUNICIPAL, après en avoir délibéré,\n"
            "- ADOPTE le Plan d'accueil local ;\n"
            "- ATTRIBUE une subvention de 8 000 euros à la Soupe du quai, cantine du"
            " port ;\n"
            "- DEMANDE à l'État de rouvrir le centre.",
            "fr",
            {("adoption", "lyon", "Plan d'accueil local"), ("support", "lyon", "Soupe du quai")},
        ),
        (
            "COMUNE DI BOLOGNA\n"
            "Oggetto: mozione «Bologna porto»\n\n"
            "TUTTO CIÒ PREMESSO, IL CONSIGLIO COMUNALE\n"
            "1. approva le Linee di quartiere;\n"
            "2. impegna il Sindaco a valutare l'adesione.\n\n"
            "Posta ai voti, la mozione è approvata.",
            "it",
            {
                ("adoption", "bologna", "Linee di quartiere"),
                ("adoption", "bologna", "Bologna porto"),
            },
        ),
        (
            "AYUNTAMIENTO DE BILBAO\n\n"
            "El pleno ACUERDA:\n"
            "Primero.- Nada.\n"
            "Artículo 1.- Expresar su repudio al Decreto costero que cierra los puertos.\n"
            "Artículo 2.- Aprobar el Plan Ribera.",
            "es",
            {("protest", "bilbao", "Decreto costero"), ("adoption", "bilbao", "Plan Ribera")},
        ),
        (
            "Stad Gent\n"
            "Voorstel tot raadsbesluit: Gent aan zee\n\n"
            "Beslist de gemeenteraad:\n"
            "Artikel 1. De gemeenteraad keurt het Havenplan goed.\n"
            "Artikel 2. Het college wordt verzocht na te gaan of Gent kan toetreden.\n\n"
            "Het voorstel wordt aangenomen.",
            "nl",
            {("adoption", "ghent", "Havenplan"), ("adoption", "ghent", "Gent aan zee")},
        ),
        (
            "UCHWAŁA NR 5\n\n"
            "Rada Miasta Lublina uchwala, co następuje:\n\n"
            "§ 1. Ogłasza się Lublin Miastem Mostów.\n"
            "§ 2. Zobowiązuje się Prezydenta do rozważenia przystąpienia do sieci.",
            "pl",
            {("declaration", "lublin", "Miastem Mostów")},
        ),
        (
            "ΔΗΜΟΣ ΠΑΤΡΕΩΝ\n\n"
            "Το Δημοτικό Συμβούλιο Πάτρας\n\n"
            "ΑΠΟΦΑΣΙΖΕΙ\n\n"
            "Α. Κηρύσσει την Πάτρα «πόλη γέφυρα».\n"
            "Β. Ζητά από την κυβέρνηση νέα δομή.",
            "el",
            {("declaration", "patras", "πόλη γέφυρα")},
        ),
    ],
)
def test_clauses_say_what_the_city_does(
    read: Read, text: str, language: str, expected: set[tuple[str, str, str]]
) -> None:
    assert acts(read, text, language) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Stadt Kiel\n\n"
            "Der Rat beschließt:\n"
            "1. Der Rat verurteilt die Räumung.\n\n"
            "Der Antrag wird abgelehnt.",
            "de",
        ),
        (
            "LEEDS CITY COUNCIL\n\n"
            "Motion: Quiet Sea\n\n"
            "The council resolves\n"
            "1. to approve the Quay Plan.",
            "en",
        ),
        (
            "Stad Gent\n\n"
            "Beslist de gemeenteraad:\n"
            "Artikel 1. De raad keurt het Havenplan goed.\n\n"
            "Het voorstel wordt verworpen.",
            "nl",
        ),
    ],
)
def test_what_was_moved_and_not_carried_is_no_act(read: Read, text: str, language: str) -> None:
    assert acts(read, text, language) == set()


def test_a_list_of_grants_says_who_gets_what(read: Read) -> None:
    text = (
        "LEEDS CITY COUNCIL\n\n"
        "The following had been allocated:\n"
        "• €25,000 to the Quay Café, run by volunteers;\n"
        "• nil to the Reading Room.\n"
        "An application was deferred."
    )
    found = {(c.predicate, c.subject, c.object) for c in read(text, "en").claims}
    assert ("figure", "Quay Café", "25000") in found
    assert not any("Reading" in subject + object_ for _, subject, object_ in found)
