"""Tells of which project each sentence speaks: one it names, or one the page spoke of before.

A page remembers its project: the next sentences of the paragraph go on about it, and later ones
come back to it by a word ("the kitchen", "it") or because the page has no other.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from loaders.extract.claims.clauses import LONGEST, Clause, Finds, clause_at
from loaders.extract.gist.topics import speaks, topic
from loaders.extract.model import Mention
from loaders.extract.reading.shapes import UPPER
from loaders.extract.reading.view import Sentence, View
from loaders.extract.relations.agents import by_whom
from loaders.extract.relations.making import moved
from loaders.extract.relations.memory import Memory
from loaders.extract.relations.things import heads_in
from loaders.extract.subjects.presented import presented, titled
from loaders.extract.subjects.tied import tied
from loaders.tables.patterns import any_of, one_of
from loaders.tables.words import entries

_NEAR, _INTRODUCED, _STEM, _MOST, _LEAST = 3, 70, 5, 60, 4
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
_TELLING = ("figures.count", "gist.pays", "gist.carries", "roles.given", "roles.run", "gist.end")
_PAYERS = ("roles.public", "roles.fund")
_ARTICLED = re.compile(rf"^(?i:{any_of('text.article')})\s(?=[{UPPER}]\w{{2,}})")
_NOUN = re.compile(rf"\w+\s(?=[{UPPER}])")
_SIGNS = frozenset("„“«»\"'‘’")
_TYPES = frozenset({"PRACTICE", "EVENT"})
_QUOTED = re.compile(rf"['„“\"«‘»](?<!\w['’])[{UPPER}][^„“”\"«»\n.!?]{{2,50}}[“”\"»«’']")
_ITEM = re.compile(r"\s*(?:[•☞*·–—-]|\d{1,2}[.)]|[a-z]\))\s")


@dataclass(frozen=True)
class Matter:
    """A project that a sentence speaks of; ``age`` 0: it names it, else how many before it did.

    ``again``: a word of the sentence speaks of it again; ``only``: the page has no other project.
    """

    sentence: Sentence
    thing: Mention
    age: int
    again: bool
    only: bool

    @property
    def span(self) -> tuple[int, int]:
        """The sentence, in which the claim stands."""
        return self.sentence.start, self.sentence.end


def matters(view: View, finds: Finds, named: Mapping[int, list[Mention]]) -> Iterator[Matter]:
    """Yield the sentences that speak of one project, in order."""
    used = {m.text: m for found in named.values() for m in found}
    whole = {text: next((o for o in used if o != text and text in o), text) for text in used}
    brief = {long: used[short] for short, long in whole.items() if short != long and " " in short}
    only = len(set(whole.values())) == 1
    telling = _telling(view)
    last: Mention | None = None
    age, apart = 0, False
    for number in range(min(named, default=len(view.sentences)), len(view.sentences)):
        sentence = view.sentences[number]
        found = named.get(number, [])
        if found and last is not None and all(_common(view, m, last) for m in found):
            found = []
        if found and last is not None and age < _NEAR and _does(view, sentence, found):
            found = []
        if found:
            one = found[0] if len({m.text for m in found}) == 1 else None
            last, age = (brief.get(one.text, one) if one is not None else None), 0
            if one is not None and number in telling and _readable(view, sentence):
                yield Matter(sentence, one, 0, True, only)
            continue
        age += 1
        if last is None:
            continue
        gap = view.text.find("\n", view.sentences[number - 1].start, sentence.start)
        if gap >= 0 and _ITEM.match(view.text, gap + 1, sentence.end):
            last = None
            continue
        apart = gap >= 0 or (apart and age > 1)
        if number not in telling or not _readable(view, sentence):
            continue
        near = age <= _NEAR or only
        again = (near or apart) and _speaks_again(view, finds, sentence, last)
        if apart and not (again or only):
            last = None
            continue
        if _QUOTED.search(view.text, sentence.start, sentence.end):
            last = None  # what is named in quotes may be what the next sentences speak of
            continue
        if not near or _about_other(view, finds, number, sentence, last):
            continue
        yield Matter(sentence, last, age, again, only)
        if again and age <= _NEAR:
            age, apart = 0, False


def _telling(view: View) -> set[int]:
    """Return which sentences hold a number or a word for running or paying, by their numbers."""
    starts, every = view.starts, view.sentences
    found = {bisect_right(starts, at) - 1: at for at in view.marks.numbers}  # their last ones
    found.pop(-1, None)  # before the first sentence
    told = {number for number, at in found.items() if at < every[number].end}
    told |= {number for number in found.keys() - told if _figured(view, number)}
    stems, all_ = view.stems, [range(len(every))]
    worded = [stems.numbers(name) for name in _TELLING] if stems is not None else all_
    more = set().union(*worded) - told
    return told | {n for n in more if any(speaks(name, view, every[n]) for name in _TELLING)}


def _figured(view: View, number: int) -> bool:
    start, end, _ = view.sentences[number]
    return view.marks.digit(start, end) is not None


def named_things(view: View, finds: Finds) -> dict[int, list[Mention]]:
    """Return by the number of a sentence the projects that it names, known names found again."""
    found = {
        number: [
            m for m in inside if m.type in _TYPES and not _is_word(m) and _runs(view, finds, m)
        ]
        for number, inside in view.named.items()
    }
    found = {number: inside for number, inside in found.items() if inside}
    taken = frozenset(number for number, inside in view.named.items() if inside)
    found |= {number: [one] for number, one in titled(view, finds, taken).items()}
    found |= {number: [one] for number, one in presented(view, finds, taken).items()}
    taken |= found.keys()
    found |= {number: [one] for number, one in tied(view, finds, taken).items()}
    names: dict[str, Mention] = {}
    for inside in found.values():
        for mention in inside:
            if mention.text[:1].isupper() and len(names) < _MOST:
                names.setdefault(mention.text, mention)
    for name, mention in [*names.items(), *_short(view, names.values())]:
        short = _ARTICLED.sub("", name)
        for at in _places(view.text, short):
            number = bisect_right(view.starts, at) - 1
            inside = view.named.get(number, [])
            if number >= 0 and not any(m.start < at + len(short) and at < m.end for m in inside):
                begin = at - len(name) + len(short)
                whole = view.text.startswith(name, max(0, begin))
                again = moved(mention, begin if whole else at, at + len(short))
                found.setdefault(number, []).append(again)
    return {number: _longest(inside) for number, inside in found.items()}


def _short(view: View, names: Iterable[Mention]) -> Iterator[tuple[str, Mention]]:
    """Yield the names without their noun that a text uses too: "Buurtkeuken De Lepel"."""
    for mention in names:
        noun = _NOUN.match(mention.text)
        if noun is None or not any(
            True for _ in heads_in(view, mention.start, mention.start + noun.end())
        ):
            continue
        rest = mention.text[noun.end() :]
        start = view.text.find(rest, mention.end)
        if len(rest) >= _LEAST and start >= 0:
            yield rest, replace(mention, text=rest, start=start, end=start + len(rest))
    for mention in names:
        yield from _alone(view, mention)


def _alone(view: View, mention: Mention) -> Iterator[tuple[str, Mention]]:
    """Yield the first or last word of a name that stands alone behind "the": "the Herberg"."""
    words = mention.text.split()
    definite = topic("gist.definite", view.language_at(mention.start) or "")
    for word in {words[0], words[-1]} if len(words) > 1 else ():
        start = view.text.find(f" {word}", mention.end) + 1
        before = view.text[max(0, start - 12) : max(0, start - 1)].rsplit(None, 1)
        if start <= 0 or len(word) <= _LEAST or not word[0].isupper() or not before:
            continue
        after = view.text[start + len(word) + 1 : start + len(word) + 2]
        if definite.fullmatch(before[-1]) is not None and not after.isupper():
            yield word, replace(mention, text=word, start=start, end=start + len(word))


def _longest(found: list[Mention]) -> list[Mention]:
    """Return the projects of a sentence without those whose name is part of another's."""
    if len(found) == 1:
        return found
    texts = {m.text for m in found}
    return [m for m in found if not any(m.text in other for other in texts - {m.text})]


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
    pronoun = topic("gist.again", sentence.language or "").search(
        view.text, sentence.start, min(m.start for m in found)
    )
    return pronoun is not None and any(speaks(name, view, sentence) for name in _TELLING[1:-1])


def _runs(view: View, finds: Finds, mention: Mention) -> bool:
    """Tell whether a thing is what somebody runs, and no fund or club that pays for others."""
    language = view.language_at(mention.start) or ""
    if mention.link is not None:
        return True
    if by_whom(view, mention) or mention.text in finds.cities:
        return False
    if any(topic(name, language).fullmatch(mention.text) for name in _PAYERS):
        return False
    return topic("gist.fund", language).search(mention.text) is None


def _is_word(mention: Mention) -> bool:
    """Tell whether a mention is only a noun for a kind of project: "night shelter"."""
    if mention.method == "relation" or mention.link:
        return False
    return mention.text.islower() or " " not in mention.text


def _places(text: str, name: str) -> Iterator[int]:
    """Yield where a name stands as whole words."""
    if len(name) < _LEAST:
        return
    at = text.find(name)
    while at >= 0:
        stop = at + len(name)
        if not (text[at - 1 : at].isalnum() or text[stop : stop + 1].isalnum()):
            yield at
        at = text.find(name, stop)


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
