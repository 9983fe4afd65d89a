"""Reads what a sentence says of the size of a network, and which practice it tells of a city."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.extract.claims.clauses import Clause, Finds, clause_around
from loaders.extract.claims.recall import network_before
from loaders.extract.model import Claim, Mention, claim_key
from loaders.extract.reading.view import View
from loaders.tables.patterns import any_of
from loaders.tables.words import literal

_COUNTING = literal("claims.counting")
# "run by X together with 23 cities": those are not the cities of X.
_BESIDE = re.compile(rf"(?<!\w){any_of('claims.count-beside')}\s(?:\w+\s)?$", re.IGNORECASE)
_FEW_WORDS = 6
_MEASURES = frozenset({"members", "signatories"})


def figure_claims(view: View, finds: Finds) -> Iterator[Claim]:
    """Yield a claim for each count of members or signatories that has a network as its subject."""
    for figure in (
        m for m in finds.mentions if m.type == "FIGURE" and m.get("measure") in _MEASURES
    ):
        clause = clause_around(view, figure, finds)
        if clause is None:
            continue
        networks = [m for m in clause.of("ORG") if m.link and "/network/" in m.link]
        before = [m for m in networks if m.end <= figure.start]
        if before and _counts(view, before[-1], figure) and not clause.denied():
            yield _claim(view, "figure", before[-1], figure, figure.value or "")
        elif not networks and not clause.of("CITY", "GOVERNMENT", "ORG") and _said(view, figure):
            again = network_before(view, clause, finds)
            if again is not None and not clause.denied():
                yield _claim(view, "figure", again, figure, figure.value or "")


def _said(view: View, figure: Mention) -> bool:
    """Tell whether a word for counting stands in the few words before a figure."""
    sentence = view.sentence_at(figure.start)
    start = sentence.start if sentence else figure.start
    words = view.text[start : figure.start].lower().replace(",", " ").split()
    return len(words) <= _FEW_WORDS and bool(_COUNTING.intersection(words))


_DOING = frozenset({"starts", "started", "runs", "run-by", "supports", "supported-by", "reaches"})


def practice_claims(view: View, finds: Finds) -> Iterator[Claim]:
    """Yield a claim for each practice in a clause that names one city and states it as there."""
    for practice in (m for m in finds.mentions if m.type == "PRACTICE"):
        clause = clause_around(view, practice, finds)
        cities = clause.of("CITY") if clause is not None else []
        if (
            clause is not None
            and len({city.link or city.text for city in cities}) == 1
            and cities[0].link
            and (practice.link or _tells(view, clause))
            and not clause.denied()
        ):
            value = practice.link or practice.text
            yield _claim(view, "practice", cities[0], practice, value)


def _tells(view: View, clause: Clause) -> bool:
    """Tell whether a clause has a verb of doing it: else it may be a wish, or a heading."""
    deeds = view.spoken_between("deed", clause.start, clause.end)
    return any(cue.trigger.value in _DOING for cue in deeds)


def _counts(view: View, network: Mention, figure: Mention) -> bool:
    gap = view.text[network.end : figure.start]
    if _BESIDE.search(gap):
        return False
    return len(gap) < 70 and bool(_COUNTING.intersection(gap.lower().replace(",", " ").split()))


def _claim(view: View, predicate: str, subject: Mention, object_: Mention, value: str) -> Claim:
    sentence = view.sentence_at(object_.start)
    start, end = (sentence.start, sentence.end) if sentence else (subject.start, object_.end)
    first = subject.link or subject.text
    if subject.type == "CITY":
        first = first.replace("/id/city/", "/id/government/").replace(
            "/id/place/", "/id/government/"
        )
    key = claim_key(predicate, first, value, None, view.text[start:end])
    return Claim(
        key, predicate, first, value, subject.type, object_.type, (subject, object_), start, end,
        None, object_.language, f"pattern:{predicate}",
        round(0.8 * min(subject.confidence, object_.confidence), 3),
        view.locator_at(start), object_.detail,
    )  # fmt: skip
