"""Tells which city is meant where an office or page names none: "In Palermo, mayor X"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from loaders.extract.claims.clauses import Finds
from loaders.extract.knowledge import lexicon
from loaders.extract.knowledge.haystack import plain
from loaders.extract.model import Mention
from loaders.extract.reading.view import Cue, Sentence, View
from loaders.tables.patterns import any_of, whole_word
from loaders.tables.words import entries, literal
from loaders.text import folded

_ITS = re.compile(rf"(?<!\w){any_of('persons.its')}(?:\s\w+)?\s$", re.IGNORECASE)
_WHERE = re.compile(
    rf"(?<!\w){any_of('persons.where')}\s(?:[^\W_]+\s){{0,2}}(?:['’]\w+\s)?$", re.IGNORECASE
)
# Before a city from or to which something goes: no sign that its mayor is meant.
_DIRECTIONS = lexicon.words("persons.direction")
# A president may be that of a country.
_STATE = literal("persons.head-of-state")
_LABEL = re.compile(r"\W*(?:[:–—|]|\+\+)\W*$")
_GENITIVE = re.compile(r"[A-ZÀ-Þ][\w-]*(?:s['’]?|['’]s)\s$")
# "Potsdamer Oberbürgermeister", "Utrechtse burgemeester"; "alcalde coruñés".
_DEMONYM = re.compile(rf"(?<!\w)(?P<stem>[A-ZÀ-Þ][\w-]{{2,}}){any_of('persons.demonym')}\s$")
_ADJECTIVE = re.compile(rf"\s(?P<stem>[a-zà-ÿ]{{3,}}?){any_of('persons.demonym-after')}(?!\w)")
# A sentence that begins with a place nobody knows: its mayor is of no other.
_ELSEWHERE = re.compile(
    rf"\W*{any_of('persons.elsewhere')}\s(?:{any_of('persons.elsewhere-article')}\s)?"
    r"[A-ZÀ-ÞΆ-ΩĄ-Ż]"
)
# Who speaks or visits somewhere may be mayor of another city.
_VISITING = re.compile(whole_word("persons.visiting"), re.IGNORECASE)
_OPENING, _SHARE, _FRONT, _NEAR, _OFTEN = 400, 0.4, 40, 30, 3
_NOBODY = ((None, 0), (None, 0))
_HEAD_LINES, _HEAD, _FEW_CITIES = 3, 240, 4
_ENDS = ("", "e", "en", "t", "d", "m")
_VOWELS = "aeios"
_DEMONYM_SURE = 0.85
_COUNCIL = re.compile(
    rf"(?<![\w’'-])(?P<name>[A-Z][a-z][\w’'-]*(?:\s[A-Z][a-z][\w’'-]*)?)\s"
    rf"{any_of('offices.council-tail')}(?!\w)"
)
# Adjectives of the table, small letters, by language; a word may have that much behind its stem.
_ADJECTIVES = {
    language: {word.lower(): town for word, town in found}
    for language, found in entries("offices.town-adjective").items()
}
_SHORTEST, _BENT = 3, 4
_WORD_BEFORE = re.compile(r"(?<!\w)(?P<word>[^\W\d_]{4,})\s$")
_WORD_BEHIND = re.compile(r"\s(?P<word>[^\W\d_]{4,})(?!\w)")


def place_of(
    view: View, cue: Cue, person: Mention, sentence: Sentence, finds: Finds
) -> Mention | None:
    """Return the city of a mayor who is named without it, or None.

    It is the one that the sentence speaks of; else the city whose page or town hall the text is
    from, unless the sentence before speaks of another; else the one of that sentence, or the one
    that the text names most.
    """
    near = max(sentence.start, cue.start - _NEAR)
    if _GENITIVE.search(view.text, near, cue.start):
        return None
    told, city = city_of_people(view, cue, sentence, finds)
    if told:
        return city
    state = view.text[cue.start : cue.end].lower() in _STATE
    found = _inside(finds.between(sentence.start, cue.start))
    if found:
        its = _ITS.search(view.text, near, cue.start)
        return _single(found) if its else _of_sentence(view, cue, sentence, found, state=state)
    if _ELSEWHERE.match(view.text, sentence.start):
        return None
    return _of_page(view, sentence, finds, known=person.link is not None, state=state)


def city_where(view: View, cue: Cue, sentence: Sentence, finds: Finds) -> Mention | None:
    """Return the city right before "where" that an office belongs to: "in Madrid, donde la …"."""
    found = _inside(finds.between(sentence.start, cue.start))
    last = found[-1] if found else None
    if last is None or _WHERE.search(view.text, last.end, cue.start) is None:
        return None
    return last


def _of_page(
    view: View, sentence: Sentence, finds: Finds, *, known: bool, state: bool
) -> Mention | None:
    """Return the city of the page or of the sentence before, none where the two differ.

    Whom the registry knows may be a guest: only the town hall whose text it is counts then.
    """
    here = home_of(finds) if known else page_city(view, finds) or home_of(finds)
    before = _of_sentence_before(view, sentence, finds)
    if here is None:
        return None if state else before or (None if known else _mostly(finds))
    return here if known or before is None or before.link == here.link else None


def _of_sentence(
    view: View, cue: Cue, sentence: Sentence, found: Sequence[Mention], *, state: bool
) -> Mention | None:
    """Return the one city of a sentence: "in X", "X: mayor …", or the last before "where"."""
    last = found[-1]
    if _WHERE.search(view.text, last.end, cue.start):
        return last
    if _LABEL.fullmatch(view.text, last.end, cue.start) and last.start - sentence.start < _FRONT:
        return last
    single = _single(found)
    visiting = _VISITING.search(view.text, sentence.start, cue.start) is not None
    if single is None or state or visiting or _directed(view, found[0]):
        return None
    return single if found[0].start - sentence.start < _FRONT else None


def _of_sentence_before(view: View, sentence: Sentence, finds: Finds) -> Mention | None:
    """Return the one city that the sentence before speaks of."""
    before = view.sentence_at(sentence.start - 2) if sentence.start > 1 else None
    if before is None or before.start == sentence.start:
        return None
    found = _inside(finds.between(before.start, sentence.start))
    elsewhere = _inside(finds.between(sentence.start, sentence.end))
    if not found or elsewhere or _directed(view, found[0]):
        return None
    return _single(found)


def city_of_people(
    view: View, cue: Cue, sentence: Sentence, finds: Finds
) -> tuple[bool, Mention | None]:
    """Tell whether an adjective of a town stands with an office, and which city it means, if known.

    It is one that the text names elsewhere, or a registered one whose name no other place has.
    """
    near = max(sentence.start, cue.start - _NEAR)
    known = _known_adjective(view, near, cue)
    if known is not None:
        return True, known
    before = _DEMONYM.search(view.text, near, cue.start)
    if before is not None:
        return True, _named_so(before["stem"], finds) or _registered(view, before)
    after = _ADJECTIVE.match(view.text, cue.end)
    return (True, _shortened(after["stem"], finds)) if after is not None else (False, None)


def _known_adjective(view: View, near: int, cue: Cue) -> Mention | None:
    """Return the registered city whose adjective of the table stands beside an office."""
    before = _WORD_BEFORE.search(view.text, near, cue.start)
    for word in (before, _WORD_BEHIND.match(view.text, cue.end)):
        town = _town(word["word"].lower(), cue.trigger.language) if word is not None else None
        senses = view.resources.senses(plain(town)) if town else None
        links = {view.resources.places[one].iri for one in senses.places} if senses else set()
        if word is not None and len(links) == 1:
            return _as_city(view, word.span("word"), links.pop())
    return None


def _town(word: str, language: str) -> str | None:
    """Return the town whose adjective a word is."""
    adjectives = _ADJECTIVES.get(language, {})
    for end in range(len(word), _SHORTEST, -1):
        stem = word[:end] if end == len(word) else f"{word[:end]}*"
        if stem in adjectives and len(word) - end <= _BENT:
            return adjectives[stem]
    return None


def _named_so(stem: str, finds: Finds) -> Mention | None:
    """Return the city that the text names and whose people are called so."""
    named = [finds.cities.get(f"{stem}{end}") for end in _ENDS]
    return min((city for city in named if city is not None), key=lambda m: m.start, default=None)


def _registered(view: View, people: re.Match[str]) -> Mention | None:
    """Return the one registered city whose people are called so."""
    for end in _ENDS:
        senses = view.resources.senses(f"{people['stem']}{end}")
        links = {view.resources.places[one].iri for one in senses.places} if senses else set()
        if links:
            return _adjective(view, people, links.pop()) if len(links) == 1 else None
    return None


def _adjective(view: View, people: re.Match[str], link: str) -> Mention | None:
    """Return an adjective as a mention of its city."""
    return _as_city(view, (people.start(), people.end() - 1), link) if link else None


def _as_city(view: View, span: tuple[int, int], link: str) -> Mention | None:
    """Return a stretch of the text as a mention of a registered city."""
    start, end = span
    if not link:
        return None
    return Mention(
        "CITY", start, end, view.text[start:end], link, None, None, view.language_at(start),
        "demonym", _DEMONYM_SURE, view.locator_at(start),
    )  # fmt: skip


def _shortened(stem: str, finds: Finds) -> Mention | None:
    """Return the one city of the text that a stem is the name of, less its last vowels."""
    plain = folded(stem)
    alike = [city for name, city in finds.cities.items() if _begins(folded(name), plain)]
    return alike[0] if len({city.link or city.text for city in alike}) == 1 else None


def _begins(name: str, stem: str) -> bool:
    """Tell whether a name is a stem and vowels: "bologn-a", "grenobl-e", "nant-es"."""
    return name.startswith(stem) and not name[len(stem) :].strip(_VOWELS)


def _inside(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the cities, without those in names of organisations."""
    others = [m for m in mentions if m.type in {"ORG", "CHARTER", "PERSON"}]
    return [
        m
        for m in mentions
        if m.type == "CITY" and not any(o.start <= m.start and m.end <= o.end for o in others)
    ]


def _directed(view: View, city: Mention) -> bool:
    """Tell whether something goes to or comes from a city."""
    return bool(_DIRECTIONS.intersection(view.before(city.start, 1)))


def _single(cities: Sequence[Mention]) -> Mention | None:
    named = {city.link or city.geonames_id or city.text for city in cities}
    return cities[-1] if len(named) == 1 else None


def home_of(finds: Finds) -> Mention | None:
    """Return the city whose town hall a text is from: named as one at its head, and most often."""
    return finds.once("town hall", lambda: _hall(finds))


def _hall(finds: Finds) -> Mention | None:
    cities = [m for m in finds.mentions if m.type == "CITY" and (m.link or m.geonames_id)]
    if not cities:
        return None
    (link, often), *others = Counter(m.link or m.geonames_id for m in cities).most_common(2)
    if often < _SHARE * len(cities) and others and others[0][1] * 2 > often:
        return None
    halls = [m for m in finds.between(0, _OPENING) if m.type == "GOVERNMENT"]
    inside = (
        c
        for c in cities
        if (c.link or c.geonames_id) == link and any(m.start <= c.start < m.end for m in halls)
    )
    return next(inside, None)


def city_of_page(view: View, finds: Finds) -> Mention | None:
    """Return the city whose page a text is: of its head, its town hall, or mostly named."""
    council = finds.once("council", lambda: _council(view, finds))
    return council or page_city(view, finds) or home_of(finds) or _mostly(finds)


def _council(view: View, finds: Finds) -> Mention | None:
    """Return the place in the name of the council whose page it is, where it is not registered."""
    found = _COUNCIL.search(view.text, 0, _HEAD)
    if found is None or view.text.count("\n", 0, found.start()) >= _HEAD_LINES:
        return None
    start, end = found.span("name")
    if any(m.type == "CITY" for m in finds.between(start, end)):
        return None
    return Mention(
        "CITY", start, end, found["name"], None, None, None, view.language_at(start), "council",
        _DEMONYM_SURE, view.locator_at(start),
    )  # fmt: skip


def _mostly(finds: Finds) -> Mention | None:
    """Return the registered city that a text names at least twice as often as any other."""
    return finds.once("most named", lambda: _most_named(finds))


def _most_named(finds: Finds) -> Mention | None:
    cities = [m for m in finds.mentions if m.type == "CITY" and m.link]
    (most, often), (_, less), *_ = [*Counter(m.link for m in cities).most_common(2), *_NOBODY]
    if often < _OFTEN or often < 2 * less:
        return None
    return next(m for m in cities if m.link == most)


def page_city(view: View, finds: Finds) -> Mention | None:
    """Return the one city that the first lines of a text name, else the one it is all about."""
    return finds.once("page city", lambda: _head_city(view, finds) or _governed(finds))


def _governed(finds: Finds) -> Mention | None:
    """Return the one city whose government a text speaks of, where no other is named as often.

    A text that speaks of no government is about the one city that it names again, if it names few.
    """
    cities = [m for m in finds.mentions if m.type == "CITY" and (m.link or m.geonames_id)]
    often = Counter(m.link or m.geonames_id for m in cities)
    halls = [m for m in finds.mentions if m.type == "GOVERNMENT"]
    ruled = {
        c.link or c.geonames_id for c in cities if any(m.start <= c.start < m.end for m in halls)
    }
    if not halls and len(often) <= _FEW_CITIES:
        ruled = {one for one, times in often.items() if times > 1}
    if len(ruled) != 1:
        return None
    (only,) = ruled
    if any(times >= often[only] for one, times in often.items() if one != only):
        return None
    return next(c for c in cities if (c.link or c.geonames_id) == only)


def _head_city(view: View, finds: Finds) -> Mention | None:
    text, end = view.text, 0
    for _ in range(_HEAD_LINES):
        while end < len(text) and text[end] == "\n":
            end += 1
        stop = text.find("\n", end)
        end = stop if stop >= 0 else len(text)
        if end > _HEAD:
            end = _HEAD
            break
        found = [m for m in finds.between(0, end) if m.type == "CITY"]
        if found:
            break
    cities = [m for m in finds.between(0, end) if m.type == "CITY"]
    alike = {m.link or m.text for m in cities}
    return cities[0] if len(alike) == 1 else None
