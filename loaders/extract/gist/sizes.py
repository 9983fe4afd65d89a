"""Reads how many members a body has: "the forum, set up in 2011, brings together 31 groups"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.extract.claims.clauses import Finds
from loaders.extract.gist.spots import Spots
from loaders.extract.gist.topics import topic
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import Sentence, View
from loaders.extract.relations.agents import by_whom
from loaders.extract.relations.making import claim, named
from loaders.tables.patterns import any_of
from loaders.tables.words import values

COUNTED = 0.69
_NUMBER = re.compile(
    r"(?:\s(?:[^\W\d_]|['’])+){0,3}?\s(?P<number>\d{1,3}(?:[.,’'\u00a0\u202f ]\d{3})+|\d{1,6}|"
    rf"{any_of('figures.count')})(?=\s[^\W\d_])"
)
_QUOTE = re.compile('[„“«»"]\\w')  # what is quoted may be what is counted
_WORDS = values("figures.count")
_NOUN, _REACH, _OPENING = 28, 150, 60


def sizes(view: View, finds: Finds, spots: Spots) -> Iterator[Claim]:
    """Yield how many members, groups or volunteers the body has that a sentence begins with."""
    for sentence, words in spots.words_with(finds, "gist.count"):
        body = _body(finds, view, sentence)
        if body is None:
            continue
        for (start, end), clause in words:
            number = _number(view, sentence, end) if body.end <= start else None
            if number is None or start - body.end > _REACH:
                continue
            clause.names = [body]
            others = any(m.type == "PRACTICE" for m in finds.between(body.end, start))
            if others or _QUOTE.search(view.text, body.end, start) or clause.doubted(start, end):
                continue
            span, sure = (sentence.start, sentence.end), COUNTED * body.confidence
            yield claim(view, "figure", (body, number, None), span, sure, method="gist:size",
                        detail=number.detail)  # fmt: skip
            break


def _body(finds: Finds, view: View, sentence: Sentence) -> Mention | None:
    """Return the body that a sentence begins with: what it says is said of it."""
    for mention in finds.between(sentence.start, sentence.end):
        if mention.type in {"DATE", "FIGURE", "PERSON"}:
            continue
        if mention.type != "ORG" or mention.start - sentence.start > _OPENING:
            return None
        aside = view.text.find(",", sentence.start, mention.start) >= 0  # "X, which Y set up, has"
        aside = aside and view.text[mention.end : mention.end + 1] != ","
        return None if aside or by_whom(view, mention) else mention
    return None


def _number(view: View, sentence: Sentence, start: int) -> Mention | None:
    """Return the number of members behind a word of counting."""
    found = _NUMBER.match(view.text, start, sentence.end)
    if found is None:
        return None
    noun = topic("gist.member", sentence.language or "")
    stop = min(sentence.end, found.end() + _NOUN)
    if noun.search(view.text, found.end(), stop) is None:
        return None
    value = _WORDS.get(found["number"]) or re.sub(r"\D", "", found["number"])
    return named(view, "FIGURE", *found.span("number"), value=value,
                 detail=(("measure", "members"), ("qualifier", "exactly")))  # fmt: skip
