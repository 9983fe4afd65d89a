"""Mistakes of words: those SPARQL does not know, and functions called otherwise than they are."""

from __future__ import annotations

from collections.abc import Iterator

from endpoint.syntax.grammar import ANY, CALLED, FUNCTIONS, QUERY_WORDS, WORDS, meant
from endpoint.syntax.reading import Mistake, Reading

LONGEST = 40


def unknown(reading: Reading) -> Iterator[Mistake]:
    """Yield words that SPARQL does not know."""
    for index, word in enumerate(reading.words):
        if not word or word in WORDS or reading.word(index - 1) == "PREFIX":
            continue
        called = reading.at(index + 1) == "("
        shown = reading.at(index)[:LONGEST]
        near = meant(word, CALLED | QUERY_WORDS if called else QUERY_WORDS)
        if near:
            remedy = f"did you mean {near}?"
        elif reading.at(index - 1) == "/" and reading.kind(index - 2) == "name":
            remedy = f"write \\/ for a / in a name: {reading.at(index - 2)}\\/{shown}"
        elif called:
            remedy = "functions that are not of SPARQL itself are named by IRIs"
        else:
            remedy = f"a variable is written ?{shown}, a text in quotation marks"
        kind = "a function" if called else "a word"
        yield Mistake(f"{shown} is not {kind} of SPARQL", reading.start(index), remedy)


def arguments(reading: Reading) -> Iterator[Mistake]:
    """Yield functions with too few or too many arguments."""
    for index, word in enumerate(reading.words):
        if word not in FUNCTIONS or reading.at(index + 1) != "(":
            continue
        within = reading.flat(index + 1)
        given = 1 + sum(reading.at(one) == "," for one in within) if within else 0
        fewest, most = FUNCTIONS[word]
        if not fewest <= given <= most:
            number = str(fewest) if fewest == most else f"{fewest} to {most}"
            yield Mistake(
                f"{word} takes {number} argument{'s' * (number != '1')}, not {given}",
                reading.start(index),
            )


def filters(reading: Reading) -> Iterator[Mistake]:
    """Yield conditions without brackets around them, or without FILTER before them."""
    for index in reading.each("FILTER"):
        after = index + 1
        calls = reading.word(after) in CALLED | ANY | {"EXISTS", "NOT"}
        if reading.at(after) != "(" and not calls and reading.kind(after) not in {"iri", "name"}:
            yield Mistake("( is missing after FILTER", reading.start(after), "write FILTER ( … )")
    for index in reading.each("EXISTS"):
        first = index - (reading.word(index - 1) == "NOT")
        before = reading.at(first - 1)
        if reading.word(first - 1) != "FILTER" and before not in {"(", "!", "&", "|", ",", "="}:
            shown = "NOT EXISTS" if first < index else "EXISTS"
            yield Mistake(
                f"FILTER is missing before {shown}",
                reading.start(first),
                f"write FILTER {shown} {{ … }}",
            )
    for index in reading.each("IN"):
        if reading.at(index + 1) != "(":
            yield Mistake("( is missing after IN", reading.start(index + 1), "write IN (1, 2, 3)")


def groups(reading: Reading) -> Iterator[Mistake]:
    """Yield keywords that a group must follow, or stand before, without one."""
    for index in reading.each("OPTIONAL", "UNION", "MINUS", "EXISTS"):
        word = reading.word(index)
        if reading.at(index + 1) != "{":
            yield Mistake(
                f"{{ is missing after {word}",
                reading.start(index + 1),
                f"write {word} {{ … }}",
            )
        if word == "UNION" and reading.at(index - 1) != "}":
            yield Mistake(
                "what stands before UNION is not in { and }",
                reading.start(index),
                "write { … } UNION { … }",
            )
