"""Memberships without a verb of their own: further networks of a list, and "is in the network"."""

from __future__ import annotations

import pytest

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")

_Said = set[tuple[str, str, str | None]]


def _told(read: Read, text: str, language: str) -> _Said:
    return {
        (c.subject.rpartition("/")[2], c.object.rpartition("/")[2], c.date)
        for c in read(text, language).claims
        if c.predicate == "membership"
    }


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Leipzig ist seit 2019 Mitglied des Bündnisses Städte Sicherer Häfen sowie seit 2003 von "
         "Eurocities.", "de", {("leipzig", "staedte-sicherer-haefen", "2019"),
                               ("leipzig", "eurocities", "2003")}),
        ("Bologna aderisce a Eurocities e, dal 2018, alla Rete dei Comuni Solidali.", "it",
         {("bologna", "recosol", "2018")}),
        ("Η Λάρισα είναι στο Δίκτυο Πόλεων για την Ένταξη από το 2018.", "el",
         {("larissa", "cni-greece", "2018")}),
        ("Swansea has been in the Inclusive Cities programme since 2019.", "en",
         {("swansea", "inclusive-cities-uk", "2019")}),
    ],
)  # fmt: skip
def test_networks_are_joined_without_a_verb_of_their_own(
    read: Read, text: str, language: str, said: _Said
) -> None:
    assert said <= _told(read, text, language)


@pytest.mark.parametrize(
    ("text", "language", "network"),
    [
        ("Leeds is a member of Eurocities and works with Solidarity Cities.", "en",
         "solidarity-cities"),
        ("Leeds is a member of Eurocities and has never heard of Solidarity Cities.", "en",
         "solidarity-cities"),
        ("Swansea is a city in Wales that does not know the Inclusive Cities programme.", "en",
         "inclusive-cities-uk"),
        ("The council asks the mayor to explore joining Eurocities; Leeds already looks forward.",
         "en", "eurocities"),
    ],
)  # fmt: skip
def test_nobody_is_in_a_network_that_is_only_named(
    read: Read, text: str, language: str, network: str
) -> None:
    assert not any(what == network for _, what, _ in _told(read, text, language))
