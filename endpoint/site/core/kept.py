"""Keeps what pages read again and again for the life of a release, as much as fits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """What was read of some keys: at least the half of what fits that was asked for last."""

    def __init__(self, most: int) -> None:
        """Begin empty; at most ``most`` keys are kept, or as many as are asked for at once."""
        self.most = most
        self._known: dict[Key, Value] = {}
        self._before: dict[Key, Value] = {}

    def __len__(self) -> int:
        """Return how many are kept."""
        return len(self._known.keys() | self._before.keys())

    def one(self, key: Key, make: Callable[[], Value]) -> Value:
        """Return the value of a key, made when it is not kept."""
        found = self._found(key)
        if found is None:
            found = make()
            self._keep({key: found})
        return found

    def many(
        self, keys: Iterable[Key], read: Callable[[list[Key]], Mapping[Key, Value]]
    ) -> dict[Key, Value]:
        """Return the values of keys; ``read`` gives those not kept, each of its keys or an error.

        Requests may come at the same time: then some are read twice, and say the same.
        """
        found: dict[Key, Value] = {}
        missing: list[Key] = []
        for key in dict.fromkeys(keys):
            if (value := self._found(key)) is None:
                missing.append(key)
            else:
                found[key] = value
        if missing:
            fresh = read(missing)
            found.update(fresh)
            self._keep(fresh)
        return found

    def _found(self, key: Key) -> Value | None:
        value = self._known.get(key)
        if value is None and (value := self._before.get(key)) is not None:
            self._keep({key: value})
        return value

    def _keep(self, fresh: Mapping[Key, Value]) -> None:
        """Add some; when half of the room is taken, only what was asked for since then stays."""
        if len(self._known) + len(fresh) > self.most // 2:
            self._before, self._known = self._known, {}
        self._known.update(fresh)
