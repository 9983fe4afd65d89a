"""What a pack is made from, and what is said of each of its files."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from loaders.manifest import Manifest
from loaders.release.description.metadata import ReleaseMetadata

PAYLOAD = "data"
RESOLVER = "https://doi.org/"


@dataclass(frozen=True)
class Item:
    """A file of the payload: its name, what it is, media type, size in bytes, sha256 in hex.

    ``conforms`` are the IRIs of what it follows.
    """

    name: str
    title: str
    media_type: str
    bytes: int
    sha256: str
    conforms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Parts:
    """What a pack is made from.

    ``release`` is the folder of a release, ``root`` the checkout with the licences and the
    documentation, ``target`` the new folder. ``doi`` is that of the deposit, "" when there is none.
    """

    release: Path
    root: Path
    target: Path
    made: Manifest
    metadata: ReleaseMetadata
    doi: str = ""
    items: tuple[Item, ...] = field(default=())

    @property
    def payload(self) -> Path:
        """Return the folder of what is archived."""
        return self.target / PAYLOAD

    @property
    def identifier(self) -> str:
        """Return what the release is called for ever: its DOI, or its own address."""
        return f"{RESOLVER}{self.doi}" if self.doi else self.address

    @property
    def address(self) -> str:
        """Return the IRI of the release."""
        return f"{self.made.base}release/{self.made.version}"

    @property
    def title(self) -> str:
        """Return the title of the release."""
        return f"{self.metadata.title}, release {self.made.version}"
