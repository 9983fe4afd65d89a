"""A word of founding in its sentence: the names beside it, the body it may speak of, its date."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from loaders.extract.claims.clauses import Clause, Finds
from loaders.extract.deeds.phrases import before_gap, behind_gap, name_before, names_after
from loaders.extract.deeds.speaker import means_us, own_body
from loaders.extract.gist.topics import topic
from loaders.extract.model import Mention
from loaders.extract.reading.shapes import CONNECTORS, UPPER
from loaders.extract.reading.view import Sentence, View
from loaders.extract.relations.making import named, nearest
from loaders.tables.words import literal

_YEAR = re.compile(r"[^.\n]{0,30}\d{4}\sr\.$")
# What may stand between the head of a name and its end.
_INSIDE = re.compile(rf"(?:\s(?:[{UPPER}][^\s,;:.()]*|[^\W\d_]{{1,6}})){{1,5}}")
_JOINTS = CONNECTORS | literal("places.preposition") | literal("bodies.inner-joint")
_PART = re.compile(r"[,;()]")
_TOKEN = re.compile(r"[^\W_]+")
_NEAR = 3
_HEAD, _HEADS, _NAME, _WORDS, _OPENS = 40, 24, 60, 4, 60


class Place(NamedTuple):
    """A word of founding in its sentence."""

    view: View
    finds: Finds
    sentence: Sentence
    clause: Clause
    start: int
    end: int

    @property
    def language(self) -> str:
        """Return the language of the sentence."""
        return self.clause.language

    @property
    def stop(self) -> int:
        """Return where the sentence ends: "założyły w 2018 r. Gdańsk i Lublin" is one."""
        start, end = self.end, self.sentence.end
        if self.language != "pl" or _YEAR.match(self.view.text, start, end) is None:
            return end
        following = self.view.sentence_at(end + 1)
        return following.end if following is not None else end

    def names_after(self, start: int, stop: int | None = None) -> list[Mention]:
        """Return the bodies enumerated right behind an offset."""
        return names_after(self.view, self.finds, start, stop or self.stop)

    def gap_before(self, end: int) -> tuple[int, bool]:
        """Return where the words end before dates and small words, and whether they say "which"."""
        return before_gap(self.view, self.finds, end, self.sentence.start, self.language)

    def gap_behind(self, start: int) -> int:
        """Return where the words begin behind dates and small words."""
        return behind_gap(self.view, self.finds, start, self.stop, self.language)

    def name_before(self, end: int) -> Mention | None:
        """Return the name that ends at an offset, before or without what it is: "X, a network"."""
        found = name_before(self.view, self.finds, end, self.sentence.start)
        if (found is None or self.is_bare(found)) and (comma := self._apposed(end)) is not None:
            return name_before(self.view, self.finds, comma, self.sentence.start) or self._opening(
                comma
            )
        ours = topic("gist.ours", self.language)
        noun = found is None or ours.fullmatch(found.text.lower()) is not None
        if noun and means_us(self.view, self.sentence.start, end, self.language):
            return own_body(self.view, self.finds)
        led = self._led_by_head(end)
        longer = found is None or (not found.link and led is not None and led.start < found.start)
        return led if longer else found

    def _led_by_head(self, end: int) -> Mention | None:
        """Return the words from a head to an offset: "la Table Habiter ici"."""
        low, text = max(self.sentence.start, end - _NAME), self.view.text
        for head in topic("gist.founding-head", self.language).finditer(text, low, end):
            inside = _INSIDE.fullmatch(text, head.end(), end)
            if inside is None or not self._one_name(*inside.span()):
                continue
            start = head.start() if head.group()[0].isupper() else head.end() + 1
            return named(self.view, "ORG", start, end) if text[start].isupper() else None
        return None

    def _one_name(self, start: int, end: int) -> bool:
        """Tell whether small words may stand in a name: none is a verb of being or denies."""
        small, text = topic("gist.founding-gap", self.language), self.view.text
        words = text[start:end].split()
        if any(small.fullmatch(w) and w not in _JOINTS for w in words if w[0].islower()):
            return False
        return not Clause(start, end, self.language, text, self.sentence).denied("doubt")

    def _apposed(self, end: int) -> int | None:
        """Return where the comma stands before a noun for what a name is: "X, ein Bündnis"."""
        low = max(self.sentence.start, end - _HEAD)
        comma = self.view.text.rfind(",", low, end)
        words = self.view.text[comma + 1 : end]
        heads = topic("gist.founding-head", self.language)
        small = self.language == "de" or words.islower()
        said = comma > low and small and len(words.split()) <= _WORDS and heads.search(words)
        return comma if said else None

    def _opening(self, end: int) -> Mention | None:
        """Return the few words with which the sentence opens, up to an offset, as a name."""
        start, text = self.sentence.start, self.view.text
        few = end - start < _HEAD and len(text[start:end].split()) <= _WORDS
        return named(self.view, "ORG", start, end) if few and text[start].isupper() else None

    def is_bare(self, founded: Mention) -> bool:
        """Tell whether a name is only the noun for what something is: "Verein"."""
        if founded.link is not None or " " in founded.text:
            return False
        noun = re.split(r"['’]", founded.text)[-1]
        return topic("gist.founding-head", self.language).fullmatch(noun) is not None

    def is_body(self, founded: Mention) -> bool:
        """Tell whether a name is that of a network, alliance or association, by its own words."""
        if founded.type != "ORG" or self.is_bare(founded):
            return False
        if founded.link is not None:
            return "/network/" in founded.link or "/organisation/" in founded.link
        low = max(self.sentence.start, founded.start - _HEAD)
        before = self.view.text[low : founded.start].rstrip(" „“\"«‘'")[-_HEADS:]
        heads = topic("gist.founding-head", self.language)
        return heads.search(founded.text) is not None or any(
            m.end() == len(before) for m in heads.finditer(before)
        )

    def is_own(self, founded: Mention) -> bool:
        """Tell whether a body is the page's own, or named before the sentence and spoken of."""
        own = own_body(self.view, self.finds)
        return founded.end <= self.sentence.start or (own is not None and own.text == founded.text)

    def recalled(self) -> Mention | None:
        """Return the body that the page speaks for, or with which the sentence before begins."""
        own = own_body(self.view, self.finds)
        if own is not None:
            return own
        before = self._before()
        if before is None:
            return None
        there = self._replace(sentence=before)
        first = self.finds.between(before.start, min(before.end, before.start + _OPENS))
        named_first = there.names_after(before.start, before.end)[:1]
        bodies = [m for m in first if m.type == "ORG"] or named_first
        return next((m for m in bodies if there.is_body(m)), None)

    def _before(self) -> Sentence | None:
        """Return the sentence before, in the same paragraph or under the same heading."""
        before = self.view.sentence_at(self.sentence.start - 2)
        return before if before is not None and before.start < self.sentence.start else None

    def network_before(self) -> Mention | None:
        """Return the one body, a network by link or name, that the sentence before names."""
        before = self._before()
        if before is None:
            return None
        there = self._replace(sentence=before)
        heads = topic("gist.founding-head", self.language)
        found = list(heads.finditer(self.view.text, before.start, before.end))
        inside = self.finds.between(before.start, before.end)
        bodies = [m for m in inside if m.end <= before.end and there.is_body(m)]
        bodies += [m for head in found if (m := there._registered(head.start())) is not None]
        networks = [m for m in bodies if m.link is not None and "/network/" in m.link]
        if networks:
            return networks[0] if len({m.link for m in networks}) == 1 else None
        for head in found:
            if any(m.start <= head.end() + _NEAR and head.start() < m.end for m in bodies):
                continue
            led = there.names_after(head.start(), before.end)[:1]
            if head.group()[0].isupper() and not any(map(there.is_body, led)):
                return None  # "das Bündnis" may be what is meant
            if not all(map(there.closes, led)):
                return None
            bodies += filter(there.is_body, led)
        return bodies[0] if len({m.link or m.text for m in bodies}) == 1 else None

    def _registered(self, start: int) -> Mention | None:
        """Return the registered network whose name begins at an offset in whatever capitals."""
        line = self.view.text[start : min(start + _NAME, self.sentence.end)].partition("\n")[0]
        for word in reversed(list(_TOKEN.finditer(line))):
            thing = self.view.resources.called.thing(line[: word.end()], "ORG")
            if thing is not None and "/network/" in (thing.iri or ""):
                end = start + word.end()
                return replace(named(self.view, "ORG", start, end), link=thing.iri)
        return None

    def closes(self, name: Mention) -> bool:
        """Tell whether a name is whole: a sign or a small word follows, not "ouvertes"."""
        after = self.view.text[name.end : name.end + 1]
        return not after.isspace() or self.gap_behind(name.end) > name.end + 1

    def date_before(self, founded: Mention) -> Mention | None:
        """Return the one date of the sentence before that says that a body was founded then."""
        before = self._before()
        if before is None or not before.start <= founded.start < before.end:
            return None
        verb = topic("gist.founding", self.language)
        inside = self.finds.between(before.start, before.end)
        dates = [m for m in inside if m.type == "DATE" and m.has_year]
        said = verb.search(self.view.text, before.start, before.end) is not None
        return dates[0] if said and len(dates) == 1 else None

    def date(self) -> Mention | None:
        """Return the date nearest to the word, of its part, its clause, or else its sentence."""
        inside = self.finds.between(self.sentence.start, self.sentence.end)
        dates = self.clause.dates() or [m for m in inside if m.type == "DATE" and m.has_year]
        low, high = self.clause.stretch(_PART, self.start, self.end)
        dates = [m for m in dates if low <= m.start < high] or dates
        return nearest(dates, self.start, self.end)
