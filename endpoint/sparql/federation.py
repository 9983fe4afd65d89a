"""Which remote endpoints SERVICE may name, and the one address by which workers reach them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from endpoint.sparql.errors import QueryError
from endpoint.sparql.limits import Limits
from endpoint.sparql.text import Service, services


@dataclass(frozen=True)
class Directory:
    """The allowed endpoints, and the URL of the relay that speaks to them for the workers."""

    allowed: tuple[str, ...]
    relay: str = ""

    @classmethod
    def of(cls, limits: Limits, relay: str) -> Directory:
        """Return the directory that the limits give; without a relay nothing is allowed."""
        return cls(tuple(limits.services.split()) if relay else (), relay)

    def directed(self, query: str, found: tuple[Service, ...]) -> str:
        """Return the query with each endpoint replaced by its address at the relay.

        Raise QueryError when a clause names any other endpoint, or a variable.
        """
        text = query
        for service in sorted(found, key=lambda one: one.start, reverse=True):
            if service.endpoint not in self.allowed:
                raise refused(query, service, self.allowed)
            address = f"<{self.relay}{label(service.endpoint)}>"
            text = text[: service.start] + address + text[service.end :]
        return text


NOWHERE = Directory(())


def label(endpoint: str) -> str:
    """Return the last part of an endpoint's address at the relay."""
    return hashlib.blake2b(endpoint.encode(), digest_size=8).hexdigest()


def refuse_all(query: str) -> None:
    """Raise QueryError when a query has a SERVICE clause, whatever it names."""
    for service in services(query):
        raise refused(query, service, ())


def refused(query: str, service: Service, allowed: tuple[str, ...]) -> QueryError:
    """Return the error of a SERVICE clause that is not allowed."""
    named = f"<{service.endpoint}>" if service.endpoint else "that endpoint"
    return QueryError(
        f"SERVICE {named} is not allowed here",
        kind="service-refused",
        remedy=f"allowed are {', '.join(allowed)}" if allowed else "",
        line=query.count("\n", 0, service.start) + 1,
        position=service.start - query.rfind("\n", 0, service.start),
    )
