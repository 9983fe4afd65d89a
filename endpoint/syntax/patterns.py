"""Mistakes of triple patterns: too many terms, too few, and terms that stand at a wrong place."""

from __future__ import annotations

from collections.abc import Iterator

from endpoint.syntax.reading import Mistake, Reading, say
from endpoint.syntax.tokens import TERMS

WHOLE = 3
NAMED = frozenset(
    {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "VALUES", "BY", "AS", "GRAPH", "SERVICE"}
)


def triples(reading: Reading) -> Iterator[Mistake]:
    """Yield patterns that are not of a subject, a predicate and an object."""
    for opening in sorted(reading.partners):
        if reading.at(opening) == "{" and reading.word(opening - 1) != "DATA":
            values = reading.word(opening - 2) == "VALUES" or reading.at(opening - 1) == ")"
            if not values or reading.word(opening - 1) == "WHERE":
                yield from group(reading, opening)


def group(reading: Reading, opening: int) -> Iterator[Mistake]:
    """Yield the mistakes of the patterns that stand in a group itself."""
    # How many terms there are since the last sign; None while something else stands among them.
    terms: int | None = 0
    first = opening + 1
    for index in [*reading.flat(opening), reading.partners.get(opening, len(reading.stream))]:
        sign, kind = reading.at(index), reading.kind(index)
        term = kind in TERMS or sign in {"a", "true", "false"}
        if term and terms is not None:
            if reading.word(index - 1) in {"GRAPH", "SERVICE", "SILENT", "VALUES", "PREFIX"}:
                terms = None
                continue
            terms += 1
            first = index if terms == 1 else first
            if wrong := misplaced(reading, index, terms):
                yield wrong
            if terms > WHOLE:
                yield Mistake(
                    say("a full stop is missing before %(sign)s", sign=sign[:60]),
                    reading.start(index),
                    say("between two patterns stands . , or ; when the subject is the same"),
                )
                return
        elif sign in {".", "}"} or reading.word(index) in {"FILTER", "OPTIONAL", "BIND", "MINUS"}:
            if terms in {1, 2} and sign != "":
                yield Mistake(
                    say("a pattern has only one term")
                    if terms == 1
                    else say("a pattern has only two terms"),
                    reading.start(first),
                    say("it has a subject, a predicate and an object"),
                )
            terms = 0 if sign in {".", "}"} else None
        elif sign == ";":
            terms = 1 if terms == WHOLE else None
        elif sign == ",":
            terms = WHOLE - 1 if terms == WHOLE else None
        elif kind != "language":
            terms = 0 if sign == "{" else None


def misplaced(reading: Reading, index: int, position: int) -> Mistake | None:
    """Return what is wrong with a predicate, if anything."""
    sign = reading.at(index)
    if position != WHOLE - 1:
        return None
    if reading.kind(index) in {"string", "number"}:
        return Mistake(
            say("the predicate %(sign)s is a value", sign=sign[:60]),
            reading.start(index),
            say("a predicate is an IRI or a variable"),
        )
    if sign.startswith("_:"):
        return Mistake(
            say("the predicate %(sign)s is a blank node", sign=sign[:60]),
            reading.start(index),
            say("a predicate is an IRI or a variable"),
        )
    return None
