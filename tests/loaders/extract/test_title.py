"""The title of a text is told from its paper, publisher and day, and its authors from both ends."""

import pytest

from loaders.extract.structure.title import main_title

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")
BODY = "\n\nThe city opened a house for newcomers. It stands by the river.\n"


def written(read: Read, text: str, language: str) -> set[tuple[str, str]]:
    found = read(text, language).claims
    return {(c.subject, c.object) for c in found if c.predicate == "authorship"}


@pytest.mark.parametrize(
    ("text", "language", "author", "title"),
    [
        ("Hull Courier | Local\nHarbour opens its doors\nBy Anna Hill, city desk", "en",
         "Anna Hill", "Harbour opens its doors"),
        ("Kieler Tagblatt, Freitag, 5. Mai 2023\n\nKiel will mehr\n\nVon Anna Schmidt", "de",
         "Anna Schmidt", "Kiel will mehr"),
        ("Le Courrier du Nord – Société\nLundi 6 mars 2023\n\nLille tient bon\n\nPar Anne Martin",
         "fr", "Anne Martin", "Lille tient bon"),
        ("Osservatorio Migrazioni\nPorte aperte. Rapporto 2021 sulle città\ndi Anna Ferrari", "it",
         "Anna Ferrari", "Porte aperte"),
        ("Fundación Ribera Norte\nBarrios que cuidan. Informe 2020\nAutora: Ana Molina", "es",
         "Ana Molina", "Barrios que cuidan"),
        ("Zuiderkrant, maandag 6 maart 2023\n\n‘De deur staat open’\n\nDoor Anna de Vries", "nl",
         "Anna de Vries", "De deur staat open"),
        ("Fundacja Otwarty Most\nU SIEBIE. Miasta po 2020 roku\nAutorka: Anna Nowak", "pl",
         "Anna Nowak", "U SIEBIE"),
        ("Παρατηρητήριο Λιμάνι\nΟι πόλεις απαντούν\nΈκθεση 2020\nΣυγγραφέας: Μαρία Παππά", "el",
         "Μαρία Παππά", "Οι πόλεις απαντούν"),
        ("Open Shore\nHow towns act\nPrepared by Anna Hill and Tom Ward for the Shore Fund", "en",
         "Tom Ward", "Open Shore"),
        ("La Campana di Ponente\nPOLITICA · Savona\n\nSavona riapre il porto\ndi Anna Ferrari",
         "it", "Anna Ferrari", "Savona riapre il porto"),
        ("Start › Dokumenty › Łódź\nŁódź bez granic\nOpracowała Anna Nowak", "pl",
         "Anna Nowak", "Łódź bez granic"),
        ("Home / Cities / Hull\nHarbour opens its doors\nBy Anna Hill", "en",
         "Anna Hill", "Harbour opens its doors"),
        ("Λιμάνι Βορρά\nΈκθεση 2020\n\nΚεφάλαιο 2. Οι πόλεις απαντούν\nΚείμενο: Μαρία Παππά",
         "el", "Μαρία Παππά", "Οι πόλεις απαντούν"),
        ("Kiel will mehr\n\nDer Rat hat ein Papier beschlossen.\nVon Anna Schmidt", "de",
         "Anna Schmidt", "Kiel will mehr"),
    ],
)  # fmt: skip
def test_the_paper_publisher_or_day_is_not_the_title(
    read: Read, text: str, language: str, author: str, title: str
) -> None:
    assert (author, title) in written(read, text + BODY, language)


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Profile by Anna Hill.", "en"),
        ("Text und Redaktion: Anna Hill", "de"),
        ("Fiche rédigée par Anna Hill", "fr"),
        ("Scheda a cura di Anna Hill.", "it"),
        ("Ficha elaborada por Anna Hill", "es"),
        ("Tekst en redactie: Anna Hill", "nl"),
        ("Tekst i redakcja: Anna Hill", "pl"),
        ("Κείμενο: Anna Hill", "el"),
    ],
)
def test_the_last_line_may_name_the_author(read: Read, line: str, language: str) -> None:
    text = f"Leeds at a glance{BODY * 4}\n{line}\n"
    assert written(read, text, language) == {("Anna Hill", "Leeds at a glance")}


def test_who_took_the_pictures_or_signs_is_no_author(read: Read) -> None:
    text = f"Leeds at a glance{BODY * 4}\nPhotos by Anna Hill\nSigned: Anna Hill\n"
    assert written(read, text, "en") == set()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Further reading\nAnna Hill / Tom Ward: Quiet harbours. How towns act.", "en"),
        ("À LIRE\nQuiet harbours, d'Anna Hill et Tom Ward, enquête menée en 2020.", "fr"),
    ],
)
def test_recommended_works_have_authors(read: Read, text: str, language: str) -> None:
    found = written(read, f"News\n\nLeeds acts.\n\n{text}\n", language)
    assert found == {("Anna Hill", "Quiet harbours"), ("Tom Ward", "Quiet harbours")}


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Settled? Local councils after 2015", "Settled? Local councils after 2015"),
        ("Who pays for welcome in our towns? A report", "Who pays for welcome in our towns?"),
    ],
)
def test_a_short_question_at_its_beginning_is_not_the_whole_title(line: str, title: str) -> None:
    start, end = main_title(line, (0, len(line)), lambda *_: ())
    assert line[start:end] == title
