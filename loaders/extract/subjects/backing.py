"""Reads who runs and who pays for a project by words that their names follow, enumerated.

"Funded by A, the county council and B", "in den Händen von C", "dzięki wsparciu Fundacji D": behind
such a word stands "by" or "from", in German, Dutch and Polish also before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from loaders.extract.claims.clauses import Clause, Finds, clause_at
from loaders.extract.claims.recall import is_network
from loaders.extract.gist.topics import any_sought, sought, topic
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import View
from loaders.extract.relations.amounts import amounts
from loaders.extract.relations.making import claim
from loaders.extract.subjects.entries import LABELS, label
from loaders.extract.subjects.listed import Stretch, listed
from loaders.extract.subjects.matters import Matter
from loaders.extract.subjects.parts import date_of, doubted, part_at
from loaders.tables.patterns import any_of
from loaders.tables.words import spoken

NAMED, AGAIN, LOOSE = 0.69, 0.66, 0.62
_KINDS = (("roles.run", "carrier"), ("roles.given", "support"), ("roles.comes", "support"))
_NAMES = tuple(name for name, _ in _KINDS)
_SUMS = ("gist.upkeep", "gist.means", "roles.given")
_LABELLED = dict(zip(LABELS, ("carrier", "support", "end"), strict=True))
# Where a label may begin: with a line, behind a bullet, a dash, a sign or a bracket.
_BEGINS = re.compile(r"[\n(;|,.]\s*|\s[–—•-]\s")
_DATED, _OLD = 30, 7
_GAP, _BACK, _NEAR, _OPENING, _MONEY = 56, 170, 36, 26, 90
_SIGN = re.compile(r"[,;:)!?]\s|\s[(–—]|\n|\.\s")
_AND = re.compile(rf"\s{any_of('text.and')}\s")
# Languages that put by whom something is done before the participle, too.
_TURNED = frozenset({"de", "nl", "pl"})
# Languages whose genitive says from whom without a word for it.
_CASES = frozenset({"pl", "el", "de"})
_OWNERS = frozenset({"ORG", "GOVERNMENT", "CITY", "PERSON"})


@cache
def _lead(names: str, language: str) -> re.Pattern[str]:
    """Return the pattern of the words of some lists that stand before who does something."""
    words = [word for name in names.split() for word in spoken(name, language)]
    said = "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"
    return re.compile(rf"\s(?:{said})(?:\s|(?<=['’]))")


@dataclass(frozen=True)
class _Word:
    """A word for running or paying, where it stands, and how far from it nothing else is said."""

    kind: str
    start: int
    end: int
    low: int
    high: int


def backing(view: View, finds: Finds, matter: Matter) -> Iterator[Claim]:
    """Yield who runs and who pays for the project that a sentence speaks of."""
    for word in _apart(matter, sorted(_words(view, matter))):
        if word.kind == "carrier" and matter.thing.type == "EVENT":
            continue
        clause = clause_at(view, word.start, word.end, finds)
        if clause is None or matter.in_name(finds, word.start):
            continue
        found = _bodies(view, finds, matter, clause, word)
        if found and _of_project(view, matter, word, found) and _is_said(view, finds, matter, word):
            part = part_at(view, finds, word.start, word.end)
            for body in found:
                yield _claim(view, matter, part, word, body)


def _apart(matter: Matter, words: Sequence[tuple[int, int, str]]) -> Iterator[_Word]:
    """Yield the words with where those before and behind them end and begin."""
    start, end = matter.span
    for number, (low, high, kind) in enumerate(words):
        after = words[number + 1][0] if number + 1 < len(words) else end
        yield _Word(kind, low, high, words[number - 1][1] if number else start, after)


def _claim(view: View, matter: Matter, part: Clause | None, word: _Word, body: Mention) -> Claim:
    said = (matter.thing, body) if word.kind == "carrier" else (body, matter.thing)
    dated = part is not None and word.kind == "support"
    when = date_of(view, part, [body]) if part is not None and dated else None
    sure = matter.sureness(NAMED, AGAIN, LOOSE) * min(1.0, body.confidence + 0.2)
    return claim(view, word.kind, (*said, when), matter.span, sure, method=f"subject:{word.kind}")


def _is_said(view: View, finds: Finds, matter: Matter, word: _Word) -> bool:
    """Tell whether the part a word stands in is a statement."""
    part = part_at(view, finds, word.start, word.end)
    if part is None or (word.kind == "support" and _lapsed(view, part)):
        return False
    if topic("gist.formerly", part.language).search(view.text, part.start, part.end) is not None:
        return False
    if topic("roles.whose", part.language).search(view.text, part.start, word.start) is not None:
        return False
    if _of_successor(view, matter, word.start):
        return False
    names = [matter.thing] if matter.age == 0 else []
    return not doubted(view, finds, part, names, (word.start, word.end))


def _of_successor(view: View, matter: Matter, before: int) -> bool:
    """Tell whether a sentence speaks of what came before or after: "its successor is run by"."""
    other = topic("roles.successor", matter.sentence.language or "")
    return other.search(view.text, matter.sentence.start, before) is not None


def _words(view: View, matter: Matter) -> Iterator[tuple[int, int, str]]:
    """Yield the words for running and paying; "comes from" only where money does."""
    for name, kind in _KINDS if any_sought(_NAMES, view, matter.sentence) else ():
        words = sought(name, view, matter.sentence)
        for word in words.finditer(view.text, *matter.span) if words is not None else ():
            if name != "roles.comes" or _of_money(view, matter, word.start()):
                yield *word.span(), kind


def _of_money(view: View, matter: Matter, word: int) -> bool:
    """Tell whether a word for money or costs, or a sum, stands before a verb."""
    language = matter.sentence.language or ""
    low = max(matter.sentence.start, word - _MONEY)
    if any(topic(name, language).search(view.text, low, word) for name in _SUMS):
        return True
    return any(True for _ in amounts(view, low, word))


def _lapsed(view: View, part: Clause) -> bool:
    """Tell whether a part says that money ended, or went to somebody else."""
    lapsed = topic("roles.lapsed", part.language)
    return lapsed.search(view.text, part.start, part.end) is not None


def _bodies(
    view: View, finds: Finds, matter: Matter, clause: Clause, word: _Word
) -> Sequence[Mention]:
    """Return the bodies that a word brings, none that is a network or the project itself."""
    found = _behind(Stretch(view, finds, clause, matter.sentence.end), word)
    if not found and clause.language in _TURNED:
        found = _ahead(Stretch(view, finds, clause, word.start), word)
    return [m for m in found if not is_network(m) and m.text != matter.thing.text]


def _behind(where: Stretch, word: _Word) -> Sequence[Mention]:
    """Return the bodies enumerated behind a word."""
    text, start = where.view.text, word.end
    sign = _SIGN.search(text, start, min(where.stop, start + _GAP))
    last = min(word.high, sign.start() if sign else where.stop, start + _GAP)
    if where.language in _TURNED and (joint := _AND.search(text, start, last)):
        last = joint.start()
    if where.language in _CASES and text[start : start + 1] == " ":
        found = listed(where, start + 1)
        if found:
            return found
    for lead in _lead(_leads(where, word), where.language).finditer(text, start, last + 1):
        if any(m.type in _OWNERS for m in where.finds.between(start, lead.start())):
            return ()
        found = listed(where, lead.end())
        if found:
            return found
    return ()


def _leads(where: Stretch, word: _Word) -> str:
    """Return the lists of what stands between a word and the names behind it."""
    if word.kind != "carrier":
        return "roles.from"
    return "roles.to" if _handed(where, word) else "roles.from roles.to"


def _handed(where: Stretch, word: _Word) -> bool:
    handed = topic("roles.handed", where.language)
    return handed.fullmatch(where.view.text, word.start, word.end) is not None


def _ahead(where: Stretch, word: _Word) -> Sequence[Mention]:
    """Return the bodies behind "by" before a word: "wird von A und B getragen"."""
    text, end = where.view.text, word.start
    low = max(word.low, end - _BACK, where.clause.start - 1)
    leads = "roles.to" if _handed(where, word) else "roles.by"
    for lead in _lead(leads, where.language).finditer(text, low, end):
        found = listed(where, lead.end())
        last = found[-1].end if found else 0
        if not found or not 0 <= end - last <= _NEAR:
            continue
        beside = any(m.type in _OWNERS for m in where.finds.between(last + 1, end))
        if not beside and not _SIGN.search(text, last, end) and not _AND.search(text, last, end):
            return found
    return ()


def _of_project(view: View, matter: Matter, word: _Word, found: Sequence[Mention]) -> bool:
    """Tell whether what is run or paid is the project that a sentence speaks of."""
    if any(m.start < matter.thing.end and matter.thing.start < m.end for m in found):
        return matter.age > 0
    if matter.age == 0 or matter.again:
        return True
    if matter.age > 1 and not matter.only:
        return False
    end = max(word.end, found[-1].end)
    closed = _SIGN.match(view.text, end) or view.text[end : end + 1] in {".", ""}
    return bool(closed) and _elliptic(view, matter, matter.sentence.start)


def _elliptic(view: View, matter: Matter, start: int) -> bool:
    """Tell whether a sentence begins with a word for running or paying: "Träger ist"."""
    language = matter.sentence.language or ""
    names = ("roles.given", "roles.run", "gist.running", "gist.means")
    first = min(
        (said.start() for name in names if (said := topic(name, language).search(
            view.text, start, min(matter.sentence.end, start + _OPENING)))),
        default=None,
    )  # fmt: skip
    if first is None:
        return False
    opening = view.text[start:first].split()
    return all(word.islower() for word in opening[1:])


def labelled(view: View, finds: Finds, matter: Matter) -> Iterator[Claim]:
    """Yield what the labels of a sentence say of the project that it, or an entry, speaks of."""
    start, end = matter.span
    if (matter.age and not matter.again) or matter.age > _OLD:
        return
    if not any_sought(LABELS, view, matter.sentence) or view.text.find(":", start, end) < 0:
        return
    begins = [start, *(m.end() for m in _BEGINS.finditer(view.text, start, end))]
    for at in begins:
        for name, kind in _LABELLED.items():
            said = label(name, matter.sentence.language or "").match(view.text, at, end)
            if said is not None and not matter.overlaps(at, at + 1):
                yield from _behind_label(view, finds, matter, kind, said.end())


def _behind_label(
    view: View, finds: Finds, matter: Matter, kind: str, start: int
) -> Iterator[Claim]:
    sure = NAMED if matter.age == 0 else AGAIN
    span = matter.span
    if kind == "end":
        for date in finds.between(start, min(span[1], start + _DATED)):
            if date.type == "DATE" and date.has_year:
                yield claim(view, "end", (matter.thing, date, date), span, sure,
                            method="subject:label")  # fmt: skip
                return
        return
    clause = clause_at(view, start, start + 1, finds)
    if clause is None:
        return
    for body in listed(Stretch(view, finds, clause, matter.sentence.end), start):
        if is_network(body) or body.text == matter.thing.text:
            continue
        parts = (matter.thing, body) if kind == "carrier" else (body, matter.thing)
        yield claim(view, kind, (*parts, None), span, sure, method="subject:label")
