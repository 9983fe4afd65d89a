"""Gives bodies that no list knows their whole names before claims are read from a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.extract.claims.clauses import Finds
from loaders.extract.model import Mention
from loaders.extract.naming.grammar import joined, longer
from loaders.extract.reading.view import View

# Rules that read a name up to the first small word; others know its end.
_CUT = frozenset({"noun-name", "noun-head", "org-shape", "listed-name", "apposition"})


def with_whole_bodies(view: View, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return mentions in order, those of bodies as long as their names, for claims only.

    What is inside a name is not named beside it: a town in the name of a body does nothing.
    """
    ends = _ends(view, mentions)
    if not ends:
        return tuple(mentions)
    found: list[Mention] = []
    inside = -1
    for mention in mentions:
        if mention.end <= inside:
            continue
        end = ends.get(mention.start) if mention.type == "ORG" else None
        if end is None:
            found.append(mention)
        else:
            found.append(replace(mention, end=end, text=view.text[mention.start : end]))
            inside = end
    return tuple(found)


def _ends(view: View, mentions: Sequence[Mention]) -> dict[int, int]:
    """Return by their starts where the names end that were cut short."""
    finds, ends = Finds.of(mentions), dict[int, int]()
    bodies = [m for m in mentions if m.type == "ORG" and not m.link]
    for i, mention in enumerate(bodies):
        if mention.method not in _CUT:
            continue
        end = longer(view, finds, mention)
        formed = bodies[i + 1] if i + 1 < len(bodies) else None
        if formed is not None and formed.method == "legal-form" and joined(view, mention, formed):
            end = formed.end
        if end is not None:
            ends[mention.start] = end
    return ends
