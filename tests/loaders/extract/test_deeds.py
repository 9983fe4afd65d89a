"""What cities offer, protest against and pay for, what ends, and the lines of chronologies.

The sentences are new to the tables and stand in no annotated set; the last ones say nothing.
"""

import pytest

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")

OFFERS = [
    ("de", "Bielefeld stellte dem Land nach dem Brand 40 Plätze für Familien in Aussicht.",
     ("bielefeld", "40")),
    ("nl", "Leiden heeft zich tegenover het kabinet bereid verklaard vijftien kinderen op te"
     " vangen.", ("leiden", "15")),
    ("en", "Bristol stood ready to take in 60 unaccompanied minors from the islands.",
     ("bristol", "60")),
    ("fr", "Nantes s'était dite prête, dès l'été, à héberger 35 exilés du camp.", ("nantes", "35")),
    ("es", "Zaragoza comunicó al Gobierno su disposición a recibir a 25 familias.",
     ("zaragoza", "25")),
    ("it", "Bologna si è detta disponibile ad accogliere 45 naufraghi della nave.",
     ("bologna", "45")),
    ("pl", "Gdańsk zapewnił rząd o gotowości przyjęcia 20 rodzin z obozu.", ("gdansk", "20")),
    ("el", "Η Θεσσαλονίκη δήλωσε έτοιμη να φιλοξενήσει 80 πρόσφυγες από το νησί.",
     ("thessaloniki", "80")),
]  # fmt: skip
PROTESTS = [
    ("de", "Bremen legte im Bundesrat Widerspruch gegen die Abschiebungen ein.",
     ("bremen", "Abschiebungen")),
    ("nl", "Tegen de sluiting van de opvang heeft Utrecht bezwaar gemaakt.",
     ("utrecht", "sluiting van de opvang")),
    ("en", "Glasgow lodged a protest against the eviction of asylum seekers.",
     ("glasgow", "eviction of asylum seekers")),
    ("fr", "Strasbourg a élevé une protestation contre les expulsions de familles.",
     ("strasbourg", "expulsions de familles")),
    ("es", "Valencia elevó una protesta contra el cierre de la frontera y pidió una reunión.",
     ("valencia", "cierre de la frontera")),
    ("it", "Palermo si è schierata contro la chiusura dei porti.",
     ("palermo", "chiusura dei porti")),
    ("pl", "Warszawa wyraziła stanowczy sprzeciw wobec budowy muru.", ("warsaw", "budowy muru")),
    ("el", "Η Αθήνα αντέδρασε στο κλείσιμο των καταυλισμών και κάλεσε την κυβέρνηση σε διάλογο.",
     ("athens", "κλείσιμο των καταυλισμών")),
]  # fmt: skip
ENDINGS = [
    ("de", "Das Projekt „Lotsenhaus“, das 2015 begann, wurde Ende 2021 aus Geldmangel aufgelöst.",
     "2021"),
    ("nl", "Het project ‘Open Kade’, gestart in 2016, is in mei 2020 opgeheven.", "2020-05"),
    ("en", 'The project "Open Quay", which began in 2014, was wound up in March 2019.', "2019-03"),
    ("fr", "Le projet « Quai ouvert », lancé en 2014, a été supprimé en juin 2019.", "2019-06"),
    ("es", "El proyecto «Muelle abierto», iniciado en 2014, dejó de funcionar en mayo de 2019.",
     "2019-05"),
    ("it", "Il progetto «Molo aperto», avviato nel 2014, è stato soppresso nel maggio 2019.",
     "2019-05"),
    ("pl", "Projekt „Otwarte Nabrzeże”, rozpoczęty w 2014 r., zlikwidowano w maju 2019 r.",
     "2019-05"),
    ("el", "Το πρόγραμμα «Ανοιχτή Προβλήτα», που ξεκίνησε το 2014, τερματίστηκε τον Μάιο του 2019.",
     "2019-05"),
]  # fmt: skip
NOTHING = [
    ("en", "Leeds would not offer 50 beds to refugees.", "offer"),
    ("fr", "L'opposition réclame que Nantes accueille cent familles supplémentaires.", "offer"),
    ("en", "Glasgow may protest against the evictions.", "protest"),
    ("it", "Palermo non si è schierata contro la chiusura dei porti.", "protest"),
    ("en", 'The project "Open Quay", begun in 2014, may be wound up in 2030.', "end"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "wanted"), OFFERS, ids=[row[0] for row in OFFERS])
def test_a_city_offers_places_or_takes_people_in(read: Read, language, text, wanted):
    found = [c for c in read(text, language).claims if c.predicate == "offer"]
    assert [(c.subject.rpartition("/")[2], c.object) for c in found] == [wanted]


@pytest.mark.parametrize(("language", "text", "wanted"), PROTESTS, ids=[row[0] for row in PROTESTS])
def test_a_city_protests_against_what_follows_upon_against(read: Read, language, text, wanted):
    (found,) = [c for c in read(text, language).claims if c.predicate == "protest"]
    city, what = wanted
    assert found.subject.endswith(f"/{city}")
    assert what in found.object


@pytest.mark.parametrize(("language", "text", "date"), ENDINGS, ids=[row[0] for row in ENDINGS])
def test_a_project_ends_at_the_date_beside_the_word_of_closing(read: Read, language, text, date):
    found = [c for c in read(text, language).claims if c.predicate == "end"]
    assert [c.date for c in found] == [date]


@pytest.mark.parametrize(("language", "text", "kind"), NOTHING)
def test_what_is_denied_demanded_or_of_things_is_no_deed_of_a_city(read, language, text, kind):
    assert [c for c in read(text, language).claims if c.predicate == kind] == []


def test_the_year_that_heads_a_line_dates_what_the_line_says(read: Read):
    text = (
        "Steps of the city of Bristol\n\n2013 – Bristol joined Eurocities.\n"
        "2016 – On 4 February the city signed the Palermo Charter. It has many harbours.\n"
    )
    said = {(c.predicate, c.date) for c in read(text, "en").claims}
    assert ("membership", "2013") in said
    assert ("signature", "2016-02-04") in said


def test_one_line_alone_that_begins_with_a_year_is_no_chronology(read: Read):
    found = read("2013 – the beginning\n\nLater on 4 February Bristol joined Eurocities.\n", "en")
    assert {c.date for c in found.claims} <= {None}


def test_a_day_of_a_newsletter_that_only_tells_its_season_is_of_its_year(read: Read):
    text = "Network of Open Towns\nNewsletter, spring 2023\n\n" + "The towns met often. " * 30
    text += "On 3 March the city of Bristol joined Eurocities.\n"
    assert "2023-03-03" in {m.value for m in read(text, "en").mentions if m.type == "DATE"}


def test_the_city_that_the_text_speaks_of_pays_for_the_project(read: Read):
    text = (
        "Bristol opened the project “Open Quay” in 2015. The city contributes £40,000 a year to it."
    )
    found = [c for c in read(text, "en").claims if c.predicate == "support"]
    assert [c.subject.rpartition("/")[2] for c in found] == ["bristol"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Eurocities was founded on 3 May 1986 at a conference organised by Caritas."),
        ("it", "La rete Eurocities è stata fondata il 3 maggio 1986 nell'ambito del convegno"
         " organizzato da Caritas."),
    ],
)  # fmt: skip
def test_who_organised_the_congress_of_a_founding_is_not_its_founder(
    language: str, text: str, read: Read
) -> None:
    founded = [c for c in read(text, language).claims if c.predicate == "founding"]
    assert [(c.object, c.date) for c in founded] == [("1986-05-03", "1986-05-03")]
