"""Makes a loaded report a source of the project: ``data/sources/<stem>/``.

A narrative report of others is never copied: the folder holds its checksum, offsets and names. A
report after the template is copied, because its words are facts that its authors licensed.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from loaders.documents.extracted import write_lines
from loaders.documents.loading import Loaded
from loaders.documents.structured.values import address
from loaders.errors import UsageError
from loaders.settings import Settings
from loaders.sources import NAME

CURATION = "curation.csv"
MAPPER = "report"


@dataclass(frozen=True)
class Statement:
    """What ``source.yml`` needs to say beside what the report says of itself."""

    publisher: str = ""
    url: str = ""
    licence: str = ""
    read: date | None = None


def save(loaded: Loaded, statement: Statement, settings: Settings) -> Path:
    """Write the source folder of a report and return it.

    Raises UsageError when publisher or licence are not known, or the folder exists.
    """
    folder = settings.data / "sources" / loaded.stem
    if (folder / NAME).exists():
        raise UsageError(f"the source {loaded.stem!r} exists", "give another --stem, or remove it")
    described = _described(loaded, statement)
    (folder / "raw").mkdir(parents=True, exist_ok=True)
    if loaded.structured:
        shutil.copyfile(loaded.path, folder / "raw" / loaded.path.name)
    text = yaml.safe_dump(described, allow_unicode=True, sort_keys=False, width=100)
    (folder / NAME).write_text(text, encoding="utf-8")
    write_lines(loaded.lines, folder / "extracted.jsonl")
    return folder


def _described(loaded: Loaded, statement: Statement) -> dict[str, object]:
    head = loaded.head.values if loaded.head else {}
    metadata = loaded.document.metadata
    publisher = statement.publisher or head.get("publisher") or metadata.get("publisher", "")
    licence = statement.licence or head.get("licence", "")
    url = statement.url or head.get("website") or metadata.get("url", "")
    for value, option in ((publisher, "--publisher"), (licence, "--licence")):
        if not value:
            raise UsageError(f"{loaded.path}: {option[2:]} is not known", f"give {option}")
    try:
        licence = address(licence).value
        urls = [address(part).value for part in url.split("; ") if part]
    except ValueError as error:
        raise UsageError(str(error), "give --licence and --url as https://…") from error
    return {
        "title": head.get("title") or loaded.document.title or loaded.stem,
        "publisher": publisher,
        "urls": urls,
        "license": licence,
        "date_read": statement.read or date.today(),
        "mapper": MAPPER,
        "files": [
            {
                "path": f"raw/{loaded.path.name}",
                "sha256": loaded.document.sha256,
                "committed": loaded.structured,
            }
        ],
    }
