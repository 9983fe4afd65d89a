"""Tells which body a page speaks for as "we": its first lines name it, or say what it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.extract.claims.clauses import Finds
from loaders.extract.claims.recall import is_network
from loaders.extract.gist.topics import topic
from loaders.extract.model import Mention
from loaders.extract.reading.shapes import UPPER
from loaders.extract.reading.view import View
from loaders.extract.relations.making import named
from loaders.tables.patterns import any_of
from loaders.tables.words import spoken

_LINES, _HEAD, _WORDS, _SAYS, _NEAR = 2, 300, 7, 2, 70
_QUOTED = re.compile(r"[„“\"«]\s?(?P<name>[^„“”\"«»\n]{3,60}?)\s?[“”\"»]")
_SEGMENT = re.compile(r"[^\n|·–—>():;,!?]{4,70}(?![:;,!?])")
_LEGAL = re.compile(rf"\s(?:{any_of('bodies.legal-form')})\.?$")
_PAPER = re.compile(rf"(?<!\w)\w*{any_of('front.periodical')}(?!\w)", re.IGNORECASE)
_ACRONYM = re.compile(r"\s\((?P<name>[^\W\d_]{2,8})\)")
# "ZEBRA · Verein für Beratung": what stands before a sign and what it is.
_PARTED = re.compile(r"(?P<name>[^\n|·–—>():;,!?]{3,50}?)\s?[|·–—,]\s")
_SIGN = re.compile(r"\s[|·–—>]\s|\n")
_IS_A = re.compile(
    rf"(?:^|\n)(?P<name>[{UPPER}][^\n.,;:()|·–—]{{3,60}}?)\s(?:{any_of('claims.is-a')}\s)"
    rf"(?:{any_of('text.indefinite')}\s)(?:[^\W\d_]+\s){{0,3}}?(?P<noun>[^\W\d_]+)"
)
_START = 900  # characters in which a page may say what the body is
_NO_BODY = frozenset({"CITY", "GOVERNMENT", "DATE", "COUNTRY", "EVENT"})


def own_body(view: View, finds: Finds) -> Mention | None:
    """Return the association whose page it is: named in the first lines, and speaking as "we"."""
    return finds.once("own body", lambda: _speaking(view, finds))


def _speaking(view: View, finds: Finds) -> Mention | None:
    found = _own(view, finds)
    return _as_used(view, found) if found is not None else None


def _as_used(view: View, body: Mention) -> Mention:
    """Return a body by the shorter name that its page uses: its acronym, or without its noun."""
    text, end = view.text, body.end
    acronym = _ACRONYM.match(text, end)
    if acronym is not None and text.find(acronym["name"], acronym.end()) >= 0:
        return named(view, "ORG", *acronym.span("name"))
    for space in re.finditer(r"\s(?=\w)", body.text):
        short = body.text[space.end() :]
        if " " in short and short[0].isupper() and text.count(short) > text.count(body.text):
            return named(view, "ORG", body.start + space.end(), end)
    return body


def _own(view: View, finds: Finds) -> Mention | None:
    start = 0
    for _ in range(_LINES):
        stop = view.text.find("\n", start, _HEAD)
        if stop < 0:
            return None
        found = _named(view, finds, start, stop)
        if found is not None:
            return found if _says_we(view) else None
        start = stop + 1
    return _defined(view) if _says_we(view) else None


def _defined(view: View) -> Mention | None:
    """Return the association that one of the first paragraphs begins to say what it is."""
    heads = topic("gist.founding-head", view.document.language or view.language_at(0) or "")
    for found in _IS_A.finditer(view.text, 0, _START):
        words = found["name"].split()
        if heads.fullmatch(found["noun"]) and len(words) <= _WORDS and words[-1][0].isupper():
            return named(view, "ORG", *found.span("name"))
    return None


def _says_we(view: View) -> bool:
    """Tell whether a text says "we" more than once."""
    language = view.document.language or view.language_at(0) or ""
    we = topic("gist.we", language)
    places = view.words(spoken("gist.we", language) if language else ())
    said = (True for at in places if we.match(view.text, at) is not None)
    return sum(1 for _, _ in zip(range(_SAYS), said, strict=False)) == _SAYS


def _named(view: View, finds: Finds, start: int, stop: int) -> Mention | None:
    """Return the body that a line at the head of a page names, if it names one."""
    inside = finds.between(start, stop)
    bodies = [m for m in inside if m.type == "ORG" and not is_network(m)]
    if any(m.type in {"GOVERNMENT", "DATE"} for m in inside) and not bodies:
        return None
    parted = _parted(view, bodies, start, stop)
    if parted is not None:
        return parted
    segment = _SEGMENT.match(view.text, start, stop)
    words = segment.group().rstrip() if segment is not None else ""
    if bodies:
        quoted = _QUOTED.search(view.text, bodies[0].start, bodies[0].end + 1)
        if quoted is not None:
            return named(view, "ORG", *quoted.span("name"))
        if not words.endswith(f" {bodies[0].text}") or not view.text[start].isupper():
            return bodies[0]
    elif start > 0 or not view.text[start].isupper():
        return None
    return _titled(view, inside, start, words)


def _titled(view: View, inside: Sequence[Mention], start: int, words: str) -> Mention | None:
    """Return the words with which a page begins as the name of a body, if they may be one."""
    legal = _LEGAL.search(words)
    name = words[: legal.start()] if legal is not None else words
    whole = any(m.type in _NO_BODY and m.start <= start and m.end >= start + len(name)
                for m in inside) or _PAPER.search(words) is not None  # fmt: skip
    capitals = sum(word[0].isupper() for word in name.split())
    if not name or whole or not 1 < len(name.split()) <= _WORDS or capitals < 2 or name.isupper():
        return None
    return named(view, "ORG", start, start + len(name))


def _parted(view: View, bodies: Sequence[Mention], start: int, stop: int) -> Mention | None:
    """Return the part of a line that has a legal form, or a noun for what it is behind it."""
    text = view.text
    low = start
    for sign in [*_SIGN.finditer(text, start, stop), None]:
        high = sign.start() if sign is not None else stop
        legal = _LEGAL.search(text, low, high)
        if legal is not None and low > start and legal.end() == high:
            return named(view, "ORG", low, legal.start())
        low = sign.end() if sign is not None else stop
    first = _PARTED.match(text, start, stop)
    heads = topic("gist.founding-head", view.language_at(start) or "")
    if first is None or not bodies or bodies[0].start != first.end() or first["name"].isdigit():
        return None
    noun = heads.match(text, first.end(), stop)
    return named(view, "ORG", *first.span("name")) if noun is not None else None


def means_us(view: View, start: int, end: int, language: str) -> bool:
    """Tell whether the words that end at an offset are "we" or "our association"."""
    words = view.text[max(start, end - _NEAR) : end].rstrip()
    return any(said.end() == len(words) for said in topic("gist.ours", language).finditer(words))
