"""Finds practices by what they are called, with their type and theme."""

from __future__ import annotations

from loaders.extract.knowledge.resources import Resources
from loaders.extract.reading.view import View

# Of how many words of a practice's key the name of its city consists at most.
_LONGEST = 3


def find_practices(view: View) -> None:
    """Add practices, the longest name first, in whatever language it is."""
    end = -1
    for cue in sorted(view.cues.get("practice", ()), key=lambda cue: (cue.start, -cue.end)):
        if cue.start < end or not view.free(cue.start, cue.end):
            continue
        end = cue.end
        concept, _, theme = cue.trigger.value.partition("|")
        view.add("PRACTICE", cue.start, cue.end, value=concept, method="practice-words",
                 confidence=0.85, detail=(("theme", theme), ("practiceType", concept)))  # fmt: skip


def elsewhere(view: View, iri: str) -> bool:
    """Tell whether a registered practice is one of a city that the text does not name.

    Others call theirs the same: the "Borough of Sanctuary" of a text without Lewisham is another.
    The city is that with which the key begins.
    """
    city = _city(view.resources, iri.rpartition("/")[2].split("-"))
    if not city or view.city == city:
        return False
    places = view.resources.places
    ends = (f"/city/{city}", f"/place/{city}")
    return not any(places[i].iri.endswith(ends) for hit in view.places for i in hit.senses.places)


def _city(resources: Resources, key: list[str]) -> str:
    """Return the key of the city that the first words of a key are ("" for none)."""
    firsts = ("-".join(key[:count]) for count in range(_LONGEST, 0, -1))
    return next((first for first in firsts if resources.is_place(first)), "")
