"""Reads who founded a body nobody registered, in whatever form a sentence says it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from loaders.extract.claims.clauses import Clause, Finds
from loaders.extract.deeds.founding_forms import (
    Found,
    read_act,
    read_founders,
    read_founding,
    read_members,
    read_origin,
)
from loaders.extract.deeds.founding_place import Place
from loaders.extract.gist.spots import Spots
from loaders.extract.gist.topics import topic
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import View
from loaders.extract.relations.making import claim

FOUNDED, LIKELY = 0.72, 0.66
_OF_PROJECTS = frozenset({"practice", "carrier"})
_SIGN = re.compile(r"[,;:.!?)–—\n]")
_HEAD = 40
_NUMBER = re.compile(r"\d+(?:[.,]\d{3})*\s")


def founding(view: View, finds: Finds, spots: Spots, known: Sequence[Claim]) -> Iterator[Claim]:
    """Yield which body was founded by whom, or else when, by the words of founding."""
    projects = {c.start for c in known if c.predicate in _OF_PROJECTS}
    for name, read in _FORMS:
        for one, sure in _read(view, finds, spots, name, read):
            if sure or one.start not in projects:
                yield one


def _read(
    view: View, finds: Finds, spots: Spots, name: str, read: Callable[[Place], Found]
) -> Iterator[tuple[Claim, bool]]:
    """Yield what a form says, and whether the name itself says that it is that of a body."""
    for sentence, words in spots.words_with(finds, name):
        for (start, end), clause in words:
            place = Place(view, finds, sentence, clause, start, end)
            founded, founders = read(place) if _whole(place) else (None, [])
            if founded is None:
                continue
            body = place.is_own(founded) or place.is_body(founded)
            if not body and not _strong(place, founded):
                continue
            if _told(place, founded, founders).doubted(start, end, passive=True):
                continue
            if _of_other(place, founded):
                continue
            founders = [m for m in founders if _acts(place, m, founded)]
            when = place.date() or place.date_before(founded)
            for one in founders:
                sure = FOUNDED if body else LIKELY
                span = (sentence.start, sentence.end)
                yield claim(view, "founding", (founded, one, when), span, sure,
                            method="deeds:founding"), body  # fmt: skip


_FORMS: tuple[tuple[str, Callable[[Place], Found]], ...] = (
    ("gist.founding", read_founding),
    ("gist.founding-from", read_origin),
    ("gist.founder", read_founders),
    ("gist.founder-list", read_members),
    ("gist.founding-noun", read_act),
)


def _strong(place: Place, founded: Mention) -> bool:
    """Tell whether a verb says that a name is that of a body, which only bodies are told with."""
    strong = topic("gist.founding-strong", place.language)
    said = strong.fullmatch(place.view.text, place.start, place.end) is not None
    bare = founded.text.islower() or place.is_bare(founded)
    before = max(place.sentence.start, founded.start - _HEAD)
    cues = place.view.cues_in("thing", before, founded.end)
    bare = bare or any(cue.trigger.value == "practice" for cue in cues)
    known = place.finds.between(founded.start, founded.end)
    other = any(m.type in {"CITY", "EVENT", "PRACTICE", "DATE", "PERSON", "GOVERNMENT"}
                and m.end - m.start >= founded.end - founded.start for m in known)  # fmt: skip
    return said and founded.type == "ORG" and not bare and not other


def _acts(place: Place, founder: Mention, founded: Mention) -> bool:
    """Tell whether a body may be a founder: it is named, and another than what is founded."""
    if founder.start < founded.end and founded.start < founder.end:
        return False
    if founder.link is None and _NUMBER.match(founder.text) is not None:
        return False  # "12 Städte gründeten 2019 das Bündnis"
    nobody = topic("gist.founding-nobody", place.language)
    handful = topic("gist.founding-few", place.language).match(founder.text) is not None
    return founder.link is not None or (not handful and nobody.fullmatch(founder.text) is None)


def _told(place: Place, founded: Mention, founders: Sequence[Mention]) -> Clause:
    """Return the clause that tells of the founding: of an aside, its own words only."""
    text, low, high = place.view.text, place.clause.start, place.end
    aside = not place.is_own(founded) and (
        "," in text[founded.end : place.start] or founded.end < low
    )
    if aside or place.gap_before(place.start)[1]:
        low = founded.start
    high = max(high, founded.end, *(m.end for m in founders))
    if place.language in {"de", "nl"}:  # a verb may still follow: "gegründet werden soll"
        high = max(high, _clause_end(text, high, place.sentence.end))
    names = [m for m in (founded, *founders) if low <= m.start < high and " " in m.text]
    inside = [m for m in place.finds.between(low, high) if m.end <= high]
    return Clause(low, high, place.language, text, place.sentence, inside, names=names)


def _of_other(place: Place, founded: Mention) -> bool:
    """Tell whether only something of a body was founded: "un poste du réseau X a été créé"."""
    gap = place.view.text[founded.end : place.start].strip(' ”"»“’')
    if founded.end > place.start or not gap or "," in gap or place.gap_before(place.start)[1]:
        return False
    low = max(place.sentence.start, founded.start - _HEAD)
    before = place.view.text[low : founded.start].rstrip(' „“"«‘')
    heads = topic("gist.founding-head", place.language)
    head = next((m for m in heads.finditer(before) if m.end() == len(before)), None)
    words = before[: head.start()] if head is not None else before
    last = words.lower().split()[-1:]
    return bool(last) and topic("gist.founding-of", place.language).fullmatch(last[0]) is not None


def _clause_end(text: str, start: int, stop: int) -> int:
    sign = _SIGN.search(text, start, stop)
    return sign.start() if sign is not None else stop


def _whole(place: Place) -> bool:
    """Tell whether the second half of a verb stands in its clause: "riefen … ins Leben"."""
    text, language = place.view.text, place.language
    if topic("gist.founding-open", language).fullmatch(text, place.start, place.end) is None:
        return True
    half = topic("gist.founding-half", language)
    return half.search(text, place.end, place.sentence.end) is not None
