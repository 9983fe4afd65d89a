"""Reads who founded an organisation or network, and when."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator

from loaders.extract.claims.actors import BY, LOOSE, distance, enumeration, is_place_of_action
from loaders.extract.claims.clauses import Clause, Finds
from loaders.extract.claims.recall import is_network, recalled_network
from loaders.extract.knowledge import lexicon
from loaders.extract.model import Mention
from loaders.extract.reading.tongues import DROPPING
from loaders.extract.reading.view import Cue, View
from loaders.tables.patterns import any_of, whole_word
from loaders.tables.words import literal

_FOUNDERS = literal("claims.founder")
_ACTIVE = literal("claims.founding-active")
_COMMA = re.compile(r",(?!\s_)")
_SOFT = literal("claims.founding-soft")
_NEAR, _NEAR_LOOSE, _BESIDE, _CLOSE, _FRONT = 70, 160, 45, 30, 3
# A participle or noun of founding belongs to the name right before it.
_RIGHT_AFTER = re.compile(rf"(?:[\s_,(–—.\d]|{whole_word('claims.founded-after')})*")
_COPULA = re.compile(
    rf"^{any_of('claims.founded-being')}\s|^{any_of('claims.founded-alone')}|"
    rf"^{any_of('claims.founded-word')}$"
)
_ARTICLE = re.compile(rf"\s(?:{any_of('claims.founded-article')}\s)*")
# A pronoun after "Founded in 2006,".
_IT = re.compile(rf",\s{any_of('claims.founded-it')}\s")
_STANDS = re.compile(rf"{any_of('claims.founded-it')}(?!\w)", re.IGNORECASE)
_BY_NEXT = re.compile(rf"\s{any_of('claims.by')}\s")
_OPENING, _IN_BRACKETS = 40, 16
_BESIDE_REACH = 5  # words: "con el apoyo de la", "avec le soutien de"
_SINCE = re.compile(rf"(?<!\w){any_of('claims.since')}\s$", re.IGNORECASE)
_AND = re.compile(rf"\s{any_of('text.and')}\s")
_LASTING = re.compile(rf"\s{any_of('text.and')}\s(?:\w+\s){{0,2}}?{any_of('claims.lasting')}(?!\w)")
_BESIDE_WORDS = lexicon.words("claims.not-founded")
_RELATIVE = re.compile(whole_word("claims.founded-relative"))
_GENITIVE = lexicon.words("claims.founded-of")
_NETWORKS = lexicon.words("claims.network-before")

_INITIATIVE = re.compile(rf"(?<!\w){any_of('claims.initiative')}\s?$", re.IGNORECASE)
_OTHERWISE = re.compile(
    rf"(?<!\w){any_of('gist.founding-other')}\s{any_of('claims.by')}"
    rf"(?:\s{any_of('claims.by-article')})*[\s'’]*$"
)
_LEAD = 45  # characters in which "by the mayors of" stands before a founder


def foundings(
    view: View, clause: Clause, cue: Cue, finds: Finds
) -> Iterator[tuple[Mention, Mention, Mention | None]]:
    """Yield what was founded, by whom (or when, if nobody is named), and the date.

    "X was founded by Y in DATE", "Y founded X", "X was founded in DATE", "X, founded in DATE".
    """
    said = view.text[cue.start : cue.end]
    words = said.split()
    active = (words[0] in _ACTIVE and words[-1] in _ACTIVE) or said in _FOUNDERS
    soft = said.lower() in _SOFT
    if soft or said.lower().removesuffix(" in") in _SOFT:
        founded = _launched(view, clause, cue)
        if founded is None and not soft:
            leading = [m for m in clause.of("ORG") if is_network(m) and m.end <= cue.start]
            founded = leading[-1] if leading else recalled_network(view, clause, cue, finds)
        if founded is None and _spoken_of(view, clause, cue, finds):
            founded = recalled_network(view, clause, cue, finds, needed=False)
    else:
        founded = _pronoun(view, clause, cue, finds) or _founded(view, clause, cue, active=active)
        if founded is None and not active:
            spoken = _spoken_of(view, clause, cue, finds)
            founded = recalled_network(view, clause, cue, finds, needed=not spoken)
    if founded is None or not _fits(view, clause, cue, founded):
        return
    founded = _spelled_out(view, clause, founded)
    date = nearest_date(clause, cue)
    leads = active or soft
    founders = _before(view, clause, cue) if leads else _after_by(view, clause, cue, founded)
    if active and not founders and clause.language in LOOSE:
        founders = _between(view, clause, cue, founded)
    founders = [m for m in founders if m.end <= founded.start or m.start >= founded.end]
    for founder in founders:
        yield founded, founder, date
    told = not founders and (not leads or (is_network(founded) and _follows(founded, date)))
    if told and date is not None and _dates(founded, date, cue, clause):
        yield founded, date, date


def _spelled_out(view: View, clause: Clause, founded: Mention) -> Mention:
    """Return the name that an unknown acronym in brackets stands for: "Lights Ahoy (LA)"."""
    if founded.link or view.text[founded.start - 2 : founded.start] != " (":
        return founded
    long = (m for m in clause.of("ORG") if m.end == founded.start - 2)
    return next(long, founded)


def _fits(view: View, clause: Clause, cue: Cue, founded: Mention) -> bool:
    """Tell whether an organisation stands close enough to the verb to be what was founded."""
    if founded.start < clause.start:
        return True
    if founded.start >= cue.end:
        # "The house, founded in 1890, is that of X": of what goes before the comma.
        of_other = view.text[clause.start : cue.start].rstrip().endswith(",")
        return not of_other and distance(founded, cue) <= _near(clause)
    if _owned(view, founded):
        return False
    related = _RELATIVE.search(view.text, founded.end, cue.start) is not None
    if distance(founded, cue) > (_NEAR_LOOSE if related else _near(clause)):
        return False
    said = view.text[cue.start : cue.end]
    plain = clause.language in LOOSE or _COPULA.search(said) or said.split()[0] in _ACTIVE
    soft = said.lower() in _SOFT or (related and said.lower().removesuffix(" in") in _SOFT)
    if plain or soft:
        return True
    gap = clause.words[founded.end - clause.start : cue.start - clause.start]
    return _RIGHT_AFTER.fullmatch(gap) is not None


def _owned(view: View, founded: Mention) -> bool:
    """Tell whether something of an organisation was founded: "a branch of X"."""
    if view.text[founded.start - 1 : founded.start] == "(":
        return False
    before = view.before(founded.start, 4)
    return bool(_GENITIVE.intersection(before[-2:])) and not _NETWORKS.intersection(before)


def _follows(founded: Mention, date: Mention | None) -> bool:
    return date is not None and date.start >= founded.end


def _near(clause: Clause) -> int:
    return _NEAR_LOOSE if clause.language in LOOSE else _NEAR


def _launched(view: View, clause: Clause, cue: Cue) -> Mention | None:
    """Return the network right after "launched", or before "that … launched"."""
    networks = [m for m in clause.of("ORG") if is_network(m)]
    following = [m for m in networks if m.start >= cue.end]
    if following and len(view.text[cue.end : following[0].start].split()) <= _FRONT:
        return following[0]
    leading = [m for m in networks if m.end <= cue.start]
    if leading and _RELATIVE.search(view.text, leading[-1].end, cue.start):
        return leading[-1]
    return None


def nearest_date(clause: Clause, cue: Cue) -> Mention | None:
    """Return the date with a year that stands nearest to the verb, or None."""
    dates = [
        m
        for m in clause.dates()
        if not _of_another(clause, cue, m)
        and not _beside_a_city(clause, m)
        and not _of_founding(clause, cue, m)
        and not _in_another_part(clause, cue, m)
    ]
    if len(dates) > 1:  # "became a member in 1994 and signed X in 2017"
        dates = [m for m in dates if not _before_and(clause, cue, m)] or dates
        dates = [m for m in dates if not _beyond_comma(clause, cue, m)] or dates
    if cue.trigger.value == "signature" and len(dates) > 1:  # "leader since 2015, signed in 2018"
        dates = [m for m in dates if not _lasts(clause, m)] or dates
    if clause.language not in LOOSE:
        dates = [m for m in dates if _verb_of(clause, m) == cue.start] or dates
    return min(dates, key=lambda m: distance(m, cue), default=None)


def _beyond_comma(clause: Clause, cue: Cue, date: Mention) -> bool:
    """Tell whether a comma stands between a date and a verb: "im Vorjahr …, heuer …"."""
    low, high = sorted((date.end, cue.start)) if date.start < cue.start else (cue.end, date.start)
    return "," in clause.text[low:high]


def _beside_a_city(clause: Clause, date: Mention) -> bool:
    """Tell whether a date stands in brackets right after a city: it is that of this one only."""
    if clause.text[date.end : date.end + 1] != ")":
        return False
    opened = clause.text.rfind("(", max(0, date.start - _IN_BRACKETS), date.start)
    if opened < 0 or any(m.end == opened - 1 for m in clause.of("ORG", "CHARTER")):
        return False
    words = clause.text[clause.start : opened].split()
    named = bool(words) and words[-1][0].isupper()
    if clause.language == "de":  # where all nouns have a capital: one of a list
        named = named and words[-2:-1] != [] and words[-2].endswith(",")
    return named or any(m.end == opened - 1 for m in clause.of("CITY", "GOVERNMENT"))


def _before_and(clause: Clause, cue: Cue, date: Mention) -> bool:
    """Tell whether "and" stands right before a verb, and a date before that."""
    return date.end <= cue.start and bool(_AND.fullmatch(clause.text, date.end, cue.start))


def _lasts(clause: Clause, date: Mention) -> bool:
    """Tell whether "since" stands before a date: it is not that of an act."""
    return (
        _SINCE.search(clause.text, max(clause.start, date.start - _CLOSE), date.start) is not None
    )


def _of_founding(clause: Clause, cue: Cue, date: Mention) -> bool:
    """Tell whether a date beside a verb of founding is not that of another verb."""
    return cue.trigger.value != "founding" and any(
        verb.trigger.value == "founding"
        and verb.start != cue.start
        and distance(date, verb) < distance(date, cue)
        for verb in clause.verbs
    )


def _in_another_part(clause: Clause, cue: Cue, date: Mention) -> bool:
    """Tell whether "and" parts a date from a verb, and the date's part has a verb of its own.

    "signed X on 3 May and is a member of Y": what lasts is not dated by what happened. A date that
    opens the clause is that of all its verbs.
    """
    words = clause.words
    cuts: list[int] = []
    for first, second in itertools.pairwise(clause.verbs):
        joints = list(_AND.finditer(words, first.end - clause.start, second.start - clause.start))
        if joints and first.end <= second.start:
            cuts.append(clause.start + joints[-1].start())
    if not cuts:
        return False
    part, own = bisect_right(cuts, date.start), bisect_right(cuts, cue.start)
    if part == own or (own and not _LASTING.search(words, cuts[own - 1] - clause.start)):
        return False
    if part == 0 and date.end <= clause.verbs[0].start:
        return len(words[: date.start - clause.start].split()) > _FRONT
    return True


def _verb_of(clause: Clause, date: Mention) -> int:
    """Return where the verb begins that a date follows; the first verb when none goes before."""
    before = [verb.start for verb in clause.verbs if verb.end <= date.start]
    return before[-1] if before else clause.verbs[0].start


def _of_another(clause: Clause, cue: Cue, date: Mention) -> bool:
    """Tell whether a date stands with another verb, after a comma."""
    return any(
        cue.end <= verb.start < date.start
        and _COMMA.search(clause.words, cue.end - clause.start, verb.start - clause.start)
        for verb in clause.verbs
    )


def _pronoun(view: View, clause: Clause, cue: Cue, finds: Finds) -> Mention | None:
    """Return the network that the sentence before begins with, when "it" was founded."""
    if clause.start != clause.sentence.start or any(is_network(m) for m in clause.mentions):
        return None
    if _STANDS.match(view.text, clause.start, cue.end) is None:
        return None
    before = view.sentence_at(clause.sentence.start - 2)
    if before is None or before.start >= clause.sentence.start:
        return None
    first = finds.between(before.start, min(before.end, before.start + _OPENING))
    return next((m for m in first if is_network(m)), None)


def _beside(view: View, mention: Mention) -> bool:
    """Tell whether an organisation is only one with whom, by whom or for whom something is."""
    part = view.text[max(0, mention.start - _NEAR) : mention.start].rpartition(",")[2]
    reach = min(_BESIDE_REACH, len(part.split()))  # "Founded by A and B, the X": not by X
    return not _BESIDE_WORDS.isdisjoint(view.before(mention.start, reach))


def _founded(view: View, clause: Clause, cue: Cue, *, active: bool) -> Mention | None:
    """Return the organisation: after an active verb, else before it (or after, in free order)."""
    leading = [m for m in clause.of("ORG") if m.end <= cue.start]
    following = [m for m in clause.of("ORG") if m.start >= cue.end]
    following = [m for m in following if active or not _beside(view, m)]
    if not active and not leading and _of_common(clause, cue):
        return None
    if active:
        return following[0] if following else None
    if leading:
        return leading[0] if clause.language in {"de", "nl"} else leading[-1]
    return following[0] if following else None


def _of_common(clause: Clause, cue: Cue) -> bool:
    """Tell whether words before "founded by" say what was founded: "the office created by X"."""
    by = BY.search(clause.text, cue.start, cue.end) or _BY_NEXT.match(clause.text, cue.end)
    low = max((m.end for m in clause.of("DATE") if m.end <= cue.start), default=clause.start)
    return by is not None and len(clause.text[low : cue.start].split()) > 1


def _after_by(view: View, clause: Clause, cue: Cue, founded: Mention) -> list[Mention]:
    """Return the founders named after "by" or "on the initiative of".

    They follow the verb; a German or Dutch participle may follow them: "von der UNESCO gegründet".
    """
    actors = _founders(clause)
    by_verb = BY.search(view.text[cue.start : cue.end]) is not None
    ends = clause.language in {"de", "nl"}
    for index, actor in enumerate(actors):
        before = ends and founded.end <= actor.start and actor.end <= cue.start
        if actor.start < cue.end and not before:
            continue
        lead = view.text[max(clause.start, actor.start - _LEAD) : actor.start]
        if _OTHERWISE.search(lead):  # "at a congress organised by X"
            continue
        by = BY.search(lead) or _INITIATIVE.search(lead)
        if by or (by_verb and not before and BY.search(view.text, cue.start, actor.start)):
            return enumeration(view, actors[index:], actor)
    return []


def _before(view: View, clause: Clause, cue: Cue) -> list[Mention]:
    """Return the founders right before an active verb."""
    leading = [
        m
        for m in _founders(clause)
        if m.end <= cue.start
        and (m.type != "ORG" or _is_body(m))
        and not is_place_of_action(view, m, clause.language, m)
    ]
    if leading and len(view.text[leading[-1].end : cue.start].split()) <= 3:
        return enumeration(view, leading, leading[-1])
    return []


def _is_body(mention: Mention) -> bool:
    """Tell whether an organisation is a known body that may found a network."""
    return mention.link is not None and "/organisation/" in mention.link


def _between(view: View, clause: Clause, cue: Cue, founded: Mention) -> list[Mention]:
    """Return the founders between a verb and what they founded: "2016 gründete Athen X"."""
    found = [m for m in _founders(clause) if cue.end <= m.start and m.end <= founded.start]
    if not found or (found[0].type == "ORG" and not _is_body(found[0])):
        return []
    if _ARTICLE.fullmatch(view.text, cue.end, found[0].start) is None:
        return []
    return enumeration(view, found, found[0])


def _spoken_of(view: View, clause: Clause, cue: Cue, finds: Finds) -> bool:
    """Tell whether a clause begins with founding, and goes on of what was spoken of: "…, it …".

    Where a language drops its pronoun, the sentence before must begin with a network.
    """
    if view.text[clause.start : cue.start].strip(' «“"*') or any(
        is_network(m) for m in clause.mentions
    ):
        return False
    if _IT.search(clause.words, cue.end - clause.start):
        return True
    if clause.language not in DROPPING:
        return False
    before = view.sentence_at(clause.sentence.start - 2)
    if before is None or before.start >= clause.sentence.start:
        return False
    first = finds.between(before.start, min(before.end, before.start + _OPENING))
    return any(is_network(m) for m in first)


def _founders(clause: Clause) -> list[Mention]:
    governments = clause.of("GOVERNMENT")
    return [
        m
        for m in clause.of("GOVERNMENT", "CITY", "PERSON", "ORG")
        if m.type == "GOVERNMENT"
        or not any(g.start <= m.start and m.end <= g.end for g in governments)
    ]


def _dates(founded: Mention, date: Mention, cue: Cue, clause: Clause) -> bool:
    """Tell whether a date is that of the founding: it stands by the verb."""
    alone = len(clause.of("DATE")) == 1
    if alone and 0 <= founded.start - date.end < _CLOSE:
        return True
    if clause.language in {"de", "nl"}:
        return distance(date, cue) < (120 if date.start >= founded.end else 12)
    if 0 <= date.start - cue.end < _BESIDE or distance(date, cue) < 12:
        return True
    return alone and date.end <= founded.start and distance(date, cue) < _NEAR
