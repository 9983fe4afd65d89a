"""``urbsol release tables``: writes the tables of a release into a folder, as Parquet if wanted."""

from __future__ import annotations

from pathlib import Path

import click

from loaders import disk, manifest
from loaders.console import say
from loaders.errors import UsageError
from loaders.manifest import DUMP
from loaders.release import folder as folders
from loaders.release.tabular.declared import BY_NAME, TABLES
from loaders.release.tabular.geojson import geojson_bytes
from loaders.release.tabular.model import Made
from loaders.release.tabular.parquet import library, write_parquet
from loaders.release.tabular.text import csv_bytes
from loaders.release.tabular.write import read_tables
from loaders.settings import Settings

FORMATS = ("csv", "geojson", "parquet")


@click.command(short_help="Write the tables of a release, as CSV, GeoJSON or Parquet.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.argument("names", metavar="[TABLE]...", nargs=-1)
@click.option("--release", "wanted", metavar="RELEASE", help="Another than the current release.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="parquet",
    show_default=True,
    help="Parquet needs the extra `tables`; GeoJSON is of tables whose rows are somewhere.",
)
def tables(folder: Path, names: tuple[str, ...], wanted: str | None, form: str) -> None:
    """Write the tables of a release (or those named) into FOLDER, made anew from its dump.

    CSV and GeoJSON are part of every release already, at /tables.
    """
    if unknown := sorted(set(names) - set(BY_NAME)):
        raise UsageError(f"no table is called {unknown[0]}", f"there are: {', '.join(BY_NAME)}")
    if form == "parquet":
        library()
    path = folders.find(Settings.from_environment().releases, wanted)
    base = manifest.read(path).base
    chosen = [table for table in TABLES if not names or table.name in names]
    with disk.guarded(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for made in read_tables(path / DUMP, base, chosen):
            if _write(made, form, folder / f"{made.table.name}.{form}"):
                say(f"{made.table.name}.{form}: {len(made.rows)} rows")


def _write(made: Made, form: str, path: Path) -> bool:
    """Write a table; tell whether there is such a form of it."""
    if form == "parquet":
        write_parquet(made, path)
    elif form == "csv":
        path.write_bytes(csv_bytes(made.fields, made.rows))
    elif made.table.place:
        path.write_bytes(geojson_bytes(made))
    else:
        return False
    return True
