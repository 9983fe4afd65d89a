"""Finds names of projects and events by their quotes, and again where they stand without them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from loaders.extract.knowledge import lexicon
from loaders.extract.knowledge.haystack import plain
from loaders.extract.model import Mention, MentionType
from loaders.extract.reading.shapes import UPPER
from loaders.extract.reading.view import View
from loaders.extract.relations.making import named

_QUOTED = re.compile(
    rf"['„“\"«‘»](?<!\w')\s?(?P<name>[{UPPER}\d][^„“”\"«»‘\n.!?;]{{2,60}}?[!?]?)\s?"
    r"(?:'(?!\w)|[“”\"»«’](?!\w))"
)
# "“X”, a project": the article before the noun that says what X is.
_APPOSED = re.compile(r"[“”\"»«'’],\s[^\W\d_]{1,5}(?:\s|['’])(?:[^\W\d_]+\s)?")
_SIGNS = "'„“\"«‘»"
_MOST_WORDS, _MOST_NAMES, _LEAST = 7, 60, 4
# What a sentence is about by the verbs it has.
_OF_EVENTS = frozenset({"hosts", "attends"})
_OF_PRACTICES = frozenset(
    {"starts", "started", "runs", "run-by", "supports", "supported-by", "ends", "reaches"}
)
_NEAR = 60
_OPENING = " '„“\"«‘»"
_BODIES = lexicon.words("bodies.noun")
_VESSELS = lexicon.words("relations.vessel")


def quoted_things(
    view: View, start: int, end: int, beside: Sequence[Mention], known: Sequence[Mention]
) -> Iterator[Mention]:
    """Yield the names in quotes that no noun for a project or event opens.

    ``beside`` are the things found already, ``known`` all mentions of the sentence. Verbs say
    whether it is a project or an event; without one it is neither.
    """
    if not view.marks.any(_SIGNS, start, end):
        return
    for match in _QUOTED.finditer(view.text, start, end):
        low, high = match.span("name")
        if len(match["name"].split()) > _MOST_WORDS or _taken(low, high, beside):
            continue
        if match["name"].endswith(","):  # “It was never about numbers,” says …
            continue
        if any(m.link and m.start < high and low < m.end for m in known):
            continue
        kind = _kind(view, start, low, high, end)
        if kind is not None:
            yield named(view, kind, low, high)


def _taken(low: int, high: int, found: Sequence[Mention]) -> bool:
    return any(m.start < high and low < m.end for m in found)


def _kind(view: View, start: int, low: int, high: int, end: int) -> MentionType | None:
    """Return what a name in quotes is by the nearest noun before it, else by the verbs beside."""
    language = view.language_at(low)
    heads = [
        cue
        for cue in view.spoken_between("thing", max(start, low - _NEAR), low)
        if cue.trigger.value in {"practice", "event"}
    ]
    clear = heads and not re.search(r"[„“\"«»;:]", view.text[heads[-1].end : low - 2])
    if clear:
        return "EVENT" if heads[-1].trigger.value == "event" else "PRACTICE"
    beside = _APPOSED.match(view.text, high)
    for cue in view.cues_in("thing", high, beside.end() + 1 if beside else high):
        if cue.trigger.language == language and cue.trigger.value in {"practice", "event"}:
            return "EVENT" if cue.trigger.value == "event" else "PRACTICE"
    led = view.text[max(start, low - _NEAR) : low].rstrip(_OPENING).rsplit(None, 1)
    noun = plain(led[-1]).lower() if led else ""
    if noun in _BODIES or noun in _VESSELS:  # "the association “X”", "the ship “X”"
        return None
    verbs = {
        cue.trigger.value
        for cue in view.spoken_between("deed", start, end)
        if cue.end <= low or cue.start >= high
    }
    if verbs & _OF_PRACTICES and not verbs & _OF_EVENTS:
        return "PRACTICE"
    rolls = {cue.trigger.value for cue in view.spoken_between("roll", start, end)}
    if (verbs & _OF_EVENTS or rolls & {"speaker", "organiser"}) and not verbs & _OF_PRACTICES:
        return "EVENT"
    return None


class Names:
    """The names of projects and events that a text gave, to be known again without their noun."""

    def __init__(self) -> None:
        self._found: dict[str, MentionType] = {}
        self._sought = 0
        self._places: list[tuple[int, int, str]] = []
        self._starts: list[int] = []

    @property
    def of_practices(self) -> bool:
        """Tell whether a project was given a name."""
        return "PRACTICE" in self._found.values()

    def hear(self, things: Sequence[Mention]) -> None:
        """Take in what was read, as long as there is room."""
        for mention in things:
            told = mention.type in {"PRACTICE", "EVENT"} and mention.method == "relation"
            name = mention.text
            room = len(self._found) < _MOST_NAMES and len(name) >= _LEAST
            if told and room and name[:1].isupper():
                self._found.setdefault(name, mention.type)

    def again(
        self, view: View, start: int, end: int, beside: Sequence[Mention], known: Sequence[Mention]
    ) -> Iterator[Mention]:
        """Yield the names given before that stand in a stretch once more."""
        text = view.text
        for at, name in self._first(view, start, end):
            kind, stop = self._found[name], at + len(name)
            edges = text[at - 1 : at] + text[stop : stop + 1]
            if any(sign.isalnum() or sign == "-" for sign in edges) or _taken(at, stop, beside):
                continue
            if not any(m.link and m.start < stop and at < m.end for m in known):
                yield named(view, kind, at, stop)

    def _first(self, view: View, start: int, end: int) -> Sequence[tuple[int, str]]:
        """Return where each name stands first in a stretch, in the order in which they were heard.

        A name is looked for once in the whole text: a text has a thousand sentences.
        """
        if self._sought < len(self._found):
            for rank, name in list(enumerate(self._found))[self._sought :]:
                self._places += ((at, rank, name) for at in view.marks.words([name]))
            self._places.sort()
            self._starts = [at for at, _, _ in self._places]
            self._sought = len(self._found)
        low = bisect_left(self._starts, start)
        if low == len(self._starts) or self._starts[low] >= end:
            return ()
        first: dict[str, tuple[int, int]] = {}
        for at, rank, name in self._places[low : bisect_left(self._starts, end, low)]:
            if at + len(name) <= end:
                first.setdefault(name, (rank, at))
        return [(at, name) for name, (_, at) in sorted(first.items(), key=lambda one: one[1])]
