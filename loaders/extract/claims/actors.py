"""Tells who does what a clause says: which cities act, and which only say where it is done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from loaders.extract.claims.clauses import Clause
from loaders.extract.knowledge import lexicon
from loaders.extract.model import Mention
from loaders.extract.reading.view import Cue, View
from loaders.tables.patterns import any_of, followed, in_tongue, whole_word
from loaders.tables.words import by_language, entries, literal

_LOCATIVE = {
    language: frozenset(words) for language, words in by_language("claims.locative").items()
}
_OF = literal("claims.of")
# What may stand between two cities (or networks) that are enumerated together.
_AND = in_tongue("claims.joint", r"(?:,|\((?:[^()]{2,25})\)|(?<!\w)(?:{}(?!\w))|d['’]|\s)*")
_THE_CITIES = re.compile(whole_word("claims.the-cities"), re.IGNORECASE)
BY = re.compile(rf"\b{any_of('claims.by')}(?:\s{any_of('claims.by-article')})*\s*$")
_MAYORS = lexicon.words("persons.mayor")
_MAYORS_OF = lexicon.words("persons.mayors") | _MAYORS
_CITY_WORDS = lexicon.words("places.town-noun")
# Languages whose verb may stand at the end or before its subject.
LOOSE = frozenset({"de", "nl", "el", "pl"})
_ROLES = {
    (language, value, word.lower()): role
    for role in ("turned", "nominal")
    for language, found in entries(f"claims.verb-{role}").items()
    for word, value in found
}
_MEMBER = re.compile(rf"(?:^|\s){any_of('claims.member-word')}(?!\w)", re.IGNORECASE)
_LINK = re.compile(rf"(?:[\s_,\d.]|{whole_word('claims.link')})*")
_AS = re.compile(rf"(?<!\w){any_of('claims.as')}\s*$")
_BEING = re.compile(rf"(?:^|\s){any_of('claims.being')}(?!\w)", re.IGNORECASE)
_AND_THEN = re.compile(rf"(?<!\w){any_of('text.and')}\s")
_LISTING = re.compile(rf":|{whole_word('claims.listing-verb')}")
# What may stand between "members include" and the first of them.
LEAD = re.compile(rf"(?:[\s:–—,\d.(\"„“«‘’']|{whole_word('claims.lead')})*", re.IGNORECASE)
# A verb of a relative clause has its subject before it.
_RELATED = re.compile(rf",\s{any_of('claims.who')}\s(?:\w+\s)?")
_AMONG = re.compile(rf"(?:^|\s){any_of('claims.among')}(?!\w)", re.IGNORECASE)
_COMPANIONS = re.compile(
    rf"[\s,(]{any_of('claims.like-them')}\s{any_of('claims.like-them-article')}?\s?$", re.IGNORECASE
)
_AND_ASIDE = re.compile(
    rf"(?<!\w){any_of('text.and')},?\s{any_of('claims.like-them')}\s"
    rf"{any_of('claims.like-them-article')}?\s?$",
    re.IGNORECASE,
)
_JOINING = re.compile(rf"(?:^|\s){any_of('claims.joining')}$", re.IGNORECASE)
_WITH = re.compile(rf"(?<!\w){any_of('claims.with')}\s$")
_GENITIVE = re.compile(rf"\s(?:{followed('claims.of-city')})*")
_WHOSE = re.compile(rf"\s(?:{any_of('persons.office-of')})\s")
_FEW, _MANY, _COMPANION_REACH, _LOOSE_REACH = 4, 8, 60, 14


def role(cue: Cue, words: str) -> str:
    """Return what a cue is: turned (its subject follows), nominal, or nothing special."""
    return _ROLES.get(
        (cue.trigger.language, cue.trigger.value, words.lower().replace("’", "'")), ""
    )


def distance(mention: Mention, cue: Cue) -> int:
    """Return how many characters lie between a mention and a verb."""
    return max(mention.start - cue.end, cue.start - mention.end, 0)


def enumeration(view: View, mentions: Sequence[Mention], member: Mention) -> list[Mention]:
    """Return the mentions that are enumerated together with one of them."""
    index = mentions.index(member)
    low = high = index
    while low > 0 and _joined(view, mentions[low - 1], mentions[low]):
        low -= 1
    while high + 1 < len(mentions) and _joined(view, mentions[high], mentions[high + 1]):
        high += 1
    return list(mentions[low : high + 1])


def _joined(view: View, first: Mention, second: Mention) -> bool:
    if second.start - first.end > _COMPANION_REACH:
        return False
    gap = view.text[first.end : second.start]
    if "," in gap and _THE_CITIES.search(gap):
        return False  # "in Utrecht, the cities of Antwerp and Pesaro"
    joint = _AND(view.language_at(first.start))
    return joint.fullmatch(view.text, first.end, second.start) is not None


def actors(view: View, clause: Clause, *types: str) -> list[Mention]:
    """Return the governments and cities of a clause, and mentions of the other types given.

    A city inside the name of its government counts once; "mayor of X, Y" says whose mayor acts.
    Where no person is named, the mayor of X acts for X.
    """
    if clause.acting is None:
        clause.acting = _actors(view, clause)
    if not types:
        return clause.acting
    return sorted([*clause.acting, *clause.of(*types)], key=lambda m: m.start)


def _actors(view: View, clause: Clause) -> list[Mention]:
    governments = clause.of("GOVERNMENT")
    cities = [
        city
        for city in clause.of("CITY")
        if not any(g.start <= city.start and city.end <= g.end for g in governments)
        and not (clause.of("PERSON") and of_mayor(view, city))
    ]
    return sorted([*governments, *cities], key=lambda m: m.start)


def of_mayor(view: View, city: Mention) -> bool:
    """Tell whether a city stands right after the word for its mayor."""
    if _MAYORS.isdisjoint(view.before(city.start, 3)):
        return False
    gap = view.text[max(0, city.start - 30) : city.start]
    return "; " not in gap and ": " not in gap


def _of_person(view: View, person: Mention, city: Mention) -> bool:
    """Tell whether a city only says whose mayor or councillor somebody is: "Jan Smit van Gent"."""
    return person.end < city.start and bool(_WHOSE.fullmatch(view.text, person.end, city.start))


def subjects(
    view: View, clause: Clause, cue: Cue, *types: str, objects: Sequence[Mention]
) -> list[Mention]:
    """Return who does what a verb says, with those enumerated beside."""
    words = view.text[cue.start : cue.end]
    kind = role(cue, words)
    found = actors(view, clause, *types)
    if "PERSON" in types:
        persons = [m for m in found if m.type == "PERSON"]
        found = [m for m in found if not any(_of_person(view, p, m) for p in persons)]
    if kind == "nominal":
        return _owners(view, clause, cue, found)
    found = _named_outright(view, found)
    if kind == "turned":
        listed = _listed(view, cue, found, objects)
        behind = [m for m in found if m.start >= cue.end]
        if listed or behind or _AMONG.search(words):
            return listed
    if _JOINING.search(words):
        return _joining(view, cue, found, objects)
    groups = _groups(view, found)
    acting = [g for g in groups if not is_place_of_action(view, g[0], clause.language, g[0])]
    return _acting(view, clause, cue, acting, objects)


def companions(
    view: View, clause: Clause, cue: Cue, acting: Sequence[Mention], objects: Sequence[Mention]
) -> list[Mention]:
    """Return those that a clause adds after what was joined: "…, like X and Y"."""
    last = max([cue.end, *(m.end for m in objects if m.end <= clause.end)])
    found = actors(view, clause)
    if not found or found[-1].start < last:
        return []
    for group in _groups(view, found):
        start = group[0].start
        if start >= last and group[0] not in acting and start - last < _COMPANION_REACH:
            other = any(last <= verb.start < start for verb in clause.verbs)
            if _AND_ASIDE.search(view.text, max(0, start - _COMPANION_REACH), start):
                return []  # "a member of X and, like Y, of Z"
            return group if not other and _COMPANIONS.search(view.text, last, start) else []
    return []


def _named_outright(view: View, found: Sequence[Mention]) -> list[Mention]:
    """Return the mentions without genitives that say nothing of who acts.

    "The city of X" and "the mayors of X and Y" do say so.
    """
    kept: list[Mention] = []
    for mention in found:
        genitive = mention.method.endswith("inflected")
        goes_on = (
            genitive and kept and kept[-1].method.endswith("inflected")
            and _joined(view, kept[-1], mention)
        )  # fmt: skip
        mayors = not _MAYORS_OF.isdisjoint(view.before(mention.start, 2))
        acts = not genitive or mayors or _is_named_city(view, mention)
        if acts or goes_on:
            kept.append(mention)
    return kept


def _is_named_city(view: View, mention: Mention) -> bool:
    """Tell whether a Greek genitive is that of "the city of X"."""
    words = " ".join(view.before(mention.start, 2))
    return mention.language == "el" and words in _CITY_WORDS


def _groups(view: View, found: Sequence[Mention]) -> list[list[Mention]]:
    """Return the mentions, those enumerated together in one list."""
    groups: list[list[Mention]] = []
    for mention in found:
        if groups and _joined(view, groups[-1][-1], mention):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _acting(
    view: View,
    clause: Clause,
    cue: Cue,
    groups: Sequence[list[Mention]],
    objects: Sequence[Mention],
) -> list[Mention]:
    """Return those right before a verb or noun of membership, else those after it."""
    leading = [g for g in groups if g[-1].end <= cue.start]
    if not leading:
        return _following(view, clause, cue, groups, objects)
    group = leading[-1]
    if _is_member(view.text[cue.start : cue.end]):
        linked = _linked(clause, group[-1].end, cue.start)
        return group if linked or _goes_on(view, clause, cue, group) else []
    loose = clause.language in LOOSE
    far = not loose and _far(view, group[-1], cue) and not _goes_on(view, clause, cue, group)
    return [] if far else group


def _following(
    view: View,
    clause: Clause,
    cue: Cue,
    groups: Sequence[list[Mention]],
    objects: Sequence[Mention],
) -> list[Mention]:
    """Return those after a verb or noun of membership that are its subject."""
    group = next((g for g in groups if g[0].start >= cue.end), None)
    if group is None:
        return []
    last = max([cue.end, *(m.end for m in objects if m.end <= group[0].start)])
    gap = clause.words[last - clause.start : group[0].start - clause.start]
    if _is_member(view.text[cue.start : cue.end]):
        fronted = len(view.text[clause.start : cue.start].split()) <= _FEW and "," in gap
        listed = LEAD.fullmatch(view.text, last, group[0].start) and _LISTING.search(gap)
        return group if fronted or listed or (last > cue.end and _LINK.fullmatch(gap)) else []
    if _RELATED.search(view.text, max(0, cue.start - 12), cue.end):
        return []
    free = clause.language in LOOSE or (clause.language in {"es", "it"} and "," not in gap)
    return group if free else []


@lru_cache(maxsize=2_000)
def _is_member(words: str) -> bool:
    """Tell whether the words of a verb are only a noun of membership."""
    return _MEMBER.search(words) is not None and _BEING.search(words) is None


def member_linked(gap: str, text: str, cue: Cue) -> bool:
    """Tell whether a noun of membership stands in apposition: "X, since 2015 a member of"."""
    return _MEMBER.search(text, cue.start, cue.end) is not None and bool(_LINK.fullmatch(gap))


def _goes_on(view: View, clause: Clause, cue: Cue, group: Sequence[Mention]) -> bool:
    """Tell whether a second verb has the subject of the first: "X signed Y and joined Z"."""
    gap = clause.words[group[-1].end - clause.start : cue.start - clause.start]
    ands = list(_AND_THEN.finditer(gap))
    if not ands or _LINK.fullmatch(gap, ands[-1].end()) is None:
        return False
    return any(
        group[-1].end <= verb.start < cue.start and not _far(view, group[-1], verb)
        for verb in clause.verbs
    )


def _linked(clause: Clause, start: int, end: int) -> bool:
    """Tell whether words make a noun say something of a city: "is since 2019 a member"."""
    gap = clause.words[start - clause.start : end - clause.start]
    if _LINK.fullmatch(gap):
        return True
    few = len(gap.split()) <= (_LOOSE_REACH if clause.language in LOOSE else _MANY)
    first = gap.split()[:1]
    opened = bool(first) and _LINK.fullmatch(first[0]) is not None
    return few and (_AS.search(gap) is not None or opened)


def _listed(
    view: View, cue: Cue, found: list[Mention], objects: Sequence[Mention]
) -> list[Mention]:
    """Return those listed after "members include", or before "are among the members of"."""
    among = _AMONG.search(view.text, cue.start, cue.end)
    if among:
        before = [m for m in found if m.end <= cue.start]
        if before and len(view.text[before[-1].end : cue.start].split()) <= 2:
            return enumeration(view, before, before[-1])
    following = [m for m in found if m.start >= cue.end]
    if not following:
        return []
    between = [m.end for m in objects if cue.end <= m.start and m.end <= following[0].start]
    start = max([cue.end, *between])
    if LEAD.fullmatch(view.text, start, following[0].start) is None:
        return []
    return enumeration(view, following, following[0])


def _joining(
    view: View, cue: Cue, found: Sequence[Mention], objects: Sequence[Mention]
) -> list[Mention]:
    """Return the subject of "with X joining" or "by joining the network, X"."""
    leading = [m for m in found if m.end <= cue.start]
    if leading:
        group = enumeration(view, leading, leading[-1])
        near = view.text[group[-1].end : cue.start].isspace()
        return (
            group
            if near and _WITH.search(view.text, max(0, group[0].start - 8), group[0].start)
            else []
        )
    following = [m for m in found if objects and m.start >= max(o.end for o in objects)]
    if following and "," in view.text[objects[-1].end : following[0].start]:
        return enumeration(view, following, following[0])
    return []


def _owners(view: View, clause: Clause, cue: Cue, found: list[Mention]) -> list[Mention]:
    """Return whose accession or membership a noun names: "the accession of X to the network"."""
    following = [m for m in found if m.start >= cue.end]
    following = [m for m in following if m.link or not m.method.endswith("inflected")]
    if following and _GENITIVE.fullmatch(view.text, cue.end, following[0].start):
        return enumeration(view, following, following[0])
    leading = [m for m in found if m.end <= cue.start]
    if leading and clause.language in {"en", "de", "nl"}:
        gap = view.text[leading[-1].end : cue.start]
        owned = gap.startswith(("'s", "’s", "s' ", "s’ ", "s ", "' ", "’ "))
        if owned and len(gap.split()) <= 2:
            return enumeration(view, leading, leading[-1])
    return []


def _far(view: View, last: Mention, cue: Cue) -> bool:
    """Tell whether more than a few words stand between a subject and its verb."""
    between = view.text[last.end : cue.start]
    words = len(between.split())
    return words > _MANY or (between.count(",") == 1 and words > _FEW)


def is_place_of_action(view: View, mention: Mention, language: str, first: Mention) -> bool:
    """Tell whether a preposition makes a city the place of what is done ("signed in Palermo").

    ``first`` is the first of the enumeration, before which the preposition stands.
    """
    if mention.type == "GOVERNMENT" or view.text[first.start - 2 : first.start] == ", ":
        return False
    before = view.before(first.start, 3)
    if not before or BY.search(view.text, max(0, first.start - 30), first.start):
        return False
    locative = _LOCATIVE.get(language, _LOCATIVE["en"])
    if mention.type == "CITY" and any(" ".join(before[-n:]) in _CITY_WORDS for n in (1, 2, 3)):
        return before[-2:-1] != [] and before[-2] in locative
    return before[-1] in locative or before[-1] in _OF
