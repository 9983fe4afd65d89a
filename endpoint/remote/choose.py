"""Chooses what answers: the store in this process or its workers, or the one elsewhere."""

from __future__ import annotations

import os
from pathlib import Path

from endpoint.remote import store as stores
from endpoint.remote.backend import RemoteBackend
from endpoint.remote.engine import RemoteEngine
from endpoint.sparql.backend import Backend, LocalBackend, ReleaseInfo, release_info
from endpoint.sparql.errors import QueryError
from endpoint.sparql.limits import Limits
from endpoint.workers.generation import Watch


def backend(folder: Path) -> Backend:
    """Return the backend of one process: that of ``URBSOL_STORE``, else the release in a folder.

    Raise DataError when the folder holds no release: with a remote store too, it tells the version
    and the base, and holds search index and downloads.
    """
    remote = stores.named(os.environ, Limits.from_environment())
    if remote is None:
        return LocalBackend(folder)
    info = release_info(folder)
    return RemoteBackend(remote, lambda: info)


def engine(watch: Watch, limits: Limits) -> RemoteEngine | None:
    """Return the engine of a web process when there is a remote store."""
    remote = stores.named(os.environ, limits)
    if remote is None:
        return None

    def served() -> ReleaseInfo:
        current = watch.current()
        if current is None:
            raise QueryError("try again in a moment", kind="starting", retry_after=1)
        return current.release

    return RemoteEngine(RemoteBackend(remote, served), watch, limits)
