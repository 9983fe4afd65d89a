"""Reads what was founded and by whom: by a participle, a noun, a relative clause or a verb.

"X, founded in 2003 by A and B", "X, que A et B ont fondé", "X gründeten 2017 A und B", "Gründer des
X waren A und B", "X is an initiative of A".
"""

from __future__ import annotations

import re

from loaders.extract.claims.actors import is_place_of_action
from loaders.extract.deeds.founding_place import Place
from loaders.extract.deeds.phrases import names_after
from loaders.extract.deeds.speaker import own_body
from loaders.extract.gist.topics import topic
from loaders.extract.model import Mention
from loaders.extract.relations.making import named
from loaders.tables.patterns import any_of

_FREE = frozenset({"de", "nl", "es", "it", "pl", "el"})
_BY = re.compile(rf"{any_of('claims.by')}\s", re.IGNORECASE)
_ADJECTIVE = re.compile(r"\s[^\W\d_]{4,}")  # "le Secours catholique"
_CLOSING = re.compile(r"[”\"»“’]?\s*")
# What stands between a verb of being and a noun for founders: "were the", "furono i".
_CLOSED_BY = re.compile(rf"(?<=\s)(?:{any_of('text.article', 'claims.founded-article')}\s)*$")
_WORD = re.compile(r"[^\W\d_]+")
_REACH, _AMONG, _LISTED = 140, 60, 99
Found = tuple[Mention | None, list[Mention]]


def read_founding(place: Place) -> Found:
    """Return what was founded and by whom, as the sentence tells it."""
    arises = topic("gist.founding-arise", place.language)
    alone = arises.fullmatch(place.view.text, place.start, place.end) is not None
    readers = (_by_behind,) if alone else (_by_behind, _by_before, _relative, _active, _turned)
    for reader in readers:
        founded, founders = reader(place)
        if founded is not None and founders:
            return founded, founders
    return None, []


def _by_behind(place: Place) -> Found:
    """Read "X, founded in 2003 by A and B" and "Founded in 2003 by A and B, X …"."""
    at = place.gap_behind(place.end)
    by = topic("gist.founding-by", place.language).match(place.view.text, at, place.sentence.end)
    founders = (place.names_after(by.end()) or _among(place, by.end())) if by is not None else []
    if by is None or not founders:
        return None, []
    end, _ = place.gap_before(place.start)
    founded = place.name_before(end)
    if founded is not None and founded.link and _BY.match(by.group() + " ") is None:
        return None, []  # of a registered network the patterns know who set it going
    if founded is None and not place.view.text[place.sentence.start : end].strip():
        after = founders[-1].end
        if place.view.text[after : after + 1] == ",":
            founded = next(iter(place.names_after(after + 1)), None)
    return _meant(place, founded, end), founders


def _meant(place: Place, founded: Mention | None, end: int) -> Mention | None:
    """Return what a name or pronoun means: the body whose page it is, or that was spoken of."""
    own = own_body(place.view, place.finds)
    if founded is not None and own is not None and f" {own.text}".endswith(f" {founded.text}"):
        return own
    it = topic("gist.founding-it", place.language)
    if founded is not None and it.fullmatch(founded.text.lower()) is None:
        return founded
    return place.recalled() if _unnamed(place, end) else None


def _unnamed(place: Place, end: int) -> bool:
    """Tell whether a sentence names nothing before an offset: "It was …", "Gegründet 1986 …"."""
    words = _WORD.findall(place.view.text, place.sentence.start, end)
    it = topic("gist.founding-it", place.language)
    return all(it.fullmatch(word.lower()) for word in words)


def _among(place: Place, start: int) -> list[Mention]:
    """Return those whom "several cities, among them A and B" names."""
    stop = min(start + _AMONG, place.stop)
    among = topic("gist.founding-among", place.language).search(place.view.text, start, stop)
    return place.names_after(among.end()) if among is not None else []


def _by_before(place: Place) -> Found:
    """Read "X wurde 2017 von A und B gegründet" and "das von A gegründete X"."""
    if place.language not in {"de", "nl"}:
        return None, []
    low = max(place.sentence.start, place.start - _REACH)
    pattern = topic("gist.founding-by", place.language)
    for by in reversed(list(pattern.finditer(place.view.text, low, place.start))):
        founders = place.names_after(by.end(), place.start)
        if not founders or place.gap_before(place.start)[0] > founders[-1].end + 1:
            continue
        behind = place.names_after(place.end) if place.view.text[place.end - 1] in "enrs" else []
        return (
            behind[0] if behind else place.name_before(place.gap_before(by.start())[0])
        ), founders
    return None, []


def _relative(place: Place) -> Found:
    """Read "X, which A and B had founded" and "X, którą założyły A i B"."""
    end, related = place.gap_before(place.start)
    if related:
        after = place.names_after(place.gap_behind(place.end))
        turned = place.language in _FREE and (
            len(after) > 1 or not any(place.is_body(m) for m in after)
        )
        return (place.name_before(end), after) if turned else (None, [])
    low = max(place.sentence.start, place.start - _REACH)
    if not any(word[0].isupper() for word in place.view.text[low:end].split()[-4:]):
        return None, []
    pattern = topic("gist.founding-which", place.language)
    for tie in reversed(list(pattern.finditer(place.view.text, low, place.start))):
        founders = place.names_after(place.gap_behind(tie.end()), place.start)
        if founders and _ADJECTIVE.fullmatch(place.view.text, founders[-1].end, end):
            founders[-1] = named(place.view, "ORG", founders[-1].start, end)
        if not founders or end > founders[-1].end + 1:
            continue
        founded = place.name_before(place.gap_before(tie.start())[0])
        if founded is not None:
            return founded, founders
    return None, []


def _active(place: Place) -> Found:
    """Read "A and B founded X", and "X gründeten A und B" where a language turns it round."""
    end, _ = place.gap_before(place.start)
    done = topic("gist.founding-done", place.language)
    passive = done.fullmatch(place.view.text, place.start, place.end) is not None
    if passive or "," in place.view.text[end : place.start]:
        return None, []
    nearest = place.name_before(end)
    right = place.names_after(place.gap_behind(place.end)) if nearest is not None else []
    leads = _list_to(place, end) if right else []
    if not leads or not right or _only_where(place, leads[0]):
        return None, []
    turned = len(leads) == 1 and place.is_body(leads[0]) and place.language in _FREE
    if turned and len(right) > 1:
        return leads[0], right
    if len(right) == 1 and (len(leads) > 1 or not place.is_body(leads[0])):
        return right[0], leads
    return None, []


def _only_where(place: Place, city: Mention) -> bool:
    """Tell whether a city is only where something is done: "the government in The Hague"."""
    view, language = place.view, place.language
    return city.type == "CITY" and is_place_of_action(view, city, language, city)


def _list_to(place: Place, end: int) -> list[Mention]:
    """Return the bodies enumerated up to an offset, from the start of the clause on."""
    for start in (place.clause.start, place.sentence.start):
        found = place.names_after(place.gap_behind(start), end)
        if found and end - found[-1].end <= 1:
            return found
    one = place.name_before(end)
    return [one] if one is not None else []


def _turned(place: Place) -> Found:
    """Read "La fundaron A y B" and "gegründet haben uns A und B", of what was spoken of."""
    if place.language not in _FREE or not _unnamed(place, place.start):
        return None, []
    done = topic("gist.founding-done", place.language)
    start = place.gap_behind(place.end)
    said = place.view.text[place.end : start]
    us = topic("gist.founding-it", place.language).search(said) is not None
    if done.fullmatch(place.view.text, place.start, place.end) is not None and not us:
        return None, []
    founders = place.names_after(start)
    if not founders or (len(founders) == 1 and place.is_body(founders[0])):
        return None, []  # "Założyli sieć X"
    return place.recalled(), founders


def read_origin(place: Place) -> Found:
    """Read "X goes back to an initiative of A and B"."""
    founders = place.names_after(place.end)
    if not founders:
        return None, []
    end, _ = place.gap_before(place.start)
    founded = place.name_before(end)
    return _meant(place, founded, end), founders


def read_founders(place: Place) -> Found:
    """Read "Gründer des X waren A und B", "founders of X: A, B", "A and B were founders of X"."""
    text = place.view.text
    behind = place.names_after(place.end)
    if not behind:
        return None, []
    founded, end = behind[0], _closed(text, behind[0].end)
    is_ = topic("gist.founder-is", place.language)
    said = is_.match(text, end, place.sentence.end)
    if said is not None or text[end : end + 1] == ":":
        return founded, place.names_after(said.end() if said is not None else end + 1)
    before = _CLOSED_BY.search(text, place.sentence.start, place.start)
    verb = next(
        (m for m in is_.finditer(text, place.sentence.start, place.start)
         if m.end() >= (before.start() if before else place.start) - 1),
        None,
    )  # fmt: skip
    return (founded, _list_to(place, verb.start() - 1)) if verb is not None else (None, [])


def read_members(place: Place) -> Found:
    """Read "… the network X. Founding members were A, B and C": of the sentence before."""
    text = place.view.text
    said = topic("gist.founder-is", place.language).match(text, place.end + 1, place.stop)
    end = said.end() if said is not None else place.end
    colon = text[end : end + 1] == ":"
    if said is None and not colon:
        return None, []
    start = end + colon
    founders = names_after(place.view, place.finds, start, place.stop, _LISTED)
    return (place.network_before(), founders) if founders else (None, [])


def read_act(place: Place) -> Found:
    """Read "Gründung des X durch A und B", "the creation of X by A and B"."""
    behind = place.names_after(place.end)
    if not behind:
        return None, []
    at = place.gap_behind(_closed(place.view.text, behind[0].end))
    by = topic("gist.founding-by", place.language).match(place.view.text, at, place.sentence.end)
    return (behind[0], place.names_after(by.end())) if by is not None else (None, [])


def _closed(text: str, end: int) -> int:
    """Return where the next word begins behind a name and its quotes."""
    closing = _CLOSING.match(text, end)
    return closing.end() if closing is not None else end
