"""A diagram of the main classes and what ties them, drawn from the table below; labels are read."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from endpoint.site.core.state import Release

WIDTH, HEIGHT = 828, 500  # units
BOX = (124, 40)
# Where the main classes stand: column and row.
PLACES = {
    "Country": (0, 0), "Person": (1, 0), "Tenure": (2, 0), "Figure": (3, 0), "Source": (4, 0),
    "City": (0, 1), "Government": (1, 1), "Membership": (2, 1), "Network": (3, 1), "Record": (4, 1),
    "Practice": (0, 2), "Commitment": (1, 2), "Signature": (2, 2), "Charter": (3, 2),
    "Publication": (4, 2),
    "Organisation": (0, 3), "Act": (1, 3), "Event": (2, 3), "Expression": (3, 3), "Claim": (4, 3),
}  # fmt: skip
# What ties neighbours: from, property, to.
TIES = (
    ("City", "urb:country", "Country"), ("City", "urb:government", "Government"),
    ("Membership", "org:member", "Government"), ("Membership", "org:organization", "Network"),
    ("Tenure", "urb:holder", "Person"), ("Network", "urb:hasFigure", "Figure"),
    ("Practice", "urb:place", "City"), ("Practice", "urb:actor", "Organisation"),
    ("Commitment", "urb:committedBy", "Government"), ("Commitment", "urb:declaredIn", "Act"),
    ("Signature", "urb:charter", "Charter"), ("Charter", "urb:hasExpression", "Expression"),
    ("Act", "urb:event", "Event"), ("Record", "dcterms:isPartOf", "Source"),
    ("Record", "dcterms:source", "Publication"), ("Claim", "dcterms:source", "Publication"),
)  # fmt: skip


@dataclass(frozen=True)
class Box:
    """A class of the diagram."""

    x: float
    y: float
    text: str
    href: str


@dataclass(frozen=True)
class Arrow:
    """A tie of the diagram, with its label at the middle; ``said`` is the tie in words."""

    x1: float
    y1: float
    x2: float
    y2: float
    text: str
    said: str

    @property
    def middle(self) -> tuple[float, float]:
        """Return where the label stands."""
        return (self.x1 + self.x2) / 2, (self.y1 + self.y2) / 2


@dataclass(frozen=True)
class Diagram:
    """The main classes and their ties."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def build(release: Release) -> Diagram:
    """Return the diagram with labels in the language spoken."""
    boxes = {
        name: Box(*_corner(name), _label(release, name), url_for("ontology.class_page", name=name))
        for name in PLACES
    }
    return Diagram(
        WIDTH, HEIGHT, tuple(boxes.values()), tuple(_arrow(release, boxes, *tie) for tie in TIES)
    )


def _label(release: Release, name: str) -> str:
    return release.term_label(f"urb:{name}")


def _corner(name: str) -> tuple[float, float]:
    column, row = PLACES[name]
    return 8 + column * 172, 20 + row * 138


def _arrow(release: Release, boxes: dict[str, Box], start: str, name: str, end: str) -> Arrow:
    """Draw an arrow from the edge of one box to the edge of another, beside or below it."""
    one, other = boxes[start], boxes[end]
    wide, high = BOX
    label = release.term_label(name)
    said = f"{one.text} – {label} – {other.text}"
    if one.y == other.y:
        right = other.x > one.x
        x1, x2 = (one.x + wide, other.x) if right else (one.x, other.x + wide)
        return Arrow(x1, one.y + high / 2, x2, other.y + high / 2, label, said)
    below = other.y > one.y
    y1, y2 = (one.y + high, other.y) if below else (one.y, other.y + high)
    return Arrow(one.x + wide / 2, y1, other.x + wide / 2, y2, label, said)
