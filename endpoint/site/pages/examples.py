"""The pages of the example queries, which are part of the graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from flask import url_for
from pyoxigraph import Literal, NamedNode

from endpoint.languages.speaking import language
from endpoint.site.core.state import Release
from endpoint.site.core.wording import tag_heading
from endpoint.site.describe.terms import TermView, spoken
from endpoint.site.pages.model import Link
from loaders.rdf import queryrun
from loaders.rdf.queryrun import Outcome
from loaders.vocabulary import DCTERMS, RDFS, SCHEMA, SH, SKOS

FORMS = (SH.select, SH.construct, SH.ask, SH.describe)


@dataclass(frozen=True)
class Example:
    """One example query; title and description say their language where it is not the page's."""

    name: str
    href: str
    iri: str
    title: TermView
    description: TermView
    tags: tuple[str, ...]
    text: str
    form: str = "SELECT"

    @property
    def tagged(self) -> tuple[Link, ...]:
        """Return its tags in words, each leading to the examples that have it."""
        return tuple(map(_tag, self.tags))


@dataclass(frozen=True)
class ExamplesPage:
    """The example queries, all or those with one tag; ``broken`` are those that give nothing.

    Each of ``tags`` says whether it is the one that narrows the list.
    """

    examples: tuple[Example, ...]
    tags: tuple[tuple[Link, bool], ...]
    tag: str
    broken: tuple[Example, ...] = ()


def read(release: Release) -> tuple[Example, ...]:
    """Return all example queries by title."""
    said: dict[NamedNode, dict[NamedNode, list[Literal]]] = defaultdict(lambda: defaultdict(list))
    for row in release.queries.select("examples"):
        query, predicate = cast(NamedNode, row["query"]), cast(NamedNode, row["property"])
        said[query][predicate].append(cast(Literal, row["value"]))
    examples = []
    for query, facts in said.items():
        name = query.value.rsplit("/", 1)[-1]
        term = next((form for form in FORMS if facts[form]), SH.select)
        text = next((one.value for one in facts[term]), "")
        examples.append(
            Example(
                name=name,
                href=url_for("queries.query", name=name),
                iri=query.value,
                title=_said(facts[SKOS.prefLabel] or facts[RDFS.label], name),
                description=_said(facts[DCTERMS.description], ""),
                tags=tuple(sorted(one.value for one in facts[SCHEMA.keywords])),
                text=text.strip(),
                form=term.value.rpartition("#")[2].upper(),
            )
        )
    return tuple(sorted(examples, key=lambda example: example.title.sort_key))


def _said(texts: Sequence[Literal], otherwise: str) -> TermView:
    """Return a text in the language spoken, else in English, which it then names."""
    best = next(iter(spoken(texts)), Literal(otherwise))
    other = best.language not in (language().code, None)
    return TermView(best.value, lang=best.language if other else None)


def _tag(key: str) -> Link:
    return Link(tag_heading(key), url_for("queries.index", tag=key))


def index(release: Release, tag: str = "") -> ExamplesPage:
    """Return the list of example queries, narrowed to a tag when one is given."""
    every = read(release)
    tags = sorted({one for example in every for one in example.tags})
    shown = tuple(one for one in every if not tag or tag in one.tags)
    links = tuple((_tag(one), one == tag) for one in tags)
    known = outcomes(release)
    broken = tuple(one for one in shown if one.name in known and known[one.name].broken)
    return ExamplesPage(shown, links, tag, broken)


def outcomes(release: Release) -> Mapping[str, Outcome]:
    """Return what each example gave when the release was built; nothing where that is not known."""
    return queryrun.read(release.folder / "reports" / queryrun.NAME) if release.kept_here else {}
