"""Writes the tables of a release and what describes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from loaders.release.changes.dump import Dump
from loaders.release.description.metadata import ReleaseMetadata
from loaders.release.tabular import croissant, csvw, datapackage
from loaders.release.tabular.about import About, Written
from loaders.release.tabular.declared import TABLES
from loaders.release.tabular.geojson import geojson_bytes
from loaders.release.tabular.model import Made, Table
from loaders.release.tabular.rows import Rows
from loaders.release.tabular.text import csv_bytes

FOLDER = "tables"
DESCRIPTIONS = {
    csvw.NAME: csvw.csvw_bytes,
    datapackage.NAME: datapackage.datapackage_bytes,
    croissant.NAME: croissant.croissant_bytes,
}


def write_tables(
    dump: Path, folder: Path, metadata: ReleaseMetadata, base: str, tables: Iterable[Table] = TABLES
) -> None:
    """Write the tables of a dump (canonical N-Quads) into a new folder, with what describes them.

    The same dataset gives the same bytes wherever it is done.
    """
    written = tuple(_written(made) for made in read_tables(dump, base, tables))
    folder.mkdir()
    for one in written:
        (folder / one.name).write_bytes(one.csv)
        if one.geojson is not None:
            (folder / f"{one.made.table.name}.geojson").write_bytes(one.geojson)
    about = About(base, metadata, written)
    for name, describe in DESCRIPTIONS.items():
        (folder / name).write_bytes(describe(about))


def read_tables(dump: Path, base: str, tables: Iterable[Table] = TABLES) -> Iterator[Made]:
    """Yield the tables of a dump one after the other."""
    rows = Rows(Dump(dump), base)
    for table in tables:
        yield Made(table, rows.fields.of(table), tuple(rows.of(table)))


def _written(made: Made) -> Written:
    geojson = geojson_bytes(made) if made.table.place else None
    return Written(made, csv_bytes(made.fields, made.rows), geojson)
