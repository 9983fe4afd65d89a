"""Reads who signed a charter that a sentence names with cities, and for whom a mayor signed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.extract.claims.actors import is_place_of_action
from loaders.extract.claims.clauses import LONGEST, Clause, Finds, clause_at
from loaders.extract.claims.office_places import page_city
from loaders.extract.claims.recall import is_network
from loaders.extract.gist.topics import date_with, groups, says, topic
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import View
from loaders.extract.relations.making import claim, term
from loaders.extract.relations.memory import Memory
from loaders.tables.patterns import whole_word

SIGNED = 0.72
_NEAR, _BESIDE = 90, 30
_DECIDING = re.compile(whole_word("claims.deciding"), re.IGNORECASE)


def signing(view: View, finds: Finds, known: Sequence[Claim]) -> Iterator[Claim]:
    """Yield signatures by the words of signing beside a charter and cities.

    ``known`` are the claims of the text that are read already: of whom they say that somebody is
    mayor, that city signs through them, where the sentence says that it is in its name.
    """
    said = {(c.start, c.object) for c in known if c.predicate in {"signature", "adoption"}}
    for charter in finds.mentions:
        if charter.type != "CHARTER" or not charter.link:
            continue
        sentence = view.sentence_at(charter.start)
        if sentence is None or sentence.language is None:
            continue
        if sentence.end - sentence.start > LONGEST:
            continue
        clause = clause_at(view, charter.start, charter.end, finds)
        if clause is None or not says("gist.sign", clause):
            continue
        if clause.denied() or _DECIDING.search(clause.words):
            continue
        if len({m.link for m in clause.of("CHARTER")}) != 1:
            continue
        if clause.of("PERSON"):
            yield from _for_city(view, finds, known, clause, charter)
        elif (sentence.start, charter.link) not in said:
            yield from _signatories(view, finds, clause, charter)


def _signatories(view: View, finds: Finds, clause: Clause, charter: Mention) -> Iterator[Claim]:
    found = list(groups(view, clause, [charter]))
    if not found and not clause.of("ORG"):
        low, high = charter.start - _NEAR, charter.end + _BESIDE
        low = max(clause.start, low)
        city = Memory().speaks_of_city_at(view, clause, low, high, finds)
        if city is not None:
            when = date_with(view, clause, [charter], many=False)
            yield _signed(clause, view, city, charter, when)
    for group in found:
        if not _tied(clause, group, charter):
            continue
        if is_place_of_action(view, group[0], clause.language, group[0]):
            continue
        when = date_with(view, clause, group, len(found) > 1)
        for city in group:
            yield _signed(clause, view, city, charter, when)


def _tied(clause: Clause, group: Sequence[Mention], charter: Mention) -> bool:
    """Tell whether a word of signing stands between cities and a charter, or beside them."""
    low, high = min(group[-1].end, charter.end), max(group[0].start, charter.start)
    between = any(is_network(m) and low <= m.start < high for m in clause.mentions)
    if high - low > _NEAR or between:
        return False
    begin = max(clause.start, min(group[0].start, charter.start) - _BESIDE)
    end = min(clause.end, max(group[-1].end, charter.end) + _BESIDE)
    words = (begin - clause.start, end - clause.start)
    return topic("gist.sign", clause.language).search(clause.words, *words) is not None


def _for_city(
    view: View, finds: Finds, known: Sequence[Claim], clause: Clause, charter: Mention
) -> Iterator[Claim]:
    """Yield the signature of the city in whose name its mayor signs."""
    if not says("gist.behalf", clause):
        return
    persons = {term(m) for m in clause.of("PERSON")}
    cities = [c.evidence[1] for c in known if c.predicate == "office" and c.subject in persons]
    here = page_city(view, finds)
    city = cities[0] if cities else here
    if city is not None:
        yield _signed(clause, view, city, charter, clause.only_date())


def _signed(
    clause: Clause, view: View, city: Mention, charter: Mention, when: Mention | None
) -> Claim:
    span = (clause.sentence.start, clause.sentence.end)
    return claim(view, "signature", (city, charter, when), span, SIGNED * city.confidence,
                 method="gist:signature")  # fmt: skip
