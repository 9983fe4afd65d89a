"""Writes a pack as one ZIP file: a repository keeps files, not folders."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

BLOCK = 1 << 20
RIGHTS = 0o100644 << 16


def write_zip(pack: Path, path: Path, day: str) -> None:
    """Write the files of a pack below a folder of its name, in order, with the day of release."""
    year, month, date = (int(part) for part in day.split("-"))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        for source in sorted(one for one in pack.rglob("*") if one.is_file()):
            name = f"{path.stem}/{source.relative_to(pack).as_posix()}"
            entry = zipfile.ZipInfo(name, (year, month, date, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, RIGHTS
            entry.create_system = 3
            entry.file_size = source.stat().st_size
            with source.open("rb") as file, archive.open(entry, "w") as target:
                shutil.copyfileobj(file, target, BLOCK)
