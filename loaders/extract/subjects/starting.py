"""Reads who started the project that a sentence speaks of, and when.

"Eröffnet hat es 2013 die Heilsarmee", "in January we opened the kitchen “X”": a verb of starting
with a body beside it; "we" is the body whose page it is. What "was born in 2012 in Hull" with
nobody named is the city's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.extract.claims.actors import is_place_of_action
from loaders.extract.claims.clauses import Clause, Finds
from loaders.extract.claims.office_places import page_city
from loaders.extract.deeds.phrases import names_after
from loaders.extract.deeds.speaker import own_body
from loaders.extract.gist.topics import topic
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import Cue, View
from loaders.extract.relations.agents import CITY_WORDS, agent_after, by_whom
from loaders.extract.relations.frame import half_missing
from loaders.extract.relations.making import claim
from loaders.extract.relations.memory import Memory
from loaders.extract.relations.starts import BODY, HAVE, is_body, is_group, leader, names_group
from loaders.extract.subjects.matters import Matter
from loaders.extract.subjects.parts import between_joints, doubted, part_at
from loaders.extract.subjects.roles import Said, bodies
from loaders.tables.patterns import any_of

NAMED, AGAIN, OURS, PLACED = 0.67, 0.63, 0.62, 0.61
_FREE = Memory()
_STARTS = frozenset({"starts", "started"})
_ENDS = frozenset({"ends"})
_ACTING = frozenset({"CITY", "GOVERNMENT", "ORG", "PERSON"})
_SINCE = re.compile(rf"(?<!\w){any_of('claims.since')}\s(?:[^\W\d_]{{2,3}}\s)?$", re.IGNORECASE)
_SMALL, _ARTICLE, _OPENS = 16, 4, 26


def starting(view: View, finds: Finds, matter: Matter, known: frozenset[str]) -> Iterator[Claim]:
    """Yield who started a project; ``known`` are those of which the text said it already."""
    if matter.thing.type != "PRACTICE" or not (matter.age == 0 or matter.again):
        return
    cues = [cue for cue in view.spoken_in("deed", matter.sentence) if cue.trigger.value in _STARTS]
    if not cues and _lasts_since(view, finds, matter) is None:  # most sentences
        return
    language = matter.thing.language or ""
    if matter.age == 0 and by_whom(view, matter.thing):
        return
    if not language or names_group(view, matter.thing, language):
        return
    if known & {matter.thing.text, matter.thing.link}:
        return
    for cue in cues:
        if _in_name(view, matter, cue):
            continue
        part = part_at(view, finds, cue.start, cue.end)
        names = [matter.thing] if matter.age == 0 else []
        if part is None or doubted(view, finds, part, names):
            continue
        when = _when(view, finds, matter, part, cue)
        if when is None or is_body(view, finds, cue, matter.thing):
            continue
        found, sure = _starters(view, finds, matter, part, cue)
        for body in found[:2]:
            yield claim(view, "practice", (body, matter.thing, when), matter.span, sure,
                        method="subject:practice")  # fmt: skip
        if found:
            return
    yield from _lasting(view, finds, matter)


def _lasting(view: View, finds: Finds, matter: Matter) -> Iterator[Claim]:
    """Yield that a city has had or run a project since a date: "since 2011 Hull has run X"."""
    (start, end), language = matter.span, matter.sentence.language or ""
    since = _lasts_since(view, finds, matter)
    if since is None:
        return
    verb = topic("gist.lasting", language).search(view.text, start, end)
    part = part_at(view, finds, since.start, since.end) if verb is not None else None
    if verb is None or part is None or doubted(view, finds, part, [matter.thing]):
        return
    near = part.start <= matter.thing.start < part.end and part.start <= verb.start() < part.end
    if not near and since.start - start > _OPENS:
        return
    before = [m for m in finds.between(start, matter.thing.start) if m.type in _ACTING]
    others = [m for m in finds.between(matter.thing.end, end) if m.type in _ACTING]
    led = topic("claims.by", language).search(view.text, verb.end(), end) is not None
    if any(m.type in {"ORG", "PERSON"} for m in before) or (led and language != "el"):
        return
    said = {m.link or m.text for m in before}
    city = before[0] if len(said) == 1 else None
    if city is None and not said:
        city = others[0] if len({m.link or m.text for m in others}) == 1 else None
        city = city if city is None or city.type == "CITY" else None
        city = city or (None if others else page_city(view, finds))
    if city is not None and not is_group(view, finds, matter.thing, language):
        yield claim(view, "practice", (city, matter.thing, since), matter.span, PLACED,
                    method="subject:practice")  # fmt: skip


def _lasts_since(view: View, finds: Finds, matter: Matter) -> Mention | None:
    """Return the one date of a sentence that names a project, if it is one since when."""
    if matter.age > 0:
        return None
    dates = [m for m in finds.between(*matter.span) if m.type == "DATE" and m.has_year]
    return dates[0] if len(dates) == 1 and _since(view, dates[0]) else None


def _since(view: View, date: Mention) -> bool:
    """Tell whether a date says since when something has been so."""
    return _SINCE.search(view.text, max(0, date.start - _SMALL), date.start) is not None


def _in_name(view: View, matter: Matter, cue: Cue) -> bool:
    """Tell whether a verb is a word of a name: "the prize Open City"."""
    if matter.overlaps(cue.start, cue.start + 1):
        return True
    return view.text[cue.start].isupper() and not view.starts_sentence(cue.start)


def _when(view: View, finds: Finds, matter: Matter, part: Clause, cue: Cue) -> Mention | None:
    """Return the date of a start: the one of its part, else the only one of the sentence."""
    near = between_joints(part, cue.start, cue.end)
    if near.dates() or part.dates():
        return near.only_date() or part.only_date()
    start, end = matter.span
    ends = any(c.trigger.value in _ENDS for c in view.cues_in("deed", start, end))
    dates = [m for m in finds.between(start, end) if m.type == "DATE" and m.has_year]
    return dates[0] if len(dates) == 1 and not ends else None


def _starters(
    view: View, finds: Finds, matter: Matter, part: Clause, cue: Cue
) -> tuple[Sequence[Mention], float]:
    """Return who started it: a body behind "by" or beside the verb, "we", else the city."""
    start, end = part.start, part.end
    sure = NAMED if matter.age == 0 else AGAIN
    by = leader(view, finds, (start, end), cue)
    if by is not None:
        start = by + _kind(view, by, part.language)
        found = [
            m for m in names_after(view, finds, start, end) if not matter.overlaps(m.start, m.end)
        ]
        if not found:
            one = agent_after(view, part, by)
            found = [one] if one is not None and not matter.overlaps(one.start, one.end) else []
        found = [m for m in found if not _people_of(view, by, m)]
        city = None if found else _FREE.speaks_of_city_at(view, part, by - 6, end, finds)
        return (found, sure) if city is None else ([city], sure)
    if topic("gist.we", part.language).search(view.text, start, end):
        body = own_body(view, finds)
        return ([body], OURS) if body is not None else ([], 0.0)
    if cue.trigger.value == "started":
        return _placed(view, finds, matter, part, cue)
    city = _FREE.speaks_of_city_at(view, part, start, cue.start, finds)
    if city is not None:
        return [city], sure
    near = between_joints(part, cue.start, cue.end)
    said = Said("practice", cue.start, cue.end, near)
    return [m for m in bodies(view, finds, matter, said) if m.type != "CITY"], sure


def _people_of(view: View, start: int, mention: Mention) -> bool:
    """Tell whether a city only says from where those are who did it: "mothers from the X area"."""
    if mention.type != "CITY":
        return False
    words = view.text[start : mention.start].split()
    return any(len(w) > _ARTICLE and w.lower() not in CITY_WORDS for w in words)


def _kind(view: View, start: int, language: str) -> int:
    """Return how long a bent noun is that only says what bears the name behind it."""
    noun = topic("gist.kind-genitive", language).match(view.text, start + 1)
    return 1 + noun.end() - noun.start() if noun is not None else 0


def _beside(view: View, matter: Matter, part: Clause, cue: Cue) -> bool:
    """Tell whether a passive verb speaks of the project: named beside it, or nobody else is."""
    have = HAVE.get(part.language)
    low = max(part.start, cue.start - _SMALL)
    if have is not None and have.search(view.text, low, cue.start + 1) is not None:
        return False
    if matter.age > 0:
        return part.start == matter.sentence.start
    thing = matter.thing
    if part.start <= thing.start < part.end:
        return True
    return 0 <= part.start - thing.end <= _ARTICLE or part.start == matter.sentence.start


def _placed(
    view: View, finds: Finds, matter: Matter, part: Clause, cue: Cue
) -> tuple[Sequence[Mention], float]:
    """Return the city where a project was started by nobody named, if no body stands beside."""
    if half_missing(part, cue) or not _beside(view, matter, part, cue):
        return [], 0.0
    inside = [m for m in part.mentions if not matter.overlaps(m.start, m.end)]
    if any(m.type in {"ORG", "GOVERNMENT", "PERSON"} for m in inside):
        return [], 0.0
    start, end = matter.span
    other = matter.age > 0 and BODY[part.language].search(view.text, start, part.end)
    if other or is_group(view, finds, matter.thing, part.language):
        return [], 0.0
    cities = {m.link or m.text: m for m in finds.between(start, end) if m.type == "CITY"}
    if len(cities) == 1:
        city = next(iter(cities.values()))
        at_ = is_place_of_action(view, city, part.language, city)
        return ([city], PLACED) if at_ or city.start == start else ([], 0.0)
    city_ = None if cities else page_city(view, finds)
    return ([city_], PLACED) if city_ is not None else ([], 0.0)
