"""What stands on a card: a title, a sentence, a picture of where, and where it leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import url_for
from pyoxigraph import NamedNode

from endpoint.languages.speaking import gettext as _
from endpoint.site.core.state import Release
from endpoint.site.describe.describe import describe
from endpoint.site.describe.terms import Viewer
from endpoint.site.maps.asked import KEYED, Asked
from endpoint.site.maps.atlas import Choice, atlas
from endpoint.site.maps.clusters import CLUSTERED
from endpoint.site.maps.crowd import crowd
from endpoint.site.maps.locator import SMALLEST
from endpoint.site.maps.outlines import STILL, Outlines, outlines
from endpoint.site.maps.picture import RADII, around
from endpoint.site.maps.projection import Frame, Point
from endpoint.site.maps.seen import View, view
from endpoint.site.pages.atlas.wording import heading, sentences
from endpoint.site.sentences import gather

SIZE = (1200, 630)  # what previews of links are made for
PICTURE = (680, 630)
PLACES = ("city", "place")
LINE, LINES = 38, 9  # letters in a line of the sentence, and how many lines there are room for
COVERED = 3  # units within which of very many dots one covers the others
TITLE_LINE, TITLE_LINES = 18, 4


@dataclass(frozen=True)
class Spot:
    """A dot of the picture, right and down in its units, with its radius and class."""

    x: float
    y: float
    radius: float
    step: int


@dataclass(frozen=True)
class Card:
    """A card; ``title_lines`` and ``lines`` are the texts as far as there is room for them."""

    title: str
    sentence: str
    href: str
    frame: Frame
    outlines: Outlines
    spots: tuple[Spot, ...]
    title_lines: tuple[str, ...]
    lines: tuple[str, ...]
    credit: str


def of_thing(
    release: Release, kind: str, iri: NamedNode, caps: tuple[int, int, int]
) -> Card | None:
    """Return the card of a place, network or charter; None when nothing is said of it."""
    description = describe(release, iri, *caps)
    if description is None:
        return None
    title = Viewer(release, description.labels).thing(iri).text
    sentence = gather.of(release, description)
    key = iri.value.rsplit("/", 1)[-1]
    href = url_for("things.document", kind=kind, key=key, _external=True)
    if kind in PLACES:
        frame, spots = _around(release, iri)
    elif key in atlas(release).kinds.get(KEYED[kind][0], ()):
        frame, spots = _seen(release, Asked(**{kind: key}))
    else:
        frame, spots = _seen(release, None)
    return made(title, sentence, href, frame, spots)


def of_map(release: Release, asked: Asked) -> Card:
    """Return the card of a view of the map."""
    seen = view(release, asked, PICTURE)
    frame, spots = _spots(seen)
    href = url_for("maps.index", _external=True, **asked.parameters)
    return made(heading(seen.atlas, asked), " ".join(sentences(seen)), href, frame, spots)


def made(title: str, sentence: str, href: str, frame: Frame, spots: tuple[Spot, ...]) -> Card:
    """Return a card with its texts broken into lines."""
    return Card(
        title,
        sentence,
        href,
        frame,
        outlines(frame, STILL),
        spots,
        wrapped(title, TITLE_LINE, TITLE_LINES),
        wrapped(sentence, LINE, LINES),
        _("Urban Solidarity Graph, CC BY 4.0. Outlines: Natural Earth."),
    )


def _around(release: Release, iri: NamedNode) -> tuple[Frame, tuple[Spot, ...]]:
    point = release.points.get(iri)
    if point is None:
        return _seen(release, None)
    frame = around([point], PICTURE, SMALLEST)
    others = (Spot(x, y, 3.5, 0) for x, y in sorted(crowd(release).spots(frame)))
    x, y = frame.place(*point)
    return frame, (*others, Spot(round(x, 1), round(y, 1), 13.0, 4))


def _seen(release: Release, asked: Asked | None) -> tuple[Frame, tuple[Spot, ...]]:
    """Return the picture of a view; of None the empty one of Europe."""
    seen = view(release, asked or Asked(), PICTURE)
    return (seen.picture.frame, ()) if asked is None else _spots(seen)


def _spots(seen: View) -> tuple[Frame, tuple[Spot, ...]]:
    """Return a window that holds all places of a view, and their spots in it."""
    asked, picture = seen.asked, seen.picture
    mapped = seen.chosen.mapped
    points = dict.fromkeys(one.place.point for one in mapped if one.place.point)
    whole = not asked.area and points and picture.outside
    frame = around(list(points), PICTURE, SMALLEST) if whole else picture.frame
    where = frame.shown(sorted(points)) if whole else picture.spots
    largest = sorted(_apart(mapped, where), key=lambda one: -one[1])
    return frame, tuple(Spot(x, y, 1.6 * RADII[step], step) for (x, y), step in largest)


def _apart(
    choices: Iterable[Choice], where: Mapping[Point, tuple[float, float]]
) -> Iterable[tuple[tuple[float, float], int]]:
    """Return the spots of places with their classes; of very many those that no other covers."""
    found = [
        (where[point], one.step) for one in choices if (point := one.place.point) and point in where
    ]
    if len(found) <= CLUSTERED:
        return found
    squares: dict[tuple[float, float], tuple[tuple[float, float], int]] = {}
    for spot, step in found:
        square = (spot[0] // COVERED, spot[1] // COVERED)
        if square not in squares or squares[square][1] <= step:
            squares[square] = (spot, step)
    return squares.values()


def wrapped(text: str, width: int, most: int) -> tuple[str, ...]:
    """Return a text in lines of at most some letters, cut with an ellipsis after the last."""
    lines: list[str] = []
    for word in text[: width * (most + 2)].split():
        piece = word if len(word) <= width else f"{word[: width - 1]}…"
        if lines and len(lines[-1]) + 1 + len(piece) <= width:
            lines[-1] += f" {piece}"
        else:
            lines.append(piece)
    if len(lines) > most:
        return (*lines[: most - 1], f"{lines[most - 1][: width - 1]}…")
    return tuple(lines)
