"""Reads who got an award that a sentence names: "De Lepel kreeg in 2020 de Waalpenning"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from loaders.extract.claims.clauses import Clause, Finds
from loaders.extract.deeds.phrases import before_gap, behind_gap, name_before, names_after
from loaders.extract.gist.spots import Spots
from loaders.extract.gist.topics import led_by, topic
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import View
from loaders.extract.relations.agents import by_whom, stands_aside
from loaders.extract.relations.making import claim, named, nearest, sureness
from loaders.extract.relations.memory import Memory
from loaders.tables.patterns import any_of, followed

GOT, AGAIN = 0.69, 0.62
_REACH, _NEAR, _BACK, _SHORT, _STEM = 90, 45, 3, 4, 5
_WINNERS = frozenset({"PRACTICE", "ORG", "CITY", "GOVERNMENT", "PERSON", "WORK"})
_KNOWN = frozenset({"PRACTICE", "ORG"})
# Languages whose verbs say by their endings that something was done to somebody.
_BENDING = frozenset({"el", "pl"})
_QUOTES = tuple("„“”\"«»‘’'")
# "the kitchen", "het project": a noun that speaks again of what was named before.
_NOUN = re.compile(rf"(?:{followed('text.article')})[^\W\d_]{{3,}}$", re.IGNORECASE)
_PRONOUN = re.compile(rf"{any_of('gist.it')}$", re.IGNORECASE)
_TITLE = re.compile(
    r"(?:\s[a-z]{1,3}){0,3}\s(?:[A-Z][\w'’-]*\s){0,4}?"
    rf"(?P<name>[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*)?\s{any_of('gist.title-of')})(?!\w)"
)


def prizes(view: View, finds: Finds, spots: Spots, known: Sequence[Claim]) -> Iterator[Claim]:
    """Yield who got an award by a verb of getting it, where no claim of the text says it yet."""
    told = {c.start for c in known if c.predicate == "recognition"}
    for sentence, words in spots.words_with(finds, "gist.won"):
        if sentence.start in told:
            continue
        for word, clause in words:
            award = _title(view, clause, word) or _award(view, finds, clause, word)
            if award is None or clause.doubted(0, 0, passive=True):
                continue
            winner, sure = _winner(view, finds, clause, word, award)
            if winner is None or winner.start == award.start:
                continue
            when = _date(clause, word, award)
            yield claim(view, "recognition", (winner, award, when), (sentence.start, sentence.end),
                        sure * sureness(winner), method="deeds:recognition")  # fmt: skip
            break


def _title(view: View, clause: Clause, word: tuple[int, int]) -> Mention | None:
    """Return a title that a body was given: "recognised as a City of Sanctuary"."""
    said = _TITLE.match(view.text, word[1], min(clause.end, word[1] + _REACH))
    return named(view, "AWARD", *said.span("name")) if said is not None else None


def _award(view: View, finds: Finds, clause: Clause, word: tuple[int, int]) -> Mention | None:
    """Return the award named behind a verb: one that a noun opens, or a name beside such a noun."""
    number = bisect_right(view.starts, word[0]) - 1
    found = [m for m in view.named.get(number, ()) if m.type == "AWARD"]
    near = [m for m in found if clause.start <= m.start and m.end <= clause.end]
    if near:
        return min(near, key=lambda m: abs(m.start - word[1]))
    if topic("gist.getting", clause.language).fullmatch(view.text, *word) is None:
        return None
    stop = min(clause.end, word[1] + _REACH)
    for start in _starts(view, finds, clause, word[1], stop):
        names = names_after(view, finds, start, stop)
        if len(names) == 1 and names[0].end - names[0].start > _SHORT and not names[0].link:
            name = names[0]
            if name.type == "ORG" and _is_prize(view, clause, number, name):
                return named(view, "AWARD", name.start, name.end)
    return None


def _starts(view: View, finds: Finds, clause: Clause, start: int, stop: int) -> Iterator[int]:
    """Yield where the name of an award may begin behind a verb: at once, or behind who got it."""
    yield behind_gap(view, finds, start, stop, clause.language)
    if clause.language in {"de", "nl"}:
        for date in finds.between(start, stop):
            if date.type == "DATE":
                yield date.end


def _is_prize(view: View, clause: Clause, number: int, name: Mention) -> bool:
    """Tell whether a name is that of an award, or the sentence or the one before speaks of one."""
    prize = topic("gist.prize", clause.language)
    if prize.search(name.text.lower()) is not None:
        return True
    beside = view.sentences[max(0, number - 1) : number + 1]
    return any(prize.search(view.text, one.start, one.end) is not None for one in beside)


def _date(clause: Clause, word: tuple[int, int], award: Mention) -> Mention | None:
    dates = clause.dates()
    inside = [m for m in dates if award.start <= m.start < award.end]
    near = [m for m in dates if m not in inside and abs(m.start - word[0]) < _REACH]
    found = near or inside
    return nearest(found, *word)


def _winner(
    view: View, finds: Finds, clause: Clause, word: tuple[int, int], award: Mention
) -> tuple[Mention | None, float]:
    """Return who got an award, and how surely: named beside the verb, or spoken of again."""
    if _gives(view, clause, word):
        between = [m for m in _things(view, finds, word[1], award.start) if m.end <= award.start]
        return (between[0] if between else None), GOT
    end, _ = before_gap(view, finds, word[0], clause.start, clause.language)
    name = name_before(view, finds, end, clause.start)
    apart = name is not None and (name.end <= award.start or name.start >= award.end)
    if name is not None and apart and _fits(view, clause, name, word[0]):
        return name, GOT
    before = _things(view, finds, clause.start, award.start)
    things = [m for m in before if _fits(view, clause, m, word[0])]
    if things:
        return next((m for m in things if m.type == "PRACTICE"), things[0]), GOT
    return _again(view, finds, clause, word, award), AGAIN


def _gives(view: View, clause: Clause, word: tuple[int, int]) -> bool:
    """Tell whether a verb says that somebody gives an award to another: "bekroonde X met"."""
    if topic("gist.getting", clause.language).fullmatch(view.text, *word) is not None:
        return False
    if clause.language in _BENDING:
        return False
    low = max(clause.start, word[0] - _NEAR)
    passive = topic("gist.passive", clause.language)
    if passive.search(view.text, low, min(clause.end, word[1] + _SHORT)) is not None:
        return False
    return _TITLE.match(view.text, word[1], clause.end) is None


def _fits(view: View, clause: Clause, name: Mention, at: int) -> bool:
    """Tell whether a name may be that of who got an award: no place or reason, nobody "by" whom.

    Nor is it one in brackets before the verb at an offset.
    """
    if name.type == "ORG" and stands_aside(view, clause, name, at):
        return False
    if name.type not in _WINNERS or by_whom(view, name) or name.text[-1:] in ")]":
        return False
    bare = name.method == "relation" and " " not in name.text
    if bare and view.starts_sentence(name.start) and view.text[name.start - 1] not in _QUOTES:
        return False  # "Wel kreeg …", "It won …"
    return not led_by(view, "gist.for", clause.language, name)


def _things(view: View, finds: Finds, start: int, stop: int) -> list[Mention]:
    """Return the projects and bodies named in a stretch of a sentence."""
    first = bisect_right(view.starts, start) - 1
    last = bisect_right(view.starts, max(start, stop - 1)) - 1
    found = [
        m for number in range(first, last + 1) for m in view.named.get(number, ())
        if m.type == "PRACTICE"
    ]  # fmt: skip
    found += [m for m in finds.between(start, stop) if m.type == "ORG"]
    return sorted((m for m in found if start <= m.start < stop), key=lambda m: m.start)


def _again(
    view: View, finds: Finds, clause: Clause, word: tuple[int, int], award: Mention
) -> Mention | None:
    """Return the city, project or body of the sentences before that "the city" or "it" means."""
    if clause.language == "el":
        return None
    city = Memory().speaks_of_city_at(view, clause, clause.start, award.start, finds)
    if city is not None:
        return city if not clause.of("ORG") else None
    end, _ = before_gap(view, finds, word[0], clause.start, clause.language)
    before = view.text[clause.start : max(end, clause.start)]
    behind = view.text[word[1] : min(word[1] + _NEAR, award.start)].strip()
    said = _NOUN.search(before) or _PRONOUN.search(before) or _PRONOUN.match(behind)
    said = said or (_NOUN.match(behind) if clause.language in {"de", "nl"} else None)
    number = bisect_right(view.starts, clause.start) - 1
    low = view.sentences[max(0, number - _BACK)].start
    things = _things(view, finds, low, view.sentences[number].start) if said is not None else []
    projects = [m for m in things if m.type == "PRACTICE"]
    one = _one(projects or things)
    if one is None or said is None or _PRONOUN.search(said.group()) is not None:
        return one
    told = view.text[max(0, one.start - _NEAR) : one.end + _NEAR].lower()
    return one if said.group().split()[-1][:_STEM].lower() in told else None


def _one(things: Sequence[Mention]) -> Mention | None:
    """Return the last of some mentions where all are of one name."""
    return things[-1] if len({m.link or m.text for m in things}) == 1 else None
