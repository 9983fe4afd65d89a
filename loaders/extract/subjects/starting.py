"""Reads who started the project that a sentence speaks of, and when.

"Eröffnet hat es 2013 die Heilsarmee", "in January we opened the kitchen “X”": a verb of starting
with a body beside it; "we" is the body whose page it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.extract.claims.clauses import Finds
from loaders.extract.deeds.speaker import own_body
from loaders.extract.gist.topics import topic
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import View
from loaders.extract.relations.making import claim
from loaders.extract.relations.memory import Memory
from loaders.extract.subjects.matters import Matter
from loaders.extract.subjects.parts import between_joints, doubted, part_at
from loaders.extract.subjects.roles import Said, bodies
from loaders.tables.patterns import any_of

NAMED, AGAIN, OURS = 0.67, 0.63, 0.62
_FREE = Memory()
_BY = re.compile(rf"(?<!\w){any_of('claims.by')}(?:\s|(?<=['’]))", re.IGNORECASE)
_STARTS = frozenset({"starts", "started"})


def starting(view: View, finds: Finds, matter: Matter, known: frozenset[str]) -> Iterator[Claim]:
    """Yield who started a project; ``known`` are those of which the text said it already."""
    if matter.thing.type != "PRACTICE" or not (matter.age == 0 or matter.again):
        return
    if known & {matter.thing.text, matter.thing.link}:
        return
    for cue in view.spoken_in("deed", matter.sentence):
        if cue.trigger.value not in _STARTS:
            continue
        part = part_at(view, finds, cue.start, cue.end)
        names = [matter.thing] if matter.age == 0 else []
        if part is None or doubted(view, finds, part, names):
            continue
        near = between_joints(part, cue.start, cue.end)
        said = Said("practice", cue.start, cue.end, near)
        found, sure = _starters(view, finds, matter, said, cue.trigger.value == "started")
        when = near.only_date()
        for body in found[:2] if when is not None else ():
            yield claim(view, "practice", (body, matter.thing, when), matter.span, sure,
                        method="subject:practice")  # fmt: skip
        if found:
            return


def _starters(
    view: View, finds: Finds, matter: Matter, said: Said, passive: bool
) -> tuple[Sequence[Mention], float]:
    """Return who started it: a body beside the verb, else "we"."""
    language = said.clause.language
    if topic("gist.we", language).search(view.text, said.clause.start, said.clause.end):
        body = own_body(view, finds)
        return ([body], OURS) if body is not None else ([], 0.0)
    sure = NAMED if matter.age == 0 else AGAIN
    start, end = said.clause.start, said.clause.end
    if passive and _BY.search(view.text, said.start, end) is None:
        return [], 0.0
    city = _FREE.speaks_of_city_at(view, said.clause, start, said.start, finds)
    if city is not None:
        return [city], sure
    return [m for m in bodies(view, finds, matter, said) if m.type != "CITY"], sure
