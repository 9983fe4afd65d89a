"""What is made once of a large release: which lists, names and pictures, step by step.

Of a small release nothing is made ahead: who asks first does not notice it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import cast

from pyoxigraph import NamedNode

from endpoint.languages.known import LANGUAGES, Language
from endpoint.languages.speaking import speaking
from endpoint.site.charts.grown import counted
from endpoint.site.charts.page import pairs
from endpoint.site.core.relations import declared
from endpoint.site.core.state import Release
from endpoint.site.lists.index import Index, index, labels
from endpoint.site.lists.page import whole_map
from endpoint.site.maps.asked import Asked
from endpoint.site.maps.atlas import atlas
from endpoint.site.maps.seen import view
from endpoint.site.pages.graph import recorded
from endpoint.site.pages.sections.works import in_countries
from loaders.kinds import LISTED, PLACES, Kind

MANY = 2000  # things of a kind from which what is shared is made ahead
Step = Callable[[], object]


def steps(release: Release) -> Iterator[Step]:
    """Yield what is to be made of a release, each step at most some seconds of work.

    Nothing is asked of a store elsewhere, which has no table of contents here.
    """
    if not release.kept_here:
        return
    large = [kind for kind in LISTED if _count(release, kind) > MANY]
    if any(kind.key in PLACES for kind in large):
        yield partial(atlas, release)
        yield partial(view, release, Asked())
    if large:
        yield partial(getattr, release, "northwards")
        yield partial(in_countries, release)
        yield partial(counted, release)
        yield partial(pairs, release)
    for kind in large:
        yield from _list(release, kind)
    if large:
        for row in release.queries.select("sources"):
            if int(row["count"].value) > MANY:
                yield partial(recorded, release, cast(NamedNode, row["source"]))


def _count(release: Release, kind: Kind) -> int:
    return release.class_counts.get(release.expand(kind.class_).value, 0)


def _list(release: Release, kind: Kind) -> Iterator[Step]:
    """Yield what the pages of a list share: facets with their counts, names, order and map."""
    yield partial(index, release, kind)
    known = index(release, kind)
    for facet in declared(kind).facets:
        yield partial(known.of, facet)
    for spoken in LANGUAGES:
        yield partial(_in, spoken, known)
    yield partial(labels, release, kind)
    yield partial(getattr, known, "names")


def _in(spoken: Language, known: Index) -> None:
    with speaking(spoken):
        known.ranks()
        whole_map(known)
        for facet in declared(known.kind).facets:
            known.totals(facet)
