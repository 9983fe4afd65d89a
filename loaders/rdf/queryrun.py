"""Runs example queries on a store and says what they gave: rows and a hash anybody can compute."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
)

from loaders.rdf.queryfiles import QueryFile

NAME = "examples.json"
CSV, N_TRIPLES = "text/csv", "application/n-triples"


@dataclass(frozen=True)
class Outcome:
    """What a query gave: ``rows`` (of a graph its statements), or why it gave nothing.

    ``sha256`` is that of the answer in ``media_type`` with its lines sorted by their bytes, so that
    rows without a fixed order have the same: ``LC_ALL=C sort | sha256sum``.
    """

    rows: int = 0
    media_type: str = ""
    sha256: str = ""
    boolean: bool | None = None
    error: str = ""

    @property
    def broken(self) -> bool:
        """Tell whether the query no longer shows what it is an example of."""
        return bool(self.error) or (self.boolean is None and not self.rows)


def run(store: Store, query: QueryFile, base: str) -> Outcome:
    """Run one query; what is wrong with it is part of the outcome."""
    try:
        found = store.query(query.text, base_iri=base)
        if isinstance(found, QueryBoolean):
            return Outcome(boolean=bool(found))
        body, table = io.BytesIO(), isinstance(found, QuerySolutions)
        if isinstance(found, QuerySolutions):
            found.serialize(body, QueryResultsFormat.CSV)
        else:
            found.serialize(body, RdfFormat.N_TRIPLES)
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        return Outcome(error=str(error)[:500])
    lines = body.getvalue().splitlines(keepends=True)
    rows = _rows(body.getvalue()) if table else len(lines)
    return Outcome(rows, CSV if table else N_TRIPLES, checksum(body.getvalue()))


def checksum(body: bytes) -> str:
    """Return the hash of an answer whatever the order of its lines."""
    lines = [line + b"\n" for line in body.split(b"\n")]
    if lines[-1] == b"\n":
        lines.pop()
    return hashlib.sha256(b"".join(sorted(lines))).hexdigest()


def _rows(body: bytes) -> int:
    """Return the number of records of a table in CSV below its header (RFC 4180)."""
    quoted, rows = False, -1
    for line in body.split(b"\n")[:-1]:
        quoted ^= bool(line.count(b'"') % 2)
        rows += not quoted
    return rows


def write(path: Path, store: Store, queries: Iterable[QueryFile], base: str) -> list[str]:
    """Write what each query gave into a file; return the names of those that are broken."""
    outcomes = {query.name: run(store, query, base) for query in queries}
    entries = {name: asdict(one) for name, one in outcomes.items()}
    text = json.dumps(entries, indent=1, sort_keys=True, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")
    return [name for name, one in outcomes.items() if one.broken]


def read(path: Path) -> Mapping[str, Outcome]:
    """Return what was written by name; nothing where there is no such file."""
    if not path.is_file():
        return {}
    return {name: Outcome(**one) for name, one in json.loads(path.read_bytes()).items()}
