"""What can be set about the site, and where it is read from."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Self

from endpoint.sparql.backend import Backend
from loaders.errors import UsageError
from loaders.settings import Settings


@dataclass(frozen=True)
class AppConfig:
    """The settings of the site.

    ``settings`` says where the checkout and the releases lie. ``release`` is the release folder to
    serve (default: ``current`` in the folder of releases). ``backend`` answers SPARQL (default: one
    in this process). ``proxies`` is the number of trusted reverse proxies in front, whose
    ``X-Forwarded-*`` headers then count. ``statement_cap`` is the number of statements a page shows
    of one thing, ``incoming_cap`` the number of things a document lists that point to it in one
    way, ``row_cap`` how many of them a page shows; of more the first, and a link to all.
    ``texts`` is the folder of the texts of who runs the site (``about.md``, ``licence.md``,
    ``imprint.md``). ``corrections`` is where to say what is wrong: ``mailto:…`` or the address of
    a form for issues.
    """

    settings: Settings = field(default_factory=Settings.from_environment)
    release: Path | None = None
    backend: Backend | None = None
    proxies: int = 0
    statement_cap: int = 1000
    incoming_cap: int = 300
    row_cap: int = 50
    corrections: str = ""
    texts: Path | None = None

    def __post_init__(self) -> None:
        """Refuse numbers that make no sense."""
        if self.proxies < 0 or min(self.statement_cap, self.incoming_cap, self.row_cap) < 1:
            raise UsageError("a cap must be at least 1 and the number of proxies at least 0")
        if self.texts is not None and not self.texts.is_dir():
            raise UsageError(f"{self.texts} is not a folder", remedy="set URBSOL_TEXTS to one")
        if self.corrections and not self.corrections.startswith(("mailto:", "https://", "http://")):
            raise UsageError(
                "corrections go to mailto:… or https://…", remedy="set URBSOL_CORRECTIONS to one"
            )

    @property
    def release_folder(self) -> Path:
        """Return the folder of the release that is served."""
        return self.release or self.settings.releases / "current"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Read ``URBSOL_PROXIES``, the caps, texts, corrections, and paths."""
        env = os.environ if environment is None else environment
        numbers = {
            name: _number(env, f"URBSOL_{name.upper()}")
            for name in ("proxies", "statement_cap", "incoming_cap", "row_cap")
        }
        given = {name: number for name, number in numbers.items() if number is not None}
        texts: dict[str, Any] = {"corrections": env.get("URBSOL_CORRECTIONS", "")}
        if env.get("URBSOL_TEXTS"):
            texts["texts"] = Path(env["URBSOL_TEXTS"])
        return cls.from_mapping({"settings": Settings.from_environment(env), **texts, **given})

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any]) -> Self:
        """Take settings by name; an unknown name is an error."""
        unknown = set(values) - {known.name for known in fields(cls)}
        if unknown:
            raise UsageError(f"unknown settings: {', '.join(sorted(unknown))}")
        return cls(**values)


def _number(env: Mapping[str, str], name: str) -> int | None:
    text = env.get(name, "")
    if not text:
        return None
    if not text.isascii() or not text.isdigit():
        raise UsageError(f"{name} must be a whole number, not {text!r}")
    return int(text)
