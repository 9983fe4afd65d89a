"""Remembers what was published where, so that publishing goes on where it was interrupted."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass, field
from pathlib import Path

from loaders.release.publishing.target import Target

SAVED_EACH = 1.0


@dataclass
class Journal:
    """What one target holds by our doing.

    ``graphs`` gives the sha256 of what each graph says, once all of it was sent. ``union`` is the
    release hash the default graph is of, ``sent`` how many statements of it were sent.
    """

    path: Path
    graphs: dict[str, str] = field(default_factory=dict)
    union: str = ""
    sent: int = 0
    _saved: float = 0.0

    def save(self, *, now: bool = True) -> None:
        """Write the journal in one step; without ``now`` at most once a second."""
        if not now and time.monotonic() - self._saved < SAVED_EACH:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        draft = self.path.with_suffix(".draft")
        told = {"graphs": self.graphs, "union": self.union, "sent": self.sent}
        draft.write_text(json.dumps(told, indent=0, sort_keys=True), encoding="utf-8")
        draft.rename(self.path)
        self._saved = time.monotonic()


def path_for(cache: Path, target: Target) -> Path:
    """Return where the journal of a target lies; its name tells nothing of the credentials."""
    named = f"{target.query.address.shown} {target.default_graph}"
    return cache / "published" / f"{hashlib.sha256(named.encode()).hexdigest()[:16]}.json"


def read(path: Path) -> Journal:
    """Return the journal of a target, an empty one when there is none or it is unreadable."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return Journal(path, dict(told["graphs"]), str(told["union"]), int(told["sent"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Journal(path)
