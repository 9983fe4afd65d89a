"""Marks the registered and well-known organisations, charters, persons and events of a text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from loaders.extract.bodies.labels import general_label
from loaders.extract.bodies.practices import elsewhere
from loaders.extract.knowledge import lexicon
from loaders.extract.knowledge.called import year_of
from loaders.extract.knowledge.haystack import plain
from loaders.extract.knowledge.registered import GUARDED, Entity
from loaders.extract.knowledge.resources import Senses
from loaders.extract.reading.shapes import OPENERS, UPPER, indefinite
from loaders.extract.reading.view import Known, View
from loaders.tables.patterns import any_of, followed
from loaders.tables.words import entries, literal, spoken

_TAIL = re.compile(rf" {any_of('bodies.tail')}(?:\b|(?<=\.))")
# "Caritas Diocesana de Girona", "Universität zu Köln"; some words for a seat need no town.
_SEAT_ONLY = literal("bodies.seat-only")
_NAME = rf"(?P<town>[{UPPER}][\w-]+)"
_SEAT = re.compile(rf" (?P<seat>{any_of('bodies.seat')}) (?:{followed('bodies.seat-of')})?{_NAME}")
_TOWN = re.compile(rf" (?P<seat>{any_of('bodies.university-of')}) {_NAME}")
_LEGAL_AHEAD = re.compile(rf"(?:\s[{UPPER}][\w-]+){{1,3}}\s{any_of('bodies.legal-form')}(?!\w)")
# In these languages the larger body stands behind the smaller: "Instytut Socjologii UW".
_BEHIND = frozenset({"pl", "it", "es", "fr", "el"})
_PART_OF = re.compile(rf" [{UPPER}]{{2,6}}(?![\w-])")
_OWN = re.compile(r"\(([^()]+)\)$")
_BESIDE = re.compile(rf" (?:{followed('bodies.seat-of')})?(?P<place>[{UPPER}][\w-]+)")
_PLACE = re.compile(rf"[{UPPER}][\w-]+")
_BRANCHING = frozenset({"organisation", "foundation", "university"})
_CONFIDENCE = {"ORG": 0.97, "CHARTER": 0.97, "PERSON": 0.98, "EVENT": 0.9, "PRACTICE": 0.85}
_CONCEPT = literal("bodies.concept")
_KINDS_OF_CITY = tuple(spoken("bodies.kind-of-city"))
_A = literal("bodies.kind-article")
# What stands beside a guarded name where it is one: "the Inclusive Cities programme".
_GUARDS = lexicon.words("bodies.noun") | lexicon.words("bodies.guard")
_HEADS = literal("bodies.head-last", "en")
_TOWN_NOUNS = lexicon.words("places.town-noun")
_JOINING = lexicon.words("bodies.guard-membership")
# Nouns after which a name is that of an event: "the conference “From the Sea to the City”".
_EVENTS = frozenset(
    word.lower()
    for found in entries("relations.head").values()
    for word, kind in found
    if kind == "event"
)
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_OPENED = re.compile(r"\s?\(")


def find_known(view: View) -> None:
    """Add the longest known names; a shorter one inside a longer one is not read."""
    bodies = {hit.start: hit for hit in view.known if hit.entity.type == "ORG" and hit.entity.iri}
    for hit in sorted(view.known, key=lambda hit: _rank(view, hit)):
        if not view.free(hit.start, hit.end) or _doubtful(view, hit):
            continue
        end, branch = _tail(view, hit)
        entity = _by_acronym(view, hit, bodies)
        iri = None if branch or _other_year(view, hit) else entity.iri
        view.take(hit.start, end)
        view.add(
            entity.type,
            hit.start,
            end,
            link=iri,
            method="branch" if branch else "registry" if entity.iri else "known-name",
            confidence=_CONFIDENCE.get(entity.type, 0.9),
            detail=() if branch else (("label", entity.label), ("kind", entity.kind)),
        )


def _rank(view: View, hit: Known) -> tuple[int, int, bool, bool]:
    """Return in which order names are read: of the same words an event after "conference"."""
    event = hit.entity.type == "EVENT" and not _EVENTS.isdisjoint(view.before(hit.start, 2))
    return hit.start, -hit.end, not event, hit.entity.iri is None


def _by_acronym(view: View, hit: Known, bodies: Mapping[int, Known]) -> Entity:
    """Return what the acronym in brackets says is meant: "Intercultural Cities (RECI)"."""
    opens = _OPENED.match(view.text, hit.end)
    other = bodies.get(opens.end()) if opens and hit.entity.type == "ORG" else None
    if other is None or view.text[other.end : other.end + 1] != ")":
        return hit.entity
    return other.entity


def _other_year(view: View, hit: Known) -> bool:
    """Tell whether a sentence is about an event of this name in another year."""
    year = year_of(hit.entity.iri or "") if hit.entity.type == "EVENT" else ""
    sentence = view.sentence_at(hit.start) if year else None
    if sentence is None:
        return False
    years = set(_YEARS.findall(view.text, sentence.start, sentence.end))
    return bool(years) and year not in years


def _tail(view: View, hit: Known) -> tuple[int, bool]:
    """Return where the name ends, and whether a local branch is meant.

    "consortium" and legal forms belong to it; a place makes it a branch ("Caritas Rom").
    """
    if hit.entity.type != "ORG":
        return hit.end, False
    tail = _TAIL.match(view.text, hit.end) or _of_whom(view, hit)
    if tail:
        return tail.end(), False
    if hit.entity.kind in _BRANCHING and view.text[hit.end : hit.end + 1] == " ":
        own = _own_place(view, hit)
        if own:
            return own, False
        end = _placed(view, hit) or _seated(view, hit)
        if end:
            return end, True
    return hit.end, False


def _of_whom(view: View, hit: Known) -> re.Match[str] | None:
    """Return the acronym of the body that an institute is part of: "Centrum … UAM"."""
    if hit.entity.iri or " " not in hit.entity.name or view.text[hit.start : hit.end].isupper():
        return None
    return _PART_OF.match(view.text, hit.end) if view.language_at(hit.start) in _BEHIND else None


def _own_place(view: View, hit: Known) -> int | None:
    """Return the end of the place that the registered name has in brackets: "OCMW (Ghent)"."""
    bracket = _OWN.search(hit.entity.label)
    place = _BESIDE.match(view.text, hit.end) if bracket and hit.entity.iri else None
    if place is None or bracket is None:
        return None
    meant, said = (view.resources.senses(plain(one)) for one in (bracket[1], place["place"]))
    alike = meant is not None and said is not None and {*meant.places} & {*said.places}
    return place.end() if alike or bracket[1] == place["place"] else None


def _placed(view: View, hit: Known) -> int | None:
    """Return the end of the place right after a name: "Caritas Rom", "… Freiburg-Stadt"."""
    place = _PLACE.match(view.text, hit.end + 1)
    if place is None:
        return None
    if _branch(view, hit, place.group(), view.resources.senses(plain(place.group()))):
        return place.end()
    town = view.resources.senses(place.group().split("-")[0]) if "-" in place.group() else None
    return place.end() if town is not None and town.level >= 0 else None


def _seated(view: View, hit: Known) -> int | None:
    """Return the end of "… Diocesana de Girona", of "Universidad Complutense de Madrid"."""
    pattern = _TOWN if hit.entity.kind == "university" else _SEAT
    seat = pattern.match(view.text, hit.end)
    if seat and seat["seat"] in _SEAT_ONLY:
        return seat.end()
    senses = view.resources.senses(plain(seat["town"])) if seat else None
    return seat.end() if seat and senses is not None and senses.level >= 0 else None


def _branch(view: View, hit: Known, word: str, senses: Senses | None) -> bool:
    """Tell whether a capitalised word after a name belongs to it: a place, or no known word."""
    if senses is not None:
        return senses.level in {0, 1} or bool(senses.country or senses.region)
    return view.language_at(hit.start) != "de" and word not in OPENERS and len(word) > 3


def _inside_name(view: View, hit: Known) -> bool:
    """Tell whether a well-known name is part of another: "Kent Refugee Action Network"."""
    if hit.entity.iri is None and _LEGAL_AHEAD.match(view.text, hit.end):
        return True  # "Medinetz Leine e. V." is not Medinetz
    if hit.entity.iri or " " not in hit.entity.name or view.language_at(hit.start) != "en":
        return False
    after = view.after(hit.end, 1) if view.text[hit.end : hit.end + 1] == " " else []
    return after[:1] != [] and after[0] in _HEADS


def _any_such(view: View, hit: Known) -> bool:
    """Tell whether a practice's title stands for any such town: "become a Borough of Sanctuary"."""
    if hit.entity.type != "PRACTICE":
        return False
    if elsewhere(view, hit.entity.iri or ""):
        return True
    if not indefinite(view.before(hit.start, 1)):
        return False
    first = " ".join(hit.entity.name.lower().split()[:2])
    return not _TOWN_NOUNS.isdisjoint({first, first.split()[0]})


def _doubtful(view: View, hit: Known) -> bool:
    """Tell whether the words are more likely something else here.

    "a Solidarity City", "‘Sanctuary City’ concept": a kind of city, no network. The acronyms of two
    letters need capitals around that are not all capitals.
    """
    words = view.text[hit.start : hit.end]
    ordinary = GUARDED.get(hit.entity.name)
    if ordinary is not None and ordinary in {"any", view.language_at(hit.start)}:
        beside = [*view.before(hit.start, 2), *(w.lower() for w in view.after(hit.end, 1))]
        if not _GUARDS.intersection(beside) and not _JOINING.intersection(
            view.before(hit.start, 8)
        ):
            return True
    if hit.entity.type == "ORG" and words.endswith(_KINDS_OF_CITY):
        before = view.before(hit.start, 1)
        if before and before[0] in _A:
            return True
        after = view.after(hit.end, 1)
        if after and after[0].lower() in _CONCEPT:
            return True
    if _inside_name(view, hit) or _any_such(view, hit) or general_label(view, hit):
        return True
    if len(words) <= 3 and words.isupper():
        line = view.text[max(0, hit.start - 20) : hit.end + 20]
        return line.isupper()
    return False
