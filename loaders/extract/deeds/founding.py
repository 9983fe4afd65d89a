"""Reads who founded a body nobody registered: by a participle, a relative clause or a verb.

"X, founded in 2003 by A and B", "X, que A et B ont fondé", "X gründeten 2017 A und B".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from loaders.extract.claims.actors import is_place_of_action
from loaders.extract.claims.clauses import Clause, Finds
from loaders.extract.deeds.phrases import before_gap, behind_gap, name_before, names_after
from loaders.extract.deeds.speaker import means_us, own_body
from loaders.extract.gist.spots import Spots
from loaders.extract.gist.topics import topic
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.shapes import CONNECTORS, UPPER
from loaders.extract.reading.view import Sentence, View
from loaders.extract.relations.making import claim, named
from loaders.tables.patterns import any_of
from loaders.tables.words import literal

FOUNDED = 0.72
_FREE = frozenset({"de", "nl", "es", "it", "pl", "el"})
_YEAR = re.compile(r"[^.\n]{0,30}\d{4}\sr\.$")
# What may stand between the head of a name and its end.
_INSIDE = re.compile(rf"(?:\s(?:[{UPPER}][^\s,;:.()]*|[^\W\d_]{{1,6}})){{1,5}}")
_JOINTS = CONNECTORS | literal("places.preposition") | literal("bodies.inner-joint")
_BY = re.compile(rf"{any_of('claims.by')}\s", re.IGNORECASE)
_SIGN = re.compile(r"[,;:.!?)–—\n]")
_ADJECTIVE = re.compile(r"\s[^\W\d_]{4,}")  # "le Secours catholique"
_REACH, _HEAD, _HEADS, _NAME, _AMONG, _WORDS = 140, 40, 24, 60, 60, 4


class _Place(NamedTuple):
    """A word of founding in its sentence."""

    view: View
    finds: Finds
    sentence: Sentence
    clause: Clause
    start: int
    end: int

    @property
    def language(self) -> str:
        return self.clause.language

    @property
    def stop(self) -> int:
        """Return where the sentence ends: "założyły w 2018 r. Gdańsk i Lublin" is one."""
        start, end = self.end, self.sentence.end
        if self.language != "pl" or _YEAR.match(self.view.text, start, end) is None:
            return end
        following = self.view.sentence_at(end + 1)
        return following.end if following is not None else end

    def names_after(self, start: int, stop: int | None = None) -> list[Mention]:
        return names_after(self.view, self.finds, start, stop or self.stop)

    def gap_before(self, end: int) -> tuple[int, bool]:
        return before_gap(self.view, self.finds, end, self.sentence.start, self.language)

    def gap_behind(self, start: int) -> int:
        return behind_gap(self.view, self.finds, start, self.stop, self.language)

    def name_before(self, end: int) -> Mention | None:
        """Return the name that ends at an offset, before or without what it is: "X, a network"."""
        found = name_before(self.view, self.finds, end, self.sentence.start)
        if (found is None or _bare(self, found)) and (comma := self._apposed(end)) is not None:
            return name_before(self.view, self.finds, comma, self.sentence.start) or self._opening(
                comma
            )
        ours = topic("gist.ours", self.language)
        noun = found is None or ours.fullmatch(found.text.lower()) is not None
        if noun and means_us(self.view, self.sentence.start, end, self.language):
            return own_body(self.view, self.finds)
        led = self._led_by_head(end)
        longer = found is None or (not found.link and led is not None and led.start < found.start)
        return led if longer else found

    def _led_by_head(self, end: int) -> Mention | None:
        """Return the words from a head to an offset: "la Table Habiter ici"."""
        low, text = max(self.sentence.start, end - _NAME), self.view.text
        for head in topic("gist.founding-head", self.language).finditer(text, low, end):
            inside = _INSIDE.fullmatch(text, head.end(), end)
            if inside is None or not self._one_name(*inside.span()):
                continue
            start = head.start() if head.group()[0].isupper() else head.end() + 1
            return named(self.view, "ORG", start, end) if text[start].isupper() else None
        return None

    def _one_name(self, start: int, end: int) -> bool:
        """Tell whether small words may stand in a name: none is a verb of being or denies."""
        small, text = topic("gist.founding-gap", self.language), self.view.text
        words = text[start:end].split()
        if any(small.fullmatch(w) and w not in _JOINTS for w in words if w[0].islower()):
            return False
        return not Clause(start, end, self.language, text, self.sentence).denied("doubt")

    def _apposed(self, end: int) -> int | None:
        """Return where the comma stands before a noun for what a name is: "X, ein Bündnis"."""
        low = max(self.sentence.start, end - _HEAD)
        comma = self.view.text.rfind(",", low, end)
        words = self.view.text[comma + 1 : end]
        heads = topic("gist.founding-head", self.language)
        small = self.language == "de" or words.islower()
        said = comma > low and small and len(words.split()) <= _WORDS and heads.search(words)
        return comma if said else None

    def _opening(self, end: int) -> Mention | None:
        """Return the few words with which the sentence opens, up to an offset, as a name."""
        start, text = self.sentence.start, self.view.text
        few = end - start < _HEAD and len(text[start:end].split()) <= _WORDS
        return named(self.view, "ORG", start, end) if few and text[start].isupper() else None


def _bare(place: _Place, founded: Mention) -> bool:
    """Tell whether a name is only the noun for what something is: "Verein"."""
    if founded.link is not None or " " in founded.text:
        return False
    noun = re.split(r"['’]", founded.text)[-1]
    return topic("gist.founding-head", place.language).fullmatch(noun) is not None


def founding(view: View, finds: Finds, spots: Spots) -> Iterator[Claim]:
    """Yield which body was founded by whom, or else when, by the words of founding."""
    for sentence, words in spots.words_with(finds, "gist.founding"):
        for (start, end), clause in words:
            place = _Place(view, finds, sentence, clause, start, end)
            founded, founders = _read(place) if _whole(place) else (None, [])
            if founded is None or not (_is_own(place, founded) or _is_body(place, founded)):
                continue
            if _told(place, founded, founders).doubted(start, end, passive=True):
                continue
            if _of_other(place, founded):
                continue
            founders = [m for m in founders if _acts(place, m, founded)]
            when = _date(place)
            for one in founders:
                yield claim(view, "founding", (founded, one, when), (sentence.start, sentence.end),
                            FOUNDED, method="deeds:founding")  # fmt: skip


def _is_own(place: _Place, founded: Mention) -> bool:
    """Tell whether what was founded is the body whose page it is, named at its head only."""
    return founded.end <= place.sentence.start


def _acts(place: _Place, founder: Mention, founded: Mention) -> bool:
    """Tell whether a body may be a founder: it is named, and another than what is founded."""
    if founder.start < founded.end and founded.start < founder.end:
        return False
    nobody = topic("gist.founding-nobody", place.language)
    return founder.link is not None or nobody.fullmatch(founder.text) is None


def _told(place: _Place, founded: Mention, founders: Sequence[Mention]) -> Clause:
    """Return the clause that tells of the founding: of an aside, its own words only."""
    text, low, high = place.view.text, place.clause.start, place.end
    aside = not _is_own(place, founded) and (
        "," in text[founded.end : place.start] or founded.end < low
    )
    if aside or place.gap_before(place.start)[1]:
        low = founded.start
    high = max(high, founded.end, *(m.end for m in founders))
    if place.language in {"de", "nl"}:  # a verb may still follow: "gegründet werden soll"
        high = max(high, _clause_end(text, high, place.sentence.end))
    names = [m for m in (founded, *founders) if low <= m.start < high and " " in m.text]
    inside = [m for m in place.finds.between(low, high) if m.end <= high]
    return Clause(low, high, place.language, text, place.sentence, inside, names=names)


def _of_other(place: _Place, founded: Mention) -> bool:
    """Tell whether only something of a body was founded: "un poste du réseau X a été créé"."""
    gap = place.view.text[founded.end : place.start].strip(' ”"»“’')
    if founded.end > place.start or not gap or "," in gap or place.gap_before(place.start)[1]:
        return False
    low = max(place.sentence.start, founded.start - _HEAD)
    before = place.view.text[low : founded.start].rstrip(' „“"«‘')
    heads = topic("gist.founding-head", place.language)
    head = next((m for m in heads.finditer(before) if m.end() == len(before)), None)
    words = before[: head.start()] if head is not None else before
    last = words.lower().split()[-1:]
    return bool(last) and topic("gist.founding-of", place.language).fullmatch(last[0]) is not None


def _clause_end(text: str, start: int, stop: int) -> int:
    sign = _SIGN.search(text, start, stop)
    return sign.start() if sign is not None else stop


def _whole(place: _Place) -> bool:
    """Tell whether the second half of a verb stands in its clause: "riefen … ins Leben"."""
    text, language = place.view.text, place.language
    if topic("gist.founding-open", language).fullmatch(text, place.start, place.end) is None:
        return True
    half = topic("gist.founding-half", language)
    return half.search(text, place.end, place.sentence.end) is not None


def _read(place: _Place) -> tuple[Mention | None, list[Mention]]:
    """Return what was founded and by whom, as the sentence tells it."""
    arises = topic("gist.founding-arise", place.language)
    alone = arises.fullmatch(place.view.text, place.start, place.end) is not None
    readers = (_by_behind,) if alone else (_by_behind, _by_before, _relative, _active)
    for reader in readers:
        founded, founders = reader(place)
        if founded is not None and founders:
            return founded, founders
    return None, []


_Found = tuple[Mention | None, list[Mention]]


def _by_behind(place: _Place) -> _Found:
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
    return founded, founders


def _among(place: _Place, start: int) -> list[Mention]:
    """Return those whom "several cities, among them A and B" names."""
    stop = min(start + _AMONG, place.stop)
    among = topic("gist.founding-among", place.language).search(place.view.text, start, stop)
    return place.names_after(among.end()) if among is not None else []


def _by_before(place: _Place) -> _Found:
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


def _relative(place: _Place) -> _Found:
    """Read "X, which A and B had founded" and "X, którą założyły A i B"."""
    end, related = place.gap_before(place.start)
    if related:
        after = place.names_after(place.gap_behind(place.end))
        turned = place.language in _FREE and (
            len(after) > 1 or not any(_is_body(place, m) for m in after)
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


def _active(place: _Place) -> _Found:
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
    turned = len(leads) == 1 and _is_body(place, leads[0]) and place.language in _FREE
    if turned and len(right) > 1:
        return leads[0], right
    if len(right) == 1 and (len(leads) > 1 or not _is_body(place, leads[0])):
        return right[0], leads
    return None, []


def _only_where(place: _Place, city: Mention) -> bool:
    """Tell whether a city is only where something is done: "the government in The Hague"."""
    view, language = place.view, place.language
    return city.type == "CITY" and is_place_of_action(view, city, language, city)


def _list_to(place: _Place, end: int) -> list[Mention]:
    """Return the bodies enumerated up to an offset, from the start of the clause on."""
    for start in (place.clause.start, place.sentence.start):
        found = place.names_after(place.gap_behind(start), end)
        if found and end - found[-1].end <= 1:
            return found
    one = place.name_before(end)
    return [one] if one is not None else []


def _is_body(place: _Place, founded: Mention) -> bool:
    """Tell whether a name is that of a network, alliance or association, by its own words."""
    if founded.type != "ORG" or _bare(place, founded):
        return False
    if founded.link is not None:
        return "/network/" in founded.link or "/organisation/" in founded.link
    low = max(place.sentence.start, founded.start - _HEAD)
    before = place.view.text[low : founded.start].rstrip(" „“\"«‘'")[-_HEADS:]
    heads = topic("gist.founding-head", place.language)
    return heads.search(founded.text) is not None or any(
        m.end() == len(before) for m in heads.finditer(before)
    )


def _date(place: _Place) -> Mention | None:
    """Return the date nearest to a word of founding, of its clause or else of its sentence."""
    inside = place.finds.between(place.sentence.start, place.sentence.end)
    dates = place.clause.dates() or [m for m in inside if m.type == "DATE" and m.has_year]
    return min(dates, key=lambda m: max(m.start - place.end, place.start - m.end), default=None)
