"""Bends queries for a server whose default graph is one of its named graphs (Virtuoso).

Asked with ``default-graph-uri=U`` alone, Virtuoso 7.2 lets ``GRAPH ?g`` range over all graphs, U
among them, but finds nothing in ``GRAPH <g>`` unless g is named by ``named-graph-uri``. What is
done here gives such a query the answer it has where U is the unnamed default graph.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from urllib.parse import urljoin

from endpoint.sparql.errors import QueryError
from endpoint.syntax.tokens import Token, tokens

LOCAL_ESCAPE = re.compile(r"\\(.)")


@dataclass(frozen=True)
class Bent:
    """The text to send, and the graphs to name beside it."""

    text: str
    named_graphs: tuple[str, ...] = ()


def bend(query: str, union: str, base: str) -> Bent:
    """Return a query that treats the graph ``union`` as if it were the default graph.

    Raise QueryError for ``SELECT *`` over both kinds of GRAPH clauses: it would show a variable of
    ours.
    """
    if "graph" not in query.lower():
        return Bent(query)
    stream = list(tokens(query))
    clauses = [
        (token, name)
        for token, name in itertools.pairwise(stream)
        if token.kind == "word" and token.text.upper() == "GRAPH"
    ]
    variables = [(token, name) for token, name in clauses if name.kind == "variable"]
    constants = [(token, name) for token, name in clauses if name.kind in {"iri", "name"}]
    if not variables:
        graphs = resolved(stream, [name for _, name in constants], base)
        return Bent(query, tuple(dict.fromkeys(graphs)))
    if constants and selects_all(stream):
        raise QueryError(
            "the store cannot answer SELECT * with both GRAPH <name> and GRAPH ?variable",
            kind="evaluation",
            remedy="name the variables",
        )
    return Bent(rewritten(query, union, variables, constants))


def rewritten(
    query: str,
    union: str,
    variables: list[tuple[Token, Token]],
    constants: list[tuple[Token, Token]],
) -> str:
    """Put filters before the GRAPH clauses, in the same line so that nothing else moves."""
    edits: list[tuple[int, int, str]] = [
        (token.start, token.start, f"FILTER({name.text} != <{union}>) ")
        for token, name in variables
    ]
    fresh = (f"?store{number}" for number in itertools.count())
    free = (name for name in fresh if name[1:] not in query)
    for (token, name), variable in zip(constants, free, strict=False):
        edits.append((token.start, token.start, f"FILTER({variable} = {name.text}) "))
        edits.append((name.start, name.start + len(name.text), variable))
    for start, end, text in sorted(edits, reverse=True):
        query = query[:start] + text + query[end:]
    return query


def selects_all(stream: list[Token]) -> bool:
    """Tell whether a query, or one inside of it, has ``SELECT *``."""
    words = [token.text.upper() for token in stream]
    return any(
        word == "SELECT" and "*" in words[place + 1 : place + 3]
        for place, word in enumerate(words)
        if stream[place].kind == "word"
    )


def resolved(stream: list[Token], names: list[Token], base: str) -> list[str]:
    """Return the IRIs of terms by the prologue of their query."""
    prefixes: dict[str, str] = {}
    for token, first, second in zip(stream, stream[1:], stream[2:], strict=False):
        word = token.text.upper() if token.kind == "word" else ""
        if word == "BASE" and first.kind == "iri":
            base = urljoin(base, first.text[1:-1])
        elif word == "PREFIX" and second.kind == "iri":
            prefixes[first.text] = urljoin(base, second.text[1:-1])
    found = []
    for name in names:
        if name.kind == "iri":
            found.append(urljoin(base, name.text[1:-1]))
            continue
        prefix, _, local = name.text.partition(":")
        found.append(prefixes.get(f"{prefix}:", "") + LOCAL_ESCAPE.sub(r"\1", local))
    return found
