"""Claims are read in every form a report gives them, and only where they are made."""

from collections.abc import Callable

import pytest

from loaders.extract.model import Extraction

pytestmark = pytest.mark.xdist_group("extract")
Read = Callable[..., Extraction]
# Each: language, text, and the claims as "subject object date" (no date: "-").
COUNTED = [
    ("en", "Eurocities now counts some 200 members, including Leipzig, Ghent and Oslo.",
     "ghent leipzig oslo"),
    ("de", "Eurocities zählt mehr als 200 Mitglieder, unter anderem Wien, Graz und Dortmund.",
     "dortmund graz vienna"),
    ("fr", "L'ANVITA compte aujourd'hui près de 80 membres, dont Lyon et Grenoble.",
     "grenoble lyon"),
    ("it", "La Rete dei Comuni Solidali conta oltre 300 aderenti, tra cui Riace e Santena.",
     "riace santena"),
    ("es", "La RECI agrupa a una veintena de municipios, como Bilbao, Getxo y Sabadell.",
     "bilbao getxo sabadell"),
    ("el", "Το Δίκτυο Πόλεων για την Ένταξη αριθμεί είκοσι μέλη, μεταξύ των οποίων η Αθήνα "
     "και η Λάρισα.", "athens larissa"),
    ("pl", "Eurocities liczy ponad 200 miast członkowskich, w tym Warszawę i Kraków.",
     "krakow warsaw"),
    ("nl", "Eurocities telt ruim 200 leden, onder wie Utrecht, Rotterdam en Gent.",
     "ghent rotterdam utrecht"),
]  # fmt: skip
RELATED = [
    ("en", "ECCAR, of which Bologna has been a member since 2006, met.", "bologna"),
    ("de", "Eurocities, dem Leipzig seit 1999 angehört, wächst.", "leipzig"),
    ("fr", "Le réseau Eurocities, auquel appartiennent Strasbourg et Bordeaux, publie un guide.",
     "bordeaux strasbourg"),
    ("it", "Eurocities, di cui fa parte anche Bologna, ha scritto.", "bologna"),
    ("es", "La red RECI, a la que también pertenecen Bilbao y Getxo, crece.", "bilbao getxo"),
    ("el", "Το Eurocities, του οποίου μέλος είναι και η Αθήνα, συνεδρίασε.", "athens"),
    ("pl", "We Francji działa ANVITA, której członkiem od 2019 roku jest Strasburg.",
     "strasbourg"),
    ("nl", "ICORN, waarvan Amsterdam sinds 2009 lid is, helpt schrijvers.", "amsterdam"),
]  # fmt: skip
AGAIN = [
    ("en", "ICORN grows. Kraków and Ghent are members as well.", "ghent krakow"),
    ("en", "Eurocities met. ICORN met too. Ghent and Leipzig belong to the same network.",
     "ghent leipzig"),
    ("de", "Eurocities wächst. Leipzig gehört auch dazu, Kassel nicht.", "leipzig"),
    ("fr", "L'ANVITA grandit. Nantes, qui en est membre depuis 2018, préside.", "nantes"),
    ("it", "Eurocities cresce; Firenze ne è già membro.", "florence"),
    ("es", "Eurocities crece: Madrid y Zaragoza son miembros; Vigo, no.", "madrid zaragoza"),
    ("el", "Το Eurocities μεγαλώνει. Στο δίκτυο συμμετέχει και το Ηράκλειο.", "heraklion"),
    ("pl", "Eurocities rośnie. Lublin wszedł do sieci w 2015 roku.", "lublin"),
    ("nl", "Zwolle en Arnhem doen meer: die steden zijn lid van Eurocities.", "arnhem zwolle"),
    ("en", "ICORN\n\nICORN must not be confused with Eurocities.\n\nOslo is part of the programme.",
     "oslo"),
]  # fmt: skip
NOT_MEMBERS = [
    ("en", "Unlike Bergen, Kiel never joined Eurocities. Nobody knows whether Bern joined ICORN."),
    ("de", "Ob Ulm Eurocities angehört, ist unklar. Die Grünen verlangen, dass Köln beitritt."),
    ("fr", "Tours a renoncé à adhérer à l'ANVITA. Metz aurait rejoint l'ANVITA."),
    ("it", "Genova uscì da Eurocities nel 2012. Se Lecce aderisse a Eurocities, sarebbe sola."),
    (
        "es",
        "Bilbao dejó de ser miembro de la RECI. El PP exige que Getxo entre en la RECI.",
    ),
    ("el", "Η Λάρισα ήταν μέλος του Eurocities έως το 2015. Αν η Καβάλα έμπαινε στο Eurocities!"),
    ("pl", "Gdyby Opole wstąpiło do Eurocities, byłaby to sensacja. Sopot złożył wniosek."),
    (
        "nl",
        "Breda heeft een aanvraag gedaan om lid te worden van ICORN. Utrecht verlaat Eurocities.",
    ),
    ("en", "Eurocities met in Vienna. Some 300 members attended, including guests from Ghent."),
    ("en", "ICORN met. The association of tenants has 40 members, including York residents."),
    ("en", "Is Oslo a member of Eurocities? Members\n- Leeds United supporters\n- York Minster"),
    ("fr", "L'ANVITA grandit. Grenoble participe au programme Erasmus."),
    ("it", "Eurocities cresce. Bari partecipa alla campagna vaccinale."),
    ("pl", "Eurocities rośnie. Gdańsk uczestniczy w programie rządowym."),
]
DATED = [
    ("en", "Ghent joined Eurocities in 1998 and C-MISE in 2018.", "membership",
     ["ghent c-mise 2018", "ghent eurocities 1998"]),
    ("fr", "Montpellier a rejoint ICORN en 2019 et l'ANVITA en 2020.", "membership",
     ["montpellier anvita 2020", "montpellier icorn 2019"]),
    ("it", "Bologna ha firmato la Carta di Palermo nel 2015, Modena nel 2016.",
     "signature",
     ["bologna charter-of-palermo-2015 2015", "modena charter-of-palermo-2015 2016"]),
    ("fr", "La Charte de Palerme a été signée par Lyon en 2016 et par Nantes en 2017.",
     "signature",
     ["lyon charter-of-palermo-2015 2016", "nantes charter-of-palermo-2015 2017"]),
    ("en", "Norwich has been an ICORN city since 2006.", "membership", ["norwich icorn 2006"]),
    ("en", "Ghent joined ICORN.\n\nGhent joined ICORN in 2019.", "membership",
     ["ghent icorn 2019"]),
    ("es", "Bilbao se adhirió a la Carta de Palermo en 2017.", "signature",
     ["bilbao charter-of-palermo-2015 2017"]),
    ("pl", "Gdańsk przyjął plan; w 2019 roku podpisał Kartę z Palermo.", "signature",
     ["gdansk charter-of-palermo-2015 2019"]),
    ("nl", "Gent en Utrecht zetten hun handtekening onder het Handvest van Palermo.", "signature",
     ["ghent charter-of-palermo-2015 -", "utrecht charter-of-palermo-2015 -"]),
    ("de", "Die Potsdamer Erklärung trägt die Unterschriften von Kiel und Marburg.", "signature",
     ["kiel potsdamer-erklaerung -", "marburg potsdamer-erklaerung -"]),
    ("el", "Τη Χάρτα του Παλέρμο υπέγραψαν η Αθήνα και η Θεσσαλονίκη.", "signature",
     ["athens charter-of-palermo-2015 -", "thessaloniki charter-of-palermo-2015 -"]),
    ("en", "The Charter of Palermo was launched in 2015. Signatories include Milan and Athens.",
     "signature", ["athens charter-of-palermo-2015 -", "milan charter-of-palermo-2015 -"]),
]  # fmt: skip
ADOPTED = [
    ("en", "In 2021 Leeds City Council adopted a language access policy.",
     ["leeds language access policy 2021"]),
    ("en", "Leeds City Council approved funding for a language access policy.", []),
    ("de", "Die Stadt Leipzig beschloss 2019 ein Integrationskonzept.",
     ["leipzig Integrationskonzept 2019"]),
    ("fr", "Le conseil municipal de Lyon a voté un plan d'accueil en 2021.",
     ["lyon plan d'accueil 2021"]),
    ("it", "Milano ha adottato una tessera civica. Roma adotterà un piano di accoglienza.",
     ["milan tessera civica -"]),
    ("es", "Bilbao adoptó un protocolo de empadronamiento en 2020.",
     ["bilbao protocolo de empadronamiento 2020"]),
    ("el", "Η Λάρισα υιοθέτησε σχέδιο ένταξης το 2022.", ["larissa σχέδιο ένταξης 2022"]),
    ("pl", "Kraków przyjął program mieszkaniowy. Łódź nie przyjęła programu.",
     ["krakow program mieszkaniowy -"]),
    ("nl", "De gemeenteraad van Utrecht keurde in 2019 een actieplan goed.",
     ["utrecht actieplan 2019"]),
]  # fmt: skip
LISTS = [
    ("en", "Members of ECCAR (2023)\n- Bologna\n- Graz\n- Ghent\n\nCandidates: Kiel, Lecce",
     "membership", ["bologna eccar -", "ghent eccar -", "graz eccar -"]),
    ("de", "Mitglieder von Eurocities:\n• Leipzig (seit 1999)\n• Dortmund\n• Nürnberg",
     "membership", ["dortmund eurocities -", "leipzig eurocities 1999", "nuremberg eurocities -"]),
    ("en", "Signatories of the Potsdam Declaration:\n\n1. Kiel\n2. Greifswald\n\nIn Berlin.",
     "signature", ["greifswald potsdamer-erklaerung -", "kiel potsdamer-erklaerung -"]),
    ("fr", "Les villes de l'ANVITA\n\nVille       Membre depuis   Places\n"
     "Lyon        2020            14\nGrenoble    mars 2018       9",
     "membership", ["grenoble anvita 2018-03", "lyon anvita 2020"]),
    ("en", "City       | Network       | Member since\nLeipzig    | Eurocities    | 1999\n"
     "Ghent      | ICORN         | 2004\nOslo       | ICORN         | –",
     "membership", ["ghent icorn 2004", "leipzig eurocities 1999"]),
    ("en", "Former members of Eurocities:\n- Bologna\n- Graz", "membership", []),
    ("en", "Eurocities met.\n\nMembers of the board:\n- Bologna\n- Graz", "membership", []),
]  # fmt: skip
FOUNDED = [
    ("en", "Eurocities dates back to 1986.", ["eurocities 1986 1986"]),
    ("en", "Eurocities grows. Founded by Barcelona and Rotterdam, it has 200 members.",
     ["eurocities barcelona -", "eurocities rotterdam -"]),
    ("de", "2019 riefen Potsdam und Kiel das Bündnis Städte Sicherer Häfen ins Leben.",
     ["staedte-sicherer-haefen kiel 2019", "staedte-sicherer-haefen potsdam 2019"]),
    ("fr", "Damien Carême est le fondateur de l'ANVITA.", ["anvita damien-careme -"]),
    ("en", "A branch of ICORN was founded in 2015. The house, founded in 1890, is ICORN's.", []),
    ("it", "Nessuno fondò Solidarity Cities nel 2010.", []),
    ("es", "Barcelona fundó Eurocities en 1986.", ["eurocities barcelona 1986"]),
    ("el", "Το Eurocities ιδρύθηκε από τη Βαρκελώνη και το Ρότερνταμ το 1986.",
     ["eurocities barcelona 1986", "eurocities rotterdam 1986"]),
    ("el", "Δεν πρέπει να συγχέεται με το Solidarity Cities, που ιδρύθηκε το 2016.",
     ["solidarity-cities 2016 2016"]),
    ("pl", "W 2016 roku Ateny założyły Solidarity Cities.", ["solidarity-cities athens 2016"]),
    ("nl", "Het in 2004 opgerichte ECCAR groeit.", ["eccar 2004 2004"]),
]  # fmt: skip
OFFICES = [
    ("en", "In Palermo, mayor Anna Rossi opened the harbour.", ["Anna Rossi palermo -"]),
    ("de", "Belit Onay ist seit 2019 Oberbürgermeister von Hannover.",
     ["Belit Onay hanover 2019"]),
    ("de", "In Kassel regiert Oberbürgermeister Sven Schoeller.", ["Sven Schoeller kassel -"]),
    ("de", "Der Wiener Bürgermeister Peter Keller kam nach Graz.", ["Peter Keller vienna -"]),
    ("de", "Der Xantener Bürgermeister Peter Keller kam nach Graz.", []),
    ("fr", "À Lyon, le maire Grégory Doucet a signé.", ["Grégory Doucet lyon -"]),
    ("fr", "Élu maire de Marseille en 2020, Benoît Payan a parlé.",
     ["Benoît Payan marseille 2020"]),
    ("it", "Roberto Rossi, primo cittadino di Palermo, era qui.", ["Roberto Rossi palermo -"]),
    ("it", "Sindaco di Firenze dal 2014 è Dario Nardella.", ["Dario Nardella florence 2014"]),
    ("it", "Dopo una visita a Riace, dove il sindaco Mario Rossi ospitava curdi, tacque.",
     ["Mario Rossi riace -"]),
    ("es", "La intendenta de Montevideo, Carolina Cosse, vino.", ["Carolina Cosse montevideo -"]),
    ("es", "Getxo calla. Xulio Ferreiro, alcalde coruñés, no vino.", ["xulio-ferreiro a-coruna -"]),
    ("es", "Getxo calla. Xulio Ferreiro, alcalde ribadense, no vino.", []),
    ("el", "Δήμαρχος Ηρακλείου είναι ο Αλέξης Καλοκαιρινός.",
     ["Αλέξης Καλοκαιρινός heraklion -"]),
    ("el", "Η Giusi Nicolini, δήμαρχος της Λαμπεντούζας από το 2012 έως το 2017, έγραψε.",
     ["Giusi Nicolini lampedusa 2012/2017"]),
    ("pl", "Prezydentem Krakowa od 2024 roku jest Aleksander Miszalski.",
     ["Aleksander Miszalski krakow 2024"]),
    ("pl", "W Warszawie prezydent Andrzej Nowak podpisał ustawę.", []),
    ("pl", "Burmistrz Ustki Jacek Maniszewski podpisał list.", ["Jacek Maniszewski Ustki -"]),
    ("nl", "Mechelen, waar burgemeester Bart Somers de gasten ontving, groeit.",
     ["Bart Somers mechelen -"]),
]  # fmt: skip


def said(found: Extraction, predicate: str) -> list[str]:
    return sorted(
        f"{c.subject.rsplit('/', 1)[-1]} {c.object.rsplit('/', 1)[-1]} {c.date or '-'}"
        for c in found.claims
        if c.predicate == predicate
    )


def members(found: Extraction) -> str:
    return " ".join(one.split()[0] for one in said(found, "membership"))


@pytest.mark.parametrize(("language", "text", "cities"), [*COUNTED, *RELATED, *AGAIN])
def test_members_are_read_from_counts_relative_clauses_and_what_goes_before(
    language: str, text: str, cities: str, read: Read
) -> None:
    assert members(read(text, language)) == cities


@pytest.mark.parametrize(("language", "text"), NOT_MEMBERS)
def test_hearsay_wishes_and_ends_are_no_membership(language: str, text: str, read: Read) -> None:
    assert said(read(text, language), "membership") == []


@pytest.mark.parametrize(("language", "text", "predicate", "claims"), [*DATED, *LISTS])
def test_each_has_its_own_date_and_lists_have_members(
    language: str, text: str, predicate: str, claims: list[str], read: Read
) -> None:
    assert said(read(text, language), predicate) == claims


@pytest.mark.parametrize(("language", "text", "claims"), FOUNDED)
def test_founders_stand_before_and_after_the_verb(
    language: str, text: str, claims: list[str], read: Read
) -> None:
    assert said(read(text, language), "founding") == claims


@pytest.mark.parametrize(("language", "text", "claims"), OFFICES)
def test_mayors_are_those_of_the_city_spoken_of(
    language: str, text: str, claims: list[str], read: Read
) -> None:
    assert said(read(text, language), "office") == sorted(claims)


@pytest.mark.parametrize(("language", "text", "claims"), ADOPTED)
def test_what_a_council_adopts_is_read_by_its_words(
    language: str, text: str, claims: list[str], read: Read
) -> None:
    assert said(read(text, language), "adoption") == claims


def test_a_network_that_a_text_dismisses_is_not_meant_by_the_network(read: Read) -> None:
    found = read(
        "ICORN\n\nNot to be confused with Eurocities. Oslo joined the network in 2006.", "en"
    )
    assert said(found, "membership") == ["oslo icorn 2006"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pl", "Rada wyraża wolę przystąpienia Gminy Lublin do sieci ICORN."),
        ("it", "Il Consiglio esprime la volontà di aderire alla rete ICORN per il Comune di Como."),
        ("de", "Der Rat von Potsdam bekundet seinen Willen zum Beitritt zu ICORN."),
    ],
)
def test_the_will_to_join_is_no_membership(language: str, text: str, read: Read) -> None:
    assert said(read(text, language), "membership") == []


@pytest.mark.parametrize(
    ("language", "text", "claims"),
    [
        (
            "en",
            "The Harbour Refugee Council (HRC), founded in 1985, wrote to the mayor.",
            ["Harbour Refugee Council 1985 1985"],
        ),
        (
            "pl",
            "Stowarzyszenie Przystań Obywatelska (SPO), założone w 2005 roku, działa w Lublinie.",
            ["Stowarzyszenie Przystań Obywatelska 2005 2005"],
        ),
    ],
)
def test_an_acronym_in_brackets_stands_for_the_name_before_it(
    language: str, text: str, claims: list[str], read: Read
) -> None:
    assert said(read(text, language), "founding") == claims


def test_a_list_of_signatories_has_the_day_told_before_it(read: Read) -> None:
    found = read(
        "The mayors signed the Charter of Palermo on 15 March 2015.\n\n"
        "Signatories of the Charter of Palermo:\n- Bari\n- Bergamo, 16 March 2015\n- Potsdam\n",
        "en",
    )
    assert said(found, "signature") == [
        "bari charter-of-palermo-2015 2015-03-15",
        "bergamo charter-of-palermo-2015 2015-03-16",
        "potsdam charter-of-palermo-2015 2015-03-15",
    ]


def test_the_alliance_is_the_network_that_calls_itself_one(read: Read) -> None:
    found = read(
        "Palermo founded the International Alliance of Safe Harbours. Later came Eurocities. "
        "Bergamo and Bari also belong to the alliance.",
        "en",
    )
    assert said(found, "membership") == ["bari iash -", "bergamo iash -"]
