"""Reads the review sheet of a source, ``curation.csv``: one row a claim, and what was decided.

Only the key, the decision and the corrections are read back; what else stands in a row is there for
the person who reads it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from loaders.curation.cells import CellChecks
from loaders.curation.extents import Extents
from loaders.curation.registry import Registry
from loaders.curation.spec import read_spec
from loaders.curation.table import TableReader, TableRow
from loaders.errors import DataError, UrbsolError, raise_all
from loaders.interpret import dates
from loaders.mapping.identifiers import reviewer_term
from loaders.review.decisions import (
    ADDED,
    CORRECTED,
    DECISIONS,
    REJECTED,
    Decision,
)
from loaders.review.statements import PREDICATES

NAME = "curation.csv"
CORRECTIONS = {
    "corrected_subject": "subject",
    "corrected_predicate": "predicate",
    "corrected_object": "object",
    "corrected_date": "date",
}
COLUMNS = (
    "claim", "predicate", "subject", "subject_iri", "object", "object_iri", "date", "evidence",
    "confidence", "decision", "reviewer", "reviewed", "reason", *CORRECTIONS,
)  # fmt: skip
_CHOICES = {
    "claim": "key",
    "decision": f"choice {'|'.join(DECISIONS)}",
    "reviewed": "date",
    "corrected_predicate": f"choice {'|'.join(PREDICATES)}",
}
SPEC = read_spec({name: _CHOICES.get(name, "text") for name in COLUMNS}, ())
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MAIL = re.compile(r"\S+@\S+\.\w")
_SPAN = re.compile(
    r"(?:page (?P<page>[1-9]\d{0,5}), )?"
    r"characters (?P<start>\d{1,9})[–-](?P<end>\d{1,9})"
)
LONGEST_REASON = 300
Wrong = Callable[..., None]


def read_sheet(path: Path, shown: str) -> tuple[Decision, ...]:
    """Return the decisions of a sheet in the order of its rows (rows without one are left out).

    Raises DataError, or GroupedError when several things are wrong, each with row and column.
    """
    rows = TableReader(
        path, shown, SPEC, CellChecks(Registry()), Extents({}), canonical=False
    ).read()
    errors: list[UrbsolError] = []
    found = [decision for row in rows if (decision := _decision(row, shown, errors))]
    decisions = _without_repeats(found, errors)
    raise_all(errors, shown)
    return decisions


def _decision(row: TableRow, shown: str, errors: list[UrbsolError]) -> Decision | None:
    """Return the decision of a row, None when there is none; note everything that is wrong."""
    values, known = row.values, len(errors)

    def wrong(column: str, what: str, remedy: str = "") -> None:
        errors.append(DataError(what, shown, row.number, column, remedy=remedy))

    status = values["decision"]
    if not status:
        filled = [n for n in ("reviewer", "reviewed", "reason", *CORRECTIONS) if values[n]]
        if filled:
            wrong(filled[0], "filled in, but nothing was decided", "fill in decision, or clear it")
        return None
    _check_who(values, wrong)
    _check_corrections(values, wrong)
    if len(errors) > known:
        return None
    page, span = _span(values, wrong)
    corrected = {name: values[column] for column, name in CORRECTIONS.items()}
    return Decision(
        values["claim"], status, values["reviewer"], values["reviewed"], values["reason"],
        **corrected, page=page, span=span, row=row.number, shown=shown,
    )  # fmt: skip


def _check_who(values: Mapping[str, str], wrong: Wrong) -> None:
    status, reason = values["decision"], values["reason"]
    try:
        reviewer_term(values["reviewer"])
    except ValueError as error:
        what = str(error) if values["reviewer"] else "the cell is empty"
        remedy = "write an ORCID (0000-0002-1825-0097) or initials (USG), never an address"
        wrong("reviewer", what, remedy)
    if not _DAY.fullmatch(values["reviewed"]):
        wrong("reviewed", f"{values['reviewed']!r} is not a day", "write it as 2026-11-22")
    if not reason and status in {REJECTED, CORRECTED}:
        wrong("reason", f"the cell is empty, but the claim was {status}", "say why in a few words")
    if len(reason) > LONGEST_REASON:
        wrong("reason", f"more than {LONGEST_REASON} characters", "say why in a few words")
    for column in ("reason", *CORRECTIONS):
        if _MAIL.search(values[column]):
            wrong(column, "an e-mail address: no personal data belongs here", "take it away")


def _check_corrections(values: Mapping[str, str], wrong: Wrong) -> None:
    status, filled = values["decision"], [name for name in CORRECTIONS if values[name]]
    if status in {"accepted", REJECTED} and filled:
        what = f"a correction of a claim that was {status}"
        wrong(filled[0], what, "write corrected as the decision, or clear the cell")
    if status == CORRECTED and not filled:
        wrong("corrected_subject", "nothing is corrected", "fill in what is right, or accept it")
    if status == ADDED:
        for name in list(CORRECTIONS)[:3]:
            if not values[name]:
                wrong(name, "the cell is empty", "an added statement needs all three")
    elif not values["claim"]:
        wrong("claim", "the cell is empty", "run urbsol review, which writes the keys")
    when = values["corrected_date"]
    if when and not dates.when(when):
        wrong(
            "corrected_date", f"{when!r} is not a date", "write it as 2019, 2019-06 or 2019-06-12"
        )


def _span(values: Mapping[str, str], wrong: Wrong) -> tuple[int | None, tuple[int, int] | None]:
    """Read which characters an added statement rests on (those of claims the machine knows)."""
    if values["decision"] != ADDED:
        return None, None
    match = _SPAN.fullmatch(values["evidence"])
    if match is None or int(match["start"]) >= int(match["end"]):
        what = f"{values['evidence']!r} does not say where the report says so"
        wrong("evidence", what, "write characters 120–188, or page 3, characters 120–188")
        return None, None
    page = int(match["page"]) if match["page"] else None
    return page, (int(match["start"]), int(match["end"]))


def _without_repeats(found: Iterable[Decision], errors: list[UrbsolError]) -> tuple[Decision, ...]:
    """Return each decision once; two that differ about one claim are an error."""
    first: dict[object, Decision] = {}
    kept: list[Decision] = []
    for decision in found:
        added = decision.status == ADDED
        about = (decision.report, decision.content, decision.span) if added else decision.claim
        known = first.get(about)
        if known is None:
            first[about] = decision
            kept.append(decision)
        elif known.content != decision.content:
            what = f"{decision.status}, but row {known.row} says {known.status}"
            what += "" if known.status != decision.status else " with other corrections"
            remedy = "decide about each claim once"
            errors.append(DataError(what, decision.shown, decision.row, "decision", remedy=remedy))
    return tuple(kept)
