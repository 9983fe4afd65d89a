"""Checks the arguments of a call against the schema of its tool, and says what is wrong."""

from __future__ import annotations

from collections.abc import Mapping

from endpoint.mcp.catalogue import Tool
from endpoint.mcp.rpc import Json
from loaders.errors import UsageError

MOST_VALUES = 50


def checked(tool: Tool, given: Mapping[str, object]) -> Json:
    """Return the arguments of a call, defaults filled in; raise UsageError for what does not fit.

    The schemas of the tools use texts, integers, and one object of texts.
    """
    unknown = sorted(set(given) - set(tool.arguments))
    if unknown:
        raise UsageError(
            f"{tool.name} has no argument {unknown[0][:40]}",
            remedy=f"use {', '.join(tool.arguments)}",
        )
    found: Json = {}
    for name, schema in tool.arguments.items():
        value = given.get(name)
        if value is None:
            if name in tool.required:
                raise UsageError(f"{name} is missing", remedy=str(schema["description"]))
            if "default" in schema:
                found[name] = schema["default"]
            continue
        _check(name, value, schema)
        found[name] = value
    return found


def _check(name: str, value: object, schema: Json) -> None:
    match schema["type"]:
        case "string":
            _check_text(name, value, schema)
        case "integer":
            least, most = schema["minimum"], schema["maximum"]
            if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
                raise UsageError(f"{name} is not a number from {least} to {most}")
        case _:
            if not isinstance(value, dict):
                raise UsageError(f"{name} is not an object", remedy=str(schema["description"]))
            if len(value) > MOST_VALUES:
                raise UsageError(f"{name} has more than {MOST_VALUES} values")
            for key, one in value.items():
                _check_text(f"{name}.{key[:40]}", one, schema["additionalProperties"])


def _check_text(name: str, value: object, schema: Json) -> None:
    if not isinstance(value, str):
        raise UsageError(f"{name} is not a text")
    if len(value) > schema["maxLength"]:
        raise UsageError(f"{name} is longer than {schema['maxLength']} characters")
    if "enum" in schema and value not in schema["enum"]:
        raise UsageError(
            f"{name} is not one of its values", remedy=f"use {', '.join(schema['enum'])}"
        )
