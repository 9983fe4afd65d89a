"""Mistakes of names: prefixes that are not declared, and how they are declared."""

from __future__ import annotations

from collections.abc import Iterator

from endpoint.syntax.reading import Mistake, Reading
from loaders.vocabulary import prefixes


def declarations(reading: Reading) -> Iterator[Mistake]:
    """Yield declarations of prefixes written as in Turtle, or without their colon."""
    for index, token in enumerate(reading.stream):
        if token.text.lower() in {"@prefix", "@base"}:
            word = token.text[1:].upper()
            yield Mistake(
                f"{token.text} belongs to Turtle",
                token.start,
                f"write {word} without @ and without a full stop at its end",
            )
        if reading.word(index) != "PREFIX":
            continue
        if reading.kind(index + 1) == "word" and reading.kind(index + 2) == "iri":
            name = reading.at(index + 1)
            yield Mistake(
                f"the prefix {name} has no colon", reading.start(index + 1), f"write {name}:"
            )
        elif reading.kind(index + 1) == "name" and reading.kind(index + 2) != "iri":
            name = reading.at(index + 1)
            yield Mistake(
                f"PREFIX {name} names no IRI in < and >",
                reading.start(index + 2),
                f"write PREFIX {name} <http://…>",
            )
        elif reading.at(index + 3) in {";", ".", ","}:
            sign = reading.at(index + 3)
            yield Mistake(
                f"no {sign} stands after a prefix", reading.start(index + 3), "take it away"
            )


def undeclared(reading: Reading) -> Iterator[Mistake]:
    """Yield names whose prefix is not declared."""
    known = {
        reading.at(index + 1).partition(":")[0]
        for index in reading.each("PREFIX")
        if reading.kind(index + 1) == "name"
    }
    usual = prefixes(reading.base)
    for index, token in enumerate(reading.stream):
        prefix, colon, _ = token.text.partition(":")
        if (
            token.kind != "name"
            or not colon
            or prefix == "_"
            or reading.word(index - 1) == "PREFIX"
        ):
            continue
        if prefix not in known:
            iri = usual.get(prefix, "http://…")
            yield Mistake(
                f"the prefix {prefix}: is not declared",
                token.start,
                f"write PREFIX {prefix}: <{iri}> before the query",
            )


def graphs(reading: Reading) -> Iterator[Mistake]:
    """Yield FROM with something that is not the name of a graph."""
    for index in reading.each("FROM"):
        place = index + 1 + (reading.word(index + 1) == "NAMED")
        if reading.kind(place) not in {"iri", "name"}:
            yield Mistake(
                "FROM names a graph by its IRI", reading.start(place), "write FROM <http://…>"
            )
