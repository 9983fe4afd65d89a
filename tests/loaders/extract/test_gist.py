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


# Language, text, who got the award, when.
AWARDS = [
    ("de", "Der Nansen-Preis ging 2018 an die Stadt Altena.", "Altena", "2018"),
    ("nl", "De Nederlandse Vrijwilligersprijs ging in 2020 naar de gemeente Leiden.", "leiden",
     "2020"),
    ("it", "Nel 2017 è stato conferito a Palermo il Premio Carta di Leuca.", "palermo", "2017"),
    ("pl", "Nagroda Tolerancji trafiła w 2017 roku do Gdańska.", "gdansk", "2017"),
]  # fmt: skip
# Language, text, city, as what, since when.
HAVENS = [
    ("de", "Seit Dezember 2018 ist Regensburg offiziell Sicherer Hafen.",
     ("regensburg", "Sicherer Hafen", "2018-12")),
    ("nl", "De stad Gent noemt zich sinds 2015 toevluchtsstad.",
     ("ghent", "toevluchtsstad", "2015")),
    ("it", "Nel 2018 il Comune di Bari si è proclamato città rifugio.",
     ("bari", "città rifugio", "2018")),
    ("el", "Ο Δήμος Καρδίτσας αυτοχαρακτηρίστηκε το 2019 «πόλη αλληλεγγύης».",
     ("karditsa", "πόλη αλληλεγγύης", "2019")),
    ("pl", "W 2019 roku Poznań ogłosił się miastem otwartym.",
     ("poznan", "miastem otwartym", "2019")),
]  # fmt: skip
# Language, text, what it says of the project: kind and the other name or number.
PROJECTS = [
    ("de", "Verantwortlich für das Projekt „Brücken bauen“ ist die Diakonie Trier; möglich wird es"
     " durch Mittel der Robert Bosch Stiftung. Seither haben 640 Personen mitgemacht.",
     {("support", "robert-bosch-stiftung"), ("figure", "640")}),
    ("pl", "Projekt „Wspólny stół” wystartował w kwietniu 2018 roku. Opiekę nad nim sprawuje"
     " Fundacja Subvenio.", {("carrier", "Fundacja Subvenio")}),
    ("it", 'Il centro "Porta Nuova" ha aperto i battenti nel marzo 2018; ne è responsabile la'
     " cooperativa Caleidos.", {("carrier", "Caleidos")}),
]  # fmt: skip
SAID_NOTHING = [
    ("en", "The Welcome House was shortlisted for the Open Cities Prize."),
    ("de", "Regensburg will sich zum Sicheren Hafen erklären."),
    ("it", "Il premio Cultura di Pace non è andato a Riace."),
    ("de", "Der Verein Flut e. V. gehört zum Bündnis Städte Sicherer Häfen in Kiel."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "getter", "when"), AWARDS)
def test_an_award_is_that_of_whom_it_went_to(
    read: Read, language: str, text: str, getter: str, when: str
) -> None:
    found = [c for c in read(text, language).claims if c.predicate == "recognition"]
    assert [(c.subject.rpartition("/")[2], c.date) for c in found] == [(getter, when)]


@pytest.mark.parametrize(("language", "text", "expected"), HAVENS)
def test_a_city_is_the_haven_it_calls_itself(
    read: Read, language: str, text: str, expected: tuple[str, str, str]
) -> None:
    found = [c for c in read(text, language).claims if c.predicate == "declaration"]
    assert [(c.subject.rpartition("/")[2], c.object, c.date) for c in found] == [expected]


@pytest.mark.parametrize(("language", "text", "expected"), PROJECTS)
def test_bodies_and_numbers_beside_a_project_are_its_own(
    read: Read, language: str, text: str, expected: set[tuple[str, str]]
) -> None:
    claims = read(text, language).claims
    found = {(c.predicate, c.object) for c in claims}
    found |= {(c.predicate, c.subject.rpartition("/")[2]) for c in claims}
    assert expected <= found


@pytest.mark.parametrize(("language", "text"), SAID_NOTHING)
def test_nominations_and_wishes_are_no_awards_nor_declarations(
    read: Read, language: str, text: str
) -> None:
    claims = read(text, language).claims
    assert not [c for c in claims if c.predicate in {"recognition", "declaration"}]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Bremen trat 2019 Eurocities bei, Kiel folgte ein Jahr darauf.", {"2019", "2020"}),
        ("en", "Leeds joined Eurocities in 2010. Two years later Hull joined Eurocities.",
         {"2010", "2012"}),
        ("pl", "W 2016 roku Łódź przystąpiła do sieci Eurocities. Rok później do sieci Eurocities"
         " dołączył Lublin.", {"2016", "2017"}),
        ("it", "Nel 2019 Palermo ha aderito a Eurocities. Nello stesso anno anche Bari ha aderito a"
         " Eurocities.", {"2019"}),
    ],
)  # fmt: skip
def test_years_told_by_another_date_are_those_of_claims(
    read: Read, language: str, text: str, expected: set[str]
) -> None:
    extraction = read(text, language)
    members = [c for c in extraction.claims if c.predicate == "membership"]
    assert len(members) == 2
    assert {c.date for c in members} == expected
    assert all(m.method != "date-relative" for m in extraction.mentions), "no date of the text"


@pytest.mark.parametrize(
    ("language", "text", "who", "what"),
    [
        ("de", "Die Stadt Regensburg missbilligte 2019 die Schließung der italienischen Häfen.",
         "regensburg", "Schließung"),
        ("nl", "De gemeente Groningen uitte kritiek op de sluiting van de opvang.", "groningen",
         "sluiting"),
        ("pl", "Rada Miasta Krakowa wyraziła sprzeciw wobec wywózek na granicy.", "krakow",
         "wywózek"),
        ("el", "Η Αθήνα αποδοκίμασε το 2020 τη δημιουργία κλειστών κέντρων.", "athens",
         "δημιουργία"),
    ],
)  # fmt: skip
def test_disapproval_is_a_protest_however_it_is_worded(
    read: Read, language: str, text: str, who: str, what: str
) -> None:
    (found,) = [c for c in read(text, language).claims if c.predicate == "protest"]
    assert what in found.object
    assert found.subject.endswith(who)
