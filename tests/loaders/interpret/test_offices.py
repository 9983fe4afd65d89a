import csv
import re
from pathlib import Path

import pytest

from loaders.interpret.offices import Tenure, offices
from loaders.interpret.words import Words

ACTORS = Path(__file__).parents[3] / "data/sources/actors/raw/actors.csv"
# text → (office, place, start, end, former); an end of '' is known by its latest day only
OFFICES = {
    "mayor of Palermo 1985-1990, 1993-2000, 2012-2022": [
        ("mayor", "Palermo", "1985", "1990", False),
        ("mayor", "Palermo", "1993", "2000", False),
        ("mayor", "Palermo", "2012", "2022", False),
    ],
    "mayor of Palermo since 2022": [("mayor", "Palermo", "2022", None, False)],
    "mayor of Naples 2011-2021": [("mayor", "Naples", "2011", "2021", False)],
    "mayor of Barcelona 2015-2023": [("mayor", "Barcelona", "2015", "2023", False)],
    "mayor of Athens": [("mayor", "Athens", None, None, False)],
    "mayor of Potsdam": [("mayor", "Potsdam", None, None, False)],
    "mayor of Rottenburg am Neckar": [("mayor", "Rottenburg am Neckar", None, None, False)],
    "mayor of Cádiz 2015-2023": [("mayor", "Cádiz", "2015", "2023", False)],
    "mayor of Cádiz since May 2023": [("mayor", "Cádiz", "2023-05", None, False)],
    "mayor of Bologna 2011-2021": [("mayor", "Bologna", "2011", "2021", False)],
    "mayor of Marseille July-December 2020; first deputy mayor since 21 December 2020": [
        ("mayor", "Marseille", "2020-07", "2020-12", False),
        ("first-deputy-mayor", "Marseille", "2020-12-21", None, False),
    ],
    "mayor of Warsaw": [("mayor", "Warsaw", None, None, False)],
    "mayor of Gdańsk, killed 2019": [("mayor", "Gdańsk", None, "..2019-12-31", False)],
    "former mayor of Grande-Synthe, MEP": [
        ("mayor", "Grande-Synthe", None, None, True),
        ("mep", "", None, None, False),
    ],
}

# Offices that no concept of the scheme ``role`` stands for.
UNREADABLE = {"head of the US government in the 1980s"}


def shown(tenure: Tenure) -> tuple[str, str, str | None, str | None, bool]:
    start, end = tenure.start, tenure.end
    return (
        tenure.office,
        tenure.place,
        start.value if start else None,
        (end.value or f"..{end.latest}") if end else None,
        tenure.former,
    )


@pytest.mark.parametrize("text", OFFICES)
def test_the_offices_of_a_person(text: str, words: Words) -> None:
    read = offices(text, words)
    assert [shown(tenure) for tenure in read.tenures] == OFFICES[text]
    assert read.uninterpreted == ()


def test_every_office_of_the_facts_is_here_or_plain(words: Words) -> None:
    with ACTORS.open(encoding="utf-8") as file:
        kinds = [row["kind"] for row in csv.DictReader(file)]
    persons = {match[1] for kind in kinds if (match := re.fullmatch(r"person \((.+)\)", kind))}
    assert set(OFFICES) <= persons
    for text in persons - set(OFFICES) - UNREADABLE:
        place = text.removeprefix("mayor of ")
        assert [shown(one) for one in offices(text, words).tenures] == [
            ("mayor", place, None, None, False)
        ]
    assert len(persons - set(OFFICES)) > 20
    for text in UNREADABLE:
        assert offices(text, words).tenures == ()


def test_an_office_stays_when_the_death_of_its_holder_has_no_date(words: Words) -> None:
    read = offices("mayor of Lyon 2001-2005; killed in the line of duty", words)
    assert [tenure.place for tenure in read.tenures] == ["Lyon"]
    assert read.uninterpreted == ("killed in the line of duty",)


def test_words_that_are_no_office_are_returned(words: Words) -> None:
    assert offices("friend of the city", words).uninterpreted == ("friend of the city",)
    assert offices("mayor of Palermo 2018-2099-1", words).tenures == ()
