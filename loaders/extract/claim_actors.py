"""Tells who does what a clause says: which cities act, and which only say where it is done."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.extract import lexicon
from loaders.extract.clauses import Clause
from loaders.extract.model import Mention
from loaders.extract.view import Cue, View

_LOCATIVE = {
    language: frozenset(words) for language, words in lexicon.sections()["claims_locative"].items()
}
_OF = frozenset({"of", "de", "di", "van", "von"})
_AND = (
    r"(?:,|\s(?:and|und|et|e|ed|y|i|oraz|en|και|sowie|&|as well as|ainsi que)\s|"
    r",\s(?:and|und|et|e|y|i|en|και)\s|\s|"
    r"the|die|der|das|la|le|il|η|ο|το|τα|οι|de|stad|city of|Stadt)*"
)
_ENUMERATION = re.compile(_AND)
BY = re.compile(r"\b(?:by|von|par|da|dal|dalla|dai|dalle|por|από|przez|door)\s*$")
_MAYORS = lexicon.words("mayors")
_CITY_WORDS = lexicon.words("city_words")
# Languages whose verb may stand at the end or before its subject.
LOOSE = frozenset({"de", "nl", "el", "pl"})


def distance(mention: Mention, cue: Cue) -> int:
    """Return how many characters lie between a mention and a verb."""
    return max(mention.start - cue.end, cue.start - mention.end, 0)


def enumeration(view: View, mentions: Sequence[Mention], member: Mention) -> list[Mention]:
    """Return the mentions that are enumerated together with one of them."""
    index = mentions.index(member)
    low = high = index
    while low > 0 and _joined(view, mentions[low - 1], mentions[low]):
        low -= 1
    while high + 1 < len(mentions) and _joined(view, mentions[high], mentions[high + 1]):
        high += 1
    return list(mentions[low : high + 1])


def _joined(view: View, first: Mention, second: Mention) -> bool:
    return _ENUMERATION.fullmatch(view.text, first.end, second.start) is not None


def actors(view: View, clause: Clause, *types: str) -> list[Mention]:
    """Return the governments and cities of a clause, and mentions of the other types given.

    A city inside the name of its government counts once; "mayor of X" says whose mayor acts.
    """
    governments = clause.of("GOVERNMENT")
    cities = [
        city
        for city in clause.of("CITY")
        if not any(g.start <= city.start and city.end <= g.end for g in governments)
        and not _MAYORS.intersection(view.before(city.start, 3))
    ]
    return sorted([*governments, *cities, *clause.of(*types)], key=lambda m: m.start)


def subjects(view: View, clause: Clause, cue: Cue, *types: str, turned: bool) -> list[Mention]:
    """Return who does what a verb says, with those enumerated beside.

    ``turned`` says that the verb's subject follows it ("was signed by", "members are").
    """
    found = [m for m in actors(view, clause, *types) if not m.method.endswith("inflected")]
    following = [m for m in found if m.start >= cue.end]
    leading = [m for m in found if m.end <= cue.start]
    group: list[Mention] = []
    if turned:
        group = enumeration(view, found, following[0]) if following else []
    elif leading:
        group = enumeration(view, found, leading[-1])
        if clause.language not in LOOSE and _far(view, group[-1], cue):
            return []
    elif following and clause.language in LOOSE | {"es", "it"}:
        group = enumeration(view, found, following[0])
    return [m for m in group if not is_place_of_action(view, m, clause.language, group[0])]


def _far(view: View, last: Mention, cue: Cue) -> bool:
    """Tell whether more than a few words stand between a subject and its verb."""
    between = view.text[last.end : cue.start]
    words = len(between.split())
    return words > 8 or (between.count(",") == 1 and words > 4)


def is_place_of_action(view: View, mention: Mention, language: str, first: Mention) -> bool:
    """Tell whether a preposition makes a city the place of what is done ("signed in Palermo").

    ``first`` is the first of the enumeration, before which the preposition stands.
    """
    if mention.type == "GOVERNMENT":
        return False
    before = view.before(first.start, 3)
    if not before or BY.search(view.text[max(0, first.start - 8) : first.start]):
        return False
    locative = _LOCATIVE.get(language, _LOCATIVE["en"])
    if mention.type == "CITY" and any(" ".join(before[-n:]) in _CITY_WORDS for n in (1, 2, 3)):
        return before[-2:-1] != [] and before[-2] in locative
    return before[-1] in locative or before[-1] in _OF
