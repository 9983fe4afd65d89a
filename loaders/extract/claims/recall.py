"""Finds what a clause only hints at: "the network", "its members", "the city", "both cities"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

from loaders.extract.claims.actors import enumeration
from loaders.extract.claims.clauses import Clause, Finds
from loaders.extract.claims.office_places import home_of, page_city
from loaders.extract.model import Mention
from loaders.extract.reading.tongues import DROPPING
from loaders.extract.reading.view import Cue, View
from loaders.tables.patterns import any_of, followed, one_of, whole_word
from loaders.tables.quick import loose_words
from loaders.tables.words import by_language, grouped, spoken

_FAR_BACK = 3
_NEAR, _CLOSE, _PAIR, _OPENS = 6, 8, 2, 2
# How far back a text may have named the one network it is about.
REACH = 4000


def _patterns(name: str) -> dict[str, re.Pattern[str]]:
    """Return a pattern for the words of a list by language."""
    return {
        language: re.compile(loose_words(spoken(name, language)))
        for language in by_language("claims.verb")
    }


_NETWORK = _patterns("claims.network-again")
_CHARTER = _patterns("claims.charter-again")
_CITY = _patterns("claims.city-again")
_CITIES = _patterns("claims.cities-again")
_BOTH = re.compile(whole_word("claims.both-cities"), re.IGNORECASE)
# What may stand between a verb and the end when what was joined is left out: "joined in 2019".
_NOTHING = re.compile(
    rf"[\s_.\d]*(?:{any_of('claims.nothing-after')}(?!\w)[\s_.\d]*){{0,5}}(?=[,;:)–—]|$)|"
    rf"\s{any_of('claims.since-date')}\s_"
)
_ELLIPTIC = re.compile(rf"{any_of('claims.elliptic')}$", re.IGNORECASE)
# "X and Y are members as well": of what was spoken of.
_BARE = re.compile(
    rf"(?:^|\s){any_of('claims.bare-member')}(?:\s{any_of('claims.bare-member-since')})?$|"
    rf"^{any_of('claims.bare-verb')}$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(rf"\W*{any_of('claims.pronoun')}(?!\w)(?:\s\w+){{0,3}}\s?$", re.IGNORECASE)
# How far behind a verb its object may begin, an article between.
_ARTICLED = 8
_NOUN = re.compile(rf"{any_of('claims.network-noun')}$", re.IGNORECASE)
# What a network calls itself, so that "the alliance" is told from other networks.
_KINDS = tuple(
    re.compile(one_of(words), re.IGNORECASE) for words in grouped("claims.network-kind").values()
)
# What makes "the association" another one: "of tenants", a name.
_OWN = re.compile(rf"\s(?:{followed('claims.own')}|[«“„\"]|[A-ZÀ-ÞΆ-ΩĄ-Ż])")
# Where adjectives follow their noun, only these may stand after it: "alla campagna nel 2019".
_BEHIND = frozenset({"it", "es", "fr", "pl", "el"})
_PLAIN = re.compile(rf"\W*$|[,.;:)!?]|\s*[(–—]|\s{any_of('claims.plain-after')}(?!\w)|\s\d")
# What begins a subject of its own although the language leaves the pronoun out.
_SUBJECT = re.compile(rf"(?<!\w){any_of('claims.subject-opener')}\s(?!_)", re.IGNORECASE)
_AND = re.compile(rf"(?<!\w){any_of('text.and')}\s")
# What stands before the verb of a resolution: a bullet, "Article 2.", "(a)".
_NUMBERED = re.compile(r"\W*(?:\w+\s)?(?:\w{1,4}\W+)?")
_LATTER = re.compile(whole_word("claims.latter"), re.IGNORECASE)


def recalled_network(
    view: View, clause: Clause, cue: Cue, finds: Finds, *, needed: bool = True
) -> Mention | None:
    """Return the network spoken of just before that a clause speaks of again, or None.

    It is the one of the nearest sentence that names any, else the one the text is about. Unless
    ``needed`` is false, words must say that something is spoken of again: "the network".
    """
    if needed and not _named_again(view, clause, cue) and not _elliptic(clause, cue):
        return None
    alike = _of_that_kind(view, clause, finds)
    if alike is not None:
        return alike
    latter = _LATTER.search(view.text, clause.sentence.start, clause.end) is not None
    denied: Mention | None = None
    for start, end in _sentences_before(view, clause.start):
        networks = [m for m in finds.between(start, end) if is_network(m)]
        if not networks:
            continue
        if not _dismissed(view, start, end, finds):
            return networks[-1] if latter else only(networks) or _subject(view, start, networks)
        denied = denied or only(networks)
    return topic(view, finds, clause.start) or denied


def _subject(view: View, start: int, networks: Sequence[Mention]) -> Mention | None:
    """Return the network that a sentence begins with: it is what the sentence speaks of."""
    first = networks[0]
    return first if len(view.text[start : first.start].split()) <= _OPENS else None


def network_before(view: View, clause: Clause, finds: Finds) -> Mention | None:
    """Return the network that the sentence right before a clause speaks of, or None."""
    for start, end in islice(_sentences_before(view, clause.start), 2):
        networks = [m for m in finds.between(start, end) if is_network(m)]
        if networks:
            return only(networks) or _subject(view, start, networks)
    return None


def network_again(view: View, clause: Clause, finds: Finds) -> Mention | None:
    """Return the network that a sentence calls "the alliance", or that the one before opens with.

    The first is the one of that kind, or the one the text is about.
    """
    again = spoken_network(view, clause, finds)
    return again if again is not None else network_before(view, _whole(view, clause), finds)


def spoken_network(view: View, clause: Clause, finds: Finds) -> Mention | None:
    """Return the network that a sentence calls "the alliance": of that kind, or the topic's."""
    whole = _whole(view, clause)
    if _NETWORK[clause.language].search(view.text, whole.start, whole.end) is None:
        return None
    return _of_that_kind(view, whole, finds) or topic(view, finds, whole.start)


def _whole(view: View, clause: Clause) -> Clause:
    sentence = clause.sentence
    return Clause(sentence.start, sentence.end, clause.language, view.text, sentence, [])


def _of_that_kind(view: View, clause: Clause, finds: Finds) -> Mention | None:
    """Return the one network before a clause whose name says that it is such a one: an alliance."""
    said = _NETWORK[clause.language].search(view.text, clause.start, clause.end)
    kind = next((kind for kind in _KINDS if said and kind.search(said.group())), None)
    if kind is None:
        return None
    before = finds.between(max(0, clause.start - REACH), clause.start)
    return only(
        [m for m in before if is_network(m) and kind.search(f"{m.text} {m.get('label') or ''}")]
    )


def _named_again(view: View, clause: Clause, cue: Cue) -> bool:
    """Tell whether a clause speaks of a network again, and not of "the association of tenants"."""
    for named in _NETWORK[clause.language].finditer(view.text, clause.start, clause.end):
        if _in_name(clause, *named.span()):  # "member of the Union of Polish Cities"
            continue
        if _NOUN.search(named.group()) is None:
            return True
        plain = clause.language not in _BEHIND or named.end() <= cue.end
        if not _OWN.match(view.text, named.end()) and (
            plain or _PLAIN.match(view.text, named.end())
        ):
            return True
    return False


def _in_name(clause: Clause, start: int, end: int) -> bool:
    """Tell whether words are part of the name of a body: they speak of that one."""
    return any(m.start < end and start < m.end for m in clause.of("ORG"))


def topic(view: View, finds: Finds, offset: int) -> Mention | None:
    """Return the one network that a text names before an offset, first of all in its title."""
    before = [m for m in finds.between(max(0, offset - REACH), offset) if is_network(m)]
    return _titled(view, finds) or only(before)


def _titled(view: View, finds: Finds) -> Mention | None:
    end = view.document.blocks[0].end
    return finds.once("title", lambda: only([m for m in finds.between(0, end) if is_network(m)]))


def is_network(mention: Mention) -> bool:
    """Tell whether a mention is a network of the registry."""
    return mention.type == "ORG" and mention.link is not None and "/network/" in mention.link


def _sentences_before(view: View, offset: int) -> Iterator[tuple[int, int]]:
    """Yield the rest of a sentence before an offset and the sentences before it, backwards."""
    index = bisect_right(view.starts, offset) - 1
    end = offset
    for back in range(index, max(-1, index - _FAR_BACK - 1), -1):
        yield view.starts[back], end
        end = view.starts[back]


def _dismissed(view: View, start: int, end: int, finds: Finds) -> bool:
    """Tell whether a sentence only says what is not, or what is not meant."""
    sentence = view.sentence_at(start)
    if sentence is None or sentence.language is None:
        return False
    inside = finds.between(start, end)
    return Clause(start, end, sentence.language, view.text, sentence, inside).denied("negation")


def recalled_charter(view: View, clause: Clause, finds: Finds) -> Mention | None:
    """Return the one charter named in the sentence before that a clause speaks of again."""
    if _CHARTER[clause.language].search(view.text, clause.start, clause.end) is None:
        return None
    before = _before(view, clause.start, finds, 1)
    return only([m for m in before if m.type == "CHARTER"])


def recalled_cities(view: View, clause: Clause, cue: Cue, finds: Finds) -> list[Mention]:
    """Return the city (or the two) named just before that is the subject of a verb."""
    both = both_cities(view, clause, cue, finds) or _enumerated(view, clause, cue, finds)
    if both:
        return both
    if _PRONOUN.match(view.text, clause.start, cue.start) and clause.start > clause.sentence.start:
        cities = _distinct(_cities(finds.between(clause.sentence.start, clause.start)))
        return cities if len(cities) == 1 else []
    dropped = _dropped(clause, cue, finds)
    if dropped:
        return dropped
    said = list(_CITY[clause.language].finditer(view.text, clause.start, cue.start))
    if not said or _names(clause, said[-1].end()) or not _leads_to(clause, said[-1].end(), cue):
        return []
    here = page_city(view, finds)
    if here is not None and here.start < clause.start and _is_meant(view, clause, finds, here):
        return [here]
    cities = _distinct(_cities(_before(view, clause.start, finds, _FAR_BACK)))
    return cities if len(cities) == 1 else []


def _leads_to(clause: Clause, end: int, cue: Cue) -> bool:
    """Tell whether words for a city are the subject of a verb: it follows, or the verb before it.

    "The city signed X and a year later joined Y": both say it of the city.
    """
    gap = clause.text[end : cue.start]
    if "," not in gap and len(gap.split()) <= _NEAR:
        return True
    others = any(
        m.type in {"CITY", "GOVERNMENT", "PERSON"} and end <= m.start < cue.start
        for m in clause.mentions
    )
    if others:
        return False
    for verb in clause.verbs:
        if not end <= verb.start < verb.end <= cue.start:
            continue
        first = clause.text[end : verb.start]
        rest = clause.words[verb.end - clause.start : cue.start - clause.start]
        ands = list(_AND.finditer(rest))
        near = "," not in first and len(first.split()) <= _NEAR
        if near and ands and len(rest[ands[-1].end() :].split()) <= _NEAR:
            return True
    return False


def _is_meant(view: View, clause: Clause, finds: Finds, here: Mention) -> bool:
    """Tell whether "the city" is that of the page: a council's, or one where no other is near."""
    hall = home_of(finds)
    if hall is not None and hall.link == here.link:
        return True
    before = _cities(_before(view, clause.start, finds, 1))
    return all(m.link == here.link for m in before)


def resolving(view: View, clause: Clause, cue: Cue, finds: Finds) -> Mention | None:
    """Return the city of a council's page whose resolution begins with a verb: "- ADOPTS the …"."""
    if _NUMBERED.fullmatch(view.text, clause.sentence.start, cue.start) is None:
        return None
    here = page_city(view, finds)
    return here if here is not None and here.start < clause.start else None


def _dropped(clause: Clause, cue: Cue, finds: Finds) -> list[Mention]:
    """Return the one city named before in a sentence that goes on without a subject."""
    if clause.language not in DROPPING or clause.start == clause.sentence.start:
        return []
    if any(m.end <= cue.start and m.type not in {"DATE", "FIGURE"} for m in clause.mentions):
        return []
    if _SUBJECT.search(clause.words, 0, cue.start - clause.start):
        return []
    before = finds.between(clause.sentence.start, clause.start)
    cities = _distinct(_cities(before))
    others = [m for m in before if m.type in {"PERSON", "GOVERNMENT"}]
    return cities if len(cities) == 1 and not others else []


def _enumerated(view: View, clause: Clause, cue: Cue, finds: Finds) -> list[Mention]:
    """Return the cities enumerated just before that "these cities" means."""
    if _CITIES[clause.language].search(view.text, clause.start, cue.start) is None:
        return []
    for start, end in islice(_sentences_before(view, clause.start), 2):
        found = [m for m in finds.between(start, end) if m.type == "CITY"]
        if found:
            group = enumeration(view, found, found[-1])
            return group if len(group) > 1 else []
    return []


def both_cities(view: View, clause: Clause, cue: Cue, finds: Finds) -> list[Mention]:
    """Return the two cities of the sentence before that "both cities" means."""
    if _BOTH.search(view.text, clause.start, cue.start) is None:
        return []
    cities = _distinct(_cities(_before(view, clause.start, finds, 1)))
    return cities if len(cities) == _PAIR else []


def only_date(view: View, clause: Clause, again: Mention, finds: Finds) -> Mention | None:
    """Return the one date with a year beside a charter named before, or a network just before."""
    sentence = view.sentence_at(again.start)
    if sentence is None or (again.type == "ORG" and sentence.start != clause.sentence.start):
        return None
    verbs = view.cues.get("verb", [])
    first = bisect_left(verbs, sentence.start, key=lambda verb: verb.end)
    for verb in verbs[first : bisect_right(verbs, sentence.end, key=lambda verb: verb.end)]:
        if verb.trigger.value == "founding" and again.type == "CHARTER":
            return None
    inside = finds.between(sentence.start, min(sentence.end, clause.start))
    dates = [m for m in inside if m.has_year]
    return dates[0] if len(dates) == 1 else None


def _elliptic(clause: Clause, cue: Cue) -> bool:
    """Tell whether a clause says only that somebody joined, not what."""
    said = clause.text[cue.start : cue.end]
    if _ELLIPTIC.search(said) is None and _BARE.search(said) is None:
        return False
    if names_body(clause, cue):
        return False
    return _NOTHING.match(clause.words, cue.end - clause.start) is not None


def names_body(clause: Clause, cue: Cue) -> bool:
    """Tell whether a body that is not a network stands right behind a verb: it was joined."""
    behind = [m for m in clause.of("ORG") if 0 < m.start - cue.end <= _ARTICLED]
    return any(not is_network(m) for m in behind)


def _names(clause: Clause, offset: int) -> bool:
    """Tell whether a city or government is named close after an offset: "the city of X"."""
    return any(
        m.type in {"CITY", "GOVERNMENT"} and 0 <= m.start - offset <= _CLOSE
        for m in clause.mentions
    )


def _before(view: View, offset: int, finds: Finds, sentences: int) -> Sequence[Mention]:
    """Return the mentions before an offset in its sentence and in those before it."""
    index = bisect_right(view.starts, offset) - 1
    if index < 0:
        return []
    return finds.between(view.starts[max(0, index - sentences)], offset)


def _cities(mentions: Sequence[Mention]) -> list[Mention]:
    return [m for m in mentions if m.type == "CITY" and m.link]


def _distinct(mentions: Sequence[Mention]) -> list[Mention]:
    """Return one mention of each thing, the last."""
    return list({m.link: m for m in mentions}.values())


def only(mentions: Sequence[Mention]) -> Mention | None:
    """Return the last mention when all are of one thing."""
    return mentions[-1] if len({m.link or m.text for m in mentions}) == 1 else None
