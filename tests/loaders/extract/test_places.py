"""Cities are told from words of the same form, and linked to the right place."""

from collections.abc import Callable

import pytest

from loaders.extract.model import Extraction

pytestmark = pytest.mark.xdist_group("extract")
LINKS = [
    ("de", "Sie kam aus Venedig nach Mailand.", {"Venedig": "venice", "Mailand": "milan"}),
    (
        "it",
        "È andata da Lione a Monaco di Baviera.",
        {"Lione": "lyon", "Monaco di Baviera": "munich"},
    ),
    ("pl", "Byliśmy w Krakowie i w Londynie.", {"Krakowie": "krakow", "Londynie": "london"}),
    ("el", "Η συνάντηση της Αθήνας με το Βερολίνο.", {"Αθήνας": "athens", "Βερολίνο": "berlin"}),
    (
        "el",
        "Ο Δήμος Τρικκαίων και ο Δήμος Νέας Φιλαδέλφειας.",
        {"Τρικκαίων": "trikala", "Νέας Φιλαδέλφειας": "nea-filadelfeia"},
    ),
    (
        "nl",
        "Van Keulen via Luik naar Wenen.",
        {"Keulen": "cologne", "Luik": "liege", "Wenen": "vienna"},
    ),
    (
        "en",
        "A Vienna-based office helps Palermo's port.",
        {"Vienna": "vienna", "Palermo": "palermo"},
    ),
    ("en", "In London, Ontario, and in London in England.", {"London": "london-ca"}),
]
TRAPS = [
    ("en", "Reading is nice and the deal was not a sandwich."),
    ("en", "The Dublin Regulation, the Barcelona Process and the Schengen area."),
    ("en", "Jack London wrote in the New York Times about the Province of Palermo."),
    ("en", "The University of Oxford and Lake Como are old."),
    ("en", "The book appeared with Routledge, London."),
    ("en", "Berliners met Parisians in Baden-Württemberg and Nord-Pas-de-Calais."),
    ("de", "Das Essen in der Halle war gut, der Regen im Norden nicht."),
    ("de", "Die Dublin-Verordnung und der Kanton Zürich."),
    ("fr", "Le règlement de Dublin et le processus de Barcelone."),
    ("it", "Come sempre la provincia di Modena e i palermitani."),
    ("es", "La bahía de Cádiz y el Convenio de Dublín."),
    ("el", "Ο κανονισμός του Δουβλίνου δεν άλλαξε καθόλου."),
    ("pl", "Rozporządzenie Dublin III i województwo pomorskie."),
    ("nl", "De provincie Utrecht en de Verordening van Dublin."),
]


@pytest.mark.parametrize(("language", "text", "links"), LINKS)
def test_a_city_is_linked(
    language: str, text: str, links: dict[str, str], read: Callable[..., Extraction]
) -> None:
    found = {
        m.text: (m.link or "").rsplit("/", 1)[-1]
        for m in reversed(list(read(text, language).of("CITY")))
    }
    assert found == links


@pytest.mark.parametrize(("language", "text"), TRAPS)
def test_what_only_looks_like_a_city_is_none(
    language: str, text: str, read: Callable[..., Extraction]
) -> None:
    assert [m.text for m in read(text, language).of("CITY")] == []


def test_an_unregistered_city_is_proposed_with_its_gazetteer_id(
    read: Callable[..., Extraction],
) -> None:
    found = read("The town of Zwickau and the city of Zwickau are one.", "en")
    (proposal,) = [p for p in found.proposals if p.kind == "city"]
    assert (proposal.label, proposal.country, len(proposal.evidence)) == ("Zwickau", "DE", 2)
    assert proposal.geonames_id
    assert proposal.geonames_id.isdigit()
    assert all(mention.link is None for mention in found.of("CITY"))


def test_the_country_of_the_report_settles_a_name(read: Callable[..., Extraction]) -> None:
    text = "The council of Córdoba opened a shelter."
    assert [m.value for m in read(text, "en").of("CITY")] == ["ES"]
    assert [m.value for m in read(text, "en", home_country="AR", city="cordoba-ar").of("CITY")] == [
        "AR"
    ]


def test_a_government_holds_its_city(read: Callable[..., Extraction]) -> None:
    found = read("The City of Athens and Zurich City Council agreed.", "en")
    governments = [(m.text, (m.link or "").split("/id/")[-1]) for m in found.of("GOVERNMENT")]
    assert governments == [
        ("City of Athens", "government/athens"),
        ("Zurich City Council", "government/zurich"),
    ]
    assert [m.text for m in found.of("CITY")] == ["Athens", "Zurich"]


def test_countries_and_regions_are_kept_apart(read: Callable[..., Extraction]) -> None:
    found = read("Cities in Italy, the US, Catalonia and Sicily met in Georgia.", "en")
    assert [m.value for m in found.of("COUNTRY")] == ["IT", "US", "GE"]
    assert [m.text for m in found.of("PLACE")] == ["Catalonia", "Sicily"]


COMPANY = [
    ("fr", "Depuis lors, Valserine, dans la Drôme, ouvre ses portes.", ["Valserine"]),
    ("it", "Il comune di Pietranova e quello di Palermo firmano.", ["Pietranova", "Palermo"]),
    ("it", "A Collesanto e a Palermo si discute.", ["Collesanto", "Palermo"]),
    (
        "en",
        "Residents of Palermo, Wexborough and Athens wrote a letter.",
        ["Palermo", "Wexborough", "Athens"],
    ),
    ("nl", "De burgemeester van Westerzijl-Noord kwam langs.", ["Westerzijl-Noord"]),
    ("pl", "Mieszkańcy i burmistrz byli w Damaszku i w Bejrucie.", ["Damaszku", "Bejrucie"]),
    ("fr", "Le maire du Mans est allé au Havre.", ["Mans", "Havre"]),
    ("it", "Hanno parlato i sindaci dell'Aquila e di Bologna.", ["Aquila", "Bologna"]),
    ("es", "Llegaron de Járkov y de Mariúpol.", ["Járkov", "Mariúpol"]),
    ("en", "Toledo, Dayton and Boise have signed up.", ["Toledo", "Dayton", "Boise"]),
    ("fr", "Valserine, le 12 mai 2020", ["Valserine"]),
]


@pytest.mark.parametrize(("language", "text", "towns"), COMPANY)
def test_a_town_is_known_by_its_company(
    language: str, text: str, towns: list[str], read: Callable[..., Extraction]
) -> None:
    assert [m.text for m in read(text, language).of("CITY")] == towns


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The city of Sanctuary and the village of Tomorrow are ideas."),
        ("it", "È il comune di Dio e la città di Tutti."),
        ("de", "Die Bürgermeisterin von Menschen und Rechten sprach."),
    ],
)
def test_an_idea_is_no_town(language: str, text: str, read: Callable[..., Extraction]) -> None:
    assert not [m.text for m in read(text, language).of("CITY")]


def test_an_unknown_town_is_proposed(read: Callable[..., Extraction]) -> None:
    (proposal,) = [
        p for p in read("The town of Wexborough agreed.", "en").proposals if p.kind == "city"
    ]
    assert (proposal.label, proposal.geonames_id) == ("Wexborough", None)


def test_monaco_beside_german_cities_is_munich(read: Callable[..., Extraction]) -> None:
    found = read("Monaco e Berlino accolgono, e anche Amburgo.", "it")
    assert (next(found.of("CITY")).link or "").endswith("/munich")
    alone = read("Il principato di Monaco ha un porto.", "it")
    assert [m.value for m in alone.of("COUNTRY")] == ["MC"]


def test_a_country_inside_a_longer_name_is_none(read: Callable[..., Extraction]) -> None:
    text = "Con loro lavora Porte Aperte Italia, e in Italia altri."
    assert len(list(read(text, "it").of("COUNTRY"))) == 1
