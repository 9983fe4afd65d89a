"""Requests and responses as values: what is decided here holds for whatever server carries them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Headers = tuple[tuple[str, str], ...]


# Neither is frozen: several are made for every request, and that would take four times as long.
@dataclass(slots=True)
class Request:
    """An HTTP request, which nobody changes; header names are in lower case, ``client`` sent it.

    ``target`` is the URL of the resource without its query string, ``prefix`` the path under which
    the proxy in front shows the service, and ``language`` the code of the language
    that the address fixed (``de`` for ``/de/sparql``).
    """

    method: str
    path: str
    query_string: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    client: str = ""
    target: str = ""
    prefix: str = ""
    language: str = ""

    @property
    def place(self) -> str:
        """Return the path of the resource as its client knows it."""
        return self.prefix + self.path

    def header(self, name: str) -> str:
        """Return a header, or an empty text."""
        return self.headers.get(name) or ""


@dataclass(frozen=True)
class Spooled:
    """A body in an open file: whoever sends it closes the descriptor."""

    descriptor: int
    size: int


@dataclass(slots=True)
class Response:
    """An HTTP response, which nobody changes; the body is whole, in memory or in a file."""

    status: int
    headers: Headers = ()
    body: bytes | Spooled = b""

    @property
    def size(self) -> int:
        """Return the size of the body in bytes."""
        return self.body.size if isinstance(self.body, Spooled) else len(self.body)

    def header(self, name: str) -> str:
        """Return a header, or an empty text."""
        for key, value in self.headers:
            if key == name:
                return value
        return ""
