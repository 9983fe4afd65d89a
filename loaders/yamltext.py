"""Reads the YAML that people write; refuses aliases, depth and numbers that only attacks hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Never

import yaml

from loaders.errors import DataError

MAX_CHARACTERS = 1 << 20
MAX_DEPTH = 30
MAX_DIGITS = 400
_MALFORMED = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)


@dataclass(frozen=True)
class Yaml:
    """A document: its value, and the node it was made from (None when it is empty)."""

    value: object
    node: yaml.Node | None

    @property
    def mapping(self) -> Mapping[object, object] | None:
        """Return the value when it is a mapping, else None."""
        return self.value if isinstance(self.value, dict) else None

    def key_lines(self) -> dict[str, int]:
        """Return the line of each key of the outermost mapping, from 1."""
        pairs = self.node.value if isinstance(self.node, yaml.MappingNode) else ()
        return {str(key.value): key.start_mark.line + 1 for key, _ in pairs}


def parse_yaml(text: str, shown: Path | str | None = None, before: int = 0) -> Yaml:
    """Return the one document of a text in time that grows with its length.

    Raises DataError with the line, to which ``before`` lines above the text are added.
    """
    if len(text) > MAX_CHARACTERS:
        what = f"not proper YAML: more than {MAX_CHARACTERS:,} characters"
        raise DataError(what, shown, remedy="split the file, or keep long texts elsewhere")
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        value = None if node is None else loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DataError(f"not proper YAML: {error.problem}", shown, line=line + before) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1 + before
        what = f"not proper YAML: {str(error).splitlines()[0]}"
        raise DataError(what, shown, line=line) from error
    return Yaml(value, node)


class _Loader(yaml.SafeLoader):
    """Composes the nodes of plain YAML 1.1; every error has its line."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent):
            _refuse("aliases (&name, *name) are not used here: write the value out", event)
        if self.depth >= MAX_DEPTH:
            _refuse(f"nested deeper than {MAX_DEPTH} levels", event)
        self.depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        number = node.tag in {"tag:yaml.org,2002:int", "tag:yaml.org,2002:float"}
        if number and len(str(node.value)) > MAX_DIGITS:
            _refuse(f"a number of more than {MAX_DIGITS} digits", node)
        try:
            return super().construct_object(node, deep)
        except _MALFORMED as error:
            kind = node.tag.rpartition(":")[2]
            _refuse(f"{str(node.value)[:80]!r} is not a value of type {kind}", node, error)


def _refuse(problem: str, at: Any, cause: Exception | None = None) -> Never:
    raise yaml.MarkedYAMLError(problem=problem, problem_mark=at.start_mark) from cause
