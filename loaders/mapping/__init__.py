"""Tables become quads: one mapper a source, named by ``mapper`` in its ``source.yml``."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from loaders.mapping.base import Mapper

# The mappers are modules of this package with a function ``map_rows(rows, context) -> Mapped``.
MAPPERS = (
    "actors",
    "charters",
    "cities",
    "concept_schemes",
    "conflicts",
    "events",
    "external_concepts",
    "memberships",
    "networks",
    "practices",
    "publications",
    "safe_harbour_demands",
)


def mapper(name: str) -> Mapper:
    """Return the mapper of that name (one of ``MAPPERS``)."""
    return cast("Mapper", import_module(f"loaders.mapping.{name}").map_rows)
