"""Makes a loaded report a source of the project: ``data/sources/<stem>/``.

A narrative report of others is never copied: the folder holds its checksum, offsets and names. A
report after the template is copied, because its words are facts that its authors licensed.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml

from loaders import disk
from loaders.curation.sources import NAME
from loaders.curation.yamlfile import read_yaml
from loaders.errors import UsageError
from loaders.reports.extracted import write_lines
from loaders.reports.loading import Loaded
from loaders.settings import Settings


def save(loaded: Loaded, settings: Settings, *, again: bool = False) -> Path:
    """Write the source folder of a report and return it; raise UsageError when it exists.

    ``again`` writes over what an earlier reading left; what people wrote stays: the description of
    the source and the decisions of the review sheet.
    """
    folder = settings.data / "sources" / loaded.stem
    if (folder / NAME).exists() and not again:
        raise UsageError(
            f"the source {loaded.stem!r} exists", "give another --stem, or --replace to read again"
        )
    described = _described(loaded)
    if (folder / NAME).exists():
        known = dict(read_yaml(folder / NAME, f"data/sources/{loaded.stem}/{NAME}").values)
        described = known | {name: described[name] for name in ("date_read", "files")}
    with disk.guarded(folder):
        (folder / "raw").mkdir(parents=True, exist_ok=True)
    if loaded.structured:
        with disk.replacing(folder / "raw" / loaded.path.name) as draft:
            shutil.copyfile(loaded.path, draft)
    write_lines(loaded.lines, folder / "extracted.jsonl")
    # Last, for with it the folder is a source.
    text = yaml.safe_dump(described, allow_unicode=True, sort_keys=False, width=100)
    disk.write_text(folder / NAME, text)
    return folder


def _described(loaded: Loaded) -> dict[str, object]:
    source = loaded.source
    if source is None:
        raise UsageError(f"{loaded.path}: nothing is known of the report as a source")
    described: dict[str, object] = {
        "title": source.title,
        "publisher": source.publisher,
        "urls": list(source.urls),
        "license": source.license,
        "date_read": source.date_read,
        "mapper": source.mapper,
        "files": [
            {"path": file.path, "sha256": file.sha256, "committed": file.committed}
            for file in source.files
        ],
    }
    return described | ({"attribution": source.attribution} if source.attribution else {})
