"""Every term has labels and definitions in seven languages, an example, domain and range."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Dataset, Literal, NamedNode

from loaders.errors import DataError
from loaders.rdf.ontology import ontology_quads
from loaders.settings import DEFAULT_BASE, Settings
from loaders.vocabulary import DCTERMS, OWL, RDF, RDFS, SCHEMA, SKOS, urb

SETTINGS = Settings.from_environment({})
QUADS = ontology_quads(SETTINGS)
GRAPH = Dataset(QUADS)
NAMESPACE = urb(DEFAULT_BASE).iri
LANGUAGES = {"en", "de", "fr", "it", "es", "el", "pl"}
ONTOLOGY = NamedNode(f"{DEFAULT_BASE}ontology")


def declared(kind: NamedNode) -> list[NamedNode]:
    found = {quad.subject for quad in GRAPH.quads_for_object(kind) if quad.predicate == RDF.type}
    own = [iri for iri in found if isinstance(iri, NamedNode) and iri.value.startswith(NAMESPACE)]
    return sorted(own, key=str)


def values(subject: NamedNode, predicate: NamedNode) -> list[object]:
    return [q.object for q in GRAPH.quads_for_subject(subject) if q.predicate == predicate]


def texts(subject: NamedNode, predicate: NamedNode) -> dict[str, str]:
    """Return what a term is called or means, by language."""
    said = values(subject, predicate)
    return {one.language or "": one.value for one in said if isinstance(one, Literal)}


def name(iri: NamedNode) -> str:
    return iri.value.removeprefix(NAMESPACE)


CLASSES, PROPERTIES = declared(OWL.Class), declared(RDF.Property)
TERMS = [*CLASSES, *PROPERTIES]


def test_the_globs_are_not_empty() -> None:
    assert len(CLASSES) > 30
    assert len(PROPERTIES) > 90


@pytest.mark.parametrize("term", TERMS, ids=name)
def test_a_term_is_described(term: NamedNode) -> None:
    (label,) = values(term, RDFS.label)
    assert isinstance(label, Literal)
    assert label.language == "en"
    assert label in values(term, SKOS.prefLabel)
    assert len([*values(term, SKOS.example), *values(term, SKOS.scopeNote)]) == 1
    assert values(term, RDFS.isDefinedBy) == [ONTOLOGY]


@pytest.mark.parametrize("predicate", [SKOS.prefLabel, SKOS.definition], ids=name)
@pytest.mark.parametrize("term", TERMS, ids=name)
def test_a_term_is_described_in_seven_languages(term: NamedNode, predicate: NamedNode) -> None:
    said = texts(term, predicate)
    assert len(values(term, predicate)) == len(LANGUAGES)
    assert said.keys() == LANGUAGES
    assert {text.endswith(".") for text in said.values()} == {predicate == SKOS.definition}


@pytest.mark.parametrize("term", PROPERTIES, ids=name)
def test_a_property_has_domain_and_range(term: NamedNode) -> None:
    assert values(term, RDFS.domain) or values(term, SCHEMA.domainIncludes)
    if not values(term, RDFS.range):
        assert values(term, SCHEMA.rangeIncludes)
    kinds = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
    assert len(kinds & set(values(term, RDF.type))) == 1


def test_own_terms_that_are_used_are_declared() -> None:
    known = set(TERMS)
    used = {
        term
        for quad in QUADS
        for term in (quad.subject, quad.predicate, quad.object)
        if isinstance(term, NamedNode) and term.value.startswith(NAMESPACE)
    }
    assert used <= known


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_labels_do_not_repeat(language: str) -> None:
    for terms in (CLASSES, PROPERTIES):
        labels = Counter(texts(term, SKOS.prefLabel)[language].casefold() for term in terms)
        assert [label for label, times in labels.items() if times > 1] == []


def test_there_are_no_blank_nodes() -> None:
    assert not [q for q in QUADS if BlankNode in {type(q.subject), type(q.object)}]


def test_the_ontology_has_version_licence_and_deprecation_policy() -> None:
    assert values(ONTOLOGY, OWL.versionInfo)
    assert values(ONTOLOGY, DCTERMS.license)
    assert "Deprecation policy" in str(values(ONTOLOGY, SKOS.editorialNote)[0])


def test_a_deprecated_term_keeps_its_reason() -> None:
    for quad in GRAPH.quads_for_predicate(OWL.deprecated):
        assert isinstance(quad.subject, NamedNode)
        assert values(quad.subject, SKOS.historyNote)


def test_superclasses_are_declared_or_of_others() -> None:
    for quad in GRAPH.quads_for_predicate(RDFS.subClassOf):
        assert quad.object in CLASSES or not str(quad.object).startswith(f"<{NAMESPACE}")


def test_alignments_are_about_terms_and_concepts_of_ours() -> None:
    ours = {quad.subject for quad in QUADS if quad.predicate == RDF.type}
    for predicate in (SKOS.closeMatch, SKOS.relatedMatch, SKOS.narrowMatch, SKOS.broadMatch):
        for quad in GRAPH.quads_for_predicate(predicate):
            assert quad.subject in ours, quad


def test_the_base_is_followed_everywhere() -> None:
    base = "http://127.0.0.1:8000/"
    moved = ontology_quads(Settings.from_environment({"URBSOL_BASE": base}))
    assert len(moved) == len(QUADS)
    assert not [quad for quad in moved if DEFAULT_BASE in str(quad)]
    graphs = {str(quad.graph_name).strip("<>") for quad in moved}
    assert {f"{base}graph/ontology", f"{base}graph/concepts/theme"} <= graphs


def test_a_broken_file_is_told_with_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "ontology"
    folder.mkdir()
    (folder / "bad.ttl").write_text("<a> <b> <c> .\n\n<a> <b c> .\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        ontology_quads(Settings.from_environment({"URBSOL_ROOT": str(tmp_path)}))
    assert caught.value.line == 3


def test_graphs_are_named_after_their_files() -> None:
    schemes = {path.stem for path in (SETTINGS.ontology / "schemes").glob("*.ttl")}
    expected = {f"{DEFAULT_BASE}graph/concepts/{scheme}" for scheme in schemes}
    graphs = {str(quad.graph_name).strip("<>") for quad in QUADS}
    assert graphs == expected | {f"{DEFAULT_BASE}graph/ontology"}
