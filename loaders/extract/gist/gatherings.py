"""Reads who was at an event that a sentence names with them, whatever its verb is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.extract.claims.actors import enumeration, is_place_of_action, of_mayor
from loaders.extract.claims.claims import incomplete
from loaders.extract.claims.clauses import LONGEST, Clause, Finds, clause_at
from loaders.extract.claims.recall import is_network
from loaders.extract.gist.topics import led_by, led_far, says, spoken_of, topic
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import Cue, Sentence, View
from loaders.extract.relations.agents import by_whom
from loaders.extract.relations.making import claim
from loaders.extract.relations.memory import event_date
from loaders.tables.patterns import any_of, one_of, whole_word
from loaders.tables.words import spoken

THERE, AFTER = 0.7, 0.65
_REACH, _AFFILIATED = 400, 30
_OF = re.compile(rf"(?:,\s|\s\(|\s(?:{any_of('persons.office-of')})\s|\s)(?:\w+[\s'’]){{0,2}}$")
_ROWS = " | "
_LEGAL = re.compile(whole_word("bodies.legal-form"))
_WHOSE = re.compile(rf"\s(?:{any_of('persons.office-of')})\s")
_NEXT, _PAID = 4, 40
_THAT = re.compile(rf"\s{one_of(w.split()[-1] for w in spoken('claims.clause-that'))}\s")
_HERE = re.compile(rf"(?<!\w){any_of('claims.locative')}\s$", re.IGNORECASE)
_OTHER = frozenset({"signature", "founding", "adoption"})


def gatherings(view: View, finds: Finds) -> Iterator[Claim]:
    """Yield who had a part in the one event of a sentence, or of the sentence before."""
    for number, event, age in spoken_of(view, _event):
        sentence = view.sentences[number]
        if not _readable(view, sentence):
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


def _there(
    view: View, finds: Finds, sentence: Sentence, event: Mention, age: int
) -> Iterator[Claim]:
    inside = finds.between(sentence.start, sentence.end)
    inside = [m for m in inside if m.end <= event.start or m.start >= event.end]
    persons = [m for m in inside if m.type == "PERSON"]
    bodies = [m for m in inside if m.type in {"ORG", "GOVERNMENT"}]
    when = event_date(view, finds, event)
    for one in (*persons, *bodies, *(m for m in inside if m.type == "CITY")):
        clause = clause_at(view, one.start, one.end, finds)
        if clause is None:
            continue
        clause.names = [event]
        if _unsaid(clause, age):
            continue
        if not _takes_part(view, clause, one, inside, event):
            continue
        actor = finds.full_name(one)
        role = "organiser" if one.type != "PERSON" and by_whom(view, one) else "participant"
        sure = (AFTER if age else THERE) * actor.confidence
        yield claim(view, "participation", (actor, event, when), (sentence.start, sentence.end),
                    sure, method="gist:participation", detail=(("role", role),))  # fmt: skip


def _unsaid(clause: Clause, age: int) -> bool:
    """Tell whether a clause denies that somebody came, or speaks of something else."""
    if clause.doubted(0, 0) or says("gist.absent", clause):
        return True
    return age > 0 and not says("gist.gather", clause)


def _takes_part(
    view: View, clause: Clause, one: Mention, inside: Sequence[Mention], event: Mention
) -> bool:
    if abs(one.start - event.start) > _REACH:
        return False
    if one.type == "PERSON":
        return _came(view, clause, one, event)
    if _affiliation(view, one, inside) or not says("gist.gather", clause):
        return False
    if one.type == "ORG":
        return _body_was_there(view, clause, one)
    if one.type == "GOVERNMENT":  # "the migration officer of the City of X, Y"
        return not _whose(view, one, inside)
    return _sent(view, clause, one, inside)


def _came(view: View, clause: Clause, person: Mention, event: Mention) -> bool:
    """Tell whether somebody was at an event: "at" stands before it, or a word of being there."""
    if _tells(view, clause, person, event):
        return False
    at = led_far(view, "gist.at", clause.language, event, clause.start)
    return at or says("gist.gather", clause)


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
