"""Membership in a network that nobody registered is a claim for a person to look at."""

import pytest

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        (
            "en",
            "In 2019 Leeds joined the Lantern Cities Network.",
            ("leeds", "Lantern Cities Network", "2019"),
        ),
        (
            "en",
            "Members of the Lantern Cities Network: Leeds.",
            ("leeds", "Lantern Cities Network", None),
        ),
        (
            "de",
            "Leipzig trat 2019 dem Netzwerk Laternenstädte bei.",
            ("leipzig", "Netzwerk Laternenstädte", "2019"),
        ),
        (
            "de",
            "Potsdam gehört seit 2020 dem Städtenetzwerk „Laternen“ an.",
            ("potsdam", "Laternen", "2020"),
        ),
        (
            "fr",
            "Nantes a rejoint en 2019 le Réseau des villes lanternes.",
            ("nantes", "Réseau des villes lanternes", "2019"),
        ),
        (
            "it",
            "Palermo fa parte dell'Alleanza dei moli aperti dal 2018.",
            ("palermo", "Alleanza dei moli aperti", "2018"),
        ),
        (
            "es",
            "En 2019 Zaragoza se adhirió a la Red de Ciudades Farol.",
            ("zaragoza", "Red de Ciudades Farol", "2019"),
        ),
        (
            "nl",
            "Utrecht is lid van het Netwerk Open Kades.",
            ("utrecht", "Netwerk Open Kades", None),
        ),
        (
            "pl",
            "W 2019 roku Gdańsk przystąpił do Sieci Miast Latarni.",
            ("gdansk", "Sieci Miast Latarni", "2019"),
        ),
        (
            "el",
            "Το 2019 η Αθήνα προσχώρησε στο Δίκτυο Πόλεων Φανάρι.",
            ("athens", "Δίκτυο Πόλεων Φανάρι", "2019"),
        ),
    ],
)
def test_a_city_joins_a_network_without_a_registry_entry(
    read: Read, language: str, text: str, said: tuple[str, str, str | None]
) -> None:
    (claim,) = read(text, language).claims
    assert claim.predicate == "membership"
    assert (claim.subject.rpartition("/")[2], claim.object, claim.date) == said
    assert not claim.object_linked
    assert claim.confidence < 0.7


@pytest.mark.parametrize(
    "text",
    [
        "Leeds joined the Chamber of Commerce, Oxfam and the Football Association in 2018.",
        "Leeds did not join the Lantern Cities Network.",
        "Leeds wants to join the Lantern Cities Network.",
        "Mary Holt joined the Lantern Cities Network in 2019.",
    ],
)
def test_other_bodies_wishes_and_persons_make_no_membership(read: Read, text: str) -> None:
    assert not [c for c in read(text, "en").claims if c.predicate == "membership"]


def test_a_registered_network_goes_before_an_unknown_one(read: Read) -> None:
    (claim,) = read("Leeds is a member of ECCAR and of the Lantern Network.", "en").claims
    assert claim.object.endswith("/network/eccar")
