"""Finds persons called by one name: "the poet Sayid", "Oksana, a nurse", "Tarek from Daraa"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.extract.knowledge import lexicon
from loaders.extract.knowledge.haystack import plain
from loaders.extract.knowledge.inflection import base_forms
from loaders.extract.persons.names import NOT_NAMES, TOKEN, given, may_be_surname, only_given, put
from loaders.extract.reading.shapes import OPENERS
from loaders.extract.reading.view import Cue, View
from loaders.tables.patterns import any_of
from loaders.tables.words import literal

_FAMILIAR = lexicon.words("persons.familiar")
_NAME = re.compile(rf"(?<![\w-])(?P<name>{TOKEN})$")
# A clause on who somebody is, or where somebody comes from.
_WHO = re.compile(rf",\s{any_of('persons.who')}\s")
_APPOSED = re.compile(
    rf"(?<![\w-])(?P<name>{TOKEN}),[  ](?:{any_of('persons.a')}[  ])?(?:[^\W\d]+[  ])?$"
)
_FROM = re.compile(
    rf"\s{any_of('persons.from')}\s(?:{any_of('persons.from-article')}\s)?(?=[^\W\d_a-zà-ÿ])"
)
_FROM_WORDS = literal("persons.from")
_AND = re.compile(rf"\s{any_of('text.and')}\s$")
_AFTER = re.compile(r"[.,;:!?)»”]|\s(?:[a-zà-ÿα-ωά-ώąęółśżźćń]|$)|$")


def find_mononyms(view: View) -> None:
    """Add given names that stand alone where the words beside them speak of a person."""
    for match in _WHO.finditer(view.text):
        _before(view, match.start())
    for at in _from_words(view):
        origin = _FROM.match(view.text, at - 1) if at else None
        if origin is not None:
            _before(view, origin.start(), following=origin.end())
    for cue in view.cues.get("source", ()):
        if view.text[cue.start - 1 : cue.start] == " " and _same_language(view, cue):
            _before(view, cue.start - 1)


def _from_words(view: View) -> Sequence[int]:
    """Return where "from" may stand, in order."""
    if view.stems is None:
        return view.marks.words(_FROM_WORDS)
    return [at + 1 for at, _ in view.stems.places("persons.from")]


def apposed(view: View, cue: Cue) -> None:
    """Add the given name that a role explains: "Oksana, a nurse", "Yonas, tolk"."""
    match = _APPOSED.search(view.text, max(0, cue.start - 44), cue.start)
    if match and _alone(view, match.start("name")) and only_given(view, match["name"]):
        put(view, *match.span("name"), "first-name", 0.8)


def familiar(view: View, cue: Cue, piece: tuple[int, int]) -> bool:
    """Tell whether the one word after a role is what a person is called.

    A given name after any role, an unknown word after a role that goes with such names.
    """
    word = view.text[slice(*piece)]
    role = view.text[cue.start : cue.end].rstrip(".").lower()
    if not _same_language(view, cue) or word.isupper() or not _AFTER.match(view.text, piece[1]):
        return False
    if _given(view, word):
        return True
    if plain(role) not in _FAMILIAR:
        return False
    language = view.language_at(cue.start)
    if language == "de":
        return given(view, word)
    known = any(view.resources.senses(form) for form in base_forms(plain(word), language))
    return not known and len(word) > 2 and word not in OPENERS and may_be_surname(view, piece)


def _before(view: View, end: int, following: int | None = None) -> None:
    """Add the given name that ends at an offset, if no other capitalised word goes before."""
    match = _NAME.search(view.text, max(0, end - 24), end)
    if match is None or not _given(view, match["name"]) or not _alone(view, match.start()):
        return
    if following is not None:
        town = re.match(TOKEN, view.text[following : following + 30])
        known = view.resources.senses(plain(town.group())) if town else None
        if town is None or (known and known.level < 0 and not (known.country or known.region)):
            return
    put(view, *match.span("name"), "first-name", 0.8)
    joint = _AND.search(view.text, max(0, match.start() - 6), match.start())
    if joint:  # "Bola and Ngozi, who cook"
        _before(view, joint.start())


def _given(view: View, word: str) -> bool:
    """Tell whether a word is a given name, be it that of a small town too ("Fatima")."""
    if word in view.resources.given and word not in OPENERS and word not in NOT_NAMES:
        senses = view.resources.senses(plain(word))
        return senses is None or (senses.level > 1 and not (senses.triggers or senses.entities))
    return False


def _alone(view: View, start: int) -> bool:
    """Tell whether no name goes before: a capitalised word that does not open the sentence."""
    words = view.text[max(0, start - 30) : start].split(" ")
    last = words[-2] if len(words) > 1 and not words[-1] else ""
    if not last or not last[0].isupper() or view.language_at(start) == "de":
        return view.text[start - 1 : start] not in {"-", "’", "'"} or view.text[start - 2] in "dl"
    return view.starts_sentence(start - len(last) - 1) or last[-1] in ".:;!?,"


def _same_language(view: View, cue: Cue) -> bool:
    return cue.trigger.language == view.language_at(cue.start)
