"""Reads what the body counts whose page it is: "we have 187 members", "l'associazione conta …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.extract.claims.clauses import LONGEST, Finds
from loaders.extract.deeds.ours import own_body
from loaders.extract.gist.topics import topic
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import Sentence, View
from loaders.extract.relations.amounts import amounts
from loaders.extract.relations.making import claim
from loaders.extract.subjects.counting import counted
from loaders.extract.subjects.parts import date_of, doubted, part_at

SURE = 0.64
_DIGIT = re.compile(r"\d")


def own_counts(view: View, finds: Finds) -> Iterator[Claim]:
    """Yield the members, staff and budget that a body tells of itself."""
    body = own_body(view, finds)
    if body is None:
        return
    for number, sentence in enumerate(view.sentences):
        if sentence.start < body.end or sentence.end - sentence.start > LONGEST:
            continue
        if sentence.language is None or not _DIGIT.search(view.text, sentence.start, sentence.end):
            continue
        if any(m.type in {"PRACTICE", "EVENT"} for m in view.named.get(number, ())):
            continue
        for figure in _figures(view, sentence):
            part = part_at(view, finds, figure.start, figure.end)
            if part is None or doubted(view, finds, part, []):
                continue
            if any(m.type in {"CITY", "ORG", "GOVERNMENT"} for m in part.mentions):
                continue
            yield claim(view, "figure", (body, figure, date_of(view, part, [figure])),
                        (sentence.start, sentence.end), SURE, method="subject:ours",
                        detail=figure.detail)  # fmt: skip


def _figures(view: View, sentence: Sentence) -> Iterator[Mention]:
    """Yield the members and staff of a sentence about "us", and the sum it calls a budget."""
    language, span = sentence.language or "", (sentence.start, sentence.end)
    ours = topic("gist.we", language), topic("gist.body-again", language)
    if not any(words.search(view.text, *span) for words in ours):
        return
    members = topic("gist.member", language)
    for figure, noun in counted(view, sentence):
        if members.fullmatch(noun) is not None:
            yield figure
    if topic("gist.budget", language).search(view.text, *span) is not None:
        yield from list(amounts(view, *span))[:1]
