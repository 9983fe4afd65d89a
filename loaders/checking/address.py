"""Whether an address may be asked: HTTP, a public host, nothing that only attacks hold."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from loaders.sparql_client.authority import PORTS, authority

LONGEST = 2_000
# What a request line may hold as it is: an address of a table is escaped already, or nearly.
SAFE = "/?#[]@!$&'()*+,;=:%~-._"


class UnaskableError(ValueError):
    """An address that is not asked; the text says why."""


@dataclass(frozen=True)
class Target:
    """What one request asks: ``path`` holds the query string too."""

    url: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Return the value of the Host header."""
        return authority(self.scheme, self.host, self.port)


def target_of(url: str, base: str = "") -> Target:
    """Return what to ask for an address, relative to ``base``; raise UnaskableError."""
    if len(url) > LONGEST:
        raise UnaskableError(f"the address has more than {LONGEST:,} characters")
    if any(ord(sign) <= 0x20 or ord(sign) == 0x7F for sign in url):
        raise UnaskableError("the address holds white space or control characters")
    try:
        parts = urlsplit(urljoin(base, url) if base else url)
        port, host = parts.port, (parts.hostname or "").encode("idna").decode()
    except ValueError as error:
        raise UnaskableError(f"not an address: {error}") from error
    if parts.scheme not in PORTS or not host:
        raise UnaskableError("not an http or https address")
    if parts.username or parts.password:
        raise UnaskableError("the address holds a password")
    path = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=SAFE)
    target = Target("", parts.scheme, host, port or PORTS[parts.scheme], path)
    whole = f"{target.scheme}://{target.authority}{target.path}"
    return Target(whole, target.scheme, target.host, target.port, target.path)


def resolved(target: Target, *, loopback: bool = False) -> tuple[str, int]:
    """Return the IP address and port of a target, so that a name cannot mean another one later.

    Only public addresses are asked, with ``loopback`` this machine's own too. Raise OSError when
    the name is unknown, UnaskableError when it leads to nothing public.
    """
    found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    for *_, place in found:
        address = ipaddress.ip_address(str(place[0]).partition("%")[0])
        if address.is_global or (loopback and address.is_loopback):
            return str(place[0]), target.port
    raise UnaskableError(f"{target.host} is not a public host")
