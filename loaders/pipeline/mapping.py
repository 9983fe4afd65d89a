"""Maps one source, whatever its files are: tables with their mapper, reports as reports."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from loaders.curation.sources import Source, file_errors, missing, read_source
from loaders.errors import GroupedError, UrbsolError, raise_all
from loaders.mapping.base import Context, Mapped
from loaders.mapping.lookup import read_lookup
from loaders.mapping.provenance import describe_source
from loaders.pipeline.tables import check_counts, map_tables
from loaders.reports.sources import map_reports

# The mapper of sources whose files are reports: facts of templates, claims read from prose.
REPORTS = "report"


def map_source(folder: Path, context: Context) -> Mapped:
    """Read, check and map the source in a folder.

    Raise DataError or GroupedError (file, row, column) when something is wrong with its
    ``source.yml``, its checksums, its tables, or when there are fewer records than expected. What
    is wrong with files, rows and cells is told in one round: a wrong checksum hides no wrong cell.
    """
    source = read_source(folder)
    errors = file_errors(source)
    mapped = Mapped(())
    if not missing(source):
        try:
            mapped = _map(source, context)
        except UrbsolError as error:
            errors += error.errors if isinstance(error, GroupedError) else [error]
    raise_all(errors, f"data/sources/{source.stem}")
    check_counts(source, len(mapped.records))
    return replace(mapped, source=tuple(describe_source(source, context.iris)))


def _map(source: Source, context: Context) -> Mapped:
    if source.mapper == REPORTS:
        # Reports have no columns to look up: whatever stands in a look-up is an error.
        read_lookup(source.folder, f"data/sources/{source.stem}", {}, context.concepts)
        return map_reports(source, context)
    return map_tables(source, context)
