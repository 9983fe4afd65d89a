"""Tells which claims join what a sentence says in one clause with a name that stands in another.

"X filled the gap with a van, the Y, which Z pays for": Y is paid. "X is welcome and that Y was
handed to Z": Z runs Y. "X, which Y began, won the prize": X won it.
"""

from __future__ import annotations

import re
from functools import cache

from loaders.extract.claims.clauses import Finds
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.shapes import UPPER
from loaders.extract.reading.view import View
from loaders.tables.patterns import any_of, one_of
from loaders.tables.words import by_language, spoken

_OF_PROJECTS = frozenset({"support", "carrier", "figure"})
# What may be said of a body in a relative clause with an object behind it.
_OF_BOTH = frozenset({"practice", "founding", "membership"})
_BODIES = frozenset({"ORG", "GOVERNMENT", "CITY"})
_AND_THAT = {
    language: re.compile(rf"(?<!\w){one_of(words)}(?:\s|(?<=['’]))")
    for language, words in by_language("relations.and-that").items()
}
_WHOSE = {
    language: re.compile(rf",\s(?:[^\W\d_]{{1,7}}\s)?{one_of(words)}\s")
    for language, words in by_language("relations.whose").items()
}
_SUBJECT = re.compile(rf"(?:{any_of('text.article')}\s|l['’])?[„“«]?(?=[{UPPER}])")
_LAST = re.compile(r"(?P<word>[^\W\d_][\w'’-]*)[”“\"»’]?$")
_BACK = 80


@cache
def _relative(language: str) -> re.Pattern[str]:
    """Return a comma with a relative pronoun, a small word before it or none."""
    lists = ("claims.relative", "claims.who", "relations.relative")
    words = {word for name in lists for word in spoken(name, language)} - {"qu'"}
    return re.compile(rf",\s(?:[^\W\d_]{{1,7}}\s)?{one_of(words)}(?:\s|(?<=['’]))")


def joined_over_clauses(view: View, finds: Finds, one: Claim) -> bool:
    """Tell whether a claim takes its project or its doer from another clause than its verb's."""
    if len(one.evidence) < 2:
        return False
    first, second = one.evidence[:2]
    thing, other = (second, first) if one.predicate == "support" else (first, second)
    if one.predicate in _OF_PROJECTS and not one.start <= thing.start < one.end:
        return _whose(view, finds, one, other)
    if not all(one.start <= m.start and m.end <= one.end for m in (first, second)):
        return False
    if one.predicate in _OF_PROJECTS:
        return thing.end <= other.start and _apart(view, finds, one.language or "", thing, other)
    if one.predicate in _OF_BOTH or first.type not in _BODIES:
        return False
    return _in_relative(view, one, first, second)


def _apart(view: View, finds: Finds, language: str, thing: Mention, other: Mention) -> bool:
    """Tell whether a relative clause of another name, or "and that", stands between two names."""
    if _of_another(view, language, thing, other):
        return True
    found = list(_relative(language).finditer(view.text, thing.end, other.start))
    if not found or view.text.startswith(",", thing.end):  # "X, begun by Y, which": X
        return False
    name = _LAST.search(view.text, thing.end, found[-1].start())
    if name is None or not name["word"][0].isupper():
        return False
    tied = view.text[thing.end : name.start()]  # "the hub in Priory Street, which": the hub
    if "," not in tied and not any(
        thing.end <= at < name.start() for at in view.deed_starts_after(thing.end, len(tied))
    ):
        return False
    named = [m for m in finds.between(thing.end, found[-1].start()) if m.end > name.start()]
    if any(m.type != "ORG" for m in named):  # "the café in Lyon, which": the café
        return False
    return language != "de" or bool(named)


def _whose(view: View, finds: Finds, one: Claim, other: Mention) -> bool:
    """Tell whether a relative clause speaks of a body, not of the project spoken of before.

    "… was handed to One Roof, whose work is paid for by the council".
    """
    whose = _WHOSE.get(one.language or "")
    if whose is None or not one.start <= other.start < one.end:
        return False
    found = list(whose.finditer(view.text, one.start, other.start))
    if not found:
        return False
    comma = found[-1].start()
    name = _LAST.search(view.text, one.start, comma)
    if one.language != "de" and name is not None and name["word"][0].isupper():
        return True
    bodies = (m for m in finds.between(one.start, comma) if m.type == "ORG")
    return any(m.end == comma for m in bodies)


def _of_another(view: View, language: str, thing: Mention, other: Mention) -> bool:
    """Tell whether "and that" opens a clause between two names about somebody else than both."""
    joint = _AND_THAT.get(language)
    said = joint.search(view.text, thing.end, other.start) if joint is not None else None
    subject = _SUBJECT.match(view.text, said.end()) if said is not None else None
    return subject is not None and subject.end() < other.start


def _in_relative(view: View, one: Claim, doer: Mention, object_: Mention) -> bool:
    """Tell whether who did it stands in a relative clause, and what was done behind it."""
    if object_.start < doer.end or "," not in view.text[doer.end : object_.start]:
        return False
    low = max(one.start, doer.start - _BACK)
    found = list(_relative(one.language or "").finditer(view.text, low, doer.start))
    return bool(found) and "," not in view.text[found[-1].end() : doer.start]
