"""Writes the review sheet of a source: its claims as they are read now, with what was decided.

No sentence of a report stands in it: names, positions and decisions only.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from loaders.curation import canonical
from loaders.curation.cells import FORMULA
from loaders.extract.model import Claim
from loaders.review.claims import former, office
from loaders.review.decisions import ADDED, Decision
from loaders.review.judged import Judged
from loaders.review.names import Names
from loaders.review.records import claim_of
from loaders.review.sheet import COLUMNS, CORRECTIONS

LONGEST = 120  # characters of a name; what is longer is not a name and not shown whole


@dataclass(frozen=True)
class Part:
    """The claims of one report for the sheet: its key, and what became of them."""

    report: str
    judged: Judged


def rows(parts: Iterable[Part], names: Names) -> Iterator[dict[str, str]]:
    """Yield the rows of the claims in the order of the reports and of their text.

    Statements that people added stand behind the claims of their report.
    """
    for part in parts:
        for claim, decision in part.judged.claims:
            yield _row(part.report, claim, decision, names)
        for decision in part.judged.added:
            yield _added(part.report, decision, names)


def _row(report: str, claim: Claim, decision: Decision | None, names: Names) -> dict[str, str]:
    shown = {
        "claim": f"{report}--{claim.key}",
        "predicate": _kind(claim),
        "subject": names.label(claim.subject),
        "subject_iri": claim.subject if claim.subject_linked else "",
        "object": names.label(claim.object),
        "object_iri": claim.object if claim.object_linked else "",
        "date": claim.date or "",
        "evidence": evidence(claim),
        "confidence": f"{claim.confidence:.2f}",
    }
    return shown | _decided(decision)


def _kind(claim: Claim) -> str:
    """Return the kind of a claim, of an office also which one: ``office: former mayor``."""
    if claim.predicate != "office":
        return claim.predicate
    return f"office: {'former ' if former(claim) else ''}{office(claim).replace('-', ' ')}"


def _added(report: str, decision: Decision, names: Names) -> dict[str, str]:
    claim = claim_of(decision, names.context)
    row = _row(report, claim, decision, names)
    return row | {"confidence": "", "date": "", "subject": "", "object": "", "predicate": "",
                  "subject_iri": "", "object_iri": ""}  # fmt: skip


def _decided(decision: Decision | None) -> dict[str, str]:
    if decision is None:
        return dict.fromkeys(("decision", "reviewer", "reviewed", "reason", *CORRECTIONS), "")
    corrected = {column: getattr(decision, name) for column, name in CORRECTIONS.items()}
    return {
        "decision": decision.status,
        "reviewer": decision.reviewer,
        "reviewed": decision.reviewed,
        "reason": decision.reason,
    } | corrected


def evidence(claim: Claim) -> str:
    """Return where the sentence stands: ``page 3, characters 120–188``."""
    at = str(claim.locator)
    return f"{at}, characters {claim.start}–{claim.end}".removeprefix(", ")


def table(found: Iterable[Mapping[str, str]]) -> str:
    """Return rows as a canonical table that no spreadsheet takes for formulas."""
    return "".join([canonical.line(COLUMNS), *lines(found)])


def lines(found: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """Yield rows as lines of a canonical table, without its header."""
    return (canonical.line([safe(row[name]) for name in COLUMNS]) for row in found)


def safe(text: str) -> str:
    """Return a cell on one line, not too long, that begins like no formula."""
    line = canonical.cell(" ".join(text.split()))
    line = line if len(line) <= LONGEST * 3 else f"{line[:LONGEST]}…"
    return f"'{line}" if FORMULA.match(line) else line


def kept_rows(path: Path, wanted: set[str]) -> list[dict[str, str]]:
    """Return the rows of a sheet that decide about these claims, as they stand there.

    The sheet was read before: it has the columns of one.
    """
    if not wanted:
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            {name: (row.get(name) or "").strip() for name in COLUMNS}
            for row in csv.DictReader(file)
            if (row.get("claim") or "").strip() in wanted and row.get("decision") not in {"", ADDED}
        ]
