"""Reads who holds an office of a city other than mayor: deputies, councillors, officials."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, partial

from loaders.extract.claims.actors import is_place_of_action
from loaders.extract.claims.clauses import LONGEST, Finds
from loaders.extract.claims.office_places import city_of_page, city_of_people, city_where
from loaders.extract.claims.offices import (
    HELD_ONCE,
    holder_then,
    leading_person,
    offices_in,
    once_held,
    term_after,
)
from loaders.extract.knowledge import lexicon
from loaders.extract.model import Claim, Mention, claim_key
from loaders.extract.reading.shapes import UPPER
from loaders.extract.reading.view import Cue, Sentence, View
from loaders.tables.patterns import any_of, one_of
from loaders.tables.words import by_language

_NOT_HELD = lexicon.words("offices.not-in-office") - HELD_ONCE
_SURE, _AT_HOME, _REACH, _BESIDE = 0.84, 0.76, 110, 14
# "adjoint à la maire chargé des solidarités", "for communities": what an office is for.
_FOR = rf"\s(?:{any_of('offices.portfolio')}|{any_of('text.and')})"
_LEAD = re.compile(
    rf"(?:\s{any_of('offices.back-then')})?(?:\s[a-zà-ÿ]{{3,}}{any_of('persons.demonym-after')}(?!\w))?"
    rf"(?:{_FOR}\s(?:\w{{1,4}}['’])?[\w-]+|{_FOR}(?=\s[{UPPER}(])|\s[{UPPER}][\w-]+|\s\w{{1,5}}['’][\w-]+)"
    r"{0,6}(?:,|:|\s[–—]|\s\([^()\n]{1,20}\))?\s\(?"
    rf"(?:(?i:{any_of('persons.courtesy', 'persons.holder-title')})\.?\s)?"
)
# "assessore alle politiche sociali di Parma, X": more words on what it is for, and a comma.
_LONG_LEAD = re.compile(
    rf"(?:{_FOR}\s(?:\w{{1,4}}['’])?[\w-]+(?:\s[a-zà-ÿ]{{4,}}){{0,2}}){{1,2}}"
    rf"(?:\s{any_of('offices.of')}\s[{UPPER}][\w-]+(?:[\s-][{UPPER}][\w-]+){{0,2}})?,\s"
)
# "councillors A (chair), B and C"
_NEXT = re.compile(
    rf"(?:\s\([^()\n]{{1,40}}\))?(?:,\s(?:{any_of('text.and')}\s)?|\s{any_of('text.and')}\s)"
    rf"(?:(?i:{any_of('persons.courtesy', 'persons.holder-title')})\.?\s)?"
)
_MANY = lexicon.words("offices.many")
_BEFORE = re.compile(
    rf"(?:,|\s\(|\s[–—-]|\s\([^()\n]{{1,20}}\),)\s?(?:{any_of('persons.holder-joint')}\s|"
    rf"{any_of('text.article', 'offices.formerly', 'offices.then-held')}\s|\w[’']){{0,3}}$"
)
_DATELINE = re.compile(r"\)?(?:\s[–—-]\s|[.:]\s|\s\()")
# "(D66, Rotterdam)"
_PARTY = re.compile(r"\s\([^(),\n]{1,25},\s")
_OWNED = re.compile(r"['’]s?\s(?:\w+\s){0,2}$")
# A city that follows an office at once: "concejala de Logroño", "wethouder van Utrecht".
_OF = re.compile(
    rf"\s(?:{any_of('persons.office-of')}\s)?(?:{any_of('persons.office-article')}\s)?"
    rf"(?:{any_of('persons.office-city')}\s)?|\sd['’]|\s\(|\s{any_of('offices.of')}\s"
)
_TOWN = re.compile(rf"[{UPPER}][\w-]*[aui]")
_SINCE = re.compile(
    rf"[\s,(–-]{{1,3}}(?:{any_of('claims.since')}|{any_of('claims.term')})\s"
    rf"(?:{any_of('persons.holder-since-article')}\s)?",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    rf"\s(?:{any_of('persons.office-of')}|{any_of('offices.of')})\s[{UPPER}][\w-]+(?!\w)(?!\s(?:\w{{1,3}}\s)?[{UPPER}])"
)
# Languages in which "of" before a name leads to no department.
_NAMED_OF = frozenset({"en", "fr", "it", "nl"})
# Languages that say with adjectives behind a noun what an office is for.
_LONG = frozenset({"it", "es", "fr"})
_UNKNOWN = re.compile(rf"\s{any_of('persons.office-of')}\s[{UPPER}][\w-]+,?\s")
# "des Landkreises", "of the county", "de l'association"
_OTHER = {
    language: re.compile(rf"(?:\s\w{{1,5}}(?!\w)['’]?){{0,2}}(?:(?<=['’])|\s){one_of(words)}(?!\w)")
    for language, words in by_language("offices.elsewhere").items()
}


def official_claims(view: View, finds: Finds) -> Iterator[Claim]:
    """Yield a claim for each deputy mayor, councillor or head of a department that is named.

    Without a city beside it, an office is one of the city whose page the text is, or that the
    sentence owns it to: "York's executive member for communities".
    """
    home = cache(partial(city_of_page, view, finds))
    last = -1  # where the last office read ends
    seen: set[int] = set()
    named: set[str] = set()
    for cue in sorted(view.cues.get("office", ()), key=lambda cue: (cue.start, -cue.end)):
        if cue.trigger.language != view.language_at(cue.start) or cue.start < last:
            continue
        if cue.start in seen:  # "adjoint" of "adjoint au maire"
            continue
        seen.add(cue.start)
        sentence = view.sentence_at(cue.start)
        if sentence is None or sentence.end - sentence.start > LONGEST:
            continue
        if _NOT_HELD.intersection(view.before(cue.start, 2)):
            continue
        low, high = max(sentence.start, cue.start - _REACH), min(sentence.end, cue.end + _REACH)
        near = finds.between(low, high)
        for person in _holders(view, cue, near):
            told, city = city_of_people(view, cue, sentence, finds)
            if not told:
                city = _city(view, cue, person, near) or city_where(view, cue, sentence, finds)
            sure = _SURE if city is not None else _AT_HOME
            if city is not None:
                named.add(person.text)
            elif told or person.text in named or _elsewhere(view, cue, person):
                continue
            if city is None:
                city = None if person.link else home()
                before = (sentence.start, cue.start)
                if city and (
                    _away(view, finds, before, city) or _only_placed(view, finds, sentence, city)
                ):
                    continue
            if city is not None:
                last = cue.end
                who = finds.full_name(person)
                yield _claim(view, sentence, cue, (who, city, _since(view, cue, near)), sure)


def _away(view: View, finds: Finds, before: tuple[int, int], city: Mention) -> bool:
    """Tell whether what stands before an office in its sentence speaks of a city other than this.

    A city whose office is named ("councillor of York") does not count.
    """
    offices = offices_in(view, *before)
    others = (
        m
        for m in finds.between(*before)
        if m.type == "CITY" and (m.link or m.text) != (city.link or city.text)
    )
    return any(
        not any(_OF.fullmatch(view.text, one.end, m.start) for one in offices) for m in others
    )


def _only_placed(view: View, finds: Finds, sentence: Sentence, city: Mention) -> bool:
    """Tell whether the sentence itself names the city of the page, as where something was."""
    here = sentence.start <= city.start < sentence.end
    opens = city.start - sentence.start < _BESIDE
    if here and opens and _DATELINE.match(view.text, city.end):  # "PARMA – La sindaca …"
        return False
    halls = finds.between(sentence.start, city.start + 1)
    return here and not any(m.type == "GOVERNMENT" and city.start < m.end for m in halls)


def _holders(view: View, cue: Cue, near: Sequence[Mention]) -> list[Mention]:
    """Return who holds an office: named right after it and what it is for, or right before it."""
    persons = [m for m in near if m.type == "PERSON"]
    if cue.trigger.language == "el":
        persons = [m for m in persons if not _is_portfolio(view, cue, m, persons)]
    leading = leading_person(view, cue, persons)
    if leading is not None:
        return [leading]
    of = next((m for m in near if m.type == "CITY" and m.start >= cue.end), None)
    if of is not None and _OF.fullmatch(view.text, cue.end, of.start):
        then = holder_then(view, cue, of.end, persons)
        if then is not None:
            return [then]
    for person in persons:
        if person.start >= cue.end:
            if _of_unknown(view, cue, person, near):
                return []
            long = cue.trigger.language in _LONG and _LONG_LEAD.fullmatch
            if _LEAD.fullmatch(view.text, cue.end, person.start) or (
                long and long(view.text, cue.end, person.start)
            ):
                many = view.text[cue.start : cue.end].lower() in _MANY
                return _list(view, persons, person) if many else [person]
            break
    for person in reversed(persons):
        if person.end <= cue.start:
            gap = view.text[person.end : cue.start]
            owned = any(
                m.type in {"CITY", "GOVERNMENT"} and person.end < m.start < cue.start for m in near
            )
            if _BEFORE.fullmatch(gap) or (owned and gap.startswith(", ") and _OWNED.search(gap)):
                return [person]
            break
    return []


def _list(view: View, persons: Sequence[Mention], first: Mention) -> list[Mention]:
    """Return a person and those named in a list behind."""
    found = [first]
    for person in persons:
        if person.start > found[-1].end:
            if not _NEXT.fullmatch(view.text, found[-1].end, person.start):
                break
            found.append(person)
    return found


def _of_unknown(view: View, cue: Cue, person: Mention, near: Sequence[Mention]) -> bool:
    """Tell whether a Polish office has the name of a town nobody knows before its holder's."""
    gap = view.text[cue.end : person.start].strip()
    known = any(cue.end <= m.start < person.start for m in near if m.type in {"CITY", "GOVERNMENT"})
    return cue.trigger.language == "pl" and not known and _TOWN.fullmatch(gap) is not None


def _is_portfolio(view: View, cue: Cue, person: Mention, persons: Sequence[Mention]) -> bool:
    """Tell whether a name is what an office is for: "αντιδήμαρχος Κοινωνικής Πολιτικής, Άννα …"."""
    if view.text[cue.end : person.start] != " ":
        return False
    return any(view.text[person.end : m.start] in {", ", ": "} for m in persons)


def _city(view: View, cue: Cue, person: Mention, near: Sequence[Mention]) -> Mention | None:
    """Return the city named with an office: owning it, after it, or after its holder."""
    known = (m for m in near if m.type == "CITY" and (m.link or m.geonames_id))
    return next((city for city in known if _stands_with(view, cue, person, city)), None)


def _stands_with(view: View, cue: Cue, person: Mention, city: Mention) -> bool:
    """Tell whether a city stands with an office and its holder as theirs."""
    text, low, high = view.text, min(cue.start, person.start), max(cue.end, person.end)
    if city.end <= cue.start and _OWNED.fullmatch(text, city.end, cue.start):
        return True
    if city.end + 1 == cue.start and person.start == cue.end + 1:
        return text[city.end] == " " and _is_bare(view, city, cue)
    if city.start >= cue.end and _OF.fullmatch(text, cue.end, city.start):
        return True
    if cue.end < city.start < high or low < city.start < cue.start:
        return True
    behind = 0 <= city.start - high < _BESIDE and _OF.fullmatch(text, high, city.start)
    return bool(behind) or _PARTY.fullmatch(text, high, city.start) is not None


def _is_bare(view: View, city: Mention, cue: Cue) -> bool:
    """Tell whether an English office has the name of its city before it: "Calgary councillor"."""
    placed = is_place_of_action(view, city, city.language or "", city)
    return cue.trigger.language == "en" and not placed


def _elsewhere(view: View, cue: Cue, person: Mention) -> bool:
    """Tell whether an office is one of a place that nobody knows, or of another body."""
    other = _OTHER.get(cue.trigger.language)
    if other is not None and other.match(view.text, cue.end):
        return True
    if cue.trigger.language in _NAMED_OF and _UNKNOWN.fullmatch(view.text, cue.end, person.start):
        return True  # "assessora di Camini Ann Hill"
    return any(_ELSEWHERE.match(view.text, end) for end in (cue.end, person.end))


def _since(view: View, cue: Cue, near: Sequence[Mention]) -> Mention | None:
    """Return the date since which an office is held, told right after it."""
    dates = (m for m in near if m.has_year and m.start >= cue.end)
    return next((m for m in dates if _SINCE.fullmatch(view.text, cue.end, m.start)), None)


def _claim(
    view: View, sentence: Sentence, cue: Cue, said: tuple[Mention, Mention, Mention | None],
    sure: float,
) -> Claim:  # fmt: skip
    (person, city, when), (start, end, _) = said, sentence
    date = term_after(view, cue.end, person.end) or (when.value if when else None)
    subject = person.link or person.text
    object_ = city.link.replace("/id/city/", "/id/government/") if city.link else city.text
    key = claim_key("office", subject, object_, date, view.text[start:end])
    return Claim(
        key, "office", subject, object_, "PERSON", "CITY",
        (person, city), start, end, date,
        city.language, "pattern:official",
        round(sure * min(person.confidence, city.confidence), 3), view.locator_at(start),
        (("role", cue.trigger.value), *once_held(view, cue)),
    )  # fmt: skip
