"""Reads claims of membership, signature, adoption and founding from clauses, precision first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from loaders.extract.bodies.networks import unknown_networks
from loaders.extract.claims.actors import (
    BY,
    LOOSE,
    actors,
    companions,
    distance,
    enumeration,
    role,
    subjects,
)
from loaders.extract.claims.asides import Aside, aside, own_date
from loaders.extract.claims.clauses import Clause, Finds, clause_around, clauses
from loaders.extract.claims.counts import figure_claims, practice_claims
from loaders.extract.claims.foundings import foundings, nearest_date
from loaders.extract.claims.gaps import date_after, dateline, gapped, more_objects, object_dates
from loaders.extract.claims.lists import BLOCKED, listed
from loaders.extract.claims.offices import office_claims
from loaders.extract.claims.officials import official_claims
from loaders.extract.claims.policies import named_policy, only_paid_for, policy
from loaders.extract.claims.recall import (
    both_cities,
    is_network,
    only_date,
    recalled_charter,
    recalled_cities,
    recalled_network,
    resolving,
)
from loaders.extract.claims.relatives import related, relates
from loaders.extract.claims.tallies import tallies
from loaders.extract.model import Claim, Mention, claim_key
from loaders.extract.reading.view import Cue, View
from loaders.tables.patterns import any_of, one_of, whole_word
from loaders.tables.words import entries

_OBJECTS = {"membership": ("ORG",), "signature": ("CHARTER",), "adoption": ("CHARTER", "PRACTICE")}
_IS_A = re.compile(
    rf"(?:,)?\s(?:{any_of('claims.is-a')}\s)(?:{any_of('claims.is-also-a')}\s)?"
    rf"(?:{any_of('claims.is-a-article')}\s)?$"
)
_CITY_OF = re.compile(
    rf"\s{any_of('claims.label-city')}(?!\w)|-{any_of('claims.label-city-hyphen')}(?!\w)"
)
_SO_ARE = re.compile(rf"{any_of('claims.so-are')}\s$")


def _halves(name: str) -> dict[str, re.Pattern[str]]:
    """Return a pattern of the second half for the first half of each verb."""
    found: dict[str, list[str]] = {}
    for verbs in entries(name).values():
        for verb, half in verbs:
            found.setdefault(verb, []).append(half)
    return {verb: re.compile(rf"(?<!\w){one_of(halves)}(?!\w)") for verb, halves in found.items()}


# Verbs that join, found or adopt only with their second half.
HALVES = _halves("claims.half")
_ADOPTING = _halves("claims.half-adopting")
_ADHERING = re.compile(whole_word("claims.adhering"), re.IGNORECASE)
_FOUNDING = re.compile(whole_word("claims.founding-member"), re.IGNORECASE)
_PERIOD = re.compile(rf"\s{any_of('claims.policy-period')}\s")
_BESIDE, _RIGHT_BESIDE, _ROOM_BEFORE = 40, 3, 16
# No sentence is as sure as a cell of a table or a labelled line: those have 0.9.
_SURENESS, _FOUNDED, _RECALLED, _UNREGISTERED, _UNKNOWN = 0.89, 0.85, 0.8, 0.7, 0.69
# An infinitive says what is to be done.
_TO = re.compile(rf"(?<!\w){any_of('claims.infinitive')}\s$")
# To decide on a membership is not to have it.
_DECIDING = re.compile(whole_word("claims.deciding"), re.IGNORECASE)


def find_claims(view: View, finds: Finds) -> tuple[Claim, ...]:
    """Return the claims of a text in their order: stated, positive, dated as the text says."""
    found: dict[str, Claim] = {}
    for clause in clauses(view, finds):
        if not (clause.mentions or any(v.trigger.value == "adoption" for v in clause.verbs)):
            continue
        for cue in clause.verbs:
            for claim in _read(view, clause, cue, finds):
                found.setdefault(claim.key, claim)
    found = _dated(found)
    said = {(claim.subject, claim.object) for claim in found.values()}
    pairs = set(said)
    for claim in (*_labels(view, finds), *_tallied(view, finds), *_listed(view, finds)):
        if (claim.subject, claim.object) not in pairs:
            pairs.add((claim.subject, claim.object))
            found.setdefault(claim.key, claim)
    mayors = list(office_claims(view, finds))
    named = {(claim.subject, claim.object) for claim in mayors}
    lesser = [c for c in official_claims(view, finds) if (c.subject, c.object) not in named]
    others = [*mayors, *lesser, *figure_claims(view, finds)]
    others += [c for c in practice_claims(view, finds) if (c.subject, c.object) not in said]
    found |= {claim.key: claim for claim in others if claim.key not in found}
    claims = _once(found.values())
    return tuple(sorted(claims, key=lambda c: (c.start, c.predicate, c.key)))


def _labels(view: View, finds: Finds) -> Iterator[Claim]:
    """Yield what "X is a Certified Welcoming city, and so are Y and Z" says."""
    for network in finds.mentions:
        if not is_network(network):
            continue
        head = _IS_A.search(view.text, max(0, network.start - 24), network.start)
        tail = _CITY_OF.match(view.text, network.end)
        clause = clause_around(view, network, finds) if head and tail else None
        if clause is None or head is None or clause.denied():
            continue
        cities = actors(view, clause)
        leading = [m for m in cities if m.end == head.start()]
        for city in leading and [
            *enumeration(view, cities, leading[0]),
            *(m for m in cities if m.start > network.end and _so_is(view, cities, network, m)),
        ]:
            when = own_date(view, clause, city) or date_after(clause, tail.end() if tail else 0)
            yield _claim(view, clause, "membership", (city, network, when))


def _tallied(view: View, finds: Finds) -> Iterator[Claim]:
    """Yield what "X counts 200 members, among them Y and Z" says."""
    for predicate, clause, group, whole in tallies(view, finds):
        for city in group:
            when = own_date(view, clause, city)
            yield _claim(view, clause, predicate, (city, whole, when), _RECALLED)


def _listed(view: View, finds: Finds) -> Iterator[Claim]:
    """Yield what lists under a heading and tables say."""
    for one in listed(view, finds):
        said = (one.actor, one.whole, one.date)
        yield _claim(view, one.clause, one.predicate, said, _RECALLED)


def _so_is(view: View, cities: Sequence[Mention], network: Mention, city: Mention) -> bool:
    """Tell whether a city is among those after "and so are"."""
    group = enumeration(view, [m for m in cities if m.start > network.end], city)
    return _SO_ARE.search(view.text, network.end, group[0].start) is not None


def _dated(found: dict[str, Claim]) -> dict[str, Claim]:
    """Return the claims; of those that one sentence makes twice, one (with a date if it can)."""
    best: dict[tuple[str, str, str, int], Claim] = {}
    for claim in found.values():
        said = (claim.predicate, claim.subject, claim.object, claim.start)
        if said not in best or (best[said].date is None and claim.date is not None):
            best[said] = claim
    return {claim.key: claim for claim in best.values()}


def _once(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Yield the claims without those that the text makes again elsewhere, with a date."""
    claims = list(claims)
    dated = {(c.predicate, c.subject, c.object) for c in claims if c.date is not None}
    for claim in claims:
        if claim.date is not None or (claim.predicate, claim.subject, claim.object) not in dated:
            yield claim


def _read(view: View, clause: Clause, cue: Cue, finds: Finds) -> Iterator[Claim]:
    if incomplete(clause, cue):
        return
    if cue.trigger.value == "founding":
        yield from _founded(view, clause, cue, finds)
    elif not _joins_another(clause, cue):
        yield from _joined(view, clause.without_contrast(cue.end), cue, finds)


def _founded(view: View, clause: Clause, cue: Cue, finds: Finds) -> Iterator[Claim]:
    """Yield what a verb of founding says, unless its clause denies it."""
    for founded, by, date in foundings(view, clause, cue, finds):
        beside = relates(view, founded, cue)
        start = founded.end if beside else clause.start
        if not clause.denies(start, max(cue.end, founded.end), aside=beside):
            # What nobody registered may be a project that began rather than a body.
            sureness = _FOUNDED if founded.link else _UNREGISTERED
            yield _claim(view, clause, "founding", (founded, by, date), sureness)


def _joined(view: View, clause: Clause, cue: Cue, finds: Finds) -> Iterator[Claim]:
    """Yield what a verb of joining, signing or adopting says, unless its clause denies it."""
    predicate, objects = _objects(view, clause, cue)
    founds = predicate == "membership" and _FOUNDING.search(view.text, cue.start, cue.end)
    date, sureness = None, _SURENESS
    if not objects:
        again = _again(view, clause, cue, finds)
        if again is None:
            return
        objects, sureness = [again], _RECALLED
        date = None if clause.of("DATE") else only_date(view, clause, again, finds)
    beside = _related(view, clause, cue, objects) or aside(view, clause, cue, objects)
    group = beside.group if beside else _who(view, clause, cue, objects, finds)
    if not group or _unsaid(view, clause, cue, objects, beside):
        return
    group = [*group, *companions(view, clause, cue, group, objects)]
    if min(m.start for m in group) < clause.start:
        sureness = _RECALLED
    dates = object_dates(clause, objects)
    told = None if predicate == "membership" else dateline(clause, finds)
    date = date or nearest_date(clause, cue) or told
    for subject in group:
        own = own_date(view, clause, subject)
        for object_ in objects if subject.link or sureness == _SURENESS else ():
            if subject.end <= object_.start or subject.start >= object_.end:
                when = own or dates.get(object_.start) or date
                if predicate == "adoption" and when and _is_of_name(view.text, when, objects):
                    when = _other_date(view.text, clause, objects)
                if founds:  # a founding member founded; that it is a member too goes without saying
                    yield _claim(view, clause, "founding", (object_, subject, when), sureness)
                else:
                    known = object_.link or predicate == "adoption"
                    sure = sureness if known else min(sureness, _UNKNOWN)
                    yield _claim(view, clause, predicate, (subject, object_, when), sure)
    if beside is None and len(objects) == 1:
        last = max(m.end for m in (*objects, *group) if m.end <= clause.end)
        for subject, when in gapped(view, clause, max(last, cue.end), group):
            yield _claim(view, clause, predicate, (subject, objects[0], when), _RECALLED)


def _joins_another(clause: Clause, cue: Cue) -> bool:
    """Tell whether a verb joins a body that is not a network, and another verb has the network.

    "Bonn is a member of Eurocities and joined Seebrücke on 3 May 2018" dates no membership.
    """
    bodies = clause.of("ORG")
    following = next((m for m in bodies if m.start >= cue.end), None)
    if following is None or is_network(following) or following.start - cue.end > _BESIDE:
        return False
    earlier = [verb.end for verb in clause.verbs if verb.end <= cue.start]
    networks = [m for m in bodies if is_network(m)]
    return bool(earlier) and all(min(earlier) <= m.start < cue.start for m in networks)


def _is_of_name(text: str, date: Mention, objects: Sequence[Mention]) -> bool:
    """Tell whether a date belongs to a name: "the Local Plan 2022-2026", "for 2022-26"."""
    return date.method != "date-relative" and any(
        0 <= date.start - o.end < _RIGHT_BESIDE or _PERIOD.fullmatch(text, o.end, date.start)
        for o in objects
    )


def _other_date(text: str, clause: Clause, objects: Sequence[Mention]) -> Mention | None:
    """Return the one date of a clause that belongs to no name of what is adopted."""
    dates = [m for m in clause.of("DATE") if m.has_year and not _is_of_name(text, m, objects)]
    return dates[0] if len(dates) == 1 else None


def _related(view: View, clause: Clause, cue: Cue, objects: Sequence[Mention]) -> Aside | None:
    """Return those of whom a relative clause after the one thing named says a verb."""
    if len(objects) != 1 or role(cue, view.text[cue.start : cue.end]) == "nominal":
        return None
    found = related(view, clause, cue, objects[0])
    return Aside(*found) if found else None


def incomplete(clause: Clause, cue: Cue) -> bool:
    """Tell whether the second half of a verb is missing: "trat … bei", "namen … deel"."""
    said = clause.text[cue.start : cue.end].lower()
    half = (_ADOPTING if cue.trigger.value == "adoption" else HALVES).get(said)
    return half is not None and half.search(clause.words, cue.end - clause.start) is None


def _who(
    view: View, clause: Clause, cue: Cue, objects: Sequence[Mention], finds: Finds
) -> list[Mention]:
    """Return who joins or signs: named in the clause, or spoken of again in it."""
    others = ("PERSON",) if cue.trigger.value == "signature" else ()
    group = subjects(view, clause, cue, *others, objects=objects)
    if role(cue, view.text[cue.start : cue.end]):
        return group
    if group:
        return [*both_cities(view, clause, cue, finds), *group]
    again = recalled_cities(view, clause, cue, finds)
    here = resolving(view, clause, cue, finds) if cue.trigger.value == "adoption" else None
    return again or ([here] if here is not None else [])


def _again(view: View, clause: Clause, cue: Cue, finds: Finds) -> Mention | None:
    """Return the network or charter named before that a clause speaks of again."""
    if not any(m.type in {"CITY", "GOVERNMENT"} for m in clause.mentions):
        return None
    if cue.trigger.value == "membership":
        return recalled_network(view, clause, cue, finds)
    return recalled_charter(view, clause, finds) if cue.trigger.value == "signature" else None


def _unsaid(
    view: View, clause: Clause, cue: Cue, objects: Sequence[Mention], beside: Aside | None
) -> bool:
    """Tell whether a clause denies, plans or only decides what it speaks of."""
    if role(cue, view.text[cue.start : cue.end]) == "nominal" and _DECIDING.search(clause.words):
        return True
    low = max(clause.sentence.start, cue.start - _ROOM_BEFORE)
    if _TO.search(view.text, low, cue.start):
        return True  # "beschloss, die Charta zu unterzeichnen"
    if any(m.end() + 1 == cue.start for m in BLOCKED.finditer(view.text, low, cue.start)):
        return True  # "Former members of X: A and B"
    if beside is not None:
        return clause.denies(beside.start, beside.end, aside=True)
    if cue.trigger.value == "adoption":  # words of its name deny nothing: "No One Left Behind"
        clause = replace(clause, names=[m for m in objects if m.type == "PRACTICE"])
    ends = [m.end for m in objects if clause.start <= m.start < clause.end]
    return clause.denies(clause.start, max([cue.end, *ends]))


def _objects(view: View, clause: Clause, cue: Cue) -> tuple[str, list[Mention]]:
    """Return what a verb says of what is joined, signed or adopted, and those.

    To join a charter is to sign it.
    """
    predicate = cue.trigger.value
    fits = [m for m in clause.of(*_OBJECTS[predicate]) if not _by(view, m, cue)]
    if predicate == "membership":
        fits = [m for m in fits if is_network(m)] or _unknown(view, clause, cue)
        if not fits and _ADHERING.search(view.text, cue.start, cue.end):
            fits = [m for m in clause.of("CHARTER") if distance(m, cue) < _BESIDE]
            predicate = "signature" if fits else predicate
    if predicate == "adoption":
        if view.text[cue.end : cue.end + 1] == ",":  # "beschloss, das Konzept zu prüfen"
            return predicate, []
        adopted = policy(view, clause, cue) or named_policy(view, clause, cue)
        if adopted is not None:
            return predicate, [adopted]
        fits = [m for m in fits if not only_paid_for(clause, cue, m)]
    if not fits:
        return predicate, []
    turned = role(cue, view.text[cue.start : cue.end]) == "turned"
    straight = clause.language not in LOOSE and not turned

    def far(mention: Mention) -> int:
        return distance(mention, cue) + (40 if straight and mention.end <= cue.start else 0)

    joined = enumeration(view, fits, min(fits, key=far))
    return predicate, more_objects(clause, joined, fits)


def _unknown(view: View, clause: Clause, cue: Cue) -> list[Mention]:
    """Return the networks that nobody registered beside a verb of joining."""
    found = unknown_networks(view, clause.mentions, clause.start, clause.end)
    return [m for m in found if distance(m, cue) < _BESIDE and not _by(view, m, cue)]


def _by(view: View, mention: Mention, cue: Cue) -> bool:
    """Tell whether "by" before an organisation says that it did something itself."""
    if mention.type != "ORG" or mention.end > cue.start:
        return False
    return BY.search(view.text, max(0, mention.start - 14), mention.start) is not None


def _claim(
    view: View,
    clause: Clause,
    predicate: str,
    said: tuple[Mention, Mention, Mention | None],
    sureness: float = _SURENESS,
) -> Claim:
    subject, object_, when = said
    start, end, _ = clause.sentence
    evidence = (subject, object_) if when is None or when is object_ else (*said[:2], when)
    date = when.value if when is not None else None
    first, second = _actor(clause, subject), _actor(clause, object_)
    return Claim(
        claim_key(predicate, first, second, date, view.text[start:end]), predicate, first, second,
        subject.type, object_.type, evidence, start, end, date, clause.language,
        f"pattern:{predicate}", round(sureness * min(m.confidence for m in evidence), 3),
        view.locator_at(start),
    )  # fmt: skip


def _actor(clause: Clause, mention: Mention) -> str:
    """Return what a claim says of a mention; of an unregistered government, its city."""
    if mention.type != "GOVERNMENT" or mention.link:
        return term(mention)
    inside = (m for m in clause.of("CITY") if mention.start <= m.start and m.end <= mention.end)
    return term(next(inside, mention))


def term(mention: Mention) -> str:
    """Return what a claim says of a mention: IRI (a city as government), date or words."""
    if mention.type == "CITY" and mention.link:
        link = mention.link.replace("/id/city/", "/id/government/")
        return link.replace("/id/place/", "/id/government/")
    if mention.link:
        return mention.link
    return (mention.value or mention.text) if mention.type == "DATE" else mention.text
