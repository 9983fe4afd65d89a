"""The protocol by its clauses, and what breaks it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from endpoint.mcp import rules
from endpoint.mcp.catalogue import TOOLS

META = {rules.VERSION_KEY: rules.CURRENT, rules.CAPABILITIES_KEY: {}}


def error(response: Any) -> dict[str, Any]:
    found = json.loads(response.body)
    assert "result" not in found
    return found["error"]


def test_discovery_tells_versions_tools_and_how_long_it_may_be_kept(door: Any) -> None:
    response = door.say("server/discover")
    assert (response.status, response.header("content-type")) == (200, "application/json")
    found = json.loads(response.body)
    assert found["id"] == 1
    result = found["result"]
    assert result["resultType"] == "complete"
    assert result["supportedVersions"][0] == "2026-07-28"
    assert result["capabilities"] == {"tools": {}}
    assert (result["ttlMs"], result["cacheScope"]) == (300_000, "public")
    assert result["_meta"][rules.SERVER_KEY]["name"]


def test_schemas_of_tools_are_json_schema() -> None:
    from jsonschema import Draft202012Validator

    for tool in TOOLS:
        schema = tool.document()["inputSchema"]
        Draft202012Validator.check_schema(schema)
        assert not Draft202012Validator(schema).is_valid({"nonsense": 1})


@pytest.mark.parametrize(
    ("headers", "code", "status"),
    [
        ({"mcp_method": "tools/call"}, -32020, 400),
        ({"mcp_method": ""}, -32020, 400),
        ({"mcp_protocol_version": ""}, -32020, 400),
        ({"mcp_protocol_version": "2027-01-01"}, -32020, 400),
        ({"content_type": "text/plain"}, -32600, 415),
        ({"accept": "text/event-stream"}, -32600, 406),
        ({"origin": "https://evil.example"}, -32600, 403),
    ],
)
def test_headers_that_do_not_fit_are_refused(
    door: Any, headers: dict[str, str], code: int, status: int
) -> None:
    response = door.say("tools/list", **headers)
    assert (response.status, error(response)["code"]) == (status, code)


def test_the_name_of_a_tool_stands_in_its_header_too(door: Any) -> None:
    given = {"name": "query", "arguments": {"query": "ASK {}"}}
    assert error(door.say("tools/call", given, mcp_name="search"))["code"] == -32020
    assert door.say("tools/call", given, mcp_name="=?base64?cXVlcnk=?=").status == 200
    assert error(door.say("tools/call", given, mcp_name="=?base64?!?="))["code"] == -32020


def test_another_version_is_told_which_there_are(door: Any) -> None:
    meta = {**META, rules.VERSION_KEY: "1900-01-01"}
    response = door.say("tools/list", {"_meta": meta}, mcp_protocol_version="1900-01-01")
    found = error(response)
    assert (response.status, found["code"]) == (400, -32022)
    assert found["data"] == {"supported": list(rules.SUPPORTED), "requested": "1900-01-01"}


def test_a_request_without_its_metadata_is_told_what_is_missing(door: Any) -> None:
    found = error(door.say("tools/list", {"_meta": {rules.VERSION_KEY: rules.CURRENT}}))
    assert found["code"] == -32602
    assert rules.CAPABILITIES_KEY in found["message"]


@pytest.mark.parametrize("method", ["resources/list", "subscriptions/listen", "initialise", "ping"])
def test_methods_there_are_not_are_404(door: Any, method: str) -> None:
    response = door.say(method)
    assert (response.status, error(response)["code"]) == (404, -32601)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", -32700),
        (b"{", -32700),
        (b"\xff\xfe", -32700),
        (b"[" * 100_000, -32700),
        (b'{"a":' * 50_000, -32700),
        (b'{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"x":NaN}}', -32700),
        (b'{"jsonrpc":"2.0","id":1,"method":"\\ud800"}', -32700),
        (b'{"jsonrpc":"2.0","id":%s,"method":"ping"}' % (b"9" * 5000), -32700),
        (b"[]", -32600),
        (b'"tools/list"', -32600),
        (b'{"id":1,"method":"ping"}', -32600),
        (b'{"jsonrpc":"2.0","id":1}', -32600),
        (b'{"jsonrpc":"2.0","id":1,"result":{}}', -32600),
        (b'{"jsonrpc":"2.0","id":null,"method":"ping"}', -32600),
        (b'{"jsonrpc":"2.0","id":true,"method":"ping"}', -32600),
        (b'{"jsonrpc":"2.0","id":"%s","method":"ping"}' % (b"x" * 5000), -32600),
        (b'{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}', -32600),
    ],
)
def test_hostile_bodies_get_an_error_of_json_rpc(door: Any, body: bytes, code: int) -> None:
    response = door.send(body)
    assert (response.status, error(response)["code"]) == (400, code)
    assert "id" not in json.loads(response.body)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("search", {"text": "x" * 1001}),
        ("search", {"text": ["x"]}),
        ("search", {"text": "x", "kind": "nothing"}),
        ("search", {"text": "x", "more": 1}),
        ("query", {"query": "ASK {}", "limit": 0}),
        ("query", {"query": "ASK {}", "limit": True}),
        ("query", {"query": "ASK {}", "limit": 10**9}),
        ("query", {"query": "x" * 200_001}),
        ("ask", {"question": "mayor-on-a-day", "values": "x"}),
        ("ask", {"question": "mayor-on-a-day", "values": {"x": 1}}),
        ("ask", {"question": "mayor-on-a-day", "values": {str(n): "" for n in range(99)}}),
    ],
)
def test_arguments_that_do_not_fit_are_the_result_of_the_tool(
    door: Any, name: str, given: dict[str, object]
) -> None:
    result = door.call(name, **given)
    assert result["isError"]
    assert len(result["content"][0]["text"]) < 500
    assert not door.asked


def test_an_unknown_tool_is_an_error_of_the_protocol(door: Any) -> None:
    response = door.say("tools/call", {"name": "drop", "arguments": {}})
    assert (response.status, error(response)["code"]) == (400, -32602)


def test_other_methods_of_http_are_405(door: Any) -> None:
    for method in ("GET", "DELETE", "PUT"):
        response = door.send(b"", method)
        assert response.status == 405
        assert response.header("allow") == "POST, OPTIONS"


def test_notifications_are_taken_and_dropped(door: Any) -> None:
    body = b'{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}'
    response = door.send(body, mcp_protocol_version=rules.CURRENT)
    assert (response.status, response.body) == (202, b"")


def test_a_handshake_of_earlier_versions_begins_no_session(door: Any) -> None:
    params = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "x"}}
    message = {"jsonrpc": "2.0", "id": "a", "method": "initialize", "params": params}
    response = door.send(json.dumps(message).encode())
    found = json.loads(response.body)
    assert found["id"] == "a"
    assert found["result"]["protocolVersion"] == "2025-06-18"
    assert not response.header("mcp-session-id")
    listing = b'{"jsonrpc":"2.0","id":2,"method":"tools/list"}'
    for version in ("", "2025-03-26", "2025-06-18", "2025-11-25"):
        response = door.send(listing, mcp_protocol_version=version)
        assert len(json.loads(response.body)["result"]["tools"]) == len(TOOLS)


@pytest.mark.parametrize(
    ("origin", "allowed", "let_in"),
    [
        ("", "", True),
        ("http://localhost:6274", "", True),
        ("http://127.0.0.1", "", True),
        ("http://[::1]:8000", "", True),
        ("https://graph.example.org", "", False),
        ("null", "", False),
        ("https://a.example", "https://a.example https://b.example", True),
        ("https://a.example.evil", "https://a.example", False),
        ("http://localhost.evil.example", "", False),
        ("http://[", "", False),
        ("https://any.example", "*", True),
    ],
)
def test_only_pages_that_were_let_in_may_use_the_tools(
    make_door: Any, origin: str, allowed: str, let_in: bool
) -> None:
    """The host that a request names does not let a page in: its name may have been rebound."""
    response = make_door(allowed).say("tools/list", origin=origin)
    assert response.status == (200 if let_in else 403)
    shown = response.header("access-control-allow-origin")
    assert shown == (origin if let_in else "")


def test_a_page_that_was_let_in_may_send_the_headers_of_the_protocol(make_door: Any) -> None:
    asked = {"origin": "https://a.example",
             "access_control_request_headers": "content-type,mcp-method"}  # fmt: skip
    response = make_door("https://a.example").send(b"", "OPTIONS", **asked)
    assert response.status == 204
    assert "mcp-method" in response.header("access-control-allow-headers")
    assert make_door().send(b"", "OPTIONS", **asked).status == 403
