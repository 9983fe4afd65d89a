"""A document as the recognisers see it: haystack, sentences, languages, hits and what is taken."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from loaders.documents.model import Document, Locator
from loaders.extract.knowledge.atlas import Place
from loaders.extract.knowledge.haystack import crosses_stop, haystack, lower_class
from loaders.extract.knowledge.registered import Entity
from loaders.extract.knowledge.resources import Resources, Senses
from loaders.extract.knowledge.vocabularies import Trigger
from loaders.extract.model import Mention, MentionType
from loaders.extract.reading.marks import Marks
from loaders.extract.reading.sentences import spans
from loaders.extract.reading.stems import Stems
from loaders.extract.reading.tongues import block_language

SKIPPED = frozenset({"navigation", "spam"})
# Each begins with fixed characters, so that the search is quick; the start is found to the left.
_ADDRESSES = (re.compile(r"://(?:(?<=https://)|(?<=http://))\S+"), re.compile(r"www\.\S+"))
_NAMES = (
    re.compile(r"@\w\S*"),
    re.compile(r"\.(?:eu|org|com|net|de|fr|it|es|gr|pl|nl|info|ch|at|be|uk)(?![\w])(?:/\S*)?"),
)
# A word cut at the end of a line, and how much of the text beside the cut a name may fill.
_BROKEN = re.compile(rf"[-\u00ad]\n(?<=\w[-\u00ad]\n)(?=[{lower_class()}])")
_BESIDE = 60
_HYPHENS = "-\u00ad"
# Named tuples are made more than twice as quickly without their own function.
_made = tuple.__new__


class Hit(NamedTuple):
    """A known name or word at ``text[start:end]``."""

    start: int
    end: int
    senses: Senses


class Cue(NamedTuple):
    """A trigger word at ``text[start:end]``."""

    start: int
    end: int
    trigger: Trigger


class Known(NamedTuple):
    """A known thing's name at ``text[start:end]``."""

    start: int
    end: int
    entity: Entity


class Sentence(NamedTuple):
    """A sentence and its language."""

    start: int
    end: int
    language: str | None


@dataclass
class View:
    """The working state of one extraction; every recogniser reads it and adds mentions."""

    document: Document
    resources: Resources
    home_country: str | None = None
    city: str | None = None
    text: str = ""
    hay: str = ""
    sentences: list[Sentence] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    taken: bytearray = field(default_factory=bytearray)
    places: list[Hit] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)
    cues: dict[str, list[Cue]] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    breaks: list[tuple[int, int]] = field(default_factory=list)
    homes: frozenset[str] = frozenset()
    abroad: frozenset[str] = frozenset()
    home_places: dict[str, Place | None] = field(default_factory=dict)
    surnames: frozenset[str] = frozenset()
    clause_breaks: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    """Where the clauses of a sentence are parted, by its start: many rules ask for them."""
    named: dict[int, list[Mention]] = field(default_factory=dict)
    """The projects, events, awards and works that a sentence names, by its number."""
    sums: dict[tuple[int, int], list[Mention]] = field(default_factory=dict)
    """The amounts of money in a stretch of the text."""
    said: dict[tuple[str, Sentence], bool] = field(default_factory=dict)
    """Whether a sentence (or a part of one) holds a word of a list, by the list."""
    by: dict[int, bool] = field(default_factory=dict)
    """Whether "by" stands before what begins at an offset."""
    _spoken: dict[str, dict[int, list[Cue]]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        document: Document,
        resources: Resources,
        home_country: str | None = None,
        city: str | None = None,
    ) -> View:
        """Lay a document out: sentences with languages, and every hit of the automaton."""
        view = cls(document, resources, home_country, city, text=document.text)
        view.hay = haystack(document.text, view.marks.letters)
        view.taken = bytearray(len(document.text) + 1)
        view.sentences = list(_sentences(document, view.marks))
        view.starts = [sentence.start for sentence in view.sentences]
        view._mask()
        view._scan()
        return view

    def _mask(self) -> None:
        for block in self.document.blocks:
            if block.kind in SKIPPED:
                self.take(block.start, block.end)
        text, web = self.text, bytearray(len(self.text))
        for match in chain.from_iterable(form.finditer(text) for form in _ADDRESSES):
            start, end = match.span()
            start = text.rindex("http", 0, start) if text[start] == ":" else start
            web[start:end] = b"\x01" * (end - start)
            self.take(start, end)
        for match in chain.from_iterable(form.finditer(text) for form in _NAMES):
            start = match.start()
            if web[start]:
                continue
            least = max(0, start - 200)
            while start > least and not text[start - 1].isspace():
                start -= 1
            self.take(start, match.end())

    def _scan(self) -> None:
        cues = self.cues
        text = self.text
        for start, end, senses in self._hits():
            if senses.triggers:
                for trigger in senses.triggers:
                    cue = _made(Cue, (start, end, trigger))
                    cues.setdefault(trigger.kind, []).append(cue)
            if senses.entities:
                self._scan_known(start, end, senses)
            if senses.level >= 0 or senses.region or senses.country:
                if senses.spaced and "  " not in senses.name and crosses_stop(text[start:end], ""):
                    continue
                self.places.append(_made(Hit, (start, end, senses)))
        if self.breaks:
            for found in cues.values():
                found.sort(key=lambda cue: cue.start)

    def _hits(self) -> Iterator[tuple[int, int, Senses]]:
        """Yield every known name and word, then those that a line end cuts ("Inns-")."""
        automaton = self.resources.automaton
        for last, senses in automaton.iter(self.hay):
            yield last - senses.size + 1, last - 1, senses
        for cut, end in self._broken():
            self.breaks.append((cut, end))
            low = max(0, cut - _BESIDE)
            left = self.hay[low : cut + 1]
            joined = left + self.hay[end + 1 : end + _BESIDE]
            for last, senses in automaton.iter(joined):
                first = last - senses.size + 1
                if first + 1 < len(left) < last:
                    yield low + first, end + last - len(left), senses

    def _broken(self) -> Iterator[tuple[int, int]]:
        """Yield where a line ends inside a word: of few lines the last sign is a hyphen."""
        for at in self.marks.places("\n"):
            if at and self.text[at - 1] in _HYPHENS and _BROKEN.match(self.text, at - 1):
                yield at - 1, at + 1

    def _scan_known(self, start: int, end: int, senses: Senses) -> None:
        words = self.text[start:end]
        for entity in senses.entities:
            if not (senses.spaced and crosses_stop(words, entity.name)):
                self.known.append(_made(Known, (start, end, entity)))

    @cached_property
    def _cue_starts(self) -> dict[str, list[int]]:
        """Return where the trigger words of each kind begin, in order."""
        return {kind: [cue.start for cue in found] for kind, found in self.cues.items()}

    def cues_in(self, kind: str, start: int, end: int) -> Sequence[Cue]:
        """Return the trigger words of a kind that begin in a stretch of the text, in order."""
        starts = self._cue_starts.get(kind)
        if starts is None:
            return ()
        low = bisect_left(starts, start)
        return self.cues[kind][low : bisect_left(starts, end)]

    def spoken(self, kind: str) -> Mapping[int, Sequence[Cue]]:
        """Return the trigger words of a kind that are of the language of their sentence, in order.

        They come by the number of the sentence.
        """
        found = self._spoken.get(kind)
        if found is None:
            found = self._spoken[kind] = {}
            for cue in self.cues.get(kind, ()):
                number = bisect_right(self.starts, cue.start) - 1
                if number >= 0 and self.sentences[number].language == cue.trigger.language:
                    found.setdefault(number, []).append(cue)
        return found

    def spoken_in(self, kind: str, sentence: Sentence) -> Sequence[Cue]:
        """Return those of them that stand in a sentence."""
        return self.spoken(kind).get(self.number(sentence), ())

    def spoken_between(self, kind: str, start: int, end: int) -> Sequence[Cue]:
        """Return those that begin in a stretch of a sentence.

        Where it goes on over the end of the sentence, they are of the language of its beginning.
        """
        number = bisect_right(self.starts, start) - 1
        if number >= 0 and end <= self.sentences[number].end:
            found = self.spoken(kind).get(number, ())
            return [cue for cue in found if start <= cue.start < end] if found else found
        language = self.language_at(start)
        return [cue for cue in self.cues_in(kind, start, end) if cue.trigger.language == language]

    def number(self, sentence: Sentence) -> int:
        """Return the number of a sentence of this text."""
        return self._numbers[sentence.start]

    @cached_property
    def _numbers(self) -> dict[int, int]:
        return {start: number for number, start in enumerate(self.starts)}

    @cached_property
    def lower(self) -> str:
        """Return the text in small letters; empty when they are not as many as the text has."""
        lower = self.text.lower()
        return lower if len(lower) == len(self.text) else ""

    @cached_property
    def marks(self) -> Marks:
        """Return where the signs and figures of the text stand."""
        return Marks(self.text)

    @cached_property
    def stems(self) -> Stems | None:
        """Return where words may begin that start a claim; None when ``lower`` is empty."""
        if self.text and not self.lower:
            return None
        languages = [sentence.language for sentence in self.sentences]
        return Stems(self.lower, self.starts, languages, self.marks.blanks)

    @cached_property
    def verb_starts(self) -> frozenset[int]:
        """Return where the verbs of claims begin."""
        return frozenset(cue.start for cue in self.cues.get("verb", ()))

    @cached_property
    def deed_starts(self) -> frozenset[int]:
        """Return where the verbs begin that say what somebody does with a project or event."""
        return frozenset(
            cue.start
            for cue in self.cues.get("deed", ())
            if cue.trigger.language == self.language_at(cue.start)
        )

    def deed_in(self, start: int, end: int) -> bool:
        """Tell whether such a verb begins in a stretch of the text."""
        at = bisect_left(self._deeds, start)
        return at < len(self._deeds) and self._deeds[at] < end

    @cached_property
    def _deeds(self) -> Sequence[int]:
        return sorted(self.deed_starts)

    def deed_starts_after(self, start: int, reach: int) -> Iterator[int]:
        """Yield where such verbs begin in a short stretch of the text."""
        language = self.language_at(start)
        for cue in self.cues_in("deed", start, start + reach):
            if cue.trigger.language == language:
                yield cue.start

    @cached_property
    def items(self) -> frozenset[int]:
        """Return where the items of lists begin that have lost their bullets in reading."""
        return frozenset(block.start for block in self.document.blocks if block.kind == "list")

    @cached_property
    def _firsts(self) -> list[int]:
        """Return where the first letter or figure of each sentence stands."""
        text = self.text
        return [
            one.start if text[one.start].isalnum() else _first(text, one) for one in self.sentences
        ]

    @cached_property
    def placed(self) -> bytearray:
        """Return 1 for every character inside a well-known name of a place of several words."""
        mask = bytearray(len(self.text) + 1)
        for hit in self.places:
            if hit.senses.spaced and 0 <= hit.senses.level <= 1:
                mask[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
        return mask

    def take(self, start: int, end: int) -> None:
        """Mark a stretch as used up: no other name is read inside it."""
        self.taken[start:end] = b"\x01" * (end - start)

    def free(self, start: int, end: int) -> bool:
        """Tell whether nothing of a stretch is used up."""
        return 1 not in self.taken[start:end]

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that holds a character, or None."""
        index = bisect_right(self.starts, offset) - 1
        if index < 0 or offset >= self.sentences[index].end:
            return None
        return self.sentences[index]

    def language_at(self, offset: int) -> str | None:
        """Return the language of the sentence at a character, else that of the document."""
        index = bisect_right(self.starts, offset) - 1
        return self.sentences[index].language if index >= 0 else self.document.language

    def words(self, words: Iterable[str]) -> Sequence[int]:
        """Return where some words may stand whole, with a small or capital letter first, in order.

        A stem ("our*") may go on with letters, a word with an apostrophe is looked for up to it.
        """
        forms: set[str] = set()
        for word in words:
            form = haystack(word.rstrip("*"))
            form = form.rstrip() if word.endswith(("*", "'")) else form
            forms |= {form, form[:1] + form[1:2].upper() + form[2:]}
        return Marks(self.hay).words(forms)

    def locator_at(self, offset: int) -> Locator:
        """Return where a character stands in the original."""
        return self.document.locate(offset)

    def before(self, start: int, words: int = 4) -> list[str]:
        """Return the last words before an offset, in lower case, the nearest last."""
        index = bisect_right(self.starts, start) - 1
        if index >= 0 and start <= self._firsts[index]:  # starts_sentence
            return []
        return self.hay[max(0, start - 44) : start + 1].lower().rsplit(None, words)[-words:]

    def after(self, end: int, words: int = 3) -> list[str]:
        """Return the next words after an offset as they are written."""
        return self.hay[end + 1 : end + 44].split(None, words)[:words]

    def starts_sentence(self, start: int) -> bool:
        """Tell whether only quotes or brackets stand between a sentence's start and an offset."""
        index = bisect_right(self.starts, start) - 1
        return index >= 0 and start <= self._firsts[index]

    def add(
        self,
        type_: MentionType,
        start: int,
        end: int,
        *,
        link: str | None = None,
        geonames_id: str | None = None,
        value: str | None = None,
        method: str,
        confidence: float,
        detail: Iterable[tuple[str, str]] = (),
    ) -> Mention:
        """Add a mention of ``text[start:end]`` with its language and locator."""
        mention = Mention(
            type_, start, end, self.text[start:end], link, geonames_id, value,
            self.language_at(start), method, confidence, self.locator_at(start), tuple(detail),
        )  # fmt: skip
        self.mentions.append(mention)
        return mention


def _first(text: str, sentence: Sentence) -> int:
    """Return where the first letter or figure of a sentence stands, its end if it has none."""
    inside = range(sentence.start, sentence.end)
    return next((at for at in inside if text[at].isalnum()), sentence.end)


def _sentences(document: Document, marks: Marks) -> Iterator[Sentence]:
    """Yield the sentences of the body, each with the language of its block (or of itself)."""
    for block in document.blocks:
        if block.kind in SKIPPED:
            continue
        language = block_language(block.text, document.language)
        for start, end in spans(document.text, block.start, block.end, language, marks):
            yield Sentence(start, end, language)
