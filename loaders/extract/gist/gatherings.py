"""Reads who was at an event that a sentence names with them, whatever its verb is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.extract.claims.actors import enumeration, is_place_of_action, of_mayor
from loaders.extract.claims.claims import incomplete
from loaders.extract.claims.clauses import LONGEST, Clause, Finds, clause_at
from loaders.extract.claims.recall import is_network
from loaders.extract.gist.topics import led_by, led_far, part_of, says, speaks, spoken_of, topic
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import Cue, Sentence, View
from loaders.extract.relations.agents import by_whom, longer_name
from loaders.extract.relations.making import claim
from loaders.extract.relations.memory import event_date
from loaders.tables.patterns import any_of, one_of, whole_word
from loaders.tables.words import spoken

THERE, AFTER, LATER = 0.7, 0.65, 0.6
_PASSAGE = 6  # sentences after the one that names an event which may tell who was there
_REACH, _FURTHER, _AFFILIATED = 400, 900, 30
_OF = re.compile(rf"(?:,\s|\s\(|\s(?:{any_of('persons.office-of')})\s|\s)(?:\w+[\s'’]){{0,2}}$")
_ROWS = " | "
_LEGAL = re.compile(whole_word("bodies.legal-form"))
_WHOSE = re.compile(rf"\s(?:{any_of('persons.office-of')})\s")
_NEXT, _PAID, _COLON, _LED = 4, 40, 2, 60
_THAT = re.compile(rf"\s{one_of(w.split()[-1] for w in spoken('claims.clause-that'))}\s")
_HERE = re.compile(rf"(?<!\w){any_of('claims.locative')}\s$", re.IGNORECASE)
_OTHER = frozenset({"signature", "founding", "adoption"})


def gatherings(view: View, finds: Finds) -> Iterator[Claim]:
    """Yield who had a part in the one event of a sentence, or of the sentence before."""
    for number, event, age in spoken_of(view, _event, _PASSAGE):
        sentence = view.sentences[number]
        if not _readable(view, sentence) or (age > 1 and not _stages(view, sentence)):
            continue
        if age == 0 and _occasion(view, sentence, event):
            continue
        if view.text[event.start - 1 : event.start] == "(":  # "Ann Hill (Harbour Forum)": a body
            continue
        yield from _there(view, finds, sentence, event, age)


def _occasion(view: View, sentence: Sentence, event: Mention) -> bool:
    """Tell whether an event only says when or why something else was done: "after the forum X"."""
    language = sentence.language or ""
    if led_by(view, "gist.occasion", language, event):
        return True
    return led_far(view, "gist.aftermath", language, event, sentence.start)


def _event(mention: Mention) -> bool:
    return mention.type == "EVENT" and not _LEGAL.search(mention.text)


def _readable(view: View, sentence: Sentence) -> bool:
    if sentence.language is None or sentence.end - sentence.start > LONGEST:
        return False
    return view.text.count(_ROWS, sentence.start, sentence.end) <= 1


@dataclass(frozen=True)
class _Scene:
    """An event, how many sentences before this one it was named, and who else is named here."""

    event: Mention
    age: int
    inside: Sequence[Mention]

    def listed(self, one: Mention) -> list[Mention]:
        """Return the mentions of the kind of one of them."""
        return [m for m in self.inside if m.type == one.type]


def _there(
    view: View, finds: Finds, sentence: Sentence, event: Mention, age: int
) -> Iterator[Claim]:
    inside = finds.between(sentence.start, sentence.end)
    inside = [m for m in inside if m.end <= event.start or m.start >= event.end]
    scene = _Scene(event, age, inside)
    persons = [m for m in inside if m.type == "PERSON"]
    bodies = [m for m in inside if m.type in {"ORG", "GOVERNMENT"}]
    when = event_date(view, finds, event)
    for one in (*persons, *bodies, *(m for m in inside if m.type == "CITY")):
        clause = clause_at(view, one.start, one.end, finds)
        if clause is None:
            continue
        clause.names = [event]
        if _unsaid(view, clause, one, scene) or not _takes_part(view, clause, one, scene):
            continue
        actor = longer_name(view, clause, finds.full_name(one))
        role = "organiser" if one.type != "PERSON" and by_whom(view, one) else "participant"
        sure = (THERE if age == 0 else AFTER if age == 1 else LATER) * actor.confidence
        yield claim(view, "participation", (actor, event, when), (sentence.start, sentence.end),
                    sure, method="gist:participation", detail=(("role", role),))  # fmt: skip


def _unsaid(view: View, clause: Clause, one: Mention, scene: _Scene) -> bool:
    """Tell whether a clause denies that somebody came, or speaks of something else."""
    invites = topic("gist.invites", clause.language).search(clause.words)
    low, high = invites.span() if invites is not None else (0, 0)
    if clause.doubted(clause.start + low, clause.start + high, passive=invites is not None):
        return True
    if says("gist.absent", clause):
        part = _part(clause, enumeration(view, scene.listed(one), one))
        if says("gist.absent", part) or not _tells_who(part, scene.age):
            return True
    return scene.age > 0 and not _tells_who(clause, scene.age)


def _stages(view: View, sentence: Sentence) -> bool:
    """Tell whether a sentence holds a word that is said of events only, or that somebody sent."""
    return speaks("gist.stage", view, sentence) or speaks("gist.send", view, sentence)


def _tells_who(clause: Clause, age: int) -> bool:
    """Tell whether a clause says who was there: far from the event's name by words for it only."""
    clause = _with_lead(clause)
    if age <= 1:
        return says("gist.gather", clause)
    if says("gist.stage", clause):
        return True
    return says("gist.send", clause) and says("gist.envoy", clause)


def _with_lead(clause: Clause) -> Clause:
    """Return a clause behind a colon with the words before it: "On the panel: A, B and C"."""
    begin = clause.sentence.start
    if ":" not in clause.text[max(begin, clause.start - _COLON) : clause.start + _COLON]:
        return clause
    return Clause(max(begin, clause.start - _LED), clause.end, clause.language, clause.text,
                  clause.sentence, names=clause.names)  # fmt: skip


def _takes_part(view: View, clause: Clause, one: Mention, scene: _Scene) -> bool:
    if abs(one.start - scene.event.start) > (_REACH if scene.age <= 1 else _FURTHER):
        return False
    if one.type == "PERSON":
        return _came(view, clause, one, scene)
    if _affiliation(view, one, scene.inside) or not _tells_who(clause, scene.age):
        return False
    if one.type == "ORG":
        return _body_was_there(view, clause, one)
    return _city_was_there(view, clause, one, scene)


def _city_was_there(view: View, clause: Clause, one: Mention, scene: _Scene) -> bool:
    """Tell whether a city or its government was at an event, not only somebody of it."""
    if scene.age > 0 and not _said_of(view, clause, one, scene):
        return False
    if one.type == "GOVERNMENT":  # "the migration officer of the City of X, Y"
        return not _whose(view, one, scene.inside)
    return _sent(view, clause, one, scene.inside)


def _said_of(view: View, clause: Clause, one: Mention, scene: _Scene) -> bool:
    """Tell whether the part of a clause that a city stands in says that it was there.

    "Kortrijk sent officials, Ostend a card": the second says something else of another city.
    """
    part = _part(clause, enumeration(view, scene.listed(one), one))
    return _tells_who(part, scene.age) and not says("gist.absent", part)


def _part(clause: Clause, group: Sequence[Mention]) -> Clause:
    """Return the part between signs of a clause that an enumeration stands in."""
    low, high = part_of(clause, group)
    return Clause(low, high, clause.language, clause.text, clause.sentence, names=clause.names)


def _came(view: View, clause: Clause, person: Mention, scene: _Scene) -> bool:
    """Tell whether somebody was at an event: "at" stands before it, or a word of being there."""
    if _tells(view, clause, person, scene.event):
        return False
    at = led_far(view, "gist.at", clause.language, scene.event, clause.start)
    return at or _tells_who(clause, scene.age)


def _tells(view: View, clause: Clause, person: Mention, event: Mention) -> bool:
    """Tell whether somebody only speaks of an event: "X recalled that the city hosted Y"."""
    if not person.end < event.start:
        return False
    told = _THAT.search(view.text, person.end, event.start) is not None
    return told or led_far(view, "gist.about", clause.language, event, person.end)


def _body_was_there(view: View, clause: Clause, body: Mention) -> bool:
    """Tell whether a body is no place ("in the Palau"), no network and did not pay or found."""
    here = _HERE.search(view.text, max(0, body.start - 12), body.start)
    if here or is_network(body) or _verbs(view, clause):
        return False
    paid = topic("gist.pay", clause.language)
    return paid.search(view.text, max(clause.start, body.start - _PAID), body.start) is None


def _affiliation(view: View, one: Mention, inside: Sequence[Mention]) -> bool:
    """Tell whether a body only says from where somebody is: "Anna Braun from the Centre for Y"."""
    persons = [m for m in inside if m.type == "PERSON" and m.end <= one.start]
    if not persons or one.start - persons[-1].end >= _AFFILIATED:
        return False
    return _OF.fullmatch(view.text, persons[-1].end, one.start) is not None


def _sent(view: View, clause: Clause, city: Mention, inside: Sequence[Mention]) -> bool:
    """Tell whether a city acts: it sent delegates, or no word makes it a place."""
    bodies = [m for m in inside if m.type in {"ORG", "GOVERNMENT", "PERSON"}]
    if any(m.start <= city.start < m.end for m in bodies) or _whose(view, city, inside):
        return False
    if any(verb.start >= clause.start and verb.end <= clause.end for verb in _verbs(view, clause)):
        return False
    cities = [m for m in inside if m.type == "CITY"]
    first = enumeration(view, cities, city)[0]
    if led_by(view, "gist.delegate", clause.language, first):
        return True
    if led_by(view, "gist.sent-from", clause.language, first) and says("gist.envoy", clause):
        return True
    return not is_place_of_action(view, first, clause.language, first)


def _whose(view: View, city: Mention, inside: Sequence[Mention]) -> bool:
    """Tell whether a city only says whose mayor somebody is: "the mayor of X, Y", "Y of X"."""
    if of_mayor(view, city):
        return True
    persons = [m for m in inside if m.type == "PERSON"]
    before = any(_WHOSE.fullmatch(view.text, m.end, city.start) for m in persons)
    return before or any(0 < m.start - city.end < _NEXT for m in persons)


def _verbs(view: View, clause: Clause) -> Sequence[Cue]:
    """Return the verbs of joining, signing or founding in a clause: its cities do that."""
    return [
        cue for cue in view.cues_in("verb", clause.start, clause.end)
        if cue.trigger.language == clause.language and cue.trigger.value in _OTHER
        and not incomplete(clause, cue)
    ]  # fmt: skip
