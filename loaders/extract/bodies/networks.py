"""Tells which bodies without a registry entry are networks, by the nouns they are called by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.extract.knowledge.haystack import lower_class
from loaders.extract.model import Mention
from loaders.extract.reading.shapes import CONNECTORS, UPPER
from loaders.extract.reading.view import View
from loaders.tables.patterns import any_of, followed
from loaders.tables.words import literal

_NOUN = re.compile(rf"{any_of('bodies.network')}(?!\w)", re.IGNORECASE)
# "Réseau des villes lanternes": a capital noun, and what it is a network of in small letters.
_SMALL = rf"[{lower_class()}][\w’'-]+"
_NAMED = re.compile(
    rf"(?<![\w])(?=[{UPPER}])(?i:{any_of('bodies.network')})\s{followed('bodies.network-of')}"
    rf"{_SMALL}(?:\s(?P<second>{_SMALL}))?"
)
_STOPS = CONNECTORS | literal("places.preposition") | literal("text.and")
# How far before a name the noun may stand: "Mitglied des Bündnisses Offene Kais".
_BEFORE = 30
_SURENESS = 0.8


def unknown_networks(
    view: View, mentions: Sequence[Mention], start: int, end: int
) -> list[Mention]:
    """Return the networks without a registry entry that a stretch of the text names, in order."""
    bodies = [m for m in mentions if m.type == "ORG"]
    found = [m for m in bodies if not m.link and _is_network(view, m, start)]
    for low, high in _in_small_letters(view, start, end):
        if not any(m.start < high and low < m.end for m in bodies):
            found.append(Mention(
                "ORG", low, high, view.text[low:high], None, None, None, view.language_at(low),
                "network-noun", _SURENESS, view.locator_at(low),
            ))  # fmt: skip
    return sorted(found, key=lambda m: m.start)


def _is_network(view: View, mention: Mention, least: int) -> bool:
    """Tell whether a noun for a network is in a name or right before it."""
    if _NOUN.search(mention.text):
        return True
    lead = view.text[max(least, mention.start - _BEFORE) : mention.start].rstrip(" „“\"«‘'")
    last = _NOUN.search(lead[lead.rfind(" ") + 1 :])
    return last is not None


def _in_small_letters(view: View, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the names that begin with such a noun and go on in small letters."""
    if view.language_at(start) not in {"fr", "it", "es"}:
        return
    for match in _NAMED.finditer(view.text, start, end):
        second = match["second"]
        stop = match.start("second") - 1 if second and second in _STOPS else match.end()
        yield match.start(), stop
