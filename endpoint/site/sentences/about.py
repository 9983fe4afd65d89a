"""What a sentence may say of a thing: names, dates and counts taken from its statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Share:
    """How many of several say something, and the earliest of what they say."""

    known: int
    total: int
    earliest: str = ""


@dataclass(frozen=True)
class About:
    """A thing for a sentence, its parts written in the language spoken; what is missing is empty.

    ``where`` names its place and country, ``named`` lists other things by role (``theme``,
    ``author``, ``governs``), ``dates`` gives ``founded``, ``start``, ``end`` and ``date``.
    ``counts`` are of what the graph records, by what it is to the thing. ``starts`` says of how
    many memberships the start is stated, ``fulfilled`` of how many commitments it is recorded that
    they were kept, ``stated_size`` what a source says of the number of members, with its date.
    """

    kind: str
    name: str
    where: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    named: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dates: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    starts: Share | None = None
    fulfilled: Share | None = None
    stated_size: tuple[str, str] | None = None
