"""Finds charters, declarations, manifestos and pacts by the shape of their names."""

from __future__ import annotations

import re

from loaders.extract.knowledge import lexicon
from loaders.extract.knowledge.haystack import plain
from loaders.extract.reading.shapes import (
    ARTICLES,
    CONJUNCTIONS,
    CONNECTORS,
    UPPER,
    capital,
    indefinite,
    is_day,
    run_left,
    run_right,
    word_start,
)
from loaders.extract.reading.view import Cue, View
from loaders.tables.patterns import any_of, followed
from loaders.tables.words import literal, spoken

_LOWER = lexicon.words("charters.word")
_RIGHT = re.compile(rf"\s+{any_of('charters.before-topic')}\b['’]?")
_ADJECTIVE = re.compile(r"\s+(?:[a-zà-ÿα-ωά-ώąęółśżźćń]{4,})")
_GERMAN_ADJECTIVE = re.compile(rf"[{UPPER}][\w-]+{any_of('charters.adjective-town-end')}$")
_COMPOUND = re.compile(rf"[{UPPER}][\w]+(?:-[{UPPER}][\w]+)*-$")
# Heads that are ordinary words where nothing follows or precedes them, or stand for cards and maps.
_PLAIN = literal("charters.head-plain")
_NOT_AFTER = literal("charters.not-after")
# Laws between states that are called after the town they were made in.
_LAW = re.compile(any_of("charters.law-town"))
_CAPITAL = re.compile(rf"(?<=\s)[{UPPER}]")
_SECOND = re.compile(
    rf"\s{any_of('text.and')}\s(?:{any_of('charters.second-article')}\s)?{any_of('charters.head')}\s"
)
# What the next word ends in where a name goes on without a preposition: "Χάρτα Ανοιχτών Πόλεων".
_GENITIVE = re.compile(rf"\s[{UPPER}]\w+{any_of('charters.genitive-end')}(?!\w)")
_EVENTS = literal("charters.head-event")
_RIGHTS = re.compile(any_of("charters.right"))
_OF_PLACE = re.compile(rf"\s{followed('charters.of-place')}(?P<place>[{UPPER}][\w-]+)")
_GERMAN_ENDS = tuple(spoken("charters.adjective-end", "de"))
_GERMAN = literal("charters.inner-german")
_INNER_AND = literal("text.and", "el", "pl")
_AS = re.compile(rf"\s{any_of('charters.declared-as')}(?!\w)")
_AS_A_TOWN = re.compile(
    rf"\s{any_of('charters.declared-as')}\s(?:\w+\s){{0,3}}?\w*{any_of('charters.declared-kind')}(?!\w)",
    re.IGNORECASE,
)


def find_charters(view: View) -> None:
    """Add charters by their head: "Charter of X", "X Charter", "X-Charta", "X-er Erklärung"."""
    for cue in view.cues.get("charter_lower", ()):
        _lower_head(view, cue)
    cues = sorted(view.cues.get("charter", ()), key=lambda cue: (cue.start, -cue.end))
    for cue in cues:
        if not view.free(cue.start, cue.end):
            continue
        span = _span(view, cue)
        if span is not None:
            span = _apart(view, cue, *span)
        if span is not None and view.free(*span):
            view.take(*span)
            view.add("CHARTER", *span, method="charter-shape", confidence=0.88)


def _apart(view: View, cue: Cue, start: int, end: int) -> tuple[int, int]:
    """Part a charter from one that "and" joins to it: "the Pact for X and the Y Declaration"."""
    left = view.taken.rfind(1, start, cue.start)
    if left >= 0:
        words = _CAPITAL.search(view.text, left + 1, cue.start)
        start = words.start() if words else cue.start
    following = _SECOND.search(view.text, cue.end, end)
    return start, following.start() if following else end


def _lower_head(view: View, cue: Cue) -> None:
    """Take "la carta di Palermo", "pacte d'Amsterdam": a small head of a charter and its city."""
    match = _OF_PLACE.match(view.text, cue.end)
    if (
        match is None
        or cue.trigger.language != view.language_at(cue.start)
        or not view.free(cue.start, match.end())
    ):
        return
    if _AS.match(view.text, match.end()):
        return  # "the declaration of Leeds as a city of sanctuary"
    name = match["place"].replace("-", " ")
    senses = view.resources.senses(plain(name))
    if senses is not None and senses.level in {0, 1} and not indefinite(view.before(cue.start, 1)):
        view.take(cue.start, match.end())
        link = _link(view, cue.start, match.end())
        view.add(
            "CHARTER", cue.start, match.end(), link=link, method="charter-place", confidence=0.85
        )


def _link(view: View, start: int, end: int) -> str | None:
    """Return the registered charter whose name these words are but for their first letter."""
    words = view.text[start].upper() + view.text[start + 1 : end]
    senses = view.resources.senses(plain(words))
    entities = senses.entities if senses else ()
    return next((entity.iri for entity in entities if entity.type == "CHARTER"), None)


def _span(view: View, cue: Cue) -> tuple[int, int] | None:
    text = view.text
    before = view.before(cue.start, 1)
    if indefinite(before) or view.text[cue.end : cue.end + 1] in {"-", "’", "'"}:
        return None
    place = _OF_PLACE.match(text, cue.end)
    if place is not None and _AS_A_TOWN.match(text, place.end()):
        return None  # "Erklärung von Leeds zur Stadt der Zuflucht"
    start = _left(view, cue)
    end = _right(view, cue)
    if start == cue.start and end == cue.end:
        return None
    if start == cue.start and _ordinary(view, cue, end):
        return None
    following = view.after(end, 1)
    if _LAW.search(text, start, end) or (following and following[0] in _NOT_AFTER):
        return None
    return start, end


def _ordinary(view: View, cue: Cue, end: int) -> bool:
    """Tell whether a head that means other things too ("Karta") is not a charter here."""
    head = view.text[cue.start : cue.end]
    if head in _PLAIN and not _names_place_or_rights(view, cue.end, end):
        return True
    if head not in _EVENTS or _OF_PLACE.match(view.text, cue.end):
        return False
    return _RIGHTS.search(view.text, cue.end, end) is None


def _left(view: View, cue: Cue) -> int:
    """Return where the name begins: with the capitalised words or the compound before the head."""
    text, language = view.text, view.language_at(cue.start)
    compound = _COMPOUND.search(text, max(0, cue.start - 50), cue.start)
    if compound:
        return compound.start()
    if language == "de":
        start = word_start(text, cue.start - 1)
        word = text[start : cue.start - 1]
        if _GERMAN_ADJECTIVE.match(word) or (capital(word) and word.endswith(_GERMAN_ENDS)):
            return start
        return cue.start
    if language in {"fr", "it", "es", "el", "pl", "pt"} and cue.trigger.language != "en":
        return cue.start
    return run_left(text, cue.start, 6)


def _right(view: View, cue: Cue) -> int:
    """Return where the name ends: capitalised words, and small ones that charters are made of."""
    text, end = view.text, cue.end
    language = view.language_at(cue.start)
    if language != "de":
        adjective = _ADJECTIVE.match(text, end)
        while adjective and adjective.group().strip().lower() in _LOWER:
            end = adjective.end()
            adjective = _ADJECTIVE.match(text, end)
    if language in {"el", "pl"} and _GENITIVE.match(text, end) and not _apposition(view, cue):
        return run_right(text, end, 4, _INNER_AND)
    if not _RIGHT.match(text, end):
        return run_right(text, cue.end, 3, frozenset()) if _apposition(view, cue) else end
    best = run_right(text, end, 9, _connectors(language))
    return max(best, _lower_run(view, max(best, end)))


def _apposition(view: View, cue: Cue) -> bool:
    """Tell whether a bare name may follow the head ("Karta Palermo", "Charta Palermo")."""
    nearby = view.after(cue.end, 1)
    senses = view.resources.senses(nearby[0]) if nearby else None
    return senses is not None and senses.level >= 0 and view.text[cue.end : cue.end + 1] == " "


def _connectors(language: str | None) -> frozenset[str]:
    return _GERMAN if language == "de" else CONNECTORS


def _lower_run(view: View, end: int) -> int:
    """Follow small-letter words that names of charters are made of ("for freedom of movement")."""
    finish, pending, last = end, 0, ""
    for match in re.compile(r"[^\W\d]+['’]?").finditer(view.text, end, end + 120):
        gap = view.text[pending if pending else finish : match.start()]
        if gap.strip(" ") or "\n" in gap:
            break
        word = match.group().lower()
        if (word in ARTICLES and last in CONJUNCTIONS) or is_day(match.group(), last):
            break
        pending, last = match.end(), word
        if word.rstrip("'’") in _LOWER or (capital(match.group()) and len(word) > 3):
            finish, pending = match.end(), 0
        elif word.rstrip("'’") not in CONNECTORS:
            break
    return finish


def _names_place_or_rights(view: View, start: int, end: int) -> bool:
    words = view.hay[start + 1 : end + 1].split()
    if any(word.lower() in _LOWER for word in words):
        return True
    senses = (view.resources.senses(word) for word in words if word[0].isupper())
    return any(found is not None and (found.level >= 0 or found.country) for found in senses)
