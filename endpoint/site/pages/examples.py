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
from endpoint.site.results import snippets
from endpoint.site.results.snippets import Snippet
from endpoint.site.results.table import service_address
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


@dataclass(frozen=True)
class ExamplePage:
    """One example query, to read and to run.

    ``outcome`` is what it gave when the release was built, None where that is not known;
    ``compare`` is the command that computes the hash of the answer.
    """

    example: Example
    previous: Link | None
    next: Link | None
    snippets: tuple[Snippet, ...] = ()
    outcome: Outcome | None = None
    compare: str = ""


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


def one(release: Release, name: str) -> ExamplePage | None:
    """Return the page of one example query, or None when there is none of that name."""
    every = read(release)
    place = next((n for n, example in enumerate(every) if example.name == name), None)
    if place is None:
        return None

    def link(number: int) -> Link | None:
        inside = 0 <= number < len(every)
        return Link(every[number].title, every[number].href) if inside else None

    example, outcome = every[place], outcomes(release).get(name)
    programs = snippets.of(example.text, example.form, service_address())
    hashed = outcome is not None and outcome.sha256
    return ExamplePage(
        example,
        link(place - 1),
        link(place + 1),
        programs,
        outcome,
        f"{programs[0].text} |\n  LC_ALL=C sort | sha256sum" if hashed and programs else "",
    )
