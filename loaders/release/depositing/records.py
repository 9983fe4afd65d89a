"""Speaks the records API (InvenioRDM): a draft, its DOI, its files, and their publication.

Addresses are those that the repository gives in ``links``, as the API wants it, and stay on it.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loaders.errors import DataError, UrbsolError, UsageError

TIMEOUT = 300
ANSWER = 16 << 20  # bytes
JSON = "application/json"


@dataclass(frozen=True)
class Repository:
    """A repository at an address such as ``https://zenodo.org``, and the token to write there."""

    address: str
    token: str

    def create(self, metadata: Mapping[str, Any]) -> dict[str, Any]:
        """Make a draft; return it with its ``id`` and ``links``."""
        return self._json("POST", f"{self.address}/api/records", metadata)

    def draft(self, identifier: str) -> dict[str, Any]:
        """Return a draft that was made before."""
        quoted = urllib.parse.quote(identifier, safe="")
        return self._json("GET", f"{self.address}/api/records/{quoted}/draft")

    def update(self, draft: Mapping[str, Any], metadata: Mapping[str, Any]) -> dict[str, Any]:
        """Replace the metadata of a draft, and keep its DOI."""
        return self._json("PUT", self._link(draft, "self"), {**metadata, "pids": draft["pids"]})

    def reserve(self, draft: Mapping[str, Any]) -> dict[str, Any]:
        """Reserve a DOI for a draft; return the draft with it, or as it is when it has one."""
        if doi_of(draft):
            return dict(draft)
        return self._json("POST", self._link(draft, "reserve_doi"))

    def upload(self, draft: Mapping[str, Any], path: Path) -> bool:
        """Add a file to a draft; tell whether it was sent, or was there as it is.

        Raise DataError when what arrived has another checksum.
        """
        files = self._link(draft, "files")
        there = {one["key"]: one for one in self._json("GET", files)["entries"]}
        checksum = f"md5:{_md5(path)}"
        entry = there.get(path.name)
        if entry and entry.get("status") == "completed" and entry.get("checksum") == checksum:
            return False
        if entry:
            self._ask("DELETE", self._link(entry, "self"))
        made = self._json("POST", files, [{"key": path.name}])["entries"]
        entry = next(one for one in made if one["key"] == path.name)
        with path.open("rb") as file:
            self._ask("PUT", self._link(entry, "content"), file, path.stat().st_size)
        done = self._json("POST", self._link(entry, "commit"))
        if done.get("checksum") != checksum:
            raise DataError(
                f"what arrived has the checksum {done.get('checksum')}, not {checksum}",
                path,
                remedy="run the same command again",
            )
        return True

    def publish(self, draft: Mapping[str, Any]) -> dict[str, Any]:
        """Publish a draft, for ever."""
        return self._json("POST", self._link(draft, "publish"))

    def _link(self, of: Mapping[str, Any], name: str) -> str:
        """Return an address that the repository gave; the token goes nowhere else."""
        address = str(of.get("links", {}).get(name, ""))
        if not address.startswith(f"{self.address}/"):
            raise DataError(f"the repository gives no address of its own for {name}", self.address)
        return address

    def _json(self, method: str, address: str, value: object = None) -> dict[str, Any]:
        body = None if value is None else json.dumps(value).encode()
        text = self._ask(method, address, body)
        try:
            told = json.loads(text)
        except ValueError as error:
            raise DataError("the answer is not JSON", address) from error
        if not isinstance(told, dict):
            raise DataError("the answer is not a JSON object", address)
        return told

    def _ask(self, method: str, address: str, body: Any = None, size: int | None = None) -> bytes:
        kind = JSON if size is None else "application/octet-stream"
        headers = {"Authorization": f"Bearer {self.token}", "Accept": JSON}
        if body is not None:
            headers["Content-Type"] = kind
        if size is not None:
            headers["Content-Length"] = str(size)
        # The address is that of the repository, whose scheme was looked at.
        request = urllib.request.Request(address, body, headers, method=method)  # noqa: S310
        try:
            with _OPENER.open(request, timeout=TIMEOUT) as answer:
                return bytes(answer.read(ANSWER))
        except urllib.error.HTTPError as error:
            with error:
                told = error.read(500).decode("utf-8", "replace")
            raise UrbsolError(f"the repository answers {error.code}: {told}", address) from error
        except (OSError, http.client.HTTPException) as error:
            raise UrbsolError(f"the repository cannot be reached ({error})", address) from error


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: the token is for one repository."""

    def redirect_request(self, *_: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_Stay)


def repository(address: str, token: str) -> Repository:
    """Return a repository; raise UsageError for an address that would show the token to others."""
    parts = urllib.parse.urlsplit(address)
    local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if parts.scheme != "https" and not (parts.scheme == "http" and local):
        raise UsageError(f"{address} does not begin with https://")
    if not token:
        raise UsageError(
            "there is no token for the repository", "set URBSOL_DEPOSIT_TOKEN to one that may write"
        )
    return Repository(address.rstrip("/"), token)


def doi_of(draft: Mapping[str, Any]) -> str:
    """Return the DOI of a draft, "" when none is reserved."""
    return str(draft.get("pids", {}).get("doi", {}).get("identifier", ""))


def _md5(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
