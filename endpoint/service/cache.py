"""Keeps small answers of the current release, the least recently asked for leaving first."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from endpoint.sparql.messages import Response

# What an entry takes beside its body: key, headers, places in the tables.
OVERHEAD = 1024
# What two requests must share to get the same answer.
Key = tuple[str, ...]


class Cache:
    """A bounded cache of responses; asking for another generation empties it.

    It may be used from several threads.
    """

    def __init__(self, size: int, entry: int) -> None:
        """Keep ``size`` bytes in all and no body of more than ``entry`` bytes."""
        self.size = size
        self.entry = entry
        self.held = 0
        self.generation: object = None
        self._lock = Lock()
        self._kept: OrderedDict[Key, tuple[Response, int]] = OrderedDict()

    def __len__(self) -> int:
        """Return how many answers are kept."""
        return len(self._kept)

    def get(self, generation: object, key: Key) -> Response | None:
        """Return what is kept under a key for a generation."""
        with self._lock:
            if generation != self.generation:
                self._clear(generation)
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
            return found[0]

    def put(self, generation: object, key: Key, response: Response) -> None:
        """Keep a response if it is in memory and small enough."""
        if not isinstance(response.body, bytes) or len(response.body) > self.entry:
            return
        cost = len(response.body) + OVERHEAD + sum(map(len, key))
        with self._lock:
            if generation != self.generation:
                self._clear(generation)
            if cost > self.size or key in self._kept:
                return
            self._kept[key] = (response, cost)
            self.held += cost
            while self.held > self.size:
                _, (_, freed) = self._kept.popitem(last=False)
                self.held -= freed

    def _clear(self, generation: object) -> None:
        self._kept.clear()
        self.held = 0
        self.generation = generation
