"""Deprecated terms: each has a successor and a reason, and a rule that goes on stating it."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import Dataset, Literal, NamedNode, Quad, Store

from loaders.pipeline.checks import read_rules, run_rule
from loaders.rdf.ontology import ontology_quads
from loaders.settings import DEFAULT_BASE, Settings
from loaders.vocabulary import DCTERMS, OWL, RDF, SKOS, urb

SETTINGS = Settings.from_environment({})
URB = urb(DEFAULT_BASE)
NOW = Dataset(ontology_quads(SETTINGS))
DEPRECATED = sorted(str(quad.subject) for quad in NOW.quads_for_predicate(OWL.deprecated))
RULES = {rule.name: rule for rule in read_rules(SETTINGS.queries, DEFAULT_BASE)}
RULE = RULES["deprecated-terms"]
THING = NamedNode(f"{DEFAULT_BASE}id/publication/one")


def type_of(key: str) -> NamedNode:
    return NamedNode(f"{DEFAULT_BASE}id/publication-type/{key}")


@pytest.mark.parametrize("term", DEPRECATED)
def test_a_deprecated_term_names_what_to_use_and_why(term: str) -> None:
    said = {q.predicate: q.object for q in NOW.quads_for_subject(NamedNode(term[1:-1]))}
    successor = said[DCTERMS.isReplacedBy]
    assert isinstance(successor, NamedNode)
    assert list(NOW.quads_for_subject(successor)), "nobody knows the successor"
    note = said[SKOS.historyNote]
    assert isinstance(note, Literal)
    assert re.match(r"\d+\.\d+\.0: ", note.value)


@pytest.mark.parametrize(
    ("said", "deprecated"),
    [
        ((URB.dateText, Literal("spring")), (URB.statedDate, Literal("spring"))),
        ((URB.publicationType, type_of("web-page")), (RDF.type, URB.WebPage)),
        ((URB.publicationType, type_of("report")), (RDF.type, URB.Report)),
        ((URB.publicationType, type_of("city-report")), (RDF.type, URB.Report)),
        ((URB.publicationType, type_of("report-collection")), (RDF.type, URB.Report)),
        ((URB.checksum, Literal("sha256:0")), (RDF.type, URB.Report)),
    ],
)
def test_a_rule_goes_on_stating_it(
    said: tuple[NamedNode, NamedNode | Literal], deprecated: tuple[NamedNode, NamedNode | Literal]
) -> None:
    store = Store()
    for predicate, value in (said, (RDF.type, URB.Publication)):
        store.add(Quad(THING, predicate, value))
    (line,) = run_rule(store, RULE, DEFAULT_BASE)
    stated = Quad(THING, *deprecated, NamedNode(f"{DEFAULT_BASE}graph/rules/deprecated-terms"))
    assert line.decode().rstrip(" .\n") == str(stated)


@pytest.mark.parametrize("term", DEPRECATED)
def test_the_rule_knows_every_deprecated_term(term: str) -> None:
    name = term[1:-1].rpartition("#")[2]
    assert re.search(rf"urb:{name}\b", RULE.text.partition("CONSTRUCT")[2])
