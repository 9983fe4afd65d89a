"""Whole words and stems by one quick pattern."""

from __future__ import annotations

import re

import pytest

from loaders.tables.patterns import whole_word
from loaders.tables.quick import loose_words, quick_words
from loaders.tables.words import spoken

FOUND = [
    (["folg*"], "Graz folgte 2006", ["folgte"]),
    (["folg*"], "Erfolg", []),
    (["is", "isola"], "Isola is this", ["Isola", "is"]),
    (["d'"], "d'Arles, d’Athènes", ["d'Arles", "d’Athènes"]),
    (["nahm* teil"], "Sie nahmen teil.", ["nahmen teil"]),
    (["*netz"], "das Hafennetz und Netze", ["Hafennetz"]),
    (["Äcker", "élu"], "Élu par les Äcker", ["Élu", "Äcker"]),
]


@pytest.mark.parametrize(("words", "text", "found"), FOUND)
def test_a_quick_pattern_finds_whole_words_and_stems_in_either_case(
    words: list[str], text: str, found: list[str]
) -> None:
    assert re.findall(quick_words(words), text) == found


def test_exact_words_are_found_as_written_and_not_after_a_character_that_joins() -> None:
    pattern = quick_words(["Barnet", "Tower Hamlets"], inside=r"[-\w]", exact=True)
    text = "Barnet, High-Barnet, barnet and Tower Hamlets"
    assert re.findall(pattern, text) == ["Barnet", "Tower Hamlets"]


def test_a_pattern_of_no_words_finds_nothing() -> None:
    assert re.findall(quick_words([]), "anything at all") == []


@pytest.mark.parametrize("name", ["claims.deciding", "bodies.label-of", "persons.title"])
def test_loose_words_find_what_whole_words_do_where_cases_do_not_count(name: str) -> None:
    words = list(spoken(name))
    text = " ".join([*words, *map(str.upper, words), *(f"x{w} {w}y {w.title()},1" for w in words)])
    text = text.replace("*", "ab").replace("'", "’")
    slow = re.compile(whole_word(name), re.IGNORECASE)
    assert [m.span() for m in re.finditer(loose_words(words), text)] == [
        m.span() for m in slow.finditer(text)
    ]
    assert re.findall(loose_words(["y", "du"]), "Y a-t-il du Y? yy") == ["Y", "du", "Y"]
    assert re.findall(loose_words([]), "anything at all") == []
