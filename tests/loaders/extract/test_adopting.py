"""What the council of a page's city adopted by its name, and what it did not.

The sentences are new to the tables and stand in no annotated set.
"""

import pytest

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")

ADOPTED = [
    ("de", "Bielefeld\n\nDer Leitfaden »Offen wohnen« wurde 2021 vom Gemeinderat verabschiedet.",
     "bielefeld", "Offen wohnen"),
    ("de", "Bielefeld\n\nDer Stadtrat beschloss am 4. Mai 2021 einstimmig den »Aktionsplan"
     " Zuflucht«.", "bielefeld", "Aktionsplan Zuflucht"),
    ("en", "Leeds\n\nThe Sanctuary Action Plan was approved by the council in July 2021.",
     "leeds", "Sanctuary Action Plan"),
    ("fr", "Nantes\n\nLe conseil municipal a adopté le 4 mai 2021 la Charte nantaise de l'accueil.",
     "nantes", "Charte nantaise de l'accueil"),
    ("it", "Modena\n\nIl Patto per l'accoglienza diffusa è stato approvato dal Consiglio comunale"
     " nel novembre 2021.", "modena", "Patto per l'accoglienza diffusa"),
    ("es", "Cádiz\n\nEl II Plan de Convivencia fue aprobado por el pleno en 2021.",
     "cadiz", "II Plan de Convivencia"),
    ("nl", "Gent\n\nDe gemeenteraad keurde op 24 april 2021 de resolutie ‘Niemand op straat’"
     " goed.", "ghent", "Niemand op straat"),
    ("pl", "Lublin\n\nW marcu 2021 r. rada miasta przyjęła Miejski Plan Integracji.",
     "lublin", "Miejski Plan Integracji"),
    ("el", "Πάτρα\n\nΤο Σχέδιο Δράσης για την Ένταξη εγκρίθηκε από το δημοτικό συμβούλιο τον"
     " Ιούνιο του 2021.", "patras", "Σχέδιο Δράσης για την Ένταξη"),
]  # fmt: skip
NOTHING = [
    ("de", "Bielefeld\n\nDer Stadtrat hat das Gesamtkonzept Migration nicht beschlossen."),
    ("de", "Bielefeld\n\nDer Stadtrat hat die Mittel für das Gesamtkonzept Migration beschlossen."),
    ("en", "Leeds\n\nThe council approved funding for the Sanctuary Action Plan."),
    ("en", "Leeds\n\nThe council will be asked to adopt the Welcome Strategy."),
    ("fr", "Nantes\n\nLe conseil municipal n'a pas adopté la Charte nantaise de l'accueil."),
    ("it", "Modena\n\nIl Consiglio comunale ha approvato una modifica al Regolamento civico."),
    ("es", "Cádiz\n\nEl pleno no aprobó el Plan Municipal de Interculturalidad."),
    ("nl", "Gent\n\nDe gemeenteraad heeft geld voor de Agenda Toevlucht goedgekeurd."),
    ("pl", "Lublin\n\nRada miasta przyjęła informację o realizacji Programu Gościnności."),
    ("el", "Πάτρα\n\nΤο δημοτικό συμβούλιο δεν ενέκρινε τη Στρατηγική για τη Συμβίωση."),
]


@pytest.mark.parametrize(("language", "text", "city", "what"), ADOPTED)
def test_what_the_council_adopted_is_read_with_its_name_and_year(
    read: Read, language: str, text: str, city: str, what: str
) -> None:
    found = [c for c in read(text, language).claims if c.predicate == "adoption"]

    assert [(c.subject.rpartition("/")[2], c.object, (c.date or "")[:4]) for c in found] == [
        (city, what, "2021")
    ]


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_what_is_denied_asked_for_or_only_paid_for_is_not_adopted(
    read: Read, language: str, text: str
) -> None:
    assert not [c for c in read(text, language).claims if c.predicate == "adoption"]
