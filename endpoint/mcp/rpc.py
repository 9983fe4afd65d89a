"""JSON-RPC 2.0: reads one message from a body, and writes results and errors.

https://www.jsonrpc.org/specification, and what the protocol narrows in it
(https://modelcontextprotocol.io/specification/2026-07-28/basic/index#messages).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

PARSE, INVALID, NO_METHOD, PARAMS, INTERNAL = -32700, -32600, -32601, -32602, -32603
HEADERS, VERSION = -32020, -32022
# The HTTP status of an error under the current specification; the others are 200.
STATUS = {PARSE: 400, INVALID: 400, NO_METHOD: 404, PARAMS: 400, HEADERS: 400, VERSION: 400}
LONGEST_ID = 1000  # characters of an identifier that is sent back
Json = dict[str, Any]


class RpcError(Exception):
    """A message that gets an error: ``status`` is that of HTTP, ``data`` tells more."""

    def __init__(
        self, code: int, message: str, *, data: object = None, status: int | None = None
    ) -> None:
        """Take what is wrong."""
        super().__init__(message)
        self.code = code
        self.message = message
        self.data = data
        self.status = STATUS.get(code, 200) if status is None else status


@dataclass(frozen=True)
class Message:
    """A request, or a notification when it has no ``id``."""

    method: str
    params: Mapping[str, Any] = field(default_factory=dict)
    id: str | int | None = None

    @property
    def meta(self) -> Mapping[str, Any]:
        """Return what the request says about itself."""
        found = self.params.get("_meta")
        return found if isinstance(found, dict) else {}


def read(body: bytes) -> Message:
    """Return the message in a body; raise RpcError when it is not one."""
    try:
        found = json.loads(body, parse_constant=_not_json)
        # What cannot be written in UTF-8, half a surrogate pair, reaches no query and no page.
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise RpcError(PARSE, "the body is not JSON in UTF-8") from error
    if not isinstance(found, dict):
        raise RpcError(INVALID, "the body is not one request: send each by itself")
    method, params = found.get("method"), found.get("params", {})
    if found.get("jsonrpc") != "2.0" or not isinstance(method, str):
        raise RpcError(INVALID, 'a request has "jsonrpc": "2.0" and a method')
    if not isinstance(params, dict):
        raise RpcError(INVALID, "params is not an object")
    if "id" not in found:
        return Message(method, params)
    number = found["id"]
    if isinstance(number, bool) or not isinstance(number, str | int):
        raise RpcError(INVALID, "id is neither a text nor an integer")
    if len(str(number)) > LONGEST_ID:
        raise RpcError(INVALID, f"id is longer than {LONGEST_ID} characters")
    return Message(method, params, number)


def _not_json(name: str) -> object:
    raise ValueError(name)


def result(number: str | int | None, found: Json) -> bytes:
    """Return the response with a result."""
    return _written({"jsonrpc": "2.0", "id": number, "result": found})


def error(number: str | int | None, problem: RpcError) -> bytes:
    """Return the response with an error; without ``id`` where that could not be read."""
    told: Json = {"code": problem.code, "message": problem.message}
    if problem.data is not None:
        told["data"] = problem.data
    known = {} if number is None else {"id": number}
    return _written({"jsonrpc": "2.0", **known, "error": told})


def _written(document: Json) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
