"""The releases of the past as a worker answers from them: from their stores on disk, one at a time.

A worker that holds a release in memory has all of it; the past is asked seldom, and by few.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from endpoint.sparql.backend import ReleaseInfo, release_info
from endpoint.sparql.errors import QueryError
from endpoint.sparql.execute import Result
from endpoint.sparql.limits import Limits
from endpoint.workers import sandbox
from endpoint.workers.frames import Task
from endpoint.workers.spool import MEBI
from endpoint.workers.stores import Held, folder_of
from loaders import sums
from loaders.errors import DataError
from loaders.manifest import STORE
from loaders.vocabulary import prefixes as prefixes_of

# Addresses that the threads of a store on disk take, most of them never used: 256 MiB a stack. Once
# it is open the memory of its queries is bounded as that of all others.
OPENING = 2048 * MEBI


@dataclass
class Shelf:
    """Old releases that lie beside the one that is served; at most one of them is open."""

    served: ReleaseInfo
    limits: Limits
    in_memory: bool = False
    holds_files: bool = False
    opening: int = OPENING
    _open: Held | None = field(default=None)

    @property
    def release(self) -> ReleaseInfo:
        """Return the release that is open, or the one that is served."""
        return self._open.release if self._open else self.served

    @property
    def prefixes(self) -> dict[str, str]:
        """Return the prefixes of the release that is open."""
        return self._open.prefixes if self._open else prefixes_of(self.served.base)

    def begin(self, task: Task) -> Result:
        """Begin with a query of the release it names; raise QueryError when it cannot be read."""
        folder = folder_of(self.served).parent / task.release
        if self._open is None or self._open.release.folder != folder.resolve():
            # What was open is closed first, so that memory holds one of them.
            self._open = None
            sandbox.unbind_memory()
            self._open = self._opened(folder)
            sandbox.limit_memory(self.limits.memory * MEBI, for_good=False)
        return self._open.begin(task)

    def _opened(self, folder: Path) -> Held:
        """Open a release whose store is what it was; another must not even be opened."""
        try:
            sums.check(folder, (STORE,))
            return Held.open(release_info(folder), replace(self.limits, reorder=False))
        except (DataError, OSError) as error:
            raise QueryError("this release cannot be read here", kind="internal") from error
