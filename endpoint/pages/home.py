"""The home page: what this is, how much there is, and where to begin."""

from __future__ import annotations

from dataclasses import dataclass

from endpoint.locator import Map, draw
from endpoint.pages import dataset, examples
from endpoint.pages.dataset import Count
from endpoint.pages.examples import Example
from endpoint.state import Release

FEATURED = 6


@dataclass(frozen=True)
class HomePage:
    """The home page."""

    counts: tuple[Count, ...]
    sources: int
    quads: int
    version: str
    examples: tuple[Example, ...]
    map: Map | None


def build(release: Release) -> HomePage:
    """Return the home page of a release."""
    made = release.manifest
    marked = {iri.value: point for iri, point in release.points.items()}
    window = {k: v for k, v in marked.items() if 34 < v[0] < 66 and -12 < v[1] < 34}
    caption = f"{len(window)} of {len(marked)} places, those in Europe."
    return HomePage(
        counts=dataset.counts(release, made, main=True),
        sources=len(made.sources),
        quads=made.quads,
        version=made.version,
        examples=examples.index(release).examples[:FEATURED],
        map=draw((), window, "The places of the graph in Europe", caption),
    )
