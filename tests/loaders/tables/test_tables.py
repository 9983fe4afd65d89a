"""The word tables in use are whole: every list is declared, used and holds words."""

import re
from pathlib import Path

import pytest

from loaders.curation.registry import Registry
from loaders.settings import Settings
from loaders.tables.reader import ANY, FOLDER, TABLES
from loaders.tables.words import entries, literal, values

ROOT = Path(__file__).parent.parent.parent.parent
FILES = sorted(TABLES.catalogue)
LANGUAGES = {"de", "el", "en", "es", "fr", "it", "nl", "pl"}


def used() -> set[str]:
    """The names of lists in the code of the loaders, those made from two parts included."""
    found: set[str] = set()
    for path in (ROOT / "loaders").rglob("*.py"):
        found |= set(re.findall(r"[\"'f]([a-z_]+\.[a-z-]+)", path.read_text(encoding="utf-8")))
    return found


def test_every_file_and_list_is_read_without_an_error() -> None:
    assert len(FILES) > 10
    for file in FILES:
        assert all(TABLES.table(file).values()), f"a list of {file} has no words in any language"


def test_each_of_the_eight_languages_has_every_file_of_words() -> None:
    for language in LANGUAGES:
        names = {path.stem for path in TABLES.languages[language].glob("*.csv")}
        assert names >= set(FILES) - {"agents", "cases"}, language


def test_every_declared_list_is_used_by_the_code() -> None:
    in_code = used()
    made = {"claims.verb-turned", "claims.verb-nominal", "claims.negation", "claims.uncertain",
            "claims.ended"}  # fmt: skip
    declared = {f"{file}.{name}" for file in FILES for name in TABLES.catalogue[file]}
    assert declared - in_code - made == set()


def test_the_readme_says_what_each_file_is() -> None:
    for text, folders in (
        ((FOLDER / "README.md").read_text(encoding="utf-8"), TABLES.languages.keys() - {ANY}),
        ((FOLDER / "names" / "README.md").read_text(encoding="utf-8"), {ANY}),
    ):
        rows = "".join(line.split("|")[1] for line in text.splitlines() if line.startswith("| `"))
        named = set(re.findall(r"`([^`]+)`", rows))
        here = {path.name for one in folders for path in TABLES.languages[one].iterdir()}
        assert named == here - {"README.md", "NOTICE-faker.txt"}


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("text.connector-apart", "text.connector"),
        ("claims.clause-any", "claims.clause-comma"),
        ("dates.before-doubtful-month", "dates.before-month"),
        ("places.bare-preposition-sure", "places.bare-preposition"),
        ("places.inside-name-german", "places.inside-name"),
        ("places.city-without-preposition", "places.city-of-country"),
        ("bodies.seat-only", "bodies.seat"),
    ],
)
def test_a_list_of_those_among_others_holds_no_more_than_these(part: str, whole: str) -> None:
    assert literal(part) <= literal(whole)


def test_other_names_are_those_of_things_that_exist() -> None:
    registry = Registry.load(Settings.from_environment().data / "registry")
    for names in entries("things.other-name").values():
        for name, thing in names:
            kind, key = thing.split(" ")
            assert key in registry.keys(kind), f"{name} names nothing registered: {thing}"
    labels = values("organisations.organisation")
    assert set(values("organisations.other-name").values()) <= labels.keys()


def test_every_practice_has_a_theme() -> None:
    assert set(values("practices.practice").values()) <= values("practices.theme").keys()


def test_the_months_of_each_language_are_twelve_and_the_seasons_four() -> None:
    for language in LANGUAGES:
        months = {value for _, value in entries("dates.month")[language]}
        assert months == {str(number) for number in range(1, 13)}
        assert {value for _, value in entries("dates.season")[language]} == {"1", "2", "3", "4"}
