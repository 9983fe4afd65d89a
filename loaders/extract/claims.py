"""Reads claims of membership, signature, adoption and founding from clauses, precision first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.extract import lexicon
from loaders.extract.clauses import Clause, clauses
from loaders.extract.counts import figure_claims, practice_claims
from loaders.extract.model import Claim, Mention, claim_key
from loaders.extract.offices import office_claims
from loaders.extract.view import Cue, View

_LOCATIVE = {
    "en": "in at from near to around outside for with against within", "de": "in aus nach bei um für mit gegen im zu",
    "fr": "à pour vers avec depuis contre en dans", "it": "a ad per verso con da in presso", "es": "en para hacia con desde a",
    "el": "στην στη στο στον στις στα από για με της του των τη την τον", "pl": "w we z ze do od dla z",
    "nl": "in te uit naar bij voor met tegen",
}  # fmt: skip
_LOC = {language: frozenset(words.split()) for language, words in _LOCATIVE.items()}
_GAP = re.compile(
    r"(?:,|\s(?:and|und|et|e|ed|y|i|oraz|en|και|sowie|&|as well as|ainsi que)\s|,\s(?:and|und|et|e|y|i|en|και)\s|\s|the|die|der|das|la|le|il|η|ο|το|τα|οι|de|stad|city of|Stadt)*"
)
_PASSIVE = re.compile(r"\b(?:by|von|par|da|dal|dalla|dai|dalle|por|από|przez|door)\s*$")
_PASSIVE_VERB = re.compile(r"(?:by|von|par|da|por|από|przez|door)$")
_OS = re.compile(
    r"(?:include|are|members are|sind|signatories include|signatories are|signataires|compte parmi ses membres|Unterzeichner|Mitglieder sind|was joined by|members include)$"
)
_NETWORK = re.compile(
    r"Network|Alliance|Coalition|Association|Union|Programme|League|Federation|Forum|Bündnis|Netzwerk|Allianz|Verband|Réseau|Association|Rete|Alleanza|Red|Alianza|Xarxa|Sieć|Sieci|Związek|Związku|Δίκτυο|Δικτύου|Συμμαχία|Netwerk|Alliantie|Cities|Städte",
    re.IGNORECASE,
)
_NETWORK_BEFORE = lexicon.literal("claims_network_before")
_CITY_WORDS = lexicon.words("city_words")
_REJECT = re.compile(
    r"\b(?:Parliament|Commission|University|Universität|Université|Università|Universidad|Council of Europe)\b"
)


def find_claims(view: View, mentions: Sequence[Mention]) -> tuple[Claim, ...]:
    """Return the claims of a text in their order; each is stated, positive and dated as the text says."""
    found: dict[str, Claim] = {}
    for clause in clauses(view, mentions):
        read = [claim for cue in clause.verbs for claim in _read(view, clause, cue)]
        if read and not clause.denied():
            for claim in read:
                found.setdefault(claim.key, claim)
    said = {(claim.subject, claim.object) for claim in found.values()}
    for claim in (*office_claims(view, mentions), *figure_claims(view, mentions)):
        found.setdefault(claim.key, claim)
    for claim in practice_claims(view, mentions):
        if (claim.subject, claim.object) not in said:
            found.setdefault(claim.key, claim)
    return tuple(
        sorted(found.values(), key=lambda claim: (claim.start, claim.predicate, claim.key))
    )


def _read(view: View, clause: Clause, cue: Cue) -> Iterator[Claim]:
    predicate = cue.trigger.value
    if predicate == "founding":
        yield from _founding(view, clause, cue)
        return
    objects = _objects(view, clause, cue, predicate)
    if not objects:
        return
    subjects = _subjects(view, clause, cue, objects, predicate)
    for subject in subjects:
        for object_ in objects:
            yield _claim(view, clause, predicate, subject, object_, _date(clause, cue))


def _objects(view: View, clause: Clause, cue: Cue, predicate: str) -> list[Mention]:
    """Return the thing that is joined, signed or adopted, with those enumerated beside it."""
    if predicate == "membership":
        fits = [m for m in clause.of("ORG") if _is_network(view, m)]
    elif predicate == "signature":
        fits = clause.of("CHARTER")
    else:
        fits = clause.of("CHARTER", "PRACTICE")
    if not fits:
        return []
    nearest = min(
        fits,
        key=lambda m: (
            _distance(m, cue) + (40 if m.end <= cue.start and _active(clause, cue) else 0)
        ),
    )
    return _group(view, fits, nearest)


def _active(clause: Clause, cue: Cue) -> bool:
    return clause.language not in {"de", "nl"} and not _PASSIVE_VERB.search(cue.trigger.value)


def _is_network(view: View, mention: Mention) -> bool:
    if mention.link and "/network/" in mention.link:
        return True
    if _REJECT.search(mention.text):
        return False
    if mention.get("kind") in {"network", "programme"} or _NETWORK.search(mention.text):
        return True
    return bool(_NETWORK_BEFORE.intersection(view.before(mention.start, 2)))


def _distance(mention: Mention, cue: Cue) -> int:
    return max(mention.start - cue.end, cue.start - mention.end, 0)


def _group(view: View, mentions: Sequence[Mention], member: Mention) -> list[Mention]:
    """Return the enumeration that a mention belongs to."""
    index = mentions.index(member)
    low = high = index
    while low > 0 and _GAP.fullmatch(view.text, mentions[low - 1].end, mentions[low].start):
        low -= 1
    while high + 1 < len(mentions) and _GAP.fullmatch(
        view.text, mentions[high].end, mentions[high + 1].start
    ):
        high += 1
    return list(mentions[low : high + 1])


def _subjects(
    view: View, clause: Clause, cue: Cue, objects: Sequence[Mention], predicate: str
) -> list[Mention]:
    """Return who joins, signs or adopts: the nearest group of cities that is no place of the action."""
    actors = _actors(view, clause, predicate)
    if not actors:
        return []
    following = [m for m in actors if m.start >= cue.end]
    leading = [m for m in actors if m.end <= cue.start]
    if _PASSIVE_VERB.search(cue.trigger.value) or _OS.search(cue.trigger.value):
        group = _group(view, actors, following[0]) if following else []
    elif leading:
        group = _group(view, actors, leading[-1])
        if _far(view, group, cue, objects) and clause.language not in {"de", "nl", "el", "pl"}:
            group = []
    elif following and clause.language in {"de", "nl", "el", "pl", "es", "it"}:
        group = _group(view, actors, following[0])
    else:
        group = []
    group = [m for m in group if not _locative(view, m, clause.language, group)]
    return [m for m in group if all(m.end <= o.start or m.start >= o.end for o in objects)]


def _far(view: View, group: Sequence[Mention], cue: Cue, objects: Sequence[Mention]) -> bool:
    """Tell whether more than a few words stand between the last subject and the verb."""
    between = view.text[group[-1].end : cue.start]
    return len(between.split()) > 8 or (
        "," in between and between.count(",") == 1 and len(between.split()) > 4
    )


def _actors(view: View, clause: Clause, predicate: str) -> list[Mention]:
    """Return the cities as governments, and for signatures also persons."""
    governments = clause.of("GOVERNMENT")
    inside = {
        (m.start, m.end)
        for g in governments
        for m in clause.of("CITY")
        if g.start <= m.start and m.end <= g.end
    }
    cities = [
        m
        for m in clause.of("CITY")
        if (m.start, m.end) not in inside and not m.method.endswith("inflected")
    ]
    cities = [m for m in cities if not _of_person(view, m, clause)]
    persons = clause.of("PERSON") if predicate == "signature" else []
    return sorted([*governments, *cities, *persons], key=lambda m: m.start)


def _of_person(view: View, city: Mention, clause: Clause) -> bool:
    """Tell whether the city only says whose mayor somebody is."""
    before = view.before(city.start, 3)
    return any(word in _MAYORS for word in before)


_MAYORS = lexicon.words("mayors")


def _locative(view: View, mention: Mention, language: str, group: Sequence[Mention]) -> bool:
    if mention.type == "GOVERNMENT":
        return False
    before = view.before(group[0].start, 3)
    if not before or view.starts_sentence(group[0].start):
        return False
    joined = [" ".join(before[-count:]) for count in (1, 2, 3)]
    if any(words in _CITY_WORDS for words in joined) and mention.type == "CITY":
        return any(word in _LOC.get(language, _LOC["en"]) for word in before[:-1][-1:])
    if _PASSIVE.search(view.text[max(0, group[0].start - 8) : group[0].start]):
        return language == "de" and before[-1] == "von" and False
    return before[-1] in _LOC.get(language, _LOC["en"]) or before[-1] in {
        "of",
        "de",
        "di",
        "van",
        "von",
    }


def _date(clause: Clause, cue: Cue) -> Mention | None:
    """Return the date nearest to the verb."""
    dates = clause.of("DATE")
    return min(dates, key=lambda m: _distance(m, cue)) if dates else None


def _founding(view: View, clause: Clause, cue: Cue) -> Iterator[Claim]:
    """Read "X was founded by Y in DATE" and "Y founded X in DATE"."""
    orgs = clause.of("ORG")
    if not orgs:
        return
    date = _date(clause, cue)
    leading = [m for m in orgs if m.end <= cue.start]
    following = [m for m in orgs if m.start >= cue.end]
    by = _founders(view, clause, cue)
    passive = not _is_active(view, cue)
    if passive:
        last = clause.language in {"de", "nl"} and leading
        subject = leading[0] if last else leading[-1] if leading else following[0]
    else:
        subject = following[0] if following else None
    if subject is None or _distance(subject, cue) > (
        160 if clause.language in {"de", "nl"} else 70
    ):
        return
    founders = by[0] or by[1]
    founders = [
        m
        for m in founders
        if m is not subject and (m.end <= subject.start or m.start >= subject.end)
    ]
    if founders:
        for founder in founders:
            yield _claim(view, clause, "founding", subject, founder, date)
    elif date is not None and passive and _dates(subject, date, cue, clause.language):
        yield _claim(view, clause, "founding", subject, date, date)


_ACTIVE_FOUNDING = lexicon.literal("claims_active_founding")


def _is_active(view: View, cue: Cue) -> bool:
    words = view.text[cue.start : cue.end].split()
    return words[0] in _ACTIVE_FOUNDING and words[-1] in _ACTIVE_FOUNDING


def _dates(subject: Mention, date: Mention, cue: Cue, language: str) -> bool:
    """Tell whether a date is that of the founding: it has a year and stands by the verb."""
    if not date.value or date.value.startswith("X"):
        return False
    if language in {"de", "nl"}:
        return date.start >= subject.end and _distance(date, cue) < 120
    return 0 <= date.start - cue.end < 45 or _distance(date, cue) < 12


def _founders(view: View, clause: Clause, cue: Cue) -> tuple[list[Mention], list[Mention]]:
    """Return who founded: after "by", or before an active verb."""
    actors = list(clause.of("GOVERNMENT", "CITY", "PERSON", "ORG"))
    actors = [
        m
        for m in actors
        if not any(
            o is not m and o.type == "GOVERNMENT" and o.start <= m.start and m.end <= o.end
            for o in actors
        )
    ]
    after = [
        m
        for m in actors
        if m.start >= cue.end
        and (
            _PASSIVE.search(view.text[max(0, m.start - 8) : m.start])
            or (_PASSIVE_VERB.search(view.text[cue.start : cue.end]) and m.start - cue.end < 12)
        )
    ]
    if after:
        rest = [m for m in actors if m.start >= after[0].start]
        return _group(view, rest, rest[0]), []
    if _is_active(view, cue):
        leading = [m for m in actors if m.end <= cue.start and m.type != "ORG"]
        leading = [m for m in leading if not _locative(view, m, clause.language, [m])]
        if leading and len(view.text[leading[-1].end : cue.start].split()) <= 3:
            return [], _group(view, leading, leading[-1])
    return [], []


def _claim(
    view: View,
    clause: Clause,
    predicate: str,
    subject: Mention,
    object_: Mention,
    date: Mention | None,
) -> Claim:
    evidence = tuple(dict.fromkeys(m for m in (subject, object_, date) if m is not None))
    said = date.value if date is not None else None
    first, second = term(subject), term(object_)
    words = view.text[clause.sentence.start : clause.sentence.end]
    return Claim(
        claim_key(predicate, first, second, said, words), predicate, first, second,
        subject.type, object_.type, evidence, clause.sentence.start, clause.sentence.end, said,
        clause.language, f"pattern:{predicate}", round(0.93 * min(m.confidence for m in evidence), 3),
        view.locator_at(clause.sentence.start),
    )  # fmt: skip


def term(mention: Mention) -> str:
    """Return what a claim says of a mention: its IRI (a city as government), date value or words."""
    if mention.type == "CITY" and mention.link:
        return mention.link.replace("/id/city/", "/id/government/").replace(
            "/id/place/", "/id/government/"
        )
    if mention.link:
        return mention.link
    return (mention.value or mention.text) if mention.type == "DATE" else mention.text
