"""Reads lists of names of bodies right behind a word, and the name right before one."""

from __future__ import annotations

import re

from loaders.extract.claims.clauses import Finds
from loaders.extract.gist.topics import topic
from loaders.extract.knowledge.haystack import lower_class
from loaders.extract.model import Mention
from loaders.extract.reading.shapes import (
    CONJUNCTIONS,
    CONNECTORS,
    OPENERS,
    UPPER,
    run_left,
    run_right,
)
from loaders.extract.reading.view import View
from loaders.extract.relations.making import named
from loaders.tables.patterns import any_of, followed, in_tongue, whole_word
from loaders.tables.words import literal

_BODIES = ("ORG", "GOVERNMENT", "CITY", "PERSON")
_ARTICLE = followed("text.article", "claims.founded-article")
_LOWER = lower_class()
# "la parroquia de San Eugenio": a noun that "of" ties to its name is part of it.
_NOUN = re.compile(rf"[{_LOWER}][\w-]{{3,}}\s(?:{any_of('claims.of')}\s|d['’])(?=[{UPPER}])")
# A noun that only says what bears the name: "l'association Cap", "stowarzyszenie Nomada".
_KIND = re.compile(rf"(?:[{_LOWER}][\w-]{{3,}}\s){{1,2}}(?=[„“\"«‘]?\s?[{UPPER}])")
_LEAD = re.compile(
    rf"\s*(?:{followed('claims.by', 'persons.office-of', 'gist.founding-by')})?"
    rf"(?:{any_of('text.elided')})?(?:{_ARTICLE}){{0,2}}",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[„“\"«‘]\s?(?P<name>[^„“”\"«»\n]{3,60}?)\s?[“”\"»«’]")
_ROLE = re.compile(whole_word("persons.mayor"), re.IGNORECASE)
_ARTICLE_ONLY = re.compile(any_of("text.article", "claims.founded-relative"), re.IGNORECASE)
_JOINT = in_tongue("text.and", r"\s?(?:,?\s{}\s|,\s)(?:{}\s)?")
_INNER = CONNECTORS - CONJUNCTIONS - literal("gist.founding-where")
_CLOSING = re.compile(rf"{_QUOTED.pattern}$")
_SKIPPED = re.compile(r"[\s,(–—]+$")
_LAST = re.compile(r"[^\s,(–—]+$")
_MOST, _WORDS, _REACH, _SHORT = 9, 7, 90, 4


def names_after(
    view: View, finds: Finds, start: int, stop: int, most: int = _MOST
) -> list[Mention]:
    """Return the bodies, so many at most, enumerated right behind an offset: "A, the B and C"."""
    found: list[Mention] = []
    while len(found) < most:
        one = name_at(view, finds, start, stop)
        if one is None:
            break
        found.append(one)
        end = one.end + (view.text[one.end : one.end + 1] in '”"»“’' and one.end < stop)
        joint = _JOINT(view.language_at(start)).match(view.text, end, stop)
        if joint is None:
            break
        start = joint.end()
    return found


def name_at(view: View, finds: Finds, start: int, stop: int) -> Mention | None:
    """Return the name of a body that begins at an offset, behind an article and a noun."""
    lead = _LEAD.match(view.text, start, stop)
    at = lead.end() if lead is not None else start
    noun = _NOUN.match(view.text, at, stop)
    kind = _KIND.match(view.text, at, stop) if noun is None else None
    first = noun.end() if noun else kind.end() if kind else at
    quoted = _QUOTED.match(view.text, first, min(stop, first + _REACH))
    if quoted is not None:
        return named(view, "ORG", *quoted.span("name"))
    known = [m for m in finds.between(at, first + 1) if m.end <= stop and _counts(m)]
    end = run_right(view.text, first, _WORDS, _INNER) if _opens(view, first) else first
    dates = [m.start for m in finds.between(first + 1, end) if m.type == "DATE"]
    end = min(end, stop, *(view.text.rfind(" ", first, start) for start in dates))
    if any(m.type in {"DATE", "EVENT", "CHARTER", "COUNTRY"} for m in known):
        return None
    whole = max((m for m in known if m.type in _BODIES), key=lambda m: m.end, default=None)
    if whole is not None and (whole.end >= end or whole.type == "PERSON"):
        return whole
    tail = [m for m in finds.between(first + 1, end) if m.end == end and m.link and m.type == "ORG"]
    if tail and " " not in view.text[first : tail[0].start - 1]:
        return tail[0]  # "Stowarzyszenie X"
    said = view.text[first:end]
    small = len(said) < _SHORT and not said.isupper()
    if (
        end <= first
        or small
        or said in OPENERS
        or _ROLE.match(said)
        or _ARTICLE_ONLY.fullmatch(said)
    ):
        return None
    return named(view, "ORG", noun.start() if noun else first, end)


def _counts(mention: Mention) -> bool:
    """Tell whether a mention says what stands there; an event that nobody knows may be a body."""
    return mention.type != "FIGURE" and (mention.type != "EVENT" or mention.link is not None)


def _opens(view: View, offset: int) -> bool:
    """Tell whether a capital stands at an offset, with a blank or sign before it."""
    return view.text[offset : offset + 1].isupper() and not view.text[offset - 1].isalnum()


def name_before(view: View, finds: Finds, end: int, least: int) -> Mention | None:
    """Return the name that ends at an offset: a mention, one in quotes, or capitalised words."""
    low = max(least, end - _REACH)
    quoted = _CLOSING.search(view.text, low, end)
    if quoted is not None:
        return named(view, "ORG", *quoted.span("name"))
    begin = max(least, _capitals_before(view.text, end, low))
    here = [m for m in finds.between(low, end) if m.end == end]
    whole = min((m for m in here), key=lambda m: m.start, default=None)
    if whole is not None and (whole.start <= begin or whole.link):
        return whole
    if begin >= end or (whole is not None and whole.type in {"DATE", "PERSON", "FIGURE"}):
        return None
    return named(view, "ORG", begin, end)


def _capitals_before(text: str, end: int, least: int) -> int:
    """Return where the capitalised words that end at an offset begin; the offset if none do."""
    word = _LAST.search(text, least, end)
    if word is None or not text[word.start()].isupper():
        return end
    begin = run_left(text, word.start(), _WORDS)
    return _past_openers(text, begin, end)


def _past_openers(text: str, begin: int, end: int) -> int:
    """Return where a name begins behind words that only open a sentence: "Das Bündnis X"."""
    while begin < end:
        word = re.match(r"\S+\s", text[begin:end])
        if word is None or not (
            word.group().strip() in OPENERS or re.fullmatch(_ARTICLE, word.group(), re.IGNORECASE)
        ):
            break
        begin += word.end()
    return begin


def before_gap(view: View, finds: Finds, end: int, least: int, language: str) -> tuple[int, bool]:
    """Return where words end that stand before an offset, without dates and small words of a list.

    Also tells whether one of those left out ties a relative clause to the name: "which", "que".
    """
    small, tie = topic("gist.founding-gap", language), topic("gist.founding-which", language)
    related = False
    while end > least:
        if (space := _SKIPPED.search(view.text, max(least, end - 4), end)) is not None:
            end = space.start()
            continue
        date = next((m for m in finds.between(max(least, end - 30), end)
                     if m.type == "DATE" and m.end >= end), None)  # fmt: skip
        if date is not None:
            end = date.start
            continue
        word = _LAST.search(view.text, max(least, end - 24), end)
        if word is None:
            break
        if tie.fullmatch(word.group()):
            related = True
        elif not small.fullmatch(word.group()):
            break
        end = word.start()
    return max(end, least), related


def behind_gap(view: View, finds: Finds, start: int, stop: int, language: str) -> int:
    """Return where words begin that stand behind an offset, without dates and small words."""
    small = topic("gist.founding-gap", language)
    while start < stop:
        if view.text[start] in " ,(\u00a0":
            start += 1
            continue
        date = next((m for m in finds.between(start, start + 1) if m.type == "DATE"), None)
        if date is not None:
            start = date.end
            continue
        word = small.match(view.text, start, stop)
        if word is None:
            break
        start = word.end()
    return start
