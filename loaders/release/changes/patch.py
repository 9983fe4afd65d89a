"""Writes a difference as RDF Patch (https://afs.github.io/rdf-delta/rdf-patch.html)."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.manifest import Manifest
from loaders.release.changes.statements import Difference

MEDIA_TYPE = "application/rdf-patch"


def patch(difference: Difference, old: Manifest, new: Manifest) -> Iterator[str]:
    """Yield the lines of one transaction that makes the new dataset of the old one."""
    yield f"H id <{new.base}release/{new.version}> ."
    yield f"H prev <{old.base}release/{old.version}> ."
    yield "TX ."
    yield from (f"D {line}" for line in difference.removed)
    yield from (f"A {line}" for line in difference.added)
    yield "TC ."
