"""Where things lie and what every IRI begins with, from ``URBSOL_*`` when asked."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT_BASE = "https://w3id.org/urban-solidarity/"


@dataclass(frozen=True)
class Settings:
    """The settings every command shares.

    ``root`` is the checkout (with ``data/``, ``ontology/`` …), ``releases`` the folder of release
    folders, ``cache`` the folder of per-source results, ``base`` what every IRI is minted from.
    """

    root: Path
    releases: Path
    cache: Path
    base: str = DEFAULT_BASE

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read ``URBSOL_ROOT``, ``URBSOL_RELEASES``, ``URBSOL_CACHE`` and ``URBSOL_BASE``."""
        env = os.environ if environment is None else environment
        root = Path(env.get("URBSOL_ROOT") or Path(__file__).resolve().parent.parent)
        return cls(
            root=root,
            releases=Path(env.get("URBSOL_RELEASES") or root / "releases"),
            cache=Path(env.get("URBSOL_CACHE") or root / ".cache"),
            base=env.get("URBSOL_BASE") or DEFAULT_BASE,
        )

    @property
    def data(self) -> Path:
        """Return the folder of sources and registry."""
        return self.root / "data"

    @property
    def ontology(self) -> Path:
        """Return the folder of the ontology and the concept schemes."""
        return self.root / "ontology"

    @property
    def shapes(self) -> Path:
        """Return the folder of SHACL shapes."""
        return self.root / "shapes"

    @property
    def queries(self) -> Path:
        """Return the folder of query files."""
        return self.root / "queries"
