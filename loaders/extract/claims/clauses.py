"""Lays a sentence out for claims: its clauses, mentions and the words that make it no statement."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import NamedTuple, TypeVar, cast

from loaders.extract.dates.asides import in_aside, of_another
from loaders.extract.model import Mention
from loaders.extract.reading.shapes import between_signs
from loaders.extract.reading.titles import titles
from loaders.extract.reading.view import Cue, Sentence, View
from loaders.tables.patterns import any_of
from loaders.tables.words import by_language, spoken

# Each begins with one of a few signs, so that the search is quick.
_THAT = any_of("claims.clause-that")
# Behind most blanks stands no letter that one of the words begins with, and no blank.
_PARTING = (*spoken("claims.clause-that"), *spoken("claims.clause-any"))
_LETTERS = "".join(sorted({word[0] for word in _PARTING}))
_BREAK = re.compile(
    rf"[;:·,\s](?:(?=[–—{_LETTERS}])(?<=\s)(?:[–—]|{_THAT}|{any_of('claims.clause-any')})\s|"
    rf"(?=\s)(?:(?<=[;:·])\s|(?<=,)\s{_THAT}\s|"
    rf"(?<=,)\s(?:{any_of('claims.clause-comma')}|{any_of('claims.clause-name')}"
    rf"(?=\s[A-ZŁŚŻ]))\s))"
)
# A comma that ends an enumeration's sentence part: what comes after is said of something else.
_AFTER_ALL = re.compile(r",\s(?![_\W])|\)\s")
# "Unlike Bergen, Oslo …": those of whom a clause says the contrary, before it and after it.
_UNLIKE_WORDS = tuple(spoken("claims.unlike"))
_UNLIKE = re.compile(rf"{any_of('claims.unlike')}\s[^,;]*_[^,;]*", re.IGNORECASE)
# "…, Basle does not": names at the end of which a clause says the contrary.
_CONTRAST = re.compile(
    rf",\s(?:{any_of('claims.contrast')}\s)?(?:\w+\s){{0,2}}_[_\s]*"
    rf"(?:\s{any_of('claims.contrast-and')}\s(?:\w+\s)?_[_\s]*)?,?\s"
    rf"(?:{any_of('claims.contrast-between')}\s){{0,3}}{any_of('claims.contrast-not')}(?!\w)"
)
LONGEST = 1500
# Before the date from which somebody holds an office: "elected in 2015".
_TERM = re.compile(rf"(?<!\w){any_of('claims.term')}\s$", re.IGNORECASE)
_BACK, _SPAN = 30, 16
_FROM_TO = re.compile(
    rf"(?<!\w){any_of('persons.term-from')}\s(?:19|20)\d\d\s{any_of('persons.term-to')}\s"
    rf"(?:{any_of('persons.term-to-article')}\s)?(?:19|20)\d\d(?!\w)"
)
_PASSIVE = re.compile(rf"(?<!\w){any_of('claims.passive')}(?!\w)")
# How far before a colon a word may stand that tells what is listed after it.
_LISTED = 60
_NAMES = frozenset({"ORG", "CHARTER", "PERSON", "CITY", "EVENT", "DATE"})
_TOKENS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|n'")
# The French denial, written together with its verb.
_NE = "n'"


class _Blocking(NamedTuple):
    """Words that make a clause no statement: single ones, phrases, and the first word of each."""

    single: frozenset[str]
    phrases: tuple[str, ...]
    firsts: frozenset[str]

    @classmethod
    def of(cls, words: Sequence[str]) -> _Blocking:
        phrases = [word for word in words if " " in word]
        return cls(
            frozenset(word.lower() for word in words if " " not in word),
            tuple(f" {phrase} " for phrase in phrases),
            frozenset(phrase.split()[0] for phrase in phrases),
        )


def _tables(names: Iterable[str]) -> dict[str, _Blocking]:
    """Return the blocking words of these lists by language."""
    found: dict[str, list[str]] = {}
    for name in names:
        for language, words in by_language(f"claims.{name}").items():
            found.setdefault(language, []).extend(words)
    return {language: _Blocking.of(words) for language, words in found.items()}


_KINDS = ("negation", "uncertain", "ended")
# Kinds of doubt that a verb in the future raises.
_TO_BE = frozenset({"", "uncertain", "doubt"})
# Under "" all of them together.
_BLOCKING = {kind: _tables({kind}) for kind in _KINDS} | {
    "": _tables(_KINDS),
    "doubt": _tables(("negation", "uncertain")),
}
_NO_WORDS = _Blocking.of(())
# Endings of verbs by which a clause tells what is to come, by language.
_TO_COME = {
    language: tuple(ending.lstrip("*") for ending in endings)
    for language, endings in by_language("claims.future").items()
}
_LEAST = 5


@dataclass
class Clause:
    """A stretch of a sentence with its mentions (in order) and verb cues."""

    start: int
    end: int
    language: str
    text: str
    sentence: Sentence
    mentions: Sequence[Mention] = ()
    verbs: list[Cue] = field(default_factory=list)
    acting: list[Mention] | None = None
    names: Sequence[Mention] = ()
    """Names that only a claim speaks of: their words deny nothing either ("Premiers pas")."""

    @cached_property
    def words(self) -> str:
        """Return the clause with the letters of its names blanked out."""
        inside = [m for m in self.mentions if m.type in _NAMES]
        if self.names:
            inside = sorted([*inside, *self.names], key=lambda m: m.start)
        return _blanked(self.text, self.start, self.end, inside)

    def dates(self) -> list[Mention]:
        """Return the dates with a year that may be those of an act, not of somebody's office."""
        dates = [m for m in self.mentions if m.type == "DATE" and m.has_year]
        return [m for m in dates if not self._of_office(m)]

    def dates_at(self, start: int, end: int) -> list[Mention]:
        """Return the dates that may be those of an act told by some words, not of an aside."""
        stretch, said = (self.start, self.sentence.end), (start, end)
        dates = self.dates()
        if len(dates) > 1:
            dates = [m for m in dates if not of_another(self.text, stretch, m, said)] or dates
        return [m for m in dates if not in_aside(self.text, stretch, m, said)]

    def only_date(self) -> Mention | None:
        """Return the one date of an act; None where there is none, or there are several."""
        dates = self.dates()
        return dates[0] if len(dates) == 1 else None

    def stretch(self, sign: re.Pattern[str], low: int, high: int) -> tuple[int, int]:
        """Return the part of the clause between signs that holds all from one offset to another."""
        return between_signs(self.text, sign, (self.start, self.end), (low, high))

    def _of_office(self, date: Mention) -> bool:
        """Tell whether a date is (part of) somebody's term: "since 2015", "from 2015 to 2020"."""
        if _TERM.search(self.text, max(0, date.start - _BACK), date.start):
            return True
        if "/" in (date.value or ""):  # "Mayor X (2015–2020)"
            return any(self.text[m.end : date.start] == " (" for m in self.of("PERSON"))
        low, high = max(self.start, date.start - _SPAN), date.end + _SPAN
        if not self.of("PERSON"):
            return False
        span = _FROM_TO.search(self.text, low, min(high, self.sentence.end))
        return span is not None and span.start() < date.end and date.start < span.end()

    def of(self, *types: str) -> list[Mention]:
        """Return the mentions of these types."""
        return [mention for mention in self.mentions if mention.type in types]

    def without_contrast(self, last: int) -> Clause:
        """Return the clause without those before and after of whom it says the contrary.

        ``last`` is the end of the verb.
        """
        tail = _CONTRAST.search(self.words, max(0, last - self.start))
        end = self.start + tail.start() if tail else self.end
        start = self.start
        said, unlike = self.words.lower(), None
        if any(words in said for words in _UNLIKE_WORDS):  # much quicker than the pattern
            unlike = _UNLIKE.search(self.words, 0, end - self.start)
        if unlike is not None and unlike.start() == 0 and self.start + unlike.end() < last:
            start += unlike.end()
        elif unlike is not None and self.start + unlike.start() >= last:
            end = self.start + unlike.start()
        if (start, end) == (self.start, self.end):
            return self
        inside = [m for m in self.mentions if start <= m.start and m.end <= end]
        verbs = [verb for verb in self.verbs if verb.end <= end]
        return Clause(start, end, self.language, self.text, self.sentence, inside, verbs)

    def denied(self, kind: str = "") -> bool:
        """Tell whether the clause is negated, planned, hypothetical or about an end (or one)."""
        return self.asked or _says(kind, self.language, self.words)

    def doubted(self, start: int, end: int, *, passive: bool = False) -> bool:
        """Tell whether words other than those between two offsets deny or doubt the clause.

        ``passive``: it says by whom something is done, so that "wird" makes no future of it.
        """
        cut = slice(max(0, start - self.start), max(0, end - self.start))
        words = f"{self.words[: cut.start]}_{self.words[cut.stop :]}"
        if passive:
            words = _PASSIVE.sub("_", words)
        return self.asked or _says("doubt", self.language, words)

    @property
    def asked(self) -> bool:
        """Tell whether the clause is (the end of) a question."""
        ends = "?\u037e;" if self.language == "el" else "?"
        last = self.text[self.start : self.sentence.end].rstrip(" »”\"'’)")[-1:]
        return last != "" and last in ends

    def denies(self, start: int, end: int, *, aside: bool = False) -> bool:
        """Tell whether what the clause says between two offsets is not a statement.

        Of an aside ("X, member of Y since 2010, wants …") nothing counts but its own words.
        A wish or plan that follows after a comma is about something else; a denial may still be
        the end of a German or Dutch verb.
        """
        if self.asked:
            return True
        if aside:
            return _says("", self.language, self._cut(start, end))
        after = self.words[max(0, end - self.start) :]
        comma = _AFTER_ALL.search(after)
        if comma is None:
            return self.denied()
        said = self.words[: len(self.words) - len(after) + comma.start()]
        whole = self.words if self.language in {"de", "nl"} else said
        return (
            _says("uncertain", self.language, said)
            or _says("negation", self.language, whole)
            or _says("ended", self.language, whole)
        )

    def _cut(self, start: int, end: int) -> str:
        return self.words[max(0, start - self.start) : max(0, end - self.start)]


Found = TypeVar("Found")


@dataclass(frozen=True)
class Finds:
    """The mentions of a text in order, quick to cut by position."""

    mentions: Sequence[Mention]
    starts: Sequence[int]
    _known: dict[str, object] = field(default_factory=dict, compare=False)
    _cut: dict[tuple[int, int], Sequence[Mention]] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, mentions: Sequence[Mention]) -> Finds:
        """Take mentions that are sorted by their start."""
        return cls(mentions, [mention.start for mention in mentions])

    def once(self, key: str, find: Callable[[], Found]) -> Found:
        """Return what is found out once about the whole text, by what it is."""
        if key not in self._known:
            self._known[key] = find()
        return cast(Found, self._known[key])

    @cached_property
    def cities(self) -> Mapping[str, Mention]:
        """Return the first mention of each city, by how it is written there."""
        found: dict[str, Mention] = {}
        for mention in self.mentions:
            if mention.type == "CITY":
                found.setdefault(mention.text, mention)
        return found

    def between(self, start: int, end: int) -> Sequence[Mention]:
        """Return the mentions that begin in a stretch of the text."""
        found = self._cut.get((start, end))
        if found is None:  # many rules ask for those of the same sentence or clause
            low = bisect_left(self.starts, start)
            found = self.mentions[low : bisect_left(self.starts, end, low)]
            self._cut[start, end] = found
        return found

    def full_name(self, person: Mention) -> Mention:
        """Return the one longer name that a text gave before to whom it now calls by a surname."""
        if person.type != "PERSON" or person.link or " " in person.text:
            return person
        tail = f" {person.text}"
        before = self.mentions[: bisect_left(self.starts, person.start)]
        full = {m.text: m for m in before if m.type == "PERSON" and m.text.endswith(tail)}
        return next(iter(full.values())) if len(full) == 1 else person


def _says(kind: str, language: str, words: str) -> bool:
    """Tell whether words hold one of those that make a clause no statement."""
    single, phrases, firsts = _BLOCKING[kind].get(language, _NO_WORDS)
    lower = words.lower().replace("’", "'")
    tokens = _TOKENS.findall(lower)
    if not single.isdisjoint(tokens):
        return True
    if _NE in single and any(token.startswith(_NE) for token in tokens):
        return True
    if kind in _TO_BE and _is_to_come(language, tokens):
        return True
    if firsts.isdisjoint(lower.split()):
        return False
    lower = f" {lower} "
    return any(phrase in lower for phrase in phrases)


def _is_to_come(language: str, tokens: Sequence[str]) -> bool:
    """Tell whether a word is a verb in the future, by its ending."""
    endings = _TO_COME.get(language)
    return endings is not None and any(
        token.endswith(endings) and len(token) > _LEAST for token in tokens
    )


def clauses(view: View, finds: Finds) -> Iterator[Clause]:
    """Yield the clauses that hold a verb of a claim, with their mentions."""
    clause: Clause | None = None
    for cue in _longest(list(chain.from_iterable(view.spoken("verb").values()))):
        sentence = _readable(view, cue.start)
        if sentence is None:
            continue
        start, end = _bounds(view, sentence, cue.start, cue.end)
        if view.text[end : end + 1] == ":" and end - cue.end < _LISTED:
            end = _bounds(view, sentence, cue.start, end + 2)[1]
        if clause is None or (clause.start, clause.end) != (start, end):
            if clause is not None:
                yield clause
            clause = _clause(view, sentence, start, end, finds)
        clause.verbs.append(cue)
    if clause is not None:
        yield clause


def clause_around(view: View, mention: Mention, finds: Finds) -> Clause | None:
    """Return the clause that holds a mention, or None when nothing can be claimed there."""
    sentence = _readable(view, mention.start)
    if sentence is None:
        return None
    start, end = _bounds(view, sentence, mention.start, mention.end)
    return _clause(view, sentence, start, end, finds)


def clause_at(view: View, start: int, end: int, finds: Finds) -> Clause | None:
    """Return the clause that holds a stretch of the text, or None."""
    sentence = _readable(view, start)
    if sentence is None:
        return None
    return _clause(view, sentence, *_bounds(view, sentence, start, end), finds)


def _readable(view: View, offset: int) -> Sentence | None:
    """Return the sentence at an offset; None when it is endless or of no known language."""
    sentence = view.sentence_at(offset)
    if sentence is None or sentence.language is None:
        return None
    return sentence if sentence.end - sentence.start <= LONGEST else None


def _clause(view: View, sentence: Sentence, start: int, end: int, finds: Finds) -> Clause:
    inside = finds.between(start, end)
    return Clause(start, end, sentence.language or "", view.text, sentence, inside)


def _longest(cues: Sequence[Cue]) -> list[Cue]:
    """Return the cues without those inside longer ones (the same words may mean several things)."""
    kept: list[Cue] = []
    start, end = -1, -1
    for cue in sorted(cues, key=lambda cue: (cue.start, -cue.end)):
        if cue.start >= end:
            start, end = cue.start, cue.end
            kept.append(cue)
        elif (cue.start, cue.end) == (start, end):
            kept.append(cue)
    return kept


def _bounds(view: View, sentence: Sentence, low: int, high: int) -> tuple[int, int]:
    start, end = sentence.start, sentence.end
    if low <= start and high >= end:  # all of it: no sign parts it
        return start, end
    spans = view.clause_breaks.get(start)
    if spans is None:
        spans = [match.span() for match in _BREAK.finditer(view.text, start, end)]
        quoted = titles(view.text, start, end, view.marks) if spans else []
        spans = [span for span in spans if not any(a < span[0] < b for a, b in quoted)]
        view.clause_breaks[start] = spans
    for first, last in spans:
        if last <= low:
            start = last
        elif first >= high:
            end = first
            break
    return start, end


def _blanked(text: str, start: int, end: int, inside: Sequence[Mention]) -> str:
    """Return the words of a clause without those of names: "No One Is Illegal" does not negate."""
    parts: list[str] = []
    position = start
    for mention in inside:
        low, high = max(position, mention.start), min(mention.end, end)
        if low < high:
            parts += (text[position:low], "_" * (high - low))
            position = high
    return "".join((*parts, text[position:end]))
