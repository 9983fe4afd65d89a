"""The kinds of faults that real pages showed, in languages other than that of the page."""

import pytest

from loaders.extract.model import Extraction

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")


def said(found: Extraction) -> set[str]:
    """Return the claims in short: "membership bonn eccar 2006"."""
    return {
        " ".join(
            part.rpartition("/")[2]
            for part in (claim.predicate, claim.subject, claim.object, claim.date or "")
        ).strip()
        for claim in found.claims
    }


def places(found: Extraction) -> dict[str, tuple[str, str | None]]:
    """Return type and country of each place by its words."""
    return {m.text: (m.type, m.value) for m in found.of("CITY", "PLACE", "COUNTRY")}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Het Cities Network for Integration kwam gisteren bijeen. Het werd in 2018 opgericht"
               " door Athene en Thessaloniki en werkt met steun van de IOM."),
        ("pl", "Sieć Cities Network for Integration spotkała się wczoraj. Została założona w 2018"
               " roku przez Ateny i Saloniki i działa przy wsparciu IOM."),
    ],
)  # fmt: skip
def test_those_who_support_a_network_are_not_what_was_founded(
    read: Read, language: str, text: str
) -> None:
    assert said(read(text, language)) == {
        "founding cni-greece athens 2018",
        "founding cni-greece thessaloniki 2018",
    }


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Bonn is a member of Eurocities and joined the Seebrücke on 3 May 2018."),
        ("fr", "Bonn est membre d'Eurocities et a rejoint la Seebrücke le 3 mai 2018."),
        ("es", "Bonn es miembro de Eurocities y se adhirió a Seebrücke el 3 de mayo de 2018."),
    ],
)
def test_the_day_of_joining_a_campaign_is_not_that_of_a_membership(
    read: Read, language: str, text: str
) -> None:
    assert said(read(text, language)) == {"membership bonn eurocities"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Das Bundesland Victoria in Australien nahm teil. Lebanon, Tennessee, auch."),
        ("fr", "L'État de Victoria, en Australie, et Lebanon, dans le Tennessee, ont participé."),
        (
            "it",
            "Bayside si trova nel Victoria, in Australia. Anche Lebanon, nell'Ohio, ha firmato.",
        ),
        ("nl", "De stad Bayside ligt in Victoria, Australië. Ook Lebanon in Ohio tekende."),
        ("es", "Bayside está en Victoria, Australia. También firmó Lebanon, en Ohio."),
    ],
)
def test_a_state_beside_it_tells_what_a_name_means(read: Read, language: str, text: str) -> None:
    found = places(read(text, language))
    assert found["Victoria"] == ("PLACE", "AU")
    assert found["Lebanon"] == ("CITY", "US")


def test_countries_in_a_list_with_states_stay_countries(read: Read) -> None:
    text = "People came from Mexico, Texas and Ohio, and from Lebanon in Michigan."
    found = places(read(text, "en"))
    assert found["Mexico"] == ("COUNTRY", "MX")
    assert found["Lebanon"] == ("COUNTRY", "LB")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Potsdam hilft. Der Wandsworth Council ist Borough of Sanctuary."),
        ("nl", "De gemeenteraad van Wandsworth stemt over Borough of Sanctuary."),
        ("es", "El ayuntamiento de Wandsworth votará una moción sobre Borough of Sanctuary."),
    ],
)
def test_what_a_city_calls_its_practice_is_not_that_of_others(
    read: Read, language: str, text: str
) -> None:
    assert not list(read(text, language).of("PRACTICE"))


def test_a_practice_is_known_where_its_city_is_named(read: Read) -> None:
    found = read("Lewisham wurde Borough of Sanctuary.", "de")
    assert [m.link for m in found.of("PRACTICE")] == [
        "https://w3id.org/urban-solidarity/id/practice/lewisham-borough-of-sanctuary"
    ]


@pytest.mark.parametrize(
    ("language", "text", "unknown"),
    [
        ("it", "Membri di ECCAR\n\n- Berlino (2006)\n- Celle (2010)\n- Colonia (2006)\n", "Celle"),
        ("el", "Μέλη του ECCAR\n\n- Βερολίνο (2006)\n- Τσέλε (2010)\n- Κολωνία (2006)\n", "Τσέλε"),
    ],
)
def test_items_of_a_town_and_a_year_are_not_citations(
    read: Read, language: str, text: str, unknown: str
) -> None:
    found = read(text, language)
    assert said(found) == {
        "membership berlin eccar 2006",
        f"membership {unknown} eccar 2010",
        "membership cologne eccar 2006",
    }
    assert not list(found.of("CITATION"))


def test_a_dateline_dates_what_is_signed_after_its_colon(read: Read) -> None:
    text = "Utrecht, 16. November 2022: Antwerpen und Pesaro unterzeichnen die {}."
    found = read(text.format("Integrating Cities Charter"), "de")
    assert said(found) == {
        "signature antwerp integrating-cities-charter 2022-11-16",
        "signature pesaro integrating-cities-charter 2022-11-16",
    }


def test_a_dateline_does_not_date_a_membership(read: Read) -> None:
    found = read("Berlin, 3. Mai 2020: Bonn ist Mitglied von ECCAR.", "de")
    assert said(found) == {"membership bonn eccar"}


@pytest.mark.parametrize("name", ["Sainte-Adèle", "Saint-Rémy-du-Lac"])
def test_names_are_not_cut_at_hyphens_in_german(read: Read, name: str) -> None:
    found = read(f"Der Gemeinderat von {name} beschloss die Resolution.", "de")
    assert {m.text for m in found.of("CITY")} <= {name}
    assert not [m for m in found.mentions if m.geonames_id]


def test_two_councils_joined_by_and_are_two_governments(read: Read) -> None:
    found = read("Leeds Council i Sunderland Council przyjęły w zeszłym tygodniu uchwałę.", "pl")
    assert [m.text for m in found.of("GOVERNMENT")] == ["Leeds Council", "Sunderland Council"]
    assert not list(found.of("ORG"))


def test_the_declaration_of_a_city_as_a_kind_of_city_is_not_a_charter(read: Read) -> None:
    text = "Der Antrag fordert die Erklärung von Leeds zur Stadt der Zuflucht."
    assert not list(read(text, "de").of("CHARTER"))
    other = read("Sie unterzeichnete die Erklärung von Barcelona zur Integration.", "de")
    assert [m.text for m in other.of("CHARTER")] == ["Erklärung von Barcelona zur Integration"]


def test_a_word_is_not_cut_inside_to_make_a_project(read: Read) -> None:
    found = read("Zij werken in Thessaloniki met steun van de IOM.", "nl")
    assert not [c for c in found.claims if "Thessalon" in {c.subject, c.object}]
