"""Notes of places are interpreted."""

import csv

import pytest

from loaders.mapping.notes.places import ITSELF, MAIN, NAMESAKE, SEAT, PlaceNote, read_place_note

NOTES = [
    ("", PlaceNote()),
    ("kind: county; FIPS 24005", PlaceNote(kinds=("county",), fips="24005")),
    ("matched to seat Tumba", PlaceNote(kinds=("municipality",), link=SEAT, matched="Tumba")),
    (
        "matched to seat village Megálo Chorió; municipality = island",
        PlaceNote(kinds=("island-municipality",), link=SEAT, matched="Megálo Chorió"),
    ),
    ("Samtgemeinde; matched to seat", PlaceNote(kinds=("samtgemeinde",), link=SEAT)),
    (
        "kind: local government area; matched to the namesake suburb",
        PlaceNote(kinds=("local-government-area",), link=NAMESAKE),
    ),
    ("matched to Brighton", PlaceNote(link=MAIN, matched="Brighton")),
    ("kind: district of Graz", PlaceNote(kinds=("city-district",), whole="Graz")),
    ("parish of Porto (kind: freguesia)", PlaceNote(kinds=("parish",), whole="Porto")),
    (
        "source prints Hofheim; matched to Hofheim am Taunus (inferred)",
        PlaceNote(printed="Hofheim", matched="Hofheim am Taunus", inferred_match=True),
    ),
    ("seat of Frogn municipality", PlaceNote(government="Frogn municipality")),
    ("municipality in North Holland", PlaceNote(remarks=("municipality in North Holland",))),
    (
        "union of municipalities (kind: intermunicipal body); printed Unione X",
        PlaceNote(kinds=("union-of-municipalities",), printed="Unione X"),
    ),
    (
        "kind: district council in Northern Ireland",
        PlaceNote(kinds=("district-council",), remarks=("district council in Northern Ireland",)),
    ),
]


@pytest.fixture
def read(lookup_of, shipped):
    forms = lookup_of("cities").of("note")

    def read_note(text: str) -> PlaceNote:
        return read_place_note(text, shipped.concepts, forms)

    return read_note


@pytest.mark.parametrize(("text", "expected"), NOTES, ids=[text for text, _ in NOTES])
def test_a_note_is_taken_apart(text, expected, read) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "something else",
        "canton in Switzerland",
        "seat moved to Lyon in 2019",
        "matched to Brighton, dissolved in 2020",
        "printed twice in 2019",
        "county (kind: kingdom)",
        "FIPS 123",
        "borough of the realm",
        "GeoNames 1",
        "municipality Omega",
    ],
)
def test_what_no_form_fits_is_reported(text, read) -> None:
    assert read(text) == PlaceNote(unread=((text, "no known form"),))


def test_a_second_kind_is_reported(read) -> None:
    assert read("kind: county; kind: state").unread == (("kind: state", "no known form"),)
    assert read("kind: county; kind: county").unread == ()


@pytest.mark.parametrize(
    ("text", "is_city", "government"),
    [
        ("", True, "municipality"),
        ("kind: municipality without a namesake town", True, "municipality"),
        ("kind: island municipality", True, "municipality"),
        ("London Borough; no match", False, "municipality"),
        ("kind: state", False, "regional-government"),
        ("kind: district", False, "regional-government"),
        ("kind: district union", False, "intermunicipal-body"),
    ],
)
def test_municipalities_are_cities_and_counties_are_not(text, is_city, government, read) -> None:
    note = read(text)
    assert note.is_city is is_city
    assert note.government_type == government


def test_every_shipped_note_is_interpreted(settings, read) -> None:
    path = settings.data / "sources/cities/raw/cities.csv"
    with path.open(encoding="utf-8", newline="") as file:
        notes = {row["note"] for row in csv.DictReader(file)}
    assert len(notes) > 50
    for text in notes:
        note = read(text)
        assert note.unread == ()
        assert note.kinds or "kind:" not in text
        guessed = note.inferred_match or "not matched" in text
        assert note.link != ITSELF or "matched to" not in text or guessed
