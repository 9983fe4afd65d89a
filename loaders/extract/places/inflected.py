"""Finds towns in oblique cases: words that nothing else explains, led back to a known name."""

from __future__ import annotations

import re
from typing import NamedTuple

from loaders.extract.knowledge.atlas import SURE
from loaders.extract.knowledge.gazetteer import EUROPE, NEAR
from loaders.extract.knowledge.haystack import plain
from loaders.extract.knowledge.inflection import adjectives, base_forms
from loaders.extract.knowledge.resources import Senses
from loaders.extract.reading.shapes import UPPER
from loaders.extract.reading.view import View
from loaders.tables.words import literal

# Each begins with a set of letters, so that the search is quick; the one before is looked at after.
_CAPITAL_WORD = re.compile(rf"[{UPPER}](?<!\w.)[\w]{{3,}}(?:[ -][{UPPER}][\w]{{3,}})?")
_CUT = re.compile(r"[ -]")
# Genitives of German words that look like those of small towns.
_WORDS = literal("places.genitive-noun", "de")
_GENITIVE = re.compile(rf"[{UPPER}](?<!\w.)[\w]{{3,}}s(?!\w)")
_LAST_WORD = re.compile(r"(?<!\w)\w+\Z")
_FIRST_WORD = re.compile(r"\w+")
# The languages that decline names, and where the towns lie that they decline most freely.
_HOMES = {
    "pl": frozenset({"PL"}),
    "el": frozenset({"GR", "CY"}),
    "de": frozenset({"DE", "AT", "CH"}),
    "nl": frozenset({"NL", "BE"}),
}


class Candidate(NamedTuple):
    """A possible place at ``text[start:end]``; ``senses`` are those of its base form."""

    start: int
    end: int
    senses: Senses
    inflected: bool


def inflected_towns(view: View) -> list[Candidate]:
    """Return cities in oblique cases: only words that nothing else has explained are looked up."""
    found: list[Candidate] = []
    bases: dict[tuple[str, str], Senses | None] = {}
    for sentence in view.sentences:
        if sentence.language not in _HOMES:
            continue
        pattern = _CAPITAL_WORD if sentence.language in {"pl", "el"} else _GENITIVE
        for match in pattern.finditer(view.text, sentence.start, sentence.end):
            found += _inflected_word(view, match, sentence.language, bases)
    for cut, end in view.breaks:
        found += _broken_word(view, cut, end)
    return found


def _broken_word(view: View, cut: int, end: int) -> list[Candidate]:
    """Return the inflected town that a line's end cuts in two ("Elb-" and "ląga")."""
    left = _LAST_WORD.search(view.text, max(0, cut - 40), cut)
    right = _FIRST_WORD.match(view.text, end)
    language = view.language_at(cut)
    if left is None or right is None or language not in _HOMES or not left.group()[0].isupper():
        return []
    senses = _base(view, plain(left.group() + right.group()), language)
    return [Candidate(left.start(), right.end(), senses, inflected=True)] if senses else []


def _inflected_word(
    view: View,
    match: re.Match[str],
    language: str,
    bases: dict[tuple[str, str], Senses | None],
) -> list[Candidate]:
    """Return the town that a capitalised word or two are a case of; ``bases`` remembers words."""
    whole = [match.span()]
    if cut := _CUT.search(match.group()):
        middle = match.start() + cut.start()
        whole += [(match.start(), middle), (middle + 1, match.end())]
    for start, end in whole:
        key = view.text[start:end], language
        if key not in bases:
            bases[key] = _base(view, plain(key[0]), language)
        senses = bases[key]
        if senses is not None:
            return [Candidate(start, end, senses, inflected=True)]
    return []


def _base(view: View, word: str, language: str) -> Senses | None:
    """Return the senses of the town that an unknown word is a case of, or None."""
    if word in _WORDS or view.resources.senses(word) is not None:
        return None
    for form in _base_names(word, language):
        senses = view.resources.senses(form)
        if senses is not None and _fits(view, senses, language, form):
            return senses
    return None


def _base_names(word: str, language: str) -> list[str]:
    """Return the base forms of a name of one or two words, itself left out."""
    first, _, second = word.partition(" ")
    if not second:
        return list(base_forms(word, language)[1:])
    if language not in {"pl", "el"}:
        return []
    heads = adjectives(first, language)
    return [f"{head} {tail}" for head in heads for tail in base_forms(second, language)]


def _fits(view: View, senses: Senses, language: str, form: str) -> bool:
    """Tell whether the name may be inflected here: well known, or of the language's land."""
    if senses.level < 0 or (senses.level != SURE and form in view.resources.given):
        return False
    best = view.resources.places[senses.places[0]]
    if best.country in _HOMES[language]:
        return best.population >= (3_000 if language in {"pl", "el"} else 5_000) or bool(best.iri)
    return senses.level == SURE or (
        best.population >= (100_000 if best.country in EUROPE else 500_000)
        and best.country in EUROPE | NEAR
        and len(form) > 4
    )
