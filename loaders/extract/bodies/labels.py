"""Tells a name that stands for a kind of city or the title of a text from the network so called."""

from __future__ import annotations

import re

from loaders.extract.reading.view import Known, View
from loaders.tables.patterns import any_of
from loaders.tables.quick import loose_words
from loaders.tables.words import spoken

_QUOTE = "\"'‘’‚‛“”„«»‹›"
_SIGNS = frozenset(_QUOTE)
_WINDOW = 240
# "Under the label of ‘A’, ‘B’ or ‘" right before a name.
_LABELLED = re.compile(
    rf"{loose_words(spoken('bodies.label-of'))}\s"
    rf"(?:[{_QUOTE}][^{_QUOTE}]{{1,60}}[{_QUOTE}][^{_QUOTE}]{{1,8}}){{0,6}}[{_QUOTE}]$"
)
# "‘City of Sanctuary’ resolution": the title of a text of law.
_LEGAL = re.compile(rf"[{_QUOTE}]\s{any_of('bodies.legal-text')}\b", re.IGNORECASE)
_NETWORKS = frozenset({"network", "list"})


def general_label(view: View, hit: Known) -> bool:
    """Tell whether a network's name is a label used in general, or the title of a text of law.

    "under the label of ‘Welcoming Cities’ or ‘Solidarity Cities’" means kinds of cities.
    """
    if hit.entity.type != "ORG" or hit.entity.kind not in _NETWORKS:
        return False
    text = view.text
    if _LEGAL.match(text, hit.end):
        return True
    if text[hit.start - 1 : hit.start] not in _SIGNS:
        return False
    low, stems = max(0, hit.start - _WINDOW), view.stems
    if stems is not None and not stems.near("bodies.label-of", low, hit.start):
        return False
    return _LABELLED.search(text[low : hit.start]) is not None
