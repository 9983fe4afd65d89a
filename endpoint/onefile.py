"""Answers one query from a release without a server, for ``urbsol query``."""

from __future__ import annotations

from pathlib import Path

from endpoint.remote import choose
from endpoint.sparql import formats, text
from endpoint.sparql.backend import QueryRequest
from loaders.errors import UsageError


def answer(query: str, wish: str | None, folder: Path) -> bytes:
    """Return the answer; a table is CSV and a graph Turtle unless another format is wished for.

    Raise QueryError when the query is wrong, UsageError when it has no such format.
    """
    form = text.form(query)
    offered = formats.offered(form)
    default = "ttl" if form in {"CONSTRUCT", "DESCRIBE"} else "csv" if form == "SELECT" else "json"
    chosen = formats.named(wish or default, offered)
    if chosen is None:
        names = ", ".join(one.name for one in offered)
        raise UsageError(f"no format {wish} for this query", remedy=f"choose one of {names}")
    request = QueryRequest(text=query, media_type=chosen.media_type)
    body = b"".join(choose.backend(folder).run(request).body)
    return body if body.endswith(b"\n") else body + b"\n"
