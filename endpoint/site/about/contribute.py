"""The page for contributors: a city in five minutes, with the row to fill in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml
from flask import request

from endpoint.languages.speaking import gettext as _
from endpoint.site.core.state import Release
from endpoint.site.statements import correct
from endpoint.site.statements.correct import Wrong

TABLE = "cities"  # the source whose table cities are added to
EXAMPLE = "palermo"


@dataclass(frozen=True)
class Column:
    """A column of a table, with its type as the source describes it."""

    name: str
    type: str
    required: bool


@dataclass(frozen=True)
class ContributePage:
    """What somebody needs to add a city, or to have one added."""

    file: str
    columns: tuple[Column, ...]
    propose_href: str


def build(release: Release, sources: Path, corrections: str) -> ContributePage:
    """Return the page; ``corrections`` is where proposals go, '' for a row to fill in."""
    wrong = Wrong(
        thing=_("a new city"),
        name=_("a new city"),
        release=release.info.version,
        page=correct.here(request.path),
    )
    file, found = columns(sources)
    return ContributePage(file, found, correct.href(corrections, wrong))


def columns(sources: Path) -> tuple[str, tuple[Column, ...]]:
    """Return the path of the table of cities and its columns, none where the source is not here."""
    path = sources / TABLE / "source.yml"
    if not path.is_file():
        return "", ()
    described = yaml.safe_load(path.read_text(encoding="utf-8"))
    file = described["files"][0]
    found = tuple(
        Column(name, str(type_).removeprefix("required "), str(type_).startswith("required"))
        for name, type_ in file["columns"].items()
    )
    return f"data/sources/{TABLE}/{file['path']}", found
