"""Gives the names that claims cut short their whole length: by quotes, by small words, by the page.

A name is as long as its quotes; it goes on as its language's grammar says; it is as long as the
text has it elsewhere in quotes; an acronym in brackets stands for the name before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from loaders.extract.claims.clauses import Finds
from loaders.extract.model import Mention
from loaders.extract.naming.grammar import OPENING, longer, words_behind
from loaders.extract.naming.trimmed import trimmed
from loaders.extract.reading.shapes import UPPER
from loaders.extract.reading.view import View

_NAMED = frozenset({"ORG", "PRACTICE", "EVENT", "AWARD"})
_POLICIES = frozenset({"policy-name", "policy-words"})
_CLOSE = '“”"»«’'
_QUOTED = re.compile(rf"[{OPENING}]\s?(?P<name>[^„“”\"«»\n]{{3,80}}?)\s?[”\"»«“’](?!\w)")
_BEHIND = re.compile(
    rf"\s?[{OPENING}]\s?(?P<name>[{UPPER}\d][^„“”\"«»‘’\n]{{2,60}}?)\s?[{_CLOSE}](?!\w)"
)
_INSIDE = re.compile(rf"[{OPENING}]\s?(?P<name>[^„“”\"«»\n]{{3,80}}?)\s?[{_CLOSE}]?$")
# What a text has in quotes, the German noun that stands before it, and short lines.
_SAID = re.compile(rf"[{OPENING}]\s?(?P<name>[{UPPER}\d][^„“”\"«»‘\n]{{2,60}}?)\s?[{_CLOSE}](?!\w)")
_NOUN = re.compile(rf"(?<!\w)(?P<noun>[{UPPER}]\w{{3,30}})\s\Z")
_LINE = re.compile(rf"[{UPPER}].{{3,60}}", re.DOTALL)
_BEFORE, _AHEAD, _SHORT, _BRACKET, _LEAD = 90, 90, 3, 2, 32


class Whole:
    """The names of one text, to give those that a claim has cut short their length."""

    def __init__(self, view: View, finds: Finds) -> None:
        self._view, self._finds = view, finds

    @cached_property
    def _quoted(self) -> tuple[frozenset[str], dict[str, tuple[int, int]]]:
        """Return the names that stand in quotes or alone in a line, and by the noun before them."""
        text, end = self._view.text, 0
        names = {line for line in text.split("\n") if _LINE.fullmatch(line) is not None}
        nouns: dict[str, tuple[int, int]] = {}
        for at in self._view.marks.places(OPENING):
            said = _SAID.match(text, at) if at >= end else None
            if said is None:
                continue
            names.add(said["name"])
            noun = _NOUN.search(text, max(end, at - _LEAD), at)
            if noun is not None:
                nouns.setdefault(noun["noun"], said.span("name"))
            end = said.end()
        return frozenset(names), nouns

    def of(self, mention: Mention, beside: Sequence[Mention] = ()) -> Mention:
        """Return a mention of a name at its whole length; the same one when nothing is missing.

        ``beside`` are the other mentions of the claim, into which no name goes on.
        """
        if mention.link or mention.type not in _NAMED or not mention.text:
            return mention
        cut = trimmed(self._view, self._finds, mention)
        span = (
            self._spelt_out(mention)
            or _quotes(self._view, mention)
            or self._spoken_of(mention)
            or ((mention.start, cut) if cut < mention.end else self._longer(mention, beside))
        )
        if span is None or span == (mention.start, mention.end):
            return mention
        return replace(mention, start=span[0], end=span[1], text=self._view.text[slice(*span)])

    def _spelt_out(self, mention: Mention) -> tuple[int, int] | None:
        """Return the name before brackets of which a mention is the acronym in them."""
        text, start, end = self._view.text, mention.start, mention.end
        if mention.type != "ORG" or text[start - 1 : start] != "(" or text[end : end + 1] != ")":
            return None
        before = self._finds.between(max(0, start - _AHEAD), start - _BRACKET)
        bodies = (m for m in before if m.type == "ORG" and m.end == start - _BRACKET)
        bodies = (m for m in bodies if not m.text.isupper())  # a heading in capitals
        return next(((m.start, m.end) for m in bodies), None)

    def _spoken_of(self, mention: Mention) -> tuple[int, int] | None:
        """Return the name that the text gave with a German noun which is all that a mention is.

        "… unser Fachtag »Ankommen«. … Auf dem Fachtag sprach …"
        """
        noun = mention.text
        if mention.type not in {"PRACTICE", "EVENT"} or mention.method != "relation":
            return None
        if not noun.isalpha() or self._view.language_at(mention.start) != "de":
            return None
        span = self._quoted[1].get(noun)
        return span if span is not None and span[0] < mention.start else None

    def _longer(self, mention: Mention, beside: Sequence[Mention]) -> tuple[int, int] | None:
        """Return the span of a name that goes on behind a mention of its first words."""
        end = self._elsewhere(mention, beside) or longer(self._view, self._finds, mention, beside)
        return (mention.start, end) if end is not None else None

    def _elsewhere(self, mention: Mention, beside: Sequence[Mention]) -> int | None:
        """Return the longest form of a name that the text has in quotes or in a line of its own."""
        text, known = self._view.text, self._quoted[0]
        if text[mention.end : mention.end + 1] != " ":
            return None
        stop = min((m.start for m in beside if m.start >= mention.end), default=len(text))
        ends = [word.end() for word in words_behind(self._view, self._finds, mention.end)]
        longest = (end for end in reversed(ends) if end <= stop)
        return next((end for end in longest if text[mention.start : end] in known), None)


def _quotes(view: View, mention: Mention) -> tuple[int, int] | None:
    """Return the name in quotes that a mention is a part of, ends with or announces."""
    text, start, end = view.text, mention.start, mention.end
    if mention.method in _POLICIES:
        inside = _INSIDE.search(text, start, end) or _INSIDE.search(text, start, end + 1)
        if inside is not None:
            return inside.span("name")
    low = text.rfind("\n", max(0, start - _BEFORE), start) + 1 or max(0, start - _BEFORE)
    if any(sign in text[low:start] for sign in OPENING):
        for match in _QUOTED.finditer(text, low, end + _AHEAD):
            first, last = match.span("name")
            if first <= start and end <= last:
                return (first, last) if _one_name(text[first:start]) else None
            if first > start:
                break
    if mention.type in {"PRACTICE", "EVENT"} and " " not in mention.text:
        behind = _BEHIND.match(text, end)
        return behind.span("name") if behind is not None else None
    return None


def _one_name(before: str) -> bool:
    """Tell whether the words before a mention in quotes are of its name: no sentence is quoted."""
    return len(before.split()) <= _SHORT and not before.rstrip().endswith((",", ".", ";"))
