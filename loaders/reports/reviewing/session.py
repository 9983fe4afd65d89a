"""One run over the claims of a source: what was read, decided, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from loaders.curation.sources import NAME as DESCRIPTION
from loaders.curation.sources import Source, read_source
from loaders.errors import DataError, UrbsolError, UsageError
from loaders.mapping.base import Context, Mapped
from loaders.reports.sources import Narrative, decisions_of, read_reports
from loaders.review.claims import ReportText
from loaders.review.decisions import ADDED, CORRECTED, Decision
from loaders.review.judged import Judged, Vanished, alike, judge
from loaders.review.names import Names
from loaders.review.records import Reviewed, records
from loaders.review.sheet import NAME, read_sheet
from loaders.review.unknown import Unknown, unknown_things
from loaders.review.writing import Part, kept_rows, rows, table


@dataclass(frozen=True)
class Session:
    """The narrative reports of a source with the decisions about their claims.

    ``orphans`` are decisions about reports that the source does not have (any more).
    """

    source: Source
    reports: tuple[tuple[Narrative, Judged], ...]
    orphans: tuple[Decision, ...]
    files: tuple[Path, ...]

    @property
    def vanished(self) -> tuple[Vanished, ...]:
        """Return the decisions that fit no claim any more, with claims that say the same."""
        held = {row["claim"]: row for row in self.kept()}
        found = []
        for narrative, judged in self.reports:
            key, claims = narrative.origin.key, narrative.extraction.claims
            for one in judged.vanished:
                row = held.get(one.decision.claim)
                found.append(replace(one, alike=alike(row, key, claims)) if row else one)
        return (*found, *map(Vanished, self.orphans))

    @property
    def counts(self) -> dict[str, int]:
        """Return how many claims have each status."""
        found: dict[str, int] = {}
        for _, judged in self.reports:
            for status, count in judged.counts.items():
                found[status] = found.get(status, 0) + count
        return found

    def kept(self) -> list[dict[str, str]]:
        """Return the rows of decisions that fit no claim any more, each once."""
        gone = {one.decision.claim for _, judged in self.reports for one in judged.vanished}
        gone |= {decision.claim for decision in self.orphans}
        found: dict[str, dict[str, str]] = {}
        for path in self.files:
            found |= {row["claim"]: row for row in kept_rows(path, gone)}
        return list(found.values())

    def sheet(self, context: Context) -> str:
        """Return the sheet as it should be now; rows of vanished claims stand at the end."""
        parts = (Part(narrative.origin.key, judged) for narrative, judged in self.reports)
        return table([*rows(parts, Names(context)), *self.kept()])

    def unknown(self, context: Context) -> list[Unknown]:
        """Return the parts of accepted claims that name nothing registered."""
        return list(unknown_things((judged for _, judged in self.reports), Names(context)))

    def with_new(self, unknown: Sequence[Unknown]) -> Session:
        """Return the session with the unknown things let in, each decision corrected for it."""
        changed: dict[str, Decision] = {}
        for one in unknown:
            known = changed.get(one.decision.claim, one.decision)
            reason = known.reason or f"{one.words}: not registered before"
            known = replace(known, status=CORRECTED, reason=reason)
            new = str(one.new)
            changed[one.decision.claim] = (
                replace(known, subject=new) if one.part == "subject" else replace(known, object=new)
            )
        reports = tuple(
            (
                narrative,
                replace(
                    judged,
                    claims=tuple(
                        (claim, changed.get(d.claim, d) if d is not None else None)
                        for claim, d in judged.claims
                    ),
                ),
            )
            for narrative, judged in self.reports
        )
        return replace(self, reports=reports)

    def missing_keys(self, context: Context) -> list[str]:
        """Return the keys that accepted claims need and the registry does not have.

        Raises GroupedError with the row of every decision that cannot become a statement.
        """
        trial = replace(context, missing=[])
        for narrative, judged in self.reports:
            origin = narrative.origin
            text = ReportText(origin.key, context.iris.thing("publication", origin.key))
            records(
                Reviewed(
                    origin.stem, origin.file, text, narrative.extraction, judged, origin.prefix
                ),
                trial,
            )
        return sorted({f"{one.kind}/{one.key}" for one in trial.missing or ()})


def open_session(stem: str, context: Context, further: Path | None, *, overrule: bool) -> Session:
    """Read the claims of a source and the decisions about them; ``further`` holds more decisions.

    Raises UsageError when there is no such source of reports, DataError or GroupedError with file,
    row and column for decisions that are wrong or contradict each other.
    """
    source = _source(stem, context)
    files = [path for path in (source.folder / NAME, further) if path and path.is_file()]
    decisions = decisions_of(source)
    if further is not None:
        decisions = merged(decisions, read_sheet(further, str(further)), overrule=overrule)
    read = read_reports(source, context)
    narratives = [report for report in read if not isinstance(report, Mapped)]
    if not narratives:
        raise UsageError(
            f"the source {stem!r} holds no narrative report", "facts of templates need no review"
        )
    keys = {narrative.origin.key for narrative in narratives}
    orphans = [decision for decision in decisions if decision.report not in {*keys, ""}]
    if len(narratives) > 1 and (nowhere := [d for d in decisions if not d.report]):
        raise _error(nowhere[0], "claim", "which report?", f"write KEY--new, KEY of {_few(keys)}")
    reports = tuple(
        (one, judge(one.origin.key, one.extraction.claims, decisions)) for one in narratives
    )
    return Session(source, reports, tuple(orphans), tuple(files))


def merged(
    old: Sequence[Decision], new: Sequence[Decision], *, overrule: bool
) -> tuple[Decision, ...]:
    """Return the old decisions with the new ones; raise DataError where they contradict.

    ``overrule`` lets the new ones win.
    """
    found: dict[object, Decision] = {_about(decision): decision for decision in old}
    for decision in new:
        known = found.get(_about(decision))
        if known is not None and known.content != decision.content and not overrule:
            what = f"{decision.status}, but {known.reviewer} {known.status} it in row {known.row}"
            what += f" of {known.shown}"
            raise _error(decision, "decision", what, "agree on one, or use --overrule")
        if known is None or known.content != decision.content:
            found[_about(decision)] = decision
    return tuple(found.values())


def _about(decision: Decision) -> object:
    if decision.status == ADDED:
        return (decision.report, decision.content, decision.span)
    return decision.claim


def _error(decision: Decision, column: str, what: str, remedy: str) -> UrbsolError:
    return DataError(what, decision.shown, decision.row, column, remedy=remedy)


def _few(keys: set[str]) -> str:
    return ", ".join(sorted(keys)[:5])


def _source(stem: str, context: Context) -> Source:
    folder = context.settings.data / "sources" / stem
    if not (folder / DESCRIPTION).is_file():
        sheets: Iterator[Path] = folder.parent.glob(f"*/{NAME}")
        known = ", ".join(sorted(path.parent.name for path in sheets)) or "none yet"
        raise UsageError(f"no source is called {stem!r}", f"sources with a review sheet: {known}")
    return read_source(folder)
