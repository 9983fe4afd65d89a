"""Finds the names of projects by what is said of them: that they are run, paid for or closed.

"The Night Choir closed in May", "»Kombüse« wird von X betrieben": the name opens the sentence, or
stands in quotes, and nothing else says what it is.
"""

from __future__ import annotations

import re
from functools import cache

from loaders.extract.claims.clauses import LONGEST, Finds
from loaders.extract.gist.topics import speaks, topic
from loaders.extract.knowledge.haystack import lower_class
from loaders.extract.model import Mention
from loaders.extract.reading.shapes import OPENERS, UPPER, run_left, run_right
from loaders.extract.reading.view import Sentence, View
from loaders.extract.relations.agents import CITY_WORDS
from loaders.extract.relations.making import named
from loaders.tables.patterns import any_of
from loaders.tables.quick import quick_words
from loaders.tables.words import spoken

# Lists of which a sentence must hold a word.
TOLD = ("roles.run", "roles.given", "gist.end", "gist.carries", "gist.pays")
_OPENING = '„“«"‘»'
_QUOTED = re.compile(
    rf"(?<![\w:])[{_OPENING}](?P<name>[{UPPER}][^„“”«»\"‘’\n.!?;:]{{2,45}})[“”»\"’«](?!\w)"
)
# Languages with capital nouns, or without articles: there only quotes tell a name.
_NOUNS = frozenset({"de", "pl"})
_NO_THINGS = frozenset({"PERSON", "COUNTRY", "DATE", "GOVERNMENT", "CHARTER", "EVENT", "REFERENCE"})
_MOST, _LEAST, _SAID = 5, 3, 6
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
    numbers = set().union(*(stems.numbers(n) for n in TOLD)) if stems is not None else set(every)
    found: dict[int, Mention] = {}
    for number in sorted(numbers - taken):
        sentence = view.sentences[number]
        if not sentence.language or sentence.end - sentence.start > LONGEST:
            continue
        if not any(speaks(name, view, sentence) for name in TOLD):
            continue
        span = _in_quotes(view, finds, sentence) or _opening(view, finds, sentence)
        if span is not None:
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
    return (start, end) if not said and _free(finds, start, end) else None


def _opening(view: View, finds: Finds, sentence: Sentence) -> tuple[int, int] | None:
    """Return where a name stands that opens a sentence as its subject."""
    language, text = sentence.language or "", view.text
    lead = _subject(language).match(text, sentence.start, sentence.end)
    if lead is None or language in _NOUNS:
        return None
    start = lead.end()
    end = run_right(text, start - 1, _MOST) if start else 0
    words = text[start:end].split()
    if end - start <= _LEAST or not words or words[0] in OPENERS or end >= sentence.end:
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
