"""Reads to whom an award went, and who was given the title of an honorary citizen."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from loaders.extract.claims.clauses import Clause, Finds, clause_at
from loaders.extract.deeds.phrases import names_after
from loaders.extract.gist.spots import Spots
from loaders.extract.gist.topics import date_with, says, topic
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.shapes import UPPER, run_right
from loaders.extract.reading.view import Sentence, View
from loaders.extract.relations.agents import by_whom
from loaders.extract.relations.making import claim, named, sureness
from loaders.tables.patterns import any_of, followed

WENT, TITLED, LISTED = 0.69, 0.68, 0.66
_REACH, _CLOSE, _BESIDE, _LINE, _WORDS = 110, 6, 90, 140, 6
_CITIES = frozenset({"CITY", "GOVERNMENT"})
# "Ehrenbürgerin der Stadt Kiel", "honorary citizen of Dundee": whose title it is.
_OF = re.compile(
    rf"\s(?:{any_of('persons.office-of')})\s(?:{followed('text.article')})?"
    rf"(?:{any_of('gist.town')}\s(?:{any_of('persons.office-of')}\s)?)?"
)
_QUOTED = re.compile(r"\s[„“\"«»‘]\s?(?P<name>[^„“”\"«»‘’\n]{3,60}?)\s?[“”\"»«’]")
# A line without a verb: a year, the award, another year in brackets, "for", its winner.
_OPENS = re.compile(r"[\s\d:.–—•*-]*[„“\"«»‘]?")
_FOR = re.compile(
    rf"[“”\"»«’]?(?:,?\s\(?\d{{4}}\)?,?)?\s{any_of('gist.for', 'gist.to')}(?=\s|(?<=['’]))"
)
_REST = re.compile(r"[“”\"»«’]?(?:,?\s\(?\d{4}\)?)?[.;\s]*")
_NAMED = re.compile(rf"[„“\"«»‘]?(?P<name>[{UPPER}][^:„“”\"«»\n|]{{2,50}})[“”\"»«’]?:\s")
_APPOSED = re.compile(r",\s(?:[^\W\d_]{1,4}\s)?|\s\(")


def laurels(view: View, finds: Finds, spots: Spots, known: Sequence[Claim]) -> Iterator[Claim]:
    """Yield to whom awards went and who got a title, where no claim of the sentence says it yet."""
    told = {c.start for c in known if c.predicate == "recognition"}
    for found in (_went(view, finds, spots, told), _titled(view, finds, spots)):
        yield from found
    yield from _listed(view, finds, told)


def _listed(view: View, finds: Finds, told: set[int]) -> Iterator[Claim]:
    """Yield awards of lines without a verb: "2017 Bürgerpreis für X", "X: Peace Prize, 2021"."""
    for number in sorted(view.named):
        sentence = view.sentences[number]
        awards = [m for m in view.named[number] if m.type == "AWARD"]
        if sentence.start in told or len(awards) != 1 or sentence.language is None:
            continue
        if sentence.end - sentence.start > _LINE or awards[0].start - sentence.start > _LINE // 2:
            continue
        award, clause = awards[0], clause_at(view, awards[0].start, awards[0].end, finds)
        if clause is None or says("gist.listed", clause) or clause.doubted(0, 0, passive=True):
            continue
        winner = _before_colon(view, sentence, award) or _behind_for(view, finds, sentence, award)
        if winner is not None:
            dates = finds.between(sentence.start, sentence.end)
            when = next((m for m in dates if m.type == "DATE"), None)
            yield claim(view, "recognition", (winner, award, when),
                        (sentence.start, sentence.end), LISTED, method="deeds:laurel")  # fmt: skip


def _before_colon(view: View, sentence: Sentence, award: Mention) -> Mention | None:
    """Return who is named before a colon right before an award, at the start of a line."""
    said = _NAMED.match(view.text, sentence.start, award.start + 1)
    if said is None or award.start - said.end() > _CLOSE or len(said["name"].split()) > _WORDS:
        return None
    return named(view, "ORG", *said.span("name"))


def _behind_for(view: View, finds: Finds, sentence: Sentence, award: Mention) -> Mention | None:
    """Return who is named behind "for" or "to" right behind an award that opens its line."""
    opens = _OPENS.fullmatch(view.text, sentence.start, award.start)
    to = _FOR.match(view.text, award.end, sentence.end) if opens is not None else None
    names = names_after(view, finds, to.end(), sentence.end) if to is not None else []
    if len(names) != 1 or names[0].type not in {"ORG", "PERSON"}:
        return None
    rest = view.text[names[0].end : sentence.end]
    return names[0] if _REST.fullmatch(rest) is not None else None


def _went(view: View, finds: Finds, spots: Spots, told: set[int]) -> Iterator[Claim]:
    """Yield whom "to" names beside a verb by which an award goes to somebody."""
    for sentence, words in spots.words_with(finds, "gist.went"):
        number = bisect_right(view.starts, sentence.start) - 1
        awards = [m for m in view.named.get(number, ()) if m.type == "AWARD"]
        if sentence.start in told or len({m.text for m in awards}) != 1:
            continue
        for word, clause in words:
            award = awards[0]
            if not (clause.start <= award.start and award.end <= clause.end):
                continue
            if says("gist.listed", clause) or clause.doubted(0, 0, passive=True):
                continue
            winner = _receiver(view, finds, clause, word, award)
            if winner is not None:
                when = date_with(view, clause, [winner], many=False)
                yield claim(view, "recognition", (winner, award, when),
                            (sentence.start, sentence.end), WENT * sureness(winner),
                            method="deeds:laurel")  # fmt: skip
                break


def _receiver(
    view: View, finds: Finds, clause: Clause, word: tuple[int, int], award: Mention
) -> Mention | None:
    """Return who stands behind "to" in a clause: a body or person rather than a city.

    Behind a verb of handing over ("remis à Lyon") a city is only where it was done.
    """
    low, high = max(clause.start, word[0] - _REACH), min(clause.end, word[1] + _REACH)
    found: list[Mention] = []
    for to in topic("gist.to", clause.language).finditer(view.text, low, high):
        if award.start <= to.start() < award.end:
            continue
        names = names_after(view, finds, to.end(), clause.end)[:1]
        names = [_called(view, m, clause.end) for m in names]
        found += [m for m in names if m.start != award.start and not m.text.isdigit()]
    others = [m for m in found if m.type not in _CITIES]
    if not others and topic("gist.handed", clause.language).fullmatch(view.text, *word):
        return None
    return next(iter(others or found), None)


def _called(view: View, mention: Mention, stop: int) -> Mention:
    """Return the name in quotes right behind a noun: "die Werkstatt »Speiche«"."""
    quoted = _QUOTED.match(view.text, mention.end, stop) if mention.link is None else None
    return named(view, "ORG", *quoted.span("name")) if quoted is not None else mention


def _titled(view: View, finds: Finds, spots: Spots) -> Iterator[Claim]:
    """Yield who was made an honorary citizen, or is called so."""
    for sentence, words in spots.words_with(finds, "gist.honorary"):
        for word, clause in words:
            if says("gist.listed", clause) or clause.doubted(0, 0, passive=True):
                continue
            who = _bearer(view, clause, word)
            if who is None:
                continue
            title = _title(view, finds, word, clause.end)
            when = date_with(view, clause, [who], many=False)
            yield claim(view, "recognition", (who, title, when), (sentence.start, sentence.end),
                        TITLED * sureness(who), method="deeds:laurel")  # fmt: skip
            break


def _title(view: View, finds: Finds, word: tuple[int, int], stop: int) -> Mention:
    """Return a title with whose it is: "honorary citizen of Dundee"."""
    of = _OF.match(view.text, word[1], stop)
    at = of.end() if of is not None else word[1] + 1  # "honorowy obywatel Sopotu"
    cities = [m.end for m in finds.between(at, at + 1) if m.type in _CITIES]
    end = max(cities, default=run_right(view.text, at - 1, 2) if of is not None else word[1])
    return named(view, "AWARD", word[0], max(end, word[1]))


def _bearer(view: View, clause: Clause, word: tuple[int, int]) -> Mention | None:
    """Return who bears a title: named right beside it, else the one person of whom it is said."""
    persons = [m for m in clause.of("PERSON") if not by_whom(view, m)]
    for person in persons:
        gap = view.text[person.end : word[0]] if person.end <= word[0] else ""
        if _APPOSED.fullmatch(gap):
            return person
    if not says("gist.titled", clause):
        return None
    before = [m for m in persons if m.end <= word[0] and word[0] - m.end < _BESIDE]
    behind = [m for m in persons if m.start >= word[1] and m.start - word[1] < _BESIDE]
    near = before if len(before) == 1 else behind if not before else []
    return near[0] if len(near) == 1 else None
