"""Reads who is mayor of which city: "X, mayor of Y", "Bürgermeister X von Y"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.extract import lexicon
from loaders.extract.clauses import Finds
from loaders.extract.haystack import plain
from loaders.extract.model import Claim, Mention, claim_key
from loaders.extract.view import Cue, View

REACH = 160
_MAYORS = lexicon.words("mayors")
_FORMER = lexicon.literal("offices_former")
_OF = re.compile(
    r"\s(?:(?:of|von|de|di|van|der|της|του|των|miasta|m\.|w)\s)?(?:the\s)?(?:(?:[Cc]ity|"
    r"[Tt]own)\sof\s|Stadt\s|ville\sde\s|ciudad\sde\s|città\sdi\s|Landeshauptstadt\s)?|\sd['’]"
)
_FROM = re.compile(r"\s(?:of|von|de|di|van|της|του|των)\s")
_JOIN = re.compile(
    r"(?:,\s|\s)(?:the\s|then\s|der\s|die\s|le\s|la\s|il\s|el\s|de\s|ο\s|η\s|who is\s|now\s|"
    r"damals\s|alors\s|allora\s|entonces\s)*$"
)


def office_claims(view: View, finds: Finds) -> Iterator[Claim]:
    """Yield a claim for each mayor that a sentence names together with the city."""
    done: set[int] = set()
    for cue in view.cues.get("role", ()):
        if cue.start in done or plain(cue.trigger.value).lower() not in _MAYORS:
            continue
        done.add(cue.start)
        if _FORMER.intersection(view.before(cue.start, 2)):
            continue
        person, city = _pair(view, cue, finds)
        if person is not None and city is not None:
            yield _office(view, cue, person, city)


def _pair(view: View, cue: Cue, finds: Finds) -> tuple[Mention | None, Mention | None]:
    """Return the person and the city that stand with an office in its sentence."""
    near = finds.between(cue.start - REACH, cue.end + REACH)
    sentence = view.sentence_at(cue.start)
    if sentence is None:
        return None, None
    near = [m for m in near if sentence.start <= m.start and m.end <= sentence.end]
    persons = [m for m in near if m.type == "PERSON"]
    cities = [m for m in near if m.type == "CITY"]
    city = _city_after(view, cue.end, cities) or _city_before(view, cue, cities)
    after = city.end if city is not None and city.start >= cue.end else cue.end
    person = _person_after(view, after, persons) or _person_before(view, cue, persons)
    if person is not None and city is None and person.start >= cue.end:
        city = next((c for c in cities if _FROM.fullmatch(view.text, person.end, c.start)), None)
    return person, city


def _city_after(view: View, offset: int, cities: Sequence[Mention]) -> Mention | None:
    """Return the city right after "mayor of"."""
    for city in cities:
        gap = view.text[offset : city.start]
        if city.start >= offset and _OF.fullmatch(gap):
            return city
    return None


def _city_before(view: View, cue: Cue, cities: Sequence[Mention]) -> Mention | None:
    """Return the city right before: "Barcelona's mayor", "Palermo Mayor"."""
    for city in cities:
        gap = view.text[city.end : cue.start]
        if city.end <= cue.start and gap in {"'s ", "’s ", " ", "s ", "er "}:
            return city
    return None


def _person_after(view: View, offset: int, persons: Sequence[Mention]) -> Mention | None:
    for person in persons:
        gap = view.text[offset : person.start]
        if person.start >= offset and gap in {" ", ", ", ": ", " – "}:
            return person
    return None


def _person_before(view: View, cue: Cue, persons: Sequence[Mention]) -> Mention | None:
    for person in reversed(persons):
        gap = view.text[person.end : cue.start]
        if person.end <= cue.start and len(gap) < 24 and _JOIN.fullmatch(gap) and "," in gap:
            return person
    return None


def _office(view: View, cue: Cue, person: Mention, city: Mention) -> Claim:
    sentence = view.sentence_at(cue.start)
    start, end = (sentence.start, sentence.end) if sentence else (cue.start, cue.end)
    subject = person.link or person.text
    object_ = city.link.replace("/id/city/", "/id/government/") if city.link else city.text
    key = claim_key("office", subject, object_, None, view.text[start:end])
    return Claim(
        key, "office", subject, object_, "PERSON", "CITY", (person, city), start, end, None,
        city.language, "pattern:mayor", round(0.95 * min(person.confidence, city.confidence), 3),
        view.locator_at(start), (("role", "mayor"),),
    )  # fmt: skip
