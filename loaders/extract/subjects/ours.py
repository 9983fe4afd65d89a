"""Reads what the body counts whose page it is: "we have 187 members", "l'associazione conta …"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from loaders.extract.claims.clauses import LONGEST, Finds
from loaders.extract.deeds.speaker import own_body
from loaders.extract.gist.topics import speaks, topic
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import Sentence, View
from loaders.extract.relations.amounts import amounts
from loaders.extract.relations.making import claim
from loaders.extract.subjects.counting import counted
from loaders.extract.subjects.parts import date_of, doubted, part_at

SURE = 0.64


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
