"""Reads who founded a network, forum or coalition that a sentence names, registered or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from loaders.extract.claims.actors import is_place_of_action
from loaders.extract.claims.clauses import Clause, Finds
from loaders.extract.claims.recall import is_network
from loaders.extract.gist.spots import Spots
from loaders.extract.gist.topics import topic
from loaders.extract.knowledge.haystack import lower_class
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.shapes import UPPER, run_left, run_right, word_start
from loaders.extract.reading.view import Sentence, View
from loaders.extract.relations.agents import agent_after, and_others
from loaders.extract.relations.making import claim, named
from loaders.extract.relations.things import name_end
from loaders.tables.patterns import any_of, one_of
from loaders.tables.words import by_language

FOUNDED = 0.72
_REACH, _BY_REACH, _DATE, _NEAR, _LEAST, _BESIDE, _SMALL = 140, 48, 22, 60, 6, 12, 2
_HEAD = {
    language: re.compile(rf"(?<![\w-]){one_of(words)}(?!\w)")
    for language, words in by_language("gist.body-head").items()
}
_TAIL = {
    language: re.compile(rf"(?<=[^\W\d_]){one_of(words)}(?!\w)")
    for language, words in by_language("gist.body-head-end").items()
}
_QUOTED = re.compile(r"(?:\s\w+)?\s[„“\"«‘]\s?(?P<name>[^„“”\"«»\n]{3,60}?)\s?[“”\"»’]")
_BY = re.compile(rf"(?<!\w)(?:{any_of('claims.by')}|{any_of('claims.initiative')})(?!\w)")
_WHICH = re.compile(rf"(?:\s\w+){{0,2}},?\s{any_of('claims.who')}\s")
_AND = re.compile(rf"\s{any_of('text.and')}\s(?:[{lower_class()}]{{1,4}}['’\s])?")
_CAPITAL = re.compile(rf"\s?(?:\w{{1,4}}['’\s]){{0,2}}(?=[{UPPER}])")
_LETTER = re.compile(r"(?P<word>[^\W\d_]+)")
_YEARS = re.compile(rf"\d\s{any_of('persons.year-behind')}\s?$")
_YEAR = re.compile(rf"\s{any_of('persons.year-behind')}")
_ENDS = frozenset({"de", "nl"})  # languages whose participle or verb ends a clause
_FREE = frozenset({"de", "nl", "pl", "el"})


def founders(view: View, finds: Finds, spots: Spots) -> Iterator[Claim]:
    """Yield who founded the body that a sentence with a word of founding names."""
    for sentence, words in spots.words_with(finds, "gist.found"):
        wide = _wide(view, finds, sentence)
        for word, clause in words:
            body = _body(view, wide, word)
            if body is None or replace(clause, names=[body]).doubted(*word, passive=True):
                continue
            group = _group(view, wide, word, body)
            when = _date(wide, word, body)
            for one in group:
                if not (body.link or one.link or when):
                    continue
                yield claim(view, "founding", (body, one, when), (wide.start, wide.end),
                            FOUNDED * one.confidence, method="gist:founding")  # fmt: skip
            if group:
                break


def _wide(view: View, finds: Finds, sentence: Sentence) -> Clause:
    """Return a whole sentence as a clause: its relative clauses name founders.

    Where it ends in the sign behind a year ("w 2022 r. Gdańsk"), the next one may go on with it.
    """
    if _YEARS.search(view.text, max(sentence.start, sentence.end - _BESIDE), sentence.end):
        after = view.sentence_at(sentence.end + 1)
        if after is not None and after.start >= sentence.end:
            sentence = Sentence(sentence.start, after.end, sentence.language)
    inside = finds.between(sentence.start, sentence.end)
    return Clause(
        sentence.start, sentence.end, sentence.language or "", view.text, sentence, inside
    )


def _body(view: View, wide: Clause, word: tuple[int, int]) -> Mention | None:
    """Return the body before a word that "which" follows, else the first not led by "by"."""
    known = [m for m in wide.of("ORG") if m.link and m.end <= word[0]]
    other = [
        m for m in _headed(view, wide, word[0])
        if not any(k.start < m.end and m.start < k.end for k in known)
    ]  # fmt: skip
    found = [*(m for m in known if is_network(m)), *other]
    found = [m for m in found if m.end <= word[0] and word[0] - m.end < _REACH]
    found = [
        m for m in sorted(found, key=lambda m: (m.start, -m.end))
        if _BY.search(view.text, max(wide.start, m.start - _BESIDE), m.start) is None
    ]  # fmt: skip
    related = [m for m in found if _WHICH.match(view.text, m.end, word[0])]
    return next(iter(related[-1:] or found), None)


def _headed(view: View, wide: Clause, end: int) -> Iterator[Mention]:
    """Yield the names of bodies before an offset: a noun for one, with its name or quotes."""
    head, tail = _HEAD.get(wide.language), _TAIL.get(wide.language)
    for noun in head.finditer(view.text, wide.start, end) if head else ():
        quoted = _QUOTED.match(view.text, noun.end(), end)
        if quoted is not None:
            yield named(view, "ORG", *quoted.span("name"))
            continue
        low = noun.start()
        if wide.language in {"en", "nl"}:
            low = run_left(view.text, low, 4)
        high = min(_named_until(view, noun.end(), end), end)
        if low == noun.start() and high <= noun.end():
            continue
        if view.text[noun.start()].islower() and low == noun.start():
            low = noun.end() + 1
        yield named(view, "ORG", low, high)
    for noun in tail.finditer(view.text, wide.start, end) if tail else ():
        start = word_start(view.text, noun.end())
        if view.text[start].isupper() and noun.end() - start > _LEAST:
            high = min(_named_until(view, noun.end(), end), end)
            yield named(view, "ORG", run_left(view.text, start, 2), high)


def _named_until(view: View, start: int, end: int) -> int:
    """Return where the name ends that goes on behind a noun: at its place if none does."""
    if view.text[start : start + 1] != " ":
        return start
    first = _LETTER.match(view.text, start + 1, end)
    if first is None:
        return start
    return (
        name_end(view, start + 1, end)
        if first["word"][0].isupper()
        else (run_right(view.text, start, 6))
    )


def _group(view: View, wide: Clause, word: tuple[int, int], body: Mention) -> list[Mention]:
    """Return the founders: behind "by", in a relative clause, or behind a verb in free order."""
    for start, end, by in _places(view, wide, word, body):
        first = _agent(view, wide, start)
        if first is None or first.end > end or first.start < body.end:
            continue
        lead = view.text[start : first.start]
        if _only_whose(wide, first):
            continue
        if not by and (len(lead.split()) > _SMALL or _placed(view, wide, first)):
            continue
        found = [
            part for one in and_others(view, wide, first, end) if one.end <= end
            for part in _parts(view, one)
        ]  # fmt: skip
        return (
            []
            if any(m.type in {"DATE", "PERSON"} for m in found)
            else [m for m in found if not _common(wide, m)]
        )
    return []


def _common(wide: Clause, body: Mention) -> bool:
    """Tell whether a German noun may be no name at all: "von 13 Städten gegründet"."""
    return wide.language == "de" and body.method == "relation" and " " not in body.text


def _agent(view: View, wide: Clause, start: int) -> Mention | None:
    """Return the body named behind an offset, be it that "and" joins it to one that is known."""
    body = agent_after(view, wide, start)
    if body is None:
        return None
    joint = _AND.search(view.text, start, body.start)
    low = _CAPITAL.match(view.text, start, joint.start()) if joint is not None else None
    if joint is None or low is None or body.start - joint.end() > _BESIDE:
        return body
    known = [m for m in wide.of("ORG", "CITY", "GOVERNMENT") if start <= m.start < joint.start()]
    return known[0] if known else named(view, "ORG", low.end(), joint.start())


def _placed(view: View, wide: Clause, city: Mention) -> bool:
    return city.type == "CITY" and is_place_of_action(view, city, wide.language, city)


def _only_whose(wide: Clause, city: Mention) -> bool:
    """Tell whether a Greek genitive says of what city a founder is."""
    return wide.language == "el" and city.type == "CITY" and city.method.endswith("inflected")


def _parts(view: View, body: Mention) -> list[Mention]:
    """Return the two bodies that a name joins which nobody registered: "Lutheran Care and AC"."""
    joint = _AND.search(view.text, body.start, body.end) if not body.link else None
    if joint is None or not view.text[joint.end()].isupper():
        return [body]
    return [
        named(view, "ORG", body.start, joint.start()), named(view, "ORG", joint.end(), body.end)
    ]  # fmt: skip


def _places(
    view: View, wide: Clause, word: tuple[int, int], body: Mention
) -> Iterator[tuple[int, int, bool]]:
    """Yield where founders may begin, where they must have ended, and whether "by" leads them."""
    by = _BY.search(view.text, word[0], min(wide.end, word[1] + _BY_REACH))
    if by is not None:
        yield by.end(), wide.end, True
        return
    if wide.language in _ENDS:
        by = _BY.search(view.text, body.end, word[0])
        if by is not None:
            yield by.end(), word[0], True
            return
    passive = topic("gist.passive", wide.language).search(view.text, body.end, word[0])
    if passive or topic("gist.found-passive", wide.language).match(view.text, *word):
        return
    which = _WHICH.match(view.text, body.end, word[0])
    start = which.end() if which is not None else body.end
    if which is not None or wide.language in _ENDS:
        yield _past_date(wide, _past_aux(view, wide, start, word[0])), word[0], False
    if which is not None or wide.language in _FREE:
        yield _past_date(wide, word[1]), wide.end, False


def _past_aux(view: View, wide: Clause, start: int, end: int) -> int:
    """Return where an auxiliary verb at an offset ends: "haben 2018 die GEW und …"."""
    verb = topic("gist.aux", wide.language).match(view.text, _word(view.text, start), end)
    return verb.end() if verb is not None else start


def _word(text: str, start: int) -> int:
    """Return where the next word begins."""
    while start < len(text) and not text[start].isalnum():
        start += 1
    return start


def _past_date(wide: Clause, start: int) -> int:
    """Return where a date ends that stands right behind an offset."""
    dates = [m for m in wide.of("DATE") if start <= m.start < start + _DATE]
    if not dates:
        return start
    behind = _YEAR.match(wide.text, dates[0].end)
    return behind.end() if behind is not None else dates[0].end


def _date(wide: Clause, word: tuple[int, int], body: Mention) -> Mention | None:
    """Return the date with a year nearest to a word of founding."""
    dates = [
        m for m in wide.of("DATE") if m.has_year and m.start >= min(body.start, word[0]) - _NEAR
    ]
    near = [m for m in dates if max(m.start - word[1], word[0] - m.end) < _NEAR]
    return min(near, key=lambda m: max(m.start - word[1], word[0] - m.end), default=None)
