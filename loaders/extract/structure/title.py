"""Tells which of the first lines of a text is its title: not the paper's name, publisher or day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from loaders.extract.knowledge import lexicon
from loaders.extract.knowledge.haystack import plain
from loaders.extract.model import Mention
from loaders.extract.reading.shapes import UPPER
from loaders.tables.patterns import any_of, one_of
from loaders.tables.words import literal, spoken, values

Span = tuple[int, int]
Inside = Callable[[int, int], Sequence[Mention]]

LINES, LONGEST = 12, 160
_AMONG = 7
_TYPES = {word.casefold() for word, kind in values("front.type").items() if kind == "web-page"}
_KINDS = {word.casefold() for word in values("front.type")}
# "York Herald", "Stadtblatt": the last half of a word may be enough.
_PAPER = re.compile(rf"(?<!\w)\w*{any_of('front.periodical')}(?!\w)", re.IGNORECASE)
_PRESS = re.compile(rf"(?:{one_of(_TYPES)})(?!\w)", re.IGNORECASE)
_LEGAL = re.compile(rf"\s{any_of('bodies.legal-form')}$")
_SECTION = re.compile(r"\s[|·]\s|^\W*\d+\W*$|\s/\s\d+$|\s(?i:n[°ºr.]|no\.|nr)\s?\d[\d/]*\W*$")
_LABEL = re.compile(rf"(?i:{any_of('front.title-label')})\s?:\s+")
_EDITION = re.compile(
    rf"(?<!\w)(?i:{any_of('front.edition')})(?!\w)[\s\dIVX.]*$|\s\d+\s\w{{1,3}}\s\d+$|"
    r"^\w+\s\d+/(?:20)?\d\d$"
)
_KIND = re.compile(rf"(?i:{any_of('front.kind')})(?!\w)")
_SERIES = re.compile(rf"(?i:{any_of('front.series-name')})(?!\w)")
_HEADLINE, _FIRST = 110, 3
# "Home › Cities › Ghent", "Start / Städte / Kiel": where a page stands in its site.
_PATH = re.compile(
    r"[^›»>/]+(?:\s[›»>]\s[^›»>/]+)+|[^›»>/]+(?:\s/\s[^›»>/]+){2,}"
    r"|\w+(?:\s\w+)?(?:\s[–—·|]\s\w+(?:\s\w+)?){2,}"
)
# "Chapter 4. How towns act"
_PART = re.compile(rf"{any_of('front.part')}\s[\dIVX]{{1,4}}\s?[.:–—|]\s(?=\w)", re.IGNORECASE)
_LEAD = re.compile(r"\s[—–|]\s")
_END = re.compile(r"(?<=\w\w)(?:\s?:\s|\.\s(?=[^\W\d])|(?<=[?!])\s)|(?<=\w\w[?!])\s(?=\w)")
_ISSUE = re.compile(r"(?<=\w\w),\s(?=[^,\n]*\d)")  # "Our news, issue 19, July 2022"
_AS_OF = re.compile(r"\s\([^()\n]*\)$")  # "Karta miasta: Wrocław (stan na czerwiec 2021)"
_QUOTES = "‘’“”„«»\"' "
_HEADS = literal("bodies.head-first")
_SHARE, _FEW, _GREETING, _LINK, _LEAST = 0.7, 5, 60, 4, 5
_NOUNS = lexicon.words("bodies.noun") | lexicon.words("bodies.head-last")
_JOINED = tuple(
    plain(noun).lower() for noun in spoken("bodies.noun", "de", "nl") if len(noun) > _LEAST
)
# "OPINIE", "L'INTERVISTA": the part of a paper, over a headline in other letters.
_RUBRIC = re.compile(rf"[{UPPER}’'-]+(?:\s[{UPPER}’'-]+)?")
_BODIES = frozenset({"ORG", "GOVERNMENT"})


def lines(text: str) -> Iterator[Span]:
    """Yield the first lines that are not empty, without the blanks around."""
    position = 0
    for _ in range(LINES * 3):
        if position >= len(text):
            return
        end = text.find("\n", position)
        end = end if end >= 0 else len(text)
        words = text[position:end].strip()
        if words:
            start = text.index(words[0], position)
            yield start, start + len(words)
        position = end + 1


def title_span(text: str, stated: str, inside: Inside, stop: int | None = None) -> Span | None:
    """Return where the title stands: what the document says of it, else the first line that may be.

    ``stated`` is the title that the file gives, ``inside`` gives the mentions of a stretch, and
    ``stop`` is where the line of the authors begins, before which the title stands.
    """
    labelled = next((span for one in lines(text) if (span := _labelled(text, one))), None)
    if labelled is not None:
        return labelled
    found = [span for span in lines(text) if stop is None or span[1] <= stop][:_AMONG]
    greeting = next((n for n, span in enumerate(found) if n and text[span[1] - 1] == ","), None)
    letter = greeting is not None and found[greeting][1] - found[greeting][0] < _GREETING
    if letter:  # what stands below "Dear friends," is no title
        found = found[:greeting]
    found = _over(text, found, stop, inside) if stop is not None else found
    for span in found:
        if text[slice(*span)] == stated and not imprint(text, span, inside):
            return span
    short = [span for span in found if span[1] - span[0] <= LONGEST]
    if not short or (found and short[0] != found[0]):
        return None
    if letter:
        return short[-1]
    if stop is None or not all(imprint(text, span, inside) for span in short):
        return _first_title(text, short, inside, bylined=stop is not None)
    below = _below(text, stop, inside)
    sure = below or next((span for span in short if _quoted_or_kind(text, span)), None)
    return sure or _first_title(text, short, inside, bylined=True)


def _labelled(text: str, line: Span) -> Span | None:
    """Return the title that a line gives behind a label: "Titel: Haus am Fluss"."""
    label = _LABEL.match(text, *line)
    return (label.end(), line[1]) if label and line[1] - label.end() > _LEAST else None


def _below(text: str, stop: int, inside: Inside) -> Span | None:
    """Return the headline that stands below the line of the authors, where none is above."""
    end = text.find("\n", stop)
    for start, last in lines(text):
        if start <= stop or end < 0:
            continue
        words = text[start:last]
        headline = last - start <= _HEADLINE and words[-1] not in ".,:;"
        return (start, last) if headline and not imprint(text, (start, last), inside) else None
    return None


def _quoted_or_kind(text: str, span: Span) -> bool:
    """Tell whether a line opens with a name in quotes, or with the kind of text that it is."""
    words = text[slice(*span)]
    return words[0] in _QUOTES or _kind(words)


def _kind(words: str) -> bool:
    """Tell whether words begin with, or hold as their first half, what kind of text they are."""
    numbered = _SECTION.search(words) is not None
    return _KIND.match(words) is not None and _PRESS.match(words) is None and not numbered


def _first_title(text: str, short: Sequence[Span], inside: Inside, *, bylined: bool) -> Span | None:
    """Return the first of the short lines that may be the title."""
    kept = [span for span in short if not imprint(text, span, inside)] or list(short)
    if bylined:
        kept = _no_bodies(text, kept)
    if not kept:
        return None
    if len(kept) > 1 and kept[0] != short[0] and _RUBRIC.fullmatch(text, *kept[0]):
        return kept[1]
    if len(kept) > 1 and bylined and _body(text[slice(*kept[0])]):
        return kept[1]
    if bylined and not _kind(text[slice(*kept[0])]):
        kinds = (span for span in short[:_FIRST] if _kind(text[slice(*span)]))
        kind = next(kinds, None)
        below = kind is not None and kept[0] not in short[:_FIRST]
        if kind is not None and (below or (kind > kept[0] and _named(text[slice(*kept[0])]))):
            return kind
    return kept[0]


def _named(words: str) -> bool:
    """Tell whether a line begins or ends as names of bodies do, or begins as those of series."""
    if _SERIES.match(words):
        return True
    parts = words.split()
    ends = plain(parts[0]).lower(), plain(parts[-1]).lower()
    return words[-1].isalnum() and (parts[0] in _HEADS or any(map(_is_noun, ends)))


def _no_bodies(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return the lines that are no names of bodies: those are no titles of what is written there.

    Under such a name one word is a rubric, no title either.
    """
    kept = [span for span in spans if not called_body(text[slice(*span)])]
    alone = len(kept) == 1 < len(spans) and " " not in text[slice(*kept[0])]
    return [] if alone else kept


def _over(text: str, found: list[Span], stop: int, inside: Inside) -> list[Span]:
    """Return the lines that stand together with what is below: "Title, subtitle, by Ann Hill".

    All lines when none of those is one that may be a title, and another is.
    """
    block = text.rfind("\n\n", 0, stop) + 1
    near = [span for span in found if span[0] >= block and text[span[1] - 1] != "."]
    may = [span for span in found if not imprint(text, span, inside)]
    return near if near and (not may or any(span in may for span in near)) else found


def _body(words: str) -> bool:
    """Tell whether a short line begins as names of bodies do: "Osservatorio Migrazioni"."""
    parts = words.split()
    capital = all(part[0].isupper() for part in parts)
    return 1 < len(parts) < _FEW - 1 and capital and parts[0] in _HEADS


def called_body(words: str) -> bool:
    """Tell whether a line is but the name of a body: "Northside Welcome Forum", "Rat X"."""
    parts = words.split()
    if not 1 < len(parts) < _FEW + 2 or not words[-1].isalnum():
        return False
    if any(part[0].islower() and len(part) > _LINK for part in parts):
        return False
    if parts[0] in _HEADS:
        return True
    return any(_is_noun(plain(part).lower()) for part in (parts[0], parts[-1]))


def _is_noun(word: str) -> bool:
    """Tell whether a word is a noun for a body, or ends with one as Germans and Dutch join them."""
    return word in _NOUNS or word.endswith(_JOINED)


def imprint(text: str, span: Span, inside: Inside) -> bool:
    """Tell whether a line names who publishes, the paper, the kind of text or its day: no title."""
    start, end = span
    words = text[start:end]
    mentions = inside(start, end)
    for body in mentions:
        if body.type == "ORG" and body.end - body.start >= _SHARE * (end - start):
            return True
    if _LEGAL.search(words) or _SECTION.search(words) or _PATH.fullmatch(words):
        return True
    if words.casefold() in _TYPES or _EDITION.search(words) or words[0] == "(":
        return True
    if sum(map(str.isalpha, words)) < _LEAST - 1:
        return True
    dates = [m for m in mentions if m.type == "DATE"]
    rest = words
    for date in dates:
        rest = rest.replace(date.text, " ")
    bare = len(re.findall(r"[^\W\d_]{2,}", rest))
    dated = any(len(m.text) > len("2023.") for m in dates)
    if dated and (bare < _FEW or _PRESS.match(words)):
        return True
    paper = _PAPER.search(words)
    behind = _LEAD.search(words)
    named = words[: behind.start()] if behind else words
    return paper is not None and paper.start() < len(named) and len(named.split()) < _FEW + 2


def main_title(text: str, span: Span, inside: Inside) -> Span:
    """Return the title without subtitle, quotes, and a number, kind of text or body before it."""
    start, end = span
    part = _PART.match(text, start, end)
    start = part.end() if part else start
    lead = _LEAD.search(text, start, end)
    if lead is not None and any(
        m.type in _BODIES and m.end - m.start >= _SHARE * (lead.start() - start)
        for m in inside(start, lead.start())
    ):
        start = lead.end()
    border = _END.search(text, start, end)
    if border is not None:
        head = text[start : border.start()]
        if ":" in border.group() and len(head.split()) == 1:
            start = border.end()
        elif head.casefold() in _KINDS:
            pass  # "City profile: Ghent" is a title as a whole
        elif ":" in border.group() and len(head.split()) < _FEW - 2 and len(head) * 2 < end - start:
            pass  # so short a part does not stand for the title
        elif head[-1:] in "?!" and len(head.split()) < _FEW - 2:
            pass  # "Settled? Local councils after the emergency"
        elif len(head.strip(_QUOTES)) > 3:
            end = border.start()
    issue = _ISSUE.search(text, start, end)
    if issue is not None and any(m.type == "DATE" for m in inside(issue.end(), end)):
        end = issue.start()
    asof = _AS_OF.search(text, start, end)
    if asof is not None and any(m.type == "DATE" for m in inside(*asof.span())):
        end = asof.start()
    words = text[start:end]
    return start + len(words) - len(words.lstrip(_QUOTES)), start + len(words.rstrip(_QUOTES))
