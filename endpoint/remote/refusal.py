"""Tells what a status other than 200, or a mark of a server that gave up, means for a client."""

from __future__ import annotations

import logging
import re

from endpoint.sparql.errors import QueryError
from loaders.sparql_client.client import Response
from loaders.sparql_client.errors import WireError

LOG = logging.getLogger("endpoint.remote")
SHOWN = 300
BUSY_WAIT = 5.0
# Virtuoso's codes of a query that took too long, or would.
SLOW = (b"S1T00", b"S1TAT", b"estimated execution time", b"timeout", b"timed out")

# What it says of a query that it understands but cannot carry out (SQLSTATE classes 22, 37, 42).
CANNOT = re.compile(rb"^Virtuoso (?:22|37|42)\w{3} Error")


def check(response: Response) -> None:
    """Raise QueryError unless the answer is one, and whole as far as its headers tell.

    What the server says is for the log only: it may name hosts, files and users.
    """
    if response.status != 200:
        raise _refused(response)
    if response.headers.get("content-encoding", "identity") != "identity":
        raise QueryError("the answer of the store is compressed unasked", kind="remote")
    # Virtuoso marks incomplete answers so, with status 200.
    if response.headers.get("x-sql-state"):
        raise slow()
    if "x-sparql-maxrows" in response.headers:
        raise QueryError(
            f"the store gives at most {response.headers['x-sparql-maxrows'][:20]} rows",
            kind="too-large",
            remedy="ask for less with LIMIT",
        )


def _refused(response: Response) -> QueryError:
    status = response.status
    told = beginning(response)
    LOG.warning("the remote store answered %s: %r", status, told)
    if status in {408, 504} or (status >= 400 and any(sign in told for sign in SLOW)):
        return slow()
    if status in {429, 503}:
        wait = response.headers.get("retry-after", "")
        after = float(wait) if wait.isascii() and wait.isdigit() else BUSY_WAIT
        return QueryError("the store is busy", kind="busy", retry_after=min(after, 3600.0))
    if status == 400 or CANNOT.match(told):
        return QueryError("the store does not accept this query", kind="evaluation")
    if 300 <= status < 400:
        return QueryError("the store sends elsewhere, where we do not go", kind="remote")
    if status in {401, 403}:
        return QueryError("the store lets us not in", kind="remote")
    return QueryError(f"the store answered with status {status}", kind="remote")


def beginning(response: Response) -> bytes:
    """Return the beginning of a body, and read no more of it."""
    try:
        return response.read(SHOWN) or b""
    except WireError:
        return b""
    finally:
        response.discard()


def slow() -> QueryError:
    """Return the error of a query that the server gave up."""
    return QueryError("the store gave up on it", kind="timeout", remedy="ask for less, or in steps")
