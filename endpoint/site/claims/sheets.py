"""Rows of the review sheets of a release, filled in for a person to take home.

The sheets and their columns come from the release; nothing is written here.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from pathlib import Path

from endpoint.site.core.harmless import guarded

DECISIONS = ("accepted", "corrected", "rejected")
FILLED = (
    "decision", "reviewer", "reviewed", "reason", "corrected_subject", "corrected_predicate",
    "corrected_object", "corrected_date",
)  # fmt: skip
LONGEST = 300
STEM = re.compile(r"[a-z0-9]+(?:-{1,2}[a-z0-9]+)*")


def filled(path: Path, claim: str, values: Mapping[str, str]) -> bytes | None:
    """Return the header of a sheet and the row of a claim with a decision filled in.

    None when the sheet has no such row; raise ValueError when a value cannot be one.
    """
    if values.get("decision", "") not in DECISIONS:
        raise ValueError(f"the decision is one of {', '.join(DECISIONS)}")
    for name in FILLED:
        if len(values.get(name, "")) > LONGEST:
            raise ValueError(f"{name} has more than {LONGEST} characters")
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns = list(reader.fieldnames or ())
        row = next((row for row in reader if row.get("claim") == claim), None)
    if row is None:
        return None
    row |= {name: _cell(values.get(name, "")) for name in FILLED if name in columns}
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerow([row[name] for name in columns])
    return out.getvalue().encode()


def _cell(text: str) -> str:
    """Return what a person typed on one line, so that no spreadsheet takes it for a formula."""
    return guarded(" ".join(text.split()))
