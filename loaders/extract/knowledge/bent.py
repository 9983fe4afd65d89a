"""Leads the names of registered persons in other cases back to them: "Pawła Adamowicza"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loaders.extract.knowledge.haystack import plain
from loaders.extract.knowledge.registered import Entity

# So many last letters of a word may change with its case, and so many may be added to the rest.
_LOST, _ADDED, _STEM = 2, 4, 3
BENDING = frozenset({"pl", "el"})


@dataclass(frozen=True)
class Bent:
    """The registered persons by how their surnames begin."""

    persons: Mapping[str, tuple[tuple[tuple[str, ...], Entity], ...]]

    @classmethod
    def of(cls, entities: Iterable[Entity]) -> Bent:
        """Return an index of the persons among these."""
        found: dict[str, list[tuple[tuple[str, ...], Entity]]] = {}
        for entity in entities:
            words = tuple(plain(entity.name).split())
            if entity.type == "PERSON" and entity.iri and len(words) > 1:
                found.setdefault(words[-1][:_STEM], []).append((words, entity))
        return cls({stem: tuple(persons) for stem, persons in found.items()})

    def person(self, name: str) -> Entity | None:
        """Return the one person whose name this is in another case, all its words bent alike."""
        words = plain(name).split()
        if len(words) < 2:
            return None
        alike = {
            entity.iri: entity
            for known, entity in self.persons.get(words[-1][:_STEM], ())
            if len(known) == len(words) and all(map(_same, known, words))
        }
        return next(iter(alike.values())) if len(alike) == 1 else None


def _same(nominative: str, word: str) -> bool:
    """Tell whether a word may be another case of a name: only its last letters differ."""
    if nominative == word:
        return True
    alike = 0
    while alike < min(len(nominative), len(word)) and nominative[alike] == word[alike]:
        alike += 1
    return (
        alike >= max(_STEM, len(nominative) - _LOST)
        and len(word) - alike <= _ADDED
        and word.isalpha()
    )
