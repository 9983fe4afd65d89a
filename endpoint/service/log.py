"""Writes one line of JSON for each query, and says as little as possible about who asked."""

from __future__ import annotations

import hashlib
import ipaddress
import json
import os
import sys
import time
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

FLUSH_AT = 64
FLUSH_AFTER = 0.5
LONGEST = 10_000
LONGEST_PATH = 500


@dataclass(slots=True)
class Entry:
    """What became of a query: ``seconds`` on the clock, ``computed`` by a worker, ``size`` sent."""

    query_id: str
    client: str
    status: int
    outcome: str
    seconds: float
    computed: float
    size: int
    text: str = ""
    form: str = ""
    format: str = ""


class Log:
    """Collects lines and writes them in one go."""

    def __init__(self, *, with_text: bool = False, descriptor: int | None = None) -> None:
        """Write to a descriptor, standard error by default."""
        self.with_text = with_text
        self._descriptor = sys.stderr.fileno() if descriptor is None else descriptor
        self._lines: list[str] = []
        self._lock = Lock()
        self._written = time.monotonic()

    def write(self, entry: Entry) -> None:
        """Note a query."""
        self._keep(self.line(entry))

    def _keep(self, line: str) -> None:
        self._lines.append(line)
        if len(self._lines) >= FLUSH_AT or time.monotonic() - self._written > FLUSH_AFTER:
            self.flush()

    def page(self, client: str, path: str, status: int, outcome: str, seconds: float) -> None:
        """Note a page: its path without the query, which may say what a person looks for."""
        line = {
            "time": round(time.time(), 3),
            "event": "page",
            "client": anonymous(client),
            "path": path[:LONGEST_PATH],
            "status": status,
            "outcome": outcome,
            "ms": round(seconds * 1000, 2),
        }
        self._keep(json.dumps(line))

    def event(self, event: str, **told: object) -> None:
        """Note something else than a query, at once."""
        line = {"time": round(time.time(), 3), "event": event, **told}
        self._lines.append(json.dumps(line))
        self.flush()

    def line(self, entry: Entry) -> str:
        """Return what is written: the text of the query only when that is wanted."""
        # Written by hand, for it is written for every query: nothing here needs escaping.
        line = (
            f'{{"time": {time.time():.3f}, "event": "query", "id": "{entry.query_id}", '
            f'"client": "{anonymous(entry.client)}", "status": {entry.status}, '
            f'"outcome": "{entry.outcome}", "ms": {entry.seconds * 1000:.2f}, '
            f'"computed_ms": {entry.computed * 1000:.2f}, "bytes": {entry.size}'
        )
        if entry.text:
            digest = hashlib.blake2b(entry.text.encode("utf-8", "replace"), digest_size=8)
            line += (
                f', "form": "{entry.form}", "format": "{entry.format}", '
                f'"query_hash": "{digest.hexdigest()}"'
            )
            if self.with_text:
                line += f', "query": {json.dumps(entry.text[:LONGEST])}'
        return line + "}"

    def flush(self) -> None:
        """Write what was collected."""
        with self._lock:
            lines, self._lines = self._lines, []
        self._written = time.monotonic()
        if lines:
            try:
                os.write(self._descriptor, ("\n".join(lines) + "\n").encode())
            except OSError:
                # A log that cannot be written must not take the service down.
                return


@lru_cache(maxsize=1024)
def anonymous(client: str) -> str:
    """Return the network of an address: 24 bits of IPv4, 48 bits of IPv6."""
    try:
        address = ipaddress.ip_address(client)
    except ValueError:
        return ""
    bits = 24 if address.version == 4 else 48
    return str(ipaddress.ip_network((address, bits), strict=False).network_address)
