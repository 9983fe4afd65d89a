"""The address of a statement in the record that makes it: ``/statement/{graph}/{hash}``."""

from __future__ import annotations

import hashlib
from urllib.parse import quote

from flask import request
from pyoxigraph import NamedNode

from endpoint.site.describe.model import Statement, Term

DIGITS = 16


def digest(subject: NamedNode, predicate: NamedNode, value: Term) -> str:
    """Return the hash of a statement: it is the same in every release that makes it."""
    written = f"{subject} {predicate} {value}"
    return hashlib.sha256(written.encode()).hexdigest()[:DIGITS]


def href(statement: Statement, base: str) -> str | None:
    """Return the link to the page of a statement, in the first of the records that make it."""
    start = f"{base}graph/"
    own = [graph.value for graph in statement.graphs if graph.value.startswith(start)]
    if not own:
        return None
    name = quote(own[0][len(start) :], safe="/~")
    key = digest(statement.subject, statement.predicate, statement.value)
    return f"{request.script_root}/statement/{name}/{key}"
