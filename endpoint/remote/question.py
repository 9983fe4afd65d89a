"""Turns a query of ours into the request a remote server gets; lets nothing but queries pass."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from endpoint.remote.dialect import Bent, bend
from endpoint.sparql import text
from endpoint.sparql.errors import QueryError
from endpoint.sparql.execute import check_syntax
from endpoint.sparql.federation import Directory
from endpoint.sparql.limits import Limits
from endpoint.syntax.tokens import tokens
from endpoint.workers.frames import Task

DATASET = ("default-graph-uri", "named-graph-uri")


def check(task: Task, base: str, limits: Limits) -> tuple[str, Task]:
    """Return the form of a query, and it without what is not allowed but silent.

    Raise QueryError when it is not a query, or not allowed.

    Only what our own parser takes for a query is sent: an update cannot be one (SPARQL 1.1 §19.8),
    and a syntax error is told with line and column whatever the remote server would say.
    """
    text.check_nesting(task.text, limits.nesting)
    form = text.form(task.text)
    check_syntax(task.text, base)
    if form not in text.FORMS:
        raise QueryError("this is not a query", kind="bad-request")
    found = text.services(task.text)
    if not found:
        return form, task
    allowed = Directory(tuple(limits.services.split()))
    return form, replace(task, text=allowed.directed(task.text, found))


def body(task: Task, base: str, parameters: tuple[tuple[str, str], ...]) -> bytes:
    """Return the form-encoded request (SPARQL 1.1 Protocol §2.1.2).

    A body of ``application/sparql-query`` would be shorter, but Virtuoso 7.2 never answers it. The
    dataset in ``parameters`` (those of the address) counts only where neither the request nor the
    query names one. Our base stands before a query without one, for the server has one of its own;
    Virtuoso takes no second.
    """
    named = bool(task.default_graphs or task.named_graphs)
    own = named or has_word(task.text, "FROM")
    unions = [value for name, value in parameters if name == DATASET[0]]
    bent = Bent(task.text) if own or len(unions) != 1 else bend(task.text, unions[0], base)
    based = bent.text if has_word(task.text, "BASE") else f"BASE <{base}>\n{bent.text}"
    pairs = [("query", based)]
    pairs += [(DATASET[0], graph) for graph in task.default_graphs]
    pairs += [(DATASET[1], graph) for graph in (*task.named_graphs, *bent.named_graphs)]
    pairs += [pair for pair in parameters if not (own and pair[0] in DATASET)]
    return urlencode(pairs).encode()


def has_word(query: str, word: str) -> bool:
    """Tell whether a query has a keyword, given in upper case."""
    if word not in query.upper():
        return False
    return any(one.kind == "word" and one.text.upper() == word for one in tokens(query))
