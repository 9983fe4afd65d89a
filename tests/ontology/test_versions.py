"""Versions of the ontology: frozen, listed, and never with a term less than the one before."""

from __future__ import annotations

import pytest
from pyoxigraph import Dataset, Literal, NamedNode, Quad

from loaders.rdf.ontology import ontology_quads, ontology_version, read_turtle, version_files
from loaders.settings import DEFAULT_BASE, Settings
from loaders.vocabulary import DCTERMS, OWL, RDF, RDFS, SKOS, Namespace, urb

SETTINGS = Settings.from_environment({})
ONTOLOGY = NamedNode(f"{DEFAULT_BASE}ontology")
VS = Namespace("http://www.w3.org/2003/06/sw-vocab-status/ns#")
NOW = Dataset(ontology_quads(SETTINGS))


def graph(version: str) -> Dataset:
    return Dataset(read_turtle(version_files(SETTINGS)[version], ONTOLOGY, DEFAULT_BASE))


def terms(quads: Dataset) -> set[NamedNode]:
    found = {q.subject for q in quads.quads_for_predicate(RDFS.isDefinedBy)}
    return {term for term in found if isinstance(term, NamedNode)}


def value(quads: Dataset, subject: NamedNode, predicate: NamedNode) -> str:
    (found,) = [q.object for q in quads.quads_for_subject(subject) if q.predicate == predicate]
    return str(getattr(found, "value", found))


def number(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def test_the_version_iri_and_its_predecessor_fit() -> None:
    version = ontology_version(SETTINGS)
    assert value(NOW, ONTOLOGY, OWL.versionIRI) == f"{ONTOLOGY.value}/{version}"
    prior = value(NOW, ONTOLOGY, OWL.priorVersion).rpartition("/")[2]
    assert number(prior) < number(version)
    assert prior in version_files(SETTINGS), "freeze it: see ontology/README.md"
    for predicate in (DCTERMS.creator, DCTERMS.issued, DCTERMS.modified, SKOS.changeNote):
        assert value(NOW, ONTOLOGY, predicate)


@pytest.mark.parametrize("version", version_files(SETTINGS))
def test_a_frozen_file_is_the_version_of_its_name(version: str) -> None:
    assert value(graph(version), ONTOLOGY, OWL.versionInfo) == version
    assert len(terms(graph(version))) > 100


@pytest.mark.parametrize("version", version_files(SETTINGS))
def test_a_removal_is_a_major_version_and_an_addition_a_minor_one(version: str) -> None:
    then, now = number(version), number(ontology_version(SETTINGS))
    removed, added = terms(graph(version)) - terms(NOW), terms(NOW) - terms(graph(version))
    assert not removed or now[0] > then[0]
    deprecated = {q.subject for q in NOW.quads_for_predicate(OWL.deprecated)}
    new = deprecated - {q.subject for q in graph(version).quads_for_predicate(OWL.deprecated)}
    assert not (added or new) or now[:2] > then[:2]


@pytest.mark.parametrize("version", version_files(SETTINGS))
def test_a_term_takes_values_of_another_kind_in_a_major_version_alone(version: str) -> None:
    then, now = number(version), number(ontology_version(SETTINGS))
    kinds = (OWL.DatatypeProperty, OWL.ObjectProperty)
    old, new = [
        {q.subject: q.object for q in quads.quads_for_predicate(RDF.type) if q.object in kinds}
        for quads in (graph(version), NOW)
    ]
    changed = [term for term in old.keys() & new.keys() if old[term] != new[term]]
    assert not changed or now[0] > then[0]


def test_every_term_says_how_settled_it_is_and_since_when_it_is_there() -> None:
    deprecated = {q.subject for q in NOW.quads_for_predicate(OWL.deprecated)}
    for term in terms(NOW):
        status = value(NOW, term, VS.term_status)
        assert status in {"stable", "testing", "archaic"}, term
        assert (status == "archaic") == (term in deprecated), term
        assert value(NOW, term, DCTERMS.issued)


def test_new_terms_have_a_change_note() -> None:
    prior = value(NOW, ONTOLOGY, OWL.priorVersion).rpartition("/")[2]
    version = ontology_version(SETTINGS)
    for term in terms(NOW) - terms(graph(prior)):
        assert value(NOW, term, SKOS.changeNote) == f"{version}: added.", term


def test_the_history_is_about_terms_that_exist() -> None:
    path = SETTINGS.ontology / "history.ttl"
    assert {quad.subject for quad in read_turtle(path, ONTOLOGY, DEFAULT_BASE)} == terms(NOW)


def test_mappings_are_links_of_terms_and_concepts() -> None:
    links = list(NOW.quads_for_predicate(RDFS.seeAlso))
    assert len(links) > 70
    act = Quad(
        urb(DEFAULT_BASE).Act,
        RDFS.seeAlso,
        NamedNode("https://schema.org/Action"),
        NamedNode(f"{DEFAULT_BASE}graph/ontology"),
    )
    assert act in NOW
    assert not [q for q in links if isinstance(q.object, Literal)]
