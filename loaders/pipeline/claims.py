"""Validates what nobody has reviewed yet: the claims graph of each source, in bounded pieces.

Claims stay out of the reviewed graph, so its validation does not see them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path

from pyoxigraph import Quad

from loaders.pipeline.validation import SHOWN, ValidationOutcome, text_of
from loaders.rdf.nquads import quads_of
from loaders.settings import Settings

TEXT = "validation-claims.txt"
LINES = 100_000  # validated at once, so that memory does not grow with the source


@dataclass(frozen=True)
class ClaimsJob:
    """The work: the quads of one source (a graph's lines in order), and the shared state's hash."""

    settings: Settings
    stem: str
    quads: Path
    shared: str


@dataclass(frozen=True)
class ClaimsOutcome:
    """What the shapes said of the claims of a source: the outcome, and all results as lines."""

    stem: str
    outcome: ValidationOutcome
    lines: tuple[str, ...]


def run(job: ClaimsJob) -> ClaimsOutcome:
    """Validate the claims of one source beside the ontology and what the registry knows."""
    from loaders.validation.shacl import validate_graph  # noqa: PLC0415 - heavy, only needed here

    settings = job.settings
    found: list[tuple[str, str, str]] = []
    for quads in _pieces(job):
        known = _known(settings, job.shared, quads)
        data = chain(quads, known, _ontology(settings, job.shared))
        report = validate_graph(data, settings.shapes, base=settings.base)
        # Of what the registry knows only class and label are here: more is not to be asked of it.
        own = {str(quad.subject) for quad in quads}
        results = (result for result in report.results if result.focus_node in own)
        found += [(r.severity, r.focus_node, text_of(r)) for r in results]
    found.sort()
    counts: dict[str, int] = {}
    for severity, _, _ in found:
        counts[severity] = counts.get(severity, 0) + 1
    bad = [(focus, text) for severity, focus, text in found if severity == "Violation"]
    outcome = ValidationOutcome(
        counts, tuple(t for _, t in bad[:SHOWN]), tuple(sorted({f for f, _ in bad}))
    )
    return ClaimsOutcome(job.stem, outcome, tuple(f"{s}: {text}" for s, _, text in found))


def _pieces(job: ClaimsJob) -> Iterator[list[Quad]]:
    """Yield the quads of the claims graph, cut between things only."""
    graph = f"<{job.settings.base}graph/{job.stem}/claims>".encode()
    piece: list[bytes] = []
    with job.quads.open("rb") as file:
        for line in file:
            if line.rsplit(b" ", 2)[1] != graph:
                continue
            if len(piece) >= LINES and _thing(line) != _thing(piece[-1]):
                yield list(quads_of(piece))
                piece = []
            piece.append(line)
    if piece:
        yield list(quads_of(piece))


def _thing(line: bytes) -> bytes:
    """Return the thing a line is about; its parts have a fragment behind its IRI."""
    return line.split(b" ", 1)[0].rstrip(b">").split(b"#", 1)[0]


def _known(settings: Settings, shared: str, quads: list[Quad]) -> list[Quad]:
    from loaders.pipeline.source import registry_of  # noqa: PLC0415
    from loaders.reports.loading import known_things  # noqa: PLC0415 - heavy

    return known_things(quads, registry_of(settings, shared))


@lru_cache(maxsize=1)
def _ontology(settings: Settings, _shared: str) -> tuple[Quad, ...]:
    from loaders.rdf.ontology import ontology_quads  # noqa: PLC0415

    return tuple(ontology_quads(settings))


def merged(outcomes: list[ClaimsOutcome], reports: Path) -> ValidationOutcome:
    """Write ``validation-claims.txt`` and return one outcome for all sources."""
    counts: dict[str, int] = {}
    for one in outcomes:
        for severity, count in one.outcome.counts.items():
            counts[severity] = counts.get(severity, 0) + count
    summary = ", ".join(f"{n} {name}" for name, n in sorted(counts.items())) or "no results"
    with (reports / TEXT).open("w", encoding="utf-8") as file:
        file.write(f"{summary}\n")
        for one in outcomes:
            file.writelines(f"{one.stem}: {line}\n" for line in one.lines)
    violations = tuple(text for one in outcomes for text in one.outcome.violations)
    focus = {node for one in outcomes for node in one.outcome.focus_nodes}
    return ValidationOutcome(counts, violations[:SHOWN], tuple(sorted(focus)))
