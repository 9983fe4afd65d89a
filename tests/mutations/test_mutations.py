"""Single mistakes put into a small graph stop a build: shapes and checks find them.

All mistakes are examined at once, each in a copy of what is around the thing it is about. What is
found in the copy of the same quads without the mistake does not count.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from loaders.pipeline.checks import read_checks
from loaders.pipeline.statements import Statements
from loaders.rdf.nquads import canonical_lines
from loaders.rdf.ontology import ontology_quads
from loaders.rdf.store import union_line
from loaders.settings import DEFAULT_BASE, Settings
from loaders.validation.shacl import validate_ntriples
from loaders.vocabulary import RDF, SKOS
from tests.mutations.copies import Copier, around
from tests.mutations.mutants import ID, Mutant, Subject
from tests.mutations.sample import CHOSEN, PATH
from tests.mutations.written import written

SETTINGS = Settings.from_environment({})
TAG = re.compile(r"-mutant([0-9]+)z")
KINDS = {
    "cardinality", "contradiction", "dangling", "date order", "direction", "language",
    "personal data", "scheme", "syntax", "type", "unknown term",
}  # fmt: skip
LEAST = 0.95
# Every so many of the generated mistakes is tried: the others are of the same kinds.
STEP = 3
Found = dict[int, set[str]]
"""By the number of a copy, what was found in it, without the number."""

# What nothing finds, and why that is so.
SURVIVORS: dict[str, str] = {}


@pytest.fixture(scope="module")
def model() -> list[Quad]:
    return list(ontology_quads(SETTINGS))


@pytest.fixture(scope="module")
def mutants(model: list[Quad]) -> list[Mutant]:
    quads = list(parse(path=str(PATH), format=RdfFormat.N_QUADS))
    concepts = concepts_of(model)
    described = frozenset(q.subject for q in quads if isinstance(q.subject, NamedNode))
    subjects = {}
    for path in CHOSEN:
        node = NamedNode(ID + path)
        near = tuple(around(quads, node))
        assert near, path
        subjects[path] = Subject(node, near, concepts, described)
    generated = [one for subject in subjects.values() for one in subject.generated()]
    return [*written(subjects), *generated[::STEP]]


def concepts_of(model: Iterable[Quad]) -> frozenset[str]:
    kinds = {SKOS.Concept, SKOS.ConceptScheme, SKOS.Collection}
    found = (q.subject for q in model if q.predicate == RDF.type and q.object in kinds)
    return frozenset(node.value for node in found if isinstance(node, NamedNode))


def copied(mutants: list[Mutant], concepts: frozenset[str]) -> tuple[list[Quad], dict[int, int]]:
    """Return copies with and without each mistake; and which copy is without that of a number."""
    quads, without, number_of = list[Quad](), dict[int, int](), dict[NamedNode, int]()
    for number, mutant in enumerate(mutants):
        whole = len(mutants) + number_of.setdefault(mutant.thing, len(number_of))
        if whole not in without.values():
            quads += Copier(concepts, f"-mutant{whole}z", whole).quads(mutant.before)
        without[number] = whole
        changed = [*(q for q in mutant.before if q not in mutant.removed), *mutant.added]
        quads += Copier(concepts, f"-mutant{number}z", number).quads(changed)
    return quads, without


def examined(quads: list[Quad], model: list[Quad]) -> Found:
    """Return what shapes, checks and the pass over all statements find, by the copy."""
    lines = canonical_lines([*quads, *model])
    union = b"".join(dict.fromkeys(union_line(line) for line in lines))
    found: Found = defaultdict(set)
    report = validate_ntriples(union, SETTINGS.shapes)
    for result in report.violations:
        keep(found, f"{result.source_shape} {result.focus_node} {result.path}")
    for name, *terms in Statements.read(lines, DEFAULT_BASE).findings():
        keep(found, f"{name} {b' '.join(terms).decode()}")
    store = Store()
    store.bulk_load(b"".join(lines), format=RdfFormat.N_QUADS)
    store.bulk_load(union, format=RdfFormat.N_TRIPLES)
    for check in read_checks(SETTINGS.queries, DEFAULT_BASE):
        text = re.sub(r"\nLIMIT [0-9]+\s*$", "", check.text)
        for row in store.query(text):
            keep(found, f"{check.name} {' '.join(map(str, row))}")
    return found


def keep(found: Found, text: str) -> None:
    for number in set(map(int, TAG.findall(text))):
        found[number].add(TAG.sub("", re.sub(r"[0-9]{6,}", "", text)))


@pytest.fixture(scope="module")
def survivors(mutants: list[Mutant], model: list[Quad]) -> list[str]:
    quads, without = copied(mutants, concepts_of(model))
    found = examined(quads, model)
    return [
        mutant.name
        for number, mutant in enumerate(mutants)
        if not found[number] - found[without[number]]
    ]


def test_nearly_every_mistake_stops_a_build(mutants: list[Mutant], survivors: list[str]) -> None:
    assert len(mutants) >= 150
    assert {mutant.kind for mutant in mutants} == KINDS
    score = 1 - len(survivors) / len(mutants)
    by_kind = Counter(name.partition(":")[0] for name in survivors)
    print(f"{len(mutants)} mistakes, {score:.1%} found, left: {dict(by_kind)}")
    assert score >= LEAST, "\n".join(survivors)


def test_every_mistake_that_passes_has_a_reason(survivors: list[str]) -> None:
    assert set(survivors) == set(SURVIVORS)
    assert all(reason.endswith(".") for reason in SURVIVORS.values())


def test_each_mistake_changes_the_graph(mutants: list[Mutant]) -> None:
    for mutant in mutants:
        assert set(mutant.added) - set(mutant.before) or mutant.removed, mutant.name
    names = Counter(mutant.name for mutant in mutants)
    assert not [name for name, count in names.items() if count > 1]


def test_the_sample_is_a_release_without_its_rules() -> None:
    assert Path(PATH).stat().st_size < 700_000
