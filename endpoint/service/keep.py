"""The program of the keeper: the processes it forks answer queries, or speak HTTP.

    python -m endpoint.service.keep RUN NUMBER RELEASE DESCRIPTOR

``DESCRIPTOR`` is the socket that listens. Where the data lies on a remote server there is nothing
to keep, and the web processes ask that server.
"""

from __future__ import annotations

import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from endpoint.remote import herald
from endpoint.service import web
from endpoint.service.web import Post
from endpoint.sparql.backend import release_info
from endpoint.sparql.limits import Limits
from endpoint.workers import sandbox
from endpoint.workers.generation import Generation
from endpoint.workers.keeper import Keeper, serve
from endpoint.workers.stores import Held
from endpoint.workers.supervisor import report
from loaders import disk, manifest, sums
from loaders.errors import UrbsolError
from loaders.manifest import STORE


def main(arguments: list[str]) -> None:
    """Keep a release."""
    run, folder = Path(arguments[0]), Path(arguments[2])
    sandbox.die_with_parent(signal.SIGTERM)
    os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    far = bool(os.environ.get("URBSOL_STORE"))
    try:
        current, keeper = load(run, int(arguments[1]), folder, int(arguments[3]), far=far)
    except (UrbsolError, OSError) as error:
        fault = disk.of_system(error, run) if isinstance(error, OSError) else error
        report("not loaded", folder=str(folder), reason=fault.what, where=str(fault.file or run),
            remedy=fault.remedy)  # fmt: skip
        sys.exit(1)
    if far:
        herald.compare_aside(current.release)
    serve(keeper, current.publish)


def load(
    run: Path, number: int, folder: Path, descriptor: int, *, far: bool
) -> tuple[Generation, Keeper]:
    """Load a release; its files are compared with their checksums meanwhile.

    Raise DataError for a release that is damaged: a store that is not what it was must not even be
    opened. Of a release whose data is ``far`` nothing but its manifest need be here.
    """
    if not far:
        manifest.hold(folder)
    limits, release = Limits.from_environment(), release_info(folder)
    current = Generation(number, run, release, os.getpid())
    current.folder.mkdir(mode=0o700)
    family = frozenset({os.getpid(), os.getppid()})
    web = partial(begin, Post(run, descriptor, limits, release, family), far)
    # All threads end before the first fork.
    with ThreadPoolExecutor(1) as threads:
        checked = None if far else threads.submit(sums.check, folder, ("", STORE))
        keeper = Keeper(current, limits, family, web, far=far)
        if checked is not None:
            checked.result()
    return current, keeper


def begin(post: Post, far: bool, held: Held | None) -> None:
    """Be a web process; what is on disk each opens by itself."""
    if held is None and not far:
        held = Held.open(post.release, post.limits)
    web.run(post, held)


if __name__ == "__main__":
    main(sys.argv[1:])
