"""Writes what loading a report gave into a folder, and tells a person what it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from loaders import disk
from loaders.rdf.nquads import canonical_lines
from loaders.rdf.trig import header, write_fragment
from loaders.reports.extracted import write_lines
from loaders.reports.loading import Loaded
from loaders.settings import Settings
from loaders.validation.report import Result
from loaders.vocabulary import prefixes

EXTRACTED, TRIG = "extracted.jsonl", "report.trig"
VALIDATION_RDF, VALIDATION_TEXT = "validation.ttl", "validation.txt"


def write_folder(loaded: Loaded, folder: Path, settings: Settings) -> None:
    """Write ``extracted.jsonl``, ``report.trig`` and both forms of the validation report."""
    with disk.guarded(folder):
        folder.mkdir(parents=True, exist_ok=True)
    write_lines(loaded.lines, folder / EXTRACTED)
    with disk.replacing(folder / TRIG) as draft, draft.open("wb") as file:
        file.write(header(prefixes(settings.base)))
        write_fragment(canonical_lines(loaded.mapped.quads()), file, settings.base)
    disk.write_text(folder / VALIDATION_RDF, loaded.validation.turtle)
    lines = "".join(f"{line}\n" for line in findings(loaded.validation.results))
    disk.write_text(folder / VALIDATION_TEXT, lines or "no results\n")


def findings(results: tuple[Result, ...]) -> Iterator[str]:
    """Yield a line for each result of the validation."""
    for result in results:
        where = " ".join(part for part in (result.focus_node, result.path, result.value) if part)
        yield f"{result.severity}: {where}: {result.message}"


def summary(loaded: Loaded, folder: Path | None, shown: int = 8) -> Iterator[str]:
    """Yield the lines a person reads: what was found, what is new, what is wrong."""
    document = loaded.document
    kind = "report after the template" if loaded.structured else "narrative report"
    language = document.language or "unknown language"
    size = f"{len(document.text):,} characters"
    yield f"{loaded.path}: {kind}, {document.media_type}, {language}, {size}"
    counts = ", ".join(f"{number:,} {name}" for name, number in loaded.counts.items())
    quads = sum(1 for _ in loaded.mapped.quads())
    yield f"  found: {counts}, {quads:,} statements"
    for line in loaded.front:
        yield f"  {line}"
    for warning in document.warnings:
        yield f"  warning: {warning}"
    if loaded.proposed:
        yield f"  not in the registry ({len(loaded.proposed)}), proposed:"
        yield from (f"    {line}" for line in loaded.proposed[:shown])
        if len(loaded.proposed) > shown:
            yield f"    … {len(loaded.proposed) - shown} more in {EXTRACTED}"
    violations, warnings = loaded.validation.violations, loaded.validation.warnings
    word = "conforms to the shapes" if loaded.validation.conforms else "violates the shapes"
    yield f"  validation: {word} ({len(violations)} violations, {len(warnings)} warnings)"
    yield from (f"    {line}" for line in findings(violations[:shown]))
    if folder is not None:
        yield f"  written to {folder}"
