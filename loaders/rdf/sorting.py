"""Sorts the lines of large files on disk, in memory that does not grow with them."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from typing import BinaryIO

RUN = 200_000  # lines sorted in memory at a time: some 50 MB


def sorted_lines(lines: Iterable[bytes], run: int = RUN) -> Iterator[bytes]:
    """Yield lines in the order of their bytes; what does not fit into ``run`` waits on disk."""
    source = iter(lines)
    first = sorted(islice(source, run))
    with ExitStack() as stack:
        runs: list[BinaryIO] = []
        while batch := sorted(islice(source, run)):
            file = stack.enter_context(tempfile.TemporaryFile())
            file.writelines(batch)
            file.seek(0)
            runs.append(file)
        yield from heapq.merge(first, *runs) if runs else first


def differences(left: Iterable[bytes], right: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield ``-`` and a line only the left has, ``+`` and one only the right has, ``=`` and both.

    Both are sorted and read side by side.
    """
    lefts, rights = iter(left), iter(right)
    one, other = next(lefts, None), next(rights, None)
    while one is not None or other is not None:
        if one == other and one is not None:
            yield "=", one
            one, other = next(lefts, None), next(rights, None)
        elif other is None or (one is not None and one < other):
            yield "-", one or b""
            one = next(lefts, None)
        else:
            yield "+", other
            other = next(rights, None)
