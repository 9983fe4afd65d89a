"""Finds persons by the words before them: who says, who is asked, who wrote or took a picture."""

from __future__ import annotations

import re

from loaders.extract.knowledge.haystack import plain
from loaders.extract.persons.names import (  # fmt: skip
    AFTER_ROLE,
    given,
    may_be_surname,
    only_given,
    pieces_of,
    put,
)
from loaders.extract.reading.view import SKIPPED, Cue, View
from loaders.tables.patterns import any_of
from loaders.tables.words import literal

_GAP = re.compile(r"(?:\s?:)?[  ](?=\S)|\.:?[  ]|:\s")
# What pictures and texts are by may be an archive or agency: those names must look like persons'.
_CREDITS = literal("persons.credit")
_BYLINE = re.compile(rf"{any_of('persons.byline')}[: ][  ]?(?=\S)")
_BYLINE_END = re.compile(rf"\s*(?:$|[|·•,–—(\n]|-\s|{any_of('text.and')}\s)")


def find_told(view: View) -> None:
    """Add the names after words of saying, in credits and in by-lines."""
    for cue in view.cues.get("source", ()):
        _after_source(view, cue)
    for block in view.document.blocks:
        if block.kind not in SKIPPED and (match := _BYLINE.match(view.text, block.start)):
            _byline(view, match.end())


def _after_source(view: View, cue: Cue) -> None:
    """Read "volgens Sara Miellet", "Foto: Anke Mönch", and a given name alone."""
    text = view.text
    gap = _GAP.match(text, cue.end)
    if gap is None or cue.trigger.language != view.language_at(cue.start):
        return
    name = AFTER_ROLE.match(text, gap.end())
    if name is None:
        return
    pieces = pieces_of(text, *name.span("name"))
    kept: list[tuple[int, int]] = []
    for piece in pieces:
        if not may_be_surname(view, piece) or (kept and _town(view, piece)):
            break
        kept.append(piece)
    if len(kept) < len(pieces) and len(kept) < 2:
        return
    words = [text[slice(*piece)] for piece in kept]
    if any(word.isupper() and len(word) > 2 for word in words):
        return
    if len(kept) == 1:
        if cue.trigger.value not in _CREDITS and only_given(view, words[0]):
            put(view, *kept[0], "first-name", 0.8)
    elif len(kept) > 1 and (_looks_personal(view, cue, words) or _plainly(view, cue, words)):
        put(view, kept[0][0], kept[-1][1], "name-context", 0.82)


def _looks_personal(view: View, cue: Cue | None, words: list[str]) -> bool:
    """Tell whether a name begins like a person's or, but in credits, ends in a family name."""
    if given(view, words[0]):
        return True
    credit = cue is not None and cue.trigger.value in _CREDITS
    return not credit and words[-1].split(" ")[-1] in view.resources.family


def _plainly(view: View, cue: Cue, words: list[str]) -> bool:
    """Tell whether two words that nothing else explains follow a verb of saying."""
    return (
        cue.trigger.value not in _CREDITS
        and cue.trigger.language not in {"de", "el", "pl"}
        and len(words) == 2
        and all(word[0].isupper() and view.resources.senses(plain(word)) is None for word in words)
    )


def _town(view: View, piece: tuple[int, int]) -> bool:
    particle, _, name = view.text[slice(*piece)].partition(" ")
    senses = view.resources.senses(name) if name and particle[0].islower() else None
    return senses is not None and senses.level in {0, 1}


def _byline(view: View, start: int) -> None:
    """Add the name of a line that says by whom a text is."""
    name = AFTER_ROLE.match(view.text, start)
    if name is None or not _BYLINE_END.match(view.text, name.end()):
        return
    pieces = pieces_of(view.text, *name.span("name"))
    if len(pieces) > 1 and all(may_be_surname(view, piece) for piece in pieces):
        words = [view.text[slice(*piece)] for piece in pieces]
        if view.document.language != "de" or _looks_personal(view, None, words):
            put(view, *name.span("name"), "name-context", 0.8)
