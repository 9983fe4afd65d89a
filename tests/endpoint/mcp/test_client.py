"""The official client of the protocol, which knows nothing but the address."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from endpoint.sparql.messages import Request
from loaders.rdf.queryfiles import read_query

QUERIES = Path(__file__).parents[3] / "queries"
ADDRESS = "http://graph.example.org/mcp"
Said = Callable[[Client], Awaitable[Any]]


class Here(httpx2.AsyncBaseTransport):
    """Carries requests to a door in this process."""

    def __init__(self, door: Any) -> None:
        self.door = door

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        body = await request.aread()
        path = request.url.path
        asked = Request(request.method, path, "", headers, body, "192.0.2.1", ADDRESS)
        answer = await self.door.mcp(asked)
        return httpx2.Response(answer.status, headers=list(answer.headers), content=answer.body)


def with_client(door: Any, mode: str, say: Said) -> Any:
    async def run() -> Any:
        async with httpx2.AsyncClient(transport=Here(door)) as carrier:
            transport = streamable_http_client(ADDRESS, http_client=carrier)
            async with Client(transport, mode=mode) as client:
                return await say(client)

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("mode", "version"),
    [("auto", "2026-07-28"), ("2026-07-28", "2026-07-28"), ("legacy", "2025-11-25")],
)
def test_clients_of_each_era_find_the_tools(door: Any, mode: str, version: str) -> None:
    async def say(client: Client) -> Any:
        return client.protocol_version, (await client.list_tools()).tools

    spoken, tools = with_client(door, mode, say)
    assert spoken == version
    names = [tool.name for tool in tools]
    assert names == ["search", "describe", "questions", "ask", "query", "why_empty", "examples"]
    assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools)
    assert all(tool.description and tool.input_schema["type"] == "object" for tool in tools)


def same(found: object, expected: object) -> bool:
    if isinstance(found, bool):
        return str(found).lower() == str(expected).lower()
    try:
        return float(str(found)) == float(str(expected))
    except ValueError:
        return str(found) == str(expected)


def fits(row: dict[str, object], expected: dict[str, object]) -> bool:
    return all(name in row and same(row[name], value) for name, value in expected.items())


def wrong(expects: dict[str, Any], answer: dict[str, Any]) -> str:
    """Return what in an answer is not as a question expects."""
    if "ask" in expects:
        return "" if answer["boolean"] is expects["ask"] else f"{answer['boolean']}"
    rows, count = answer["rows"], answer["rowCount"]
    if count != expects.get("count", count) or count < expects.get("min", 0):
        return f"{count} rows"
    if "first" in expects and not fits(rows[0], expects["first"]):
        return f"the first is {rows[0]}"
    missing = [one for one in expects.get("contains", []) if not any(fits(r, one) for r in rows)]
    return f"{missing} are missing" if missing else ""


def test_a_client_that_knows_the_address_answers_all_questions(door: Any) -> None:
    """It lists what can be asked, asks each by its wording, and gets the answers expected."""
    expected = {path.stem: read_query(path) for path in (QUERIES / "competency").glob("*.rq")}

    async def say(client: Client) -> dict[str, Any]:
        listed = (await client.call_tool("questions", {})).structured_content
        found = {}
        for one in listed["questions"]:
            given = {"question": one["question"], "limit": 1000}
            found[one["name"]] = await client.call_tool("ask", given)
        return found

    answers = with_client(door, "auto", say)
    assert len(expected) >= 70
    assert expected.keys() < answers.keys()
    failed = {name: one.content[0].text for name, one in answers.items() if one.is_error}
    assert not failed
    told = {name: one.structured_content for name, one in answers.items()}
    problems = {name: wrong(one.extra["expects"], told[name]) for name, one in expected.items()}
    assert not {name: problem for name, problem in problems.items() if problem}
    release = door.mcp.doors.release()
    assert all(one["release"]["hash"] == release.hash for one in told.values())
    rows = [one for one in told.values() if one.get("rows")]
    assert sum(bool(one["records"] and one["things"]) for one in rows) > 0.8 * len(rows)
    # What has slots is answered with its defaults.
    assert all(told[name].get("rows") for name in told.keys() - expected.keys())
