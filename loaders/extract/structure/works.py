"""Reads what a page recommends to read: "Ann Hill, Tom Ward: Open Quays", "Open Quays, by …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.extract.claims.clauses import Finds
from loaders.extract.model import Claim
from loaders.extract.reading.view import View
from loaders.extract.relations.making import claim, named
from loaders.extract.structure.front import NAMES, author, person_spans
from loaders.extract.structure.title import main_title
from loaders.tables.patterns import any_of, followed

_HEADING = re.compile(rf"^[ \t#*_]*(?i:{any_of('front.reading')})[ \t:*_]*$", re.MULTILINE)
_TITLED = re.compile(r"\s?(?:\(\d{4}\))?\s?:\s(?P<title>[^\n:]{4,160}?)(?=[.!?]?$|\.\s)")
_BY = re.compile(rf"(?P<title>[^\n:]{{4,120}}?),?\s(?:{followed('front.by')})")
_BULLET = re.compile(r"[\W\d_]*")
_MOST, _LONGEST, _SURE = 8, 400, 0.8


def recommended_claims(view: View, finds: Finds) -> Iterator[Claim]:
    """Yield who wrote the works that stand under a heading such as "Further reading"."""
    for heading in _HEADING.finditer(view.text):
        position = heading.end() + 1
        for count in range(_MOST):
            end = view.text.find("\n", position)
            end = end if end >= 0 else len(view.text)
            if end <= position:
                if count or end >= len(view.text):
                    break
            elif end - position <= _LONGEST:
                yield from _work(view, finds, position, end)
            position = end + 1


def _work(view: View, finds: Finds, start: int, end: int) -> Iterator[Claim]:
    bullet = _BULLET.match(view.text, start, end)
    start = bullet.end() if bullet else start
    names = NAMES.match(view.text, start, end)
    titled = _TITLED.match(view.text, names.end(), end) if names else None
    if titled is None:
        titled = _BY.match(view.text, start, end)
        names = NAMES.match(view.text, titled.end(), end) if titled else None
    if titled is None or names is None:
        return
    work = named(view, "WORK", *main_title(view.text, titled.span("title"), finds.between))
    for low, high in person_spans(view, finds, *names.span()):
        person = author(view, finds, low, high)
        yield claim(view, "authorship", (person, work, None), (start, end), _SURE,
                    method="relation:recommended")  # fmt: skip
