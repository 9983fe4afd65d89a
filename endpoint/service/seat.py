"""A number for each web process, by which it has its rows in the tables that all of them share."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

SEATS = 16


class Seat:
    """The lowest number that no living process has; it is free again when this process ends."""

    def __init__(self, path: Path) -> None:
        """Take a number; raise OSError when there is none."""
        # The lock is that of the process: nothing else may open this file in it.
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self.number = self._take()

    def _take(self) -> int:
        for number in range(SEATS):
            try:
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, number)
            except OSError:
                continue
            return number
        raise OSError(f"there are {SEATS} web processes already")
