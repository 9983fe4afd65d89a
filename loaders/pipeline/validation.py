"""Validates the reviewed graph against the shapes, in a process of its own, and writes reports."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loaders.validation.shacl import Result

TURTLE, TEXT = "validation.ttl", "validation.txt"
SHOWN = 20


@dataclass(frozen=True)
class ValidationJob:
    """The work: the reviewed union as N-Triples, shapes, and the folder the reports go to."""

    triples: Path
    shapes: Path
    reports: Path
    base: str


@dataclass(frozen=True)
class ValidationOutcome:
    """How many results of each severity, and the first violations as text."""

    counts: dict[str, int]
    violations: tuple[str, ...]
    focus_nodes: tuple[str, ...]

    @property
    def conforms(self) -> bool:
        """Tell whether there is no violation (warnings are allowed)."""
        return not self.counts.get("Violation")


def run(job: ValidationJob) -> ValidationOutcome:
    """Validate and write ``validation.ttl`` and ``validation.txt``."""
    from loaders.validation.shacl import validate_ntriples  # noqa: PLC0415 - heavy, only needed here

    report = validate_ntriples(job.triples.read_bytes(), job.shapes, base=job.base)
    lines = sorted((r.severity, r.focus_node, text_of(r)) for r in report.results)
    counts: dict[str, int] = {}
    for severity, _, _ in lines:
        counts[severity] = counts.get(severity, 0) + 1
    (job.reports / TURTLE).write_text(report.turtle, encoding="utf-8")
    summary = ", ".join(f"{n} {name}" for name, n in sorted(counts.items())) or "no results"
    body = "".join(f"{severity}: {text}\n" for severity, _, text in lines)
    (job.reports / TEXT).write_text(f"{summary}\n{body}", encoding="utf-8")
    bad = [(focus, text) for severity, focus, text in lines if severity == "Violation"]
    return ValidationOutcome(
        counts,
        violations=tuple(text for _, text in bad[:SHOWN]),
        focus_nodes=tuple(sorted({focus for focus, _ in bad})),
    )


def text_of(result: Result) -> str:
    """Return a result as a line: where, and what is wrong."""
    where = " ".join(part for part in (result.focus_node, result.path, result.value) if part)
    return f"{where}: {result.message}"
