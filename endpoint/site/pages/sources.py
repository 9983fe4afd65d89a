"""The list of sources, narrowed by what they tell of, publisher, site, licence; also as CSV."""

from __future__ import annotations

import csv as csv_module
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import cast
from urllib.parse import urlencode

from flask import url_for
from pyoxigraph import Literal, NamedNode

from endpoint.languages.speaking import N_, first_upper
from endpoint.languages.speaking import gettext as _
from endpoint.site.core import links
from endpoint.site.core.problems import RefusedError, unknown
from endpoint.site.core.state import Release
from endpoint.site.describe import gather, records
from endpoint.site.describe.model import Term
from endpoint.site.describe.terms import TermView, Viewer, literal, sort_key, spoken
from endpoint.site.pages.model import Facet, Link, Option
from endpoint.syntax.reading import say
from loaders.kinds import KINDS
from loaders.vocabulary import DCTERMS

LONGEST = 100  # characters of a text looked for
FACETS = {
    "kind": N_("What it tells of"),
    "publisher": N_("Publisher"),
    "site": N_("Read from"),
    "license": N_("Licence"),
}
SORTS = {"": N_("name"), "-records": N_("most records first"), "-read": N_("last read first")}


@dataclass(frozen=True)
class SourceEntry:
    """A source in the list of all; ``keys`` are what it is found by, by facet, with their names."""

    iri: NamedNode
    title: TermView
    description: tuple[TermView, ...]
    publisher: tuple[TermView, ...]
    license: tuple[TermView, ...]
    date_read: tuple[TermView, ...]
    records: int
    kinds: tuple[tuple[str, str, int], ...]
    keys: Mapping[str, Mapping[str, str]]

    @property
    def read(self) -> str:
        """Return the day it was read, as data writes it."""
        return max((one.title for one in self.date_read), default="")

    @property
    def text(self) -> str:
        """Return all its words, without marks and case."""
        every = (self.title, *self.description, *self.publisher)
        return sort_key(" ".join(one.text for one in every))


@dataclass(frozen=True)
class Asked:
    """What narrows the list, and its order."""

    chosen: tuple[tuple[str, str], ...] = ()
    q: str = ""
    sort: str = ""

    @property
    def parameters(self) -> tuple[tuple[str, str], ...]:
        """Return the parameters of the address, without those that say nothing."""
        pairs = (*self.chosen, ("q", self.q), ("sort", self.sort))
        return tuple((name, value) for name, value in pairs if value)

    def without(self, name: str) -> Asked:
        """Return the list with one thing taken out of what narrows it."""
        kept = tuple(one for one in self.chosen if one[0] != name)
        return Asked(kept, "" if name == "q" else self.q, self.sort)


@dataclass(frozen=True)
class SourcesPage:
    """The list of sources as it is narrowed; ``total`` counts all of them."""

    asked: Asked
    total: int
    sources: tuple[SourceEntry, ...]
    facets: tuple[Facet, ...]
    sorts: tuple[Option, ...]
    taken: tuple[Link, ...]
    plain: str
    downloads: tuple[Link, ...]
    query_href: str


def read(given: Mapping[str, str]) -> Asked:
    """Return the list an address names; raise RefusedError for what there cannot be."""
    q, sort = " ".join(given.get("q", "").split()), given.get("sort", "").strip()
    if len(q) > LONGEST:
        raise RefusedError(
            say("%(name)s is too long", name="q"),
            say("look for at most %(most)s characters", most=LONGEST),
        )
    if sort not in SORTS:
        raise unknown("sort", sort, [one for one in SORTS if one])
    chosen = tuple((name, key) for name in FACETS if (key := given.get(name, "").strip()))
    return Asked(chosen, q, sort)


def index(release: Release, asked: Asked, every: Sequence[SourceEntry]) -> SourcesPage:
    """Return the list of sources with their records counted, as it is narrowed."""
    plain = url_for("graphs.sources")
    return SourcesPage(
        asked=asked,
        total=len(every),
        sources=tuple(narrowed(every, asked)),
        facets=tuple(filter(None, (_facet(every, asked, name) for name in FACETS))),
        sorts=tuple(Option(key, _(text), None, key == asked.sort) for key, text in SORTS.items()),
        taken=tuple(_taken(every, asked, plain)),
        plain=plain,
        downloads=(
            Link("CSV", _with(url_for("graphs.sources_as", suffix="csv"), asked), "text/csv"),
        ),
        query_href=links.sparql_href(release.queries.shown("sources")),
    )


def csv(asked: Asked, every: Iterable[SourceEntry]) -> bytes:
    """Return the sources that are shown as a table."""
    out = io.StringIO(newline="")
    writer = csv_module.writer(out)
    writer.writerow(("source", "title", "records", "read", "publisher", "license", "tells_of"))
    for one in narrowed(every, asked):
        told = "; ".join(f"{key} {count}" for key, _text, count in one.kinds)
        who = "; ".join(view.text for view in one.publisher)
        licenses = "; ".join(one.keys["license"])
        writer.writerow((one.iri.value, one.title.text, one.records, one.read, who, licenses, told))
    return out.getvalue().encode()


def narrowed(every: Iterable[SourceEntry], asked: Asked) -> list[SourceEntry]:
    """Return the sources that fit, in the order asked for."""
    words = sort_key(asked.q).split()
    found = [
        one
        for one in every
        if all(key in one.keys[name] for name, key in asked.chosen)
        and all(word in one.text for word in words)
    ]
    if asked.sort == "-records":
        found.sort(key=lambda one: -one.records)
    if asked.sort == "-read":
        found.sort(key=lambda one: one.read, reverse=True)
    return found


def _facet(every: Iterable[SourceEntry], asked: Asked, name: str) -> Facet | None:
    """Return a facet with what fits beside the other choices; None where it would say nothing."""
    chosen = dict(asked.chosen).get(name, "")
    counts: dict[str, int] = {}
    names: dict[str, str] = {}
    for one in narrowed(every, asked.without(name)):
        for key, text in one.keys[name].items():
            counts[key] = counts.get(key, 0) + 1
            names[key] = text
    options = [Option(key, names[key], count, key == chosen) for key, count in counts.items()]
    if len(options) < 2 and not chosen:
        return None
    options.sort(key=lambda one: sort_key(one.text))
    return Facet(name, _(FACETS[name]), tuple(options))


def _taken(every: Iterable[SourceEntry], asked: Asked, plain: str) -> Iterable[Link]:
    names = {name: {k: t for one in every for k, t in one.keys[name].items()} for name in FACETS}
    if asked.q:
        yield Link(f"“{asked.q}”", _with(plain, asked.without("q")))
    for name, key in asked.chosen:
        yield Link(names[name].get(key, key), _with(plain, asked.without(name)))


def _with(path: str, asked: Asked) -> str:
    return f"{path}?{urlencode(asked.parameters)}" if asked.parameters else path


def entries(release: Release) -> list[SourceEntry]:
    """Return all sources by name, in the language spoken."""
    counts = records.counted(release)
    cells = release.once("cells of sources", lambda: gather.cells(release, counts))
    pointed = {v for many in cells.values() for s in many if isinstance(v := s.value, NamedNode)}
    viewer = Viewer(release, gather.labels(release, {*counts, *pointed}))
    told = release.once("told in sources", lambda: _told(release))

    def terms(source: NamedNode, *predicates: NamedNode) -> list[Term]:
        found = {s.value for s in cells.get(source, ()) if s.predicate in predicates}
        return sorted(found, key=str)

    def values(source: NamedNode, predicate: NamedNode) -> tuple[TermView, ...]:
        return tuple(viewer.view(value) for value in terms(source, predicate))

    def entry(source: NamedNode, count: int) -> SourceEntry:
        of = partial(values, source)
        texts = [v for v in terms(source, DCTERMS.description) if isinstance(v, Literal)]
        kinds = told.get(source, ())
        publishers, licenses = of(DCTERMS.publisher), of(DCTERMS.license)
        sites = {links.host(str(one.value)) for one in terms(source, release.urb.website)}
        shown = tuple((key, _(first_upper(text)), number) for key, text, number in kinds)
        return SourceEntry(
            iri=source,
            title=viewer.thing(source),
            description=tuple(literal(one) for one in spoken(texts)),
            publisher=publishers,
            license=licenses,
            date_read=of(release.urb.dateRead),
            records=count,
            kinds=shown,
            keys={
                "kind": {key: text for key, text, _number in shown},
                "publisher": {one.text: one.text for one in publishers},
                "site": {one: one for one in sorted(sites) if one},
                "license": {one.text: one.text for one in licenses},
            },
        )

    found = [entry(source, count) for source, count in counts.items()]
    return sorted(found, key=lambda one: one.title.sort_key)


def _told(release: Release) -> Mapping[NamedNode, tuple[tuple[str, str, int], ...]]:
    """Return of how many things of each kind a source tells, the most first."""
    kinds = {release.expand(one.class_): one for one in KINDS}
    found: dict[NamedNode, list[tuple[str, str, int]]] = {}
    for row in release.queries.select("told-in"):
        kind = kinds.get(cast(NamedNode, row["class"]))
        if kind is not None:
            one = (kind.key, kind.plural, int(row["count"].value))
            found.setdefault(cast(NamedNode, row["source"]), []).append(one)
    return {
        source: tuple(sorted(many, key=lambda one: (-one[2], one[0])))
        for source, many in found.items()
    }
