"""Finds again what a document introduced once: surnames, acronyms, names of organisations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import ahocorasick

from loaders.extract.knowledge import lexicon
from loaders.extract.knowledge.haystack import needle, plain
from loaders.extract.model import Mention, MentionType
from loaders.extract.persons.names import NOT_NAMES
from loaders.extract.reading.shapes import CONJUNCTIONS, OPENERS, UPPER
from loaders.extract.reading.view import View
from loaders.tables.patterns import any_of, whole_word
from loaders.tables.words import entries, literal, spoken

_METHODS = frozenset(
    {"acronym", "acronym-expansion", "inner-capital", "noun-name", "noun-quoted", "legal-form"}
)

_YEARS = re.compile(
    r"\b(?:1[89]|20)\d\d[a-z]?\b|\bpp?\.|[:,]?\s?\d[\d\s–-]*|\bS\.|"
    rf"\b{any_of('references.others')}"
)
_JOINTS = re.compile(rf"[;/&,:]|\s{any_of('references.and')}\s|{whole_word('references.see')}\.?\s")
_ENTRY = re.compile(rf"(?:\[?\d+[\].)]\s)?([{UPPER}][\w’'-]+),\s[{UPPER}]")
_ONE_NAME = re.compile(rf"[{UPPER}][\w’'-]*[a-zß-ÿā-žα-ώά-ώ]")
# Family names that German texts mostly hold as words.
_NOUNS = literal("persons.noun-surname")
# Endings that stand for each other in the cases of surnames, Polish and Greek.
_CASES = [
    (end, *others.split())
    for language in ("pl", "el")
    for end, others in entries("cases.surname")[language]
]
# Before a German noun: surnames have no article.
_ARTICLES = [[word] for word in spoken("persons.noun-article", "de")]
_ACTS = lexicon.words("persons.acting")
_SAID = lexicon.words("persons.saying") | _ACTS
_BEFORE = lexicon.words("persons.source") | lexicon.words("persons.address")
# Before the name of a town: "il sindaco di Genova ha risposto" is not about Marta Genova.
_PLACING = lexicon.words("persons.repeat-place")
_LEADS = _BEFORE | _ACTS


def find_repeats(view: View) -> None:
    """Add the later (and earlier) places where a name stands that the document introduces."""
    names = _introduced(view)
    if not names:
        return
    automaton = ahocorasick.Automaton()
    for name, value in names.items():
        automaton.add_word(name, (len(name), *value))
    automaton.make_automaton()
    hits = (
        (last - size + 1, last - 1, type_, link)
        for last, (size, type_, link) in automaton.iter(view.hay)
    )
    for start, end, type_, link in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        if view.free(start, end) and not _part_of_name(view, start, end, type_):
            doubtful = type_ == "PERSON" and (
                _names_place(view, view.hay[start + 1 : end + 1]) or _beside_place(view, start, end)
            )
            if doubtful and not _speaks(view, start, end):
                continue
            view.take(start, end)
            view.add(type_, start, end, link=link, method="repeated", confidence=0.82)


def _introduced(view: View) -> dict[str, tuple[MentionType, str | None]]:
    found: dict[str, tuple[MentionType, str | None]] = {}
    for mention in view.mentions:
        if (
            mention.type == "ORG"
            and (mention.method in _METHODS or " " in mention.text)
            and mention.method not in {"registry", "known-name"}
        ):
            found.setdefault(needle(mention.text), ("ORG", mention.link))
        elif mention.type == "PERSON" and " " in mention.text:
            for name in (*_with_particles(mention.text), *_last_names(mention)):
                found.setdefault(needle(name), ("PERSON", mention.link))
            surname = _surname(view, mention)
            if surname:
                first = _first_surname(view, mention)
                for form in (*_cases(surname), *([first] if first else [])):
                    found.setdefault(needle(form), ("PERSON", mention.link))
        elif mention.type == "PERSON" and mention.method == "author-cited":
            if _surname(view, mention):
                found.setdefault(needle(mention.text), ("PERSON", mention.link))
        elif mention.type == "PERSON" and mention.method == "first-name":
            found.setdefault(needle(mention.text), ("PERSON", mention.link))
    for surname in _cited(view):
        found.setdefault(needle(surname), ("PERSON", None))
    return found


def _cited(view: View) -> Iterator[str]:
    """Yield the surnames of the authors that citations in brackets and entries name."""
    for mention in view.mentions:
        if mention.type == "CITATION" and mention.text[0] == "(":
            names = _YEARS.sub(" ", mention.text.strip("()"))
            words = [part.strip() for part in _JOINTS.split(names)]
        elif mention.type == "REFERENCE":
            first = _ENTRY.match(mention.text)
            words = [first[1]] if first else []
        else:
            continue
        for word in words:
            if len(word) > 3 and _ONE_NAME.fullmatch(word) and word not in _NOUNS:
                senses = view.resources.senses(plain(word))
                if senses is None and word not in NOT_NAMES and word not in OPENERS:
                    yield word


@lru_cache(maxsize=10_000)
def _cases(surname: str) -> tuple[str, ...]:
    """Return a surname with the other cases and the other sex it is written in later."""
    forms = [surname]
    left, hyphen, right = surname.partition("-")
    if hyphen and right:  # "Kowalskiej-Nguyen": the parts bend each for itself
        return tuple(f"{a}-{b}" for a in _cases(left) for b in _cases(right))
    for ends in _CASES:
        old = next((end for end in ends if surname.endswith(end)), None)
        if old is not None:
            forms += [surname[: len(surname) - len(old)] + end for end in ends if end != old]
            break
    return tuple(forms)


def _names_place(view: View, word: str) -> bool:
    senses = view.resources.senses(word)
    return senses is not None and senses.level in {0, 1}


def _speaks(view: View, start: int, end: int) -> bool:
    """Tell whether a word of saying stands before or after, or a title: "según Burgos"."""
    after = view.after(end, 2) if view.text[end : end + 1] == " " else []
    if view.before(start, 1) and view.before(start, 1)[0] in _PLACING:
        return False
    if any(" ".join(after[:count]) in _SAID for count in (1, 2)):
        return True
    low = view.hay[max(0, start - 30) : start + 1].lower().split()
    return any(" ".join(low[-count:]) in _LEADS for count in (1, 2))


def _beside_place(view: View, start: int, end: int) -> bool:
    """Tell whether a surname that is also a town's stands in a list with a place: "Dole et …"."""
    senses = view.resources.senses(view.hay[start + 1 : end + 1])
    if senses is None or senses.level < 0:
        return False
    words = view.hay[max(0, start - 40) : start + 1].split()
    if len(words) < 2 or words[-1] not in CONJUNCTIONS:
        return False
    beside = view.resources.senses(words[-2])
    return beside is not None and beside.level >= 0


def _with_particles(name: str) -> list[str]:
    """Return "van der Burg" and "Van der Burg" for "Eric van der Burg"."""
    words = name.split()
    first = next((i for i, word in enumerate(words) if i and word[0].islower()), None)
    if first is None:
        return []
    rest = " ".join(words[first:])
    return [rest, rest[0].upper() + rest[1:]]


def _last_names(mention: Mention) -> Iterator[str]:
    """Yield several last names: "Ortega Ruiz", "Della Rovere", in Spanish the first, "Del Río"."""
    words = mention.text.split()
    for first in range(1, len(words) - 1):
        if words[first][-1] != "." and words[first][0].isupper():
            yield " ".join(words[first:])
    if mention.language == "es":
        first = next((i for i, word in enumerate(words) if word[0].islower() and i), 0)
        last = next((i for i in range(first, len(words)) if words[i][0].isupper()), 0)
        if first and last < len(words) - 1:
            name = " ".join(words[first : last + 1])
            yield name
            yield name[0].upper() + name[1:]


def _surname(view: View, mention: Mention) -> str | None:
    """Return the surname, unless the word alone names a place or something else."""
    return _safe(view, mention.text.split()[-1])


def _first_surname(view: View, mention: Mention) -> str | None:
    """Return "Burgos" of "Nadia Burgos Oyelaran": the first of two surnames is used in Spanish."""
    words = mention.text.split()
    if mention.language != "es" or len(words) != 3 or words[1][0].islower():
        return None
    return None if words[1] in view.resources.given else _safe(view, words[1])


def _safe(view: View, surname: str) -> str | None:
    senses = view.resources.senses(surname)
    if len(surname) < 4 or (
        surname in view.resources.given and surname not in view.resources.family
    ):
        return None
    if senses is not None and (
        senses.country or senses.region or senses.triggers or senses.entities
    ):
        return None
    return surname


def _part_of_name(view: View, start: int, end: int, type_: MentionType) -> bool:
    """Tell whether a surname stands inside a longer capitalised name or a compound."""
    if type_ != "PERSON":
        return False
    text = view.text
    if text[end : end + 1] == "-" or text[start - 1 : start] == "-":
        return True
    if view.language_at(start) == "de" and view.before(start, 1)[-1:] in _ARTICLES:
        return True
    right = text[end : end + 2]
    return (
        len(right) == 2
        and right[0] == " "
        and right[1].isupper()
        and view.language_at(start) != "de"
    )
