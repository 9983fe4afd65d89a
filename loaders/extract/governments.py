"""Tells where a city is meant as its government: "City of Athens", "Zurich City Council"."""

from __future__ import annotations

from loaders.extract import lexicon
from loaders.extract.haystack import plain
from loaders.extract.model import Mention
from loaders.extract.view import View

_BEFORE = {
    language: tuple(
        sorted(
            (plain(w) for w in lexicon.sections()["government"][f"before_{language}"]),
            key=len,
            reverse=True,
        )
    )
    for language in ("en", "de", "fr", "it", "es", "el", "pl", "nl")
}
_AFTER = {
    language: tuple(
        sorted(
            (plain(w) for w in lexicon.sections()["government"][f"after_{language}"]),
            key=len,
            reverse=True,
        )
    )
    for language in ("en", "de", "nl")
}


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
    view.mentions = kept


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
    left = view.hay[max(0, city.start - 34) : city.start + 1].rstrip()
    for words in _BEFORE.get(language, _BEFORE["en"]):
        if left.endswith(" " + words):
            gap = 1 + (len(view.hay[max(0, city.start - 34) : city.start + 1]) - len(left) - 1)
            return city.start - gap - len(words), city.end
    right = view.hay[city.end + 1 : city.end + 30]
    possessive = 2 if right.startswith(" s ") else 0
    for words in _AFTER.get(language, ()):
        if right[possessive:].startswith(f" {words} "):
            return city.start, city.end + possessive + 1 + len(words)
    return None
