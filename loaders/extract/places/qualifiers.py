"""Reads what is said right after a name of where the place lies: "London, Ontario"."""

from __future__ import annotations

import re
from typing import NamedTuple

from loaders.extract.knowledge.atlas import SURE, TERRITORIES, Place
from loaders.extract.knowledge.gazetteer import EUROPE
from loaders.extract.knowledge.haystack import lower_class, plain
from loaders.extract.knowledge.inflection import base_forms
from loaders.extract.places.inflected import Candidate
from loaders.extract.reading.shapes import UPPER
from loaders.extract.reading.view import Hit, View
from loaders.tables.patterns import any_of, followed
from loaders.tables.words import entries


class Qualifier(NamedTuple):
    """The country (ISO alpha-2) that the words name, and the state: pairs of country and code."""

    country: str
    states: frozenset[tuple[str, str]] = frozenset()


_INSIDE = followed("places.in")
_OF = followed("places.of")
# "kanadyjskiej prowincji", "kanadischen Provinz".
_SMALL = rf"(?:(?:[{lower_class()}][\w]+|{any_of('places.province')})\s)"
_WORD = rf"[{UPPER}][\w’'-]+"
_INNER = rf"(?:{any_of('places.inside-region')}\s)?"
_NAME = rf"(?P<name>(?:[A-Z]\.){{2,}}|{_WORD}(?:\s{_INNER}{_WORD})?)"
# "London, Ontario"; "Londyn w kanadyjskiej prowincji Ontario"; "Kayes, au Mali".
_QUALIFIER = re.compile(
    rf"(?:\s?[,(/]\s?(?:{_INSIDE}{_SMALL}{{0,2}}{_OF}?)?|\s{_INSIDE}{_SMALL}{{0,2}}{_OF}?){_NAME}"
    rf"(?:,\s(?P<second>[{UPPER}][\w’'-]+)(?=\)))?"
)
# "Τρίπολη της Λιβύης", "Santiago de Chile": weaker, for such words join other names too.
_BELONGING = re.compile(
    rf"\s{_OF}{_NAME}|,\s{any_of('places.that-of')}\s?{_OF}{_NAME.replace('name', 'other')}"
)
_CAPITAL = re.compile(
    rf",\s(?:{any_of('places.capital-article')}\s)?{any_of('places.capital')}\s(?:{_OF})?{_NAME}"
)
# "Guadalajara, cerca de Madrid", "Halle bei Leipzig": a well-known city not far away.
_NEARBY = re.compile(rf",?\s{any_of('places.near')}\s{_NAME}")
_GOES_ON = re.compile(rf"(?:,?\s{any_of('text.and')}|,)\s(?=[{UPPER}])")
# "Lebanon w stanie Ohio": a word between tells that the name after it is that of a state.
_WORD_OF_STATE = re.compile(rf"\s{_INSIDE}{_SMALL}")
_STATES: dict[str, list[tuple[str, str]]] = {}
for _names in entries("place_names.state").values():
    for _name, _state in _names:
        _country_code, _, _code = _state.partition(" ")
        if (_country_code, _code) not in _STATES.setdefault(plain(_name), []):
            _STATES[plain(_name)].append((_country_code, _code))
# Countries whose provinces are told in brackets by two letters: "Pinerolo (TO)".
_WITH_PROVINCES = frozenset({"IT", "CH", "ES", "US", "CA"})
_FEDERAL = frozenset({"US", "CA"})


def qualifier_of(view: View, c: Candidate) -> Qualifier | None:
    """Return where the words after a name say that it lies ("London, Ontario")."""
    match = _QUALIFIER.match(view.text, c.end, c.end + 60)
    if match is None:
        match = _CAPITAL.match(view.text, c.end, c.end + 60)
        return _country(view, match["name"]) if match else None
    found = _country(view, match["name"])
    if found is None and match["second"]:
        found = _country(view, match["second"])
    if found is None and view.text[c.end : c.end + 2] == " (":
        return _letters(match["name"])
    return found


def state_after(view: View, hit: Hit) -> Qualifier | None:
    """Return the state of another country that follows a country's name: "Lebanon, Ohio".

    None where both may stand side by side: "from Mexico, Texas and Ohio", "from Lebanon in Ohio",
    unless the sentence would call the country by another name.
    """
    match = _QUALIFIER.match(view.text, hit.end, hit.end + 60)
    found = _country(view, match["name"]) if match else None
    if match is None or found is None or not found.states:
        return None
    if hit.senses.country in {country for country, _ in found.states}:
        return None
    words = match.group()
    if words == f", {match['name']}":
        return None if _GOES_ON.match(view.text, match.end()) else found
    apart = words[:1] in {",", "("} or _WORD_OF_STATE.match(words) is not None
    return found if apart or _foreign(view, hit) else None


def _foreign(view: View, hit: Hit) -> bool:
    """Tell whether a sentence uses a country's name of another language than its own."""
    names = TERRITORIES.get(view.language_at(hit.start) or "")
    name = names.get(hit.senses.country, "") if names else ""
    return bool(name) and plain(name) != hit.senses.name.strip()


def _letters(name: str) -> Qualifier | None:
    """Return what two letters in brackets say: a country's code, or that of a state."""
    if not re.fullmatch(r"[A-Z]{2}", name):
        return None
    return Qualifier(name, frozenset((country, name) for country in _FEDERAL if name not in EUROPE))


def belonging_of(view: View, c: Candidate) -> Qualifier | None:
    """Return what a genitive after a name says of its country: "Τρίπολη της Λιβύης"."""
    match = _BELONGING.match(view.text, c.end, c.end + 60)
    if match is not None:
        return _country(view, match["name"] or match["other"])
    match = _NEARBY.match(view.text, c.end, c.end + 60)
    language = view.language_at(c.start)
    for name in base_forms(plain(match["name"].split(maxsplit=1)[0]), language) if match else ():
        senses = view.resources.senses(name)
        if senses is not None and senses.level == SURE:
            return Qualifier(view.resources.places[senses.places[0]].country)
    return None


def _country(view: View, words: str) -> Qualifier | None:
    """Return the country or state that one or two capitalised words name."""
    for name in dict.fromkeys((plain(words), plain(words.split(maxsplit=1)[0]))):
        senses = view.resources.senses(name)
        country = senses.country if senses is not None else ""
        if name in _STATES:  # "Georgia" is both
            return Qualifier(country or _STATES[name][0][0], frozenset(_STATES[name]))
        if country:
            return Qualifier(country)
        if senses is not None and senses.region and senses.region not in {"XX", "US"}:
            return Qualifier(senses.region)
    return None


def fitting(places: list[Place], qualifier: Qualifier) -> Place | None:
    """Return the likeliest place (of those given, in that order) that lies where it is said.

    None: it lies in a state of a federation that has no place of that name in the gazetteer.
    """
    exact = [place for place in places if (place.country, place.admin1) in qualifier.states]
    inside = [place for place in places if place.country == qualifier.country]
    if exact:
        return exact[0]
    abroad = any(country in _FEDERAL for country, _ in qualifier.states)
    if abroad and (qualifier.country in _FEDERAL or not inside):
        return places[0] if places[0].country in _WITH_PROVINCES else None
    return inside[0] if inside else places[0]
