"""Tells what a sentence is about by the stems of its words, and which date goes with which name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from loaders.extract.claims.actors import actors, enumeration
from loaders.extract.claims.asides import own_date
from loaders.extract.claims.clauses import Clause
from loaders.extract.model import Mention
from loaders.extract.reading.stems import LONG, is_short
from loaders.extract.reading.view import Sentence, View
from loaders.tables.quick import quick_words
from loaders.tables.words import spoken

_BEFORE, _LEAD, _HEADING = 48, 60, 70
# What something is, between a word and its name: "at the annual conference “X”".
_NOUN = re.compile(r"(?:[\s'’]*[^\W\d_]+){0,4}[\s'’„“\"«‘]*")
_QUOTES = tuple("„“”\"«»‘’'")
_PART = re.compile(r"[,;:·()–—]")


@cache
def topic(name: str, language: str) -> re.Pattern[str]:
    """Return the pattern for the words of a list in a language (for none of no words)."""
    return re.compile(quick_words(spoken(name, language)) if language else "(?!)")


def says(name: str, clause: Clause) -> bool:
    """Tell whether a clause holds a word of a list outside the names in it."""
    return topic(name, clause.language).search(clause.words) is not None


def speaks(name: str, view: View, sentence: Sentence) -> bool:
    """Tell whether a sentence holds a word of a list anywhere: if not, none of its clauses does."""
    said = view.said.get((name, sentence))
    if said is None:  # several rules ask for it
        words = sought(name, view, sentence)
        found = words.search(view.text, sentence.start, sentence.end) if words else None
        said = view.said[name, sentence] = found is not None
    return said


def sought(name: str, view: View, sentence: Sentence) -> re.Pattern[str] | None:
    """Return the pattern of the words of a list that a sentence may hold, None when it has none."""
    language, stems = sentence.language or "", view.stems
    if stems is None or stems.among(name, sentence.start):
        return topic(name, language)
    return _short(name, language) if name in LONG else None


def any_sought(names: tuple[str, ...], view: View, sentence: Sentence) -> bool:
    """Tell whether a sentence may hold a word of one of some lists, none of them of short words."""
    stems = view.stems
    return stems is None or stems.among_any(names, sentence.start)


@cache
def _short(name: str, language: str) -> re.Pattern[str]:
    words = filter(is_short, spoken(name, language)) if language else ()
    return re.compile(quick_words(words))


def led_by(view: View, name: str, language: str, mention: Mention) -> bool:
    """Tell whether words of a list stand right before a name."""
    pattern = topic(name, language)
    start = max(0, mention.start - _BEFORE)
    before = view.text[start : mention.start].rstrip(" „“«\"'‘(")
    return any(start + m.end() == start + len(before) for m in pattern.finditer(before))


def led_far(view: View, name: str, language: str, mention: Mention, least: int) -> bool:
    """Tell whether words of a list stand before a name, with a few words on what it is between."""
    low = max(least, mention.start - _LEAD)
    found = list(topic(name, language).finditer(view.text, low, mention.start))
    return bool(found) and _NOUN.fullmatch(view.text, found[-1].end(), mention.start) is not None


def spoken_of(
    view: View, fits: Callable[[Mention], bool], reach: int = 1
) -> Iterator[tuple[int, Mention, int]]:
    """Yield the sentences about the one fitting thing that they, or those before, name.

    Each comes as its number, the thing, and how many sentences before it was named (0 to
    ``reach``). Another such thing or a heading ends what is said of the first.
    """
    one: dict[int, Mention | None] = {}
    for number, found in view.named.items():
        names = {m.text: m for m in found if fits(m)}
        if len(names) > 1:
            names = {m.text: m for m in names.values() if _quoted(view, m)} or names
        if names:
            one[number] = next(iter(names.values())) if len(names) == 1 else None
    for named in sorted(one):
        thing = one[named]
        for number in range(named, min(named + reach + 1, len(view.sentences))):
            other = number > named and number in one
            if thing is None or other or (number > named and _heads(view, number)):
                break
            yield number, thing, number - named


def _quoted(view: View, mention: Mention) -> bool:
    return view.text[mention.start - 1 : mention.start] in _QUOTES


def _heads(view: View, number: int) -> bool:
    """Tell whether a sentence is a line of its own that ends like no sentence: a heading."""
    (start, end, _), text = view.sentences[number], view.text
    if end - start > _HEADING or text[start - 1 : start] not in {"\n", ""}:
        return False
    return text[start:end].rstrip()[-1:].isalnum() and text[end : end + 1] in {"\n", ""}


def groups(view: View, clause: Clause, beside: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Yield the cities and governments of a clause outside other names, those enumerated as one."""
    found = [
        m for m in actors(view, clause)
        if not any(m.start < o.end and o.start < m.end for o in beside)
    ]  # fmt: skip
    done = -1
    for mention in found:
        if mention.start > done:
            group = enumeration(view, found, mention)
            done = group[-1].start
            yield group


def part_of(clause: Clause, group: Sequence[Mention]) -> tuple[int, int]:
    """Return the part between signs that an enumeration stands in."""
    return clause.stretch(_PART, group[0].start, group[-1].end)


def date_with(view: View, clause: Clause, group: Sequence[Mention], many: bool) -> Mention | None:
    """Return the one date of the part an enumeration stands in, else the one of its clause.

    ``many`` says that other cities stand in the clause: then a date elsewhere may be theirs.
    """
    own = own_date(view, clause, group[0])
    if own is not None:
        return own
    start, end = part_of(clause, group)
    dates = clause.dates()
    inside = [m for m in dates if start <= m.start < end]
    if len(inside) == 1:
        return inside[0]
    return dates[0] if not inside and not many and len(dates) == 1 else None


def until(clause: Clause, last: Mention) -> Clause:
    """Return a clause up to the name of what it speaks of: what follows may be a wish.

    German and Dutch verbs may end it. Nor do the words of the name deny anything: "against the
    planned camps".
    """
    if clause.language in {"de", "nl"}:
        return replace(clause, names=[last])
    inside = [m for m in clause.mentions if m.end <= last.end]
    return replace(clause, end=last.end, mentions=inside, names=[last])
