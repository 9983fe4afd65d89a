"""Reads who stands on a roll: "speakers included A", "the network counts A among its members"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.extract.claims.actors import LEAD, actors, enumeration, is_place_of_action
from loaders.extract.claims.asides import own_date
from loaders.extract.claims.claims import HALVES as _HALVES
from loaders.extract.claims.clauses import Clause, Finds, clause_at
from loaders.extract.claims.recall import is_network, names_body, network_before, recalled_network
from loaders.extract.knowledge.haystack import lower_class
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.shapes import UPPER
from loaders.extract.reading.view import Cue, View
from loaders.extract.relations.agents import longer_name
from loaders.extract.relations.events import is_occasion
from loaders.extract.relations.frame import BESIDE, FAR
from loaders.extract.relations.making import claim
from loaders.extract.relations.memory import Memory, event_date
from loaders.extract.relations.things import things
from loaders.tables.patterns import any_of

NAMED, AGAIN = 0.84, 0.8  # how sure: the event or network stands in the sentence, or just before
_BACK = 2  # sentences in which an event may have been named
_BETWEEN = re.compile(rf"[\s,:(–—]*(?:[{lower_class()}]{{1,10}}[\s'’]){{0,4}}")
# "sind seit 2019 im Bündnis": small words, figures and a noun in German before a network.
_SAID = re.compile(
    rf"[\s(–—]*(?:(?:[{lower_class()}\d]{{1,12}}|\w+(?=\s[„“«\"]))[\s('’„“«\"]+){{0,7}}"
)
# Words that say more than when, with whom and that somebody is one, too.
_LOUD = re.compile(rf"(?<!\w)(?:[{lower_class()}]{{9,}}|[{UPPER}][{lower_class()}]{{5,}})")
_QUIET = re.compile(rf"(?<!\w)[{lower_class()}]{{2,8}}")
_FEW, _CLOSE = 5, 3
_WHOSE = re.compile(rf"\s(?:{any_of('persons.office-of')})\s")


@dataclass(frozen=True)
class Spoken:
    """The things that a sentence names, and what the text spoke of before."""

    found: Sequence[Mention]
    memory: Memory


def roll_claims(view: View, finds: Finds, cues: Sequence[Cue], spoken: Spoken) -> Iterator[Claim]:
    """Yield who belongs to a network, or has a part in an event, by the words of a roll."""
    for cue in cues:
        clause = clause_at(view, cue.start, cue.end, finds)
        if clause is None or clause.denied():
            continue
        if cue.trigger.value in {"member", "belongs", "joins"}:
            yield from _members(view, finds, clause, cue, spoken.memory)
        elif cue.trigger.value == "partner":
            yield from _partners(view, clause, cue, spoken)
        else:
            yield from _parts(view, finds, clause, cue, spoken)


def _members(view: View, finds: Finds, clause: Clause, cue: Cue, memory: Memory) -> Iterator[Claim]:
    """Yield the members of a network that are named before or after "among its members"."""
    networks = [m for m in clause.of("ORG") if is_network(m)]
    joins = cue.trigger.value == "joins"
    if joins and (_halved(clause, cue) or not _said_so(clause, cue, networks)):
        return
    if len({m.link for m in networks}) > 1:
        networks = [m for m in networks if m.end <= cue.end + BESIDE]
    if not networks and names_body(clause, cue):
        return
    needed = cue.trigger.value != "member"  # "among its members" speaks of a network by itself
    whole = networks[-1] if networks else recalled_network(view, clause, cue, finds, needed=needed)
    if whole is None and joins:
        whole = network_before(view, clause, finds)
    if whole is None:
        return
    found = [m for m in actors(view, clause) if m.end <= whole.start or m.start >= whole.end]
    group = _beside(view, found, cue, whole if networks else None)
    if not group and networks and not found:
        again = memory.speaks_of_city(view, clause, clause.end, finds)
        group = [again[0]] if again is not None else []
    date = next((m for m in clause.of("DATE") if m.has_year), None)
    sure = NAMED if networks else AGAIN
    for city in group:
        shared = date is not None and (len(group) == 1 or date.end <= group[0].start)
        near = own_date(view, clause, city) or (date if shared else None)
        span = (clause.sentence.start, clause.sentence.end)
        yield claim(view, "membership", (city, whole, near), span, sure * city.confidence)


def _halved(clause: Clause, cue: Cue) -> bool:
    """Tell whether the second half of a verb is missing: "sloten … aan"."""
    half = _HALVES.get(clause.text[cue.start : cue.end].lower())
    return half is not None and half.search(clause.words, cue.end - clause.start) is None


def _said_so(clause: Clause, cue: Cue, networks: Sequence[Mention]) -> bool:
    """Tell whether a verb of joining says nothing else.

    It ends the clause behind its network ("… im Bündnis X dabei"), or opens a clause without one
    that holds names, dates and small words only: "Zwolle sloot zich in 2020 aan".
    """
    after = clause.words[cue.end - clause.start :]
    if networks:
        return networks[-1].end <= cue.start and len(after.split()) <= 1
    words = f"{clause.words[: cue.start - clause.start]} {after}"
    return _LOUD.search(words) is None and len(_QUIET.findall(words)) <= _FEW


def _beside(view: View, found: Sequence[Mention], cue: Cue, whole: Mention | None) -> list[Mention]:
    """Return those enumerated right after a cue (or the network behind it), or right before it."""
    start = max(cue.end, whole.end if whole is not None and whole.start >= cue.end else 0)
    after = [m for m in found if m.start >= start]
    gap = view.text[start : after[0].start] if after else ""
    if after and (LEAD.fullmatch(gap) or _BETWEEN.fullmatch(gap)):
        return enumeration(view, found, after[0])
    before = [m for m in found if m.end <= cue.start]
    if before and _BETWEEN.fullmatch(view.text, before[-1].end, cue.start):
        group = enumeration(view, before, before[-1])
        return [m for m in group if whole is None or m.start >= whole.end]
    stop = min(cue.start, whole.start) if whole is not None else cue.start
    before = [m for m in found if m.end <= stop]
    if before and _SAID.fullmatch(view.text, before[-1].end, stop):
        return enumeration(view, before, before[-1])
    return []


def _partners(view: View, clause: Clause, cue: Cue, spoken: Spoken) -> Iterator[Claim]:
    """Yield the cities that are partners of the project of the sentence or the one before."""
    named = [m for m in spoken.found if m.type == "PRACTICE"]
    again = spoken.memory.practice if spoken.memory.age <= 1 else None
    thing = min(named, key=lambda m: abs(m.start - cue.start), default=again)
    found = [m for m in actors(view, clause) if m.start >= cue.end]
    if thing is None or not found or found[0].start > cue.end + BESIDE:
        return
    span = (clause.sentence.start, clause.sentence.end)
    for city in enumeration(view, found, found[0]):
        yield claim(view, "carrier", (thing, city, None), span, AGAIN * city.confidence)


def _parts(view: View, finds: Finds, clause: Clause, cue: Cue, spoken: Spoken) -> Iterator[Claim]:
    """Yield who spoke at, took part in or organised the event of the sentence or one before."""
    events = [m for m in spoken.found if m.type == "EVENT"]
    event = min(events, key=lambda m: abs(m.start - cue.start), default=None)
    sure = NAMED if event is not None else AGAIN
    if event is None and not _may_go_on(clause, cue, spoken):
        return
    event = event or _named_before(view, finds, clause, spoken.memory)
    if event is None or is_occasion(view, event):
        return
    span = (clause.sentence.start, clause.sentence.end)
    when = event_date(view, finds, event)
    for one in _on_roll(view, clause, cue, event):
        actor = longer_name(view, clause, finds.full_name(one))
        yield claim(view, "participation", (actor, event, when), span, sure * actor.confidence,
                    detail=(("role", cue.trigger.value),))  # fmt: skip


def _may_go_on(clause: Clause, cue: Cue, spoken: Spoken) -> bool:
    """Tell whether a clause without an event may speak of the one before.

    "Hosted by X" in the middle of it may be said of something else that it names.
    """
    if cue.trigger.value != "organiser":
        return True
    if any(m.type == "PRACTICE" for m in spoken.found):
        return False
    return len(clause.text[clause.start : cue.start].split()) <= _FEW


def _on_roll(view: View, clause: Clause, cue: Cue, event: Mention) -> list[Mention]:
    """Return who is named after a cue, else before it; of speakers every person that follows."""
    types = ("ORG",) if cue.trigger.value == "organiser" else ("ORG", "PERSON")
    found = [
        m for m in actors(view, clause, *types) if m.end <= event.start or m.start >= event.end
    ]
    found = [m for m in found if not _beside_the_matter(view, clause, cue, m)]
    after = [m for m in found if m.start >= cue.end]
    if cue.trigger.value == "speaker":
        persons = [m for m in after if m.type == "PERSON"]
        if persons and persons[0].start < cue.end + FAR:
            return persons
    if after and after[0].start < cue.end + BESIDE:
        return enumeration(view, found, after[0])
    before = [m for m in found if m.end <= cue.start]
    if before and _BETWEEN.fullmatch(view.text, before[-1].end, cue.start):
        return enumeration(view, before, before[-1])
    return []


def _beside_the_matter(view: View, clause: Clause, cue: Cue, mention: Mention) -> bool:
    """Tell whether a city only says where something was, or whose mayor somebody is."""
    if mention.type != "CITY" or 0 <= mention.start - cue.end < _CLOSE:
        return False
    persons = clause.of("PERSON")
    whose = any(
        _WHOSE.fullmatch(view.text, m.end, mention.start) for m in persons if m.end < mention.start
    )
    return whose or is_place_of_action(view, mention, clause.language, mention)


def _named_before(view: View, finds: Finds, clause: Clause, memory: Memory) -> Mention | None:
    """Return the one event named in the sentences just before."""
    number = bisect_right(view.starts, clause.start) - 1
    for sentence in reversed(view.sentences[max(0, number - _BACK) : number]):
        events = [m for m in things(view, sentence.start, sentence.end, finds) if m.type == "EVENT"]
        if events:
            return events[0] if len({m.text for m in events}) == 1 else None
    return memory.event if memory.event is not None and memory.event_age < _BACK else None
