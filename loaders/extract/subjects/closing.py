"""Reads when the project ended that a sentence speaks of: "it closed in June", "Cerró en …".

The word for the end stands in one part of the sentence with the date, or beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.extract.claims.clauses import Clause, Finds, clause_at
from loaders.extract.gist.topics import sought, topic
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import View
from loaders.extract.relations.agents import by_whom
from loaders.extract.relations.making import claim, named
from loaders.extract.relations.memory import Memory
from loaders.extract.subjects.matters import Matter
from loaders.extract.subjects.parts import doubted, part_at
from loaders.tables.patterns import any_of

NAMED, AGAIN = 0.68, 0.62
_BEFORE, _BEHIND, _NEAR, _FEW, _PRONOUN, _JOINED = 150, 60, 45, 3, 8, 6
_NOT_ITSELF = ("gist.aspect", "gist.means")
_FREE = Memory()
_OTHERS = frozenset({"ORG", "GOVERNMENT", "CITY", "PERSON"})
_SINCE = re.compile(rf"(?<!\w){any_of('claims.since')}\s$", re.IGNORECASE)


def closing(view: View, finds: Finds, matter: Matter) -> Iterator[Claim]:
    """Yield when the project of a sentence ended."""
    words = sought("gist.end", view, matter.sentence)
    if words is None or topic("roles.reopen", matter.sentence.language or "").search(
        view.text, *matter.span
    ):
        return
    for word in words.finditer(view.text, *matter.span):
        span = word.span()
        part = part_at(view, finds, *span)
        when = _when(view, finds, part, span) if part is not None else None
        if part is None or when is None or not _ends(view, finds, matter, part, span):
            continue
        names = [matter.thing] if matter.age == 0 else []
        if doubted(view, finds, part, names, span):
            continue
        sure = (NAMED if matter.age == 0 else AGAIN) * min(1.0, when.confidence + 0.1)
        said = (matter.thing, when, when)
        yield claim(view, "end", said, matter.span, sure, method="subject:end")
        return


def _ends(view: View, finds: Finds, matter: Matter, part: Clause, word: tuple[int, int]) -> bool:
    """Tell whether it is the project that ended: named before the word, right behind, or again."""
    if matter.age > 0:
        return matter.age <= _FEW and _again(view, finds, matter, part, word)
    thing = matter.thing
    before = thing.end <= word[0] and word[0] - thing.end < _BEFORE
    behind = word[1] <= thing.start < word[1] + _BEHIND
    return (before or behind) and not by_whom(view, thing)


def _again(view: View, finds: Finds, matter: Matter, part: Clause, word: tuple[int, int]) -> bool:
    """Tell whether a part says by a word that it speaks of the project, or names no subject."""
    if any(m.type in _OTHERS for m in finds.between(part.start, word[0])):
        return False
    if any(topic(n, part.language).search(view.text, part.start, word[0]) for n in _NOT_ITSELF):
        return False
    pronoun = topic("gist.again", part.language).search(view.text, part.start, word[1] + _PRONOUN)
    if pronoun is not None or (matter.again and _FREE.again(view, part, word[0])):
        return True
    opening = view.text[matter.sentence.start : word[0]].split()
    return len(opening) < _FEW and part.start == matter.sentence.start


def _when(view: View, finds: Finds, part: Clause, word: tuple[int, int]) -> Mention | None:
    """Return the date nearest to a word in its part, else the one right behind it."""
    dates = [m for m in part.dates() if not _since(view, m)]
    if not dates:
        clause = clause_at(view, *word, finds)
        dates = [m for m in clause.dates() if _apart(m, word) < _NEAR] if clause else []
    when = min(dates, key=lambda m: _apart(m, word), default=None)
    later = [m for m in dates if when is not None and 0 < m.start - when.end < _JOINED]
    return _last(view, later[0] if later else when)  # "between 2016 and 2021"


def _last(view: View, date: Mention | None) -> Mention | None:
    """Return the end of an interval."""
    if date is None or "/" not in (date.value or ""):
        return date
    value = (date.value or "").rpartition("/")[2]
    return named(view, "DATE", date.start, date.end, value=value) if value[:1].isdigit() else None


def _since(view: View, date: Mention) -> bool:
    return _SINCE.search(view.text, max(0, date.start - 16), date.start) is not None


def _apart(date: Mention, word: tuple[int, int]) -> int:
    return max(0, date.start - word[1], word[0] - date.end)
