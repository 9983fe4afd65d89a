"""Compares a release with the store elsewhere that is said to hold it."""

from __future__ import annotations

import json
import os
import sys
import time

from endpoint.remote import store as stores
from endpoint.remote.backend import RemoteBackend
from endpoint.sparql.backend import QueryRequest, ReleaseInfo
from endpoint.sparql.errors import QueryError
from endpoint.sparql.limits import Limits

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def compare_aside(release: ReleaseInfo) -> None:
    """Compare in a process of its own: the store elsewhere may take its time."""
    if os.fork() == 0:
        try:
            compare(release)
        finally:
            os._exit(0)


def compare(release: ReleaseInfo) -> None:
    """Say in the log when the remote store holds another number of statements than the release.

    It serves all the same: some stores keep one of two forms of a number, and count less.
    """
    store = stores.named(os.environ, Limits.from_environment())
    if store is None:
        return
    backend = RemoteBackend(store, lambda: release)
    try:
        body = b"".join(backend.run(QueryRequest(COUNT)).body)
        found = json.loads(body)["results"]["bindings"][0]["n"]["value"]
    except QueryError as error:
        say("remote store unusable", reason=error.kind, detail=error.what)
    else:
        if int(found) != release.triples:
            say("remote store differs", statements=int(found), expected=release.triples)


def say(event: str, **told: object) -> None:
    """Write a line of the log."""
    line = {"time": round(time.time(), 3), "event": event, **told}
    sys.stderr.write(json.dumps(line) + "\n")
    sys.stderr.flush()
