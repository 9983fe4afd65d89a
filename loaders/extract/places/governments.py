"""Tells where a city is meant as its government: "City of Athens", "Zurich City Council"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from loaders.extract.knowledge.haystack import plain
from loaders.extract.knowledge.inflection import base_forms
from loaders.extract.model import Mention
from loaders.extract.reading.shapes import UPPER, word_start
from loaders.extract.reading.view import Cue, View
from loaders.tables.patterns import any_of, one_of
from loaders.tables.words import by_language, literal, values


def _longest(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=len, reverse=True))


_BEFORE = {
    language: _longest(plain(word) for word in words)
    for language, words in by_language("governments.before").items()
}
# The last words of all of them, to pass quickly over what is not one.
_LAST = frozenset(
    form
    for words in _BEFORE.values()
    for word in words
    for form in (word.split()[-1], word.split()[-1].upper())
)
_AFTER = {
    language: _longest(f" {plain(word)} " for word in words)
    for language, words in by_language("governments.after").items()
}
# In other languages too: "der Leeds Council".
_ENGLISH = tuple(words for words in _AFTER["en"] if words.strip()[:1].isupper())
# "El Ayuntamiento de Ripoll" as a whole: what of a mention names an authority, and its town.
_ARTICLE = any_of("governments.article")
_AUTHORITY = {
    language: re.compile(rf"(?:{_ARTICLE} )?{one_of(words)} (?P<town>\S.*)")
    for language, words in _BEFORE.items()
}
# "Leeds Council": a town before the word for its authority.
_COUNCIL = re.compile(rf"(?P<town>\S.*) {one_of(by_language('governments.after')['en'])}")
# "Leeds Council i Sunderland Council" are two.
_JOINT = re.compile(rf"\s{any_of('text.and')}\s(?=[{UPPER}])")
_BOROUGHS = literal("place_names.borough")
# "Berliner", "Zürcher": the adjective of a German city.
_ADJECTIVE = re.compile(r"[A-ZÄÖÜ][a-zäöüß]{2,}er")
_STEMS = values("governments.people", "de")


def free_authorities(view: View) -> None:
    """Give up bodies and persons that are a town's authority; towns are read later."""
    kept: list[Mention] = []
    for mention in view.mentions:
        if mention.type in {"ORG", "PERSON"} and not mention.link and _governs(view, mention):
            view.taken[mention.start : mention.end] = bytes(mention.end - mention.start)
        else:
            kept.append(mention)
    view.mentions = kept


def _governs(view: View, mention: Mention) -> bool:
    """Tell whether the words are those of an authority and a town that is known."""
    language = mention.language or "en"
    words = _JOINT.split(plain(mention.text))
    return all(_is_authority(view, one, language) for one in words)


def _is_authority(view: View, words: str, language: str) -> bool:
    """Tell whether words are those of one authority and its town: "Leeds Council"."""
    match = _AUTHORITY.get(language, _AUTHORITY["en"]).fullmatch(words)
    if match is None:  # English authorities keep their English names in other languages
        match = _COUNCIL.fullmatch(words)
    if match is None:
        return False
    if match["town"] in _BOROUGHS:
        return True
    found = (view.resources.senses(name) for name in base_forms(match["town"], language))
    return any(senses is not None and senses.level >= 0 for senses in found)


def find_governments(view: View) -> None:
    """Add a GOVERNMENT around each city that the words name as an authority.

    The city stays a mention of its own inside: it is named there too.
    """
    kept: list[Mention] = []
    for mention in view.mentions:
        if mention.type != "CITY":
            kept.append(mention)
            continue
        span = _span(view, mention)
        if span is not None:
            kept.append(view_government(view, mention, *span))
        kept.append(mention)
    ends = {m.start: m.end for m in kept if m.type == "GOVERNMENT"}
    view.mentions = [m for m in kept if m.type != "ORG" or ends.get(m.start, 0) <= m.end]
    cues = view.cues.get("government_adjective", ())
    named = _named(view) if cues else bytearray()
    for cue in cues:
        _adjective(view, cue, named)


def _named(view: View) -> bytearray:
    """Return 1 for every character inside a mention."""
    mask = bytearray(len(view.text) + 1)
    for mention in view.mentions:
        mask[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
    return mask


def _adjective(view: View, cue: Cue, named: bytearray) -> None:
    """Read "Berliner Senat", "Zürcher Stadtrat": the adjective of a city before its council."""
    start = word_start(view.text, cue.start - 1)
    word = view.text[start : cue.start - 1]
    if (
        view.text[cue.start - 1] != " "
        or not _ADJECTIVE.fullmatch(word)
        or 1 in named[start : cue.end]
    ):
        return
    stem = _STEMS.get(word, word[:-2])
    for name in (stem, f"{stem}en", f"{stem}e", f"{word[:-3]}en"):
        senses = view.resources.senses(name)
        if senses is not None and senses.level in {0, 1} and senses.places:
            view.add("GOVERNMENT", start, cue.end, method="city-adjective", confidence=0.85)
            named[start : cue.end] = b"\x01" * (cue.end - start)
            return


def view_government(view: View, city: Mention, start: int, end: int) -> Mention:
    """Return the mention of a city's government at ``text[start:end]``."""
    link = (
        city.link.replace("/id/city/", "/id/government/").replace("/id/place/", "/id/government/")
        if city.link
        else None
    )
    return Mention(
        "GOVERNMENT", start, end, view.text[start:end], link, city.geonames_id, city.value,
        city.language, "government-words", 0.9, city.locator, (("city", city.link or city.text),),
    )  # fmt: skip


def _span(view: View, city: Mention) -> tuple[int, int] | None:
    language = city.language or "en"
    near = view.hay[max(0, city.start - 34) : city.start + 1]
    left = near.rstrip()
    named = left.rpartition(" ")[2] in _LAST
    for words in _BEFORE.get(language, _BEFORE["en"]) if named else ():
        if left.endswith(" " + words):
            return city.start - (len(near) - len(left)) - len(words), city.end
    if named and view.text[city.start : city.end].isupper():
        for words in _BEFORE.get(language, ()):
            if left.endswith(" " + words.upper()):
                return city.start - 1 - len(words), city.end
    right = view.hay[city.end + 1 : city.end + 30]
    possessive = 2 if right.startswith(" s ") else 0
    after = _AFTER.get(language, ())
    after = after if language == "en" else (*after, *_ENGLISH)
    if view.text[city.start : city.end].isupper():
        after = tuple(words.upper() for words in after)
    if not right.startswith(after, possessive):
        return None
    words = next(words for words in after if right.startswith(words, possessive))
    return city.start, city.end + possessive + len(words) - 1
