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
    ("something else", PlaceNote(remarks=("something else",))),
]


@pytest.mark.parametrize(("text", "expected"), NOTES, ids=[text for text, _ in NOTES])
def test_a_note_is_taken_apart(text, expected) -> None:
    assert read_place_note(text) == expected


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
def test_municipalities_are_cities_and_counties_are_not(text, is_city, government) -> None:
    note = read_place_note(text)
    assert note.is_city is is_city
    assert note.government_type == government


def test_no_kind_in_the_shipped_notes_is_overlooked(settings) -> None:
    path = settings.data / "sources/cities/raw/cities.csv"
    with path.open(encoding="utf-8", newline="") as file:
        notes = {row["note"] for row in csv.DictReader(file)}
    assert len(notes) > 50
    for note in notes:
        read = read_place_note(note)
        assert read.kinds or "kind:" not in note
        assert (
            read.link != ITSELF
            or "matched to" not in note
            or read.inferred_match
            or ("not matched" in note)
        )
