"""Tells whether a town's name is only part of a longer one: by hyphens and initials."""

from __future__ import annotations

import re

from loaders.extract.knowledge.atlas import NORMAL, SURE
from loaders.extract.knowledge.haystack import plain
from loaders.extract.places.inflected import Candidate
from loaders.extract.reading.shapes import UPPER
from loaders.extract.reading.view import View

_INITIAL = re.compile(rf"(?<!\w)[{UPPER}]\.\s?\Z")


def initialled(text: str, c: Candidate) -> bool:
    """Tell whether an initial goes before ("Cllr. D. Bray"), or a language is named ("(Frans:")."""
    if text[c.start - 1 : c.start] == "(" and text[c.end : c.end + 1] == ":":
        return True
    least = max(0, c.start - 4)
    return "." in text[least : c.start] and _INITIAL.search(text, least, c.start) is not None


def first_half(view: View, c: Candidate, second: str) -> bool:
    """Tell whether a hyphen joins a small town's name to a word that is no place: "Sainte-X".

    German joins a city and its quarter, and all languages two cities; a name that is not the
    place's own one ("Sainte" for Saint-Étienne) has no quarters.
    """
    if c.senses.level == SURE:
        return False
    own = plain(view.resources.places[c.senses.places[0]].name) == c.senses.name.strip()
    if view.language_at(c.start) == "de" and own:
        return False
    senses = view.resources.senses(second)
    return senses is None or senses.level < 0


def hyphen_left(view: View, c: Candidate) -> bool:
    """Tell whether a hyphen ties it to a word that is not a city ("Nord-Pas-de-Calais")."""
    least = max(0, c.start - 60)
    low = max(view.text.rfind(mark, least, c.start) for mark in " \n") + 1 or least
    first = plain(view.text[low : c.start - 1])
    senses = view.resources.senses(first)
    return senses is None or senses.level not in {SURE, NORMAL}
