"""Tells of which project each sentence speaks: one it names, or one the page spoke of before.

A page remembers its project: the next sentences of the paragraph go on about it, and later ones
come back to it by a word ("the kitchen", "it") or because the page has no other.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.extract.claims.clauses import LONGEST, Clause, Finds, clause_at
from loaders.extract.gist.topics import speaks, topic
from loaders.extract.model import Mention
from loaders.extract.reading.shapes import UPPER
from loaders.extract.reading.view import Sentence, View
from loaders.extract.relations.memory import Memory
from loaders.extract.relations.things import heads_in
from loaders.extract.subjects.entries import (
    ENTRY,
    LABELS,
    opens_with_any_label,
    opens_with_label,
)
from loaders.extract.subjects.tied import Things
from loaders.tables.patterns import one_of
from loaders.tables.words import entries

_NEAR, _INTRODUCED, _STEM, _BESIDE = 3, 70, 5, 60
_NAMES = frozenset({"ORG", "PERSON", "EVENT", "CHARTER"})
_ROWS = " | "
_FREE = Memory()  # only its words for "the project" are used
# The last words of "the project", "this scheme": any project may be called so.
_GENERIC = {
    language: re.compile(
        one_of({word.split()[-1].lower() for word, value in found if value == "practice"} | {"-"})
    )
    for language, found in entries("relations.again").items()
}
# What a sentence must hold to tell of a project, if no figure: a number, a role.
_TELLING = (
    "figures.count",
    "gist.pays",
    "gist.carries",
    "roles.given",
    "roles.run",
    *LABELS,
    "gist.end",
)
_SIGNS = frozenset("„“«»\"'‘’")
_QUOTED = re.compile(rf"['„“\"«‘»](?<!\w['’])[{UPPER}][^„“”\"«»\n.!?]{{2,50}}[“”\"»«’']")
_ITEM = re.compile(r"\s*(?:[•☞*·–—-]|\d{1,2}[.)]|[a-z]\))\s")


@dataclass(frozen=True)
class Matter:
    """A project that a sentence speaks of; ``age`` 0: it names it, else how many before it did.

    ``again``: a word of the sentence speaks of it again; ``only``: the page has no other project;
    ``entry``: the sentence stands under its name.
    """

    sentence: Sentence
    thing: Mention
    age: int
    again: bool
    only: bool
    entry: bool = False

    @property
    def span(self) -> tuple[int, int]:
        """The sentence, in which the claim stands."""
        return self.sentence.start, self.sentence.end

    def sureness(self, named: float, again: float, loose: float) -> float:
        """Return how sure it is that a sentence speaks of the project, by how it does."""
        return named if self.age == 0 else again if self.again else loose

    def overlaps(self, start: int, end: int) -> bool:
        """Tell whether a stretch shares letters with the name, where the sentence has it."""
        return self.age == 0 and start < self.thing.end and self.thing.start < end

    def in_name(self, finds: Finds, at: int) -> bool:
        """Tell whether a word is one of the project's name, or of that of somebody near it."""
        if self.overlaps(at, at + 1):
            return True
        near = finds.between(at - _BESIDE, at + 1)
        return any(m.type in _NAMES and m.end > at for m in near)


def matters(view: View, finds: Finds, things: Things) -> Iterator[Matter]:
    """Yield the sentences that speak of one project, in order."""
    walk = _Walk(view, finds, things)
    for number in range(min(walk.named, default=len(view.sentences)), len(view.sentences)):
        found = walk.step(number)
        if found is not None:
            yield found


class _Walk:
    """Goes through the sentences of a text and remembers the project that they speak of."""

    def __init__(self, view: View, finds: Finds, things: Things) -> None:
        self.view, self.finds = view, finds
        self.heads, self.named = things.heads, things.named
        used = {m.text: m for found in self.named.values() for m in found}
        whole = {text: next((o for o in used if o != text and text in o), text) for text in used}
        self.brief = {
            long: used[short] for short, long in whole.items() if short != long and " " in short
        }
        self.only = len(set(whole.values())) == 1
        self.told, self.worded = _telling(view)
        self.last: Mention | None = None
        self.age, self.apart, self.entry = 0, False, 0

    def step(self, number: int) -> Matter | None:
        """Return what the next sentence speaks of, if that is one project."""
        sentence = self.view.sentences[number]
        self.entry = max(0, self.entry - 1)
        if number in self.heads:
            self.last, self.age, self.entry = self.heads[number], 0, ENTRY
            return self._matter(number, again=True)
        found = self._found(number, sentence)
        if self.entry and self.last is not None and self._same(found, self.last, sentence):
            self.age += 1
            return self._matter(number, again=True)
        self.entry = 0
        if found:
            one = found[0] if len({m.text for m in found}) == 1 else None
            self.last = self.brief.get(one.text, one) if one is not None else None
            self.age = 0
            return self._matter(number, again=True, thing=one)
        self.age += 1
        return self._later(number, sentence, self.last) if self.last is not None else None

    def _matter(self, number: int, *, again: bool, thing: Mention | None = None) -> Matter | None:
        sentence, thing = self.view.sentences[number], thing or self.last
        if thing is None or not self._tells(number) or not _readable(self.view, sentence):
            return None
        return Matter(sentence, thing, self.age, again, self.only, self.entry > 0)

    def _tells(self, number: int) -> bool:
        """Tell whether a sentence holds a number or a word for running or paying."""
        if number in self.told:
            return True
        sentence = self.view.sentences[number]
        return any(speaks(name, self.view, sentence) for name in self.worded.get(number, ()))

    def _found(self, number: int, sentence: Sentence) -> list[Mention]:
        """Return the projects that a sentence names, none of which only says what one is."""
        view, last = self.view, self.last
        found = self.named.get(number, [])
        if found and opens_with_label(view, *_said(sentence)):
            return []  # those who are named there run or pay
        if self.entry and opens_with_any_label(view, sentence.start, sentence.end):
            return []
        if not found or last is None:
            return found
        if all(_common(view, m, last) for m in found):
            return []
        return [] if self.age < _NEAR and _does(view, sentence, found) else found

    def _same(self, found: list[Mention], last: Mention, sentence: Sentence) -> bool:
        """Tell whether a sentence is of the line of an entry, or names but what the entry is."""
        if last.end < sentence.start and "\n" not in self.view.text[last.end : sentence.start]:
            return True
        return all(m.text in last.text or _common(self.view, m, last) for m in found)

    def _later(self, number: int, sentence: Sentence, last: Mention) -> Matter | None:
        """Return that a sentence without a name goes on about the project before."""
        view = self.view
        gap = view.text.find("\n", view.sentences[number - 1].start, sentence.start)
        if gap >= 0 and _ITEM.match(view.text, gap + 1, sentence.end):
            self.last = None
            return None
        self.apart = gap >= 0 or (self.apart and self.age > 1)
        if not self._tells(number) or not _readable(view, sentence):
            return None
        near = self.age <= _NEAR or self.only
        again = (near or self.apart) and _speaks_again(view, self.finds, sentence, last)
        lost = self.apart and not (again or self.only)
        # what is named in quotes may be what the next sentences speak of
        if lost or _QUOTED.search(view.text, sentence.start, sentence.end):
            self.last = None
            return None
        if not near or _about_other(view, self.finds, number, sentence, last):
            return None
        found = Matter(sentence, last, self.age, again, self.only)
        if again and self.age <= _NEAR:
            self.age, self.apart = 0, False
        return found


def _said(sentence: Sentence) -> tuple[int, int, str]:
    return sentence.start, sentence.end, sentence.language or ""


def _telling(view: View) -> tuple[set[int], dict[int, list[str]]]:
    """Return which sentences hold a number, and the lists of which others may hold a word."""
    starts, every = view.starts, view.sentences
    found = {bisect_right(starts, at) - 1: at for at in view.marks.numbers}  # their last ones
    found.pop(-1, None)  # before the first sentence
    told = {number for number, at in found.items() if at < every[number].end}
    told |= {number for number in found.keys() - told if _figured(view, number)}
    stems, worded = view.stems, dict[int, list[str]]()
    for name in _TELLING:
        for number in (stems.numbers(name) if stems is not None else set(range(len(every)))) - told:
            worded.setdefault(number, []).append(name)
    return told, worded


def _figured(view: View, number: int) -> bool:
    start, end, _ = view.sentences[number]
    return view.marks.digit(start, end) is not None


def _common(view: View, mention: Mention, last: Mention) -> bool:
    """Tell whether a single word is only what the project before is said to be: "a shelter"."""
    quoted = view.text[mention.start - 1 : mention.start] in _SIGNS
    if " " in mention.text or mention.link or quoted or mention.text in last.text:
        return False
    noun = any(
        (mention.start, mention.end) == span for span in heads_in(view, mention.start, mention.end)
    )
    return noun or " " in last.text


def _does(view: View, sentence: Sentence, found: list[Mention]) -> bool:
    """Tell whether what seems a project runs or pays for the one before: "it is run by Y Centre".

    A pronoun speaks of that one, and what is named is neither registered nor in quotes.
    """
    if any(m.link or view.text[m.start - 1 : m.start] in _SIGNS for m in found):
        return False
    if not any(speaks(name, view, sentence) for name in _TELLING[1:5]):
        return False
    pronoun = topic("gist.again", sentence.language or "").search(
        view.text, sentence.start, min(m.start for m in found)
    )
    return pronoun is not None


def _readable(view: View, sentence: Sentence) -> bool:
    if sentence.language is None or sentence.end - sentence.start > LONGEST:
        return False
    return view.text.count(_ROWS, sentence.start, sentence.end) <= 1


def _about_other(view: View, finds: Finds, number: int, sentence: Sentence, thing: Mention) -> bool:
    """Tell whether a sentence names an event, award or work, or another kind of project."""
    if any(m.type in {"AWARD", "WORK"} for m in view.named.get(number, ())):
        return True
    generic = _GENERIC.get(sentence.language or "")
    for cue in view.spoken_in("thing", sentence):
        if _in_body(finds, cue.start):
            continue
        if cue.trigger.value == "award":
            return True
        noun = view.text[cue.start : cue.end].lower()
        other = cue.trigger.value == "practice" and noun[:_STEM] not in _told(view, thing)
        if other and (generic is None or generic.fullmatch(noun) is None):
            return True
    return False


def _in_body(finds: Finds, at: int) -> bool:
    """Tell whether a noun is part of the name of a body: "Oranje Fonds"."""
    near = finds.between(at - _INTRODUCED, at + 1)
    return any(m.type in {"ORG", "GOVERNMENT"} and m.end > at for m in near)


def _told(view: View, thing: Mention) -> str:
    """Return the words with which a project was introduced, in small letters."""
    sentence = view.sentence_at(thing.start)
    end = min(sentence.end if sentence else len(view.text), thing.end + _INTRODUCED)
    return view.text[max(0, thing.start - _INTRODUCED) : end].lower()


def _speaks_again(view: View, finds: Finds, sentence: Sentence, thing: Mention) -> bool:
    """Tell whether a word of a sentence speaks of a project again: "it", "the kitchen"."""
    if _pronoun(view, sentence) or speaks("gist.there", view, sentence):
        return True
    clause = clause_at(view, sentence.start, sentence.end, finds)
    if clause is None:
        return False
    if _FREE.again(view, clause, clause.end):
        return True
    return _noun_again(view, clause, thing)


def _pronoun(view: View, sentence: Sentence) -> bool:
    """Tell whether a pronoun speaks of a project again; "lo sportello" is an article."""
    words = topic("gist.again", sentence.language or "")
    found = [word.end() for word in words.finditer(view.text, sentence.start, sentence.end)]
    if not found:
        return False
    heads = {cue.start for cue in view.cues_in("thing", sentence.start, sentence.end)}
    return any(end + 1 not in heads for end in found)


def _noun_again(view: View, clause: Clause, thing: Mention) -> bool:
    """Tell whether a noun for a project, used when it was introduced, stands with "the"."""
    definite = topic("gist.definite", clause.language)
    for cue in view.spoken_between("thing", clause.start, clause.end):
        if cue.trigger.value != "practice":
            continue
        noun = view.text[cue.start : cue.end].lower()
        before = view.text[max(clause.start, cue.start - 12) : cue.start].rstrip().rsplit(None, 1)
        led = view.text[cue.start - 1 : cue.start] in "’'" or (
            bool(before) and definite.fullmatch(before[-1]) is not None
        )
        if led and noun[:_STEM] in _told(view, thing):
            return True
    return False
