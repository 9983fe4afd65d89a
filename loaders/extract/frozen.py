"""Makes dataclasses that only the type checker holds frozen, for what a text has thousands of.

A frozen dataclass sets each field through ``object.__setattr__``: six times as slow to make.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["record"]

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    from dataclasses import dataclass

    def record(*, frozen: bool, slots: bool):
        """Return the decorator for a class that is compared and hashed by its fields."""
        return dataclass(slots=slots, unsafe_hash=frozen)
