"""Gives what a mayor signed to the city: whoever signs a charter in office does so for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import View
from loaders.extract.relations.making import claim

SURE = 0.7
_MAYOR = ("role", "mayor")


def in_office(view: View, known: Sequence[Claim]) -> Iterator[Claim]:
    """Yield known claims, signatures of mayors as those of the one city that is told theirs.

    The years of an office are not when something was signed.
    """
    cities, terms = _offices(known)
    for one in known:
        city = cities.get(one.subject, one.evidence[0])
        when = one.evidence[2] if len(one.evidence) > 2 else None
        term = when is not None and (when.start in terms or "/" in (when.value or ""))
        if one.predicate != "signature" or (city is one.evidence[0] and not term):
            yield one
            continue
        when = None if term else when
        sure = min(SURE, one.confidence) * city.confidence
        yield claim(view, "signature", (city, one.evidence[1], when), (one.start, one.end), sure,
                    method="deeds:in-office")  # fmt: skip


def _offices(known: Sequence[Claim]) -> tuple[dict[str, Mention], set[int]]:
    """Return the city of each mayor of one city, and where the dates of offices begin."""
    cities: dict[str, Mention] = {}
    several: set[str] = set()
    terms: set[int] = set()
    for one in known:
        if one.predicate != "office":
            continue
        terms |= {m.start for m in one.evidence[2:]}
        if _MAYOR in one.detail and len(one.evidence) > 1:
            if one.subject in cities and cities[one.subject].link != one.evidence[1].link:
                several.add(one.subject)
            cities[one.subject] = one.evidence[1]
    return {who: city for who, city in cities.items() if who not in several}, terms
