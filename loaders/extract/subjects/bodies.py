"""Reads what bodies count, their own page too: "Dem Bündnis X gehören 112 Städte an".

The body is named in the sentence, or opened the one before: "It unites 58 councils"; or it is the
one whose page it is: "we have 187 members".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from loaders.extract.claims.clauses import LONGEST, Finds, clause_at
from loaders.extract.claims.recall import spoken_network
from loaders.extract.deeds.speaker import own_body
from loaders.extract.gist.topics import speaks, topic
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.strangers import opens_with_other
from loaders.extract.reading.view import Sentence, View
from loaders.extract.relations.agents import by_whom
from loaders.extract.relations.amounts import amounts
from loaders.extract.relations.making import claim, named
from loaders.extract.subjects.counting import DIGITS, counted
from loaders.extract.subjects.parts import date_of, doubted, part_at
from loaders.tables.patterns import any_of, one_of
from loaders.tables.quick import quick_words
from loaders.tables.words import by_language, spoken, values

NAMED, AGAIN, SURE = 0.66, 0.62, 0.64
_WORDS = values("figures.count")
_OPENING, _NEAR, _BEHIND = 70, 80, 40
_WHICH = {
    language: re.compile(rf"[”“»\"’]?,\s(?:[^\W\d_]{{1,4}}\s)?{one_of(words)}")
    for language, words in by_language("relations.relative").items()
}
_COLON = re.compile(r"[:\s]*")
_OTHERS = frozenset({"CITY", "GOVERNMENT", "PERSON", "EVENT", "PRACTICE"})


@cache
def _members(language: str) -> re.Pattern[str]:
    """Return the pattern of a number before a noun for members or staff."""
    nouns = [*spoken("gist.member", language), *spoken("gist.employ-noun", language)]
    return re.compile(
        rf"(?<![\w.,/€$£-])(?P<number>{DIGITS}|{any_of('figures.count', languages=(language,))})"
        rf"(?:\s[^\W\d_][\w’'-]*){{0,2}}?\s(?P<noun>{quick_words(nouns)})",
        re.IGNORECASE,
    )


def body_counts(
    view: View, finds: Finds, things: Mapping[int, Sequence[Mention]]
) -> Iterator[Claim]:
    """Yield the members and staff of bodies; ``things`` are the projects a sentence names."""
    for number in _telling(view):
        sentence = view.sentences[number]
        if sentence.language is None or sentence.end - sentence.start > LONGEST:
            continue
        if things.get(number) or speaks("gist.counted-not", view, sentence):
            continue
        for found in _members(sentence.language).finditer(view.text, *sentence[:2]):
            figure = _figure(view, found)
            body, sure = _owner(view, finds, number, figure) if figure is not None else (None, 0)
            if figure is None or body is None:
                continue
            part = part_at(view, finds, figure.start, figure.end)
            if part is None or doubted(view, finds, part, [body]):
                continue
            when = date_of(view, part, [figure]) or _as_of(view, finds, sentence, figure)
            yield claim(view, "figure", (body, figure, when),
                        sentence[:2], sure * body.confidence, method="subject:body",
                        detail=figure.detail)  # fmt: skip
            break


def _telling(view: View) -> Iterator[int]:
    """Yield the numbers of the sentences with a word for being made up of, or for employing."""
    stems = view.stems
    every = set(range(len(view.sentences)))
    words = [stems.numbers(n) for n in ("gist.belong-count", "gist.employ")] if stems else [every]
    figured = {bisect_right(view.starts, at) - 1 for at in view.marks.numbers}
    figured |= stems.numbers("figures.count") if stems else every
    yield from sorted(set().union(*words) & figured)


def _figure(view: View, found: re.Match[str]) -> Mention | None:
    digits = _WORDS.get(found["number"].lower()) or re.sub(r"\D", "", found["number"])
    detail = (("measure", "members"), ("qualifier", "exactly"))
    return named(view, "FIGURE", *found.span("number"), value=digits, detail=detail)


def _as_of(view: View, finds: Finds, sentence: Sentence, figure: Mention) -> Mention | None:
    """Return the date in brackets that says of when a number is: "(Stand: August 2021)"."""
    opened = view.text.find("(", figure.end, min(sentence.end, figure.end + _NEAR))
    if opened < 0:
        return None
    words = topic("gist.as-of", sentence.language or "").match(view.text, opened + 1, sentence.end)
    if words is None:
        return None
    rest = _COLON.match(view.text, words.end())
    at = rest.end() if rest is not None else words.end()
    dates = finds.between(words.start(), sentence.end)
    return next((m for m in dates if m.type == "DATE" and m.start == at and m.has_year), None)


def _owner(view: View, finds: Finds, number: int, figure: Mention) -> tuple[Mention | None, float]:
    """Return the body that a number is of: named before it and tied to it, else spoken of."""
    sentence = view.sentences[number]
    before = finds.between(sentence.start, figure.start)
    bodies = [m for m in before if m.type == "ORG" and m.end <= figure.start]
    if bodies:
        near = bodies[-1]
        close = figure.start - near.end <= _NEAR and not _aside(view, sentence, near, figure)
        others = any(m.type in _OTHERS and m.start >= near.end for m in before)
        tied = _tied(view, sentence, near.end, figure) or _led(view, sentence, near, figure)
        return (near, NAMED) if close and tied and not others else (None, 0.0)
    if any(m.type in _OTHERS or m.type == "CHARTER" for m in before):
        return None, 0.0
    if not _tied(view, sentence, sentence.start, figure):
        return None, 0.0
    if opens_with_other(view.text, sentence.start, figure.start, sentence.language or ""):
        return None, 0.0
    return _last(view, finds, number), AGAIN


def _aside(view: View, sentence: Sentence, body: Mention, figure: Mention) -> bool:
    """Tell whether a body only did something for what has the number: "X, set up by Y, has 9"."""
    language, text = sentence.language or "", view.text
    if by_whom(view, body) or text.find(";", body.end, figure.start) >= 0:
        return True
    if topic("gist.again", language).search(text, body.end, figure.start) is not None:
        return True
    comma = max(text.rfind(",", sentence.start, body.start), sentence.start)
    if topic("claims.by", language).search(text, comma, body.start) is not None:
        return True
    which = _WHICH.get(language)
    if which is not None and which.match(text, body.end, figure.start) is not None:
        return False
    return comma > sentence.start and text.find(",", body.end, figure.start) >= 0


def _tied(view: View, sentence: Sentence, start: int, figure: Mention) -> bool:
    """Tell whether a word for being made up of stands between an offset and a number's noun."""
    language, stop = sentence.language or "", min(sentence.end, figure.end + _BEHIND)
    words = ("gist.belong-count", "gist.employ")
    return any(topic(w, language).search(view.text, start, stop) is not None for w in words)


def _led(view: View, sentence: Sentence, body: Mention, figure: Mention) -> bool:
    """Tell whether the verb stands before the body: "Do sieci X należy już 38 gmin"."""
    if body.start - sentence.start > _OPENING or view.text.find(",", body.end, figure.start) >= 0:
        return False
    return _tied(view, sentence, sentence.start, figure)


def _last(view: View, finds: Finds, number: int) -> Mention | None:
    """Return the one body that the sentence before opens with, in the same paragraph."""
    if number == 0:
        return None
    sentence, here = view.sentences[number - 1], view.sentences[number]
    if "\n" in view.text[sentence.end : here.start]:
        return None
    inside = finds.between(sentence.start, sentence.end)
    bodies = [m for m in inside if m.type == "ORG"]
    if not bodies:
        clause = clause_at(view, sentence.start, sentence.end, finds)
        return None if clause is None else spoken_network(view, clause, finds)
    if bodies[0].start - sentence.start > _OPENING or by_whom(view, bodies[0]):
        return None
    first = [m for m in inside if m.start < bodies[0].start and m.type in _OTHERS]
    return bodies[0] if not first else None


def own_counts(view: View, finds: Finds) -> Iterator[Claim]:
    """Yield the members, staff and budget that a body tells of itself."""
    body = own_body(view, finds)
    if body is None:
        return
    for sentence in _own(view, body.end):
        for figure in _figures(view, sentence):
            part = part_at(view, finds, figure.start, figure.end)
            if part is None or doubted(view, finds, part, []):
                continue
            if any(m.type in {"CITY", "ORG", "GOVERNMENT"} for m in part.mentions):
                continue
            yield claim(view, "figure", (body, figure, date_of(view, part, [figure])),
                        (sentence.start, sentence.end), SURE, method="subject:ours",
                        detail=figure.detail)  # fmt: skip


def _own(view: View, least: int) -> Iterator[Sentence]:
    """Yield the sentences after an offset that hold a figure, but no project or event."""
    numbers = {bisect_right(view.starts, at) - 1 for at in view.marks.numbers}
    for number in sorted(numbers - {-1}):
        start, end, language = view.sentences[number]
        if start < least or language is None or end - start > LONGEST:
            continue
        if view.marks.digit(start, end) is None:
            continue
        if not any(m.type in {"PRACTICE", "EVENT"} for m in view.named.get(number, ())):
            yield view.sentences[number]


def _figures(view: View, sentence: Sentence) -> Sequence[Mention]:
    """Yield the members and staff of a sentence about "us", and the sum it calls a budget."""
    language, span = sentence.language or "", (sentence.start, sentence.end)
    members = topic("gist.member", language)
    found = [one for one, noun in counted(view, sentence) if members.fullmatch(noun) is not None]
    if speaks("gist.budget", view, sentence):
        found += list(amounts(view, *span))[:1]
    ours = found and any(speaks(n, view, sentence) for n in ("gist.body-again", "gist.we"))
    return found if ours else ()
