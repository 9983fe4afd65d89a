"""Maps the reports of a source for the build: facts of templates, claims of the rest."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from loaders.curation.sources import Source, SourceFile
from loaders.documents.model import Document
from loaders.documents.sandbox.read import read_document
from loaders.errors import DataError
from loaders.mapping.base import Context, Mapped, Record
from loaders.reports.citations import with_citations, with_own_title
from loaders.reports.structured.mapping import Origin, map_report
from loaders.reports.structured.read import is_structured, read_structured
from loaders.review.decisions import Decision
from loaders.review.sheet import NAME as SHEET
from loaders.review.sheet import read_sheet
from loaders.settings import Settings
from loaders.text import key_of

if TYPE_CHECKING:
    from loaders.extract.knowledge.resources import Resources
    from loaders.extract.model import Extraction
    from loaders.reports.narrative import Described

EXTRACTED = "extracted.jsonl"


@dataclass(frozen=True)
class Narrative:
    """A narrative report of a source with what was read from it.

    ``text`` is None when the report is not here, ``origin`` says which one it is.
    """

    origin: Origin
    described: Described
    extraction: Extraction
    text: str | None = None


def map_reports(source: Source, context: Context, *, several: bool | None = None) -> Mapped:
    """Read and map every report of a source, in the order of its ``source.yml``.

    ``several`` says whether the source has more reports than these (else it is counted).  Raises
    DataError or GroupedError (file, line, page) for what is wrong.
    """
    decisions = decisions_of(source)
    records: list[Record] = []
    warnings: list[str] = []
    review: list[Mapping[str, str]] = []
    for report in read_reports(source, context, several=several):
        mapped = report if isinstance(report, Mapped) else _map(report, source, context, decisions)
        records += mapped.records
        warnings += mapped.warnings
        review += mapped.review
    return Mapped(tuple(records), warnings=tuple(warnings), review=tuple(review))


def read_reports(
    source: Source, context: Context, *, several: bool | None = None
) -> Iterator[Mapped | Narrative]:
    """Yield each report of a source: mapped when it follows the template, else as a narrative."""
    files = [file for file in source.files if file.table is None]
    many = len(files) > 1 if several is None else several
    for file in files:
        yield _read(source, file, origin_of(source, file, several=many), context)


def origin_of(source: Source, file: SourceFile, *, several: bool) -> Origin:
    """Return which report a file is: the source's own, or one of several, told by its name."""
    shown, name = source.shown(file), key_of(Path(file.path).stem)
    key, prefix = (f"{source.stem}-{name}", f"{name}-") if several else (source.stem, "")
    return Origin(source.stem, shown, key, file.sha256, prefix)


def decisions_of(source: Source) -> tuple[Decision, ...]:
    """Return what people decided about the claims of a source; errors have row and column."""
    path = source.folder / SHEET
    return read_sheet(path, f"data/sources/{source.stem}/{SHEET}") if path.is_file() else ()


def extracted_path(source: Source, origin: Origin) -> Path:
    """Return where an earlier reading of a report was kept."""
    if not origin.prefix:
        return source.folder / EXTRACTED
    return source.folder / "extracted" / f"{origin.prefix[:-1]}.jsonl"


def _map(
    report: Narrative, source: Source, context: Context, decisions: Sequence[Decision]
) -> Mapped:
    from loaders.reports import narrative  # noqa: PLC0415 - heavy, not for templates

    return narrative.map_narrative(
        report.described,
        report.extraction,
        report.origin,
        context,
        decisions=decisions,
        quotable=report.text if source.quotes else None,
    )


def _read(source: Source, file: SourceFile, origin: Origin, context: Context) -> Mapped | Narrative:
    """Read one report.

    What an earlier reading of a narrative kept is taken before the file itself: a release must not
    depend on which reports of others lie on the machine that makes it.
    """
    path, kept = source.folder / file.path, extracted_path(source, origin)
    if kept.is_file() and _is_narrative(kept):
        document = _document(path, origin) if source.quotes and path.is_file() else None
        return _kept(source, kept, origin, document, context)
    if not path.is_file():
        raise DataError(
            "the report is not here, and nothing was kept of it",
            origin.file,
            remedy=f"put the file there, or run: urbsol load FILE --stem {source.stem} --save",
        )
    document = _document(path, origin)
    if is_structured(document):
        report = read_structured(document, origin.file)
        key = report.head.values.get("key") or origin.key
        own = Origin(source.stem, origin.file, key, document.sha256, origin.prefix)
        return map_report(report, own, context)
    # Recognition is heavy: reports after the template never load it.
    from loaders.extract.recognise.pipeline import extract  # noqa: PLC0415
    from loaders.reports import narrative  # noqa: PLC0415

    extraction = extract(document, _resources(context.settings))
    title = source.title if not origin.prefix else document.title or origin.key
    told = with_own_title(extraction, origin.key, title, context)
    cited = with_citations(told, origin.key, context)
    return Narrative(origin, narrative.Described.of(document, title), cited, document.text)


def _document(path: Path, origin: Origin) -> Document:
    try:
        return read_document(path)
    except DataError as error:
        error.file = origin.file
        raise


def _is_narrative(path: Path) -> bool:
    """Tell whether a reading was kept of running text (that of a template holds entries)."""
    try:
        with path.open(encoding="utf-8") as file:
            lines = [line for _, line in zip(range(2), file, strict=False)]
        return all(json.loads(line).get("item") != "entry" for line in lines)
    except (ValueError, AttributeError, RecursionError) as error:
        raise DataError(f"no reading of a report: {error}", path, line=1) from error


def _kept(
    source: Source, kept: Path, origin: Origin, document: Document | None, context: Context
) -> Narrative:
    """Return what an earlier reading kept; raise DataError when it read another file."""
    from loaders.reports import narrative  # noqa: PLC0415
    from loaders.reports.colophon import Front  # noqa: PLC0415

    head, extraction = narrative.read_extraction(kept, context.settings.base)
    if origin.checksum and head.get("sha256") != origin.checksum:
        raise DataError(
            "this is what was read from another file than source.yml names (sha256)",
            f"data/sources/{source.stem}/{kept.relative_to(source.folder).as_posix()}",
            line=1,
            remedy=f"run: urbsol load FILE --stem {source.stem} --save --replace",
        )
    title = source.title if not origin.prefix else str(head.get("title") or origin.key)
    front = Front.of_plain(head.get("front") or {})
    described = narrative.Described(title, head.get("language"), str(head.get("city", "")), front)
    own = with_own_title(extraction, origin.key, title, context)
    cited = with_citations(own, origin.key, context)
    return Narrative(origin, described, cited, document.text if document else None)


@lru_cache(maxsize=1)
def _resources(settings: Settings) -> Resources:
    from loaders.extract.knowledge.resources import load_resources  # noqa: PLC0415

    return load_resources(settings)
