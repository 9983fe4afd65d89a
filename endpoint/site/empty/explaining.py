"""Asks the backend of the running site why a query has no rows, within the limits of its pages."""

from __future__ import annotations

from typing import Any

from endpoint.site.core.state import State
from endpoint.site.empty.survey import survey
from endpoint.site.empty.why import Asker, Explanation, explain
from endpoint.sparql import text as reading
from endpoint.sparql.errors import QueryError
from endpoint.sparql.limits import Limits
from endpoint.syntax.tokens import tokens


def why(state: State, query: str) -> Explanation | None:
    """Return why a query has no rows; None when it has some, or nothing can be said.

    Queries that name a dataset, call other services or nest deeply are left alone.
    """
    words = {token.text.upper() for token in tokens(query) if token.kind == "word"}
    if words & {"FROM", "SERVICE"}:
        return None
    try:
        reading.check_nesting(query, Limits.from_environment().nesting)
    except QueryError:
        return None
    backend = state.backend
    return explain(query, survey(state.release), Asker(backend.ask, backend.select))


def document(found: Explanation | None) -> dict[str, Any]:
    """Return an explanation as JSON has it."""
    if found is None:
        return {"part": None, "because": []}
    return {
        "part": found.part,
        "line": found.line,
        "column": found.column,
        "because": [
            {"kind": one.kind, "what": one.what, "instead": one.instead or None}
            for one in found.findings
        ],
    }
