"""Reads the first lines of a text: its title and the line that names its authors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.extract.claims.clauses import Finds
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.shapes import UPPER
from loaders.extract.reading.view import View
from loaders.extract.relations.making import claim, named
from loaders.tables.patterns import any_of

_LINES, _LONGEST, _AFTER_TITLE = 12, 160, 3
_PARTICLE = any_of("references.particle")
_NAME = (
    rf"[{UPPER}][\w’'-]+(?:\s[{UPPER}]\.)?"
    rf"(?:\s(?:{_PARTICLE}\s){{0,2}}[{UPPER}][\w’'-]+){{1,2}}"
)
_AND = rf"(?:,\s(?:{any_of('text.and')}\s)?|\s{any_of('text.and')}\s|;\s|\s/\s|\s[&·|]\s)"
_NAMES = re.compile(rf"(?P<names>{_NAME}(?:{_AND}{_NAME}){{0,7}})")
_LABEL = re.compile(rf"(?:.{{0,20}}\b)?(?i:{any_of('relations.author-line')})\s?:?\s+")
# After the names a line with a label may go on with their body, its place and the year.
_TAIL = re.compile(r"[,;(·|–—]|\s[(·|–—]")
_ONE = re.compile(_NAME)
_SURE, _LIKELY = 0.85, 0.75


def title_span(view: View) -> tuple[int, int] | None:
    """Return where the title stands: what the document says of it, else its first line."""
    title = (view.document.title or "").partition("\n")[0].strip()
    lines = list(_lines(view.text))
    for start, end in lines[:2]:
        if view.text[start:end] == title:
            return start, end
    if lines and lines[0][1] - lines[0][0] <= _LONGEST:
        return lines[0]
    return None


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the first lines that are not empty, without the blanks around."""
    position = 0
    for _ in range(_LINES * 3):
        if position >= len(text):
            return
        end = text.find("\n", position)
        end = end if end >= 0 else len(text)
        words = text[position:end].strip()
        if words:
            start = text.index(words[0], position)
            yield start, start + len(words)
        position = end + 1


def author_spans(view: View, finds: Finds) -> tuple[list[tuple[int, int]], bool]:
    """Return where the names of the authors stand, and whether a label says that they are."""
    for number, (start, end) in enumerate(_lines(view.text)):
        if number >= _LINES or not number:
            if number >= _LINES:
                break
            continue
        if end - start > _LONGEST:
            continue
        label = _LABEL.match(view.text, start, end)
        names = _NAMES.match(view.text, label.end() if label else start, end)
        if names is None:
            continue
        if names.end() < end - 1 and not (label and _TAIL.match(view.text, names.end(), end)):
            continue
        found = [
            one.span()
            for one in _ONE.finditer(view.text, *names.span())
            if not _body(finds, *one.span())
        ]
        persons = [m for m in finds.between(names.start(), end) if m.type == "PERSON"]
        known = [view.text[low:high].split()[0] in view.resources.given for low, high in found]
        if label and (persons or any(known)):
            return found, True
        if number <= _AFTER_TITLE and len(found) > 1 and persons and any(known):
            return found, False
    return [], False


def _body(finds: Finds, start: int, end: int) -> bool:
    """Tell whether a name is that of a body: "by Ann Hill, Harbour Trust"."""
    beside = [m.type for m in finds.between(start, end)]
    return "ORG" in beside and "PERSON" not in beside


def _title(view: View, start: int, end: int) -> tuple[int, int]:
    """Return the title without its subtitle, and without a kind of text before a colon."""
    head, colon, rest = view.text[start:end].partition(": ")
    if not colon:
        return start, end
    if len(head.split()) == 1:
        return end - len(rest), end
    return start, start + len(head)


def author_claims(view: View, finds: Finds) -> Iterator[Claim]:
    """Yield who wrote the text, as its first lines say."""
    title = title_span(view)
    spans, labelled = author_spans(view, finds)
    if title is None or not spans:
        return
    work = named(view, "WORK", *_title(view, *title))
    line = (spans[0][0], spans[-1][1])
    for start, end in spans:
        person = _person(view, finds, start, end)
        yield claim(view, "authorship", (person, work, None), line,
                    _SURE if labelled else _LIKELY, method="relation:front")  # fmt: skip


def _person(view: View, finds: Finds, start: int, end: int) -> Mention:
    for mention in finds.between(start, end):
        if mention.type == "PERSON":
            return mention
    return named(view, "PERSON", start, end)
