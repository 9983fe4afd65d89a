"""Reads one report of any usual format into a :class:`Document`."""

from __future__ import annotations

import atexit
import os
from functools import lru_cache
from pathlib import Path

from loaders.documents.model import Document
from loaders.documents.sandbox.process import Sandbox


def read_document(path: Path) -> Document:
    """Read a report; raise DataError saying what is wrong with the file and what to do.

    The format is told from the content; the name only decides between kinds of plain text.  Files
    are read in a limited child process that serves all calls of this process.
    """
    return _sandbox(os.getpid()).read(path)


@lru_cache(maxsize=1)
def _sandbox(process: int) -> Sandbox:
    """Return the sandbox of this process: a forked worker must not share its parent's pipes."""
    del process
    sandbox = Sandbox()
    atexit.register(sandbox.close)
    return sandbox
