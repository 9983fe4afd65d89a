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

FLUSH_AT = 64
FLUSH_AFTER = 0.5


@dataclass(frozen=True)
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
    release: str = ""


class Log:
    """Collects lines and writes them in one go, from one thread."""

    def __init__(self, *, with_text: bool = False, descriptor: int | None = None) -> None:
        """Write to a descriptor, standard error by default."""
        self.with_text = with_text
        self._descriptor = sys.stderr.fileno() if descriptor is None else descriptor
        self._lines: list[str] = []
        self._written = time.monotonic()

    def write(self, entry: Entry) -> None:
        """Note a query."""
        self._lines.append(json.dumps(self.told(entry), ensure_ascii=False))
        if len(self._lines) >= FLUSH_AT or time.monotonic() - self._written > FLUSH_AFTER:
            self.flush()

    def told(self, entry: Entry) -> dict[str, object]:
        """Return what is written: the text of the query only when that is wanted."""
        line: dict[str, object] = {
            "time": round(time.time(), 3),
            "event": "query",
            "id": entry.query_id,
            "client": anonymous(entry.client),
            "status": entry.status,
            "outcome": entry.outcome,
            "ms": round(entry.seconds * 1000, 2),
            "computed_ms": round(entry.computed * 1000, 2),
            "bytes": entry.size,
        }
        optional = {"form": entry.form, "format": entry.format, "release": entry.release}
        line |= {name: value for name, value in optional.items() if value}
        if entry.text:
            line["query_hash"] = hashlib.blake2b(entry.text.encode(), digest_size=8).hexdigest()
        if entry.text and self.with_text:
            line["query"] = entry.text[:10_000]
        return line

    def flush(self) -> None:
        """Write what was collected."""
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
