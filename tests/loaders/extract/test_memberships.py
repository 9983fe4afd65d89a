"""Claims are read from lists, asides, nouns and what a sentence refers back to."""

from collections.abc import Callable

import pytest

from loaders.extract.model import Extraction

pytestmark = pytest.mark.xdist_group("extract")
LISTED = [
    ("en", "Members of Eurocities include Leipzig, Ghent and Oslo (Norway).", "leipzig ghent oslo"),
    ("en", "Leipzig and Ghent are among the members of Eurocities.", "leipzig ghent"),
    ("en", "Eurocities welcomed as new members: Leipzig, Ghent and Oslo.", "leipzig ghent oslo"),
    ("en", "Ghent is part of Eurocities, like Leipzig and Oslo.", "ghent leipzig oslo"),
    ("en", "Eurocities was founded in 1986, with Ghent joining in 2010.", "ghent"),
    ("en", "As a member of Eurocities since 2010, Ghent wants more money.", "ghent"),
    ("de", "Kassel und Leer traten 2019 dem Netzwerk Eurocities bei.", "kassel leer"),
    ("de", "Zu den Mitgliedern von Eurocities zählen Kiel und Leer.", "kiel leer"),
    ("de", "Leipzig, das seit 2001 Eurocities angehört, will mehr.", "leipzig"),
    ("de", "Der Beitritt von Leipzig zu Eurocities erfolgte 2001.", "leipzig"),
    ("fr", "L'ANVITA réunit Lyon, Nantes et Strasbourg.", "lyon nantes strasbourg"),
    ("fr", "Nantes, membre de l'ANVITA depuis 2018, veut ouvrir un centre.", "nantes"),
    ("fr", "Membre de l'ANVITA, Lyon demande un financement.", "lyon"),
    ("fr", "L'adhésion de Nantes à l'ANVITA date de 2018.", "nantes"),
    ("it", "Tra i membri di Eurocities ci sono Modena, Torino e Bologna.", "modena turin bologna"),
    ("it", "L'adesione di Palermo a Eurocities risale al 2001.", "palermo"),
    ("es", "Bilbao, Getxo y Salt son miembros de la RECI desde 2011.", "bilbao getxo salt"),
    ("es", "La adhesión de Zaragoza a Eurocities data de 1998.", "zaragoza"),
    ("el", "Η Αθήνα, μέλος του Eurocities από το 1990, φιλοξένησε τη συνάντηση.", "athens"),
    ("pl", "Do sieci Eurocities należą Lublin, Łódź i Gdańsk.", "lublin lodz gdansk"),
    ("pl", "Lublin, który w 2008 roku przystąpił do sieci Eurocities, chce więcej.", "lublin"),
    ("nl", "Gent, sinds 2005 lid van Eurocities, wil meer.", "ghent"),
    ("nl", "De toetreding van Gent tot Eurocities dateert van 2005.", "ghent"),
    ("en", "ECCAR met. Oslo and Leipzig joined the coalition in 2019.", "oslo leipzig"),
    ("fr", "L'ANVITA a grandi. Lyon et Nantes ont rejoint le réseau en 2019.", "lyon nantes"),
    ("nl", "Gent kent Eurocities goed. De stad is lid van Eurocities.", "ghent"),
]  # fmt: skip
NONE = [
    ("en", "Leipzig hosted members of Eurocities. Delegates of Eurocities visited Ghent and Oslo."),
    ("en", "Ghent, formerly a member of ICORN, came. Kiel's accession to ICORN was approved."),
    ("de", "Die Mitglieder von Eurocities wählten Kassel. Kiel trat 2019 aus Eurocities aus."),
    ("fr", "L'ANVITA a réuni les élus à Lyon. Les membres de l'ANVITA ont voté à Grenoble."),
    ("it", "Eurocities ha riunito i sindaci a Palermo."),
    ("es", "Los miembros de la RECI se reunieron en Bilbao. Participó también Madrid."),
    ("nl", "De leden van Eurocities kwamen bijeen in Gent. Utrecht nam het initiatief."),
    ("el", "Τα μέλη του Eurocities συναντήθηκαν στην Αθήνα."),
]  # fmt: skip
FOUNDED = [
    ("en", "ICORN, founded in 2006, supports writers.", "icorn"),
    ("en", "Founded in 2006, ICORN supports writers.", "icorn"),
    ("en", "ICORN, the programme that a friend launched in 2006, supports writers.", "icorn"),
    ("de", "ICORN (gegründet 2006) hilft Schriftstellern.", "icorn"),
    ("fr", "Depuis sa création en 2006, l'ANVITA grandit.", "anvita"),
    ("it", "ICORN, nata nel 2006, aiuta gli scrittori.", "icorn"),
    ("es", "La RECI, creada en 2006, agrupa a Bilbao.", "reci"),
    ("el", "Το ICORN, που ιδρύθηκε το 2006, βοηθά συγγραφείς.", "icorn"),
    ("pl", "Sieć ICORN, założona w 2006 roku, pomaga pisarzom.", "icorn"),
    ("nl", "ICORN, opgericht in 2006, helpt schrijvers.", "icorn"),
]
OFFICES = [
    ("en", "Sadiq Khan has been mayor of London since 2016.", [("Sadiq Khan", "london", "2016")]),
    (
        "fr",
        "Les maires Éric Piolle de Grenoble et Anne Hidalgo de Paris sont venus.",
        [("Anne Hidalgo", "paris", None), ("Éric Piolle", "grenoble", None)],
    ),
    ("en", "The former mayor of London, Boris Johnson, came.", [("Boris Johnson", "london", None)]),
    ("en", "The next mayor of London, Boris Johnson, came.", []),
    ("de", "In Kiel sprach Bürgermeister Peter Keller.", []),
]


def pairs(found: Extraction, predicate: str) -> list[tuple[str, str, str | None]]:
    return sorted(
        (c.subject.rsplit("/", 1)[-1], c.object.rsplit("/", 1)[-1], c.date)
        for c in found.claims
        if c.predicate == predicate
    )


@pytest.mark.parametrize(("language", "text", "cities"), LISTED)
def test_a_membership_is_read_for_each_city(
    language: str, text: str, cities: str, read: Callable[..., Extraction]
) -> None:
    assert [pair[0] for pair in pairs(read(text, language), "membership")] == sorted(cities.split())


@pytest.mark.parametrize(("language", "text"), NONE)
def test_hosts_guests_and_former_members_are_none(
    language: str, text: str, read: Callable[..., Extraction]
) -> None:
    assert pairs(read(text, language), "membership") == []


@pytest.mark.parametrize(("language", "text", "founded"), FOUNDED)
def test_a_founding_is_read_with_its_year(
    language: str, text: str, founded: str, read: Callable[..., Extraction]
) -> None:
    assert pairs(read(text, language), "founding") == [(founded, "2006", "2006")]


@pytest.mark.parametrize(("language", "text", "offices"), OFFICES)
def test_mayors_are_read_with_their_city_and_date(
    language: str,
    text: str,
    offices: list[tuple[str, str, str | None]],
    read: Callable[..., Extraction],
) -> None:
    assert pairs(read(text, language), "office") == sorted(offices)


def test_what_is_spoken_of_again_is_less_sure(read: Callable[..., Extraction]) -> None:
    text = "L'ANVITA a grandi. Lyon a rejoint le réseau en 2019. Nantes a rejoint l'ANVITA en 2018."
    again, named = read(text, "fr").claims
    assert again.confidence < named.confidence


def test_the_year_of_a_founding_is_not_that_of_a_membership(
    read: Callable[..., Extraction],
) -> None:
    found = read("La RECI, creada en 2011, agrupa a Bilbao y Getxo.", "es")
    assert {pair[2] for pair in pairs(found, "membership")} == {None}


def test_dates_in_brackets_belong_to_their_city(read: Callable[..., Extraction]) -> None:
    found = read("Members of Eurocities are Ghent (2005) and Leipzig (2009).", "en")
    assert pairs(found, "membership") == [
        ("ghent", "eurocities", "2005"),
        ("leipzig", "eurocities", "2009"),
    ]


def test_signatures_follow_their_charter(read: Callable[..., Extraction]) -> None:
    found = read("Signatories of the Palermo Charter include Naples and Ghent.", "en")
    assert [pair[0] for pair in pairs(found, "signature")] == ["ghent", "naples"]
