"""Runs the checks, which must find nothing, and the rules, whose results join the graph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import cast

from pyoxigraph import NamedNode, Quad, QuerySolutions, QueryTriples, Store

from loaders.errors import DataError
from loaders.rdf.nquads import canonical_lines
from loaders.rdf.queryfiles import QueryFile, read_queries
from loaders.rdf.store import load_lines

SHOWN = 20
COUNTED = 1000


@dataclass(frozen=True)
class CheckResult:
    """What a check found: the first rows as text by column, and how many (at most 1000)."""

    name: str
    summary: str
    count: int
    rows: tuple[dict[str, str], ...]

    def __str__(self) -> str:
        """Return name, summary and the first rows."""
        lines = [f"check {self.name} found {self.count}: {self.summary}"]
        lines += ["  " + ", ".join(f"{k} {v}" for k, v in row.items()) for row in self.rows]
        return "\n".join([*lines, *(["  …"] if self.count > len(self.rows) else [])])


def read_checks(queries: Path, base: str) -> tuple[QueryFile, ...]:
    """Read the checks; raise DataError when one is not a SELECT."""
    return _of_form(queries / "checks", base, "SELECT")


def read_rules(queries: Path, base: str) -> tuple[QueryFile, ...]:
    """Read the rules; raise DataError when one is not a CONSTRUCT."""
    return _of_form(queries / "rules", base, "CONSTRUCT")


def _of_form(folder: Path, base: str, form: str) -> tuple[QueryFile, ...]:
    queries = read_queries(folder, base)
    for query in queries:
        if query.form != form:
            raise DataError(f"a {query.form} where a {form} is due", folder / f"{query.name}.rq")
    return queries


def run_check(store: Store, check: QueryFile) -> CheckResult:
    """Run one check over the reviewed union (the default graph) and the named graphs."""
    results = cast("QuerySolutions", _query(store, check))  # a SELECT, by read_checks
    names = [variable.value for variable in results.variables]
    rows = [
        {name: str(value) for name in names if (value := solution[name]) is not None}
        for solution in islice(results, COUNTED)
    ]
    rows.sort(key=lambda row: sorted(row.items()))
    return CheckResult(check.name, check.summary, len(rows), tuple(rows[:SHOWN]))


def run_rule(store: Store, rule: QueryFile, base: str) -> list[bytes]:
    """Run one rule and load what it says into the store; return its sorted N-Quads lines."""
    graph = NamedNode(f"{base}graph/rules/{rule.name}")
    lines = canonical_lines(_derived(store, rule, graph))
    load_lines(store, lines)
    return lines


def _derived(store: Store, rule: QueryFile, graph: NamedNode) -> Iterator[Quad]:
    for triple in cast("QueryTriples", _query(store, rule)):  # a CONSTRUCT, by read_rules
        yield Quad(triple.subject, triple.predicate, triple.object, graph)


def _query(store: Store, query: QueryFile) -> object:
    try:
        return store.query(query.text)
    except SyntaxError as error:
        path = f"queries/{query.group}/{query.name}.rq"
        raise DataError(f"no proper SPARQL: {error.msg}", path) from error
