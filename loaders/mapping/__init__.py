"""Tables become quads: one mapper a source, named by ``mapper`` in its ``source.yml``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import cast

from loaders.errors import DataError
from loaders.mapping.base import Context, Mapped, Mapper, Row
from loaders.mapping.provenance import describe_source
from loaders.readers.cells import CellChecks
from loaders.readers.extents import Extents
from loaders.readers.spec import TableSpec
from loaders.readers.table import TableReader
from loaders.sources import NAME, Source, SourceFile, check_files, read_source

# The mappers are modules of this package with a function ``map_rows(rows, context) -> Mapped``.
MAPPERS = (
    "actors",
    "charters",
    "cities",
    "concept_schemes",
    "conflicts",
    "countries",
    "events",
    "external_concepts",
    "memberships",
    "networks",
    "practices",
    "publications",
    "registry",
    "safe_harbour_demands",
)

# The mapper of sources whose files are reports: facts of templates, claims read from prose.
REPORTS = "report"


def mapper(name: str) -> Mapper:
    """Return the mapper of that name (one of ``MAPPERS``)."""
    return cast("Mapper", import_module(f"loaders.mapping.{name}").map_rows)


def map_source(folder: Path, context: Context) -> Mapped:
    """Read, check and map the source in a folder.

    Raise DataError or GroupedError (file, row, column) when something is wrong with its
    ``source.yml``, its checksums, its tables, or when there are fewer records than expected.
    """
    source = read_source(folder)
    check_files(source)
    mapped = _map(source, context)
    check_counts(source, len(mapped.records))
    return replace(mapped, source=tuple(describe_source(source, context.iris)))


def _map(source: Source, context: Context) -> Mapped:
    if source.mapper == REPORTS:
        # Reports are read by another package, which builds on this one.
        reports = import_module("loaders.documents.reports")
        return cast("Mapped", reports.map_reports(source, context))
    rows = read_rows(source, context)
    if not source.mapper:
        return Mapped(())
    if source.mapper not in MAPPERS:
        shown = f"data/sources/{source.stem}/{NAME}"
        raise DataError(f"no mapper {source.mapper!r}", shown, column="mapper")
    return mapper(source.mapper)(rows, context)


def read_rows(source: Source, context: Context) -> Sequence[Row]:
    """Return the checked rows of all tables of a source."""
    return [row for file in source.files if file.table for row in _rows(source, file, context)]


def _rows(source: Source, file: SourceFile, context: Context) -> list[Row]:
    reader = TableReader(
        path=source.folder / file.path,
        shown=source.shown(file),
        spec=cast("TableSpec", file.table),
        checks=CellChecks(context.registry),
        extents=Extents.load(context.settings.data / "extents.csv"),
    )
    shown = source.shown(file)
    return [Row(source.stem, shown, row.number, row.values) for row in reader.read()]


def check_counts(source: Source, count: int) -> None:
    """Raise DataError when a source has fewer records than its ``source.yml`` expects."""
    if source.mapper and count < source.minimum:
        raise DataError(
            f"{count} records, at least {source.minimum} are expected",
            f"data/sources/{source.stem}/{NAME}",
            column="expected.min",
            remedy="restore what is missing, or lower the minimum if the loss is meant",
        )
