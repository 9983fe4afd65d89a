"""Reads who is mayor of which city: "X, mayor of Y", "Bürgermeister X von Y", "its mayor, X"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal

from loaders.extract import lexicon
from loaders.extract.claim_actors import enumeration
from loaders.extract.clauses import Finds
from loaders.extract.haystack import plain
from loaders.extract.model import Claim, Mention, claim_key
from loaders.extract.view import Cue, Sentence, View

REACH = 160
_MAYORS = lexicon.words("mayors")
_MANY = lexicon.words("offices_many")
_FORMER = lexicon.literal("offices_former")
_OF = re.compile(
    r"\s(?:(?:of|von|de|di|van|der|του|της|των|miasta|m\.|w|aus|in)\s)?(?:the\s|der\s)?(?:(?:[Cc]ity|"
    r"[Tt]own)\sof\s|Stadt\s|ville\sde\s|ciudad\sde\s|città\sdi\s|Landeshauptstadt\s|Hansestadt\s|"
    r"Gemeinde\s|gemeente\s|stad\s|miasta\s|commune\sde\s|comune\sdi\s)?|\sd['’]"
)
_FROM = re.compile(
    r"\s(?:of|von|de|di|van|aus|from|uit|z|ze|της|του|των|\()\s?(?:the\s)?(?:(?:city|town)\sof\s|"
    r"Stadt\s)?|\sd['’]|\s\("
)
_JOIN = re.compile(
    r"(?:(?:,\s|\s\(|\s–\s|\s)(?:the\s|then\s|der\s|die\s|le\s|la\s|il\s|el\s|de\s|ο\s|η\s|now\s|"
    r"who\sis\s|who\swas\s|who\s|long-time\s|current\s|as\s|als\s|comme\s|come\s|como\s|ως\s|jako\s|"
    r"en\stant\sque\s|damals\s|damaliger?\s|seit\s|alors\s|allora\s|entonces\s|actual\s|attuale\s|"
    r"toenmalig\s|τότε\s|νυν\s|ówczesn[ya]\s|obecn[ya]\s|the\sthen\s|the\scurrent\s|der\s|amtierende[r]?\s|"
    r"is\s|was\s|became\s|has\sbeen\s|served\sas\s|was\selected\s|elected\s|ist\s|war\s|wurde\s|est\s|"
    r"était\s|a\sété\sélue?\s|élue?\s|devient\s|è\s|è\sstat[ao]\s|era\s|fue\s|es\s|elegid[ao]\s|"
    r"eletto\s|eletta\s|jest\s|był\s|była\s|werd\s|είναι\s|ήταν\s|εξελέγη\s)*)$"
)
_ITS = re.compile(
    r"(?<!\w)(?:its|their|ihr|ihre|ihrem|ihren|ihrer|sein|seine|seinem|son|sa|leur|suo|sua|su|jego|"
    r"jej|zijn|haar|hun)(?:\s\w+)?\s$",
    re.IGNORECASE,
)
_TO_PERSON = frozenset(
    [
        " ",
        ", ",
        ": ",
        " – ",
        " (",
        ", Dr. ",
        " Dr. ",
        ", Herr ",
        ", Frau ",
        " jest ",
        " ist ",
        " est ",
        " è ",
        " is ",
        " es ",
        " είναι ",
    ]
)
_OPENING, _SHARE = 400, 0.4


def office_claims(view: View, finds: Finds) -> Iterator[Claim]:
    """Yield a claim for each mayor that a sentence names together with the city.

    A mayor without a city is that of the city whose town hall the text is from.
    """
    done: set[int] = set()
    home: list[Mention | None] = []
    for cue in view.cues.get("role", ()):
        office = _office_of(cue.trigger.value)
        if office is None or cue.start in done:
            continue
        done.add(cue.start)
        sentence = view.sentence_at(cue.start)
        if sentence is None or _FORMER.intersection(view.before(cue.start, 2)):
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
                home = home or [_home(finds)]
                city = _context(view, cue, sentence, finds) or home[0]
            pairs = [(person, city)] if person is not None and city is not None else []
        for person_, city_ in pairs:
            if city_.link:
                yield _office(view, sentence, person_, city_, finds)


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
    person = _person_after(view, after, persons) or _person_before(view, cue, start, persons)
    if person is not None and city is None and person.start >= cue.end:
        city = next((c for c in cities if _FROM.fullmatch(view.text, person.end, c.start)), None)
    return person, city


def _many(view: View, cue: Cue, near: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Yield the mayors and cities named in pairs: "mayors A of X and B of Y", "of X (A)"."""
    persons = [m for m in near if m.type == "PERSON" and m.start >= cue.end]
    cities = [m for m in near if m.type == "CITY" and m.start >= cue.end]
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
    if len(free) == len(cities) == len(persons) > 1 and cities[-1].end <= persons[0].start:
        cities = enumeration(view, cities, cities[0])
        persons = enumeration(view, persons, persons[0])
        first = _OF.fullmatch(view.text, cue.end, cities[0].start)
        beside = view.text[cities[-1].end : persons[0].start] in {", ", " "}
        if first and beside and len(cities) == len(persons):
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
        if city.end <= cue.start and gap in {"'s ", "’s ", " ", "s ", "er ", "' ", "’ ", "-"}:
            return city
    return None


def _person_after(view: View, offset: int, persons: Sequence[Mention]) -> Mention | None:
    for person in persons:
        gap = view.text[offset : person.start]
        if person.start >= offset and gap in _TO_PERSON:
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
        if len(gap) < 32 and gap.strip() and _JOIN.fullmatch(gap):
            return person
    return None


def _context(view: View, cue: Cue, sentence: Sentence, finds: Finds) -> Mention | None:
    """Return the city of "its mayor": the one that the sentence names before."""
    if _ITS.search(view.text, max(sentence.start, cue.start - 24), cue.start) is None:
        return None
    cities = [m for m in finds.between(sentence.start, cue.start) if m.type == "CITY"]
    return cities[-1] if len({m.link or m.text for m in cities}) == 1 else None


def _home(finds: Finds) -> Mention | None:
    """Return the city whose town hall a text is from: named as one at its head, and most often."""
    cities = [m for m in finds.mentions if m.type == "CITY" and m.link]
    if not cities:
        return None
    (link, often), *others = Counter(m.link for m in cities).most_common(2)
    if often < _SHARE * len(cities) and others and others[0][1] * 2 > often:
        return None
    halls = [m for m in finds.between(0, _OPENING) if m.type == "GOVERNMENT"]
    inside = (
        c for c in cities if c.link == link and any(m.start <= c.start < m.end for m in halls)
    )
    return next(inside, None)


def _date(sentence: Sentence, finds: Finds) -> str | None:
    """Return the one date with a year that a sentence gives."""
    inside = finds.between(sentence.start, sentence.end)
    dates = {m.value for m in inside if m.type == "DATE" and m.value and m.value[0] != "X"}
    return dates.pop() if len(dates) == 1 else None


def _office(view: View, sentence: Sentence, person: Mention, city: Mention, finds: Finds) -> Claim:
    start, end, _ = sentence
    subject = person.link or person.text
    object_ = city.link.replace("/id/city/", "/id/government/") if city.link else city.text
    date = _date(sentence, finds)
    key = claim_key("office", subject, object_, date, view.text[start:end])
    near = start <= city.start < end
    sure = (0.95 if near else 0.75) * min(person.confidence, city.confidence)
    return Claim(
        key, "office", subject, object_, "PERSON", "CITY", (person, city), start, end, date,
        city.language, "pattern:mayor", round(sure, 3), view.locator_at(start),
        (("role", "mayor"),),
    )  # fmt: skip
