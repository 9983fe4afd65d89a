"""Who founded a body that nobody registered, in eight languages and several turns of phrase.

The sentences are new to the tables and stand in no annotated set; the last ones say nothing.
"""

import pytest

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")

FOUNDED = [
    ("de", "Das Bündnis Offene Elbe, das der Flüchtlingsrat und die Diakonie 2015 gegründet haben,"
     " zählt 30 Gruppen.", "Bündnis Offene Elbe", ["Flüchtlingsrat", "Diakonie"]),
    ("de", "Die Initiative Grenzenlos wurde 2015 vom Verein Brücke ins Leben gerufen.",
     "Initiative Grenzenlos", ["Verein Brücke"]),
    ("de", "Den Verein Haus der Begegnung gründeten 2015 die Pfarre Sankt Anna und die Volkshilfe.",
     "Verein Haus der Begegnung", ["Pfarre Sankt Anna", "Volkshilfe"]),
    ("de", "Die Allianz Wohnen für alle, 2015 von Mieterbund und Pro Asyl gegründet, lädt ein.",
     "Allianz Wohnen für alle", ["Mieterbund", "Pro Asyl"]),
    ("en", "The Mersey Welcome Network, which Asylum Link and the Quakers founded in 2015, has 22"
     " members.", "Mersey Welcome Network", ["Asylum Link", "Quakers"]),
    ("en", "Oxfam and Save the Children set up the Quayside Coalition in 2015.",
     "Quayside Coalition", ["Oxfam", "Save the Children"]),
    ("en", "Founded in 2015 by Leeds and Bradford, the Pennine Cities Network meets every spring.",
     "Pennine Cities Network", ["leeds", "bradford"]),
    ("es", "Fundada en 2015 por Zaragoza y Huesca, la Red Pirineo Acoge tiene doce miembros.",
     "Red Pirineo Acoge", ["zaragoza", "Huesca"]),
    ("fr", "Le comité Toits pour tous, que l'ATMF et le Secours catholique ont créé en 2015, gère"
     " trois maisons.", "Toits pour tous", ["ATMF", "Secours catholique"]),
    ("fr", "Le collectif Bienvenue à Brest, né en 2015 à l'initiative de l'Odysée et d'Utopia,"
     " grandit.", "Bienvenue à Brest", ["Odysée", "Utopia"]),
    ("it", "La Rete dei Moli Solidali l'hanno fondata nel 2015 Palermo, Napoli e Bari.",
     "Rete dei Moli Solidali", ["palermo", "naples", "bari"]),
    ("it", "Arci, Acli e Caritas hanno fondato nel 2015 il comitato Città Accogliente.",
     "Città Accogliente", ["Arci", "Acli", "caritas"]),
    ("es", "El colectivo Sin Muros, que fundaron en 2015 la parroquia de San Pablo y el Ateneo"
     " Libertario, cumple diez años.", "Sin Muros",
     ["parroquia de San Pablo", "Ateneo Libertario"]),
    ("nl", "Het platform Open Haven, dat Humanitas en het Rode Kruis in 2015 oprichtten, telt 20"
     " leden.", "Open Haven", ["Humanitas", "Rode Kruis"]),
    ("nl", "De Coalitie Thuis in Brabant werd in 2015 op initiatief van Tilburg en Breda"
     " opgericht.", "Coalitie Thuis in Brabant", ["tilburg", "breda"]),
    ("pl", "Sieć Życzliwych Miast założyły w maju 2015 r. Gdańsk, Łódź i Lublin.",
     "Sieć Życzliwych Miast", ["gdansk", "lodz", "lublin"]),
    ("pl", "Platforma „Razem w Łodzi”, którą powołały do życia w 2015 r. Nomada i Fundacja"
     " Ocalenie, działa do dziś.", "Razem w Łodzi", ["Nomada", "Fundacja Ocalenie"]),
    ("el", "Η συμμαχία «Λιμάνι», που ίδρυσαν το 2015 η ΑΡΣΙΣ και ο Ερυθρός Σταυρός, έχει 15 μέλη.",
     "Λιμάνι", ["arsis", "Ερυθρός Σταυρός"]),
]  # fmt: skip
NOTHING = [
    ("de", "Das Bündnis Offene Elbe soll 2030 von Caritas und AWO gegründet werden."),
    ("de", "Das Programm Ankommen wurde 2015 von der Caritas ins Leben gerufen."),
    ("en", "The Quayside Coalition will be established by Leeds and Bradford."),
    ("en", "The Quayside Coalition, funded by Oxfam and Shelter, set up a hostel in 2016."),
    ("fr", "Le collectif Rivages n'a pas été fondé par la Cimade mais par des habitants."),
    ("fr", "Un poste de coordination du réseau Rivages a été créé par Lille en 2019."),
    ("it", "La rete Porti Aperti sarà costituita nel 2030 da Palermo e Bari."),
    ("it", "Lo sportello creato da Arci e Caritas nel 2015 aderisce alla rete Porti Aperti."),
    ("es", "La plataforma Puertas Abiertas no fue creada por CEAR."),
    ("es", "La oficina creada por Cáritas en 2015 pertenece a la Red Pirineo Acoge."),
    ("nl", "Het netwerk Grensland zal in 2030 door Caritas en Welzijnszorg worden opgericht."),
    ("pl", "Koalicja Otwarty Lublin nie została założona przez Caritas."),
    ("el", "Το Δίκτυο «Ανοιχτές Πόρτες» θα ιδρυθεί το 2030 από την ΑΡΣΙΣ και την PRAKSIS."),
]


@pytest.mark.parametrize(("language", "text", "body", "founders"), FOUNDED)
def test_the_founders_of_an_unknown_body_are_read_with_the_year(
    read: Read, language: str, text: str, body: str, founders: list[str]
) -> None:
    found = [c for c in read(text, language).claims if c.predicate == "founding"]

    assert {(c.subject, (c.date or "")[:4]) for c in found} == {(body, "2015")}
    assert {c.object.rpartition("/")[2] for c in found} == set(founders)


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_what_is_planned_denied_or_founded_by_the_body_itself_founds_nothing(
    read: Read, language: str, text: str
) -> None:
    assert not [c for c in read(text, language).claims if c.predicate == "founding"]
