"""Reads who runs and who pays for the project that a sentence speaks of.

A word for running or paying stands beside a body in its part of the sentence: "the bills are paid
by X", "la gestisce la cooperativa Y", "die Stadt schießt 20.000 Euro zu". What is paid must be the
project, a sum, or what keeps a project going: rent, wages, "the rest".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.extract.claims.actors import enumeration
from loaders.extract.claims.clauses import Clause, Finds
from loaders.extract.claims.recall import is_network
from loaders.extract.gist.topics import any_sought, led_by, sought, topic
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.shapes import run_right
from loaders.extract.reading.view import View
from loaders.extract.relations.agents import by_whom
from loaders.extract.relations.amounts import amounts
from loaders.extract.relations.making import claim, named
from loaders.extract.relations.memory import Memory
from loaders.extract.subjects.listed import Stretch, listed
from loaders.extract.subjects.matters import Matter
from loaders.extract.subjects.parts import date_of, doubted, part_at
from loaders.tables.patterns import any_of, in_tongue

_KINDS = (("gist.carries", "carrier"), ("gist.pays", "support"))
_NAMES = tuple(name for name, _ in _KINDS)
NAMED, AGAIN, LOOSE = 0.68, 0.65, 0.6
_AND = in_tongue("text.and", r"\s{}\s")
_BY = re.compile(rf"(?<!\w){any_of('claims.by')}(?:\s|(?<=['’])|$)", re.IGNORECASE)
_BODIES = frozenset({"ORG", "GOVERNMENT", "CITY"})
_REACH, _NEAR = 90, 60
_FREE = Memory()


@dataclass(frozen=True)
class Said:
    """A word for running or paying with the part of the sentence between signs it stands in."""

    kind: str
    start: int
    end: int
    clause: Clause


def roles(view: View, finds: Finds, matter: Matter) -> Iterator[Claim]:
    """Yield who runs and who pays for a project, as a sentence says that speaks of it."""
    for said in _words(view, finds, matter):
        if not _of_project(view, matter, said):
            continue
        if said.kind == "carrier" and matter.thing.type == "EVENT":
            continue
        names = [matter.thing] if matter.age == 0 else []
        if _formerly(said.clause) or doubted(view, finds, said.clause, names):
            continue
        for body in bodies(view, finds, matter, said):
            if said.kind == "support" and led_by(view, "gist.receiver", said.clause.language, body):
                continue
            sure = matter.sureness(NAMED, AGAIN, LOOSE) * min(1.0, body.confidence + 0.2)
            parts = (matter.thing, body) if said.kind == "carrier" else (body, matter.thing)
            when = date_of(view, said.clause, [body]) if said.kind == "support" else None
            yield claim(view, said.kind, (*parts, when), matter.span, sure,
                        method=f"subject:{said.kind}")  # fmt: skip


def _words(view: View, finds: Finds, matter: Matter) -> Iterator[Said]:
    """Yield the words for running and paying that stand in no name."""
    start, end = matter.span
    for name, kind in _KINDS if any_sought(_NAMES, view, matter.sentence) else ():
        words = sought(name, view, matter.sentence)
        for word in words.finditer(view.text, start, end) if words is not None else ():
            if matter.in_name(finds, word.start()) or (
                kind == "carrier" and _handed(view, finds, matter, word)
            ):
                continue
            clause = part_at(view, finds, *word.span())
            if clause is not None:
                yield Said(kind, word.start(), word.end(), clause)


def _handed(view: View, finds: Finds, matter: Matter, word: re.Match[str]) -> bool:
    """Tell whether a part says that somebody gave the running to another."""
    part = part_at(view, finds, *word.span())
    handed = topic("roles.handed", matter.sentence.language or "")
    return part is not None and handed.search(view.text, part.start, part.end) is not None


def _formerly(clause: Clause) -> bool:
    return topic("gist.formerly", clause.language).search(clause.words) is not None


def _of_project(view: View, matter: Matter, said: Said) -> bool:
    """Tell whether what is run or paid is the project."""
    start, end = said.clause.start, said.clause.end
    language = said.clause.language
    if _says_little(view, said):
        return False
    if _beside(view, matter) or (matter.age == 0 and start <= matter.thing.start < end):
        return True
    if said.kind == "support":
        if topic("gist.upkeep", language).search(view.text, start, end) is not None:
            return True
        if any(True for _ in amounts(view, start, end)):
            return matter.age < 2 or matter.again or matter.only
    elif topic("gist.running", language).search(view.text, start, end) is not None:
        return matter.age < 2 or matter.again or matter.only
    pronoun = topic("gist.again", language).search(view.text, start, end) is not None
    return pronoun or (matter.again and _FREE.again(view, said.clause, said.clause.end))


def _beside(view: View, matter: Matter) -> bool:
    """Tell whether a sentence stands in the line of the entry that it is of."""
    thing, start = matter.thing, matter.sentence.start
    return matter.entry and thing.end < start and "\n" not in view.text[thing.end : start]


def _says_little(view: View, said: Said) -> bool:
    """Tell whether a verb such as "gives" stands in a part without a sum or a word for money."""
    part = said.clause
    if topic("roles.weak", part.language).fullmatch(view.text, said.start, said.end) is None:
        return False
    names = ("gist.upkeep", "gist.means")
    if any(topic(name, part.language).search(view.text, part.start, part.end) for name in names):
        return False
    return not any(True for _ in amounts(view, part.start, part.end))


def bodies(view: View, finds: Finds, matter: Matter, said: Said) -> Sequence[Mention]:
    """Return who does what a word says: behind "by", else before the word, else right behind it."""
    start, end = said.clause.start, said.clause.end
    by = _BY.search(view.text, said.end - 1, min(end, said.end + _NEAR))
    if by is not None:
        return _fit(
            matter, listed(Stretch(view, finds, said.clause, matter.sentence.end), by.end())
        )
    inside = [m for m in finds.between(start, end) if m.type in _BODIES]
    inside = [m for m in inside if not matter.overlaps(m.start, m.end) and not by_whom(view, m)]
    inside = [m for m in inside if not any(_holds(o, m) for o in inside if o is not m)]
    before = [m for m in inside if m.end <= said.start]
    behind = [m for m in inside if m.start >= said.end]
    joined = (
        before
        and behind
        and _AND(said.clause.language).search(view.text, before[-1].end, said.start)
    )
    group = before[-1:] if before and not joined else behind[:1]
    if group and group[0].start >= said.end:
        rest = listed(Stretch(view, finds, said.clause, matter.sentence.end), said.end + 1)
        if rest and rest[0].start <= group[0].start < rest[0].end:
            return _fit(matter, rest)
    if group:
        return _fit(matter, enumeration(view, inside, group[0]))
    if said.kind == "support":
        city = _FREE.speaks_of_city_at(view, said.clause, start, end, finds)
        public = _public(view, start, end, said.clause.language)
        if city is not None or public is not None:
            return [one for one in (city, public) if one is not None][:1]
    return _fit(
        matter, listed(Stretch(view, finds, said.clause, matter.sentence.end), said.end + 1)
    )


def _fit(matter: Matter, found: Sequence[Mention]) -> Sequence[Mention]:
    """Return the bodies of some names, none that is a network or the project itself."""
    return [
        m for m in found
        if m.type in _BODIES and not is_network(m) and not matter.overlaps(m.start, m.end)
        and m.text != matter.thing.text
    ]  # fmt: skip


def _holds(whole: Mention, part: Mention) -> bool:
    """Tell whether a mention lies in another: the city in "Norwich City Council"."""
    return whole.start <= part.start and part.end <= whole.end and whole.type != "CITY"


def _public(view: View, start: int, end: int, language: str) -> Mention | None:
    """Return a public body without a name of its own that a part names: "the state", "das Land"."""
    found = topic("gist.public", language).search(view.text, start, end)
    if found is None:
        return None
    return named(view, "ORG", found.start(), max(found.end(), run_right(view.text, found.end(), 3)))
