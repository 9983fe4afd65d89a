"""``SHA256SUMS``: the checksum of every file of a folder, in a form any system can check.

``SHA256SUMS.sha256`` holds the checksum of ``SHA256SUMS`` itself, so that of two files that
contradict each other the one that changed can be named. Both are read by ``sha256sum -c``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from loaders.errors import DataError

NAME = "SHA256SUMS"
SEAL = "SHA256SUMS.sha256"
PAPERS = frozenset({NAME, SEAL})
LINE = re.compile(r"([0-9a-f]{64})  ([^\x00-\x1f\\\x7f]+)")
SHOWN = 5
LARGEST = 64 << 20  # bytes; a release has some hundred files


def text_of(sums: Mapping[str, str]) -> str:
    """Return checksums (hex, by name) as the lines of ``SHA256SUMS``, sorted by name."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))


def write(folder: Path, sums: Mapping[str, str]) -> None:
    """Write both files into a folder; ``sums`` gives the sha256 (hex) of each file by name."""
    text = text_of(sums).encode()
    (folder / NAME).write_bytes(text)
    (folder / SEAL).write_bytes(text_of({NAME: hashlib.sha256(text).hexdigest()}).encode())


def read(path: Path) -> dict[str, str]:
    """Read a file of checksums; raise DataError with the line that is not well-formed.

    Names are relative and stay within the folder; they are sorted, and none stands twice.
    """
    found: dict[str, str] = {}
    last = ""
    for number, line in enumerate(_lines(path), start=1):
        match = LINE.fullmatch(line)
        if not match or not _inside(match[2]) or match[2] <= last:
            raise DataError("not a checksum and a name in order", path, line=number)
        last = match[2]
        found[last] = match[1]
    return found


def digest(path: Path) -> str:
    """Return the sha256 (hex) of a file, which is read as a stream."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def of(blocks: Iterable[bytes]) -> str:
    """Return the sha256 (hex) of bytes that come in blocks."""
    made = hashlib.sha256()
    for block in blocks:
        made.update(block)
    return made.hexdigest()


def changed(folder: Path, names: Iterable[str]) -> list[str]:
    """Return which of some files of a folder are not what its ``SHA256SUMS`` says.

    Raise DataError when there are no checksums, or when they are not well-formed.
    """
    listed = read(folder / NAME)
    return [name for name in names if not _as_listed(folder / name, listed.get(name))]


def check(folder: Path, parts: Iterable[str] = ("",)) -> None:
    """Raise DataError when files of a folder, or of ``parts`` of it, are not as listed.

    A part without any checksums passes: there is nothing to compare it with.
    """
    found = [f"{part}/{name}".lstrip("/") for part in parts for name in _damaged(folder / part)]
    if found:
        shown = ", ".join(found[:SHOWN]) + (" …" if len(found) > SHOWN else "")
        raise DataError(
            f"the release is damaged: {shown}",
            folder,
            remedy="see: urbsol release verify; restore the files, or run: urbsol build",
        )


def _damaged(folder: Path) -> list[str]:
    """Return the files of a folder that are not as listed, the lists themselves included."""
    if not ((folder / NAME).exists() or (folder / SEAL).exists()):
        return []
    try:
        if read(folder / SEAL) != {NAME: digest(folder / NAME)}:
            return [NAME]
        return changed(folder, read(folder / NAME))
    except (DataError, FileNotFoundError):
        return [NAME]


def _as_listed(path: Path, wanted: str | None) -> bool:
    try:
        return digest(path) == wanted
    except OSError:
        return False


def _lines(path: Path) -> list[str]:
    try:
        if path.stat().st_size > LARGEST:
            raise DataError("it is too long to be a list of checksums", path)
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise DataError(f"it is not UTF-8 at byte {error.start}", path) from error
    except FileNotFoundError as error:
        raise DataError("missing", path) from error
    except OSError as error:
        raise DataError(f"it cannot be read ({error.strerror})", path) from error
    if not text.endswith("\n"):
        raise DataError("its last line is cut off", path)
    return text[:-1].split("\n")


def _inside(name: str) -> bool:
    """Tell whether a name stays within the folder and is written in one way only."""
    parts = name.split("/")
    return ".." not in parts and name == PurePosixPath(name).as_posix() and bool(parts[0])
