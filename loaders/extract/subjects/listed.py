"""Reads the bodies that a word such as "funded" or "in the hands" brings, enumerated behind "by".

A list goes on over commas and "as well as"; what is no body in it ("donations") is passed over, and
public bodies count by their kind alone ("the county council", "das Land").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from loaders.extract.claims.clauses import Clause, Finds
from loaders.extract.claims.office_places import page_city
from loaders.extract.deeds.phrases import name_at
from loaders.extract.knowledge.haystack import lower_class
from loaders.extract.model import Mention
from loaders.extract.reading.shapes import UPPER, run_right
from loaders.extract.reading.view import View
from loaders.extract.relations.agents import CITY_WORDS
from loaders.extract.relations.making import named
from loaders.tables.patterns import any_of, followed, one_of
from loaders.tables.quick import quick_words
from loaders.tables.words import spoken

_MOST = 9
_OPENING = "„“«»\"'‘"
_LOWER = lower_class()
_AMPERSAND = re.compile(rf"\s[&+]\s(?=[{UPPER}])")
_ARTICLES = rf"(?:{followed('text.article', 'claims.founded-article')})?"
_OF = rf"(?:\s(?:{any_of('roles.from')}|{any_of('claims.of')}))"
# The name behind a public body's kind: "ministère de l'Intérieur", "Land Niedersachsen".
_CALLED = re.compile(
    rf"(?:{_OF}\s|{_OF}['’]|\s(?:de\s)?[lL]['’]|\s(?:{any_of('text.article')})\s|\s)"
    rf"(?:{any_of('text.article')}\s|[lL]['’])?(?=[{UPPER}])"
)
# "55 per cent from A, 30 per cent from B"
_SHARE = rf"(?:\d{{1,3}}(?:[.,]\d+)?\s?(?:%|{any_of('roles.percent')})\s)?"
_ASIDE = re.compile(r"\s?\([^()\n]{1,40}\)")
_SKIPPED = re.compile(rf"(?:[{_LOWER}][\w'’-]+\s){{0,2}}[{_LOWER}][\w'’-]{{2,}}(?=[,;]|\s)")
_ENDS = re.compile(r"[”\"»“’]?(?:\s?[,;:.!?)–—]|\s[(–—]|\s*$|\n)")
_CITY = re.compile(
    rf"(?:{followed('text.article')})?(?:[{_LOWER}]+\s)?(?P<word>{one_of(CITY_WORDS)})(?!\w)",
    re.IGNORECASE,
)
_NAMED_BEHIND = re.compile(rf"\s(?:{any_of('claims.of')}\s)?[{UPPER}]")
_QUOTED = re.compile(r"\s[„“«‘\"][^„“”\"«»‘’\n.]{2,40}[”“\"»’]")
_NOUN_IN = re.compile(
    rf"\s(?:d['’]|{any_of('claims.of')}\s)[{_LOWER}][\w-]{{3,}}\s"
    rf"{any_of('roles.to', 'claims.of')}\s(?=[{UPPER}])"
)
_LEADS = ("text.article", "claims.founded-article", "claims.by", "persons.office-of")
_LED = re.compile(
    rf"(?:{followed(*_LEADS)}|\w{{1,4}}['’]|\w{{1,5}}\s){{0,3}}(?:[{_LOWER}][\w-]*\s)?"
    rf"(?:{any_of('claims.of')}\s|d['’])?[„“«\"‘\s]*",
    re.IGNORECASE,
)
_BODIES = frozenset({"ORG", "GOVERNMENT", "CITY"})


@cache
def _joint(language: str) -> re.Pattern[str]:
    words, lead = (_any(name, language) for name in ("roles.joint", "roles.from"))
    return re.compile(rf"(?:\s?[,/]\s(?:{words}\s)?|\s{words}\s)(?:{lead}(?:\s|(?<=['’])))?")


def _any(name: str, language: str) -> str:
    """Return the pattern of the words of a list in a language as they stand there."""
    words = sorted(spoken(name, language), key=len, reverse=True) if language else ()
    return f"(?:{'|'.join(map(re.escape, words)) or '(?!)'})"


@cache
def _public(language: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:{followed('text.article', 'claims.founded-article')}|[lL]['’])?"
        rf"(?:[{_LOWER}]+\s)??(?P<body>{_words('roles.public', language)})"
    )


@cache
def _nobody(language: str) -> re.Pattern[str]:
    return re.compile(_ARTICLES + _words("roles.nobody", language))


@cache
def _kind(language: str) -> re.Pattern[str]:
    words = spoken("roles.kind", language) if language else ()
    return re.compile(quick_words(words, exact=True) + r"(?:\s|(?<=['’]))")


@cache
def _fund(language: str) -> re.Pattern[str]:
    return re.compile(rf"{_ARTICLES}(?P<body>{_words('roles.fund', language)})")


@cache
def _adjective(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:\s{_words('roles.adjective', language)}){{1,2}}")


def _words(name: str, language: str) -> str:
    return quick_words(spoken(name, language) if language else ())


@dataclass(frozen=True)
class Stretch:
    """Where a list is read: a clause whose names may go on up to ``stop``."""

    view: View
    finds: Finds
    clause: Clause
    stop: int

    @property
    def language(self) -> str:
        """The language of its words."""
        return self.clause.language

    def match(self, pattern: re.Pattern[str], at: int) -> re.Match[str] | None:
        """Return the match of a pattern at an offset."""
        return pattern.match(self.view.text, at, self.stop)


def listed(where: Stretch, start: int) -> Sequence[Mention]:
    """Return the bodies enumerated from an offset on, none when no body stands there."""
    found: list[Mention] = []
    joint, at, passed, listing = _joint(where.language), start, 0, False
    while len(found) + passed < _MOST:
        one, end = _item(where, at)
        if one is None and end <= at:
            return found
        if one is not None and found and not _closed(where, end, comma=listing):
            return found  # behind "and" something else is said: "funded by X, and Y opened"
        if one is None:
            passed += 1
        else:
            found.append(one)
        aside = where.match(_ASIDE, end)
        following = where.match(joint, aside.end() if aside is not None else end)
        if following is None:
            return found
        at, listing = following.end(), following.group().lstrip()[:1] in {",", "/"}
    return found


def _closed(where: Stretch, end: int, *, comma: bool) -> bool:
    """Tell whether a list may end or go on where a name ends; ``comma``: one stands before it."""
    if end >= where.stop or where.match(_ENDS, end) or where.match(_joint(where.language), end):
        return True
    view = where.view
    return not comma and not any(
        at in view.deed_starts or at in view.verb_starts for at in (end + 1, end + 2)
    )


def _item(where: Stretch, start: int) -> tuple[Mention | None, int]:
    """Return the body that begins at an offset, and where it ends; of what is none only that."""
    city = _city(where, start)
    if city is not None:
        return city
    fund = where.match(_fund(where.language), start)
    if fund is not None:
        return named(where.view, "ORG", *fund.span("body")), fund.end()
    kind = where.match(_kind(where.language), start)
    text = where.view.text
    if kind is not None and text[kind.end() : kind.end() + 1].strip(_OPENING).isupper():
        start = kind.end()
    nobody = where.match(_nobody(where.language), start)
    if nobody is not None and not where.match(_NAMED_BEHIND, nobody.end()):
        return None, nobody.end()
    return _body(where, start)


def _city(where: Stretch, start: int) -> tuple[Mention, int] | None:
    """Return the page's city where a list says "the city" or "the council", and where that ends."""
    said = where.match(_CITY, start)
    if said is None or where.match(_NAMED_BEHIND, said.end()):
        return None
    city = page_city(where.view, where.finds)
    known = any(m.start < said.end() for m in where.finds.between(start, said.end()))
    return (city, said.end()) if city is not None and not known else None


def _body(where: Stretch, start: int) -> tuple[Mention | None, int]:
    """Return the public body or the name at an offset, and where it ends."""
    public = where.match(_public(where.language), start)
    body = _whole(where, *public.span("body")) if public is not None else None
    if body is not None:
        return body, body.end
    text = where.view.text
    one = name_at(where.view, where.finds, start, where.stop)
    if one is not None and _LED.fullmatch(text, start, one.start):  # not: "czynsz opłacał Bank"
        one = _longer(where, one)
        end = one.end + (text[one.end : one.end + 1] in '”"»“’' and one.end < where.stop)
        return (one if _fits(where, one) else None), end
    skipped = where.match(_SKIPPED, start)
    if skipped is not None and where.match(_joint(where.language), skipped.end()):
        return None, skipped.end()
    return None, start


def _whole(where: Stretch, start: int, end: int) -> Mention | None:
    """Return a public body with what it is called: "Ministerium für Soziales", "Land Hessen"."""
    for mention in where.finds.between(start - 1, end):
        if mention.start <= start and mention.end >= end and mention.type in _BODIES:
            return mention if mention.end <= where.stop else None
    called = where.match(_CALLED, end)
    if called is not None:
        last = run_right(where.view.text, called.end() - 1, 5)
        if called.end() < last <= where.stop:
            end = last
    return named(where.view, "ORG", start, end)


def _longer(where: Stretch, one: Mention) -> Mention:
    """Return a name with what goes on in quotes, or over a small noun: "Service d'aide aux X"."""
    more = where.match(_QUOTED, one.end)
    if more is not None:
        return named(where.view, "ORG", one.start, more.end())
    if one.type == "ORG" and (adjective := where.match(_adjective(where.language), one.end)):
        return named(where.view, "ORG", one.start, adjective.end())
    if one.type != "ORG" or one.method != "relation":
        return one
    goes_on = where.match(_NOUN_IN, one.end) or where.match(_AMPERSAND, one.end)
    if goes_on is None:
        return one
    last = run_right(where.view.text, goes_on.end() - 1, 4)
    return named(where.view, "ORG", one.start, last)


def _fits(where: Stretch, one: Mention) -> bool:
    """Tell whether a name is one of a body: of one German noun that nobody knows nothing tells."""
    if one.type not in _BODIES:
        return False
    if where.language != "de" or one.method != "relation" or not one.text.isalpha():
        return True
    return where.view.text[one.start - 1 : one.start] in _OPENING or one.text.isupper()
