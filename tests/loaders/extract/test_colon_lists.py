"""Members and signatories after a colon on one line, where a bracket or a town is unknown."""

import pytest

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")

SAID = {
    "en": "Signatories of the Integrating Cities Charter: Utrecht, Snarkby (since 2012), Oslo.",
    "de": "Unterzeichner der Integrating Cities Charter: Utrecht, Brandenwalde (2012), Oslo.",
    "fr": "Signataires de la Integrating Cities Charter : Utrecht, Villebrume (2012), Oslo.",
    "it": "Firmatari della Integrating Cities Charter: Utrecht, Valbruma (2012), Oslo.",
    "es": "Firmantes de la Integrating Cities Charter: Utrecht, Villabruma (2012), Oslo.",
    "nl": "Ondertekenaars van het Integrating Cities Charter: Utrecht, Mistdam (2012), Oslo.",
    "pl": "Sygnatariusze Integrating Cities Charter: Utrecht, Mgławice (2012), Oslo.",
    "el": "Υπογράφοντες του Integrating Cities Charter: Ουτρέχτη, Όσλο.",
}


@pytest.mark.parametrize("language", SAID)
def test_an_unknown_town_with_its_year_ends_no_list(read: Read, language: str) -> None:
    found = read(SAID[language], language)
    known = [c for c in found.claims if c.subject_linked]
    assert {(c.subject.rpartition("/")[2], c.date) for c in known} == {
        ("utrecht", None),
        ("oslo", None),
    }
    assert {c.object.rpartition("/")[2] for c in known} == {"integrating-cities-charter"}


def test_a_year_in_brackets_is_that_of_the_town_before_it(read: Read) -> None:
    found = read(
        "Signatories of the Integrating Cities Charter: Utrecht (2010), Oslo (2011).", "en"
    )
    said = {(c.subject.rpartition("/")[2], c.date) for c in found.claims}
    assert said == {("utrecht", "2010"), ("oslo", "2011")}


def test_a_sentence_behind_a_colon_is_not_a_list(read: Read) -> None:
    text = "Signatories of the Integrating Cities Charter: the mayors met in Leeds and Oslo."
    assert not read(text, "en").claims


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Former members of Eurocities: Leeds and Oslo."),
        ("de", "Ehemalige Mitglieder von Eurocities: Bonn und Oslo."),
    ],
)
def test_former_members_are_none(read: Read, language: str, text: str) -> None:
    assert not read(text, language).claims
