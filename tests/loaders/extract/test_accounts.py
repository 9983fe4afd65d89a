"""Who was at an event, got an award, protested or adopted a plan, and who did not."""

from __future__ import annotations

import pytest

from loaders.extract.model import Extraction
from loaders.extract.reading.tongues import block_language

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")


def told(extraction: Extraction, kind: str) -> set[tuple[str, str]]:
    """Return who and what the claims of a kind speak of, by keys or words."""
    return {
        (c.subject.rpartition("/")[2], c.object.rpartition("/")[2])
        for c in extraction.claims
        if c.predicate == kind
    }


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Mayor Marvin Rees had to cancel his trip to the Quayside Cities Summit.", "en"),
        ("Oberbürgermeister Mike Schubert sagte seine Teilnahme am Forum Offene Stadt ab.", "de"),
        ("Stadtrat Peter Krämer (CDU) kritisierte das „Forum Offene Stadt“ scharf.", "de"),
        ("Nantes accueillera les Assises de l'hospitalité en octobre.", "fr"),
        ("Dans la foulée des Assises de l'hospitalité, le conseil de Brest a débattu.", "fr"),
        ("Torino ospiterà il Forum delle Città Solidali.", "it"),
        ("A raíz del Foro de Ciudades Abiertas, el pleno de Burgos debatió una moción.", "es"),
        ("La concejala Rosa Díaz (Vox) calificó el «Foro de Ciudades Abiertas» de gasto.", "es"),
        ("Utrecht organiseert volgend jaar het congres ‘Stad zonder muren’.", "nl"),
        ("Na konferencję „Miasta bez murów” zaproszono także Białystok.", "pl"),
        ("Radny Jan Wójcik skrytykował konferencję „Miasta bez murów”.", "pl"),
        ("Ο δημοτικός σύμβουλος Γιώργος Μανωλάς επέκρινε το συνέδριο «Ανοιχτές πόλεις».", "el"),
        ("Στο συνέδριο «Ανοιχτές πόλεις» έχει προσκληθεί και ο Δήμος Αθηναίων.", "el"),
    ],
)
def test_nobody_was_at_an_event_who_cancelled_criticised_or_is_yet_to_come(
    read: Read, text: str, language: str
) -> None:
    assert told(read(text, language), "participation") == set()


@pytest.mark.parametrize(
    ("text", "language", "who"),
    [
        ("Aan het congres ‘Stad zonder muren’ namen delegaties uit Gent en Antwerpen deel.", "nl",
         {("ghent", "Stad zonder muren"), ("antwerp", "Stad zonder muren")}),
        ("Zur Tagung „Offene Stadt“ kamen Vertreterinnen aus Mannheim; Stadträtin Ida Rehm "
         "sprach auf dem Podium.", "de", {("mannheim", "Offene Stadt")}),
    ],
)  # fmt: skip
def test_a_verb_without_its_second_half_hides_nobody_who_was_at_an_event(
    read: Read, text: str, language: str, who: set[tuple[str, str]]
) -> None:
    assert who <= told(read(text, language), "participation")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The city of Cork awards the Open Door Prize every year.", "en"),
        ("Miasto Gdańsk przyznaje co roku Nagrodę Solidarności.", "pl"),
        ("Ο Δήμος Αθηναίων απονέμει κάθε χρόνο το Βραβείο Αλληλεγγύης.", "el"),
        ("Die Stadt Bremen verleiht jedes Jahr den Bremer Brückenpreis.", "de"),
    ],
)
def test_who_gives_an_award_does_not_get_it(read: Read, text: str, language: str) -> None:
    assert told(read(text, language), "recognition") == set()


@pytest.mark.parametrize(
    ("text", "language", "who", "what"),
    [
        ("El jurado concedió el Premio Convivencia al proyecto «Puertas Claras».", "es",
         "Puertas Claras", "Premio Convivencia"),
        ("De Prijs Gouden Brug ging naar het project ‘Open Deur’.", "nl", "Open Deur",
         "Prijs Gouden Brug"),
        ("De jury kende de Prijs Gouden Brug toe aan het project ‘Open Deur’.", "nl", "Open Deur",
         "Prijs Gouden Brug"),
        ("Projekt „Dom Otwarty” został wyróżniony Nagrodą Solidarności.", "pl", "Dom Otwarty",
         "Nagrodą Solidarności"),
        ("Laureatem Nagrody Solidarności został projekt „Dom Otwarty”.", "pl", "Dom Otwarty",
         "Nagrody Solidarności"),
        ("Το Βραβείο Αλληλεγγύης απονεμήθηκε στο πρόγραμμα «Ανοιχτό Σπίτι».", "el",
         "Ανοιχτό Σπίτι", "Βραβείο Αλληλεγγύης"),
        ("La Fundación Riberas ha distinguido el programa «Mano a Mano» con el premio Orilla.",
         "es", "Mano a Mano", "premio Orilla"),
        ("En 2019, Nantes a reçu le prix européen de l'hospitalité.", "fr", "nantes",
         "prix européen de l'hospitalité"),
    ],
)  # fmt: skip
def test_who_an_award_goes_to_is_told_behind_it_as_well(
    read: Read, text: str, language: str, who: str, what: str
) -> None:
    assert told(read(text, language), "recognition") == {(who, what)}


@pytest.mark.parametrize(
    ("text", "language", "who", "what"),
    [
        ("Die Stadt Leipzig wendet sich gegen die geplanten Ankerzentren.", "de", "leipzig",
         "die geplanten Ankerzentren"),
        ("Grenoble s'élève contre les expulsions.", "fr", "grenoble", "les expulsions"),
        ("Barcelona ha rechazado el cierre de los puertos.", "es", "barcelona",
         "el cierre de los puertos"),
        ("Leeds City Council passed a motion condemning the cut to asylum support.", "en",
         "leeds", "cut to asylum support"),
        ("Lyon a dénoncé dans une lettre ouverte la fermeture du port.", "fr", "lyon",
         "la fermeture du port"),
    ],
)  # fmt: skip
def test_a_protest_is_read_with_what_it_is_against(
    read: Read, text: str, language: str, who: str, what: str
) -> None:
    assert told(read(text, language), "protest") == {(who, what)}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Leeds City Council rejected the motion on refugee rights.", "en"),
        ("El pleno de Zaragoza rechazó la enmienda sobre acogida.", "es"),
        ("Alicante rechazó incorporarse.", "es"),
        ("De gemeenteraad van Utrecht verwierp de motie over de opvang.", "nl"),
        ("Marie Legrand (LR) a dénoncé le coût des « Assises de l'hospitalité ».", "fr"),
        ("Radny Jan Wójcik (PiS) skrytykował konferencję „Miasta bez murów”.", "pl"),
    ],
)
def test_a_vote_or_an_opinion_on_an_event_is_no_protest(
    read: Read, text: str, language: str
) -> None:
    assert told(read(text, language), "protest") == set()


@pytest.mark.parametrize(
    ("text", "language", "who", "what"),
    [
        ("In 2019, the Open Shore Plan was approved by Bristol City Council.", "en", "bristol",
         "Open Shore Plan"),
        ("Der Aktionsplan gegen Rassismus wurde 2019 vom Rat der Stadt Kiel beschlossen.", "de",
         "kiel", "Aktionsplan gegen Rassismus"),
        ("Il consiglio comunale di Bologna ha approvato il piano d'azione contro il razzismo.",
         "it", "bologna", "piano d'azione contro il razzismo"),
        ("De gemeenteraad van Gent heeft het Actieplan Mensen zonder Papieren goedgekeurd.", "nl",
         "ghent", "Actieplan Mensen zonder Papieren"),
        ("Utrecht stelde in 2019 het Actieplan Opvang vast.", "nl", "utrecht",
         "Actieplan Opvang"),
        ("Rada Miasta Lublin przyjęła Strategię Różnorodności.", "pl", "lublin",
         "Strategię Różnorodności"),
        ("Το δημοτικό συμβούλιο Θεσσαλονίκης ενέκρινε το Τοπικό Σχέδιο Δράσης.", "el",
         "thessaloniki", "Σχέδιο Δράσης"),
    ],
)  # fmt: skip
def test_a_plan_with_a_name_is_adopted_in_every_language(
    read: Read, text: str, language: str, who: str, what: str
) -> None:
    assert told(read(text, language), "adoption") == {(who, what)}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Rat der Stadt Kiel beschloss, das Integrationskonzept überarbeiten zu lassen.", "de"),
        ("Il consiglio comunale di Bologna ha respinto la mozione sul diritto d'asilo.", "it"),
    ],
)
def test_what_is_only_to_be_worked_on_is_not_adopted(read: Read, text: str, language: str) -> None:
    assert told(read(text, language), "adoption") == set()


def test_the_years_a_plan_is_for_do_not_date_its_adoption(read: Read) -> None:
    found = read("Rada Miasta Lublin uchwaliła Strategię Różnorodności na lata 2024–2030.", "pl")
    assert [c.date for c in found.claims if c.predicate == "adoption"] == [None]


def test_a_short_paragraph_with_words_of_its_document_is_in_its_language() -> None:
    text = "Ook Leuven was aanwezig op de studiedag ‘Stad zonder muren’."
    assert block_language(text, "nl") == "nl"
