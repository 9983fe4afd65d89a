"""The keeper's part where the data lies elsewhere: announces the release, keeps nothing.

    python -m endpoint.remote.herald RUN NUMBER RELEASE

It lives as long as its release is served, so that the supervisor treats it as it does a keeper.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path

from endpoint.remote import store as stores
from endpoint.remote.backend import RemoteBackend
from endpoint.sparql.backend import QueryRequest, ReleaseInfo, release_info
from endpoint.sparql.errors import QueryError
from endpoint.sparql.limits import Limits
from endpoint.workers import sandbox
from endpoint.workers.generation import Generation

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def main(arguments: list[str]) -> None:
    """Announce a release, and stay until told to leave."""
    run, number, folder = Path(arguments[0]), int(arguments[1]), Path(arguments[2])
    sandbox.die_with_parent(signal.SIGTERM)
    os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    release = release_info(folder)
    current = Generation(number, run, release, os.getpid())
    current.folder.mkdir(mode=0o700)
    current.publish()
    compare(release)
    while True:
        signal.pause()


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


if __name__ == "__main__":
    main(sys.argv[1:])
