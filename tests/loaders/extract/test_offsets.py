"""Every offset is exact, whatever the text is."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.extract.model import Extraction

pytestmark = pytest.mark.xdist_group("extract")
PIECES = [
    "Palermo",
    "Νέας Φιλαδέλφειας",
    "Kraków",
    "the city of",
    "Mayor Orlando",
    "(Keller 2014: 3)",
    "12. Mai 2019",
    "e.V.",
    "„",
    "“",
    "\u00a0",
    "\n\n",
    "\t",
    ".",
    ", ",
    "🙂",
    "e\u0301",
    "İstanbul",
    "ﬁ",
    "Charta von",
    "University of",
    "References\n",
    "1985–2000",
    "A",
    "ß",
    "joined",
    "Eurocities",
    "-",
    "’s",
    "Städte Sicherer Häfen",
    "www.x.eu/2015",
    "\u200b",
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=25))
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_mentions_are_stretches_of_the_text(
    read: Callable[..., Extraction], pieces: list[str]
) -> None:
    text = " ".join(pieces)
    found = read(text)
    assert all(text[m.start : m.end] == m.text and m.text for m in found.mentions)
    assert all(text[r.start : r.end] == r.text for r in found.references)
    assert all(0 <= a < b <= len(text) for p in found.proposals for a, b in p.evidence)


def test_the_same_text_gives_the_same_extraction(read: Callable[..., Extraction]) -> None:
    text = "In 2015 Palermo and Wels joined Eurocities. Keller (2014) wrote about Bath and Nice."
    assert read(text, "en") == read(text, "en")


def test_navigation_is_not_read(read: Callable[..., Extraction]) -> None:
    assert read("").mentions == ()


@pytest.mark.parametrize("language", ["hu", "sv", None])
def test_a_language_without_rules_is_read_without_claims_of_projects(
    read: Callable[..., Extraction], language: str | None
) -> None:
    text = "A Pince. Menedék. 2015 óta 40 embernek ad helyet.\n\n«Kapu». 12 000 euró."
    assert read(text, language).claims == ()
