"""One remote SPARQL server: sends it queries, and writes what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from endpoint.remote import answer, question, refusal
from endpoint.sparql.limits import Limits
from endpoint.workers.frames import Task
from endpoint.workers.spool import MEBI
from endpoint.writing.xml import Output
from loaders.sparql_client import address as addresses
from loaders.sparql_client.address import Address
from loaders.sparql_client.client import Cancel, Client, Request
from loaders.sparql_client.errors import WireError
from loaders.vocabulary import prefixes

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class RemoteStore:
    """A server at an address, asked within limits; may be used from many threads."""

    address: Address
    limits: Limits

    @cached_property
    def client(self) -> Client:
        """Return the connections to the server."""
        return Client(self.address)

    def answer(self, task: Task, base: str, output: Output, cancel: Cancel | None = None) -> None:
        """Write the whole answer of a query; raise QueryError when there is none.

        What was written before an error is worth nothing.
        """
        form, allowed = question.check(task, base, self.limits)
        request = Request(
            method="POST",
            target=self.address.path,
            headers={
                "Accept": answer.accept(form),
                "Content-Type": FORM,
                **self.address.basic(),
            },
            body=question.body(allowed, base, self.address.parameters),
            deadline=task.deadline,
            limit=self.limits.answer_size * MEBI,
        )
        try:
            response = self.client.ask(request, cancel)
        except WireError as error:
            raise answer.of_wire(error) from error
        with response:
            refusal.check(response)
            answer.rewrite(response, form, task.media_type, output, prefixes(base))


def named(environment: Mapping[str, str], limits: Limits) -> RemoteStore | None:
    """Return the server that ``URBSOL_STORE`` names, None when it names none.

    Raise UsageError when the setting is neither empty nor an address.
    """
    store = environment.get("URBSOL_STORE", "")
    return RemoteStore(addresses.parse(store, environment), limits) if store else None
