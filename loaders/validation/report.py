"""Reads a SHACL validation report into results, the same ones always in the same order."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
    serialize,
)

from loaders.settings import DEFAULT_BASE
from loaders.vocabulary import RDF, SH, prefixes

PREFIX = "@prefix "
SEVERITIES = ("Violation", "Warning", "Info")
Node = NamedNode | BlankNode | Literal | Triple
MODIFIERS = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}


@dataclass(frozen=True, order=True)
class Result:
    """One result of a validation (SHACL §3.6.2).

    ``severity`` is ``Violation``, ``Warning`` or ``Info``; ``source_shape`` an IRI; ``focus_node``
    and ``value`` are terms in N-Triples syntax, ``path`` is in SPARQL property path syntax, each
    empty when the result has none; ``component`` is the local name of the constraint component.
    """

    severity: str
    source_shape: str
    focus_node: str
    path: str
    value: str
    message: str
    component: str


@dataclass(frozen=True)
class ValidationReport:
    """What a validation found, worst first.

    ``conforms`` is True when no result is a violation: warnings do not stop a build. ``turtle`` is
    the report as RDF (SHACL §3.6), whose ``sh:conforms`` is False when there is any result.
    """

    conforms: bool
    results: tuple[Result, ...]
    turtle: str

    def of(self, severity: str) -> tuple[Result, ...]:
        """Return the results of one severity."""
        return tuple(result for result in self.results if result.severity == severity)

    def about(self, nodes: frozenset[str], base: str = DEFAULT_BASE) -> ValidationReport:
        """Return the report without the results about other things than these.

        ``nodes`` are in N-Triples syntax; results about blank nodes always stay.
        """
        dataset = Dataset(parse(self.turtle.encode(), format=RdfFormat.TURTLE))
        for link in _having(dataset, SH.result):
            focus = _syntax(_values(dataset, link.object).get(SH.focusNode))
            if focus not in {"", "_:"} and focus not in nodes:
                dataset.discard(link)
                _discard_below(dataset, link.object)
        for quad in _having(dataset, SH.conforms):
            dataset.discard(quad)
            found = Literal(not _having(dataset, SH.result))
            dataset.add(Quad(quad.subject, SH.conforms, found))
        return _report(dataset, base)

    @property
    def violations(self) -> tuple[Result, ...]:
        """Return the results that stop a build."""
        return self.of("Violation")

    @property
    def warnings(self) -> tuple[Result, ...]:
        """Return the results that only warn."""
        return self.of("Warning")


def read_report(turtle: str, base: str = DEFAULT_BASE) -> ValidationReport:
    """Read an engine's report; the same results give the same report, byte for byte."""
    return _report(Dataset(parse(turtle.encode(), format=RdfFormat.TURTLE)), base)


def _report(dataset: Dataset, base: str) -> ValidationReport:
    results = [_read_result(dataset, quad.object) for quad in _having(dataset, SH.result)]
    return ValidationReport(
        conforms=all(result.severity != "Violation" for result in results),
        results=tuple(sorted(results, key=_rank)),
        turtle=_canonical_turtle(dataset, base),
    )


def _rank(result: Result) -> tuple[int, Result]:
    known = result.severity in SEVERITIES
    return (SEVERITIES.index(result.severity) if known else len(SEVERITIES), result)


def _having(dataset: Dataset, predicate: NamedNode) -> list[Quad]:
    return list(dataset.quads_for_predicate(predicate))


def _discard_below(dataset: Dataset, node: Node) -> None:
    """Remove a blank node with everything that hangs from it alone (a result and its path)."""
    if isinstance(node, BlankNode):
        for quad in list(dataset.quads_for_subject(node)):
            dataset.discard(quad)
            _discard_below(dataset, quad.object)


def _values(dataset: Dataset, node: Node) -> dict[NamedNode, Node]:
    if not isinstance(node, NamedNode | BlankNode):
        return {}
    # Of several messages (one a language) the last in order of their text is taken.
    quads = sorted(dataset.quads_for_subject(node), key=lambda quad: str(quad.object))
    return {quad.predicate: quad.object for quad in quads}


def _read_result(dataset: Dataset, node: Node) -> Result:
    values = _values(dataset, node)
    return Result(
        severity=_local(values.get(SH.resultSeverity)),
        source_shape=_plain(values.get(SH.sourceShape)),
        focus_node=_syntax(values.get(SH.focusNode)),
        path=_path(dataset, values[SH.resultPath]) if SH.resultPath in values else "",
        value=_syntax(values.get(SH.value)),
        message=_plain(values.get(SH.resultMessage)),
        component=_local(values.get(SH.sourceConstraintComponent)),
    )


def _plain(term: Node | None) -> str:
    return "" if term is None or isinstance(term, Triple) else term.value


def _syntax(term: Node | None) -> str:
    # Blank nodes have other names in every run: one word stands for them all.
    return "" if term is None else "_:" if isinstance(term, BlankNode) else str(term)


def _local(term: Node | None) -> str:
    return _plain(term).removeprefix(SH.iri)


def _path(dataset: Dataset, node: Node) -> str:
    """Return a property path (SHACL §2.3.1) in SPARQL syntax."""
    if not isinstance(node, BlankNode):
        return str(node)
    values = _values(dataset, node)
    if SH.inversePath in values:
        return "^" + _path(dataset, values[SH.inversePath])
    if SH.alternativePath in values:
        return "(" + "|".join(_list(dataset, values[SH.alternativePath])) + ")"
    for term, sign in MODIFIERS.items():
        if term in values:
            return f"({_path(dataset, values[term])}){sign}"
    return "(" + "/".join(_list(dataset, node)) + ")"


def _list(dataset: Dataset, node: Node) -> list[str]:
    parts = []
    while node != RDF.nil and (values := _values(dataset, node)):
        parts.append(_path(dataset, values[RDF.first]))
        node = values[RDF.rest]
    return parts


def _canonical_turtle(dataset: Dataset, base: str) -> str:
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    triples = sorted((quad.triple for quad in dataset), key=str)
    written = serialize(triples, format=RdfFormat.TURTLE, prefixes=prefixes(base)) or b""
    # The writer puts all prefixes, in any order.
    lines = written.decode().splitlines()
    body = [line for line in lines if not line.startswith(PREFIX)]
    return "\n".join([*_used_prefixes(lines, "\n".join(body)), *body, ""])


def _used_prefixes(lines: list[str], body: str) -> list[str]:
    """Return the declarations that the body needs, wherever a name stands (``^^xsd:date``)."""
    declared = sorted(line for line in lines if line.startswith(PREFIX))
    return [line for line in declared if _name(line.split()[1]).search(body)]


def _name(prefix: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.-]){re.escape(prefix)}")
