"""Tells which claims take somebody who only stands beside a deed for the one who did it.

The partner of who won, the mayor who was there, the model that was followed, the town hall in which
a prize was given, the body a speaker works for, a town that is a word of a longer name.
"""

from __future__ import annotations

import re

from loaders.extract.claims.asides import in_hall, stands_by
from loaders.extract.claims.clauses import Finds
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.shapes import UPPER
from loaders.extract.reading.view import View
from loaders.extract.relations.agents import CITY_WORDS
from loaders.tables.patterns import any_of, followed, one_of

# What a claim says of whom its object names: of others it says what their subject did.
_BY_OBJECT = frozenset({"carrier", "founding"})
_BODIES = frozenset({"ORG", "GOVERNMENT", "CITY", "PLACE"})
# Claims whose bodies stand in lists, each behind "from".
_ENUMERATED = frozenset({"carrier", "support"})
_OF = re.compile(rf",?\s{followed('persons.of-body')}(?:[^\W\d_]+\s)?[„“\"«]?\s?")
# "Paula Cruz, de la Universidad …": two capitals before, whom nobody took for a person.
_CAPITALS = re.compile(
    rf"(?<!\w)[{UPPER}][\w-]+\s[{UPPER}][\w-]+,\s{followed('persons.of-body')}"
    r"(?:[^\W\d_]+\s)?[„“\"«]?\s?$"
)
_QUOTED = re.compile(r"[„“«»][^„“”«»\n]{3,80}[“”»«]")
# "la concejala de Igualdad": what stands between an office and what it is for.
_OFFICE = re.compile(
    rf"(?<!\w){any_of('offices.office', 'persons.mayor')}\s(?:{any_of('persons.office-of')}\s)?"
    rf"(?:{any_of('text.article')}\s)?$",
    re.IGNORECASE,
)
_ENDS_WITH = re.compile(
    rf"(?<!\w){any_of('relations.whose-head')}\s(?:[^\W\d_A-Z]+[\s'’]|[^\W\d_]['’]){{0,5}}?"
    rf"{any_of('persons.office-of')}\s$"
)
_NOUN = re.compile(rf"(?<!\w){any_of('bodies.noun')}\s$", re.IGNORECASE)
_AT = re.compile(rf"\s(?:{any_of('persons.office-of')}|{any_of('relations.within')})\s")
_LED = re.compile(rf"(?<!\w){any_of('persons.office-of')}\s$")
# "Preis der Stadt", "premio del Comune": the city gives it.
_GIVER = re.compile(rf"\s[^\W\d_]{{2,5}}\s{one_of(CITY_WORDS)}(?!\w)", re.IGNORECASE)
_BACK, _REACH, _SIGNS, _NEAR = 70, 24, 2, 3


def bystander(view: View, finds: Finds, one: Claim) -> bool:
    """Tell whether the doer of a claim only stands beside what its sentence says was done."""
    if len(one.evidence) < 2:
        return False
    doer = one.evidence[one.predicate in _BY_OBJECT]
    if one.predicate == "recognition" and _gives(view, one):
        return True
    if not one.start <= doer.start < one.end or doer.type not in _BODIES:
        return False
    low = max(one.start, doer.start - _BACK)
    if stands_by(view, doer, low, one.language or "") or in_hall(view, doer, low):
        return True
    if doer.type == "ORG":
        return _of_speaker(view, finds, doer, one)
    return doer.type == "CITY" and (
        _in_brackets(view, doer, one)
        or _in_quotes(view, doer, one)
        or _of_name(view, finds, doer, one)
        or _of_body(view, finds, doer, low)
    )


def _gives(view: View, one: Claim) -> bool:
    """Tell whether the award's own name speaks of the city that is taken for its winner."""
    city, award = one.evidence[:2]
    if city.type not in {"CITY", "GOVERNMENT"} or one.start <= city.start < one.end:
        return False
    return _GIVER.search(view.text, award.start, award.end) is not None


def _of_speaker(view: View, finds: Finds, body: Mention, one: Claim) -> bool:
    """Tell whether a body is only where somebody works: "Jane Field, of the charity Open Doors"."""
    before = finds.between(max(one.start, body.start - _BACK), body.start)
    ends = [m.end for m in before if m.type == "PERSON" and body.start - _REACH < m.end]
    if any(_OF.fullmatch(view.text, end, body.start) for end in ends):
        return True
    low = max(one.start, body.start - _BACK)
    if _OFFICE.search(view.text, low, body.start) is not None:
        return True
    behind = finds.between(body.end, body.end + _NEAR)  # "the director of ABD, Felipe Campos"
    if any(m.type == "PERSON" for m in behind) and _LED.search(view.text, low, body.start):
        return True
    if one.predicate in _ENUMERATED:  # "vom Land Hessen, von der Stiftung X"
        return False
    return _CAPITALS.search(view.text, max(one.start, body.start - _BACK), body.start) is not None


def _of_body(view: View, finds: Finds, city: Mention, low: int) -> bool:
    """Tell whether a town only says where a body is: "Comité d'accueil de Vienne"."""
    if _ENDS_WITH.search(view.text, low, city.start) is not None:
        return True
    if not city.link and _NOUN.search(view.text, low, city.start) is not None:
        return True  # "el colectivo Manos": no town that anybody registered
    before = (m for m in finds.between(low, city.start) if m.type == "ORG" and not m.link)
    return any(_AT.fullmatch(view.text, m.end, city.start) for m in before)


def _in_brackets(view: View, city: Mention, one: Claim) -> bool:
    """Tell whether brackets say where an event was: "the forum X (Quito, 9 November)"."""
    text = view.text
    if one.predicate != "participation" or text[city.start - 1 : city.start] != "(":
        return False
    return text[city.end : city.end + 1] in {",", ")"}


def _in_quotes(view: View, city: Mention, one: Claim) -> bool:
    """Tell whether a town is a word of what stands in quotes, and not of what it did itself."""
    low, high = max(one.start, city.start - _BACK), min(one.end, city.end + _BACK)
    for said in _QUOTED.finditer(view.text, low, high):
        if said.start() < city.start and city.end < said.end():
            if any(m.start < said.end() and said.start() < m.end for m in one.evidence[1:]):
                return False
            return said.end() - said.start() > city.end - city.start + _SIGNS
    return False


def _of_name(view: View, finds: Finds, city: Mention, one: Claim) -> bool:
    """Tell whether a town is a word of a longer name that nobody knows: "Hull Help for Refugees".

    In German a noun may follow.
    """
    if city.type != "CITY" or one.language in {"de", None} or city.text.isupper():
        return False
    at = city.end + 1
    if view.text[city.end : at] != " " or not view.text[at : at + 1].isupper():
        return False
    others = [*one.evidence, *finds.between(city.start, at + 1)]
    return not any(m.start <= at < m.end for m in others if m != city)
