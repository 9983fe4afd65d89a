"""Every concept has labels in seven languages, notation, definition and mappings that exist."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from loaders.errors import DataError
from loaders.iris import KEY, Iris
from loaders.mapping.role_uses import RoleUses
from loaders.settings import DEFAULT_BASE, Settings
from loaders.vocabulary import DCTERMS, RDF, SKOS

SETTINGS = Settings.from_environment({})
LANGUAGES = {"en", "de", "fr", "it", "es", "el", "pl"}
FILES = sorted((SETTINGS.ontology / "schemes").glob("*.ttl"))
DESIGNED = {
    "theme", "dimension", "ozdemir-type", "ozdemir-ecpr-type", "practice-type",
    "municipal-id-type", "actor-type", "network-type", "charter-type", "publication-type",
    "event-type", "act-type", "place-kind", "role", "status", "tri-state", "commitment-state",
    "demand", "evidence", "claim-status", "measure", "qualifier", "ewsi-theme", "policy-basis",
    "link-meaning", "completeness",
}  # fmt: skip


def read(path: Path) -> list[Quad]:
    return list(parse(path=str(path), format=RdfFormat.TURTLE))


def subjects(quads: list[Quad], kind: NamedNode) -> list[NamedNode]:
    return [
        quad.subject
        for quad in quads
        if quad.predicate == RDF.type
        and quad.object == kind
        and isinstance(quad.subject, NamedNode)
    ]


def values(quads: list[Quad], subject: NamedNode, predicate: NamedNode) -> list[object]:
    return [q.object for q in quads if q.subject == subject and q.predicate == predicate]


def languages(labels: list[object]) -> list[str]:
    return [label.language or "" for label in labels if isinstance(label, Literal)]


MAPPINGS = {
    SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch
}  # fmt: skip
scheme_files = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def test_every_scheme_of_the_design_is_there() -> None:
    assert {path.stem for path in FILES} >= DESIGNED


@scheme_files
def test_a_file_holds_one_scheme_of_its_name(path: Path) -> None:
    quads = read(path)
    (scheme,) = subjects(quads, SKOS.ConceptScheme)
    assert scheme == Iris(DEFAULT_BASE).scheme(path.stem)
    assert sorted(languages(values(quads, scheme, SKOS.prefLabel))) == sorted(LANGUAGES)
    assert values(quads, scheme, SKOS.definition)
    assert values(quads, scheme, SKOS.notation)
    assert not [q for q in quads if BlankNode in {type(q.subject), type(q.object)}]


@scheme_files
def test_every_concept_is_complete(path: Path) -> None:
    quads = read(path)
    (scheme,) = subjects(quads, SKOS.ConceptScheme)
    concepts = subjects(quads, SKOS.Concept)
    assert concepts
    tops = values(quads, scheme, SKOS.hasTopConcept)
    for concept in concepts:
        key = concept.value.removeprefix(f"{scheme.value}/")
        assert KEY.fullmatch(key), concept
        labels = values(quads, concept, SKOS.prefLabel)
        assert sorted(languages(labels)) == sorted(LANGUAGES), concept
        definitions = languages(values(quads, concept, SKOS.definition))
        assert sorted(definitions) == sorted(LANGUAGES), concept
        assert len(values(quads, concept, SKOS.notation)) == 1
        assert values(quads, concept, SKOS.inScheme) == [scheme]
        top = values(quads, concept, SKOS.topConceptOf) == [scheme]
        assert top == (concept in tops)
        assert top != bool(values(quads, concept, SKOS.broader))


@scheme_files
def test_no_label_of_one_language_repeats(path: Path) -> None:
    quads = read(path)
    labels = [
        (quad.object.language, quad.object.value.casefold())
        for quad in quads
        if quad.predicate == SKOS.prefLabel and isinstance(quad.object, Literal)
    ]
    assert [label for label, times in Counter(labels).items() if times > 1] == []


@scheme_files
def test_broader_and_narrower_are_inverse(path: Path) -> None:
    quads = read(path)
    concepts = set(subjects(quads, SKOS.Concept))
    broader = {(q.subject, q.object) for q in quads if q.predicate == SKOS.broader}
    narrower = {(q.object, q.subject) for q in quads if q.predicate == SKOS.narrower}
    assert broader == narrower
    assert {term for pair in broader for term in pair} <= concepts


@scheme_files
def test_notations_are_unambiguous(path: Path) -> None:
    quads = read(path)
    texts = Counter(str(quad.object) for quad in quads if quad.predicate == SKOS.notation)
    assert [text for text, times in texts.items() if times > 1] == []


@scheme_files
def test_strings_of_the_tables_are_no_labels(path: Path) -> None:
    """They stand in data/links/concepts.csv."""
    assert not [quad for quad in read(path) if quad.predicate == SKOS.hiddenLabel]


def test_the_table_of_strings_is_sorted() -> None:
    rows = (SETTINGS.data / "links" / "concepts.csv").read_text("utf-8").splitlines()[1:]
    assert len(rows) > 300
    cells = list(csv.reader(rows))
    assert cells == sorted(cells)


def known_external() -> set[str]:
    sources = SETTINGS.data / "sources"
    tables = [sources / stem / "raw" for stem in ("eurovoc-terms", "sdg-targets")]
    paths = [path for folder in tables for path in folder.glob("*.csv")]
    assert len(paths) == 2
    texts = [path.read_text(encoding="utf-8") for path in paths]
    return {row["uri"] for text in texts for row in csv.DictReader(io.StringIO(text))}


def test_mappings_point_to_known_concepts() -> None:
    known = known_external()
    mapped = [quad for path in FILES for quad in read(path) if quad.predicate in MAPPINGS]
    assert len(mapped) > 100
    assert {str(quad.object).strip("<>") for quad in mapped} <= known
    targets = {str(quad.object).split("/")[2] for quad in mapped}
    assert targets == {"eurovoc.europa.eu", "metadata.un.org"}


def test_schemes_of_others_name_their_source() -> None:
    for stem in ("theme", "dimension", "ozdemir-type", "ozdemir-ecpr-type", "ewsi-theme"):
        (path,) = [path for path in FILES if path.stem == stem]
        quads = read(path)
        assert values(quads, Iris(DEFAULT_BASE).scheme(stem), DCTERMS.source), stem


def test_moving_cities_has_seven_themes() -> None:
    (path,) = [path for path in FILES if path.stem == "theme"]
    assert len(values(read(path), Iris(DEFAULT_BASE).scheme("theme"), SKOS.hasTopConcept)) == 7


@pytest.mark.parametrize("stem", ["practice-type", "network-type", "measure"])
def test_long_schemes_are_trees(stem: str) -> None:
    (path,) = [path for path in FILES if path.stem == stem]
    quads = read(path)
    tops = values(quads, Iris(DEFAULT_BASE).scheme(stem), SKOS.hasTopConcept)
    concepts = subjects(quads, SKOS.Concept)
    assert len(tops) <= 15
    assert len(tops) < len(concepts) / 3


def test_every_role_has_a_use_and_roles_in_acts_a_type() -> None:
    (path,) = [path for path in FILES if path.stem == "role"]
    quads = read(path)
    roles = {concept.value.rpartition("/")[2] for concept in subjects(quads, SKOS.Concept)}
    known = RoleUses.load(SETTINGS.ontology)
    assert set(known.uses) == {
        "membership", "local-group", "act", "signature", "designation", "office"
    }  # fmt: skip
    assert set().union(*known.uses.values()) == roles
    assert set(known.act_types) == known.uses["act"]
    (act_types,) = [path for path in FILES if path.stem == "act-type"]
    types = {one.value.rpartition("/")[2] for one in subjects(read(act_types), SKOS.Concept)}
    assert set(known.act_types.values()) <= types
    for collection in subjects(quads, SKOS.Collection):
        assert sorted(languages(values(quads, collection, SKOS.prefLabel))) == sorted(LANGUAGES)


def test_a_broken_scheme_of_roles_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"the roles cannot be read: .*role\.ttl"):
        RoleUses.load(tmp_path)


WITH_OTHER_NAMES = (
    "act-type", "actor-type", "charter-type", "network-type", "practice-type", "role", "status",
    "theme",
)  # fmt: skip


@pytest.mark.parametrize("stem", WITH_OTHER_NAMES)
def test_what_people_type_leads_to_the_concept_in_every_language(stem: str) -> None:
    (path,) = [path for path in FILES if path.stem == stem]
    quads = read(path)
    for concept in subjects(quads, SKOS.Concept):
        others = languages(values(quads, concept, SKOS.altLabel))
        assert set(others) == LANGUAGES, concept


@pytest.mark.parametrize(
    ("words", "language", "concept"),
    [
        ("Stadtausweis", "de", "practice-type/municipal-id"),
        ("city card", "it", "practice-type/municipal-id"),
        ("Seebrücke-Stadt", "de", "role/declared-safe-harbour"),
        ("Sans-Papiers", "de", "practice-type/irregular-status-action-plan"),
        ("sin papeles", "es", "practice-type/irregular-status-action-plan"),
        ("ayuntamiento", "es", "actor-type/municipality"),
        ("ΜΚΟ", "el", "actor-type/ngo"),
        ("organizacja charytatywna", "pl", "actor-type/welfare-organisation"),
    ],
)
def test_a_name_leads_to_its_concept(words: str, language: str, concept: str) -> None:
    path = SETTINGS.ontology / "schemes" / f"{concept.partition('/')[0]}.ttl"
    iri = NamedNode(f"{DEFAULT_BASE}id/{concept}")
    assert Literal(words, language=language) in values(read(path), iri, SKOS.altLabel)
