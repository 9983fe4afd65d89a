"""Tells which claims say more than their sentence: a meeting, a draft, another clause or giver."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from loaders.extract.claims.clauses import Finds
from loaders.extract.claims.recall import is_network
from loaders.extract.gist.topics import led_by, topic
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.shapes import UPPER
from loaders.extract.reading.view import View
from loaders.extract.relations.agents import CITY_WORDS, by_whom
from loaders.tables.patterns import any_of, one_of, whole_word

_MEMBER = re.compile(any_of("claims.member-word"), re.IGNORECASE)
_DRAFT = re.compile(whole_word("claims.draft"), re.IGNORECASE)
_TOGETHER = re.compile(rf"{whole_word('claims.together')}\s(?:[^\W\d_]+\s){{0,2}}\d", re.IGNORECASE)
# What stands between a meeting and whose it is: "the annual meeting of", "encuentro anual de la"
_ITS = re.compile(r"(?:[\s'’][^\W\d_]+){0,4}[\s'’]*[„“\"«]?")
# A name with which a clause begins, behind another.
_BEGINS = re.compile(rf",\s(?:{any_of('text.article')}\s)?$")
_CITIES = frozenset({"CITY", "GOVERNMENT"})
_CITY = re.compile(rf"(?<!\w){one_of(CITY_WORDS)}(?!\w)", re.IGNORECASE)
# To whom somebody offers: "bietet der Stadt 30 Plätze an", with nothing that the city itself does.
_TO_CITY = re.compile(rf"(?<!\w){any_of('relations.to-city')}(?!\w)")
# "the Mayors' Letter of Welcome": no declaration as "Welcome".
_PART_OF_NAME = re.compile(rf"(?<!\w)[{UPPER}]\w+\s{any_of('persons.office-of')}\s$")
_LIKELY = 0.7
_BACK = 45
_READY_BACK = 12


def mistaken(view: View, finds: Finds, one: Claim) -> bool:
    """Tell whether a claim takes what its sentence says for more, or for what another did."""
    ask = _ASKED.get(one.predicate)
    return ask is not None and len(one.evidence) > 1 and ask(view, finds, one)


def as_sure(view: View, one: Claim) -> Claim:
    """Return a claim as sure as it may be: that the page's city began a project is but likely.

    It is said where its sentence names the city, or speaks of it: "opened by the council".
    """
    if one.method != "relation:practice" or one.confidence < _LIKELY:
        return one
    if one.evidence[0].link is None and one.subject_type not in _CITIES:
        return one
    if one.start <= one.evidence[0].start < one.end:
        return one
    said = _CITY.search(view.text, one.start, one.end) is not None
    return one if said else replace(one, confidence=_LIKELY - 0.02)


def _membership(view: View, _: Finds, one: Claim) -> bool:
    """Tell whether cities only met at a network's, or one joined some time after another."""
    city, network = one.evidence[:2]
    if one.date is not None and led_by(view, "gist.aftermath", one.language or "", city):
        return True
    return is_network(network) and _meets(view, network, one)


def _meets(view: View, network: Mention, one: Claim) -> bool:
    """Tell whether a sentence says who was at a meeting of a network: "the meeting of X"."""
    low = max(one.start, network.start - _BACK)
    for cue in view.cues_in("thing", low, network.start):
        if cue.trigger.value == "event" and cue.trigger.language == one.language:
            of = _ITS.fullmatch(view.text, cue.end, network.start)
            gather = topic("gist.gather", one.language or "")
            if of is not None and gather.search(view.text, one.start, one.end) is not None:
                return _MEMBER.search(view.text, one.start, one.end) is None
    return False


def _sum(view: View, _: Finds, one: Claim) -> bool:
    """Tell whether a sentence says what a draft has in mind, or two bodies pay for two things."""
    if _DRAFT.search(view.text, one.start, one.end) is not None or _offered(view, one):
        return True
    if one.predicate != "support":
        return False
    if topic("gist.withdraws", one.language or "").search(view.text, one.start, one.end):
        return True
    giver, thing = one.evidence[:2]
    fund = topic("gist.fund", one.language or "").search(thing.text) is not None
    if not (fund or thing.type == "ORG") or giver.end > thing.start:
        return False
    return _BEGINS.search(view.text, giver.end, thing.start) is not None


def _offered(view: View, one: Claim) -> bool:
    """Tell whether a number is of places that somebody offers, not of a project."""
    if one.predicate != "figure" or one.evidence[1].get("measure") != "people":
        return False
    cues = view.cues_in("deed", one.start, one.end)
    return any(c.trigger.value == "offers" and c.trigger.language == one.language for c in cues)


def _offer(view: View, _: Finds, one: Claim) -> bool:
    """Tell whether an offer is one of many cities, or takes to whom it is made for who makes it."""
    if _TOGETHER.search(view.text, one.start, one.end) is not None:
        return True
    start = one.evidence[0].start
    if not one.start <= start < one.end and _TO_CITY.search(view.text, one.start, one.end):
        return True
    ours = topic("gist.we", one.language or "").search(view.text, one.start, start)
    if one.evidence[0].type == "ORG" and ours is not None:  # "Wij boden het COA 140 bedden aan"
        return True
    return one.language == "de" and view.text[max(0, start - 5) : start].endswith((" dem ", "Dem "))


def _declaration(view: View, finds: Finds, one: Claim) -> bool:
    """Tell whether an association calls a city something, or a city is only ready for something."""
    what = one.evidence[1]
    if by_whom(view, what):
        return True
    if _PART_OF_NAME.search(view.text, max(0, what.start - _BACK), what.start) is not None:
        return True
    bodies = (m for m in finds.between(one.start, one.end) if m.type == "ORG")
    if any(by_whom(view, body) for body in bodies):
        return True
    low = max(one.start, what.start - _READY_BACK)
    ready = topic("gist.ready", one.language or "").search(view.text, low, what.start)
    return ready is not None and what.text.islower()


_ASKED: dict[str, Callable[[View, Finds, Claim], bool]] = {
    "membership": _membership, "figure": _sum, "support": _sum, "offer": _offer,
    "declaration": _declaration,
}  # fmt: skip
