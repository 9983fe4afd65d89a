"""The look-up of a source: what the forms in its free-text columns mean (``lookup.csv``).

A person keeps it beside ``source.yml``. A row gives a form (see ``forms``) of a column one meaning
(see ``meanings``); a form with several rows has them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from loaders.curation.cells import CellChecks
from loaders.curation.concepts import Concepts
from loaders.curation.extents import Extents
from loaders.curation.registry import Registry
from loaders.curation.spec import read_spec
from loaders.curation.table import TableReader, TableRow
from loaders.errors import DataError, UrbsolError, raise_all
from loaders.mapping.forms import Form, known_date
from loaders.mapping.meanings import NO_FORMS, REMARK, REPORT, Columns, Entry, Forms, Meaning

NAME = "lookup.csv"
SPEC = read_spec(
    {
        "column": "required text",
        "form": "required text",
        "meaning": "required text",
        "value": "text",
        "reason": "text",
    },
    ("column", "form", "meaning", "value"),
)


@dataclass(frozen=True)
class Lookup:
    """The look-up of one source: the forms of its columns."""

    columns: Mapping[str, Forms] = field(default_factory=dict)

    def of(self, column: str) -> Forms:
        """Return the forms of a column (there may be none)."""
        return self.columns.get(column, NO_FORMS)


def read_lookup(folder: Path, shown: str, columns: Columns, concepts: Concepts) -> Lookup:
    """Read the look-up of a source; it is empty when there is no such file.

    ``columns`` says what the forms of each column may mean. Raise DataError, or GroupedError when
    several things are wrong, each with row and column.
    """
    path, shown = folder / NAME, f"{shown}/{NAME}"
    if not path.is_file():
        return Lookup()
    errors: list[UrbsolError] = []
    found: dict[str, list[tuple[Form, Entry]]] = {}
    for row in TableReader(path, shown, SPEC, CellChecks(Registry()), Extents({})).read():
        try:
            form = _form(row, columns, concepts)
        except DataError as error:
            errors.append(replace(error, file=shown, row=row.number))
        else:
            entry = Entry(row.values["meaning"], row.values["value"], row.values["reason"])
            found.setdefault(row.values["column"], []).append((form, entry))
    raise_all(errors, shown)
    return Lookup({column: Forms.of(forms) for column, forms in found.items()})


def _form(row: TableRow, columns: Columns, concepts: Concepts) -> Form:
    """Return the form of a row; raise DataError when something is wrong with the row."""
    values = row.values
    meanings = columns.get(values["column"])
    if meanings is None:
        known = ", ".join(columns) or "none: the mapper of this source looks up no column"
        raise DataError(
            f"the column {values['column']!r} is not looked up", column="column",
            remedy=f"columns: {known}",
        )  # fmt: skip
    if ";" in values["form"]:
        raise DataError(
            "a semicolon in a form: it is compared with what stands between semicolons",
            column="form", remedy="write a row for each part",
        )  # fmt: skip
    try:
        form = Form.of(values["form"])
    except ValueError as error:
        raise DataError(str(error), column="form") from error
    if values["meaning"] in {REMARK, REPORT}:
        _check_reason(values)
        return form
    meaning = meanings.get(values["meaning"])
    if meaning is None:
        raise DataError(
            f"unknown meaning {values['meaning']!r}", column="meaning",
            remedy=f"meanings of {values['column']}: {', '.join([*meanings, REMARK, REPORT])}",
        )  # fmt: skip
    _check_value(values, meaning, concepts)
    _check_slots(form, values, meaning)
    return form


def _check_reason(values: Mapping[str, str]) -> None:
    if not values["reason"]:
        raise DataError("the reason is missing", column="reason", remedy="say why it is left out")
    if values["value"]:
        raise DataError(f"{values['meaning']} takes no value", column="value")


def _check_value(values: Mapping[str, str], meaning: Meaning[Any], concepts: Concepts) -> None:
    value, wanted = values["value"], meaning.value
    if not wanted and value:
        raise DataError(f"{values['meaning']} takes no value", column="value")
    if wanted == "date" and value and known_date(value) is None:
        raise DataError(f"{value!r} is not a date", column="value", remedy="write it as June 2019")
    if wanted in {"", "date"}:
        return
    if not value:
        what = "words" if wanted == "text" else f"a concept of {wanted}"
        raise DataError("the value is missing", column="value", remedy=f"write {what}")
    if wanted != "text" and value not in concepts.scheme(wanted).keys:
        raise DataError(
            f"{value!r} is not a concept of {wanted}", column="value",
            remedy=f"see ontology/schemes/{wanted}.ttl",
        )  # fmt: skip


def _check_slots(form: Form, values: Mapping[str, str], meaning: Meaning[Any]) -> None:
    needed = () if meaning.value == "date" and values["value"] else meaning.slots
    has = tuple("date" if slot == "since" else slot for slot in form.slots)
    if any(has.count(slot) < needed.count(slot) for slot in needed):
        wanted = " ".join(f"{{{slot}}}" for slot in needed)
        raise DataError(
            f"{values['meaning']} needs {wanted} in the form", column="form",
            remedy="write the slot where its words stand",
        )  # fmt: skip
