"""Who started the project that a page speaks of and when, and whose a number is not.

The passages are invented for these tests and stand in no annotated set.
"""

import pytest

from loaders.extract.model import Extraction

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")


def practices(found: Extraction) -> set[tuple[str, str, str]]:
    """Return who started what when (ends of IRIs)."""
    return {
        (c.subject.rpartition("/")[2], c.object, c.date or "")
        for c in found.claims
        if c.predicate == "practice"
    }


def figures(found: Extraction) -> set[tuple[str, str]]:
    """Return what has which number."""
    return {(c.subject, c.object) for c in found.claims if c.predicate == "figure"}


STARTS = [
    ("en", "Since 2011 Sheffield has run a conversation club called Talking Tables.",
     ("sheffield", "Talking Tables", "2011")),
    ("en", "The pilot, named First Keys, took its first steps in Leeds in 2016.",
     ("leeds", "First Keys", "2016")),
    ("de", "Das Sprachcafé Babel, 2011 von der Arbeiterwohlfahrt gegründet, zählt pro Woche rund "
     "70 Gäste. Die Kosten trägt die Stadt Bochum.",
     ("Arbeiterwohlfahrt", "Sprachcafé Babel", "2011")),
    ("fr", "L'atelier vélo « La Roue libre » a vu le jour en 2013 à l'initiative de l'association "
     "Cyclofficine.", ("Cyclofficine", "La Roue libre", "2013")),
    ("es", "El taller Rueda Libre nació en 2011 de la mano de la asociación Pedaladas.",
     ("Pedaladas", "Rueda Libre", "2011")),
    ("it", "2016 – Su iniziativa della parrocchia di San Faustino parte il progetto «Un posto a "
     "tavola».", ("parrocchia di San Faustino", "Un posto a tavola", "2016")),
    ("pl", "Świetlica „Szprycha” powstała w 2013 r. z inicjatywy stowarzyszenia Koło.",
     ("Koło", "Szprycha", "2013")),
    ("nl", "Eetproject ‘Aan Tafel’ kwam er in 2017 op initiatief van Stichting Kansrijk.",
     ("Stichting Kansrijk", "Aan Tafel", "2017")),
    ("el", "Το κέντρο «Πυξίδα» εγκαινιάστηκε το 2018 από τον Δήμο Λάρισας.",
     ("larissa", "Πυξίδα", "2018")),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "wanted"), STARTS, ids=[s[2][1] for s in STARTS])
def test_whoever_is_behind_words_of_initiative_or_has_run_it_since_started_a_project(
    read: Read, language: str, text: str, wanted: tuple[str, str, str]
) -> None:
    assert wanted in practices(read(text, language))


OTHERS_RUN = [
    ("en", "Leeds City Council\n\nThe Welcome Desk opened in May 2022 and is run by Harbour Steps.",
     "Harbour Steps"),
    ("en", "Open Oxford was founded in 2001 by the Law Clinic and St Giles Church.", "Law Clinic"),
    ("nl", "De Haarlemse Alliantie voor Opvang is in 2014 opgericht door de Raad van Kerken.",
     "Raad van Kerken"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "other"), OTHERS_RUN, ids=[o[2] for o in OTHERS_RUN])
def test_who_runs_a_project_or_founds_a_body_has_not_started_a_project(
    read: Read, language: str, text: str, other: str
) -> None:
    found = practices(read(text, language))
    assert not [said for said in found if other in said[:2]]


OTHERS_COUNT = [
    ("en", "The Lantern Project opened in Leeds in 2008. The Department spent 2 million pounds on "
     "hotels.", "2000000"),
    ("de", "In Kiel eröffnete die Stadt 2016 das Café Hafenlicht. Der Landkreis brachte in "
     "Hotels 400 Personen unter.", "400"),
    ("fr", "La Ville de Rennes a ouvert en 2018 la Maison des Passages. La métropole rassemble "
     "4500 familles.", "4500"),
    ("it", "Il Comune di Lecce ha aperto nel 2014 lo sportello «Il Granello». L'ospedale "
     "cittadino ha 900 letti.", "900"),
    ("es", "El Ayuntamiento de Getafe abrió en 2018 el centro «La Palmera». El hospital comarcal "
     "tiene 300 camas.", "300"),
    ("nl", "De gemeente Zwolle opende in 2016 het inloophuis ‘De Steiger’. De rechtbank behandelde "
     "900 zaken.", "900"),
    ("el", "Ο Δήμος Λάρισας άνοιξε το 2018 το κέντρο «Πυξίδα». Το νοσοκομείο διαθέτει 250 κλίνες.",
     "250"),
    ("pl", "W 2019 r. miasto Lublin uruchomiło świetlicę „Pod Lipą”. W kolejce czeka 90 rodzin.",
     "90"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "number"), OTHERS_COUNT, ids=[o[0] for o in OTHERS_COUNT]
)
def test_the_number_of_something_else_is_not_that_of_the_project_named_before(
    read: Read, language: str, text: str, number: str
) -> None:
    assert number not in {value for _, value in figures(read(text, language))}
