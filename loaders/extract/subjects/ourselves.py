"""Tells whose page it is that says "we": the body that its first lines name."""

from __future__ import annotations

import re

from loaders.extract.claims.clauses import Finds
from loaders.extract.gist.topics import topic
from loaders.extract.model import Mention
from loaders.extract.reading.shapes import UPPER
from loaders.extract.reading.view import View
from loaders.extract.relations.making import named
from loaders.extract.structure.title import lines
from loaders.tables.patterns import any_of

_HEAD_LINES, _LONGEST, _LEAST, _WORDS = 2, 70, 2, 7
_FORM = re.compile(rf",?\s{any_of('bodies.legal-form')}$")
# What parts the name of a body from what stands beside it in its line.
_SIGN = re.compile(r"\s[·|–—>]\s")
_QUOTES = re.compile(rf"[„“«\"]\s?(?P<name>[{UPPER}][^„“”«»\"\n]{{2,50}}?)\s?[“”»\"]")
_NAME = re.compile(rf"[{UPPER}][\w’'&-]*(?:\s[\w’'&-]+){{1,{_WORDS - 1}}}")
_PAPER = re.compile(rf"(?<!\w)\w*{any_of('front.periodical')}(?!\w)", re.IGNORECASE)
_NO_BODY = frozenset({"CITY", "COUNTRY", "PERSON", "DATE", "GOVERNMENT", "EVENT"})


def ourselves(view: View, finds: Finds) -> Mention | None:
    """Return the body that speaks of itself as "we" in a page, None when that is not certain."""
    language = view.document.language or view.language_at(0) or ""
    words = topic("gist.we", language)
    body = _body(view, finds)
    if body is None:
        return None
    said = 0
    for number, _ in enumerate(words.finditer(view.text, body.end)):
        said = number + 1
        if said >= _LEAST:
            return body
    return None


def _body(view: View, finds: Finds) -> Mention | None:
    """Return the body that one of the first lines names, alone or before a sign."""
    for number, (start, stop) in enumerate(lines(view.text)):
        if number >= _HEAD_LINES:
            return None
        sign = _SIGN.search(view.text, start, stop)
        end = sign.start() if sign is not None else stop
        form = _FORM.search(view.text, start, end)
        last = form.start() if form is not None else end
        inside = finds.between(start, end)
        if any(m.type in {"CITY", "GOVERNMENT"} for m in inside):
            continue  # a council, an office
        quoted = _QUOTES.search(view.text, start, end)
        if quoted is not None:
            return named(view, "ORG", *quoted.span("name"))
        bodies = [m for m in inside if m.type == "ORG" and m.end - m.start >= (last - start) * 0.6]
        if bodies and not bodies[0].text.isupper():
            return bodies[0]
        name = _NAME.fullmatch(view.text, start, last) if last - start <= _LONGEST else None
        paper = name is None or _PAPER.search(view.text, start, last) is not None
        if paper or any(m.type in _NO_BODY and m.start == start for m in inside):
            continue
        return named(view, "ORG", start, last)
    return None
