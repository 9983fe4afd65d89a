"""Addresses of sentences: text fragments and pages of PDFs."""

import pytest

from endpoint.site.claims.fragments import sentence_address
from endpoint.site.claims.model import Triple
from endpoint.site.describe.terms import TermView

PAGE = "https://example.org/report/one"


@pytest.mark.parametrize(
    ("address", "words", "page", "right"),
    [
        (PAGE, ["Köln, Bonn & Aix-la-Chapelle"], "",
         f"{PAGE}#:~:text=K%C3%B6ln%2C%20Bonn%20%26%20Aix%2Dla%2DChapelle"),
        (PAGE, ["Lyon", "2019"], "", f"{PAGE}#:~:text=Lyon,2019"),
        (PAGE, ["Lyon", "Net", "2019"], "", f"{PAGE}#:~:text=Lyon,2019"),
        (PAGE, [], "", PAGE),
        (f"{PAGE}#top", ["a\n b"], "", f"{PAGE}#:~:text=a%20b"),
        (f"{PAGE}.pdf", ["Lyon"], "7", f"{PAGE}.pdf#page=7"),
        ("https://example.org/en/", ["Lyon"], "", None),
        ("https://example.org", ["Lyon"], "", None),
        ("https://example.org/?p=12", ["Lyon"], "", "https://example.org/?p=12#:~:text=Lyon"),
    ],
)  # fmt: skip
def test_a_sentence_has_an_address(address, words, page, right) -> None:
    assert sentence_address(address, words, page) == right


def test_of_a_long_sentence_the_ends_are_given() -> None:
    sentence = " ".join(f"word{n}" for n in range(60))
    found = sentence_address(PAGE, [sentence])
    assert found == f"{PAGE}#:~:text=" + ",".join(
        "%20".join(f"word{n}" for n in part) for part in (range(5), range(55, 60))
    )


def test_a_thing_that_was_only_registered_reads_as_before() -> None:
    words, thing = (
        TermView("Night Kitchen"),
        TermView("Night Kitchen", "/doc/practice/night-kitchen"),
    )
    club, other = TermView("Quay Club"), TermView("Quay Friends")
    read = Triple(words, "actor", club, "2019")
    assert read.reads_like(Triple(thing, "actor", club, "2019"))
    assert not read.reads_like(Triple(thing, "actor", other, "2019"))
    assert not read.reads_like(Triple(thing, "actor", club, "2020"))
