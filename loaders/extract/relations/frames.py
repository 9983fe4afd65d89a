"""Reads from a sentence who offers, protests, starts, runs, supports, ends, wins or takes part."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from loaders.extract.claims.actors import distance, enumeration
from loaders.extract.claims.clauses import LONGEST, Finds, clause_at
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import Cue, Sentence, View
from loaders.extract.relations.against import condemns, protests
from loaders.extract.relations.agents import agent_after, by_whom
from loaders.extract.relations.amounts import amounts
from loaders.extract.relations.doers import agents, doing
from loaders.extract.relations.events import takes_part
from loaders.extract.relations.frame import (
    BESIDE,
    FAR,
    GUESS,
    LIKELY,
    NEAR,
    SURE,
    TAKING,
    Frame,
    half_missing,
)
from loaders.extract.relations.introduced import things_of
from loaders.extract.relations.making import claim, named
from loaders.extract.relations.memory import Memory
from loaders.extract.relations.quoted import Names
from loaders.extract.relations.rolls import Spoken, roll_claims
from loaders.extract.relations.starts import started, starts
from loaders.tables.patterns import any_of, whole_word
from loaders.tables.words import values

_AS = re.compile(rf"(?<!\w){any_of('relations.as')}\s", re.IGNORECASE)
_HAVEN = re.compile(whole_word("relations.haven"), re.IGNORECASE)
_SIGN = re.compile(r"[,;:]\s")
_NUMBER = re.compile(
    r"(?<![\w.,/-])(?P<number>\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+|\d{1,6})\s(?=[^\W\d_])"
)
_RECEIVE = re.compile(whole_word("relations.receive"), re.IGNORECASE)
_PARTICLE = re.compile(r"(?:[\s,]|\b[^\W\d_]{2,3}(?=[\s,]))*")
_SHORT, _PREPOSITION = 2, 4
_DOERS = frozenset({"CITY", "GOVERNMENT", "ORG", "PERSON"})
_VALUES = values("figures.count")
_IN_WORDS = re.compile(
    rf"(?:\s[^\W\d_]+){{0,2}}?\s(?P<number>{any_of('figures.count')})(?=\s[^\W\d_]{{4,}}|[.;,]|$)"
)
_OF_MONEY = re.compile(
    rf"\s?(?:{any_of('columns.unit')}|{any_of('figures.scale')}|%)", re.IGNORECASE
)
# Verbs that say something of a project, an award or a work only.
_OF_THINGS = frozenset(
    {
        "starts",
        "started",
        "run-by",
        "supports",
        "supported-by",
        "ends",
        "reaches",
        "awards",
        "writes",
    }
)
# Participles beside which "wird" makes a passive and no future.
_PASSIVE = frozenset({"run-by", "supported-by"})
_DOUBTFUL = frozenset({"offers", "condemns", "protests"})
_KINDS = ("deed", "thing", "carrier_noun", "roll")
_CARRIER_IS = re.compile(
    rf"(?<!\w){any_of('relations.carrier-noun')}(?:\s\w+\s\w+)?(?:\s{any_of('claims.being')}\s|:\s)",
    re.IGNORECASE,
)


def frame_claims(view: View, finds: Finds) -> Iterator[Claim]:
    """Yield what the sentences of a text say by the verbs of the table ``relations``."""
    memory, names = Memory(), Names()
    telling = _telling(view, finds)
    for number, sentence in enumerate(view.sentences):
        if number not in telling:
            memory.skip()
            continue
        if sentence.end - sentence.start > LONGEST or sentence.language is None:
            continue
        if view.text.count(" | ", sentence.start, sentence.end) > 1:  # a row of a table
            continue
        found = things_of(view, sentence, finds, names)
        view.named[number] = found
        deeds = view.spoken_in("deed", sentence)
        for cue in _longest(deeds):
            if cue.trigger.value in _OF_THINGS and not found and not memory.recent:
                continue
            clause = clause_at(view, cue.start, cue.end, finds)
            if clause is None:
                continue
            if half_missing(clause, cue) or _in_name(view, finds, cue, found):
                continue
            clause.names = [m for m in found if m.method == "relation"]
            frame = Frame(view, finds, clause, cue, found, memory)
            said = list(READERS[cue.trigger.value](frame))
            # Some are told by words that make other sentences plans or denials: "a proposé",
            # "ha rechazado".
            span = (cue.start, cue.end) if cue.trigger.value in _DOUBTFUL else (0, 0)
            passive = said and any(
                one.trigger.value in _PASSIVE
                for one in _between(view, "deed", sentence)
                if clause.start <= one.start < clause.end
            )
            if said and not clause.doubted(*span, passive=bool(passive)):
                memory.keep(said)
                yield from said
        if rolls := view.spoken_in("roll", sentence):
            yield from roll_claims(view, finds, rolls, Spoken(found, memory))
        if _between(view, "carrier_noun", sentence):
            yield from _carrier_told(view, finds, sentence, found, memory)
        memory.hear([m for m in found if not by_whom(view, m)])


def _telling(view: View, finds: Finds) -> set[int]:
    """Return the numbers of the sentences with a verb or the name of a project or event."""
    if not any(view.cues.get(kind) for kind in _KINDS):
        return set()
    starts = [m.start for m in finds.mentions if m.type in {"PRACTICE", "EVENT"}]
    found = {bisect_right(view.starts, start) - 1 for start in starts}
    found.update(*(view.spoken(kind) for kind in _KINDS))
    return found | {n for n, one in enumerate(view.sentences) if one.language in {"de", "nl"}}


def _in_name(view: View, finds: Finds, cue: Cue, found: Sequence[Mention]) -> bool:
    """Tell whether a verb is a word of a name: "Reggio Accoglie", "Toscana Aperta"."""
    if not view.text[cue.start].isupper():
        return False
    if any(m.start <= cue.start < m.end for m in found):
        return True
    near = finds.between(cue.start - NEAR, cue.start)
    return any(m.type == "ORG" and m.end > cue.start for m in near)


def _between(view: View, kind: str, sentence: Sentence) -> Sequence[Cue]:
    """Return the words of a kind in a sentence."""
    return view.cues_in(kind, sentence.start, sentence.end)


def _longest(cues: Sequence[Cue]) -> Iterator[Cue]:
    """Yield the verbs of a sentence, of overlapping ones the longest; all senses."""
    kept: list[Cue] = []
    for cue in sorted(cues, key=lambda cue: (cue.start, -cue.end)):
        if not kept or cue.start >= kept[-1].end or (cue.start, cue.end) == kept[-1][:2]:
            kept.append(cue)
            yield cue


def _carrier_told(
    view: View, finds: Finds, sentence: Sentence, found: Sequence[Mention], memory: Memory
) -> Iterator[Claim]:
    """Yield who runs a project as a noun says it: "Träger des Programms ist X"."""
    said = _CARRIER_IS.search(view.text, sentence.start, sentence.end)
    clause = clause_at(view, said.start(), said.end(), finds) if said else None
    if said is None or clause is None or clause.denied():
        return
    before = [m for m in found if m.type == "PRACTICE" and m.end <= said.start()]
    thing = before[-1] if before else memory.practice if memory.age < 2 else None
    by = agent_after(view, clause, said.end() - 1)
    if thing is not None and by is not None:
        yield claim(view, "carrier", (thing, by, None), (sentence.start, sentence.end), LIKELY)


def _offers(frame: Frame) -> Iterator[Claim]:
    figures = [m for m in frame.clause.of("FIGURE") if m.value]
    after = [m for m in figures if m.start >= frame.cue.end]
    object_ = _of_offer(frame, after, figures)
    if object_ is not None and _OF_MONEY.match(frame.view.text, object_.end):
        return
    actors, sure = frame.actors("PERSON", "ORG"), TAKING
    if object_ is None:
        object_, sure = _received(frame, actors), GUESS
    for actor in actors if object_ is not None else ():
        if object_ is not None and not _goes_on(frame, object_, actor):
            yield frame.make("offer", actor, object_, sure, when=frame.date())


def _goes_on(frame: Frame, number: Mention, actor: Mention) -> bool:
    """Tell whether somebody behind a number offers another one: "20 places, Opole 35"."""
    if actor.start < number.end or number.type != "FIGURE":
        return False
    return "," in frame.view.text[number.end : actor.start]


def _of_offer(frame: Frame, after: Sequence[Mention], before: Sequence[Mention]) -> Mention | None:
    """Return how many are offered: behind the verb, else before it with nobody in between."""
    behind = next(iter(after), None) or _bare_number(frame, frame.cue.end)
    behind = behind or _number_word(frame, frame.cue.end)
    if behind is not None or not before:
        return behind or _bare_number(frame)
    between = frame.finds.between(before[-1].end, frame.cue.start)
    return None if any(m.type in _DOERS for m in between) else before[0]


def _number_word(frame: Frame, start: int) -> Mention | None:
    """Return a number in words right behind an offset: "offered to take four"."""
    said = _IN_WORDS.match(frame.view.text, start, frame.clause.sentence.end)
    if said is None:
        return None
    return named(frame.view, "FIGURE", *said.span("number"), value=_VALUES[said["number"]],
                 detail=(("measure", "people"),))  # fmt: skip


def _received(frame: Frame, actors: Sequence[Mention]) -> Mention | None:
    """Return whom somebody offers to take in, where no number says how many."""
    view, end = frame.view, frame.clause.sentence.end
    last = max([frame.cue.end, *(m.end for m in actors if m.end <= end)])
    verb = _RECEIVE.search(view.text, frame.cue.start, end)
    if verb is None:
        return None
    if frame.clause.language not in {"de", "nl"}:
        return frame.phrase(verb.end() + 1)
    lead = _PARTICLE.match(view.text, last, verb.start())
    start = lead.end() if lead else last
    words = view.text[start : verb.start()].rstrip()
    return named(view, "WORK", start, start + len(words)) if len(words) > _SHORT else None


def _bare_number(frame: Frame, least: int = 0) -> Mention | None:
    text = frame.view.text
    for match in _NUMBER.finditer(text, max(least, frame.clause.start), frame.clause.end):
        start, end = match.span("number")
        if not any(m.start < end and start < m.end for m in frame.clause.of("DATE")):
            value = re.sub(r"\D", "", match["number"])
            return named(frame.view, "FIGURE", start, end, value=value,
                         detail=(("measure", "people"),))  # fmt: skip
    return None


def _declares(frame: Frame) -> Iterator[Claim]:
    object_ = _declared(frame)
    for actor in frame.actors() if object_ is not None else ():
        if object_ is not None:
            yield frame.make("declaration", actor, object_, SURE, when=frame.date())


def _declared(frame: Frame) -> Mention | None:
    """Return what somebody declares to be, when it is a place of refuge."""
    view, end = frame.view, frame.clause.sentence.end
    inside = _AS.search(view.text, frame.cue.start, frame.cue.end)
    start = frame.cue.end + 1
    match = inside or _AS.search(view.text, frame.cue.end, end)
    if inside is not None or (match is not None and match.start() <= frame.cue.end + FAR):
        start = match.end() if match else start
    phrase = frame.phrase(start)
    haven = _HAVEN.search(phrase.text) if phrase else None
    if phrase is None or haven is None:
        return None
    stop = re.compile(rf"\s(?:{any_of('places.preposition')}|{any_of('claims.joint')})\s").search(
        view.text, phrase.start + haven.end(), phrase.end
    )
    words = view.text[phrase.start : stop.start() if stop else phrase.end]
    return named(view, "WORK", phrase.start, phrase.start + len(words))


def _awards(frame: Frame) -> Iterator[Claim]:
    awards = frame.of_type("AWARD")
    if not awards:
        return
    award = min(awards, key=lambda m: distance(m, frame.cue))
    thing = frame.thing_beside()
    if thing is not None and frame.is_reason(thing[0]):
        thing = None
    near = [m for m in frame.of_type("PRACTICE") if m.end <= frame.cue.start]
    group = frame.actors("ORG", "PERSON")
    group = [m for m in group if not (award.start <= m.start < award.end)]
    if thing is not None and (near or not group):
        group = [thing[0]]
    for actor in group[:3]:
        if actor.end <= award.start or actor.start >= award.end:
            yield frame.make("recognition", actor, award, LIKELY, when=frame.date())


def _run_by(frame: Frame) -> Iterator[Claim]:
    thing = frame.thing_before() or frame.thing_behind()
    for by in agents(frame) if thing is not None else ():
        if thing is not None and by.start != thing[0].start:
            yield frame.make("carrier", thing[0], by, thing[1])


def _runs(frame: Frame) -> Iterator[Claim]:
    """Yield who runs a project: "X runs the project", "La gestiona X"."""
    for actor, thing, sure in doing(frame):
        yield frame.make("carrier", thing, actor, sure)


def _supports(frame: Frame) -> Iterator[Claim]:
    for actor, thing, sure in doing(frame):
        yield frame.make("support", actor, thing, sure, when=_within(frame))


def _supported(frame: Frame) -> Iterator[Claim]:
    thing = frame.thing_before() or frame.thing_behind()
    if thing is None:
        return
    for by in agents(frame):
        if by.start != thing[0].start:
            yield frame.make("support", by, thing[0], thing[1], when=_within(frame))
    yield from _money(frame, thing)


def _money(frame: Frame, thing: tuple[Mention, float]) -> Iterator[Claim]:
    """Yield the amount with which somebody pays for a project, told near the verb."""
    for number in amounts(frame.view, frame.clause.start, frame.clause.end):
        if distance(number, frame.cue) < FAR:
            sure = min(thing[1], LIKELY)
            yield frame.make("figure", thing[0], number, sure, detail=number.detail)
            return


def _within(frame: Frame) -> Mention | None:
    """Return the one date of a clause, when it follows the verb."""
    dates = [m for m in frame.clause.of("DATE") if m.has_year]
    return dates[0] if len(dates) == 1 and dates[0].start > frame.cue.end else None


def _ends(frame: Frame) -> Iterator[Claim]:
    thing, date = frame.thing_before() or frame.turned(), frame.date_behind() or frame.date()
    behind = [m for m in frame.of_type("PRACTICE") if m.start >= frame.cue.end]
    if behind and (thing is None or thing[1] != SURE):  # "closed in June the desk"
        thing = behind[0], LIKELY
    if thing is not None and date is not None and distance(date, frame.cue) < BESIDE:
        yield frame.make("end", thing[0], date, thing[1], when=date)


def _writes(frame: Frame) -> Iterator[Claim]:
    works = frame.of_type("WORK")
    persons = [m for m in frame.clause.of("PERSON") if distance(m, frame.cue) < FAR]
    if not works or not persons:
        return
    bracket = re.compile(r"[”“\"»’]?\s\((?P<year>(?:1[89]|20)\d\d)\)")
    work = works[-1]
    year = bracket.match(frame.view.text, work.end)
    when = (
        named(frame.view, "DATE", *year.span("year"), value=year["year"])
        if year is not None
        else None
    )
    group = enumeration(frame.view, persons, min(persons, key=lambda m: distance(m, frame.cue)))
    for person in group:
        yield frame.make("authorship", person, work, SURE, when=when)


def _reaches(frame: Frame) -> Iterator[Claim]:
    thing = frame.thing_before() or frame.spoken_of()
    if thing is None or (thing[1] != SURE and frame.other_acts()):
        return
    numbers = list(amounts(frame.view, frame.clause.start, frame.clause.end))
    numbers += [m for m in frame.clause.of("FIGURE") if m.value and m.start >= frame.cue.end][:1]
    bare = _bare_number(frame)
    if not numbers and bare is not None and bare.start >= frame.cue.end:
        numbers = [bare]
    numbers.sort(key=lambda m: distance(m, frame.cue))
    near = NEAR if frame.cue.end - frame.cue.start > _PREPOSITION else BESIDE // 2
    for number in numbers[:1]:
        if distance(number, frame.cue) < near and number.start > thing[0].start:
            date = frame.date()
            when = date if date is not None and distance(date, frame.cue) < NEAR else None
            if when is not None and _SIGN.search(frame.view.text, when.end, frame.cue.start):
                when = None  # when the project started: "open since 2019, it serves 140 people"
            yield frame.make("figure", thing[0], number, thing[1], when=when, detail=number.detail)


READERS: dict[str, Callable[[Frame], Iterator[Claim]]] = {
    "offers": _offers,
    "protests": protests,
    "condemns": condemns,
    "declares": _declares,
    "declared": _declares,
    "awards": _awards,
    "awarded": _awards,
    "hosts": lambda frame: takes_part(frame, "organiser"),
    "attends": lambda frame: takes_part(frame, "participant"),
    "starts": starts,
    "started": started,
    "runs": _runs,
    "run-by": _run_by,
    "supports": _supports,
    "supported-by": _supported,
    "ends": _ends,
    "writes": _writes,
    "written-by": _writes,
    "reaches": _reaches,
}
