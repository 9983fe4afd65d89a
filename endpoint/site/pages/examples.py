"""The pages of the example queries, which are part of the graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from flask import url_for
from pyoxigraph import NamedNode

from endpoint.site.core.state import Release
from endpoint.site.pages.model import Link
from loaders.rdf import queryrun
from loaders.rdf.queryrun import Outcome
from loaders.vocabulary import DCTERMS, RDFS, SCHEMA, SH

FORMS = (SH.select, SH.construct, SH.ask, SH.describe)


@dataclass(frozen=True)
class Example:
    """One example query."""

    name: str
    href: str
    iri: str
    title: str
    description: str
    tags: tuple[str, ...]
    text: str
    form: str = "SELECT"


@dataclass(frozen=True)
class ExamplesPage:
    """The example queries, all or those with one tag; ``broken`` are those that give nothing."""

    examples: tuple[Example, ...]
    tags: tuple[Link, ...]
    tag: str
    broken: tuple[Link, ...] = ()


def read(release: Release) -> tuple[Example, ...]:
    """Return all example queries by title."""
    said: dict[NamedNode, dict[NamedNode, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in release.queries.select("examples"):
        query, predicate = cast(NamedNode, row["query"]), cast(NamedNode, row["property"])
        said[query][predicate].append(row["value"].value)
    examples = []
    for query, facts in said.items():
        name = query.value.rsplit("/", 1)[-1]
        term = next((form for form in FORMS if facts[form]), SH.select)
        text = next(iter(facts[term]), "")
        examples.append(
            Example(
                name=name,
                href=url_for("queries.query", name=name),
                iri=query.value,
                title=next(iter(facts[RDFS.label]), name),
                description=next(iter(facts[DCTERMS.description]), ""),
                tags=tuple(sorted(facts[SCHEMA.keywords])),
                text=text.strip(),
                form=term.value.rpartition("#")[2].upper(),
            )
        )
    return tuple(sorted(examples, key=lambda example: example.title.casefold()))


def index(release: Release, tag: str = "") -> ExamplesPage:
    """Return the list of example queries, narrowed to a tag when one is given."""
    every = read(release)
    tags = sorted({one for example in every for one in example.tags})
    shown = tuple(one for one in every if not tag or tag in one.tags)
    links = tuple(Link(one, url_for("queries.index", tag=one)) for one in tags)
    known = outcomes(release)
    broken = tuple(
        Link(one.title, one.href) for one in shown if one.name in known and known[one.name].broken
    )
    return ExamplesPage(shown, links, tag, broken)


def outcomes(release: Release) -> Mapping[str, Outcome]:
    """Return what each example gave when the release was built; nothing where that is not known."""
    return queryrun.read(release.folder / "reports" / queryrun.NAME) if release.kept_here else {}
