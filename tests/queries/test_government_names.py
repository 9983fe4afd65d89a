"""Governments are called in seven languages after their places, on a few made-up ones."""

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QueryTriples, Store

from loaders.settings import DEFAULT_BASE
from loaders.vocabulary import RDF, RDFS, SKOS, urb

RULE = Path(__file__).parent.parent.parent / "queries" / "rules" / "government-names.rq"
URB = urb(DEFAULT_BASE)
LANGUAGES = {"en", "de", "fr", "it", "es", "el", "pl"}


def called(english: str, plain: str, kind: str = "city", **names: str) -> dict[str, str]:
    """Return what the rule calls the government of a place with these names, by language."""
    store = Store()
    place, government = (NamedNode(f"{DEFAULT_BASE}id/{one}/x") for one in ("city", "government"))
    told: list[tuple[NamedNode, NamedNode, NamedNode | Literal]] = [
        (place, RDFS.label, Literal(plain)),
        (place, URB.placeKind, NamedNode(f"{DEFAULT_BASE}id/place-kind/{kind}")),
        (government, RDF.type, URB.Government),
        (government, RDFS.label, Literal(english, language="en")),
        (government, URB.governs, place),
        *((place, SKOS.prefLabel, Literal(name, language=tag)) for tag, name in names.items()),
    ]
    for one in told:
        store.add(Quad(*one))
    answer = store.query(RULE.read_text(encoding="utf-8"))
    assert isinstance(answer, QueryTriples)
    found = [one for one in answer if isinstance(one.object, Literal)]
    assert {one.subject for one in found} == {government}
    assert len(found) == len({one.object.language for one in found})
    return {one.object.language or "": one.object.value for one in found}


def test_a_government_is_called_after_its_place_in_each_language() -> None:
    found = called("City of Warsaw", "Warsaw", de="Warschau", fr="Varsovie", pl="Warszawa",
                   el="Βαρσοβία", es="Varsovia", it="Varsavia")  # fmt: skip
    assert found == {
        "en": "City of Warsaw", "de": "Stadt Warschau", "fr": "Ville de Varsovie",
        "it": "Comune di Varsavia", "es": "Ayuntamiento de Varsovia", "el": "Βαρσοβία (δήμος)",
        "pl": "Miasto Warszawa",
    }  # fmt: skip


def test_a_place_without_a_name_in_a_language_is_called_by_its_plain_one() -> None:
    found = called("City of Potsdam", "Potsdam")
    assert set(found) == LANGUAGES
    assert found["pl"] == "Miasto Potsdam"


@pytest.mark.parametrize(
    ("tag", "name", "text"),
    [
        ("fr", "Le Mans", "Ville du Mans"),
        ("fr", "Les Ulis", "Ville des Ulis"),
        ("fr", "La Rochelle", "Ville de La Rochelle"),
        ("fr", "Lestrem", "Ville de Lestrem"),
        ("fr", "Athènes", "Ville d’Athènes"),
        ("fr", "Évry", "Ville d’Évry"),
        ("fr", "Ypres", "Ville d’Ypres"),
        ("fr", "Yaoundé", "Ville de Yaoundé"),
        ("fr", "Hambourg", "Ville de Hambourg"),
        ("it", "L'Aia", "Comune dell'Aia"),
        ("it", "Il Cairo", "Comune del Cairo"),
        ("it", "La Spezia", "Comune di La Spezia"),
        ("es", "El Cairo", "Ayuntamiento de El Cairo"),
    ],
)
def test_articles_and_elisions_are_those_of_the_language(tag: str, name: str, text: str) -> None:
    assert called("City of X", "X", **{tag: name})[tag] == text


def test_a_municipality_is_not_called_a_city() -> None:
    found = called("City of Kos", "Kos", kind="island-municipality")
    assert (found["de"], found["fr"], found["pl"]) == (
        "Gemeinde Kos",
        "Commune de Kos",
        "Gmina Kos",
    )


def test_other_places_are_followed_by_what_they_are() -> None:
    found = called("Government of Kreis Düren", "Kreis Düren", kind="county")
    assert found["de"] == "Kreis Düren (Behörden)"
    assert found["it"] == "Kreis Düren (amministrazione)"


def test_a_name_of_its_own_stays_alone() -> None:
    assert called("Frogn municipality", "Drøbak") == {"en": "Frogn municipality"}


def test_nearly_all_shipped_governments_have_names_in_seven_languages(
    shipped_release: Path,
) -> None:
    store = Store.read_only(str(shipped_release / "store"))
    governments = [q.subject for q in store.quads_for_pattern(None, RDF.type, URB.Government, None)]
    short = 0
    for one in set(governments):
        names = {q.object for q in store.quads_for_pattern(one, SKOS.prefLabel, None, None)}
        tags = [name.language for name in names if isinstance(name, Literal)]
        assert len(tags) == len(set(tags)), one
        short += set(tags) != LANGUAGES
    assert len(set(governments)) > 700
    assert short <= len(set(governments)) // 100
