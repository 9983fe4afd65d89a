"""What the front hands over to the pages: a query with its answer or its error, to be shown."""

from __future__ import annotations

from dataclasses import dataclass, field

from endpoint.sparql.errors import QueryError
from endpoint.sparql.limits import Limits
from endpoint.sparql.protocol import Query

# Its place in the environment of the request.
OUTCOME = "urbsol.outcome"


@dataclass(frozen=True)
class Outcome:
    """The query, if any, and its answer, its error or neither (then the form is shown)."""

    asked: Query | None = None
    body: bytes | None = None
    seconds: float = 0.0
    error: QueryError | None = None
    limits: Limits = field(default_factory=Limits)
