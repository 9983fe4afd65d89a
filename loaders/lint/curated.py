"""Finds the curated tables and fixes their form: canonical CSV, sorted registry, checksums."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from loaders import disk
from loaders.curation import canonical
from loaders.curation.lines import read_lines
from loaders.curation.sources import NAME, Source, read_source, source_folders
from loaders.errors import DataError

COMMAND = "urbsol lint --fix"


@dataclass(frozen=True)
class Fault:
    """A curated file whose form is not the canonical one; ``fixed`` is what it should hold."""

    path: Path
    error: DataError
    fixed: str


def curated_tables(data: Path) -> tuple[Path, ...]:
    """Return every committed CSV under ``data``, sorted."""
    return tuple(sorted(data.rglob("*.csv")))


def find_faults(data: Path) -> Iterator[Fault]:
    """Yield the faults that ``urbsol lint --fix`` fixes; raise DataError for what it cannot.

    First come the tables, then the checksums in ``source.yml``, as they are once the tables are
    fixed.
    """
    fixed: dict[Path, str] = {}
    for path in curated_tables(data):
        if fault := _table_fault(path, data):
            fixed[path] = fault.fixed
            yield fault
    for folder in source_folders(data):
        if fault := _checksum_fault(read_source(folder), fixed, data):
            yield fault


def fix_form(fault: Fault) -> None:
    """Write the fixed file in one step."""
    disk.write_text(fault.path, fault.fixed)


def _table_fault(path: Path, data: Path) -> Fault | None:
    shown = f"{data.name}/{path.relative_to(data)}"
    try:
        # Read in bounded steps first: an endless line, foreign bytes or no bytes stop here.
        for _ in read_lines(path, shown):
            pass
        # Python must be told that line ends are data here.
        text = path.read_bytes().decode("utf-8")
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    except csv.Error as error:
        raise DataError(f"no proper CSV: {error}", shown) from error
    body = sorted(rows[1:]) if path.parent == data / "registry" else rows[1:]
    fixed = canonical.table(rows[0], body)
    if fixed == text:
        return None
    row = _first_difference(text, fixed)
    remedy = f"run: {COMMAND}"
    found = DataError("not in canonical form", shown, row=row, line=row, remedy=remedy)
    return Fault(path, found, fixed)


def _first_difference(text: str, fixed: str) -> int:
    lines = zip(text.split("\n"), fixed.split("\n"), strict=False)
    return next((number for number, (a, b) in enumerate(lines, 1) if a != b), 1)


def _checksum_fault(source: Source, fixed: dict[Path, str], data: Path) -> Fault | None:
    path = source.folder / NAME
    text = new = path.read_text(encoding="utf-8")
    for file in source.files:
        target = source.folder / file.path
        if not target.is_file():
            if file.committed:
                raise DataError("the file is missing", source.shown(file))
            continue
        found = _checksum(target, fixed.get(target))
        if found != file.sha256:
            new = _with_checksum(new, file.path, found)
    if new == text:
        return None
    line = _first_difference(text, new)
    shown = f"{data.name}/sources/{source.stem}/{NAME}"
    error = DataError(
        "the checksum is not that of the file (wrong checksum)",
        shown,
        line=line,
        column="files.sha256",
        remedy=f"if the change of the file is meant, run: {COMMAND}",
    )
    return Fault(path, error, new)


def _checksum(path: Path, fixed: str | None) -> str:
    return canonical.checksum(path) if fixed is None else canonical.checksum_of(fixed)


def _with_checksum(text: str, path: str, checksum: str) -> str:
    """Return ``source.yml`` with another checksum for a file; its other lines stay as they are."""
    entry = re.compile(rf"(path:\s*['\"]?{re.escape(path)}['\"]?\s*\n(?:.*\n)*?\s*sha256:\s*)\S+")
    return entry.sub(lambda match: match[1] + checksum, text, count=1)
