"""Mistakes of names: prefixes that are not declared, and how they are declared."""

from __future__ import annotations

from collections.abc import Iterator

from endpoint.syntax.reading import Mistake, Reading, say
from loaders.vocabulary import prefixes


def declarations(reading: Reading) -> Iterator[Mistake]:
    """Yield declarations of prefixes written as in Turtle, or without their colon."""
    for index, token in enumerate(reading.stream):
        if token.text.lower() in {"@prefix", "@base"}:
            word = token.text[1:].upper()
            yield Mistake(
                say("%(sign)s belongs to Turtle", sign=token.text),
                token.start,
                say("write %(word)s without @ and without a full stop at its end", word=word),
            )
        if reading.word(index) != "PREFIX":
            continue
        if reading.kind(index + 1) == "word" and reading.kind(index + 2) == "iri":
            name = reading.at(index + 1)
            yield Mistake(
                say("the prefix %(name)s has no colon", name=name),
                reading.start(index + 1),
                say("write %(code)s", code=f"{name}:"),
            )
        elif reading.kind(index + 1) == "name" and reading.kind(index + 2) != "iri":
            name = reading.at(index + 1)
            yield Mistake(
                say("PREFIX %(name)s names no IRI in < and >", name=name),
                reading.start(index + 2),
                say("write %(code)s", code=f"PREFIX {name} <http://…>"),
            )
        elif reading.at(index + 3) in {";", ".", ","}:
            sign = reading.at(index + 3)
            yield Mistake(
                say("no %(sign)s stands after a prefix", sign=sign),
                reading.start(index + 3),
                say("take it away"),
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
                say("the prefix %(prefix)s: is not declared", prefix=prefix),
                token.start,
                say("write PREFIX %(prefix)s: <%(iri)s> before the query", prefix=prefix, iri=iri),
            )


def graphs(reading: Reading) -> Iterator[Mistake]:
    """Yield FROM with something that is not the name of a graph."""
    for index in reading.each("FROM"):
        place = index + 1 + (reading.word(index + 1) == "NAMED")
        if reading.kind(place) not in {"iri", "name"}:
            yield Mistake(
                say("FROM names a graph by its IRI"),
                reading.start(place),
                say("write %(code)s", code="FROM <http://…>"),
            )
