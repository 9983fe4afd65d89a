"""What a format cannot hold."""

from __future__ import annotations

from loaders.errors import UrbsolError


class UnwritableError(UrbsolError):
    """An answer that the format asked for cannot hold; the remedy names one that can."""
