"""The default engine passes the SHACL suites of the W3C (w3c/data-shapes, core and SPARQL)."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Dataset, Literal, NamedNode, RdfFormat, parse, serialize

from loaders.validation.report import Result, read_report
from loaders.validation.shacl import DEFAULT_ENGINE, ENGINES
from loaders.vocabulary import SH, Namespace

ROOT = Path(__file__).parent.parent.parent
SUITE = Path(os.environ.get("URBSOL_CONFORMANCE", ROOT.parent / "shared/conformance")) / "shacl"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
EXPECTED_CASES = 121
KNOWN_FAILURES = {
    "sparql/pre-binding/unsupported-sparql-004": (
        "the engine runs a query whose sub-select does not project the pre-bound $this, which "
        "SHACL appendix A wants refused; no shape of ours holds a sub-select"
    ),
}


@dataclass(frozen=True)
class Case:
    """One sht:Validate entry: the files to read and the expected report ('' for a failure)."""

    name: str
    data: Path
    shapes: Path
    expected: str


def read(path: Path) -> Dataset:
    return Dataset(parse(path=str(path), format=RdfFormat.TURTLE, base_iri=path.as_uri()))


def one(graph: Dataset, subject: object, predicate: NamedNode) -> NamedNode | BlankNode:
    assert isinstance(subject, NamedNode | BlankNode)
    (found,) = (q.object for q in graph.quads_for_subject(subject) if q.predicate == predicate)
    assert isinstance(found, NamedNode | BlankNode)
    return found


def local(iri: NamedNode | BlankNode) -> Path:
    return Path(iri.value.removeprefix("file://"))


def cases() -> list[Case]:
    found = []
    for path in sorted(SUITE.rglob("*.ttl")):
        if path.name == "manifest.ttl" or path.stem.endswith(("-data", "-shapes")):
            continue
        graph = read(path)
        for entry in graph.quads_for_object(SHT.Validate):
            action = one(graph, entry.subject, MF.action)
            expected = one(graph, entry.subject, MF.result)
            found.append(
                Case(
                    path.relative_to(SUITE).with_suffix("").as_posix(),
                    local(one(graph, action, SHT.dataGraph)),
                    local(one(graph, action, SHT.shapesGraph)),
                    "" if expected == SHT.Failure else report_below(graph, expected),
                )
            )
    return found


def parameters() -> list[object]:
    if not SUITE.is_dir():
        reason = f"no conformance suite in {SUITE}"
        return [pytest.param(None, marks=pytest.mark.skip(reason=reason), id="absent")]
    return [
        pytest.param(
            case,
            id=case.name,
            marks=[pytest.mark.xfail(strict=True, reason=KNOWN_FAILURES[case.name])]
            if case.name in KNOWN_FAILURES
            else [],
        )
        for case in cases()
    ]


def ntriples(graph: Dataset) -> bytes:
    return serialize((quad.triple for quad in graph), format=RdfFormat.N_TRIPLES) or b""


def report_below(graph: Dataset, report: NamedNode | BlankNode) -> str:
    """Return the Turtle of the report alone, as an engine would give it."""
    kept, todo, seen = Dataset(), [report], set()
    while todo:
        node = todo.pop()
        seen.add(node)
        for quad in graph.quads_for_subject(node):
            kept.add(quad)
            below = quad.object
            if isinstance(below, BlankNode) and below not in seen:
                todo.append(below)
    return ntriples(kept).decode()


def comparable(turtle: str) -> Counter[Result]:
    # Messages are free; a blank node has no name that two engines could share.
    results = read_report(turtle).results
    named = (replace(r, source_shape="" if _blank(r) else r.source_shape) for r in results)
    return Counter(replace(result, message="") for result in named)


def _blank(result: Result) -> bool:
    return ":" not in result.source_shape


def conforms(turtle: str) -> bool:
    graph = Dataset(parse(turtle.encode(), format=RdfFormat.TURTLE))
    (value,) = (quad.object for quad in graph.quads_for_predicate(SH.conforms))
    assert isinstance(value, Literal)
    return value.value in {"true", "1"}


@pytest.mark.parametrize("case", parameters())
def test_suite(case: Case) -> None:
    engine = ENGINES[DEFAULT_ENGINE]
    data, shapes = ntriples(read(case.data)), ntriples(read(case.shapes))
    if not case.expected:
        with pytest.raises(ValueError, match=r".+"):
            engine(data, shapes)
        return
    found = engine(data, shapes)
    assert conforms(found) == conforms(case.expected)
    assert comparable(found) == comparable(case.expected)


def test_no_case_is_forgotten() -> None:
    if not SUITE.is_dir():
        pytest.skip(f"no conformance suite in {SUITE}")
    names = [case.name for case in cases()]
    assert len(names) == EXPECTED_CASES
    assert set(KNOWN_FAILURES) <= set(names)
