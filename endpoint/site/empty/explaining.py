"""Asks the backend of the running site why a query has no rows, within a time."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from endpoint.site.core.state import State
from endpoint.site.empty.survey import survey
from endpoint.site.empty.why import Asker, Explanation, explain
from endpoint.sparql import text as reading
from endpoint.sparql.backend import Backend, QueryRequest
from endpoint.sparql.errors import QueryError
from endpoint.sparql.formats import JSON
from endpoint.sparql.limits import Limits
from endpoint.syntax.tokens import tokens
from endpoint.workers.pageanswers import PageAnswers

# What all questions of one explanation may take together.
SECONDS = 10.0


@dataclass(frozen=True)
class Questions(PageAnswers):
    """Asks until a time (monotonic clock), as the public does: pages never wait for the answers."""

    table = JSON
    backend: Backend
    until: float

    def _page(self, text: str, media_type: str) -> bytes:
        """Return an answer; raise QueryError when it cannot be had in time."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise QueryError(f"an explanation may take {SECONDS:g} seconds", kind="timeout")
        return b"".join(self.backend.run(QueryRequest(text, media_type, timeout=left)).body)


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
    questions = Questions(state.backend, time.monotonic() + SECONDS)
    return explain(query, survey(state.release), Asker(questions.ask, questions.select))


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
