"""Finds countries and regions by their names, and keeps them apart from names that hold them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from loaders.extract.shapes import UPPER
from loaders.extract.view import Hit, View


def find_countries(view: View, hits: Iterable[Hit]) -> None:
    for hit in hits:
        if not (hit.senses.country or hit.senses.region) or not view.free(hit.start, hit.end):
            continue
        if hit.senses.country and not _no_country(view, hit):
            view.take(hit.start, hit.end)
            view.add("COUNTRY", hit.start, hit.end, link=_country_link(view, hit.senses.country),
                     value=hit.senses.country, method="country-name", confidence=0.97)  # fmt: skip
        elif hit.senses.region and not hit.senses.places:
            view.take(hit.start, hit.end)
            view.add(
                "PLACE",
                hit.start,
                hit.end,
                value=hit.senses.region,
                method="region-name",
                confidence=0.85,
            )
        elif hit.senses.region:
            link = next(
                (
                    view.resources.places[i].iri
                    for i in hit.senses.places
                    if view.resources.places[i].area and view.resources.places[i].iri
                ),
                None,
            )
            view.take(hit.start, hit.end)
            view.add(
                "PLACE",
                hit.start,
                hit.end,
                link=link,
                value=hit.senses.region,
                method="region-name",
                confidence=0.85,
            )


def _country_link(view: View, code: str) -> str:
    return f"{view.resources.base}id/country/{code.lower()}"


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
    if view.text[hit.start - 1 : hit.start] == "-" or _periodical(view, hit.start):
        return True
    if words == "Georgia" and _american(view, hit.start):
        return True
    if words in {"Georgia", "Jordan"}:
        after = view.after(hit.end, 1)
        before = view.before(hit.start, 1)
        return bool(
            after and after[0][0].isupper() and view.text[hit.end : hit.end + 1] == " "
        ) or bool(before and before[0] == "atlanta")
    return False


def _periodical(view: View, start: int) -> bool:
    """Tell whether a journal or paper of that name is meant."""
    return bool(
        {
            "zeitschrift",
            "journal",
            "magazin",
            "magazine",
            "revue",
            "rivista",
            "revista",
        }.intersection(view.before(start, 1))
    )


def _american(view: View, start: int) -> bool:
    """Tell whether a town of the state of Georgia goes before, with a comma."""
    left = re.search(rf"([{UPPER}]\w+),\s$", view.text[max(0, start - 30) : start])
    senses = view.resources.senses(left[1]) if left else None
    places = view.resources.places
    return senses is not None and any(
        places[i].admin1 == "GA" and places[i].country == "US" for i in senses.places
    )
