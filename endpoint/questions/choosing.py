"""Lists what fits a slot: the things of a kind, or the concepts of a scheme, with their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, cast

from pyoxigraph import Literal, NamedNode

from endpoint.questions.form import Slot
from endpoint.sparql.backend import Row, Term
from loaders.iris import Iris
from loaders.kinds import BY_KEY
from loaders.text import folded
from loaders.vocabulary import urb


@dataclass(frozen=True)
class Choice:
    """A value that fits a slot, what it is called in the language asked for, and its IRI."""

    value: str
    label: str
    iri: str


class Asked(Protocol):
    """Asks the queries of the pages, with terms bound into them."""

    def select(self, name: str, **bindings: Sequence[Term]) -> list[Row]:
        """Return the solutions of ``{name}.rq``."""


def choices(slot: Slot, queries: Asked, base: str, language: str = "en") -> tuple[Choice, ...]:
    """Return what fits a slot by name, in a language where the thing has a name in it.

    A year or a day has none: any fits.
    """
    if slot.sort in {"year", "day"}:
        return ()
    ids = f"{base}id/{slot.type}/"
    if slot.sort == "thing":
        class_ = urb(base)(BY_KEY[slot.type].class_.removeprefix("urb:"))
        rows = queries.select("choices", type=[class_], language=[Literal(language)])
    else:
        scheme = Iris(base).scheme(slot.type)
        rows = queries.select("choices-of-scheme", scheme=[scheme], language=[Literal(language)])
    found: dict[str, Choice] = {}
    for row in rows:
        iri, label = cast(NamedNode, row["thing"]).value, str(row["label"].value)
        if iri.startswith(ids):
            found.setdefault(iri, Choice(iri.removeprefix(ids), label, iri))
    return tuple(sorted(found.values(), key=lambda choice: (folded(choice.label), choice.value)))
