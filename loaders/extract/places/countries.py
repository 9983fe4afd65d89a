"""Finds countries and regions by their names, and keeps them apart from names that hold them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from loaders.extract.knowledge import lexicon
from loaders.extract.places.qualifiers import state_after
from loaders.extract.reading.shapes import OPENERS, UPPER, tails
from loaders.extract.reading.view import Hit, View
from loaders.tables.words import literal

_NAMED = re.compile(rf"(?<![\w.])([{UPPER}]\w+)[  ]([{UPPER}]\w+)[  ]$")
_PARTS = literal("places.region-adjective")
_PERSONS = literal("places.country-or-person")
_STATES, _BEFORE_STATE = literal("places.country-or-state"), literal("places.before-state")
_TOWN_NOUNS = lexicon.words("places.town-only")
_PERIODICALS = lexicon.words("places.periodical")


def find_countries(view: View, hits: Iterable[Hit]) -> None:
    """Add COUNTRY for the names of countries and PLACE for those of regions and districts."""
    for hit in hits:
        start, end, senses = hit
        if not view.free(start, end):
            continue
        if senses.country and not _no_country(view, hit):
            view.take(start, end)
            link = f"{view.resources.base}id/country/{senses.country.lower()}"
            view.add("COUNTRY", start, end, link=link, value=senses.country,
                     method="country-name", confidence=0.97)  # fmt: skip
        elif senses.region:
            view.take(start, end)
            view.add("PLACE", start, end, link=_area_link(view, hit), value=senses.region,
                     method="region-name", confidence=0.85)  # fmt: skip


def _area_link(view: View, hit: Hit) -> str | None:
    """Return the link of a region that is registered."""
    places = (view.resources.places[index] for index in hit.senses.places)
    return next((place.iri for place in places if place.area and place.iri), None)


def _no_country(view: View, hit: Hit) -> bool:
    """Tell whether a country's name is part of another name, or a word in capitals."""
    words = view.text[hit.start : hit.end]
    if (
        view.text[hit.end : hit.end + 1] == "-"
        and view.text[hit.end + 1 : hit.end + 2].isupper()
        and view.language_at(hit.start) != "de"
    ):
        return False
    if len(words) == 2 and words.isupper() and words == "US":
        line = view.text[max(0, hit.start - 25) : hit.end + 25]
        return line.isupper()
    if is_town(view, hit):
        return True
    if (
        view.text[hit.start - 1 : hit.start] == "-"
        or _periodical(view, hit.start)
        or _named_after(view, hit.start)
        or (words in _STATES and _american(view, hit.start))
    ):
        return True
    if words in _PERSONS:
        after = view.after(hit.end, 1)
        before = view.before(hit.start, 1)
        return bool(
            after and after[0][0].isupper() and view.text[hit.end : hit.end + 1] == " "
        ) or bool(before and before[0] in _BEFORE_STATE)
    return False


def is_town(view: View, hit: Hit) -> bool:
    """Tell whether a country's name is that of a town: "the town of Lebanon", "Lebanon, Ohio"."""
    if not _TOWN_NOUNS.isdisjoint(tails(view.before(hit.start, 2))):
        return True  # "Shire of Denmark"
    return state_after(view, hit) is not None


def _named_after(view: View, start: int) -> bool:
    """Tell whether a longer name ends in the country: "Refugees Welcome Italia"."""
    if view.language_at(start) == "de" or view.text[start - 1 : start] != " ":
        return False
    left = _NAMED.search(view.text, max(0, start - 50), start)
    if left is None or left[1] in OPENERS or left[2] in OPENERS or left[2] in _PARTS:
        return False
    return not view.starts_sentence(left.start(1)) or view.resources.senses(left[2]) is None


def _periodical(view: View, start: int) -> bool:
    """Tell whether a journal or paper of that name is meant."""
    return not _PERIODICALS.isdisjoint(view.before(start, 1))


def _american(view: View, start: int) -> bool:
    """Tell whether a town of the state of Georgia goes before, with a comma."""
    left = re.search(rf"([{UPPER}]\w+),\s$", view.text[max(0, start - 30) : start])
    senses = view.resources.senses(left[1]) if left else None
    places = view.resources.places
    return senses is not None and any(
        places[i].admin1 == "GA" and places[i].country == "US" for i in senses.places
    )
