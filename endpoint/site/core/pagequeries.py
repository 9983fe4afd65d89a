"""Runs the queries of the pages (``queries/pages``), each a file, with terms bound into them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from endpoint.sparql.backend import Backend, Row, Term, bind
from loaders.errors import UsageError
from loaders.settings import DEFAULT_BASE


@dataclass
class PageQueries:
    """The query files of one folder, read once, asked of one backend."""

    folder: Path
    backend: Backend
    texts: dict[str, str] = field(default_factory=dict)

    def select(
        self,
        name: str,
        *,
        limit: int | None = None,
        offset: int = 0,
        **bindings: Sequence[Term],
    ) -> list[Row]:
        """Return the solutions of ``{name}.rq``; an empty binding has none.

        ``limit`` and ``offset`` are appended to the query, for SPARQL has no parameter for them.
        """
        if not all(bindings.values()):
            return []
        text = bind(self.text(name), bindings)
        text += f"\nLIMIT {limit:d}" if limit is not None else ""
        return self.backend.select(f"{text} OFFSET {offset:d}" if offset else text)

    def ask(self, name: str, **bindings: Sequence[Term]) -> bool:
        """Return the answer of ``{name}.rq``."""
        return self.backend.ask(bind(self.text(name), bindings))

    def shown(self, name: str, **bindings: Sequence[Term]) -> str:
        """Return a query as it is offered to people: terms bound, front matter left out."""
        lines = bind(self.text(name), bindings).splitlines()
        return "\n".join(line for line in lines if not line.startswith("#+"))

    def text(self, name: str) -> str:
        """Return the text of a query with the base of the release; raise UsageError without it."""
        if name not in self.texts:
            path = self.folder / f"{name}.rq"
            try:
                text = path.read_text(encoding="utf-8")
            except OSError as error:
                raise UsageError(f"no query of the pages at {path}") from error
            self.texts[name] = text.replace(DEFAULT_BASE, self.backend.release.base)
        return self.texts[name]
