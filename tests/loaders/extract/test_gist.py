"""What a sentence says of the things it names by its topic, where no verb is in the tables.

The sentences are new to the tables and stand in no annotated set; the last ones say nothing.
"""

import pytest

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")

# Language, text, which city belongs to which network since when.
MEMBERS = [
    ("de", "Seit 2019 ist Bielefeld Teil des Bündnisses „Städte Sicherer Häfen“, in dem sich auch"
     " Münster und Köln engagieren.",
     {("bielefeld", "2019"), ("munster", None), ("cologne", None)}),
    ("de", "Nürnberg trat 2004 der Städtekoalition gegen Rassismus (ECCAR) bei, Graz folgte 2006.",
     {("nuremberg", "2004"), ("graz", "2006")}),
    ("nl", "Sinds 2012 maakt Gent samen met Antwerpen deel uit van ICORN.",
     {("ghent", "2012"), ("antwerp", "2012")}),
    ("nl", "In 2004 behoorde Rotterdam tot de leden van ECCAR; Leiden volgde in 2008.",
     {("rotterdam", "2004"), ("leiden", "2008")}),
    ("it", "Nella coalizione europea ECCAR figurano Torino, Bologna e Pesaro.",
     {("turin", None), ("bologna", None), ("pesaro", None)}),
    ("pl", "W 2011 roku Kraków jako pierwsze polskie miasto stał się częścią sieci ICORN, w 2013"
     " roku w jego ślady poszedł Gdańsk.", {("krakow", "2011"), ("gdansk", "2013")}),
    ("el", "Στην οικογένεια των Eurocities προστέθηκε το 2019 η Πάτρα· ακολούθησε το 2021 το"
     " Ηράκλειο.", {("patras", "2019"), ("heraklion", "2021")}),
    ("en", "Eurocities counts Malmö in its ranks; Tallinn followed in 2019.",
     {("malmo", None), ("Tallinn", "2019")}),
]  # fmt: skip
# Language, text, who was at the event.
GUESTS = [
    ("de", "Auf der Tagung „Offene Stadt“ im Oktober 2022 in Kassel kamen die Soziologin Dr. Petra"
     " Lindner, der Bürgermeister von Marburg und Vertreter der Caritas zu Wort. Die Keynote kam"
     " von Prof. Karim Haddad.", {"Petra Lindner", "caritas"}),
    ("nl", "Onder voorzitterschap van Ahmed Aboutaleb boog het symposium 'Welkom' zich in mei 2018"
     " over opvang.", {"Ahmed Aboutaleb"}),
    ("it", 'Al convegno "Porti aperti" del 12 marzo 2019 a Palermo hanno portato il loro contributo'
     " la giurista Elena Conti, il sindaco di Lampedusa Salvatore Martello e una delegazione di"
     " Barcellona.", {"Elena Conti", "Salvatore Martello", "barcelona"}),
    ("pl", "Gościem specjalnym festiwalu „Bez granic” w 2021 roku była Olga Tokarczuk, a jego"
     " otwarcia dokonał Rafał Dutkiewicz.", {"Olga Tokarczuk", "rafal-dutkiewicz"}),
    ("en", 'The forum "Arrivals" of May 2019 had Ruth Okafor and Daniel Price on its stage.',
     {"Ruth Okafor", "Daniel Price"}),
]  # fmt: skip
NOTHING = [
    ("it", "Anche Trieste e Padova hanno scelto di aderire alla Rete dei Comuni Solidali."),
    ("nl", "Almere overweegt lid te worden van Eurocities. Maastricht heeft zijn lidmaatschap"
     " opgezegd."),
    ("pl", "Kielce nie należą do sieci Eurocities, a Radom dopiero stara się o przyjęcie do"
     " ICORN."),
    ("de", "Anlässlich des Kongresses „Stadt für alle“ legte die Caritas einen Bericht vor."),
    ("fr", "Pantin étudie encore son adhésion à l'ANVITA."),
    ("en", 'Leeds was absent from the forum "Arrivals" of May 2019.'),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), MEMBERS)
def test_words_of_belonging_tie_cities_to_a_network_with_their_own_dates(
    read: Read, language: str, text: str, expected: set[tuple[str, str | None]]
) -> None:
    claims = [c for c in read(text, language).claims if c.predicate == "membership"]
    assert {(c.subject.rpartition("/")[2], c.date) for c in claims} == expected


@pytest.mark.parametrize(("language", "text", "expected"), GUESTS)
def test_who_is_named_beside_an_event_was_there(
    read: Read, language: str, text: str, expected: set[str]
) -> None:
    claims = [c for c in read(text, language).claims if c.predicate == "participation"]
    found = {c.subject.rpartition("/")[2] for c in claims}
    assert expected <= found
    assert not found & {"marburg", "lampedusa", "kassel", "palermo"}, "places and whose mayor"


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_plans_occasions_and_absence_make_nobody_member_or_guest(
    read: Read, language: str, text: str
) -> None:
    claims = read(text, language).claims
    assert not [c for c in claims if c.predicate in {"membership", "participation"}]


def test_a_government_nobody_registered_is_called_by_its_city(read: Read) -> None:
    text = "Il Comune di Lecce, insieme a Bari, è entrato nel 2019 nella Rete dei Comuni Solidali."
    claims = [c for c in read(text, "it").claims if c.predicate == "membership"]
    assert {c.subject.rpartition("/")[2] for c in claims} == {"Lecce", "bari"}
