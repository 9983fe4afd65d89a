"""Which release is served now, and where its workers are: the keeper tells, the web reads."""

from __future__ import annotations

import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from endpoint.sparql.backend import ReleaseInfo

CURRENT = "current.json"
PUBLIC, PAGES, REMOTE, PAST = "public", "pages", "remote", "past"
CONTROL, SLOTS = "control", "slots"
# How stale the knowledge of a web process may be, in seconds.
FRESH = 0.05


@dataclass(frozen=True)
class Generation:
    """One release with its sockets, in a folder of their own below the run folder."""

    number: int
    run: Path
    release: ReleaseInfo
    keeper: int = 0

    @property
    def folder(self) -> Path:
        """Return the folder of the sockets."""
        return generation_folder(self.run, self.number)

    def path(self, name: str) -> str:
        """Return the path of a socket or of the table of workers."""
        return f"{self.run}/{self.number}/{name}"

    def publish(self) -> None:
        """Make this the generation that new queries go to, in one step."""
        release = asdict(self.release)
        release["folder"] = str(self.release.folder) if self.release.folder else None
        told = {"number": self.number, "keeper": self.keeper, "release": release}
        draft = self.run / f"{CURRENT}.{self.number}.{os.getpid()}"
        draft.write_text(json.dumps(told), encoding="utf-8")
        draft.rename(self.run / CURRENT)


def generation_folder(run: Path, number: int) -> Path:
    """Return the folder of a generation's sockets."""
    return run / str(number)


def read(run: Path) -> Generation | None:
    """Return the current generation, None before the first is ready."""
    try:
        told = json.loads((run / CURRENT).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    release = told["release"]
    release["folder"] = Path(release["folder"]) if release["folder"] else None
    return Generation(told["number"], run, ReleaseInfo(**release), told["keeper"])


class Watch:
    """Knows the current generation without reading its file for every query."""

    def __init__(self, run: Path) -> None:
        """Watch a run folder."""
        self.run = run
        self._file = str(run / CURRENT)
        self._looked = 0.0
        self._stamp = (0, 0)
        self._known: Generation | None = None

    def current(self, *, sure: bool = False) -> Generation | None:
        """Return the current generation, at most FRESH seconds old, or read anew when ``sure``."""
        now = time.monotonic()
        if not sure and self._known is not None and now - self._looked < FRESH:
            return self._known
        self._looked = now
        try:
            status = os.stat(self._file)  # noqa: PTH116 - this is asked for every query
        except FileNotFoundError:
            return None
        stamp = (status.st_mtime_ns, status.st_ino)
        if sure or stamp != self._stamp:
            self._known, self._stamp = read(self.run), stamp
        return self._known
