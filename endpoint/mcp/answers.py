"""Shapes answers for assistants: rows as plain values, with the IRIs of what they name."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from endpoint.mcp.rpc import Json
from endpoint.sparql.backend import ReleaseInfo
from loaders.vocabulary import XSD

NUMBERS = frozenset({XSD.integer.value, XSD.decimal.value, XSD.double.value, XSD.float.value})
LABELS = 200  # names in an answer whose things are looked up
LONGEST_NUMBER = 30
Binding = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Table:
    """The rows of an answer; ``boolean`` is that of ASK, ``text`` the graph of CONSTRUCT."""

    columns: tuple[str, ...] = ()
    rows: Sequence[Binding] = ()
    boolean: bool | None = None
    text: str = ""

    def document(self, limit: int) -> Json:
        """Return the table as assistants get it; it says when it shows only its beginning."""
        if self.boolean is not None:
            return {"boolean": self.boolean}
        if self.text:
            return {"turtle": self.text}
        shown = [
            {name: plain(row[name]) for name in self.columns if name in row}
            for row in self.rows[:limit]
        ]
        found: Json = {"columns": list(self.columns), "rows": shown, "rowCount": len(self.rows)}
        if len(self.rows) > limit:
            found["truncated"] = f"the first {limit} of {len(self.rows)} rows are shown"
        return found


@dataclass
class Named:
    """What the rows of an answer name: IRIs under the base, and labels of things."""

    iris: list[NamedNode] = field(default_factory=list)
    labels: list[Literal] = field(default_factory=list)


def read(media_type: str, body: bytes) -> Table:
    """Return the answer to a query."""
    if not media_type.endswith("json"):
        return Table(text=body.decode())
    found = json.loads(body)
    if "boolean" in found:
        return Table(boolean=bool(found["boolean"]))
    return Table(tuple(found["head"]["vars"]), found["results"]["bindings"])


def plain(term: dict[str, str]) -> object:
    """Return a term as JSON has it: a number, a truth value, or a text."""
    value, datatype = term["value"], term.get("datatype", "")
    if datatype == XSD.boolean.value and value in {"true", "false"}:
        return value == "true"
    if datatype in NUMBERS and len(value) < LONGEST_NUMBER:
        try:
            return int(value) if datatype == XSD.integer.value else float(value)
        except ValueError:
            return value
    return value


def named(rows: Sequence[Binding], base: str) -> Named:
    """Return what rows name, each once, no more than is looked up."""
    found = Named()
    seen: set[tuple[str, str, str]] = set()
    for term in _terms(rows):
        key = (term["type"], term["value"], term.get("xml:lang", ""))
        if key in seen or len(seen) >= LABELS:
            continue
        if term["type"] == "uri" and term["value"].startswith(f"{base}id/"):
            seen.add(key)
            found.iris.append(NamedNode(term["value"]))
        elif term["type"] == "literal" and "datatype" not in term:
            seen.add(key)
            found.labels.append(Literal(term["value"], language=term.get("xml:lang")))
    return found


def _terms(rows: Sequence[Binding]) -> Iterator[dict[str, str]]:
    return (term for row in rows for term in row.values())


def of_release(release: ReleaseInfo) -> Json:
    """Return which release an answer is from, and its address."""
    return {
        "version": release.version,
        "hash": release.hash,
        "iri": f"{release.base}release/{release.version}",
        "licence": "https://creativecommons.org/licenses/by/4.0/",
    }
