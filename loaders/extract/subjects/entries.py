"""Finds the names that head an entry of a page: alone in a line, or as a sentence of their own.

"Tamarack Table. Backed by X." and a title with labelled lines under it speak of what they head.
"""

from __future__ import annotations

import re
from functools import cache

from loaders.extract.claims.clauses import Finds
from loaders.extract.gist.topics import topic
from loaders.extract.model import Mention
from loaders.extract.reading.shapes import UPPER, capital
from loaders.extract.reading.view import Sentence, View
from loaders.extract.relations.making import named
from loaders.extract.relations.things import heads_in
from loaders.tables.patterns import any_of
from loaders.tables.words import spoken

LABELS = ("roles.label-run", "roles.label-given", "roles.label-end")
# For how many sentences an entry goes on.
ENTRY = 7
_WHERE = frozenset(word.lower() for word in spoken("claims.locative"))
_ROLES = ("roles.given", "roles.run", "gist.end", "gist.carries", "gist.pays")
_TOLD = (*LABELS, *_ROLES)
_WORD = re.compile(r"\S+")
_LONGEST, _WORDS, _NEXT, _LEAST, _SMALL, _BULLETS, _LABELLED = 110, 7, 6, 4, 4, 10, 60
_OPENING = 12
_BULLET = re.compile(
    r"[\s•☞*·–—-]*(?:(?:\d{1,2}(?:\.\d{1,2})*[.)ºª°]{0,2}|[a-z]\)|[IVX]{1,4}\.)\s)?"
)
_QUOTED = re.compile(rf"[„“«\"‘»](?P<name>[{UPPER}][^„“”«»\"‘’\n.!?;:]{{2,45}})[“”»\"’«]")
_ENDS = re.compile(r"\s[–—|-]\s|[,:(|]|\.?\s*$")
_LABEL = re.compile(r"[^\W\d_][^:.\n]{1,24}:\s(?=\S)")
_BEING = re.compile(rf"\s{any_of('claims.being')}\s")
_NO_THINGS = frozenset({"PERSON", "COUNTRY", "DATE", "GOVERNMENT", "CHARTER", "EVENT", "CITY"})
# Languages whose nouns have capitals: there a head or quotes must tell a name.
_NOUNS = frozenset({"de"})


@cache
def label(name: str, language: str) -> re.Pattern[str]:
    """Return the pattern of the labels of a list, to be matched where one begins."""
    words = sorted(spoken(name, language), key=len, reverse=True) if language else ()
    said = "|".join(map(re.escape, words)) or "(?!)"
    return re.compile(rf"(?:{said})(?:\s[^\W\d_]{{1,6}}\s\d{{4}})?\s?:\s", re.IGNORECASE)


def entry_names(view: View, finds: Finds) -> dict[int, Mention]:
    """Return the names that head entries, by the number of the sentence that they are."""
    found: dict[int, Mention] = {}
    for number, sentence in enumerate(view.sentences[:-1]):
        if not sentence.language or not _may_head(view, number, sentence):
            continue
        if not _may_go_on(view, number) or _BEING.search(view.text, *sentence[:2]) is not None:
            continue  # much quicker than to look for a name
        span = _name(view, finds, sentence)
        if span is not None and _goes_on(view, number, shout=view.text[slice(*span)].isupper()):
            found[number] = named(view, "PRACTICE", *span)
    return found


def _may_head(view: View, number: int, sentence: Sentence) -> bool:
    """Tell whether a sentence opens its line and is short."""
    start, end, _ = sentence
    if end - start > _LONGEST or number + 1 >= len(view.sentences) or view.text[end - 1] in "!?":
        return False
    line = view.text.rfind("\n", max(0, start - _BULLETS), start) + 1
    return start - line <= _BULLETS and _BULLET.fullmatch(view.text, line, start) is not None


def _name(view: View, finds: Finds, sentence: Sentence) -> tuple[int, int] | None:
    """Return where the name stands that a heading is, or that it has in quotes."""
    text, language = view.text, sentence.language or ""
    bullet = _BULLET.match(text, sentence.start, sentence.end)
    start = bullet.end() if bullet is not None else sentence.start
    if any(view.cues_in(kind, start, sentence.end) for kind in ("deed", "verb")):
        return None
    quoted = _QUOTED.search(text, start, sentence.end)
    if quoted is not None:
        if any(noun > start for noun, _ in list(heads_in(view, start, quoted.start()))[:1]):
            return None  # something is said: "Działa świetlica „Tęcza”."
        span = quoted.span("name")
        alone = _ENDS.match(text, quoted.end(), sentence.end) is not None
        titled = _LABEL.match(text, start, sentence.end)
        if titled is not None and titled.end() <= quoted.start():
            span = titled.end(), quoted.end()  # "Nazwa: Telefon Wsparcia „Bosman”"
        return span if alone and _free(finds, *span) else None
    told = _LABEL.match(text, start, sentence.end)
    if told is not None and not any(label(n, language).match(text, start) for n in LABELS):
        start = told.end()  # "Praktijkfiche: De Wasserij"
    stop = _ENDS.search(text, start, sentence.end)
    end = stop.start() if stop is not None else sentence.end
    return (start, end) if _is_name(view, finds, start, end, language) else None


def _is_name(view: View, finds: Finds, start: int, end: int, language: str) -> bool:
    """Tell whether words of a heading are a name: in capitals but for small words."""
    words = view.text[start:end].split()
    if not words or len(words) > _WORDS or end - start <= _LEAST or not capital(words[0]):
        return False
    if topic("roles.no-entry", language).search(view.text, start, end) is not None:
        return False
    if any(m.type == "DATE" for m in finds.between(start, end)) or "·" in view.text[start:end]:
        return False
    if words[0].lower() in _WHERE or not _free(finds, start, end):
        return False
    headed = any(True for _ in heads_in(view, start, end))
    large = [word for word in words if capital(word) or word.isdigit()]
    small = [word for word in words if word[0].islower() and len(word) > _SMALL]
    if language in _NOUNS:
        return headed
    return not small and (len(large) > 1 or headed or words[0].isupper())


def _free(finds: Finds, start: int, end: int) -> bool:
    """Tell whether no name of something else stands there."""
    return not any(
        m.type in _NO_THINGS and m.start <= start and m.end >= end
        for m in finds.between(start - 60, end)
    )


def opens_with_label(view: View, start: int, end: int, language: str) -> bool:
    """Tell whether a sentence begins with a label for who runs or pays, or for an end."""
    stems = view.stems
    if stems is not None and not stems.among_any(LABELS, start):
        return False
    bullet = _BULLET.match(view.text, start, end)
    begin = bullet.end() if bullet is not None else start
    if view.text.find(":", begin, min(end, begin + _LABELLED)) < 0:  # quicker than the patterns
        return False
    return any(label(name, language).match(view.text, begin) for name in LABELS)


def opens_with_any_label(view: View, start: int, end: int) -> bool:
    """Tell whether a sentence begins with a few words and a colon: "Promoter: X"."""
    bullet = _BULLET.match(view.text, start, end)
    return _LABEL.match(view.text, bullet.end() if bullet is not None else start, end) is not None


def _may_go_on(view: View, number: int) -> bool:
    """Tell whether a sentence soon behind an entry holds what may tell something of it."""
    stems, first = view.stems, view.sentences[number].start
    if stems is None:
        return True
    told = stems.of_any(_TOLD)
    for later in range(number + 1, min(number + _NEXT, len(view.sentences))):
        start, end, _ = view.sentences[later]
        if later > number + 1 and view.text.find("\n", first, start) >= 0:
            return False
        if later in told or view.deed_in(start, end + _OPENING):
            return True
    return False


def _goes_on(view: View, number: int, *, shout: bool) -> bool:
    """Tell whether the next sentences tell something of an entry: by a label, or without subject.

    Those of its line may first say what it is; ``shout``: the heading has capitals only, as titles
    of parts of a page have.
    """
    before = view.sentences[number]
    for later, (start, end, language) in enumerate(view.sentences[number + 1 : number + _NEXT]):
        beside = "\n" not in view.text[before.start : start]
        if language is None or (later and not beside):
            return False
        if opens_with_label(view, start, end, language):
            return True
        words = _WORDS * 2 if beside else _SMALL
        if not shout and _tells(view, start, end, language, words):
            return True
    return False


def _tells(view: View, start: int, end: int, language: str, most: int) -> bool:
    """Tell whether the first words of a sentence hold one for running, paying, or ending."""
    bullet = _BULLET.match(view.text, start, end)
    begin = bullet.end() if bullet is not None else start
    words = list(_WORD.finditer(view.text, begin, end))[:most]
    stop = words[-1].end() if words else begin
    return _started(view, begin) or any(
        topic(name, language).search(view.text, begin, stop) is not None for name in _ROLES
    )


def _started(view: View, begin: int) -> bool:
    """Tell whether a sentence begins with a verb of starting: "Opened in 2012 by X"."""
    return view.deed_in(begin, begin + _OPENING)
