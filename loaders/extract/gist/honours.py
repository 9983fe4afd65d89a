"""Reads who got an award, and who calls itself a haven, by what a sentence is about."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from loaders.extract.claims.actors import enumeration, is_place_of_action
from loaders.extract.claims.clauses import LONGEST, Clause, Finds, clause_at
from loaders.extract.gist.doers import doers
from loaders.extract.gist.spots import Spots
from loaders.extract.gist.topics import (
    date_with,
    groups,
    led_by,
    led_far,
    says,
    speaks,
    topic,
)
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import Sentence, View
from loaders.extract.relations.agents import by_whom, stands_aside
from loaders.extract.relations.making import claim, named, sureness
from loaders.extract.relations.memory import Memory
from loaders.tables.patterns import whole_word

GIVEN, CALLED, DECLARED = 0.66, 0.69, 0.7
_HAVEN = re.compile(whole_word("relations.haven"), re.IGNORECASE)
_GETTERS = frozenset({"CITY", "GOVERNMENT", "ORG", "PERSON"})
_NEAR = 120
_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"[„“\"«»‘]\s?(?P<name>[^„“”\"«»‘’\n]{4,60}?)\s?[“”\"»«’]")
_BEFORE = re.compile(r"(?<![\w'’])(?P<word>[^\W\d_]+['’]?)\s?$")
_AFTER = re.compile(r"\s(?P<word>[^\W\d_]+)")
_QUOTE, _SHORT, _CLOSE = 60, 4, 45
_TITLE = re.compile(r"[„“\"«»‘]\s?(?P<name>[^\W\d_][^„“”\"«»‘’\n.!?;:]{4,44}?)\s?[“”\"»«’](?!\w)")
_FAR, _BESIDE, _WORDS, _LONG, _LETTER = 75, 4, 6, 4, 22
_CITIES = frozenset({"CITY", "GOVERNMENT"})
_OTHERS = frozenset({"ORG", "EVENT", "CHARTER"})


def honours(view: View, finds: Finds) -> Iterator[Claim]:
    """Yield recognitions and declarations of the sentences that name an award or a haven."""
    memory = Memory()
    for number in sorted(view.named):
        found, sentence = view.named[number], view.sentences[number]
        awards = [m for m in found if m.type == "AWARD"]
        if not awards or sentence.language is None or sentence.end - sentence.start > LONGEST:
            continue
        if len({m.text for m in awards}) == 1:
            yield from _given(view, finds, awards[0], found, memory)
    for haven in _havens(view):
        yield from _called(view, finds, *haven.span(), memory)


def _havens(view: View) -> Iterator[re.Match[str]]:
    """Yield the words for a haven in sentences where somebody declares something.

    Their stems are looked for as plain letters first, for speed.
    """
    stems = view.stems
    if stems is None:  # a letter whose small form is longer
        yield from _HAVEN.finditer(view.text)
        return
    declaring = stems.numbers("gist.declare")
    found: dict[int, list[int]] = {}
    for at, _ in stems.places("relations.haven"):
        number = bisect_right(view.starts, at) - 1
        if number in declaring:
            found.setdefault(number, []).append(at)
    for number in sorted(found):
        if speaks("gist.declare", view, view.sentences[number]):
            yield from _inside(view, view.sentences[number], sorted(found[number]))


def _inside(view: View, sentence: Sentence, places: Sequence[int]) -> Iterator[re.Match[str]]:
    """Yield the words for a haven at some places of a sentence, none inside another."""
    end = -1
    for at in places:
        haven = _HAVEN.match(view.text, at, sentence.end) if at >= end else None
        if haven is not None:
            end = haven.end()
            yield haven


def _given(
    view: View, finds: Finds, award: Mention, found: Sequence[Mention], memory: Memory
) -> Iterator[Claim]:
    """Yield who got the award of a sentence: whom words lead to, else who stands before."""
    clause = clause_at(view, award.start, award.end, finds)
    if clause is None:
        return
    clause.names = [award]
    if not says("gist.honour", clause) or says("gist.listed", clause):
        return
    if clause.doubted(0, 0, passive=True):
        return
    things = [m for m in found if m.type == "PRACTICE" and clause.start <= m.start < clause.end]
    inside = [m for m in clause.of(*_GETTERS) if m.end <= award.start or m.start >= award.end]
    inside = [m for m in inside if m.type != "CITY" or not _within(m, clause)]
    both = sorted([*inside, *things], key=lambda m: m.start)
    getter = _led_to(view, clause, both, award) or _winner(view, clause, both, award)
    honoured = _honoured(clause)
    if getter is None and honoured is not None:
        getter = next((m for m in both if m.start >= honoured), None)
    elif getter is None and not _gives(clause):
        again = memory.speaks_of_city(view, clause, clause.end, finds)
        before = [
            m for m in both
            if m.end <= award.start
            and not (m.type == "ORG" and stands_aside(view, clause, m, award.start))
        ]  # fmt: skip
        getter = _subject(view, clause, before, again[0] if again is not None else None)
    if getter is not None:
        when = date_with(view, clause, [getter], many=False)
        span = (clause.sentence.start, clause.sentence.end)
        sure = GIVEN * min(1.0, sureness(getter))
        yield claim(view, "recognition", (getter, award, when), span, sure,
                    method="gist:recognition")  # fmt: skip


def _gives(clause: Clause) -> bool:
    """Tell whether somebody gives an award in a clause: who acts in it does not get it."""
    return says("gist.gives", clause) and not says("gist.given", clause)


def _honoured(clause: Clause) -> int | None:
    """Return where a verb ends behind which it says whom somebody honours: "has honoured X"."""
    verb = topic("gist.honours", clause.language).search(clause.words)
    if verb is None:
        return None
    passive = topic("gist.passive", clause.language)
    low = max(0, verb.start() - _CLOSE)
    if passive.search(clause.words, low, min(len(clause.words), verb.end() + _CLOSE)) is not None:
        return None
    return clause.start + verb.end()


def _winner(view: View, clause: Clause, both: Sequence[Mention], award: Mention) -> Mention | None:
    """Return who is named right before or behind a noun for a winner."""
    noun = topic("gist.winner", clause.language).search(clause.words)
    if noun is None:
        return None
    end = max(clause.start + noun.end(), award.end)
    behind = [m for m in both if m.start >= end and not by_whom(view, m)]
    if behind and behind[0].start - end < _CLOSE:
        return behind[0]
    return None


def _within(city: Mention, clause: Clause) -> bool:
    return any(b.start <= city.start < b.end for b in clause.of("GOVERNMENT", "ORG", "PERSON"))


def _led_to(view: View, clause: Clause, both: Sequence[Mention], award: Mention) -> Mention | None:
    """Return who stands after "to": "the prize went to X"."""
    led = [
        m for m in both
        if _led(view, clause, m) and abs(m.start - award.end) < _NEAR
    ]  # fmt: skip
    behind = [m for m in led if m.start >= award.end]
    bodies = [m for m in behind if m.type not in _CITIES]  # "remis à Lyon à l'association X"
    return next(iter(bodies or behind or led), None)


def _led(view: View, clause: Clause, mention: Mention) -> bool:
    """Tell whether "to" stands before a name; of a project with a noun: "to the project “X”"."""
    if led_by(view, "gist.to", clause.language, mention):
        return True
    return mention.type in {"PRACTICE", "ORG"} and led_far(
        view, "gist.to", clause.language, mention, clause.start
    )


def _subject(
    view: View, clause: Clause, before: Sequence[Mention], city: Mention | None
) -> Mention | None:
    """Return who stands before an award and is not the place, the giver or only the reason.

    ``city`` is the one that words such as "the city" in the clause speak of.
    """
    fit = [
        m for m in before
        if not by_whom(view, m)
        and not _reason(view, clause, m)
        and not (m.type == "CITY" and is_place_of_action(view, m, clause.language, m))
    ]  # fmt: skip
    if city is not None and not any(m.type != "PRACTICE" for m in fit):
        return city
    things = [m for m in fit if m.type == "PRACTICE"]
    return next(iter(things or fit), None)


def _reason(view: View, clause: Clause, mention: Mention) -> bool:
    """Tell whether "for" stands before a name, or before the noun of a project."""
    if led_by(view, "gist.for", clause.language, mention):
        return True
    return mention.type == "PRACTICE" and led_far(
        view, "gist.for", clause.language, mention, clause.start
    )


def _called(view: View, finds: Finds, start: int, end: int, memory: Memory) -> Iterator[Claim]:
    """Yield which city calls itself a haven, or is called so by its council."""
    clause = clause_at(view, start, end, finds)
    if clause is None or any(m.start < end and start < m.end for m in clause.of("ORG", "CHARTER")):
        return
    lead = view.text[max(clause.start, start - _QUOTE) : start].rstrip()
    if topic("gist.letter-of", clause.language).search(lead[-_LETTER:]) is not None:
        return  # "the Letter of Welcome"
    if not says("gist.declare", clause) or clause.doubted(0, 0, passive=True):
        return
    what = named(view, "WORK", *_whole(view.text, clause, start, end))
    found = [
        g for g in groups(view, clause, [what])
        if not is_place_of_action(view, g[0], clause.language, g[0])
        and min(abs(g[0].start - end), abs(start - g[-1].end)) < _NEAR
    ]  # fmt: skip
    again = memory.speaks_of_city(view, clause, clause.end, finds) if not found else None
    group = found[0] if found else [again[0]] if again is not None else []
    if not group or len(found) > 1:
        return
    when = date_with(view, clause, group, many=False)
    for city in enumeration(view, group, group[0]):
        yield claim(view, "declaration", (city, what, when),
                    (clause.sentence.start, clause.sentence.end), CALLED * city.confidence,
                    method="gist:declaration")  # fmt: skip


def _whole(text: str, clause: Clause, start: int, end: int) -> tuple[int, int]:
    """Return the span of a haven's name: all that is quoted, else its nouns and small words."""
    low, high = max(clause.start, start - _QUOTE), min(clause.end, end + _QUOTE)
    for quoted in _QUOTED.finditer(text, low, high):
        if quoted.start() < start and end < quoted.end():
            return quoted.span("name")
    noun = topic("gist.place", clause.language)
    while (before := _BEFORE.search(text, clause.start, start)) and noun.fullmatch(before["word"]):
        start = before.start("word")
    while (after := _AFTER.match(text, end, clause.end)) and noun.fullmatch(after["word"]):
        end = after.end("word")
    first = _WORD.match(text, start, end)  # "of refuge" begins with its noun
    small = first is not None and first.end() - first.start() < _SHORT and first.end() < end
    return (first.end() + 1 if small and first is not None else start), end


def declarations(view: View, finds: Finds, spots: Spots) -> Iterator[Claim]:
    """Yield what a city declares itself, or its council declares it, where that is quoted."""
    for sentence, words in spots.words_with(finds, "gist.proclaim"):
        for word, clause in words:
            quoted = _title(view, clause, word[1])
            if quoted is None:
                continue
            start, end = quoted.span("name")
            if any(m.start < end and start < m.end for m in clause.of(*_OTHERS)):
                break
            if clause.doubted(word[0], end, passive=True):
                break
            what = named(view, "WORK", start, end)
            group = _declared(view, finds, clause, word, quoted.start())
            when = date_with(view, clause, group, many=False) if group else None
            if when is not None and "," in view.text[end : max(end, when.start)]:
                when = None  # "…, which Graz had done in 2001"
            later = _likewise(view, finds, sentence, end) if group else []
            said = [*((city, when) for city in group), *((city, None) for city in later)]
            for city, date in said:
                yield claim(view, "declaration", (city, what, date),
                            (sentence.start, sentence.end), DECLARED * city.confidence,
                            method="gist:declaration")  # fmt: skip
            break


def _title(view: View, clause: Clause, start: int) -> re.Match[str] | None:
    """Return the quoted name of a place or haven right behind a word of declaring."""
    stop = min(clause.sentence.end, start + _FAR + _BESIDE)
    found = _TITLE.search(view.text, start, stop + _FAR)
    if found is None or found.start() > stop or len(found["name"].split()) > _WORDS:
        return None
    if ":" in view.text[start : found.start()]:  # « … » is what somebody said
        return None
    nouns = topic("gist.place", clause.language).finditer(found["name"])
    if any(noun.end() - noun.start() >= _LONG for noun in nouns):
        return found
    return found if _HAVEN.search(found["name"]) else None


def _declared(
    view: View, finds: Finds, clause: Clause, word: tuple[int, int], quote: int
) -> list[Mention]:
    """Return the city that is called so: named right before the quote, else who declares it."""
    beside = [
        m for m in finds.between(word[1], quote)
        if m.type in _CITIES and quote - m.end <= _BESIDE and not by_whom(view, m)
    ]  # fmt: skip
    return beside[:1] or doers(view, finds, clause, word)


def _likewise(view: View, finds: Finds, sentence: Sentence, start: int) -> list[Mention]:
    """Return the cities that did the same, as the rest of a sentence says."""
    word = topic("gist.likewise", sentence.language or "").search(view.text, start, sentence.end)
    clause = clause_at(view, *word.span(), finds) if word is not None else None
    if word is None or clause is None or clause.doubted(0, 0, passive=True):
        return []
    cities = [
        m for m in finds.between(max(start, clause.start), clause.end)
        if m.type == "CITY" and min(abs(m.start - word.end()), abs(word.start() - m.end)) < _FAR
    ]  # fmt: skip
    before = [m for m in cities if m.end <= word.start()]
    near = before[-1:] or cities[:1]
    return enumeration(view, cities, near[0]) if near else []
