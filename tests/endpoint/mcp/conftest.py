"""The door for assistants over the shipped release, in this process: no server, no sockets."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from endpoint.mcp import rules
from endpoint.mcp.inner import Doors
from endpoint.mcp.library import Shelf
from endpoint.mcp.serving import Mcp
from endpoint.sparql import protocol, responses
from endpoint.sparql.backend import QueryRequest
from endpoint.sparql.errors import QueryError
from endpoint.sparql.limits import Limits
from endpoint.sparql.messages import Request, Response

QUERIES = Path(__file__).parents[3] / "queries"
HOST = "graph.example.org"


@dataclass
class Door:
    """The door, what it has asked of the others, and what these refuse next."""

    mcp: Mcp
    asked: list[Request] = field(default_factory=list)
    refusals: list[QueryError] = field(default_factory=list)

    def send(self, body: bytes, method: str = "POST", **headers: str) -> Response:
        """Send bytes with headers, whose names have ``_`` for ``-``."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        known = {"content-type": "application/json", "accept": "application/json", "host": HOST}
        target = f"http://{HOST}/mcp"
        sent = {name: value for name, value in {**known, **given}.items() if value}
        request = Request(method, "/mcp", "", sent, body, "192.0.2.1", target)
        return asyncio.run(self.mcp(request))

    def say(self, method: str, params: dict[str, Any] | None = None, **headers: str) -> Response:
        """Send a request of the current version, as its clients do."""
        meta = {rules.VERSION_KEY: rules.CURRENT, rules.CAPABILITIES_KEY: {}}
        message = {"jsonrpc": "2.0", "id": 1, "method": method}
        message["params"] = {"_meta": meta, **(params or {})}
        said = {"mcp_protocol_version": rules.CURRENT, "mcp_method": method}
        if params and "name" in params:
            said["mcp_name"] = str(params["name"])
        return self.send(json.dumps(message).encode(), **{**said, **headers})

    def call(self, name: str, **arguments: object) -> dict[str, Any]:
        """Call a tool and return its result."""
        response = self.say("tools/call", {"name": name, "arguments": arguments})
        assert response.status == 200, response.body
        return json.loads(response.body)["result"]


@pytest.fixture(scope="session")
def make_door(site: Flask) -> Callable[..., Door]:
    """Open a door; ``origins`` are those of the web pages it lets in."""
    client, state = site.test_client(), site.extensions["urbsol"]

    def open_(origins: str = "") -> Door:
        async def sparql(request: Request) -> Response:
            door.asked.append(request)
            try:
                if door.refusals:
                    raise door.refusals.pop()
                asked = protocol.read(request, Limits())
                assert isinstance(asked, protocol.Query)
                answer = state.backend.run(QueryRequest(asked.text, asked.format.media_type))
            except QueryError as error:
                return responses.refused(error, state.release.info.base, request.place)
            return responses.answered(b"".join(answer.body), asked.format.content_type, "")

        async def pages(request: Request) -> Response:
            door.asked.append(request)
            given = [(n, v) for n, v in request.headers.items() if n != "host"]
            answer = client.open(
                request.path, query_string=request.query_string, headers=given, buffered=True
            )
            headers = tuple((name.lower(), value) for name, value in answer.headers.items())
            return Response(answer.status_code, headers, answer.data)

        doors = Doors(sparql, pages, lambda: state.release.info)
        door = Door(Mcp(doors, shelf, origins))
        return door

    shelf = Shelf(QUERIES)
    return open_


@pytest.fixture
def door(make_door: Callable[..., Door]) -> Iterator[Door]:
    return make_door()
