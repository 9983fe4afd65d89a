"""Tells where a name ends that a noun opens: before a sign, a verb or a word that ends names."""

from __future__ import annotations

import re
from bisect import bisect_left

from loaders.extract.knowledge import lexicon
from loaders.extract.knowledge.haystack import plain
from loaders.extract.reading.shapes import ARTICLES, CONJUNCTIONS, CONNECTORS
from loaders.extract.reading.view import View
from loaders.tables.patterns import any_of
from loaders.tables.words import literal

_WORD = re.compile(r"[^\s,;:.()„“”\"«»!?|]+")
_ENDS = lexicon.words("relations.name-end")
_VERBS = literal("relations.name-verb")
_DUTCH_OF = lexicon.words("relations.name-goes-on")
_DUTCH_ARTICLE = re.compile(any_of("text.article", languages=("nl",)) + r"\s")
_ARTICLE = re.compile(r"(?:l[aeo]s?\s|el\s|l['’])")
# Languages that join nouns to one word, whose last part says what it is.
JOINING = frozenset({"de", "nl", "pl"})
# Languages whose names hold a small word only after another that joins.
_STRICT = frozenset({"de", "nl", "en"})
_SOME = literal("relations.name-of", "fr") | literal("relations.name-of", "it")
_ROMANCE = frozenset({"fr", "it", "es"})
_JOINTS = CONNECTORS | literal("places.preposition") | literal("bodies.inner-joint")
_MOST, _REACH, _AHEAD, _SHORT = 8, 90, 10, 3


def name_end(view: View, start: int, end: int) -> int:
    """Return where a name ends: before punctuation, a verb or a word that no name goes on with."""
    finish, language = start, view.language_at(start)
    for count, word in enumerate(_WORD.finditer(view.text, start, min(end, start + _REACH))):
        if count >= _MOST or (count and view.text[finish : word.start()] != " "):
            break
        small = count and word.group()[0].islower()
        if small and word.start() in view.deed_starts:
            break
        if (
            small
            and (plainly(word.group()) in _ENDS or word.group() in _VERBS)
            and not (goes_on(view, word, language) or _both(view.text[start:finish], word))
        ):
            break
        if small and language in _ROMANCE and _new_phrase(view.text, start, finish, word):
            break
        if language in _STRICT and _says_more(view.text, start, finish, word):
            break
        finish = word.end()
    return _without_joint(view.text, start, finish)


def _new_phrase(text: str, start: int, finish: int, word: re.Match[str]) -> bool:
    """Tell whether an article behind a capital word opens something else: "X el director"."""
    return word.group() in ARTICLES and text[start:finish].rsplit(None, 1)[-1][0].isupper()


def _both(name: str, word: re.Match[str]) -> bool:
    """Tell whether "and" joins two parts of a name with the same small word before both.

    "Maison des hommes et des femmes", "Mesa por la Paz y por el Asilo".
    """
    if word.group() not in CONJUNCTIONS:
        return False
    after = word.string[word.end() : word.end() + _AHEAD].split()
    if after and {after[0], name.split(" ", 1)[0].lower()} <= _SOME:  # "Du pain et des rêves"
        return True
    return bool(after) and after[0] in _JOINTS and f" {after[0]} " in f" {name} "


def _without_joint(text: str, start: int, finish: int) -> int:
    """Return where a name ends that no small word ends: "Hafentag Südwest aus"."""
    words = text[start:finish].split(" ")
    while len(words) > 1 and words[-1] in _JOINTS:
        finish -= len(words.pop()) + 1
    return finish


def _says_more(text: str, start: int, finish: int, word: re.Match[str]) -> bool:
    """Tell whether a small word after a capital one is of the sentence: "Huis aan Zee open"."""
    if word.start() == start or not word.group()[0].islower() or word.group() in _JOINTS:
        return False
    last = text[start:finish].rsplit(None, 1)[-1]
    return last[0].isupper()


def plainly(word: str) -> str:
    """Return a word as the lists of words hold it: small and without accents."""
    return plain(word).lower()


def goes_on(view: View, word: re.Match[str], language: str | None) -> bool:
    """Tell whether a capital follows a small word inside a name: "Maison de l'Accueil"."""
    after = view.text[word.end() + 1 : word.end() + 2]
    if language == "nl" and word.group() in _DUTCH_OF:
        article = _DUTCH_ARTICLE.match(view.text, word.end() + 1)
        start = article.end() if article else word.end() + 1
        return view.text[start : start + 1].isupper() and not placed(view, start)
    if language in JOINING:
        return False
    start = word.end() + 1
    article = _ARTICLE.match(view.text, start) if len(word.group()) < _SHORT else None
    if article is not None:  # "a la Solidaridad", "à l'Emploi"
        return view.text[article.end() : article.end() + 1].isupper() and not placed(
            view, article.end()
        )
    return after.isupper() and len(word.group()) < _SHORT


def placed(view: View, start: int) -> bool:
    """Tell whether a known place begins at an offset."""
    at = bisect_left(view.places, start, key=lambda hit: hit.start)
    return at < len(view.places) and view.places[at].start == start
