"""Regular expressions are made of the words of tables as readers write them."""

import re

import pytest

from loaders.tables.patterns import any_of, followed, one_of, pattern, whole_word
from loaders.tables.words import literal


@pytest.mark.parametrize(
    ("word", "text", "fits"),
    [
        ("as well as", "as well\nas", True),
        ("as well as", "as well", False),
        ("unterzeichn*", "unterzeichnete", True),
        ("unterzeichn*", "unterzeichn", True),
        ("*mitglied", "Gründungsmitglied", True),
        ("*mitglied", "Gründungsmitglieder", False),
        ("all'anno", "all’anno", True),
        ("e.V.", "e.V.", True),
        ("e.V.", "exVx", False),
        ("(a+)+", "aaa", False),
    ],
)
def test_a_word_matches_what_its_signs_say(word: str, text: str, fits: bool) -> None:
    assert (re.fullmatch(pattern(word), text) is not None) is fits


def test_the_longest_word_is_taken() -> None:
    match = re.match(one_of(["de", "de la", "de los"]), "de la ciudad")
    assert match is not None
    assert match.group() == "de la"


def test_no_words_match_nothing() -> None:
    assert re.search(one_of([]), "any text") is None
    assert re.search(whole_word("text.and", languages=("xx",)), "any text") is None
    assert re.search(followed("text.and", languages=("xx",)), "any text") is None


def test_words_of_some_languages_are_taken_alone() -> None:
    words = literal("text.and", "el", "pl")
    found = re.compile(any_of("text.and", languages=("el", "pl")))
    assert all(found.fullmatch(word) for word in words)
    assert not found.fullmatch("und")
    assert re.fullmatch(any_of("text.and"), "und")


def test_a_whole_word_ends_where_it_ends_but_an_elided_one_runs_on() -> None:
    found = re.compile(whole_word("claims.joint"))
    assert found.fullmatch("et")
    assert found.search("etwas") is None
    assert found.match("d’Amiens") is not None


def test_an_elided_word_is_followed_by_a_name_at_once() -> None:
    found = re.compile(rf"{followed('charters.of-place')}[A-Z]")
    assert found.match("de Paris")
    assert found.match("d'Amiens")
    assert not found.match("deParis")
