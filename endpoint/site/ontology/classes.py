"""The page of a class: the properties its things have, how often, what shapes ask, an example."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from flask import url_for
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from endpoint.site.core import links
from endpoint.site.core.state import Release
from endpoint.site.describe import gather
from endpoint.site.describe.terms import TermView, Viewer, literal, spoken
from endpoint.sparql.backend import Row
from loaders.vocabulary import OWL, RDF, RDFS, SKOS, Namespace

SH = Namespace("http://www.w3.org/ns/shacl#")
LOOKED_AT = 1000  # things of a class that are looked at, as in class-profile.rq


@dataclass(frozen=True)
class Used:
    """A property of a class: on how many of its things, how many values each has, an example.

    ``own`` tells that it is of this ontology, ``demanded`` that a shape asks for it.
    """

    property: TermView
    compact: str
    own: bool
    things: int
    least: int
    most: int
    demanded: bool
    example: TermView


@dataclass(frozen=True)
class ClassPage:
    """One class with the properties in use."""

    name: str
    label: TermView
    definition: tuple[TermView, ...]
    above: tuple[TermView, ...]
    below: tuple[TermView, ...]
    count: int
    looked_at: int
    example: TermView | None
    used: tuple[Used, ...]
    unused: tuple[TermView, ...]
    term_href: str


def build(release: Release, name: str, quads: Sequence[Quad]) -> ClassPage | None:
    """Return the page of a class of the ontology; None when it has none of that name."""
    class_ = NamedNode(f"{release.info.base}ontology#{name}")
    said: dict[NamedNode, list[object]] = defaultdict(list)
    for quad in quads:
        if quad.subject == class_:
            said[quad.predicate].append(quad.object)
    if OWL.Class not in said[RDF.type]:
        return None
    rows = profile(release, class_)
    looked_at = max((int(row["things"].value) for row in rows), default=0)
    count = release.class_counts.get(class_.value, looked_at)
    above = _above(quads, class_)
    demanded = _demanded(release, above)
    examples = [cast(NamedNode, row["example"]) for row in rows]
    viewer = Viewer(release, gather.labels(release, set(examples)))
    used = [_used(viewer, row, looked_at, demanded) for row in rows]
    texts = [one for one in said[SKOS.definition] if isinstance(one, Literal)]
    names = {one.compact for one in used}
    return ClassPage(
        name=name,
        label=TermView(release.term_label(f"urb:{name}")),
        definition=tuple(literal(one) for one in spoken(texts)),
        above=tuple(_class(release, one) for one in above if one != class_),
        below=tuple(_class(release, one) for one in _below(quads, class_)),
        count=count,
        looked_at=looked_at,
        example=next((one.example for one in used if one.compact == "rdf:type"), None),
        used=tuple(sorted(used, key=lambda one: (-one.things, one.compact))),
        unused=tuple(_unused(release, quads, above, names)),
        term_href=f"{url_for('ontology.document')}#{name}",
    )


def profile(release: Release, class_: NamedNode) -> tuple[Row, ...]:
    """Return the properties in use, read once for a class of a release."""
    return release.once(f"profile {class_.value}", lambda: _profile(release, class_))


def _profile(release: Release, class_: NamedNode) -> tuple[Row, ...]:
    rows = release.queries.select("class-profile", type=[class_])
    return tuple(row for row in rows if "property" in row)


def demands(release: Release) -> Mapping[str, frozenset[str]]:
    """Return the properties that a shape asks at least one value of, by class; read once."""
    return release.once("demands", lambda: _demands(_shapes(release)))


def _shapes(release: Release) -> list[Quad]:
    path = release.folder / "dumps" / "shapes.ttl"
    return list(parse(path.read_bytes(), format=RdfFormat.TURTLE)) if path.is_file() else []


def _demands(quads: Iterable[Quad]) -> dict[str, frozenset[str]]:
    said: dict[object, dict[str, list[object]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        said[quad.subject][quad.predicate.value].append(quad.object)
    found: dict[str, set[str]] = defaultdict(set)
    for shape in said.values():
        least = [str(getattr(one, "value", "")) for one in shape[SH.minCount.value]]
        for class_ in shape[SH.targetClass.value] if any(n != "0" for n in least) else ():
            paths = shape[SH.path.value]
            found[str(getattr(class_, "value", ""))] |= {
                one.value for one in paths if isinstance(one, NamedNode)
            }
    return {class_: frozenset(many) for class_, many in found.items()}


def _demanded(release: Release, classes: Iterable[NamedNode]) -> set[str]:
    known = demands(release)
    return {iri for one in classes for iri in known.get(one.value, ())}


def _above(quads: Sequence[Quad], class_: NamedNode) -> list[NamedNode]:
    """Return a class and all classes of the ontology above it, nearest first."""
    above: dict[object, list[NamedNode]] = defaultdict(list)
    start = class_.value.partition("#")[0] + "#"
    for quad in quads:
        value = quad.object
        if quad.predicate == RDFS.subClassOf and isinstance(value, NamedNode):
            above[quad.subject] += [value] if value.value.startswith(start) else []
    found = [class_]
    for one in found:
        found += [other for other in above[one] if other not in found]
    return found


def _below(quads: Iterable[Quad], class_: NamedNode) -> list[NamedNode]:
    found = {
        cast(NamedNode, quad.subject)
        for quad in quads
        if quad.predicate == RDFS.subClassOf and quad.object == class_
    }
    return sorted(found, key=str)


def _class(release: Release, class_: NamedNode) -> TermView:
    name = class_.value.rsplit("#", 1)[-1]
    return TermView(release.term_label(f"urb:{name}"), url_for("ontology.class_page", name=name))


def _used(viewer: Viewer, row: Row, looked_at: int, demanded: set[str]) -> Used:
    iri = cast(NamedNode, row["property"])
    release = viewer.release
    compact = release.compact(iri)
    own = iri.value.startswith(f"{release.info.base}ontology#")
    things = int(row["things"].value)
    return Used(
        TermView(release.term_label(compact), _property_href(release, iri, own=own)),
        compact,
        own,
        things,
        1 if things == looked_at else 0,
        int(row["most"].value),
        iri.value in demanded,
        viewer.thing(cast(NamedNode, row["example"])),
    )


def _property_href(release: Release, iri: NamedNode, *, own: bool) -> str | None:
    if own:
        return f"{url_for('ontology.document')}#{iri.value.rsplit('#', 1)[-1]}"
    return links.href(iri.value, release.info.base)


def _unused(
    release: Release, quads: Iterable[Quad], classes: Sequence[NamedNode], used: set[str]
) -> Iterable[TermView]:
    """Return the properties meant for a class that none of its things has in this release."""
    found = {
        cast(NamedNode, quad.subject)
        for quad in quads
        if quad.predicate.value.endswith(("/domainIncludes", "#domain")) and quad.object in classes
    }
    for iri in sorted(found, key=str):
        if release.compact(iri) not in used:
            yield TermView(
                release.term_label(release.compact(iri)), _property_href(release, iri, own=True)
            )
