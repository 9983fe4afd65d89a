"""Puts the columns of ``SELECT *`` into the order in which the query names them.

The library orders them by name. People expect the order of the query, as most servers give it.
"""

from __future__ import annotations

import re

from pyoxigraph import QuerySolutions, Store, Variable

from endpoint.sparql.text import may_name_services
from endpoint.syntax.tokens import tokens

# Bounded, so that looking for it takes linear time.
STAR = re.compile(r"SELECT\s{0,20}(?:DISTINCT|REDUCED)?\s{0,20}\*", re.IGNORECASE)
NOTHING = Store()
MODIFIERS = frozenset({"DISTINCT", "REDUCED"})


def named(query: str, base: str) -> str:
    """Return a query with its variables in the place of the star of its outermost SELECT.

    Which they are is asked of the parser; what is not SPARQL, or has no such star, is returned as
    it is, and so is what asks other endpoints: parsing begins to evaluate too.
    """
    if not STAR.search(query) or "\\" in query or may_name_services(query):
        return query
    place, seen = -1, dict[str, None]()
    words: list[str] = []
    for token in tokens(query):
        if token.kind == "variable":
            seen[token.text[1:]] = None
        elif place < 0:
            words.append(token.text.upper())
            if token.text in {"{", "}"}:
                return query
            if token.text == "*" and "SELECT" in words:
                if not MODIFIERS.issuperset(words[words.index("SELECT") + 1 : -1]):
                    return query
                place = token.start
    if place < 0:
        return query
    in_scope = {variable.value for variable in variables(query, base)}
    wanted = [name for name in seen if name in in_scope]
    if len(wanted) != len(in_scope) or wanted == sorted(wanted):
        return query
    return query[:place] + " ".join(f"?{name}" for name in wanted) + query[place + 1 :]


def variables(query: str, base: str) -> list[Variable]:
    """Return the variables of a query where there is no data; none when it is not SPARQL."""
    try:
        found = NOTHING.query(query, base_iri=base)
    except (SyntaxError, ValueError, OSError, RuntimeError):
        return []
    return list(found.variables) if isinstance(found, QuerySolutions) else []
