"""Answers look-ups of one thing in the web process itself, from the release's store on disk.

To hand a query to a worker and to be woken with its answer takes longer than to find what is said
of one thing. A look-up names its subject, has one triple pattern or is a DESCRIBE, and nothing in
it can take time but the answer itself, which is given up when it grows. So it is the one kind of
query that needs no process of its own to be ended. Whatever else a query has, a worker answers it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from threading import Lock

from pyoxigraph import Store

from endpoint.sparql.errors import QueryError
from endpoint.sparql.execute import evaluate, write
from endpoint.sparql.protocol import Query
from endpoint.workers.generation import Generation
from loaders.vocabulary import prefixes

KIBI = 1024
LONGEST = 8192
_SPACE = r"(?:[\x20\t\r\n]+|\#[^\r\n]*(?=[\r\n]))"
_IRI = r"<[^\x00-\x20<>\"{}|^`\\]*>"
_NAME = r"[A-Za-z](?:[A-Za-z0-9_-]{0,60})?:[A-Za-z0-9_](?:[A-Za-z0-9_-]*)"
_VARIABLE = r"[?$][A-Za-z0-9_]+"
LOOKUP = re.compile(
    rf"""{_SPACE}*+
    (?:PREFIX{_SPACE}++[A-Za-z0-9_-]{{0,60}}:{_SPACE}*+{_IRI}{_SPACE}*+)*+
    (?: DESCRIBE{_SPACE}*+(?:{_IRI}|(?<=[\s]){_NAME}){_SPACE}*+
      | (?:SELECT{_SPACE}*+(?:\*|(?:{_VARIABLE}{_SPACE}*+)++)|ASK){_SPACE}*+(?:WHERE{_SPACE}*+)?+
        \{{{_SPACE}*+(?:{_IRI}|{_NAME}){_SPACE}++
        (?:(?P<predicate>{_VARIABLE})|{_IRI}|{_NAME}|a){_SPACE}++
        (?:(?P<value>{_VARIABLE})|{_IRI}|{_NAME}){_SPACE}*+(?:\.{_SPACE}*+)?+\}}{_SPACE}*+
    )(?:\#[^\r\n]*)?+""",
    re.IGNORECASE | re.ASCII | re.VERBOSE,
)


class _GrownError(Exception):
    """The answer is longer than a look-up may have."""


class Short:
    """Takes the bytes of an answer; raises when there are too many."""

    def __init__(self, limit: int) -> None:
        """Take at most ``limit`` bytes."""
        self._left = limit
        self._chunks: list[bytes] = []

    def write(self, data: bytes, /) -> int:
        """Take bytes and return how many."""
        self._left -= len(data)
        if self._left < 0:
            raise _GrownError
        self._chunks.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Do nothing: all is in memory."""

    def body(self) -> bytes:
        """Return what was taken."""
        return b"".join(self._chunks)


@dataclass(frozen=True)
class Opened:
    """The store of one generation, None when there is none that can be read."""

    number: int
    store: Store | None
    prefixes: dict[str, str]


class Lookups:
    """The look-ups of one web process; may be used from several threads."""

    def __init__(self, size: int) -> None:
        """Answer look-ups of at most ``size`` KiB, none when that is 0."""
        self._size = size * KIBI
        self._lock = Lock()
        self._opened = Opened(0, None, {})

    def answer(self, asked: Query, current: Generation) -> bytes | None:
        """Return the answer to a look-up; None for what a worker has to answer."""
        if not self._size or asked.default_graphs or asked.named_graphs or asked.exists:
            return None
        if not is_lookup(asked.text):
            return None
        opened = self._open(current)
        if opened.store is None:
            return None
        output = Short(self._size)
        try:
            result = evaluate(opened.store, asked.text, (), (), current.release.base)
            write(result, output, asked.format.media_type, opened.prefixes)
        except (QueryError, _GrownError, OSError):
            # Errors are told by those who know all about them.
            return None
        return output.body()

    def _open(self, current: Generation) -> Opened:
        if self._opened.number != current.number:
            with self._lock:
                if self._opened.number != current.number:
                    self._opened = opened(current)
        return self._opened


def is_lookup(text: str) -> bool:
    """Tell whether a query does nothing but find what is said of one thing it names."""
    found = LOOKUP.fullmatch(text) if len(text) <= LONGEST else None
    return found is not None and not (
        found["predicate"] is not None
        and found["value"] is not None
        and found["predicate"][1:] == found["value"][1:]
    )


def opened(current: Generation) -> Opened:
    """Open the store of a generation for reading."""
    folder = current.release.folder
    store = None
    if folder is not None and (folder / "store").is_dir():
        try:
            store = Store.read_only(str(folder / "store"))
        except (OSError, RuntimeError, ValueError):
            # Without it everything is as it was: a worker answers.
            store = None
    return Opened(current.number, store, prefixes(current.release.base))
