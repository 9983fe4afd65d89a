"""Finds practices by what they are called, with their type and theme."""

from __future__ import annotations

from loaders.extract.reading.view import View


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
