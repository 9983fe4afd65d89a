"""Reads the registry strictly: columns, keys, dates, order, and that no published key is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from loaders.curation.cells import CellChecks
from loaders.curation.extents import Extents
from loaders.curation.names import read_names
from loaders.curation.registry import COLUMNS, PUBLISHED, Entry, Registry
from loaders.curation.spec import read_spec
from loaders.curation.table import TableReader, TableRow
from loaders.errors import DataError, GroupedError, UrbsolError

TYPES = {
    "key": "required key",
    "label": "required text",
    "country": "country",
    "withdrawn": "date",
    "since": "required date",
}
SPEC = read_spec({name: TYPES.get(name, "text") for name in COLUMNS}, ("key",))


def load_registry(folder: Path) -> Registry:
    """Return the checked registry; raise DataError or GroupedError with file, row and column."""
    errors: list[UrbsolError] = []
    entries: list[Entry] = []
    for path in sorted(folder.glob("*.csv")):
        try:
            rows = _read(path)
        except UrbsolError as error:
            errors.append(error)
            continue
        entries += [_entry(path.stem, row) for row in rows]
        errors += _disorder(path.stem, rows)
    registry = Registry.of(entries, read_names(folder.parent / "sources"))
    errors += [*_broken(registry), *_lost(registry, folder / PUBLISHED)]
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise GroupedError("data/registry: several things are wrong", errors=tuple(errors))
    return registry


def _read(path: Path) -> tuple[TableRow, ...]:
    shown = f"data/registry/{path.name}"
    return TableReader(path, shown, SPEC, CellChecks(Registry()), Extents({})).read()


def _entry(kind: str, row: TableRow) -> Entry:
    return Entry.of(kind, row.values, row.number)


def _disorder(kind: str, rows: tuple[TableRow, ...]) -> Iterator[DataError]:
    keys = [row.values["key"] for row in rows]
    for row, before in zip(rows[1:], keys, strict=False):
        if row.values["key"] < before:
            what = f"not in canonical form: {row.values['key']!r} belongs before {before!r}"
            yield _error(kind, row.number, "key", what, "run: urbsol lint --fix")
            return


def _broken(registry: Registry) -> Iterator[DataError]:
    """Yield what is wrong with merges and withdrawals."""
    for kind, entries in registry.kinds.items():
        for entry in entries.values():
            if entry.replaced_by and entry.withdrawn:
                what = "a key is either replaced or withdrawn"
                yield _error(kind, entry.row, "withdrawn", what)
            if entry.replaced_by and not _leads_home(registry, entry):
                what = f"{entry.replaced_by!r} is not the key of a standing {entry.replacement[0]}"
                yield _error(kind, entry.row, "replaced_by", what)
            if not entry.current and not entry.reason:
                yield _error(kind, entry.row, "reason", "say why the key no longer stands")


def _leads_home(registry: Registry, entry: Entry) -> bool:
    """Tell whether following ``replaced_by`` ends at a standing key."""
    seen = {(entry.kind, entry.key)}
    following = registry.entry(*entry.replacement)
    while following and following.replaced_by and (following.kind, following.key) not in seen:
        seen.add((following.kind, following.key))
        following = registry.entry(*following.replacement)
    return following is not None and (following.kind, following.key) not in seen


def _lost(registry: Registry, published: Path) -> Iterator[DataError]:
    """Yield every published key the registry no longer has."""
    if not published.is_file():
        return
    for number, line in enumerate(published.read_text(encoding="utf-8").splitlines(), 1):
        kind, _, key = line.partition("/")
        if line and key not in registry.keys(kind):
            yield DataError(
                f"the published key {line!r} is gone",
                f"data/registry/{kind}.csv",
                row=number,
                column="key",
                remedy=f"put it back ({PUBLISHED} row {number}); to retire it fill replaced_by "
                "or withdrawn, with a reason",
            )


def _error(kind: str, row: int, column: str, what: str, remedy: str = "") -> DataError:
    return DataError(what, f"data/registry/{kind}.csv", row, column, remedy=remedy)
