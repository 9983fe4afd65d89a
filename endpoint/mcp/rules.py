"""What the transport asks of a request: origin, headers, version of the protocol.

https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from urllib.parse import urlsplit

from endpoint.mcp.rpc import HEADERS, INVALID, PARAMS, VERSION, Message, RpcError
from endpoint.sparql.formats import PLAIN_JSON
from endpoint.sparql.messages import Request
from endpoint.sparql.negotiation import choose

CURRENT = "2026-07-28"
# Versions with a handshake, which needs no session here: their clients are answered too.
EARLIER = ("2025-11-25", "2025-06-18", "2025-03-26")
SUPPORTED = (CURRENT, *EARLIER)
META = "io.modelcontextprotocol/"
VERSION_KEY, CAPABILITIES_KEY = f"{META}protocolVersion", f"{META}clientCapabilities"
SERVER_KEY = f"{META}serverInfo"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
METHODS = ("POST", "OPTIONS")
ENCODED = ("=?base64?", "?=")


def permitted(origin: str, allowed: str) -> bool:
    """Tell whether a web page of an origin may use the tools; programs name no origin.

    The name by which the service is reached proves nothing, for a name can be made to lead here
    (DNS rebinding). So a page is let in when it comes from this machine or ``allowed`` lists it.
    """
    if not origin or allowed.strip() == "*":
        return True
    try:
        host = urlsplit(origin).hostname
    except ValueError:
        return False
    return host in LOOPBACK or origin in allowed.split()


def check_sender(request: Request, allowed: str) -> None:
    """Raise RpcError for a page that may not use the tools, and for what is not a message."""
    if not permitted(request.header("origin"), allowed):
        raise RpcError(INVALID, "pages of this origin may not use this", status=403)
    if request.method not in METHODS:
        raise RpcError(INVALID, "messages are sent by POST", status=405)


def check_content(request: Request) -> None:
    """Raise RpcError unless the body is JSON, and an answer in JSON is accepted."""
    media_type = request.header("content-type").partition(";")[0].strip().lower()
    if media_type != PLAIN_JSON.media_type:
        raise RpcError(INVALID, "the body is sent as application/json", status=415)
    if choose(request.header("accept"), (PLAIN_JSON,)) is None:
        raise RpcError(INVALID, "answers are application/json", status=406)


def version(request: Request, message: Message) -> str:
    """Return the version of the protocol of a request; raise RpcError when it breaks its rules."""
    header = request.header("mcp-protocol-version")
    if message.method == "initialize" or (header in EARLIER and VERSION_KEY not in message.meta):
        return header if header in EARLIER else EARLIER[0]
    if not header and VERSION_KEY not in message.meta:
        return EARLIER[-1]
    if message.id is not None:
        _check_current(request, message, header)
    wanted = str(message.meta.get(VERSION_KEY, header))
    if wanted != CURRENT:
        data = {"supported": list(SUPPORTED), "requested": wanted[:100]}
        raise RpcError(VERSION, "Unsupported protocol version", data=data)
    return CURRENT


def _check_current(request: Request, message: Message, header: str) -> None:
    """Check that headers say what the body says, by which others may have routed the request."""
    missing = [key for key in (VERSION_KEY, CAPABILITIES_KEY) if key not in message.meta]
    if missing:
        raise RpcError(PARAMS, f"params._meta lacks {', '.join(missing)}")
    told: Mapping[str, tuple[object, str | None]] = {
        "MCP-Protocol-Version": (message.meta[VERSION_KEY], header),
        "Mcp-Method": (message.method, request.header("mcp-method")),
    }
    if message.method == "tools/call":
        name = decoded(request.header("mcp-name"))
        told = {**told, "Mcp-Name": (message.params.get("name"), name)}
    for name_, (in_body, in_header) in told.items():
        if in_body != in_header:
            raise RpcError(HEADERS, f"the header {name_} does not say what the body says")


def decoded(value: str) -> str | None:
    """Return the text of a header, which may be wrapped as Base64; None when that is broken."""
    start, end = ENCODED
    if not (value.startswith(start) and value.endswith(end)):
        return value
    try:
        return base64.b64decode(value[len(start) : -len(end)], validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
