"""What people type becomes words to look for, never orders to the index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endpoint.site.search.words import beginnings, words_of
from loaders.naming.spelling import acronyms, forms, is_acronym, romanised
from loaders.text import folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("*** \" '", ""),
        ("Zürich", '"zurich"*'),
        ("safe harbour", '"safe"* AND "harbour"*'),
        ("a OR b", '"a"* AND "or"* AND "b"*'),
    ],
)
def test_expressions(text: str, expected: str) -> None:
    assert beginnings(words_of(text)) == expected


@given(st.text(max_size=400))
def test_expressions_stay_short_and_quoted(text: str) -> None:
    found = beginnings(words_of(text))
    assert len(found) < 4000
    assert found.count('"') % 2 == 0


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Αθήνα", "athina"),
        ("Θεσσαλονίκη", "thessaloniki"),
        ("Πάτρα", "patra"),
        ("Ηράκλειο", "irakleio"),
        ("Ευρώπη", "evropi"),
        ("Ναύπλιο", "nafplio"),
        ("Μπάρι", "bari"),
        ("Λουξεμβούργο", "louxemvourgo"),
        ("Άγγελος", "angelos"),
        ("Київ", "kiiv"),
        ("Берлин", "berlin"),
        ("Łódź", "lodz"),
        ("مدينة", "مدينة"),
    ],
)
def test_greek_and_cyrillic_in_latin_letters(name: str, latin: str) -> None:
    assert romanised(folded(name)) == latin


def test_forms_of_a_name() -> None:
    assert set(forms("Köln")) == {"koln", "koeln"}
    assert set(forms("Łódź")) == {"lodz"}
    assert set(forms("New York")) == {"new york", "newyork"}
    assert set(forms("Αθήνα")) == {"αθηνα", "athina"}
    assert forms("—") == {}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("ANVITA - Association nationale", ("ANVITA",)),
        ("International Organization for Migration (IOM)", ("IOM",)),
        ("Solidarity City (network)", ()),
        ("Palermo", ()),
    ],
)
def test_acronyms_that_names_say_they_have(name: str, found: tuple[str, ...]) -> None:
    assert acronyms(name) == found


def test_what_is_written_as_an_acronym() -> None:
    assert all(map(is_acronym, ("ICORN", "C-MISE", "FS2C", "ΔΟΜ")))
    assert not any(map(is_acronym, ("Icorn", "PALERMO IS A CITY OF SICILY", "1997", "", "A")))


@given(st.text(max_size=80))
def test_every_form_is_words_alone(text: str) -> None:
    for form in forms(text):
        assert form == form.strip()
        assert '"' not in form
