"""Finds the names of projects, also by what is said of them: that they are run, paid for, closed.

"The Night Choir closed in May", "»Kombüse« wird von X betrieben": the name opens the sentence, or
stands in quotes, and nothing else says what it is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from loaders.extract.claims.clauses import LONGEST, Finds
from loaders.extract.gist.topics import led_by, speaks, topic
from loaders.extract.knowledge.haystack import lower_class
from loaders.extract.model import Mention
from loaders.extract.reading.shapes import OPENERS, UPPER, run_left, run_right
from loaders.extract.reading.view import Sentence, View
from loaders.extract.relations.agents import CITY_WORDS, by_whom
from loaders.extract.relations.making import moved, named
from loaders.extract.relations.things import heads_in
from loaders.extract.subjects.entries import ENTRY, entry_names
from loaders.extract.subjects.presented import presented, titled
from loaders.tables.patterns import any_of
from loaders.tables.quick import quick_words
from loaders.tables.words import spoken

# Lists of which a sentence must hold a word.
TOLD = ("roles.run", "roles.given", "gist.end", "gist.carries", "gist.pays")
_NOT_PROJECTS = ("roles.kind", "relations.vessel")
_OPENING = '„“«"‘»'
_QUOTED = re.compile(
    rf"(?<![\w:])[{_OPENING}](?P<name>[{UPPER}][^„“”«»\"‘’\n.!?;:]{{2,45}})[“”»\"’«](?!\w)"
)
# Languages with capital nouns, or without articles: there only quotes tell a name.
_NOUNS = frozenset({"de", "pl"})
_PAYERS = ("roles.public", "roles.fund")
_ARTICLED = re.compile(rf"^(?i:{any_of('text.article')})\s(?=[{UPPER}]\w{{2,}})")
_NOUN = re.compile(rf"\w+\s(?=[{UPPER}])")
_SIGNS = frozenset("„“«»\"'‘’")
_TYPES = frozenset({"PRACTICE", "EVENT"})
_SMALL = frozenset(word.lower() for word in spoken("text.small"))
_NO_THINGS = frozenset({"PERSON", "COUNTRY", "DATE", "GOVERNMENT", "CHARTER", "EVENT", "REFERENCE"})
_MOST, _LEAST, _SAID, _NAMES = 5, 3, 6, 60
_BEING = re.compile(rf",\s|\s{any_of('claims.being')}\s")
_BULLET = r"[ \t]*(?:(?:[•☞*·–—-]|\d{1,2}(?:\.\d{1,2})?[.)]?|[a-z]\))\s)?"


@cache
def _subject(language: str) -> re.Pattern[str]:
    """Return the pattern of what may stand before a name that opens a sentence."""
    articles = quick_words(spoken("gist.definite", language)) if language else "(?!)"
    lower = lower_class()
    return re.compile(
        rf"{_BULLET}(?P<article>(?:{articles}(?:\s|(?<=['’])))?(?:[{lower}][\w’'-]*\s){{0,2}})"
        rf"(?=[{UPPER}])"
    )


def tied(view: View, finds: Finds, taken: frozenset[int]) -> dict[int, Mention]:
    """Return the names by the number of their sentence; ``taken`` are those that name things."""
    stems = view.stems
    every = range(len(view.sentences))
    numbers = stems.of_any(TOLD) if stems is not None else set(every)
    found: dict[int, Mention] = {}
    for number in sorted(numbers - taken):
        sentence = view.sentences[number]
        if not sentence.language or sentence.end - sentence.start > LONGEST:
            continue
        span = _in_quotes(view, finds, sentence) or _opening(view, finds, sentence)
        if span is not None and any(speaks(name, view, sentence) for name in TOLD):
            found[number] = named(view, "PRACTICE", *span)
    return found


def _in_quotes(view: View, finds: Finds, sentence: Sentence) -> tuple[int, int] | None:
    """Return where the one name in quotes stands that is nobody's words."""
    if not view.marks.any(_OPENING, sentence.start, sentence.end):
        return None
    spans = [m.span("name") for m in _QUOTED.finditer(view.text, sentence.start, sentence.end)]
    texts = {view.text[slice(*span)] for span in spans}
    if len(texts) != 1 or len(next(iter(texts)).split()) > _SAID:
        return None
    start, end = spans[0]
    said = start - 1 <= sentence.start and view.text[end + 1 : end + 2] == ","
    name, language = named(view, "ORG", start, end), sentence.language or ""
    if said or any(led_by(view, noun, language, name) for noun in _NOT_PROJECTS):
        return None  # "the charity “X”" runs or pays, "the ship “X”" is supported
    return (start, end) if _free(finds, start, end) else None


def _opening(view: View, finds: Finds, sentence: Sentence) -> tuple[int, int] | None:
    """Return where a name stands that opens a sentence as its subject."""
    language, text = sentence.language or "", view.text
    lead = _subject(language).match(text, sentence.start, sentence.end)
    if lead is None or language in _NOUNS:
        return None
    start = lead.end()
    end = run_right(text, start - 1, _MOST) if start else 0
    words = text[start:end].split()
    if end - start <= _LEAST or not words or end >= sentence.end or _is_small(words[0]):
        return None
    if text[end : end + 1] not in {" ", ","} or text[end + 1 : end + 2].isupper():
        return None
    public = topic("roles.public", language).match(text, start) is not None
    noun = len(lead["article"].split()) > 1
    if public or words[0].casefold() in CITY_WORDS or not _free(finds, start, end, noun=noun):
        return None
    if len(words) == 1:
        being = lead["article"].strip() and _BEING.match(text, end, sentence.end)
        return _fuller(view, start, end) if being else None
    plain = lead["article"].strip() or all(word[0].isupper() for word in words)
    return (start, end) if plain else None


def _is_small(word: str) -> bool:
    """Tell whether a word opens sentences, and no names."""
    return word in OPENERS or len(word) < _LEAST or word.lower() in _SMALL


def _fuller(view: View, start: int, end: int) -> tuple[int, int]:
    """Return the longer name that a text gave before to what one word of it now means."""
    at = view.text.rfind(" " + view.text[start:end], 0, start) + 1
    if at <= 0 or view.text[at + end - start : at + end - start + 1].isalnum():
        return start, end
    return run_left(view.text, at, _MOST), at + end - start


def _free(finds: Finds, start: int, end: int, *, noun: bool = False) -> bool:
    """Tell whether no name of something else stands there; behind a noun no person's does."""
    for mention in finds.between(start - 60, end):
        if mention.end <= start:
            continue
        whole = mention.start <= start and mention.end >= end
        if noun and mention.type == "PERSON" and not mention.link:
            continue
        if mention.type in _NO_THINGS or (mention.link and whole):
            return False
        if whole and mention.type in {"CITY", "PLACE", "ORG"}:
            return False
    return True


@dataclass(frozen=True)
class Things:
    """The projects that sentences name, by their numbers; ``heads``: those that head an entry."""

    heads: Mapping[int, Mention]
    named: Mapping[int, list[Mention]]


def things_of(view: View, finds: Finds) -> Things:
    """Return the projects that a text names, and which of them head entries."""
    heads = entry_names(view, finds)
    return Things(heads, _named(view, finds, heads))


def _named(view: View, finds: Finds, heads: Mapping[int, Mention]) -> dict[int, list[Mention]]:
    """Return by the number of a sentence the projects that it names, known names found again."""
    found = {
        number: [
            m for m in inside if m.type in _TYPES and not _is_word(m) and _runs(view, finds, m)
        ]
        for number, inside in view.named.items()
    }
    found = {number: inside for number, inside in found.items() if inside}
    found |= {number: [one] for number, one in heads.items()}
    taken = frozenset(number for number, inside in view.named.items() if inside) | heads.keys()
    found |= {number: [one] for number, one in titled(view, finds, taken).items()}
    found |= {number: [one] for number, one in presented(view, finds, taken).items()}
    taken |= found.keys() | {number + later for number in heads for later in range(1, ENTRY)}
    found |= {number: [one] for number, one in tied(view, finds, taken).items()}
    names: dict[str, Mention] = {}
    for inside in found.values():
        for mention in inside:
            if mention.text[:1].isupper() and len(names) < _NAMES:
                names.setdefault(mention.text, mention)
    for name, mention in [*names.items(), *_short(view, names.values())]:
        short = _ARTICLED.sub("", name)
        for at in _places(view.text, short):
            number = bisect_right(view.starts, at) - 1
            inside = view.named.get(number, [])
            if number >= 0 and not any(m.start < at + len(short) and at < m.end for m in inside):
                begin = at - len(name) + len(short)
                whole = view.text.startswith(name, max(0, begin))
                again = moved(mention, begin if whole else at, at + len(short))
                found.setdefault(number, []).append(again)
    return {number: _longest(inside) for number, inside in found.items()}


def _short(view: View, names: Iterable[Mention]) -> Iterator[tuple[str, Mention]]:
    """Yield the names without their noun that a text uses too: "Buurtkeuken De Lepel"."""
    for mention in names:
        noun = _NOUN.match(mention.text)
        if noun is None or not any(
            True for _ in heads_in(view, mention.start, mention.start + noun.end())
        ):
            continue
        rest = mention.text[noun.end() :]
        start = view.text.find(rest, mention.end)
        if len(rest) > _LEAST and start >= 0:
            yield rest, replace(mention, text=rest, start=start, end=start + len(rest))
    for mention in names:
        yield from _alone(view, mention)


def _alone(view: View, mention: Mention) -> Iterator[tuple[str, Mention]]:
    """Yield the first or last word of a name that stands alone behind "the": "the Herberg"."""
    words = mention.text.split()
    definite = topic("gist.definite", view.language_at(mention.start) or "")
    for word in {words[0], words[-1]} if len(words) > 1 else ():
        start = view.text.find(f" {word}", mention.end) + 1
        before = view.text[max(0, start - 12) : max(0, start - 1)].rsplit(None, 1)
        if start <= 0 or len(word) <= _LEAST + 1 or not word[0].isupper() or not before:
            continue
        after = view.text[start + len(word) + 1 : start + len(word) + 2]
        if definite.fullmatch(before[-1]) is not None and not after.isupper():
            yield word, replace(mention, text=word, start=start, end=start + len(word))


def _longest(found: list[Mention]) -> list[Mention]:
    """Return the projects of a sentence without those whose name is part of another's."""
    if len(found) == 1:
        return found
    texts = {m.text for m in found}
    return [m for m in found if not any(m.text in other for other in texts - {m.text})]


def _runs(view: View, finds: Finds, mention: Mention) -> bool:
    """Tell whether a thing is what somebody runs, and no fund or club that pays for others."""
    language = view.language_at(mention.start) or ""
    if mention.link is not None:
        return True
    if by_whom(view, mention) or mention.text in finds.cities:
        return False
    if mention.text.casefold() in CITY_WORDS:
        return False
    if any(topic(name, language).fullmatch(mention.text) for name in _PAYERS):
        return False
    return topic("gist.fund", language).search(mention.text) is None


def _is_word(mention: Mention) -> bool:
    """Tell whether a mention is only a noun for a kind of project: "night shelter"."""
    if mention.method == "relation" or mention.link:
        return False
    return mention.text.islower() or " " not in mention.text


def _places(text: str, name: str) -> Iterator[int]:
    """Yield where a name stands as whole words."""
    if len(name) <= _LEAST:
        return
    at = text.find(name)
    while at >= 0:
        stop = at + len(name)
        if not (text[at - 1 : at].isalnum() or text[stop : stop + 1].isalnum()):
            yield at
        at = text.find(name, stop)
