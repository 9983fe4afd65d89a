"""Speaks to the remote endpoints that SERVICE may name, on behalf of the workers.

A worker knows an endpoint only as an address of this relay. The relay resolves the endpoint's name
itself, connects to no address that is not public unless it was named, and follows no redirect: so
neither a name that points inside nor a server that sends elsewhere leads anywhere.
"""

from __future__ import annotations

import http.client
import ipaddress
import os
import signal
import socket
import ssl
import sys
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import SplitResult, urlsplit

from endpoint.sparql.federation import label
from endpoint.sparql.limits import Limits
from endpoint.workers import sandbox
from endpoint.workers.spool import MEBI

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address
CONNECT = 5.0
CHUNK = 1 << 16
PASSED_ON = ("content-type", "accept")
PORTS = {"http": 80, "https": 443}


class RefusedError(Exception):
    """The endpoint is not to be reached."""


def public(address: Ip) -> bool:
    """Tell whether an address is one of the public network, also when IPv6 wraps an IPv4 one."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is not None:
            return public(inner)
        nat64 = ipaddress.ip_network("64:ff9b::/96")
        if address in nat64:
            return public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return address.is_global and not address.is_multicast


@dataclass(frozen=True)
class Named:
    """The hosts and networks that may be reached although they are not public."""

    hosts: frozenset[str]
    networks: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]

    @classmethod
    def of(cls, text: str) -> Named:
        """Read hosts and networks, separated by spaces."""
        hosts, networks = set(), []
        for word in text.split():
            try:
                networks.append(ipaddress.ip_network(word, strict=False))
            except ValueError:
                hosts.add(word.lower())
        return cls(frozenset(hosts), tuple(networks))

    def permits(self, host: str, address: Ip) -> bool:
        """Tell whether an address of a host may be connected to."""
        if public(address) or host.lower() in self.hosts:
            return True
        return any(address in network for network in self.networks)


def reachable(host: str, port: int, named: Named) -> str:
    """Return the address of a host to connect to; raise RefusedError when there is none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise RefusedError("its name is not known") from error
    for *_, address in found:
        shown = str(address[0]).partition("%")[0]
        if named.permits(host, ipaddress.ip_address(shown)):
            return shown
    raise RefusedError("its address is not public")


def connect(url: SplitResult, named: Named, timeout: float) -> http.client.HTTPConnection:
    """Return a connection to the checked address of an endpoint; raise OSError, RefusedError."""
    host, port = url.hostname or "", url.port or PORTS.get(url.scheme, 0)
    if not host or not port:
        raise RefusedError("it is not an http or https address")
    address = reachable(host, port, named)
    plain = socket.create_connection((address, port), min(timeout, CONNECT))
    plain.settimeout(timeout)
    connection = http.client.HTTPConnection(host, port, timeout=timeout)
    connection.sock = plain
    if url.scheme == "https":
        connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    return connection


class Handler(BaseHTTPRequestHandler):
    """Passes one request of a worker on, and its answer back."""

    protocol_version = "HTTP/1.1"
    limits: ClassVar[Limits]
    named: ClassVar[Named]
    endpoints: ClassVar[dict[str, str]]

    def do_POST(self) -> None:
        """Ask the endpoint that the path names."""
        self._relay("POST")

    def do_GET(self) -> None:
        """Ask the endpoint that the path names."""
        self._relay("GET")

    def _relay(self, method: str) -> None:
        path, _, query = self.path.partition("?")
        endpoint = self.endpoints.get(path)
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        if endpoint is None:
            self._refuse(404, "there is no such endpoint")
            return
        try:
            status, kind, answer = self._ask(method, urlsplit(endpoint), query, body)
        except RefusedError as error:
            self._refuse(403, str(error))
        except (OSError, http.client.HTTPException) as error:
            self._refuse(502, type(error).__name__)
        else:
            self._send(status, kind, answer)

    def _ask(
        self, method: str, url: SplitResult, query: str, body: bytes
    ) -> tuple[int, str, bytes]:
        until = time.monotonic() + self.limits.timeout
        connection = connect(url, self.named, self.limits.timeout)
        try:
            joined = "&".join(part for part in (url.query, query) if part)
            target = (url.path or "/") + (f"?{joined}" if joined else "")
            headers = {name: self.headers[name] for name in PASSED_ON if self.headers.get(name)}
            connection.request(method, target, body or None, {"Host": url.netloc, **headers})
            response = connection.getresponse()
            if response.status != 200:
                raise RefusedError(f"it answered {response.status}")
            answer = self._whole(response, until)
            return 200, response.getheader("content-type") or "", answer
        finally:
            connection.close()

    def _whole(self, response: http.client.HTTPResponse, until: float) -> bytes:
        """Read an answer; raise RefusedError when it is too long or takes too much time."""
        limit = self.limits.service_size * MEBI
        data = bytearray()
        while chunk := response.read1(CHUNK):
            data += chunk
            if len(data) > limit or time.monotonic() > until:
                raise RefusedError("its answer is too long")
        return bytes(data)

    def _refuse(self, status: int, reason: str) -> None:
        self._send(status, "text/plain", reason.encode())

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing: the log of queries tells what is to be told."""


def handler(limits: Limits, secret: str) -> type[Handler]:
    """Return the handler for the endpoints that are allowed, at paths nobody can guess."""
    paths = {f"/{secret}/{label(endpoint)}": endpoint for endpoint in limits.services.split()}
    settings = {
        "limits": limits,
        "named": Named.of(limits.service_private),
        "endpoints": paths,
        "timeout": limits.timeout,
    }
    return type("Relay", (Handler,), settings)


def main(arguments: list[str]) -> None:
    """Relay: the argument is the descriptor of the listening socket."""
    sandbox.die_with_parent(signal.SIGTERM)
    limits = Limits.from_environment()
    listener = socket.socket(fileno=int(arguments[0]))
    secret = urlsplit(os.environ["URBSOL_RELAY"]).path.strip("/")
    server = ThreadingHTTPServer(
        listener.getsockname()[:2], handler(limits, secret), bind_and_activate=False
    )
    server.socket.close()
    server.socket = listener
    server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1:])
