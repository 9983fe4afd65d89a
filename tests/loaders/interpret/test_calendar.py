import pytest

from loaders.interpret.calendar import fold, month_number, season_code
from loaders.tables.words import entries


@pytest.mark.parametrize("table", ["dates.month", "dates.season", "dates.part", "dates.limit"])
def test_no_word_means_two_things(table: str) -> None:
    meanings: dict[str, set[str]] = {}
    for words in entries(table).values():
        for word, value in words:
            meanings.setdefault(fold(word), set()).add(value)
    assert {word: found for word, found in meanings.items() if len(found) > 1} == {}


@pytest.mark.parametrize("language", ["en", "de", "fr", "it", "es", "el", "pl", "nl"])
def test_every_language_has_the_parts_of_a_year(language: str) -> None:
    assert {part for _, part in entries("dates.part")[language]} == {"begin", "middle", "end"}


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("May", 5), ("Sept.", 9), ("März", 3), ("août", 8), ("gennaio", 1), ("DICIEMBRE", 12),
        ("Μαΐου", 5), ("września", 9), ("mei", 5), ("Smarch", None), ("", None),
    ],
)  # fmt: skip
def test_month_number(word: str, number: int | None) -> None:
    assert month_number(word) == number


@pytest.mark.parametrize(
    ("word", "code"),
    [("autumn", 23), ("Frühjahr", 21), ("été", 22), ("χειμώνας", 24), ("season", None)],
)
def test_season_code(word: str, code: int | None) -> None:
    assert season_code(word) == code
