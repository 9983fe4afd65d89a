"""Maps the reports of a source for the build: facts of templates, unreviewed claims of the rest."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from loaders.documents.read import read_document
from loaders.documents.structured.mapping import Origin, map_report
from loaders.documents.structured.read import is_structured, read_structured
from loaders.errors import DataError
from loaders.mapping.base import Context, Mapped, Record
from loaders.settings import Settings
from loaders.sources import Source, SourceFile

if TYPE_CHECKING:
    from loaders.extract import Resources

EXTRACTED = "extracted.jsonl"


def map_reports(source: Source, context: Context) -> Mapped:
    """Read and map every report of a source, in the order of its ``source.yml``.

    A file that is not committed may be absent: then ``extracted.jsonl`` is mapped, which holds
    offsets and names.  Raises DataError or GroupedError (file, line, page) otherwise.
    """
    records: list[Record] = []
    for file in source.files:
        if file.table is None:
            records += _map_file(source, file, context)
    return Mapped(tuple(records))


def _map_file(source: Source, file: SourceFile, context: Context) -> tuple[Record, ...]:
    path = source.folder / file.path
    shown = source.shown(file)
    if not path.is_file():
        return _kept(source, shown, context)
    try:
        document = read_document(path)
    except DataError as error:
        error.file = shown
        raise
    if is_structured(document):
        report = read_structured(document, shown)
        key = report.head.values.get("key") or source.stem
        origin = Origin(source.stem, shown, key, document.sha256)
        return map_report(report, origin, context).records
    # Recognition is heavy: reports after the template never load it.
    from loaders.documents import narrative  # noqa: PLC0415

    extraction = narrative.extract(document, _resources(context.settings))
    origin = Origin(source.stem, shown, source.stem, document.sha256)
    described = narrative.Described.of(document, source.title)
    return narrative.map_narrative(described, extraction, origin, context).records


def _kept(source: Source, shown: str, context: Context) -> tuple[Record, ...]:
    """Map what an earlier reading kept of a report that is not here."""
    path = source.folder / EXTRACTED
    if not path.is_file():
        raise DataError(
            "the report is not here, and nothing was kept of it",
            shown,
            remedy=f"put the file there, or run: urbsol load FILE --stem {source.stem} --save",
        )
    from loaders.documents import narrative  # noqa: PLC0415

    head, extraction = narrative.read_extraction(path)
    origin = Origin(source.stem, shown, source.stem, str(head.get("sha256", "")))
    described = narrative.Described(source.title, head.get("language"))
    return narrative.map_narrative(described, extraction, origin, context).records


@lru_cache(maxsize=1)
def _resources(settings: Settings) -> Resources:
    from loaders.extract import load_resources  # noqa: PLC0415

    return load_resources(settings)
