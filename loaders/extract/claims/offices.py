"""Reads who is mayor of which city: "X, mayor of Y", "Bürgermeister X von Y", "its mayor, X"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache, partial
from typing import Literal

from loaders.extract.claims.actors import enumeration, is_place_of_action
from loaders.extract.claims.clauses import Finds
from loaders.extract.claims.office_places import home_of, place_of
from loaders.extract.knowledge import lexicon
from loaders.extract.knowledge.haystack import plain
from loaders.extract.model import Claim, Mention, claim_key
from loaders.extract.reading.view import Cue, Sentence, View

REACH = 160
_MAYORS = lexicon.words("mayors")
_MANY = lexicon.words("offices_many")
_FORMER = lexicon.literal("offices_former")
_OF = re.compile(
    r"\s(?:(?:of|von|de|di|van|der|του|της|των|miasta|m\.|w|aus|in)\s)?(?:the\s|"
    r"der\s)?(?:(?:[Cc]ity|[Tt]own)\sof\s|Stadt\s|ville\sde\s|ciudad\sde\s|città\sdi\s|"
    r"Landeshauptstadt\s|Hansestadt\s|Gemeinde\s|gemeente\s|stad\s|miasta\s|commune\sde\s|"
    r"comune\sdi\s)?|\sd['’]"
)
_FROM = re.compile(
    r"\s(?:of|von|de|di|van|aus|from|uit|z|ze|της|του|των|\()\s?(?:the\s)?(?:(?:city|town)\sof\s|"
    r"Stadt\s)?|\sd['’]|\s\("
)
_JOIN = re.compile(
    r"(?:(?:,\s|\s\(|\s–\s|\s)(?:the\s|then\s|der\s|die\s|le\s|la\s|il\s|el\s|de\s|ο\s|η\s|now\s|"
    r"who\sis\s|who\swas\s|who\s|long-time\s|current\s|as\s|als\s|comme\s|come\s|como\s|ως\s|"
    r"jako\s|en\stant\sque\s|damals\s|damaliger?\s|seit\s|alors\s|allora\s|entonces\s|actual\s|"
    r"attuale\s|toenmalig\s|τότε\s|νυν\s|ówczesn[ya]\s|obecn[ya]\s|the\sthen\s|the\scurrent\s|"
    r"der\s|amtierende[r]?\s|is\s|was\s|became\s|has\sbeen\s|served\sas\s|was\selected\s|elected\s|"
    r"ist\s|war\s|wurde\s|est\s|était\s|a\sété\sélue?\s|élue?\s|devient\s|è\s|è\sstat[ao]\s|era\s|"
    r"fue\s|es\s|elegid[ao]\s|(?:since|seit|depuis|dal|desde|od|sinds|"
    r"από)\s(?:το\s)?\d{4}\s(?:roku\s)?|has\sserved\sas\s|been\s|also\s|auch\s|aussi\s|anche\s|"
    r"también\s|także\s|ook\s|och\s|longtime\s|aktuell\s|ancora\s|encore\s|noch\s|nog\s|still\s|"
    r"seinerzeit\s|wówczas\s|destijds\s|toen\s|wciąż\s|eletto\s|eletta\s|jest\s|był\s|była\s|"
    r"werd\s|είναι\s|ήταν\s|εξελέγη\s)*)$"
)
# What may stand between an office (or its city) and its holder.
_SINCE = (
    r"(?:\s(?:since|seit|depuis|dal|desde|od|sinds|από|in|en|nel|w|το)\s(?:το\s|jaar\s)?"
    r"\d{4}(?:\sroku|\sr\.)?)?"
)
_IS = (
    r"(?:\s(?:is|ist|est|è|es|jest|είναι|war|was|était|era|fue|był|była|ήταν|blijft|currently|"
    r"derzeit|actuellement|attualmente|actualmente|obecnie|σήμερα|momenteel|ο|η)){0,3}"
)
_TITLE = (
    r"(?:(?:Dr|Cllr|Councillor|Mr|Mrs|Ms|Sir|Herr|Frau|M|Mme|Sig|dott|don|doña|pan|pani|prof|Prof|"
    r"dhr|mevr|mr|κ)\.?\s){0,2}"
)
_TO_PERSON = re.compile(rf"{_SINCE}(?:,|:|\s–|\s—)?{_IS}\s\(?{_TITLE}")
_BESIDE = re.compile(
    r"(?:['’]s|s['’]|['’]|s|er|-)?[\s-](?:(?:then|current|new|newly elected|long-time|longtime|"
    r"longstanding|first|damaliger|neuer|own|popular)\s)?"
)
_TERM = re.compile(
    r"(?:,?\s\(?(?:from\s|von\s|de\s|entre\s|dal\s|desde\s|od\s|van\s|από\s(?:το\s)?|between\s|"
    r"zwischen\s|tra\s(?:il\s)?)?)"
    r"(?P<first>\d{4})(?:[-–]|\s(?:to|until|bis|à|al|a|hasta|do|tot|έως|ως|μέχρι|and|und|et|e|y)\s"
    r"(?:το\s|el\s|il\s)?)(?P<last>\d{4})"
)


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
                unplaced.append((cue, sentence, person))
            pairs = [(person, city)] if person is not None and city is not None else []
        for person_, city_ in pairs:
            if city_.link or city_.geonames_id:
                named.add(person_.link or person_.text)
                yield _office(view, sentence, person_, city_, finds)
    home = cache(partial(home_of, finds))
    for cue, sentence, person in unplaced:
        # Who is told to be mayor of a city elsewhere is not that of the city spoken of here.
        city = place_of(view, cue, sentence, finds, home)
        if city is not None and (person.link or person.text) not in named:
            yield _office(view, sentence, person, city, finds)


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


def _date(view: View, sentence: Sentence, last: int, finds: Finds) -> str | None:
    """Return the term of office told after an offset, or the one date with a year of a sentence."""
    term_ = _TERM.match(view.text, last)
    if term_ is not None:
        return f"{term_['first']}/{term_['last']}"
    inside = finds.between(sentence.start, sentence.end)
    dates = {m.value for m in inside if m.type == "DATE" and m.value and m.value[0] != "X"}
    return dates.pop() if len(dates) == 1 else None


def _office(view: View, sentence: Sentence, person: Mention, city: Mention, finds: Finds) -> Claim:
    start, end, _ = sentence
    subject = person.link or person.text
    object_ = city.link.replace("/id/city/", "/id/government/") if city.link else city.text
    date = _date(view, sentence, max(person.end, city.end), finds)
    key = claim_key("office", subject, object_, date, view.text[start:end])
    near = start <= city.start < end
    sure = (0.95 if near else 0.75) * min(person.confidence, city.confidence)
    return Claim(
        key, "office", subject, object_, "PERSON", "CITY", (person, city), start, end, date,
        city.language, "pattern:mayor", round(sure, 3), view.locator_at(start),
        (("role", "mayor"),),
    )  # fmt: skip
