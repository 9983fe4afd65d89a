"""Which remote endpoints SERVICE may name, and the one address by which workers reach them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from endpoint.sparql.errors import NOTHING, QueryError, refusal
from endpoint.sparql.execute import check_syntax
from endpoint.sparql.limits import Limits
from endpoint.sparql.text import Service, services
from endpoint.syntax.reading import say

# An address that is none: whoever asks there gets nothing, and no connection is opened for it.
NOBODY = "urn:urbsol:nobody"


@dataclass(frozen=True)
class Directory:
    """The allowed endpoints, and the URL of the relay that speaks to them for the workers.

    Without a relay each is asked at its own address.
    """

    allowed: tuple[str, ...]
    relay: str = ""

    @classmethod
    def of(cls, limits: Limits, relay: str) -> Directory:
        """Return the directory that the limits give; without a relay nothing is allowed."""
        return cls(tuple(limits.services.split()) if relay else (), relay)

    def directed(self, query: str, found: tuple[Service, ...]) -> str:
        """Return the query with each endpoint replaced by its address at the relay.

        Where SILENT stands before any other endpoint, or before a variable, NOBODY takes its place:
        the clause has one solution without values (SPARQL 1.1 Federated Query §2). Raise QueryError
        when SILENT does not stand there.
        """
        text = query
        for service in sorted(found, key=lambda one: one.start, reverse=True):
            if service.endpoint is not None and service.endpoint in self.allowed:
                address = (
                    f"{self.relay}{label(service.endpoint)}" if self.relay else service.endpoint
                )
            elif service.silent:
                address = NOBODY
            else:
                raise refused(query, service, self.allowed)
            text = f"{text[: service.start]}<{address}>{text[service.end :]}"
        return text

    def allowed_only(self, query: str, base: str) -> str:
        """Return what ``directed`` makes of a query; one that is not SPARQL is told as such."""
        found = services(query)
        if not found:
            return query
        try:
            return self.directed(query, found)
        except QueryError:
            check_syntax(query, base)
            raise


NOWHERE = Directory(())


def label(endpoint: str) -> str:
    """Return the last part of an endpoint's address at the relay."""
    return hashlib.blake2b(endpoint.encode(), digest_size=8).hexdigest()


def refused(query: str, service: Service, allowed: tuple[str, ...]) -> QueryError:
    """Return the error of a SERVICE clause that is not allowed."""
    named = f"<{service.endpoint}>" if service.endpoint else "?"
    return refusal(
        "service-refused",
        say("SERVICE %(endpoint)s is not allowed here", endpoint=named),
        say("allowed are %(known)s", known=", ".join(allowed)) if allowed else NOTHING,
        line=query.count("\n", 0, service.start) + 1,
        position=service.start - query.rfind("\n", 0, service.start),
    )
