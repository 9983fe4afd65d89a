"""The pages of the example queries, which are part of the graph."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import cast

from flask import url_for
from pyoxigraph import NamedNode

from endpoint.site.core.state import Release
from endpoint.site.pages.model import Link
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


@dataclass(frozen=True)
class ExamplesPage:
    """The example queries, all or those with one tag."""

    examples: tuple[Example, ...]
    tags: tuple[Link, ...]
    tag: str


@dataclass(frozen=True)
class ExamplePage:
    """One example query, to read and to run."""

    example: Example
    previous: Link | None
    next: Link | None


def read(release: Release) -> tuple[Example, ...]:
    """Return all example queries by title."""
    said: dict[NamedNode, dict[NamedNode, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in release.queries.select("examples"):
        query, predicate = cast(NamedNode, row["query"]), cast(NamedNode, row["property"])
        said[query][predicate].append(row["value"].value)
    examples = []
    for query, facts in said.items():
        name = query.value.rsplit("/", 1)[-1]
        text = next((facts[form][0] for form in FORMS if facts[form]), "")
        examples.append(
            Example(
                name=name,
                href=url_for("queries.query", name=name),
                iri=query.value,
                title=next(iter(facts[RDFS.label]), name),
                description=next(iter(facts[DCTERMS.description]), ""),
                tags=tuple(sorted(facts[SCHEMA.keywords])),
                text=text.strip(),
            )
        )
    return tuple(sorted(examples, key=lambda example: example.title.casefold()))


def index(release: Release, tag: str = "") -> ExamplesPage:
    """Return the list of example queries, narrowed to a tag when one is given."""
    every = read(release)
    tags = sorted({one for example in every for one in example.tags})
    shown = tuple(one for one in every if not tag or tag in one.tags)
    links = tuple(Link(one, url_for("queries.index", tag=one)) for one in tags)
    return ExamplesPage(shown, links, tag)


def one(release: Release, name: str) -> ExamplePage | None:
    """Return the page of one example query, or None when there is none of that name."""
    every = read(release)
    place = next((n for n, example in enumerate(every) if example.name == name), None)
    if place is None:
        return None

    def link(number: int) -> Link | None:
        inside = 0 <= number < len(every)
        return Link(every[number].title, every[number].href) if inside else None

    return ExamplePage(every[place], link(place - 1), link(place + 1))
