import csv
import re
from pathlib import Path

import pytest

from loaders.interpret.languages import languages_of
from loaders.interpret.references import Reference, doi, licence, reference, serial_note

PUBLICATIONS = Path(__file__).parents[3] / "data/sources/publications/raw/publications.csv"
REFERENCES = {
    "Social Inclusion 7(2) 198-207": Reference("Social Inclusion", "7", "2", "198-207"),
    "Migración y Desarrollo 17(32) 7-24": Reference("Migración y Desarrollo", "17", "32", "7-24"),
    "Partecipazione e Conflitto 16(3) 402": Reference(
        "Partecipazione e Conflitto", "16", "3", "402"
    ),
    "Urban Studies 43(4) 745-765": Reference("Urban Studies", "43", "4", "745-765"),
    "sub\\urban 2(3) 11-34": Reference("sub\\urban", "2", "3", "11-34"),
    "sub\\urban 2(3) 35-58": Reference("sub\\urban", "2", "3", "35-58"),
    "The Review of Politics 49(2) 251-273": Reference(
        "The Review of Politics", "49", "2", "251-273"
    ),
    "Kritische Justiz 1/2016, 86-97": Reference("Kritische Justiz", "", "1/2016", "86-97"),
    "Zeitschrift Luxemburg 3/2016, 114-119": Reference(
        "Zeitschrift Luxemburg", "", "3/2016", "114-119"
    ),
    "Prokla 191, 325-333": Reference("Prokla", "", "191", "325-333"),
    "in Krenn/Morawek (eds.), Urban Citizenship, 77-88": Reference(
        "Urban Citizenship", pages="77-88", editors="Krenn/Morawek"
    ),
    "in rls-solidarity-cities-2019": Reference("rls-solidarity-cities-2019"),
    "Planning Theory & Practice 22(1)": Reference("Planning Theory & Practice", "22", "1"),
    "Radical History Review 131 189-198": Reference(
        "Radical History Review", "131", pages="189-198"
    ),
    "European Journal of Risk Regulation 1-15": Reference(
        "European Journal of Risk Regulation", pages="1-15"
    ),
    "Luxemburg 1/2017": Reference("Luxemburg", issue="1/2017"),
    "Cities (Elsevier)": Reference("Cities", publisher="Elsevier"),
    "Rosa Luxemburg Stiftung (online)": Reference(publisher="Rosa Luxemburg Stiftung"),
}


@pytest.mark.parametrize("text", REFERENCES)
def test_where_a_work_appeared(text: str) -> None:
    assert reference(text) == REFERENCES[text]


def test_numbers_and_volumes_are_parted_from_names() -> None:
    with PUBLICATIONS.open(encoding="utf-8") as file:
        texts = {row["publisher_or_container"] for row in csv.DictReader(file)} - {""}
    assert len(texts) > 60
    for text in texts - set(REFERENCES):
        read = reference(text)
        if not re.search(r"\b\d|^in ", text):  # FS2C is a name
            assert read == Reference(publisher=text)
        else:
            assert read.container
            assert not read.publisher
        assert not re.search(r"\d$", read.container.removesuffix("-2019"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("10.17645/si.v7i2.2063", "10.17645/si.v7i2.2063"),
        ("https://doi.org/10.1285/I20356609V16I3P402", "10.1285/i20356609v16i3p402"),
        ("https://www.rosalux.de/en/publication/id/39274", ""),
        ("", ""),
    ],
)
def test_doi(text: str, found: str) -> None:
    assert doi(text) == found


def test_notes_on_volume_pages_licence_and_language() -> None:
    assert serial_note("vol. 6(1)") == Reference(volume="6", issue="1")
    assert serial_note("pp. 1-18") == Reference(pages="1-18")
    assert serial_note("22 boxes") is None
    assert licence("license CC BY-NC-ND 3.0 IT") == (
        "https://creativecommons.org/licenses/by-nc-nd/3.0/it/"
    )
    assert licence("all rights reserved") == ""
    assert [found.code for found in languages_of("English, Greek and Italian")] == [
        "en",
        "el",
        "it",
    ]
    assert languages_of("English and Klingon") == ()
