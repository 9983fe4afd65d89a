"""Reads curated YAML with the line of every key, so that errors can say where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from loaders.errors import DataError
from loaders.yamltext import parse_yaml

MAX_BYTES = 1 << 20


@dataclass(frozen=True)
class YamlFile:
    """A YAML mapping; ``lines`` gives the line of each key path such as ``files.0.path``."""

    shown: str
    values: Mapping[str, object]
    lines: Mapping[str, int]

    def error(self, path: str, what: str, remedy: str = "") -> DataError:
        """Return the error about a key, ready to raise."""
        line = self.lines.get(path) or self.lines.get(path.rpartition(".")[0]) or 1
        return DataError(what, self.shown, line=line, column=path or None, remedy=remedy)


def read_yaml(path: Path, shown: str) -> YamlFile:
    """Read a YAML mapping; raise DataError with the line when it is not one."""
    read = parse_yaml(_text(path, shown), shown)
    if not isinstance(read.value, dict) or read.node is None:
        raise DataError("no YAML mapping (the file may be empty)", shown, line=1)
    lines: dict[str, int] = {}
    _note_lines(read.node, "", lines, shown)
    return YamlFile(shown, read.value, lines)


def _text(path: Path, shown: str) -> str:
    try:
        raw = path.read_bytes()
        if len(raw) > MAX_BYTES:
            raise DataError(f"more than {MAX_BYTES} bytes", shown)
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        what = f"not UTF-8: byte 0x{raw[error.start]:02x} at byte {error.start + 1}"
        raise DataError(what, shown, line=line) from error
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", shown) from error


def _note_lines(node: yaml.Node, path: str, lines: dict[str, int], shown: str) -> None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = f"{path}.{key.value}" if path else str(key.value)
            if inner in lines:
                line = key.start_mark.line + 1
                raise DataError("the key stands twice", shown, line=line, column=inner)
            lines[inner] = key.start_mark.line + 1
            _note_lines(value, inner, lines, shown)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            inner = f"{path}.{number}"
            lines[inner] = value.start_mark.line + 1
            _note_lines(value, inner, lines, shown)
