"""Writes files whole or not at all, and says what is wrong with a disk, where, and what to do."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from loaders.errors import UrbsolError

REMEDIES = {
    errno.ENOSPC: "free some space, then run the same command again",
    errno.EDQUOT: "free some of your space, then run the same command again",
    errno.EFBIG: "raise the limit (ulimit -f), then run the same command again",
    errno.EROFS: "mount it for writing, or choose another folder",
    errno.EACCES: "give this user the right to it, or choose another place",
    errno.EPERM: "give this user the right to it, or choose another place",
    errno.EIO: "look at the disk (dmesg); bring what can still be read to another one",
    errno.EMFILE: "raise the limit of open files (ulimit -n), then run the same command again",
    errno.ENFILE: "close programs that hold many files, then run the same command again",
    errno.ENOMEM: "free some memory, then run the same command again",
    errno.ENAMETOOLONG: "choose a shorter name",
    errno.ENOTDIR: "part of the path is a file; choose another place",
    errno.EISDIR: "there is a folder of that name; choose another place",
    errno.ENOENT: "see whether the path is right",
}
# RocksDB and SQLite tell in words what went wrong.
WORDS = {
    **{os.strerror(code).casefold(): code for code in REMEDIES if code != errno.ENOENT},
    "disk is full": errno.ENOSPC,
    "disk i/o error": errno.EIO,
    "readonly database": errno.EROFS,
    "unable to open database file": errno.EACCES,
}


class DiskError(UrbsolError):
    """The machine could not write or read; the data and the call may be right."""


def of_system(error: Exception, where: Path | str | None = None) -> DiskError:
    """Return an error of the system as one for people: what, where, what to do.

    ``where`` is told when the error itself does not name a file.
    """
    code = getattr(error, "errno", None) or _code(str(error))
    named = getattr(error, "filename", None) or where
    what = getattr(error, "strerror", None) or (os.strerror(code) if code else str(error))
    remedy = REMEDIES.get(code or 0, "see what the system says of this file or folder")
    if "temporary directory" in what:
        remedy = "set TMPDIR to a folder that can be written"
    return DiskError(what[:1].lower() + what[1:], named and str(named), remedy=remedy)


def _code(text: str) -> int | None:
    folded = text.casefold()
    return next((code for words, code in WORDS.items() if words in folded), None)


@contextmanager
def guarded(where: Path | str, *kinds: type[Exception]) -> Iterator[None]:
    """Raise DiskError for errors of the system (and of other ``kinds`` that stand for them)."""
    caught: tuple[type[Exception], ...] = (OSError, *kinds)
    try:
        yield
    except caught as error:
        raise of_system(error, where) from error


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a file to write to, which takes the place of ``path`` in one step when it is whole.

    Whatever goes wrong, ``path`` stays as it was; an error of the system is raised as DiskError.
    """
    path = path.resolve()
    with guarded(path):
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        os.close(handle)
        draft = Path(name)
        try:
            yield draft
            draft.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
            with draft.open("rb") as file:
                os.fsync(file.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write a text as UTF-8 with the line ends it has, whole or not at all."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    with replacing(path) as draft:
        draft.write_bytes(content)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def sync(folder: Path) -> None:
    """Bring all files and folders below a folder to disk."""
    for parent, _, names in os.walk(folder, topdown=False):
        for name in names:
            _sync_file(Path(parent, name))
        sync_folder(Path(parent))


def sync_folder(folder: Path) -> None:
    """Bring the entries of one folder to disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_file(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
