"""Mistakes of words: those SPARQL does not know, and functions called otherwise than they are."""

from __future__ import annotations

from collections.abc import Iterator

from endpoint.syntax.grammar import ANY, CALLED, FUNCTIONS, QUERY_WORDS, WORDS, meant
from endpoint.syntax.reading import Mistake, Reading, Said, say

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
            remedy = say("did you mean %(near)s?", near=near)
        elif reading.at(index - 1) == "/" and reading.kind(index - 2) == "name":
            whole = f"{reading.at(index - 2)}\\/{shown}"
            remedy = say("write \\/ for a / in a name: %(whole)s", whole=whole)
        elif called:
            remedy = say("functions that are not of SPARQL itself are named by IRIs")
        else:
            remedy = say("a variable is written ?%(shown)s, a text in quotation marks", shown=shown)
        what = say("%(shown)s is not a word of SPARQL", shown=shown)
        if called:
            what = say("%(shown)s is not a function of SPARQL", shown=shown)
        yield Mistake(what, reading.start(index), remedy)


def arguments(reading: Reading) -> Iterator[Mistake]:
    """Yield functions with too few or too many arguments."""
    for index, word in enumerate(reading.words):
        if word not in FUNCTIONS or reading.at(index + 1) != "(":
            continue
        within = reading.flat(index + 1)
        given = 1 + sum(reading.at(one) == "," for one in within) if within else 0
        fewest, most = FUNCTIONS[word]
        if not fewest <= given <= most:
            yield Mistake(_takes(word, fewest, most, given), reading.start(index))


def _takes(word: str, fewest: int, most: int, given: int) -> Said:
    """Return how many arguments a function takes."""
    known = {"word": word, "fewest": fewest, "most": most, "given": given}
    if fewest < most:
        return say("%(word)s takes %(fewest)s to %(most)s arguments, not %(given)s", **known)
    if fewest == 1:
        return say("%(word)s takes one argument, not %(given)s", **known)
    return say("%(word)s takes %(fewest)s arguments, not %(given)s", **known)


def filters(reading: Reading) -> Iterator[Mistake]:
    """Yield conditions without brackets around them, or without FILTER before them."""
    for index in reading.each("FILTER"):
        after = index + 1
        calls = reading.word(after) in CALLED | ANY | {"EXISTS", "NOT"}
        if reading.at(after) != "(" and not calls and reading.kind(after) not in {"iri", "name"}:
            yield Mistake(
                say("%(sign)s is missing after %(word)s", sign="(", word="FILTER"),
                reading.start(after),
                say("write %(code)s", code="FILTER ( … )"),
            )
    for index in reading.each("EXISTS"):
        first = index - (reading.word(index - 1) == "NOT")
        before = reading.at(first - 1)
        if reading.word(first - 1) != "FILTER" and before not in {"(", "!", "&", "|", ",", "="}:
            shown = "NOT EXISTS" if first < index else "EXISTS"
            yield Mistake(
                say("FILTER is missing before %(shown)s", shown=shown),
                reading.start(first),
                say("write %(code)s", code=f"FILTER {shown} {{ … }}"),
            )
    for index in reading.each("IN"):
        if reading.at(index + 1) != "(":
            yield Mistake(
                say("%(sign)s is missing after %(word)s", sign="(", word="IN"),
                reading.start(index + 1),
                say("write %(code)s", code="IN (1, 2, 3)"),
            )


def groups(reading: Reading) -> Iterator[Mistake]:
    """Yield keywords that a group must follow, or stand before, without one."""
    for index in reading.each("OPTIONAL", "UNION", "MINUS", "EXISTS"):
        word = reading.word(index)
        if reading.at(index + 1) != "{":
            yield Mistake(
                say("%(sign)s is missing after %(word)s", sign="{", word=word),
                reading.start(index + 1),
                say("write %(code)s", code=f"{word} {{ … }}"),
            )
        if word == "UNION" and reading.at(index - 1) != "}":
            yield Mistake(
                say("what stands before UNION is not in { and }"),
                reading.start(index),
                say("write %(code)s", code="{ … } UNION { … }"),
            )
