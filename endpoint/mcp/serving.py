"""Answers ``/mcp``: one message a request, nothing remembered between two."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from endpoint.mcp import arguments, rpc, rules
from endpoint.mcp.catalogue import BY_NAME, INSTRUCTIONS, TOOLS, Tool
from endpoint.mcp.inner import Asking, Doors, RefusedError
from endpoint.mcp.library import Shelf
from endpoint.mcp.rpc import Json, Message, RpcError
from endpoint.mcp.tools import Tools
from endpoint.sparql.errors import QueryError
from endpoint.sparql.messages import Headers, Request, Response
from endpoint.sparql.responses import WANTED, preflight
from loaders.errors import UrbsolError

NAME, TITLE = "urban-solidarity-graph", "Urban Solidarity Graph"
KEPT_FOR = 300_000  # milliseconds the list of tools may be kept
# What is noted of a call: client, tool, status, outcome, seconds.
Note = Callable[[str, str, int, str, float], None]


@dataclass(frozen=True)
class Mcp:
    """The door; ``origins`` are those of web pages that may use it."""

    doors: Doors
    shelf: Shelf
    origins: str = ""
    note: Note | None = None

    async def __call__(self, request: Request) -> Response:
        """Answer one request."""
        began = time.monotonic()
        try:
            rules.check_sender(request, self.origins)
            if request.method == "OPTIONS":
                return shared(request, preflight(rules.METHODS, request.header(WANTED)))
            rules.check_content(request)
            message = rpc.read(request.body)
        except RpcError as error:
            self._noted(request, error.status, "refused", began)
            return refused(request, error)
        response = await self._answered(request, message)
        self._noted(request, response.status, outcome(message), began)
        return shared(request, response)

    async def _answered(self, request: Request, message: Message) -> Response:
        modern = True
        try:
            version = rules.version(request, message)
            modern = version == rules.CURRENT
            if message.id is None:
                return Response(202, (("content-length", "0"),))
            found, extra = await self._found(request, message, modern)
        except RpcError as error:
            return written(error.status if modern else 200, rpc.error(message.id, error))
        return written(200, rpc.result(message.id, found), extra)

    async def _found(
        self, request: Request, message: Message, modern: bool
    ) -> tuple[Json, Headers]:
        match message.method:
            case "server/discover" if modern:
                return self._discovered(), ()
            case "initialize" if not modern:
                return self._initialized(message), ()
            case "ping" if not modern:
                return {}, ()
            case "tools/list":
                return self._listed(message, modern), ()
            case "tools/call":
                return await self._called(request, message, modern)
            case method:
                raise RpcError(rpc.NO_METHOD, f"Method not found: {method[:100]}")

    def _server(self) -> Json:
        return {"name": NAME, "title": TITLE, "version": self.doors.release().version}

    def _discovered(self) -> Json:
        return {
            "resultType": "complete",
            "supportedVersions": list(rules.SUPPORTED),
            "capabilities": {"tools": {}},
            "instructions": INSTRUCTIONS,
            "ttlMs": KEPT_FOR,
            "cacheScope": "public",
            "_meta": {rules.SERVER_KEY: self._server()},
        }

    def _initialized(self, message: Message) -> Json:
        """Answer a handshake of an earlier version: there is no session to begin."""
        wanted = message.params.get("protocolVersion")
        return {
            "protocolVersion": wanted if wanted in rules.EARLIER else rules.EARLIER[0],
            "capabilities": {"tools": {}},
            "serverInfo": self._server(),
            "instructions": INSTRUCTIONS,
        }

    def _listed(self, message: Message, modern: bool) -> Json:
        if message.params.get("cursor") is not None:
            raise RpcError(rpc.PARAMS, "there is one page of tools, and no cursor leads on")
        more: Json = {"resultType": "complete", "ttlMs": KEPT_FOR, "cacheScope": "public"}
        return {"tools": [tool.document() for tool in TOOLS], **(more if modern else {})}

    async def _called(
        self, request: Request, message: Message, modern: bool
    ) -> tuple[Json, Headers]:
        """Call a tool; what it refuses is its result, for the assistant to do better."""
        name, given = message.params.get("name"), message.params.get("arguments") or {}
        if not isinstance(name, str) or name not in BY_NAME:
            raise RpcError(rpc.PARAMS, f"Unknown tool: {str(name)[:100]}")
        if not isinstance(given, dict):
            raise RpcError(rpc.PARAMS, "arguments is not an object")
        extra: Headers = ()
        try:
            result = await self._told(request, BY_NAME[name], given)
        except RefusedError as error:
            extra = waiting(error.retry_after)
            result = failed(f"{error}{again(error.retry_after)}")
        except QueryError as error:
            seconds = str(max(1, round(error.retry_after))) if error.retry_after else ""
            extra = waiting(seconds)
            result = failed(f"{error.title}: {error}{again(seconds)}")
        except UrbsolError as error:
            result = failed(str(error))
        return ({"resultType": "complete", **result} if modern else result), extra

    async def _told(self, request: Request, tool: Tool, given: Mapping[str, object]) -> Json:
        values = arguments.checked(tool, given)
        library = await self.shelf.library(self.doors.release().base)
        told = await Tools(library, Asking(self.doors, request)).call(tool.name, values)
        text = told.text or json.dumps(told.document, ensure_ascii=False)
        content = [{"type": "text", "text": text}]
        return {"content": content, "structuredContent": told.document, "isError": False}

    def _noted(self, request: Request, status: int, what: str, began: float) -> None:
        if self.note is not None:
            self.note(request.client, "/mcp", status, what, time.monotonic() - began)


def outcome(message: Message) -> str:
    """Return what the log says of a message: its method, or the tool that is called."""
    name = message.params.get("name")
    return str(name)[:40] if name in BY_NAME else message.method[:40]


def failed(text: str) -> Json:
    """Return the result of a tool that was refused something."""
    return {"content": [{"type": "text", "text": text}], "isError": True}


def again(seconds: str) -> str:
    """Return when to try again, in words."""
    return f"; try again after {seconds} s" if seconds else ""


def waiting(seconds: str) -> Headers:
    """Return when to try again, as a header."""
    return (("retry-after", seconds),) if seconds else ()


def written(status: int, body: bytes, extra: Headers = ()) -> Response:
    """Return a message as a response."""
    headers = (("content-type", "application/json"), ("cache-control", "no-store"), *extra)
    return Response(status, headers, body)


def refused(request: Request, error: RpcError) -> Response:
    """Return the response to what is not a message; a page that may not use this reads nothing."""
    extra: Headers = (("allow", ", ".join(rules.METHODS)),) if error.status == 405 else ()
    response = written(error.status, rpc.error(None, error), extra)
    return response if error.status == 403 else shared(request, response)


def shared(request: Request, response: Response) -> Response:
    """Let the page that sent a request read the answer; other pages may not."""
    origin = request.header("origin")
    own = [(n, v) for n, v in response.headers if n != "access-control-allow-origin"]
    own += [("vary", "Origin"), ("x-content-type-options", "nosniff")]
    if origin:
        own.append(("access-control-allow-origin", origin))
    return Response(response.status, tuple(own), response.body)
