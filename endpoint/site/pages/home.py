"""The home page: what this is, how much there is, and where to begin."""

from __future__ import annotations

from dataclasses import dataclass

from endpoint.languages.speaking import gettext as _
from endpoint.site.core.state import Release
from endpoint.site.maps.asked import EUROPE
from endpoint.site.maps.locator import Map, draw
from endpoint.site.maps.picture import window
from endpoint.site.pages import dataset, examples
from endpoint.site.pages.dataset import Count
from endpoint.site.pages.examples import Example

SIZE = (560, 470)
FEATURED = (
    "cities-with-most-networks", "municipal-id-cards", "practices-by-theme", "nearest-cities",
    "memberships-on-a-day", "disagreements",
)  # fmt: skip


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
    frame = window(EUROPE, (), SIZE)
    marked = {iri.value: point for iri, point in release.points.items()}
    inside = {name: point for name, point in marked.items() if frame.holds(frame.place(*point))}
    caption = _(
        "%(number)s of %(all)s places, those in Europe.", number=len(inside), all=len(marked)
    )
    return HomePage(
        counts=dataset.counts(release, release.class_counts, main=True),
        sources=len(release.queries.select("sources")),
        quads=release.info.quads,
        version=release.info.version,
        examples=_featured(examples.read(release)),
        map=draw((), inside, _("The places of the graph in Europe"), caption, frame),
    )


def _featured(every: tuple[Example, ...]) -> tuple[Example, ...]:
    """Return the examples chosen for the home page, or the first ones when they are not there."""
    chosen = [one for name in FEATURED for one in every if one.name == name]
    return tuple(chosen or every[: len(FEATURED)])
