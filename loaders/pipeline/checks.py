"""Runs the checks, which must find nothing, and the rules, whose results join the graph."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import cast

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, QueryTriples, Store

from loaders.errors import DataError
from loaders.rdf.nquads import canonical_lines
from loaders.rdf.queryfiles import QueryFile, read_queries
from loaders.rdf.store import load_lines
from loaders.vocabulary import urb

SHOWN = 20
COUNTED = 1000
EXCEPTIONS = "exceptions.csv"
# The tag of a rule that describes what all others have said.
LAST = "after all others"
Exceptions = Mapping[str, frozenset[str]]
"""By the name of a check, the things (IRIs in N-Triples syntax) it may find."""


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
    """Read the rules in their order: those that describe the whole graph come last.

    Raise DataError when one is not a CONSTRUCT.
    """
    rules = _of_form(queries / "rules", base, "CONSTRUCT")
    return tuple(sorted(rules, key=lambda rule: LAST in rule.tags))


def _of_form(folder: Path, base: str, form: str) -> tuple[QueryFile, ...]:
    queries = read_queries(folder, base)
    for query in queries:
        if query.form != form:
            raise DataError(f"a {query.form} where a {form} is due", folder / f"{query.name}.rq")
    return queries


def read_exceptions(queries: Path, base: str) -> Exceptions:
    """Read ``checks/exceptions.csv``: what a check may find, each with the reason.

    An absent file holds none. Raise DataError for a row without a reason.
    """
    path = queries / "checks" / EXCEPTIONS
    if not path.exists():
        return {}
    found: dict[str, set[str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            if not all((row.get("check"), row.get("thing"), row.get("reason"))):
                raise DataError("an exception without check, thing or reason", path, row=number)
            found.setdefault(row["check"], set()).add(f"<{base}{row['thing']}>")
    return {name: frozenset(things) for name, things in found.items()}


def excepted(store: Store, result: CheckResult, exceptions: Exceptions) -> CheckResult:
    """Return the result without the things that may be found.

    A thing of the store that is not found any more needs no exception: that is a row.
    """
    allowed = exceptions.get(result.name, frozenset())
    firsts = {next(iter(row.values()), "") for row in result.rows}
    if not allowed or result.count > SHOWN:
        return result
    rows = [row for row in result.rows if next(iter(row.values()), "") not in allowed]
    idle = [thing for thing in sorted(allowed - firsts) if _described(store, thing)]
    rows += [{"exception": thing, "problem": "is not needed"} for thing in idle]
    return replace(result, rows=tuple(rows), count=len(rows))


def _described(store: Store, thing: str) -> bool:
    return any(store.quads_for_pattern(NamedNode(thing[1:-1]), None, None))


def located(store: Store, result: CheckResult, base: str) -> CheckResult:
    """Return the result with the files and rows that its rows were read from, where known.

    ``file`` and ``row`` name the first record, ``also`` the others that say the same.
    """
    rows = tuple({**row, **_place_of(store, row, base)} for row in result.rows)
    return replace(result, rows=rows)


def _place_of(store: Store, row: Mapping[str, str], base: str) -> dict[str, str]:
    named = [text for text in row.values() if text.startswith("<")]
    for text in named:
        others = [one[1:-1] for one in named if one != text]
        if places := places_of(store, text[1:-1], base, others):
            (file, number), *more = places
            found = {"file": file} | ({"row": number} if number else {})
            return found | ({"also": listed(more)} if more else {})
    return {}


def places_of(
    store: Store, thing: str, base: str, properties: Iterable[str] = ()
) -> list[tuple[str, str]]:
    """Return file and row (empty when it has none) of every record that describes a thing.

    Of ``properties`` (IRIs) those that the thing has say which records are meant.
    """
    node, catalogue = NamedNode(thing), NamedNode(f"{base}graph/catalogue")
    terms, found = urb(base), set[tuple[str, str]]()
    for record in _records(store, node, properties):
        for file in store.quads_for_pattern(record, terms.file, None, catalogue):
            rows = store.quads_for_pattern(record, terms.row, None, catalogue)
            row = next((quad.object for quad in rows), None)
            found.add((_text(file.object), _text(row)))
    return sorted(found, key=lambda one: (one[0], one[1].zfill(9)))


def _records(store: Store, node: NamedNode, properties: Iterable[str]) -> set[NamedNode]:
    said = [
        quad for one in properties for quad in store.quads_for_pattern(node, NamedNode(one), None)
    ]
    graphs = {quad.graph_name for quad in said or store.quads_for_pattern(node, None, None)}
    return {node, *(graph for graph in graphs if isinstance(graph, NamedNode))}


def listed(places: Iterable[tuple[str, str]]) -> str:
    """Return files and rows as words: ``data/a.csv row 7, data/b.csv``."""
    return ", ".join(f"{file} row {row}" if row else file for file, row in places)


def _text(term: object) -> str:
    return term.value if isinstance(term, Literal) else ""


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
