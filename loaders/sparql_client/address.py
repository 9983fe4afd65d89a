"""The address of a SPARQL server, as ``sparql+https://user:password@host/path?parameter=value``."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

from loaders.errors import UsageError
from loaders.sparql_client.authority import PORTS, authority

SCHEMES = {"sparql+http": "http", "sparql+https": "https", "http": "http", "https": "https"}
USER, PASSWORD = "URBSOL_STORE_USER", "URBSOL_STORE_PASSWORD"
REMEDY = "write sparql+https://host/path"


@dataclass(frozen=True)
class Address:
    """Where a server is; the credentials are shown nowhere.

    ``parameters`` are those of the query string: they are sent with every request.
    """

    scheme: str
    host: str
    port: int
    path: str
    parameters: tuple[tuple[str, str], ...] = ()
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    @property
    def shown(self) -> str:
        """Return the URL without credentials and parameters."""
        return f"{self.scheme}://{self.authority}{self.path}"

    @property
    def authority(self) -> str:
        """Return the value of the Host header."""
        return authority(self.scheme, self.host, self.port)

    def basic(self) -> dict[str, str]:
        """Return the header of Basic authentication (RFC 7617), none without credentials."""
        if not self.user:
            return {}
        told = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        return {"Authorization": f"Basic {told}"}


def parse(text: str, environment: Mapping[str, str]) -> Address:
    """Return the address in a text; raise UsageError when there is none, without repeating it.

    Credentials come from the address, or from ``URBSOL_STORE_USER`` and ``URBSOL_STORE_PASSWORD``.
    """
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise UsageError("the address of the store is not a URL", REMEDY) from error
    scheme = SCHEMES.get(parts.scheme)
    if scheme is None or not parts.hostname:
        raise UsageError("the address of the store is not sparql+http(s)://host/path", REMEDY)
    if parts.fragment or any(ord(sign) <= 0x20 or ord(sign) > 0x7E for sign in text):
        raise UsageError("the address of the store has a fragment or unescaped signs", REMEDY)
    return Address(
        scheme,
        parts.hostname,
        port or PORTS[scheme],
        parts.path or "/",
        tuple(parse_qsl(parts.query, keep_blank_values=True)),
        unquote(parts.username or "") or environment.get(USER, ""),
        unquote(parts.password or "") or environment.get(PASSWORD, ""),
    )
