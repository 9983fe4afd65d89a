"""Reads from a description what is said of the things that point to its thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pyoxigraph import NamedNode

from endpoint.site.core.dates import day_of
from endpoint.site.core.state import Release
from endpoint.site.describe.model import Description, Term
from endpoint.site.describe.terms import TermView, Viewer


@dataclass(frozen=True)
class Said:
    """What a description says, by compact names of properties."""

    release: Release
    description: Description
    viewer: Viewer

    def pointing(self, kind: str, *names: str) -> list[NamedNode]:
        """Return the things of a kind that point here by any of some properties, each once."""
        found = {
            statement.subject: None
            for name in names
            for group in self.description.incoming
            if group.kind == kind and self.release.compact(group.predicate) == name
            for statement in group.statements
        }
        return list(found)

    def whole(self, kind: str) -> bool:
        """Tell whether all things of a kind that point here are listed."""
        return not any(one.truncated for one in self.description.incoming if one.kind == kind)

    def values(self, thing: NamedNode, name: str) -> list[Term]:
        """Return the values of a property of something that the page shows, each once."""
        return self._values[thing].get(name, [])

    def one(self, thing: NamedNode, name: str) -> Term | None:
        """Return the first value of a property; None without any."""
        return next(iter(self.values(thing, name)), None)

    def day(self, thing: NamedNode, name: str) -> date | None:
        """Return the day that a property states; None without any."""
        return day_of(self.one(thing, name))

    def views(self, thing: NamedNode, name: str) -> tuple[TermView, ...]:
        """Show the values of a property."""
        return tuple(self.viewer.view(value) for value in self.values(thing, name))

    @cached_property
    def _values(self) -> Mapping[NamedNode, Mapping[str, list[Term]]]:
        found: dict[NamedNode, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        own = {self.description.thing: self.description.statements}
        for thing, every in {**self.description.cells, **own}.items():
            for statement in every:
                known = found[thing][self.release.compact(statement.predicate)]
                if statement.value not in known:
                    known.append(statement.value)
        return found
