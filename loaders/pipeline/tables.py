"""Maps the tables of a source with the mapper named in its ``source.yml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import cast

from pyoxigraph import Quad

from loaders.curation.cells import CellChecks
from loaders.curation.extents import Extents
from loaders.curation.grades import read_grade
from loaders.curation.sources import NAME, Source, SourceFile
from loaders.curation.spec import TableSpec
from loaders.curation.table import TableReader
from loaders.errors import DataError, GroupedError, UrbsolError, raise_all
from loaders.mapping import mappers as package
from loaders.mapping.base import Context, Mapped, Mapper, Row
from loaders.mapping.lookup import read_lookup
from loaders.mapping.meanings import Columns

MOST_ROWS = 20  # wrong rows that one round of mapping tells


@cache
def mappers() -> Mapping[str, str]:
    """Return the mappers by name: the modules of ``loaders.mapping.mappers`` and of its rooms."""
    found = walk_packages(package.__path__, f"{package.__name__}.")
    return {one.name.rpartition(".")[2]: one.name for one in found if not one.ispkg}


def mapper(name: str) -> Mapper:
    """Return the ``map_rows(rows, context) -> Mapped`` of a mapper."""
    return cast("Mapper", _module(name).map_rows)


def looked_up(name: str) -> Columns:
    """Return the columns that a mapper looks up (its ``LOOKED_UP``), and what forms may mean."""
    return cast("Columns", getattr(_module(name), "LOOKED_UP", {}))


def _module(name: str) -> ModuleType:
    return import_module(mappers()[name])


def map_tables(source: Source, context: Context) -> Mapped:
    """Map the tables of a source with the mapper that its ``source.yml`` names.

    Raise DataError or GroupedError (file, row, column) for an unknown mapper or a wrong row.
    """
    rows = read_rows(source, context)
    if not source.mapper:
        return Mapped(())
    known = mappers()
    if source.mapper not in known:
        raise DataError(
            f"the mapper {source.mapper!r} is unknown",
            f"data/sources/{source.stem}/{NAME}",
            column="mapper",
            remedy=f"use one of {', '.join(sorted(known))}",
        )
    columns, shown = looked_up(source.mapper), f"data/sources/{source.stem}"
    lookup = read_lookup(source.folder, shown, columns, context.concepts)
    mapped = _map_all(mapper(source.mapper), rows, replace(context, lookup=lookup), shown)
    return _grade(mapper(source.mapper), mapped, replace(context, lookup=lookup), shown)


def _map_all(map_rows: Mapper, rows: Sequence[Row], context: Context, shown: str) -> Mapped:
    """Map rows; what is wrong with several is told together.

    A mapper stops at the first wrong row: the others are mapped again without it.
    """
    errors: list[UrbsolError] = []
    mapped, left = Mapped(()), rows
    while len(errors) < MOST_ROWS:
        try:
            mapped = map_rows(left, context)
            break
        except DataError as error:
            errors.append(error)
            others = [row for row in left if (row.file, row.number) != (error.file, error.row)]
            if len(others) == len(left):
                break
            left = others
    raise_all(errors, shown)
    return mapped


def _grade(map_rows: Mapper, mapped: Mapped, context: Context, shown: str) -> Mapped:
    """Set apart the statements of cells that were concluded, where a row names such cells.

    They are what the row says with these cells and does not say without them.
    """
    graded = [record for record in mapped.records if _cells(record.row)]
    # Keys that are not registered yet were collected when the rows were mapped.
    context = context if context.missing is None else replace(context, missing=[])
    errors: list[UrbsolError] = []
    stated: dict[tuple[str, int], set[Quad]] = {}
    for row in {(one.row.file, one.row.number): one.row for one in graded}.values():
        without = replace(row, values={**row.values, **dict.fromkeys(_cells(row), "")})
        try:
            bare = map_rows([without], context)
        except (UrbsolError, LookupError, ValueError) as error:
            # A mapper relies on what its table requires.
            errors.append(_decisive(row, error))
            continue
        stated[row.file, row.number] = {quad for one in bare.records for quad in one.quads}
    raise_all(errors, shown)
    for record in graded:
        rest = stated[record.row.file, record.row.number]
        record.grade(set(record.quads) - rest, _cells(record.row))
    return mapped


def _cells(row: Row) -> tuple[str, ...]:
    return read_grade(row.values.get("status", "")).cells


def _decisive(row: Row, error: Exception) -> UrbsolError:
    """Return the error for cells without which a row cannot be mapped at all."""
    reason = error.what if isinstance(error, UrbsolError) else str(error)
    return DataError(
        f"without {' and '.join(_cells(row))} the row says nothing: {reason}",
        row.file,
        row.number,
        "status",
        remedy="grade the whole row: write inferred",
    )


def read_rows(source: Source, context: Context) -> Sequence[Row]:
    """Return the checked rows of all tables of a source; what is wrong with any is told at once."""
    rows: list[Row] = []
    errors: list[UrbsolError] = []
    for file in source.files:
        try:
            rows += _rows(source, file, context) if file.table else ()
        except UrbsolError as error:
            errors += error.errors if isinstance(error, GroupedError) else [error]
    raise_all(errors, f"data/sources/{source.stem}")
    return rows


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
