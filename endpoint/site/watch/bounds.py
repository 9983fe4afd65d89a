"""Bounds the queries that are watched: how many rows an answer may have, and what they may ask."""

from __future__ import annotations

from collections.abc import Iterator

from endpoint.site.changes.following import WATCHED
from endpoint.sparql import text as reading
from endpoint.sparql.errors import QueryError
from endpoint.sparql.execute import check_syntax
from endpoint.sparql.federation import NOWHERE
from endpoint.sparql.limits import Limits
from endpoint.syntax.tokens import Token, tokens


def bounded(query: str, base: str) -> tuple[str, str]:
    """Return a query that gives at most one row more than are compared, and its form.

    Raise QueryError for an update, for one that asks other services or nests too deeply, and for
    one that itself asks for more rows than are compared.
    """
    text = reading.unescaped(query) if "\\" in query else query
    reading.check_nesting(text, Limits.from_environment().nesting)
    form = reading.form(text)
    if form == "UPDATE":
        raise QueryError(
            "this is an update, not a query", kind="bad-request", remedy="watch a query"
        )
    asked = NOWHERE.allowed_only(text, base)
    check_syntax(asked, base)
    return (asked if form == "ASK" else _limited(asked)), form


def _limited(query: str) -> str:
    """Return a query with LIMIT at its end; one that has its own keeps it."""
    outer = list(_outside(query))
    words = [token.text.upper() for token in outer]
    if "LIMIT" in words:
        number = words[words.index("LIMIT") + 1]
        if len(number) < 10 and number.isdecimal() and int(number) <= WATCHED:
            return query
        raise too_many()
    # Outside all brackets VALUES is what may follow LIMIT (SPARQL 1.1, ValuesClause).
    place = outer[words.index("VALUES")].start if "VALUES" in words else len(query)
    return f"{query[:place]}\nLIMIT {WATCHED + 1:d}\n{query[place:]}"


def _outside(query: str) -> Iterator[Token]:
    """Yield the tokens outside all brackets."""
    depth = 0
    for token in tokens(query):
        depth += (token.kind == "open") - (token.kind == "close")
        if depth == 0 and token.kind != "close":
            yield token


def too_many() -> QueryError:
    """Return the error of an answer that is too long to be compared row by row."""
    return QueryError(
        f"an answer that is watched has at most {WATCHED} rows",
        kind="too-large",
        remedy="narrow the query, or follow /changes.atom",
    )
