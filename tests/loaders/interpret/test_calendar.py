import pytest

from loaders.interpret.calendar import MONTHS, PARTS, SEASONS, month_number, season_code


@pytest.mark.parametrize("language", ["en", "de", "fr", "it", "es", "el", "pl", "nl"])
def test_every_language_has_twelve_months_and_four_seasons(language: str) -> None:
    assert len(MONTHS[language]) == 12
    assert len(SEASONS[language]) == 4
    assert set(PARTS[language]) == {"begin", "middle", "end"}


@pytest.mark.parametrize("tables", [MONTHS, SEASONS], ids=["months", "seasons"])
def test_no_name_means_two_things(tables: dict[str, tuple[tuple[str, ...], ...]]) -> None:
    meanings: dict[str, set[int]] = {}
    for names in tables.values():
        for position, forms in enumerate(names):
            for form in forms:
                meanings.setdefault(form, set()).add(position)
    assert {form: found for form, found in meanings.items() if len(found) > 1} == {}


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
