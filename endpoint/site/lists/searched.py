"""The names of a list, arranged so that a text is found in all of them at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyoxigraph import NamedNode

from endpoint.site.lists.folding import finder, flat

BREAK = "\n"  # between two names: in no text that is looked for


class Searched:
    """Every name of each thing of a list.

    All names stand flat (no marks, no case) in one string: what is not in there is in no name, and
    a text in it leads to the few names that are read as the pattern reads them.
    """

    def __init__(self, names: Mapping[NamedNode, Sequence[str]]) -> None:
        """Take the names by thing."""
        self.names = names
        self._flat = {thing: BREAK.join(map(flat, many)) for thing, many in names.items()}

    def find(self, text: str) -> frozenset[NamedNode]:
        """Return the things with a name in which a text is, whatever its marks and case."""
        wanted, search = flat(text), finder(text).search
        near = (thing for thing, names in self._flat.items() if wanted in names)
        if text.isascii():
            # In plain letters flat text says the same as the pattern.
            return frozenset(
                thing
                for thing in near
                if all(map(str.isascii, self.names[thing])) or any(map(search, self.names[thing]))
            )
        return frozenset(thing for thing in near if any(map(search, self.names[thing])))
