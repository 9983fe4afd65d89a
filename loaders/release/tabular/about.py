"""What the descriptions of the tables have in common: the release, and each file with checksum."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from loaders.release.description.metadata import ReleaseMetadata
from loaders.release.tabular.model import Made


@dataclass(frozen=True)
class Written:
    """A table and the bytes of its CSV; ``geojson`` tells whether there is such a file too."""

    made: Made
    csv: bytes
    geojson: bytes | None

    @property
    def name(self) -> str:
        """Return the name of the CSV file."""
        return f"{self.made.table.name}.csv"

    @property
    def sha256(self) -> str:
        """Return the checksum of the CSV, in hex."""
        return hashlib.sha256(self.csv).hexdigest()


@dataclass(frozen=True)
class About:
    """The tables of a release, and what is said of all of them."""

    base: str
    metadata: ReleaseMetadata
    tables: tuple[Written, ...]

    @property
    def address(self) -> str:
        """Return where the tables are, ending in a slash."""
        return f"{self.base}tables/"

    @property
    def title(self) -> str:
        """Return the title of the tables together."""
        return f"{self.metadata.title}: tables"


def dumped(value: Mapping[str, object]) -> bytes:
    """Return JSON that is the same wherever it is made."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
