"""The pages of concept schemes: concepts as a tree, with their names in all languages."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import cast

from pyoxigraph import Literal, NamedNode

from endpoint.languages.known import CODES
from endpoint.languages.speaking import language
from endpoint.site.core.state import Release
from endpoint.site.core.wording import ELSEWHERE
from endpoint.site.describe import gather
from endpoint.site.describe.model import Labels, Statement, Term
from endpoint.site.describe.terms import TermView, Viewer, literal, sort_key, spoken
from endpoint.site.pages.model import Link
from endpoint.site.pages.thing import format_links
from loaders.vocabulary import DCTERMS, RDFS, SKOS

LABELLING = (SKOS.prefLabel, RDFS.label)
MEANING = (SKOS.definition, DCTERMS.description, SKOS.scopeNote)


@dataclass(frozen=True)
class Concept:
    """One concept: its place in the tree, names by language, meaning and matches elsewhere."""

    anchor: str
    iri: str
    depth: int
    title: TermView
    notation: str
    names: tuple[TermView, ...]
    definition: tuple[TermView, ...]
    matches: tuple[tuple[str, TermView], ...]
    broader: tuple[TermView, ...]


@dataclass(frozen=True)
class SchemePage:
    """One concept scheme."""

    title: TermView
    iri: str
    definition: tuple[TermView, ...]
    concepts: tuple[Concept, ...]
    formats: tuple[Link, ...]


@dataclass(frozen=True)
class SchemeEntry:
    """A scheme in the list of all."""

    title: TermView
    definition: tuple[TermView, ...]
    count: int


@dataclass(frozen=True)
class SchemesPage:
    """The list of all schemes."""

    schemes: tuple[SchemeEntry, ...]


def index(release: Release) -> SchemesPage:
    """Return the list of all concept schemes by label."""
    rows = release.queries.select("schemes")
    counts = {cast(NamedNode, row["scheme"]): int(row["count"].value) for row in rows}
    viewer = Viewer(release, gather.labels(release, counts))
    cells = gather.cells(release, counts)
    entries = [
        SchemeEntry(viewer.thing(iri), _texts(cells.get(iri, ())), count)
        for iri, count in counts.items()
    ]
    return SchemesPage(tuple(sorted(entries, key=lambda entry: entry.title.sort_key)))


def build(release: Release, iri: NamedNode, document: str) -> SchemePage:
    """Return the page of one scheme."""
    own, _ = gather.statements(release, iri, 10_000)
    found = _concepts(release, iri)
    labels = {subject: _labels(many) for subject, many in found.items()}
    viewer = Viewer(release, Labels({**labels, iri: _labels(list(own))}))
    concepts = [_concept(viewer, one, depth, found[one]) for one, depth in _tree(found, viewer)]
    return SchemePage(
        title=viewer.thing(iri),
        iri=iri.value,
        definition=_texts(own),
        concepts=tuple(concepts),
        formats=format_links(document),
    )


def _concepts(release: Release, scheme: NamedNode) -> dict[NamedNode, list[Statement]]:
    """Return what the page shows of the concepts of a scheme, without where it is said."""
    shown = {*LABELLING, *MEANING, SKOS.broader, SKOS.notation, *map(release.expand, ELSEWHERE)}
    named = gather.named(shown)
    found: dict[NamedNode, list[Statement]] = defaultdict(list)
    for row in release.queries.select("concepts-shown", scheme=[scheme], properties=named):
        subject, predicate = cast(NamedNode, row["subject"]), cast(NamedNode, row["property"])
        found[subject].append(Statement(subject, predicate, row["value"], ()))
    return found


def _tree(found: dict[NamedNode, list[Statement]], viewer: Viewer) -> list[tuple[NamedNode, int]]:
    """Return the concepts in reading order with their depth below the top."""
    below: dict[NamedNode | None, list[NamedNode]] = defaultdict(list)
    for concept, statements in found.items():
        broader = [s.value for s in statements if s.predicate == SKOS.broader]
        parent = next((b for b in broader if isinstance(b, NamedNode) and b in found), None)
        below[parent].append(concept)
    order: list[tuple[NamedNode, int]] = []
    seen: set[NamedNode] = set()

    def walk(parent: NamedNode | None, depth: int) -> None:
        for concept in sorted(below[parent], key=lambda c: sort_key(viewer.thing(c).text)):
            if concept not in seen:
                seen.add(concept)
                order.append((concept, depth))
                walk(concept, depth + 1)

    walk(None, 0)
    return order + [(concept, 0) for concept in found if concept not in seen]


def _concept(
    viewer: Viewer, concept: NamedNode, depth: int, statements: list[Statement]
) -> Concept:
    def values(predicate: NamedNode) -> list[Term]:
        return [s.value for s in statements if s.predicate == predicate]

    matches = [
        (viewer.release.term_label(name), viewer.view(s.value))
        for s in statements
        if (name := viewer.release.compact(s.predicate)) in ELSEWHERE
    ]
    names = [v for v in values(SKOS.prefLabel) if isinstance(v, Literal)]
    names.sort(key=lambda v: CODES.index(v.language) if v.language in CODES else len(CODES))
    return Concept(
        anchor=concept.value.rsplit("/", 1)[-1],
        iri=concept.value,
        depth=min(depth, 4),
        title=viewer.thing(concept),
        notation=next((str(v.value) for v in values(SKOS.notation)), ""),
        names=tuple(literal(v) for v in names if v.language != language().code),
        definition=_texts(statements),
        matches=tuple(matches),
        broader=tuple(viewer.view(v) for v in values(SKOS.broader)),
    )


def _labels(statements: list[Statement]) -> tuple[Literal, ...]:
    found = {s.value for s in statements if s.predicate in LABELLING}
    return tuple(sorted((v for v in found if isinstance(v, Literal)), key=str))


def _texts(statements: tuple[Statement, ...] | list[Statement]) -> tuple[TermView, ...]:
    values = {s.value for s in statements if s.predicate in MEANING}
    found = [v for v in values if isinstance(v, Literal)]
    return tuple(literal(v) for v in sorted(spoken(found), key=str))
