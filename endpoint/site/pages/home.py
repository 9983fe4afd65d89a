"""The home page: what this is, how much there is, and where to begin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from endpoint.languages.speaking import gettext as _
from endpoint.languages.speaking import language
from endpoint.site.core.state import Release
from endpoint.site.describe import records
from endpoint.site.maps.asked import EUROPE
from endpoint.site.maps.crowd import Crowd
from endpoint.site.maps.locator import Map, draw
from endpoint.site.maps.picture import window
from endpoint.site.pages import dataset
from endpoint.site.pages.dataset import Count
from endpoint.site.pages.model import Link

SIZE = (560, 470)
QUESTIONS = (
    "networks-of-a-city", "members-on-a-day", "practices-of-a-type", "did-a-city-sign",
    "practices-of-a-country", "what-happened-in-a-year",
)  # fmt: skip


@dataclass(frozen=True)
class HomePage:
    """The home page."""

    counts: tuple[Count, ...]
    sources: int
    quads: int
    version: str
    questions: tuple[Link, ...]
    map: Map | None


def build(release: Release, questions: Iterable[Link]) -> HomePage:
    """Return the home page of a release with some questions."""
    return HomePage(
        counts=dataset.counts(release, release.class_counts, main=True),
        sources=len(records.counted(release)),
        quads=release.info.quads,
        version=release.info.version,
        questions=tuple(questions),
        map=release.once(f"map of home {language().code}", lambda: _map(release)),
    )


def _map(release: Release) -> Map | None:
    """Draw the places in Europe; done once a language."""
    frame = window(EUROPE, (), SIZE)
    marked = {iri.value: point for iri, point in release.points.items()}
    inside = {name: point for name, point in marked.items() if frame.holds(frame.place(*point))}
    caption = _(
        "%(number)s of %(all)s places, those in Europe.", number=len(inside), all=len(marked)
    )
    return draw(Crowd(), inside, _("The places of the graph in Europe"), caption, frame)
