"""Fetches a release or a pack from a web server into a temporary folder, to be verified there."""

from __future__ import annotations

import http.client
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from loaders import manifest, sums
from loaders.errors import DataError, UrbsolError
from loaders.manifest import FileEntry
from loaders.release.packing.model import PAYLOAD

BLOCK = 1 << 20
PAPER = 64 << 20  # bytes; the most that a file may have whose size no manifest tells
TIMEOUT = 60  # seconds without a byte
SCHEMES = ("http://", "https://")


def is_address(name: str | None) -> bool:
    """Tell whether what is to be verified lies on a web server."""
    return bool(name and name.startswith(SCHEMES))


@contextmanager
def fetched(address: str) -> Iterator[Path]:
    """Give a folder with the files that the ``SHA256SUMS`` at an address lists.

    Each is written as it comes, so memory does not grow with it; none may be larger than the
    manifest says. Raise UrbsolError for what cannot be had.
    """
    with tempfile.TemporaryDirectory(prefix="urbsol-verify-") as name:
        folder = Path(name) / address.rstrip("/").rpartition("/")[2]
        folder.mkdir()
        site = _Site(address.rstrip("/") + "/", folder)
        site.fetch_all()
        yield folder


class _Site:
    """A release on a web server, and the folder it is fetched to."""

    def __init__(self, address: str, folder: Path) -> None:
        self._address, self._folder = address, folder

    def fetch_all(self) -> None:
        for name in (sums.NAME, sums.SEAL):
            self._fetch(name, PAPER)
        listed = sums.read(self._folder / sums.NAME)
        further = sums.read(self._folder / sums.SEAL).keys() - {sums.NAME}
        where = f"{PAYLOAD}/" if f"{PAYLOAD}/{manifest.NAME}" in listed else ""
        self._fetch(f"{where}{manifest.NAME}", PAPER)
        sizes = self._sizes(where)
        for name in sorted(listed.keys() | further - {f"{where}{manifest.NAME}"}):
            entry = sizes.get(name)
            self._fetch(name, entry.bytes if entry else PAPER)

    def _sizes(self, where: str) -> dict[str, FileEntry]:
        """Return what the manifest says of the files; nothing when it is damaged."""
        try:
            made = manifest.read(self._folder / where)
        except DataError:
            return {}
        return {f"{where}{name}": entry for name, entry in made.files.items()}

    def _fetch(self, name: str, most: int) -> None:
        """Write one file; one that is larger than it may be is cut, which its checksum tells."""
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        address = self._address + urllib.parse.quote(name)
        try:
            # The scheme was looked at; redirects lead to HTTP alone.
            with urllib.request.urlopen(address, timeout=TIMEOUT) as source:  # noqa: S310
                self._copy(source, path, most)
        except urllib.error.HTTPError as error:
            error.close()
            raise UrbsolError(f"the server answers {error.code}", address, remedy=REMEDY) from error
        except (OSError, http.client.HTTPException) as error:
            raise UrbsolError(f"it cannot be fetched ({error})", address, remedy=REMEDY) from error

    @staticmethod
    def _copy(source: http.client.HTTPResponse, path: Path, most: int) -> None:
        left = most + 1
        with path.open("wb") as file:
            while left and (block := source.read(min(BLOCK, left))):
                file.write(block)
                left -= len(block)


REMEDY = "give the address of a folder that has SHA256SUMS in it, such as …/release/2026-11-22"
