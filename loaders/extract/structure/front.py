"""Reads who wrote a text: by the line under its title, or by the last lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.extract.claims.clauses import Finds
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.shapes import UPPER
from loaders.extract.reading.view import View
from loaders.extract.relations.making import claim, named
from loaders.extract.structure.bylines import byline
from loaders.extract.structure.title import (
    LINES,
    LONGEST,
    Span,
    called_body,
    lines,
    main_title,
    title_span,
)
from loaders.tables.patterns import any_of

_AFTER_TITLE, _FOOT, _FOOT_LINES = 3, 600, 3
_PARTICLE = any_of("references.particle")
_NAME = (
    rf"[{UPPER}][\w’'-]+(?:\s[{UPPER}]\.)?"
    rf"(?:\s(?:{_PARTICLE}\s){{0,2}}[{UPPER}][\w’'-]+){{1,2}}"
)
_AND = rf"(?:,\s(?:{any_of('text.and')}\s)?|\s{any_of('text.and')}\s|;\s|\s/\s|\s[&·|]\s)"
NAMES = re.compile(rf"(?P<names>{_NAME}(?:{_AND}{_NAME}){{0,7}})")
ONE_NAME = re.compile(_NAME)
_BY = rf"(?i:{any_of('relations.author-line')})"
_OFFICE = (
    rf"(?:(?i:{any_of('persons.courtesy', 'persons.holder-title', 'offices.office')})\.?\s){{0,2}}"
)
_LABEL = re.compile(rf"(?:.{{0,20}}\b)?{_BY}\s?:?\s+{_OFFICE}")
# At the foot of a text a label needs its colon, or a word for a text before it.
_SIGNED = re.compile(
    rf"[–—\W]*(?:{_BY}(?:\s[^\W\d_]+)?\s?:|(?i:{any_of('front.text')})\s(?:\w+\s)?{_BY}:?)\s+"
)
# After the names a line with a label may go on with their body, its place and the year.
_TAIL = re.compile(r"[,;(·|–—]|\s[(·|–—]|\.\s[^.]{3,60}\.?$|\s[^\W\d_A-Z]{2,4}\s(?![^\n]*[.!?]$)")
_OTHER = re.compile(rf"\W*(?i:{any_of('front.other-part')})(?!\w)")
_SURE, _LIKELY = 0.85, 0.75


def author_spans(view: View, finds: Finds) -> tuple[list[Span], bool]:
    """Return where the names of the authors stand, and whether a label says that they are."""
    for number, (start, end) in enumerate(lines(view.text)):
        if number >= LINES:
            break
        if not number or end - start > LONGEST:
            continue
        found, labelled = _signed(view, finds, (start, end), _LABEL)
        if found and (labelled or number <= _AFTER_TITLE):
            return found, labelled
    foot = max(0, len(view.text) - _FOOT)
    for start, end in [*lines(view.text[foot:])][-_FOOT_LINES:]:
        if end - start <= LONGEST and foot + start > 0:
            found, labelled = _signed(view, finds, (foot + start, foot + end), _SIGNED)
            if found and labelled:
                return found, False
    alone = byline(view, finds)
    return ([alone], False) if alone is not None else ([], False)


def _signed(
    view: View, finds: Finds, line: Span, pattern: re.Pattern[str]
) -> tuple[list[Span], bool]:
    """Return the names of a line of authors, and whether it has a label."""
    start, end = line
    if _OTHER.match(view.text, start, end):
        return [], False
    label = pattern.match(view.text, start, end)
    names = NAMES.match(view.text, label.end() if label else start, end)
    if names is None:
        return [], False
    if names.end() < end - 1 and not (label and _TAIL.match(view.text, names.end(), end)):
        return [], False
    found = person_spans(view, finds, *names.span())
    persons = [m for m in finds.between(names.start(), end) if m.type == "PERSON"]
    known = any(view.text[low:high].split()[0] in view.resources.given for low, high in found)
    if label and (persons or known):
        return found, True
    return (found, False) if len(found) > 1 and persons and known else ([], False)


def person_spans(view: View, finds: Finds, start: int, end: int) -> list[Span]:
    """Return the names of a list of persons, those of bodies left out."""
    found = [one.span() for one in ONE_NAME.finditer(view.text, start, end)]
    return [span for span in found if not _body(view, finds, *span, end)]


def _body(view: View, finds: Finds, start: int, end: int, last: int) -> bool:
    """Tell whether a name is that of a body: "by Ann Hill, Harbour Trust"."""
    if called_body(view.text[start:end]):
        return True
    beside = finds.between(start, end)
    bodies = [m for m in beside if m.type == "ORG" and m.end <= last]
    return bool(bodies) and all(m.type != "PERSON" for m in beside)


def author_claims(view: View, finds: Finds) -> Iterator[Claim]:
    """Yield who wrote the text, as its first or last lines say."""
    spans, labelled = author_spans(view, finds)
    if not spans:
        return
    stated = (view.document.title or "").partition("\n")[0].strip()
    title = title_span(view.text, stated, finds.between, spans[0][0])
    if title is None:
        return
    work = named(view, "WORK", *main_title(view.text, title, finds.between))
    if not any(letter.isalpha() for letter in work.text):
        return
    line = (spans[0][0], spans[-1][1])
    for start, end in spans:
        person = author(view, finds, start, end)
        yield claim(view, "authorship", (person, work, None), line,
                    _SURE if labelled else _LIKELY, method="relation:front")  # fmt: skip


def author(view: View, finds: Finds, start: int, end: int) -> Mention:
    """Return the person named in a stretch of the text."""
    for mention in finds.between(start, end):
        if mention.type == "PERSON" and mention.start == start:
            return mention
    return named(view, "PERSON", start, end)
