"""What the ledger of a release says: how much is recorded of what, of how much that is stated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Literal

from endpoint.site.core.state import Release
from endpoint.sparql.backend import Row

COMPLETE, PARTIAL, NOT_RECORDED = "complete", "partial", "not-recorded"


@dataclass(frozen=True)
class Covered:
    """How much is recorded of one thing; ``stated`` is None when no source says how many."""

    about: str
    recorded: int
    stated: int | None
    completeness: str
    read: Literal | None


def ledger(release: Release) -> Mapping[str, Covered]:
    """Return the ledger of a release by IRI, read when first asked for; empty without one."""
    return release.once("ledger", lambda: _read(release))


def _read(release: Release) -> Mapping[str, Covered]:
    found = (_covered(row) for row in release.queries.select("coverage"))
    return {one.about: one for one in found}


def _covered(row: Row) -> Covered:
    read = row.get("read")
    return Covered(
        str(row["about"].value),
        _count(row.get("recorded")) or 0,
        _count(row.get("stated")),
        str(row["completeness"].value).rsplit("/", 1)[-1],
        read if isinstance(read, Literal) else None,
    )


def _count(term: object) -> int | None:
    text = str(getattr(term, "value", ""))
    return int(text) if text.isascii() and text.isdigit() else None
