"""Reads query files: SPARQL with ``#+`` front matter that says what the query is for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from loaders.errors import DataError
from loaders.rdf.rebase import read_rebased
from loaders.settings import DEFAULT_BASE
from loaders.yamltext import parse_yaml

MARK = "#+"
REQUIRED = ("summary", "description", "tags")
FORM = re.compile(r"\b(SELECT|CONSTRUCT|ASK|DESCRIBE)\b", re.IGNORECASE)
# Comments, and what may hold a keyword without meaning it: IRIs and prefixed names are short of
# the form keyword only in the prologue.
PROLOGUE = re.compile(r"#[^\n]*|<[^>\s]*>|(?:PREFIX|BASE)\s+[\w.-]*:?", re.IGNORECASE)


@dataclass(frozen=True)
class QueryFile:
    """One query: its name (the file's stem), group (its folder), front matter and text.

    ``text`` is the query without the front matter; ``extra`` holds the further keys of the front
    matter (``question``, ``expects``, ``source`` of a competency question; ``titled`` and
    ``described``, which say summary and description in further languages).
    """

    name: str
    group: str
    summary: str
    description: str
    tags: tuple[str, ...]
    text: str
    form: str
    extra: Mapping[str, object] = field(default_factory=dict)

    @property
    def titles(self) -> Mapping[str, str]:
        """Return the summary by language."""
        return {"en": self.summary, **_by_language(self.extra.get("titled"))}

    @property
    def descriptions(self) -> Mapping[str, str]:
        """Return the description by language."""
        return {"en": self.description, **_by_language(self.extra.get("described"))}


def _by_language(given: object) -> dict[str, str]:
    return {str(one): str(text) for one, text in given.items()} if isinstance(given, dict) else {}


def read_query(path: Path, base: str = DEFAULT_BASE) -> QueryFile:
    """Read one ``.rq`` file; raise DataError with the line when its front matter is malformed."""
    lines = read_rebased(path, base).splitlines()
    count = next((n for n, line in enumerate(lines) if not line.startswith(MARK)), len(lines))
    front = _front_matter(lines[:count], path)
    text = "\n".join(lines[count:]).strip() + "\n"
    tags = front["tags"]
    if not isinstance(tags, list):
        raise DataError("tags is not a list", path, remedy="write #+ tags: [one, two]")
    return QueryFile(
        name=path.stem,
        group=path.parent.name,
        summary=str(front["summary"]).strip(),
        description=str(front["description"]).strip(),
        tags=tuple(map(str, tags)),
        text=text,
        form=_form(text, path),
        extra={name: value for name, value in front.items() if name not in REQUIRED},
    )


def read_queries(folder: Path, base: str = DEFAULT_BASE) -> tuple[QueryFile, ...]:
    """Read all ``.rq`` files of a folder by name (an absent folder holds none)."""
    return tuple(read_query(path, base) for path in sorted(folder.glob("*.rq")))


def _front_matter(lines: list[str], path: Path) -> dict[str, object]:
    front = _parsed("\n".join(line[len(MARK) :].removeprefix(" ") for line in lines), path)
    if not isinstance(front, dict):
        raise DataError("no front matter", path, line=1, remedy="begin with #+ summary: …")
    if missing := [name for name in REQUIRED if not front.get(name)]:
        raise DataError(f"front matter lacks {', '.join(missing)}", path, line=1)
    return {str(name): value for name, value in front.items()}


@lru_cache(maxsize=512)
def _parsed(text: str, path: Path) -> object:
    """Return what the YAML of a front matter says; stages of a build read the same files."""
    return parse_yaml(text, path).value


def _form(text: str, path: Path) -> str:
    found = FORM.search(PROLOGUE.sub(" ", text))
    if not found:
        raise DataError("no SELECT, CONSTRUCT, ASK or DESCRIBE here", path)
    return found[1].upper()
