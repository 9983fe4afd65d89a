"""Keeps what pages read again and again for the life of a release, as much as fits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """What was read of some keys; a full one begins anew, so that it never holds more."""

    def __init__(self, most: int) -> None:
        """Begin empty; at most about ``most`` keys are kept."""
        self.most = most
        self._known: dict[Key, Value] = {}

    def __len__(self) -> int:
        """Return how many are kept."""
        return len(self._known)

    def many(
        self, keys: Iterable[Key], read: Callable[[list[Key]], Mapping[Key, Value]]
    ) -> dict[Key, Value]:
        """Return the values of keys; ``read`` gives those not kept, each of its keys or an error.

        Requests may come at the same time: then some are read twice, and say the same.
        """
        known = self._known
        found: dict[Key, Value] = {}
        missing: list[Key] = []
        for key in dict.fromkeys(keys):
            if (value := known.get(key)) is None:
                missing.append(key)
            else:
                found[key] = value
        if missing:
            if len(known) + len(missing) > self.most:
                self._known = {}
            fresh = read(missing)
            found.update(fresh)
            self._known.update(fresh)
        return found
