"""Faults that real pages showed: each is of a kind, and the kind is fixed."""

import pytest

from loaders.extract.model import Extraction

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")


def said(found: Extraction) -> set[str]:
    """Return the claims in short: "membership bonn eccar 2006"."""
    return {
        " ".join(
            filter(
                None,
                (
                    claim.predicate,
                    claim.subject.rpartition("/")[2],
                    claim.object.rpartition("/")[2],
                    claim.date,
                ),
            )
        )
        for claim in found.claims
    }


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        pytest.param(
            "The Cities Network for Integration met yesterday. It was founded in 2018 by "
            "Athens and "
            "Thessaloniki and works with the support of the International Organization for "
            "Migration.",
            "en",
            {
                "founding cni-greece athens 2018",
                "founding cni-greece thessaloniki 2018",
            },
            id="it is the network of the sentence before, not the supporter",
        ),
        pytest.param(
            "Das Bündnis Städte Sicherer Häfen tagte gestern. Es wurde 2019 gegründet und "
            "arbeitet eng "
            "mit der Seebrücke zusammen.",
            "de",
            {"founding staedte-sicherer-haefen 2019 2019"},
            id="a pronoun is not those it works with",
        ),
        pytest.param(
            "Our project ended in May. It was founded in 2018 and was funded by the "
            "Council of Europe.",
            "en",
            set(),
            id="who paid was not founded",
        ),
        pytest.param(
            "Die Bundesstadt Bonn ist Mitglied der Europäischen Städtekoalition gegen Rassismus.",
            "de",
            {"membership bonn eccar"},
            id="a title is not a town",
        ),
        pytest.param(
            "Bonn joined Seebrücke's Safe Harbours on 3 May 2018 and is also a member of "
            "Eurocities.",
            "en",
            {
                "membership bonn eurocities",
                "membership bonn seebruecke-safe-harbours 2018-05-03",
            },
            id="the day of joining one is not that of belonging to another",
        ),
        pytest.param(
            "Bonn unterzeichnete am 3. Mai 2019 die Potsdamer Erklärung und ist Mitglied der "
            "Europäischen Städtekoalition gegen Rassismus.",
            "de",
            {"membership bonn eccar", "signature bonn potsdamer-erklaerung 2019-05-03"},
            id="the day of a signature is not that of a membership",
        ),
        pytest.param(
            "The programme is run by EUROCITIES together with 23 cities of the network.",
            "en",
            set(),
            id="cities beside a network are not all of its members",
        ),
        pytest.param(
            "Das Städtebündnis „Sichere Häfen“ wurde am 14. Juni 2019 von zwölf Städten gegründet.",
            "de",
            {"founding staedte-sicherer-haefen 2019-06-14 2019-06-14"},
            id="an alliance is not the campaign whose name it quotes",
        ),
        pytest.param(
            "On 16 November 2022 in Utrecht, the cities of Antwerp, Pesaro and Warsaw signed the "
            "Integrating Cities Charter.",
            "en",
            {
                "signature antwerp integrating-cities-charter 2022-11-16",
                "signature pesaro integrating-cities-charter 2022-11-16",
                "signature warsaw integrating-cities-charter 2022-11-16",
            },
            id="where something was signed is not who signed",
        ),
        pytest.param(
            "CNI members: Athens, Chania, Larissa and Tripoli.",
            "en",
            {
                "membership athens cni-greece",
                "membership chania cni-greece",
                "membership larissa cni-greece",
                "membership tripoli cni-greece",
            },
            id="members after a colon",
        ),
        pytest.param(
            "La ville de Paris a rejoint le réseau Icorn en 2011.",
            "fr",
            {"membership paris icorn 2011"},
            id="an acronym in other capitals",
        ),
    ],
)
def test_claims_are_those_of_the_text(
    read: Read, text: str, language: str, expected: set[str]
) -> None:
    assert said(read(text, language)) == expected


def kinds(found: Extraction) -> dict[str, tuple[str, str | None, str | None]]:
    """Return the type, country or value, and GeoNames id of each mention by its words."""
    return {m.text: (m.type, m.value, m.geonames_id) for m in found.mentions}


def test_a_name_is_not_cut_at_its_hyphen(read: Read) -> None:
    found = kinds(
        read("Le conseil municipal de Sainte-Adèle a adopté la résolution le 20 juin 2023.", "fr")
    )
    assert found["conseil municipal de Sainte-Adèle"][0] == "GOVERNMENT"
    assert found["Sainte-Adèle"] == ("CITY", None, None)
    assert "Sainte" not in found


def test_states_and_neighbours_tell_homonyms_apart(read: Read) -> None:
    found = kinds(
        read(
            "The City of Bayside is a municipality located in Victoria, 8 kilometres south "
            "of Melbourne. "
            "The Shire of Denmark in Western Australia and the town of Lebanon, Ohio "
            "signed too. The City "
            "of Carlsbad and the City of San Diego adopted the resolution.",
            "en",
        )
    )
    assert found["Victoria"][:2] == ("PLACE", "AU")
    assert found["Denmark"][:2] == ("CITY", "AU")
    assert found["Lebanon"][:2] == ("CITY", "US")
    assert found["Carlsbad"][:2] == ("CITY", "US")


def test_words_in_capitals_are_not_towns(read: Read) -> None:
    found = read("TRAVEL\n\nFROM\n\nWASHINGTON DC TO SAINT LOUIS AND RETURN\n", "en")
    assert not [m for m in found.mentions if m.text == "FROM"]
    assert not [m for m in found.mentions if m.value == "FR"]


@pytest.mark.parametrize(
    ("text", "language", "town"),
    [("COMUNE DI COMO\n\nVerbale della seduta.", "it", "COMO"),
     ("VILLE DE NIORT\n\nProcès-verbal du conseil.", "fr", "NIORT"),
     ("STADT UNNA\n\nNiederschrift der Sitzung.", "de", "UNNA")],
)  # fmt: skip
def test_a_town_in_capitals_after_the_word_for_its_authority_is_one(
    read: Read, text: str, language: str, town: str
) -> None:
    found = [(m.type, m.text) for m in read(text, language).mentions]
    assert ("CITY", town) in found
    assert "GOVERNMENT" in {kind for kind, _ in found}


def test_a_title_that_any_borough_may_get_is_not_a_practice(read: Read) -> None:
    found = read("Wandsworth Council will vote on a motion to become a Borough of Sanctuary.", "en")
    assert not [m for m in found.mentions if m.type == "PRACTICE"]


def test_the_council_of_a_town_is_its_government(read: Read) -> None:
    text = "Leeds Council and Sunderland Council passed a motion; Wandsworth Council will follow."
    found = read(text, "en")
    governments = {m.text for m in found.mentions if m.type == "GOVERNMENT"}
    assert governments == {"Leeds Council", "Sunderland Council", "Wandsworth Council"}
    assert not [p for p in found.proposals if p.kind == "organisation"]


def test_councils_that_are_no_towns_stay_organisations(read: Read) -> None:
    found = read("The Danish Refugee Council and the British Council sent observers.", "en")
    assert {m.text for m in found.mentions if m.type == "ORG"} >= {"Danish Refugee Council"}
    assert not [m for m in found.mentions if m.type == "GOVERNMENT"]


def test_the_declaration_of_a_city_as_something_is_not_a_charter(read: Read) -> None:
    found = read("The motion asks for the declaration of Leeds as a city of sanctuary.", "en")
    assert not [m for m in found.mentions if m.type == "CHARTER"]
    assert [m.link for m in found.mentions if m.type == "CITY"]


def test_a_list_is_not_lost_because_one_town_is_unknown(read: Read) -> None:
    text = (
        "Mitgliedsstädte von ECCAR\n\n- Berlin (seit 2006)\n- Celle (seit 2010)\n"
        "- Brandenwalde (seit 2011)\n- Köln (seit 2006)\n"
    )
    found = read(text, "de")
    assert said(found) == {
        "membership berlin eccar 2006",
        "membership Celle eccar 2010",
        "membership Brandenwalde eccar 2011",
        "membership cologne eccar 2006",
    }
    assert {p.label for p in found.proposals} >= {"Celle", "Brandenwalde"}


def test_a_name_does_not_go_on_after_an_empty_line(read: Read) -> None:
    text = "Cities Network for Integration\n\nCNI was formed in January 2018 by Athens.\n"
    found = read(text, "en")
    assert "founding cni-greece athens 2018-01" in said(found)
    assert not [m for m in found.mentions if "\n\n" in m.text]


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("es", "La red CNI Grecia nació en 2018.", "Fue fundada por Atenas con ayuda de la OIM."),
        ("it", "La rete CNI Grecia è nata nel 2018.", "È stata fondata da Atene con la OIM."),
        ("fr", "Le CNI Grèce est né en 2018.", "Il fut fondé par Athènes avec l'aide de l'OIM."),
    ],
)  # fmt: skip
def test_who_supported_a_founding_was_not_founded(
    read, language: str, first: str, second: str
) -> None:
    founded = {c.subject.rpartition("/")[2] for c in read(f"{first} {second}", language).claims}
    assert founded == {"cni-greece"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Der Leeds Council und der Sunderland Council schickten ihre Vertreterinnen."),
        ("fr", "Le Leeds Council et le Sunderland Council ont envoyé leurs délégués."),
    ],
)
def test_english_councils_are_governments_in_other_languages_too(
    read, language: str, text: str
) -> None:
    found = read(text, language)
    assert [m.text for m in found.of("GOVERNMENT")] == ["Leeds Council", "Sunderland Council"]
    assert not list(found.of("ORG"))
