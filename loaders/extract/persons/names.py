"""Tells what may be the name of a person: its shape, given names, surnames."""

from __future__ import annotations

import re
from collections.abc import Iterable

from loaders.extract.knowledge import lexicon
from loaders.extract.knowledge.haystack import plain
from loaders.extract.knowledge.inflection import given_names
from loaders.extract.knowledge.resources import Senses
from loaders.extract.reading.shapes import OPENERS, UPPER
from loaders.extract.reading.view import View
from loaders.tables.patterns import any_of, one_of
from loaders.tables.words import by_language, literal, spoken

TAIL = r"[\w’'\-]*[\w]"
TOKEN = rf"[{UPPER}]{TAIL}"
INITIAL = rf"[{UPPER}]\.ª?"
# "Paolo dell'Orto", "Anna d'Este"
ELIDED = r"(?:d(?:[ea]ll)?['’])?"
INITIALS = rf"(?:{INITIAL}[  -]?){{1,4}}"
PARTICLE = rf"(?!{any_of('persons.particle-not')}(?!\w)){any_of('persons.particle')}"
_PIECE = re.compile(rf"(?:{PARTICLE}[  ])?{ELIDED}(?:{TOKEN}|{INITIAL})")
# "Von Lena Kramer": a capital particle before a given name is a preposition; "Van den Berg" is not.
_CAPITAL_PARTICLE = re.compile(rf"{any_of('persons.preposition-opening')} (?=\w)")
AFTER_ROLE = re.compile(
    rf"(?P<name>(?:{INITIALS}(?:{PARTICLE}[  ])?)?{TOKEN}"
    rf"(?:[  ](?:{PARTICLE}[  ])?{ELIDED}(?:{TOKEN}|{INITIAL})){{0,3}})"
)
# The first words of particles, and capital ones that may be prepositions.
_OPENING = frozenset(
    word.split()[0]
    for name in ("persons.particle", "persons.preposition-opening")
    for word in spoken(name)
)
NOT_NAMES = literal("persons.not-name")
ROLES = lexicon.words("persons.role")
_ROLES_OF = {
    language: lexicon.words("persons.role", *{language, "en"})
    for language in by_language("persons.role")
}
_TITLES = literal("persons.title")
# "El Ayuntamiento": an article before a common word is not a particle of a name.
_PARTICLED = re.compile(rf"{any_of('persons.article-opening')}[  ]{one_of(NOT_NAMES)}$")
# Months that are given names, too, and what stands before them where they are none.
_MONTH = re.compile(rf"{any_of('persons.month')}\s")
_IN_MONTH = re.compile(rf"(?<!\w){any_of('persons.month-led')}\s$", re.IGNORECASE)
_LED = 8
_HEADS = frozenset(["charter", "org_before", "org_after"])


def put(view: View, start: int, end: int, method: str, confidence: float) -> None:
    """Add a person, without a genitive's "'s", unless something stands there already."""
    for mark in ("'s", "’s"):
        if view.text[start:end].endswith(mark):
            end -= 2
    if end > start and view.free(start, end) and not _month(view, start):
        view.take(start, end)
        view.add("PERSON", start, end, method=method, confidence=confidence)


def pieces_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the words of a name, each with its particle."""
    words = text[start:end].split(" ")
    if all(_is_plain(word) for word in words):  # much quicker than the pattern
        return _spans(start, words)
    found = [match.span() for match in _PIECE.finditer(text, start, end)]
    if found and (opener := _CAPITAL_PARTICLE.match(text, found[0][0], found[0][1])):
        found[0] = (opener.end(), found[0][1])
    return found


def _is_plain(word: str) -> bool:
    """Tell whether a word is one piece of a name: letters with a capital first, no particle."""
    return len(word) > 1 and word.isalpha() and word[0].isupper() and word not in _OPENING


def _spans(start: int, words: Iterable[str]) -> list[tuple[int, int]]:
    """Return where words stand that a blank parts, the first one at an offset."""
    found: list[tuple[int, int]] = []
    for word in words:
        found.append((start, start + len(word)))
        start += len(word) + 1
    return found


def given(view: View, word: str) -> bool:
    """Tell whether a word is a given name, also doubled or in an oblique case."""
    known = view.resources.given
    if word in known or (word.isupper() and len(word) > 3 and word.capitalize() in known):
        return True
    first = word.split("-", 1)[0]
    if "-" in word and first in known:
        return True
    return any(form in known for form in given_names(word))


def _month(view: View, start: int) -> bool:
    """Tell whether a name begins with a month: "In June Swansea hosted"."""
    word = _MONTH.match(view.text, start)
    return word is not None and _IN_MONTH.search(view.text, max(0, start - _LED), start) is not None


def may_be_surname(view: View, piece: tuple[int, int]) -> bool:
    """Tell whether a capitalised word may belong to a person's name here."""
    word = view.text[piece[0] : piece[1]]
    bare = word.removesuffix("'s").removesuffix("’s")
    if (
        not view.free(*piece)
        or 1 in view.placed[piece[0] : piece[1]]
        or bare[-2:] in {"'t", "’t"}
        or bare in NOT_NAMES
        or bare in OPENERS
        or _is_role(view, bare, piece[0])
        or _PARTICLED.match(bare)
    ):
        return False
    senses = view.resources.senses(bare)
    if senses is None:
        return True
    if senses.country or senses.region:
        return False
    return not _heads(senses)


def _is_role(view: View, word: str, start: int) -> bool:
    """Tell whether a word is a role in the language here and no family name ("Koch", "Baker")."""
    low = word.lower()
    return low in _ROLES_OF.get(view.language_at(start) or "", ROLES) and (
        low in _TITLES or word not in view.resources.family
    )


def is_head(view: View, word: str) -> bool:
    """Tell whether a word begins or ends the names of associations and charters."""
    senses = view.resources.senses(plain(word))
    return senses is not None and _heads(senses)


def _heads(senses: Senses) -> bool:
    return any(trigger.kind in _HEADS for trigger in senses.triggers)


def only_given(view: View, word: str) -> bool:
    """Tell whether a word is a given name and nothing else."""
    return (
        word in view.resources.given
        and word not in NOT_NAMES
        and word not in OPENERS
        and view.resources.senses(plain(word)) is None
    )
