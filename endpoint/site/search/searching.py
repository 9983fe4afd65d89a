"""Finds things by what people type: names in all languages, misspelt too, keys and identifiers.

What fits best stands first, and what people look for before what is part of it; a page that was
only read stands behind all things.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from endpoint.site.search.index import Index, Named, Thing, opened
from endpoint.site.search.words import (
    as_one,
    beginnings,
    longer,
    meant,
    reach,
    without_sentence,
    words_of,
)
from loaders.naming.codes import possible
from loaders.naming.index import INNER, PAGES
from loaders.naming.spelling import forms, is_acronym, romanised
from loaders.text import folded

FETCHED = 200
LONGEST = 300
SUFFIXES = (".html", ".ttl", ".jsonld", ".rdf", ".nt", ".md")


Score = tuple[bool, bool, bool, int, int, int, int, int, int, str, str]


class Fit(IntEnum):
    """How what was typed fits a name, the best first."""

    IDENTIFIER = 0
    EXACT = 1
    BEGINS = 2
    WORDS = 3
    MISSPELT = 4


@dataclass(frozen=True)
class Hit:
    """A thing that was found, by which of its names, and how that fits.

    ``apart`` counts the letters that differ.
    """

    thing: Thing
    label: str
    lang: str
    fit: Fit
    how: int = 0
    sort: int = 0
    apart: int = 0

    @property
    def iri(self) -> str:
        """Return the IRI of the thing."""
        return self.thing.iri

    @property
    def kind(self) -> str:
        """Return the kind of the thing."""
        return self.thing.kind


def search(folder: Path, text: str, kind: str = "", limit: int = 100) -> tuple[Hit, ...] | None:
    """Return things by a text, each once, best first; ``kind`` narrows to one.

    Return None when the release folder has no index of the present format; raise DataError when
    it cannot be read.
    """
    with opened(folder) as index:
        return None if index is None else tuple(found_in(index, text, kind)[:limit])


def found_in(index: Index, text: str, kind: str = "") -> list[Hit]:
    """Return things by a text: by identifier, else by name, else by a name that is misspelt.

    Where no thing has the words, short ones (``w Gdańsku``) are left out, then articles and what a
    place is called by; what is part of a thing and pages that only were read do not count.
    """
    words = words_of(text)
    bare = without_sentence(words)
    hits = [hit for hit in identified(index, text) if not kind or hit.kind == kind]
    ways: tuple[Callable[[], list[Hit]], ...] = (
        lambda: named(index, text, words, kind),
        lambda: named(index, " ".join(longer(words)), longer(words), kind),
        lambda: misspelt(index, words, kind),
        lambda: misspelt(index, longer(words), kind),
        lambda: misspelt(index, as_one(words), kind),
        lambda: named(index, " ".join(bare), bare, kind) if bare != longer(words) else [],
        lambda: misspelt(index, bare, kind) if bare != longer(words) else [],
    )
    for way in ways:
        if any(kind or hit.thing.grade < INNER for hit in hits):
            break
        hits += way()
    return ordered(hits, text)


def identified(index: Index, text: str) -> list[Hit]:
    """Return the things that a text identifies: a code, an address of a database or of ours."""
    found: list[Named] = []
    text = text.strip()[:LONGEST]
    for code in possible(text):
        found += index.by_code(code)
    kind, _, key = text.rstrip("/").rpartition("/")
    if key and not found and " " not in text:
        for suffix in SUFFIXES:
            key = key.removesuffix(suffix)
        known = index.by_key(key.lower())
        kind = kind.rpartition("/")[2].lower()
        # A key alone may be a name as well: then the name counts.
        found = [one for one in known if one.thing.kind == kind or (not kind and "-" in key)]
    return [Hit(one.thing, one.thing.label, "", Fit.IDENTIFIER) for one in found]


def named(index: Index, text: str, words: tuple[str, ...], kind: str = "") -> list[Hit]:
    """Return the things with a name that has each word as the beginning of one of its words."""
    if not words:
        return []
    plain = " ".join(words)
    exact = index.by_form(tuple(asked_forms(text)))
    hits = [
        Hit(one.thing, one.name, one.lang, Fit.EXACT, one.how, one.sort)
        for one in exact
        if not kind or one.thing.kind == kind
    ]
    latin = tuple(romanised(word) for word in words)
    for asked in dict.fromkeys((words, latin)):
        for one in index.by_words(beginnings(asked), kind, FETCHED):
            begins = any(form.startswith(plain) for form in forms(one.name))
            fit = Fit.BEGINS if begins else Fit.WORDS
            hits.append(Hit(one.thing, one.name, one.lang, fit, one.how, one.sort))
    return hits


def asked_forms(text: str) -> list[str]:
    """Return the forms under which a name like a text stands in the index."""
    plain = folded(text[:LONGEST])
    latin = romanised(plain)
    return list(dict.fromkeys(form for form in (plain, latin, latin.replace(" ", "")) if form))


def misspelt(index: Index, words: tuple[str, ...], kind: str = "") -> list[Hit]:
    """Return the things with a name from which the words differ by a letter or two.

    Where names differ by one letter only, those that differ by two are not sought: the nearest are
    what was meant, and looking a letter further costs ten times as much.
    """
    for most in range(1, reach(words) + 1):
        if hits := _apart(index, words, kind, most):
            return hits
    return []


def _apart(index: Index, words: tuple[str, ...], kind: str, most: int) -> list[Hit]:
    """Return the things with a name from which the words differ by up to ``most`` letters."""
    asked = meant(index, words, most)
    if asked is None:
        return []
    hits = []
    for one in index.by_words(asked.expression(), kind, FETCHED):
        apart = min(asked.apart(form.split()) for form in forms(one.name))
        if apart <= asked.most:
            hits.append(Hit(one.thing, one.name, one.lang, Fit.MISSPELT, one.how, one.sort, apart))
    return hits


def ordered(hits: Iterable[Hit], text: str) -> list[Hit]:
    """Return each thing once, by its best name, the best first."""
    acronym = is_acronym(text.strip())
    wanted = text.strip()
    best: dict[str, tuple[Score, Hit]] = {}
    for hit in hits:
        thing = hit.thing
        score = (
            thing.grade == PAGES,
            hit.fit > Fit.EXACT,
            not (acronym and hit.label == wanted),
            thing.grade,
            hit.fit if hit.fit < Fit.MISSPELT else hit.apart,
            thing.place,
            hit.how,
            len(hit.label),
            hit.sort,
            hit.label,
            hit.lang,
        )
        if hit.iri not in best or score < best[hit.iri][0]:
            best[hit.iri] = (score, hit)
    return [hit for _, hit in sorted(best.values(), key=lambda pair: (*pair[0], pair[1].iri))]
