"""Which shapes of queries have proved to be quick, as far as one process has seen."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Set
from dataclasses import dataclass

from endpoint.quick.shapes import bounded, harmless, shape_of
from endpoint.quick.standing import Standing, number_of
from endpoint.workers.frames import Task

# So often a shape must have been quick in workers, so quick in seconds, its answer so short in
# bytes. A shape that was not begins anew, and must be quick more often.
PROOFS, QUICK, SHORT = 3, 0.01, 1 << 18
SLIPPED = 30
MOST_SHAPES = 1024
# What is written in Python keeps others from their turn: workers write it.
SLOWLY_WRITTEN = frozenset({"application/ld+json", "application/rdf+xml"})


@dataclass(slots=True)
class Shape:
    """What is known of a shape: how many proofs it lacks; it never has enough when it may harm.

    One that is ``bounded`` takes no longer than it takes to write its answer.
    """

    number: int
    lacks: float
    bounded: bool = False


class Privileges:
    """Who is answered by a thread of this process."""

    def __init__(self, standing: Standing, known: Set[str]) -> None:
        """Take the IRIs that stay in a shape."""
        self._standing = standing
        self._known = known
        self._shapes: OrderedDict[str, Shape] = OrderedDict()

    def of(self, task: Task) -> Shape | None:
        """Return what is known of the shape of a query, None when it has none."""
        if task.default_graphs or task.named_graphs or task.media_type in SLOWLY_WRITTEN:
            return None
        name = shape_of(task.text, self._known)
        if not name:
            return None
        found = self._shapes.get(name)
        if found is None:
            lacks = float(PROOFS) if harmless(name) else float("inf")
            found = self._shapes[name] = Shape(number_of(name), lacks, bounded(name))
            if len(self._shapes) > MOST_SHAPES:
                self._shapes.popitem(last=False)
        else:
            self._shapes.move_to_end(name)
        return found

    def has(self, shape: Shape, client: str) -> bool:
        """Tell whether a query of a shape and a client may be answered by a thread."""
        return shape.lacks <= 0 and self._standing.stands(shape.number, number_of(client))

    def prove(self, shape: Shape, seconds: float, size: int) -> None:
        """Take note of how long a worker computed an answer, and how long that is."""
        if seconds < QUICK and size < SHORT:
            shape.lacks -= 1
        else:
            self.slip(shape)

    def slip(self, shape: Shape) -> None:
        """Take note that a query of a shape was not quick."""
        shape.lacks = max(shape.lacks, SLIPPED)

    def fall(self, shape: Shape, client: str) -> None:
        """Take the privilege from a shape and a client whose query could not be stopped."""
        self.slip(shape)
        self._standing.fall(shape.number, number_of(client))
