"""The page of the ontology: classes and properties with everything said of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from flask import url_for
from pyoxigraph import Literal, NamedNode, Quad

from endpoint.site.core.state import Release
from endpoint.site.describe.model import Labels, Term
from endpoint.site.describe.terms import TermView, Viewer, literal, spoken
from endpoint.site.ontology.notes import noted
from endpoint.site.pages.model import Link
from endpoint.site.pages.thing import format_links
from loaders.vocabulary import DCTERMS, OWL, RDF, RDFS, SKOS

SHOWN_ELSEWHERE = {RDF.type, RDFS.label, SKOS.definition, SKOS.example, RDFS.isDefinedBy}


@dataclass(frozen=True)
class TermEntry:
    """One class or property."""

    anchor: str
    iri: str
    label: TermView
    definition: tuple[TermView, ...]
    examples: tuple[str, ...]
    facts: tuple[tuple[str, tuple[TermView, ...]], ...]
    uses: int
    class_href: str | None
    deprecated: bool


@dataclass(frozen=True)
class OntologyPage:
    """The ontology as a whole."""

    title: str
    iri: str
    description: tuple[TermView, ...]
    facts: tuple[tuple[str, tuple[TermView, ...]], ...]
    classes: tuple[TermEntry, ...]
    properties: tuple[TermEntry, ...]
    formats: tuple[Link, ...]


def graph(release: Release) -> NamedNode:
    """Return the named graph of the ontology."""
    return NamedNode(f"{release.info.base}graph/ontology")


def build(release: Release, document: str, quads: Iterable[Quad]) -> OntologyPage:
    """Return the page of the ontology, or of a version of it, from its quads."""
    said: dict[NamedNode, list[tuple[NamedNode, Term]]] = defaultdict(list)
    labels: dict[NamedNode, tuple[Literal, ...]] = {}
    for quad in quads:
        subject, value = cast(NamedNode, quad.subject), cast(Term, quad.object)
        said[subject].append((quad.predicate, value))
        if quad.predicate in (RDFS.label, SKOS.prefLabel) and isinstance(value, Literal):
            labels[subject] = (*labels.get(subject, ()), value)
    viewer = Viewer(release, Labels(labels))
    whole = NamedNode(f"{release.info.base}ontology")
    entries = {
        term: _entry(viewer, term, facts)
        for term, facts in said.items()
        if term.value.startswith(f"{whole.value}#")
    }
    classes = [t for t in entries if (RDF.type, OWL.Class) in said[t]]
    properties = [t for t in entries if t not in classes]
    return OntologyPage(
        title=viewer.thing(whole).text,
        iri=whole.value,
        description=tuple(viewer.view(v) for p, v in said[whole] if p == DCTERMS.description),
        facts=_facts(viewer, said[whole], {DCTERMS.description, DCTERMS.title, RDFS.label}),
        classes=tuple(entries[t] for t in sorted(classes, key=lambda t: t.value)),
        properties=tuple(entries[t] for t in sorted(properties, key=lambda t: t.value)),
        formats=format_links(document),
    )


def _entry(viewer: Viewer, term: NamedNode, said: list[tuple[NamedNode, Term]]) -> TermEntry:
    texts = [v for p, v in said if p == SKOS.definition and isinstance(v, Literal)]
    return TermEntry(
        anchor=term.value.rsplit("#", 1)[-1],
        iri=term.value,
        label=viewer.thing(term),
        definition=tuple(literal(v) for v in spoken(texts)),
        examples=tuple(str(v.value) for p, v in said if p == SKOS.example),
        facts=_facts(viewer, said, SHOWN_ELSEWHERE),
        uses=viewer.release.class_counts.get(term.value, 0),
        class_href=_class_href(term, said),
        deprecated=any(p == OWL.deprecated for p, _ in said),
    )


def _class_href(term: NamedNode, said: list[tuple[NamedNode, Term]]) -> str | None:
    if (RDF.type, OWL.Class) not in said:
        return None
    return url_for("ontology.class_page", name=term.value.rsplit("#", 1)[-1])


def _facts(
    viewer: Viewer, said: list[tuple[NamedNode, Term]], without: set[NamedNode]
) -> tuple[tuple[str, tuple[TermView, ...]], ...]:
    facts: dict[str, list[TermView]] = defaultdict(list)
    for predicate, value in said:
        if predicate not in without:
            name = viewer.release.compact(predicate)
            facts[viewer.release.term_label(name)].append(_shown(viewer, value))
    return tuple((name, tuple(values)) for name, values in sorted(facts.items()))


def _shown(viewer: Viewer, value: Term) -> TermView:
    """Show a value; a note that many terms have is said in the language spoken."""
    note = noted(value) if isinstance(value, Literal) else None
    return viewer.view(value) if note is None else TermView(note)
