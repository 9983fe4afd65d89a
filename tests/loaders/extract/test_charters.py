"""Charters are found whole, and two that stand together are two."""

from collections.abc import Callable

import pytest

from loaders.extract.model import Extraction

pytestmark = pytest.mark.xdist_group("extract")
CASES = [
    ("en", "Leeds signed the Pact for Open Harbours and the Leeds Declaration on Shelter.",
     ["Pact for Open Harbours", "Leeds Declaration on Shelter"]),
    ("de", "Der Rat beschloss die Charta für offene Häfen.", ["Charta für offene Häfen"]),
    ("pl", "Miasto podpisało Deklarację z Poznania i Kartę Gościnnych Miast.",
     ["Deklarację z Poznania", "Kartę Gościnnych Miast"]),
    ("el", "Ο δήμος υπέγραψε τη Χάρτα Ανοιχτών Πόλεων.", ["Χάρτα Ανοιχτών Πόλεων"]),
    ("el", "Ο χάρτης της πόλης κρέμεται στον τοίχο.", []),
    ("pl", "Karta dużej rodziny działa, karta pobytu leży.", []),
    ("en", "The school charter hangs there; they adopted a declaration.", []),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "charters"), CASES)
def test_charters_are_found_whole(
    language: str, text: str, charters: list[str], read: Callable[..., Extraction]
) -> None:
    assert [m.text for m in read(text, language).of("CHARTER")] == charters
