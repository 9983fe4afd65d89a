"""What the pages of the tables show, read from the description that lies beside the files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from flask import url_for

from endpoint.languages.speaking import gettext as _
from endpoint.site.core.problems import not_found
from endpoint.site.core.state import Release
from endpoint.site.describe.terms import TermView
from endpoint.site.pages.dataset import human_size
from endpoint.site.pages.model import Link
from endpoint.site.tables import columnar, meaning
from endpoint.site.tables.columnar import PARQUET
from loaders.manifest import Manifest

FOLDER = "tables"
DESCRIPTIONS = {
    "csv-metadata.json": "CSV on the Web",
    "datapackage.json": "Data Package",
    "croissant.json": "Croissant",
}
FORMATS = {"csv": "CSV", "geojson": "GeoJSON"}


@dataclass(frozen=True)
class Column:
    """A column: its name, type, meaning, and where the property is described."""

    name: str
    type: str
    title: str
    description: TermView
    href: str


@dataclass(frozen=True)
class TablePage:
    """One table: its columns, how many rows it has, and its files with their sizes, if known."""

    name: str
    title: TermView
    about: TermView
    rows: int
    href: str
    columns: tuple[Column, ...]
    formats: tuple[tuple[Link, str], ...]


@dataclass(frozen=True)
class TablesPage:
    """All tables, and the files that describe them together."""

    tables: tuple[TablePage, ...]
    descriptions: tuple[Link, ...]


def build(release: Release) -> TablesPage:
    """Return the page of all tables of a release; raise the 404 problem when it has none."""
    made, folder = release.manifest, release.folder
    tables = tuple(_table(made, resource) for resource in _resources(folder))
    links = (
        Link(title, url_for("tables.document", name=name), made.files[known].media_type)
        for name, title in DESCRIPTIONS.items()
        if (known := f"{FOLDER}/{name}") in made.files
    )
    return TablesPage(tables, tuple(links))


def table(release: Release, name: str) -> TablePage:
    """Return the page of one table; raise the 404 problem when there is none of that name."""
    for resource in _resources(release.folder):
        if resource["name"] == name:
            fields = resource["schema"]["fields"]
            told = zip(fields, meaning.columns(release, name, fields), strict=True)
            columns = tuple(_column(release.info.base, one, *means) for one, means in told)
            return replace(_table(release.manifest, resource), columns=columns)
    raise not_found("There is no such table.")


def parquet(release: Release, name: str) -> bytes:
    """Return a table as Parquet, made once for the life of the release.

    Raise the 404 problem when there is none of that name, or where Parquet is not made.
    """
    for resource in _resources(release.folder):
        if resource["name"] == name:
            path = release.folder / FOLDER / f"{name}.csv"
            return release.once(f"parquet {name}", partial(columnar.parquet, path, resource))
    raise not_found("There is no such table.")


def _resources(folder: Path) -> list[Mapping[str, Any]]:
    path = folder / FOLDER / "datapackage.json"
    if not path.is_file():
        raise not_found("This release has no tables.")
    found: list[Mapping[str, Any]] = json.loads(path.read_bytes())["resources"]
    return found


def _table(made: Manifest, resource: Mapping[str, Any]) -> TablePage:
    name = resource["name"]
    formats = tuple(
        (
            Link(title, url_for("tables.document", name=file), entry.media_type),
            human_size(entry.bytes),
        )
        for suffix, title in FORMATS.items()
        if (entry := made.files.get(f"{FOLDER}/{(file := f'{name}.{suffix}')}"))
    )
    if columnar.installed():
        address = url_for("tables.document", name=f"{name}.{PARQUET.suffix}")
        formats = (*formats, (Link(PARQUET.title, address, PARQUET.media_type), ""))
    return TablePage(
        name=name,
        title=meaning.told(resource["title"]),
        about=meaning.told(resource["description"]),
        rows=resource["rowCount"],
        href=url_for("tables.document", name=name),
        columns=(),
        formats=formats,
    )


def _column(base: str, field: Mapping[str, Any], title: str, means: TermView) -> Column:
    kind = "date" if field["type"] == "date" else field.get("itemType", field["type"])
    shown = _("%(type)s, several", type=kind) if field["type"] == "list" else kind
    property_ = field.get("rdfType", "")
    local = property_.removeprefix(f"{base}ontology#")
    href = url_for("ontology.document", _anchor=local) if local != property_ else property_
    return Column(field["name"], shown, title, means, href)
