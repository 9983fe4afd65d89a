"""Reads who is mayor of which city: "X, mayor of Y", "Bürgermeister X von Y", "its mayor, X"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal

from loaders.extract.claims.actors import is_place_of_action
from loaders.extract.claims.clauses import LONGEST, Finds
from loaders.extract.claims.office_places import place_of
from loaders.extract.knowledge import lexicon
from loaders.extract.knowledge.haystack import plain
from loaders.extract.model import Claim, Mention, claim_key
from loaders.extract.reading.view import Cue, Sentence, View
from loaders.tables.patterns import any_of

REACH, _BACK, _FEW, _SIGNS = 160, 30, 7, 2
_SIGN = re.compile(r"[,;:()–—]")
# Before the date from which an office is held.
_HELD = re.compile(
    rf"(?<!\w)(?:{any_of('claims.term')}|{any_of('claims.since')})\s"
    rf"(?:{any_of('persons.holder-since-article')}\s)?$",
    re.IGNORECASE,
)
_MAYORS = lexicon.words("persons.mayor")
_MANY = lexicon.words("persons.mayors")
# Words before an office: who holds it no longer, or not yet. Of the first it is told all the same.
FORMERLY = frozenset({word.strip("-") for word in lexicon.words("offices.formerly")})
HELD_ONCE = FORMERLY | {word.strip("-") for word in lexicon.words("offices.then-held")}
_NOT_HELD = lexicon.words("persons.former") - HELD_ONCE
_THEN = rf"(?:\s{any_of('offices.back-then')})?"
_OF = re.compile(
    rf"\s(?:{any_of('persons.office-of')}\s)?(?:{any_of('persons.office-article')}\s)?"
    rf"(?:{any_of('persons.office-city')}\s)?|\sd['’]"
)
_AND_OF = re.compile(
    rf"(?:,\s|,?\s{any_of('text.and')}\s)(?:{any_of('persons.office-of')}\s|d['’])?"
)
_FROM = re.compile(
    rf"\s(?:{any_of('persons.holder-from')}|\()\s?(?:{any_of('persons.holder-city')}\s)?|"
    r"\sd['’]|\s\("
)
_YEAR = rf"(?:{any_of('persons.holder-since-article')}\s)?\d{{4}}"
_BEHIND = rf"(?:\s{any_of('persons.year-behind')})?"
_JOIN = re.compile(
    rf"(?:(?:,\s|\s\(|\s–\s|\s)"
    rf"(?:{any_of('persons.holder-joint', 'text.article')}\s|"
    rf"{any_of('offices.formerly', 'offices.then-held')}\s|"
    rf"{any_of('claims.since')}\s{_YEAR}{_BEHIND}\s)*)$"
)
# What may stand between an office (or its city) and its holder.
_SINCE = rf"(?:\s{any_of('persons.holder-since')}\s{_YEAR}{_BEHIND})?"
_IS = rf"(?:\s{any_of('persons.holder-is')}){{0,3}}"
_TITLE = rf"(?:{any_of('persons.holder-title')}\.?\s){{0,2}}"
_OF_TOWN = rf"(?:\s[a-zà-ÿ]{{3,}}{any_of('persons.demonym-after')}(?!\w))?"
_TO_PERSON = re.compile(rf"{_OF_TOWN}{_THEN}{_SINCE}(?:,|:|\s–|\s—)?{_IS}\s\(?{_TITLE}")
_BESIDE = re.compile(rf"(?:['’]s|s['’]|['’]|s|er|-)?[\s-](?:{any_of('persons.holder-beside')}\s)?")
# "Als wethouder van Groningen opende Carine Bloem de school."
_AS = re.compile(
    rf"(?:^|[.!?:\n]\s?)\W*{any_of('offices.as-holder')}\s(?:\w{{3,8}}\s)?$", re.I | re.M
)
_VERB = re.compile(rf"(?:,?\s(?P<word>[^\W\d_A-Z]+))?,?\s{_TITLE}")
_PRONOUNS = lexicon.words("offices.pronoun")
_TERM = re.compile(
    rf"(?:,?\s\(?(?:{any_of('persons.term-from')}\s)?)"
    rf"(?P<first>\d{{4}})(?:[-–]|\s{any_of('persons.term-to')}\s"
    rf"(?:{any_of('persons.term-to-article')}\s)?)(?P<last>\d{{4}}|\d\d)(?!\d)"
)
_BACK_THEN = re.compile(rf"\s{any_of('offices.back-then')}(?!\w)")
_ONCE = 0.8  # how much less sure an office of the past is
_UNTITLED = 30  # characters before a name in which its title would stand


def office_claims(view: View, finds: Finds) -> Iterator[Claim]:
    """Yield a claim for each mayor that a sentence names together with the city.

    A mayor without a city is that of the city whose town hall the text is from.
    """
    done: set[int] = set()
    named: set[str] = set()
    unplaced: list[tuple[Cue, Sentence, Mention]] = []
    for cue in view.cues.get("role", ()):
        office = _office_of(cue.trigger.value)
        if office is None or cue.start in done:
            continue
        done.add(cue.start)
        sentence = view.sentence_at(cue.start)
        if sentence is None or sentence.end - sentence.start > LONGEST:
            continue
        if _NOT_HELD.intersection(view.before(cue.start, 2)):
            continue
        near = [
            m
            for m in finds.between(cue.start - REACH, cue.end + REACH)
            if sentence.start <= m.start and m.end <= sentence.end
        ]
        if not any(m.type == "PERSON" for m in near):
            continue
        pairs = list(_many(view, cue, near)) if office == "many" else []
        if not pairs:
            person, city = _pair(view, cue, near)
            if person is not None and city is None:
                unplaced.append((cue, sentence, person))
            pairs = [(person, city)] if person is not None and city is not None else []
        for person_, city_ in pairs:
            if city_.link or city_.geonames_id:
                named.add(person_.link or person_.text)
                yield _office(view, sentence, cue, (person_, city_), finds)
    for cue, sentence, person in unplaced:
        # Who is told to be mayor of a city elsewhere is not that of the city spoken of here.
        city = place_of(view, cue, person, sentence, finds)
        if city is not None and (person.link or person.text) not in named:
            yield _office(view, sentence, cue, (person, city), finds)


def is_mayor(role: str) -> bool:
    """Tell whether a role is that of one mayor."""
    return _office_of(role) == "one"


@lru_cache(maxsize=4_000)
def _office_of(role: str) -> Literal["one", "many"] | None:
    """Tell whether a role is that of one mayor, of many, or another."""
    word = plain(role).lower()
    if word in _MANY:
        return "many"
    return "one" if word in _MAYORS else None


def _pair(view: View, cue: Cue, near: Sequence[Mention]) -> tuple[Mention | None, Mention | None]:
    """Return the person and the city that stand with an office in its sentence."""
    persons = [m for m in near if m.type == "PERSON"]
    cities = [m for m in near if m.type == "CITY"]
    city = _city_after(view, cue.end, cities) or _city_before(view, cue, cities)
    after = city.end if city is not None and city.start >= cue.end else cue.end
    start = city.start if city is not None and city.end <= cue.start else cue.start
    person = (
        leading_person(view, cue, persons)
        or _person_after(view, after, persons)
        or _person_before(view, cue, start, persons)
    )
    if person is None and city is not None and city.start >= cue.end:
        person = holder_then(view, cue, city.end, persons)
    if person is not None and city is None and person.start >= cue.end:
        city = next((c for c in cities if _FROM.fullmatch(view.text, person.end, c.start)), None)
    return person, city


def holder_then(view: View, cue: Cue, end: int, persons: Sequence[Mention]) -> Mention | None:
    """Return the holder behind a verb: "Als Oberbürgermeisterin von Kiel hatte Ann Hill …"."""
    if _AS.search(view.text, max(0, cue.start - _UNTITLED), cue.start) is None:
        return None
    behind = next((m for m in persons if m.start >= end), None)
    gap = _VERB.fullmatch(view.text, end, behind.start) if behind is not None else None
    return behind if gap is not None and gap["word"] not in _PRONOUNS else None


def leading_person(view: View, cue: Cue, persons: Sequence[Mention]) -> Mention | None:
    """Return who is named right before an office, in a list of guests too: "A, mayor of X, B, …".

    None when an office stands before the name already: "mayor A, councillor B".
    """
    before = next((m for m in reversed(persons) if m.end <= cue.start), None)
    if before is None or view.text[before.end : cue.start] != ", ":
        return None
    near = max(0, before.start - _UNTITLED)
    offices = [
        one
        for one in offices_in(view, near, before.start)
        if one.trigger.kind == "office" or _office_of(one.trigger.value) is not None
    ]
    titled = any("," not in view.text[one.end : before.start] for one in offices)
    return None if titled else before


def offices_in(view: View, start: int, end: int) -> list[Cue]:
    """Return the words for offices of a stretch, those for mayors first."""
    return [*view.cues_in("role", start, end), *view.cues_in("office", start, end)]


def _many(view: View, cue: Cue, near: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Yield the mayors and cities named in pairs: "mayors A of X and B of Y", "of X (A)"."""
    persons = [m for m in near if m.type == "PERSON" and m.start >= cue.end]
    cities = [m for m in near if m.type == "CITY" and m.start >= cue.end]
    if len(cities) == len(persons) > 1 and cities[-1].end <= persons[0].start:
        yield from _in_order(view, cue, persons, cities)
        return
    free = {city.start: city for city in cities}
    for person in persons:
        for city in list(free.values()):
            gap = view.text[min(person.end, city.end) : max(person.start, city.start)]
            behind = city.start >= person.end and _FROM.fullmatch(gap)
            ahead = person.start >= city.end and gap in {" (", ", "}
            if (behind or ahead) and (behind or len(persons) == len(cities)):
                del free[city.start]
                yield person, city
                break


def _in_order(
    view: View, cue: Cue, persons: Sequence[Mention], cities: Sequence[Mention]
) -> Iterator[tuple[Mention, Mention]]:
    """Yield the pairs of "the mayors of X and of Y, A and B"."""
    first = _OF.fullmatch(view.text, cue.end, cities[0].start)
    beside = view.text[cities[-1].end : persons[0].start] in {", ", " ", ": ", " (", " – "}
    for group in (cities, persons):
        for one, following in itertools.pairwise(group):
            if _AND_OF.fullmatch(view.text, one.end, following.start) is None:
                return
    if first and beside:
        yield from zip(persons, cities, strict=True)


def _city_after(view: View, offset: int, cities: Sequence[Mention]) -> Mention | None:
    """Return the city right after "mayor of"."""
    for city in cities:
        if city.start >= offset and _OF.fullmatch(view.text, offset, city.start):
            return city
    return None


def _city_before(view: View, cue: Cue, cities: Sequence[Mention]) -> Mention | None:
    """Return the city right before: "Barcelona's mayor", "Palermo Mayor"."""
    for city in cities:
        gap = view.text[city.end : cue.start]
        if city.end <= cue.start and _BESIDE.fullmatch(gap):
            return None if gap == " " and _located(view, city) else city
    return None


def _located(view: View, city: Mention) -> bool:
    """Tell whether a preposition says that something is in a city: "W Warszawie prezydent …"."""
    return is_place_of_action(view, city, city.language or "", city)


def _person_after(view: View, offset: int, persons: Sequence[Mention]) -> Mention | None:
    for person in persons:
        if person.start >= offset and _TO_PERSON.fullmatch(view.text, offset, person.start):
            return person
    return None


def _person_before(view: View, cue: Cue, start: int, persons: Sequence[Mention]) -> Mention | None:
    """Return the person right before an office, or before the city that its words begin with."""
    for person in reversed(persons):
        if person.end > start:
            continue
        gap = (
            view.text[person.end : start]
            if start < cue.start
            else view.text[person.end : cue.start]
        )
        if len(gap) < 40 and gap.strip() and _JOIN.fullmatch(gap):
            return person
    return None


def _date(
    view: View, sentence: Sentence, holder: tuple[int, int], ends: Sequence[int], finds: Finds
) -> str | None:
    """Return the term of office told after an offset, or the one date told beside its holder."""
    term = term_after(view, *ends)
    if term is not None:
        return term
    inside = finds.between(sentence.start, sentence.end)
    found = [m for m in inside if m.type == "DATE" and m.value and m.value[0] != "X"]
    found = [m for m in found if _beside(view, holder, m)]
    held = [m for m in found if _HELD.search(view.text, max(0, m.start - _BACK), m.start)]
    dates = {m.value for m in (held if held or _acts(view, sentence) else found)}
    return dates.pop() if len(dates) == 1 else None


def term_after(view: View, *ends: int) -> str | None:
    """Return the term of office that is told right behind one of some offsets, as an interval."""
    for end in ends:
        found = _TERM.match(view.text, end)
        if found is not None:
            first, last = found["first"], found["last"]
            return f"{first}/{last if len(last) == len(first) else first[:2] + last}"
    return None


def _beside(view: View, holder: tuple[int, int], date: Mention) -> bool:
    """Tell whether few words and one sign at most stand between an office and a date."""
    start, end = holder
    gap = view.text[end : date.start] if date.start >= end else view.text[date.end : start]
    return len(gap.split()) <= _FEW and len(_SIGN.findall(gap)) < _SIGNS


def _acts(view: View, sentence: Sentence) -> bool:
    """Tell whether a sentence says what somebody did: its date is that of the act."""
    return any(view.spoken_in(kind, sentence) for kind in ("verb", "deed"))


def _office(
    view: View, sentence: Sentence, cue: Cue, pair: tuple[Mention, Mention], finds: Finds
) -> Claim:
    (person, city), (start, end, _) = pair, sentence
    who = finds.full_name(person)
    subject = who.link or who.text
    object_ = city.link.replace("/id/city/", "/id/government/") if city.link else city.text
    holder = (min(cue.start, person.start), max(cue.end, person.end))
    ends = (max(person.end, city.end), cue.end, person.end)
    once = once_held(view, cue)
    date = term_after(view, *ends) if once else _date(view, sentence, holder, ends, finds)
    key = claim_key("office", subject, object_, date, view.text[start:end])
    near = start <= city.start < end
    sure = (0.89 if near else 0.72) * min(person.confidence, city.confidence)
    sure *= _ONCE if once else 1.0
    return Claim(
        key, "office", subject, object_, "PERSON", "CITY", (who, city), start, end, date,
        city.language, "pattern:mayor", round(sure, 3), view.locator_at(start),
        (("role", "mayor"), *once),
    )  # fmt: skip


def once_held(view: View, cue: Cue) -> tuple[tuple[str, str], ...]:
    """Return the detail that an office is one of the past, if words beside it say so."""
    before = {word.strip("-") for word in view.before(cue.start, 2)}
    behind = _BACK_THEN.match(view.text, cue.end) is not None
    return (("status", "former"),) if behind or FORMERLY & before else ()
