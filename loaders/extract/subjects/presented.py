"""Finds the name of a project that a short sentence presents, such as "This is the Lantern".

The name stands at the end of the sentence behind "the", or in quotes; what follows must go on about
it: somebody opened, runs or pays for "it", or something happens "there".
"""

from __future__ import annotations

import re

from loaders.extract.claims.clauses import Finds
from loaders.extract.gist.topics import speaks, topic
from loaders.extract.model import Mention
from loaders.extract.reading.shapes import UPPER
from loaders.extract.reading.view import Sentence, View
from loaders.extract.relations.making import named
from loaders.extract.relations.things import heads_in
from loaders.tables.quick import quick_words
from loaders.tables.words import by_language

_LONGEST, _NEXT, _LEAST = 95, 2, 4
_LAST = re.compile(
    rf"(?P<word>[^\W\d_]+)\s(?P<name>[{UPPER}][\w’'-]+"
    rf"(?:\s(?:[^\W\d_]{{1,3}}\s)?[{UPPER}][\w’'-]+){{0,3}})[.!]$"
)
_OPENING = '„“«"‘'
_QUOTED = re.compile(rf"[{_OPENING}](?P<name>[{UPPER}][^„“”«»\"‘’\n.!?]{{3,50}})[“”»\"’]")
_ENDS = frozenset(".!")
_TITLE, _REST, _ITEM = 64, 4, 8
_MARK = re.compile(r"\s*(?:[•☞*·–—-]|\d{1,2}[.)]|[a-z]\))\s*")
_TITLE_NAME = re.compile(
    rf"\s*(?:(?:[•☞*·–—-]|\d{{1,2}}[.)]|[a-z]\))\s+)?[„“«»\"‘]?"
    rf"(?P<name>[{UPPER}][^\n:;,.„“”«»\"]{{2,44}})[“”«»\"’]?$"
)
_COPULAS = {
    language: re.compile(quick_words(words))
    for language, words in by_language("relations.copula").items()
}
_CAPITAL = re.compile(rf"(?<!\w)[{UPPER}]")
_NO_TITLES = frozenset({"CITY", "GOVERNMENT", "PERSON", "DATE", "ORG", "COUNTRY"})
_DEEDS = frozenset({"starts", "started", "runs", "run-by", "supports", "supported-by"})
# Languages whose nouns have capitals: there only quotes tell a name.
_NOUNS = frozenset({"de"})


def presented(view: View, finds: Finds, taken: frozenset[int]) -> dict[int, Mention]:
    """Return the names presented, by the number of their sentence; ``taken`` name other things."""
    found: dict[int, Mention] = {}
    for number, sentence in enumerate(view.sentences[:-1]):
        if number in taken or sentence.end - sentence.start > _LONGEST or not sentence.language:
            continue
        span = _name(view, sentence)
        if span is None or finds.between(*span) or not _goes_on(view, number):
            continue
        found[number] = named(view, "PRACTICE", *span)
    return found


def titled(view: View, finds: Finds, taken: frozenset[int]) -> dict[int, Mention]:
    """Return the names that open a line as its title: "De Kelder. Nachtopvang. Since 2015 …".

    Such a name is of two words, in quotes, or has a noun for a project; what follows in the line
    tells of it: a number or a verb of starting, running or paying.
    """
    found: dict[int, Mention] = {}
    last = len(view.sentences) - 1
    for number, (start, end, language) in enumerate(view.sentences):
        if number in taken or end - start > _TITLE or number == last:
            continue
        if language is None or language not in _COPULAS:
            continue
        if view.text[end - 1 : end] != "." or not _opens_line(view, start):
            continue
        if "\n" in view.text[end : view.sentences[number + 1].start]:
            continue
        name = _TITLE_NAME.match(view.text, start, end - 1)
        if name is None or any(m.type in _NO_TITLES for m in finds.between(start, end)):
            continue
        span = name.span("name")
        if _COPULAS[language].search(name["name"]) is not None:
            continue
        quoted = span[0] > 0 and view.text[span[0] - 1] in _OPENING
        capitals, words = len(_CAPITAL.findall(name["name"])), len(name["name"].split())
        if not quoted and (capitals * 2 < words or view.cues_in("deed", start, end)):
            continue
        several = capitals > 1 and language not in _NOUNS
        known = quoted or several or any(True for _ in heads_in(view, *span))
        if known and _tells(view, number + 1):
            found[number] = named(view, "PRACTICE", *span)
    return found


def _opens_line(view: View, start: int) -> bool:
    """Tell whether only the number or bullet of an item stands before an offset in its line."""
    low = view.text.rfind("\n", 0, start) + 1
    return low == start or (
        start - low < _ITEM and _MARK.fullmatch(view.text, low, start) is not None
    )


def _tells(view: View, first: int) -> bool:
    """Tell whether the rest of a line holds a number or a verb of starting, running or paying."""
    before = view.sentences[first - 1].end
    for sentence in view.sentences[first : first + _REST]:
        if "\n" in view.text[before : sentence.start]:
            return False
        digit = view.marks.digit(sentence.start, sentence.end) is not None
        if sentence.language and (digit or _deed(view, sentence)):
            return True
        before = sentence.end
    return False


def _name(view: View, sentence: Sentence) -> tuple[int, int] | None:
    """Return where the name stands that a sentence ends with, or that it has in quotes."""
    text, end = view.text, sentence.end
    opened = view.marks.any(_OPENING, sentence.start, end)
    quoted = _QUOTED.search(text, sentence.start, end) if opened else None
    if quoted is not None:
        return quoted.span("name")
    last = text.rfind(" ", sentence.start, end) + 1
    ended = text[end - 1 : end] in _ENDS
    if not ended or sentence.language in _NOUNS or not text[last : last + 1].isupper():
        return None
    words = _LAST.search(text, sentence.start, end)
    definite = topic("gist.definite", sentence.language or "")
    if words is None or definite.fullmatch(words["word"]) is None or len(words["name"]) <= _LEAST:
        return None
    return words.span("name")


def _goes_on(view: View, number: int) -> bool:
    """Tell whether the next sentences of the paragraph say what was done with "it", or "there"."""
    before = view.sentences[number]
    for sentence in view.sentences[number + 1 : number + 1 + _NEXT]:
        if "\n" in view.text[before.end : sentence.start]:
            return False
        again = speaks("gist.again", view, sentence) or speaks("gist.there", view, sentence)
        if again and _deed(view, sentence):
            return True
        before = sentence
    return False


def _deed(view: View, sentence: Sentence) -> bool:
    """Tell whether a sentence has a verb of starting, running or paying."""
    if speaks("gist.pays", view, sentence) or speaks("gist.carries", view, sentence):
        return True
    return any(cue.trigger.value in _DEEDS for cue in view.spoken_in("deed", sentence))
