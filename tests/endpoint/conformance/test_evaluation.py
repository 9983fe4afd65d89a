"""The W3C suites of query evaluation, syntax and result formats, played over HTTP."""

from __future__ import annotations

import re
import urllib.parse

import pyoxigraph
import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat

from tests.endpoint.conformance import answers, manifests
from tests.endpoint.conformance.manifests import Case

pytestmark = pytest.mark.xdist_group("w3c-query")
DIRECT = "application/sparql-query"
MEDIA_TYPES = {
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".srj": "application/sparql-results+json",
    ".srx": "application/sparql-results+xml",
    ".ttl": "text/turtle",
}
COUNTS = {"evaluation": 234, "syntax": 94, "formats": 10}
LANGUAGE = "the engine's GROUP_CONCAT gives a plain literal as SPARQL 1.1 says; this case is of 1.2"
ZERO = "the engine follows a path of length zero only from terms that the data holds"
GRAPH = "the engine leaves the variable of GRAPH unbound when no pattern of triples is in it"
LEXICAL = "the store keeps values, not how they are written: 1.0e6 becomes 1000000"
# Every failure with its cause; a case that comes to pass fails until its line here is removed.
KNOWN = {
    "aggregates/agg-empty-group-count-graph": GRAPH,
    "bindings/graph": GRAPH,
    "aggregates/agg-groupconcat-04": LANGUAGE,
    "aggregates/agg-groupconcat-06": LANGUAGE,
    "functions/bnode01": "the engine's BNODE(text) gives one node for all solutions",
    "negation/graph-minus": "the engine counts the variable of GRAPH as shared with MINUS",
    "property-path/zero_or_more_set_start": ZERO,
    "property-path/zero_or_more_set_end": ZERO,
    "property-path/zero_or_one_set_start": ZERO,
    "property-path/zero_or_one_set_end": ZERO,
    "csv-tsv-res/csv03": LEXICAL,
    "csv-tsv-res/tsv03": f"{LEXICAL}, xsd:negativeInteger becomes xsd:integer",
    "syntax-query/test_4": "it calls an unknown function, and over HTTP a query is evaluated too",
}


def parameters(folders):
    found = manifests.cases(folders)
    if not found:
        skip = pytest.mark.skip(reason=f"no conformance suites in {manifests.FOLDER}")
        return [pytest.param(None, id="absent", marks=skip)]
    return [pytest.param(case, id=case.name, marks=marks(case)) for case in found]


def marks(case: Case):
    why = KNOWN.get(case.name)
    return [pytest.mark.xfail(strict=True, reason=why)] if why else []


def ask(service, case, text, accept):
    """Send a query with the dataset of its case, as the protocol says (§2.1.4)."""
    names = [("default-graph-uri", iri) for iri in case.before.default]
    names += [("named-graph-uri", name) for name, _ in case.before.named]
    if "FROM" in text:
        names = []
    elif not names:
        names = [("default-graph-uri", manifests.NOWHERE)]
    dataset = urllib.parse.urlencode(names)
    headers = {"Content-Type": DIRECT, "Accept": accept}
    return service.request("POST", f"/sparql?{dataset}", headers, text.encode())


def canonical(quads):
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return set(dataset)


def answered(service, case, accept):
    base = f"BASE <{case.action}>\n" if re.search(r"<(?![a-z]+:)[^>\s]*>", case.text) else ""
    reply = ask(service, case, base + case.text, accept)
    assert reply.status == 200, reply.text
    assert reply.headers["content-type"].partition(";")[0] == accept
    return reply.text


@pytest.mark.parametrize("case", parameters(manifests.QUERY))
def test_evaluation(service, case):
    if case.kind in {"NegativeSyntaxTest11", "PositiveSyntaxTest11"}:
        check_syntax(service, case)
    elif re.search(r"^\s*CONSTRUCT", case.text, re.IGNORECASE | re.MULTILINE):
        text = answered(service, case, "application/n-triples")
        got = list(pyoxigraph.parse(text, format=RdfFormat.N_TRIPLES))
        assert canonical(got) == canonical(manifests.quads(case.result))
    else:
        check_table(service, case, "application/sparql-results+json")


@pytest.mark.parametrize("case", parameters(manifests.FORMATS))
def test_result_formats(service, case):
    check_table(service, case, MEDIA_TYPES["." + case.result.rpartition(".")[2]])


@pytest.mark.parametrize("case", parameters(("syntax-query",)))
def test_syntax(service, case):
    check_syntax(service, case)


def check_table(service, case, accept):
    text = answered(service, case, accept)
    wanted = MEDIA_TYPES["." + case.result.rpartition(".")[2]]
    raw = manifests.path(case.result).read_bytes().decode()
    expected = answers.READERS[wanted](raw, case.result)
    got = answers.READERS[accept](text, "")
    ordered = re.search(r"\}[^{}]*ORDER\s+BY[^{}]*$", case.text, re.IGNORECASE)
    assert answers.same(expected, got, ordered=bool(ordered)), f"{expected}\n{got}"


def check_syntax(service, case):
    """A right query is answered; a wrong one is refused with the place where it is wrong."""
    reply = ask(service, case, case.text, "*/*")
    assert reply.status == (400 if case.kind.startswith("Negative") else 200), reply.text


def test_an_unknown_function_is_told_as_such(service):
    reply = service.query("SELECT (<http://example/f>(1) AS ?x) {}")
    assert reply.status == 400
    assert "example/f" in reply.text


@pytest.mark.parametrize(
    ("folders", "expected"),
    [
        (manifests.QUERY, COUNTS["evaluation"]),
        (("syntax-query",), COUNTS["syntax"]),
        (manifests.FORMATS, COUNTS["formats"]),
    ],
)
def test_no_case_is_lost(conformance, folders, expected):
    assert len(manifests.cases(folders)) == expected
