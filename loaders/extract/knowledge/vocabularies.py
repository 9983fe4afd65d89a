"""Turns the word tables into triggers: words at which a recogniser looks closer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from loaders.tables.words import entries, values


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word of a kind; ``language`` is the table's, ``value`` what the word means there."""

    kind: str
    language: str
    value: str


# Kinds of triggers and their lists: written as in the table, or with a capital too …
_WRITTEN = {
    "charter": "charters.head",
    "org_after": "bodies.head-last",
    "org_before": "bodies.head-first",
    "decade": "dates.decade",
    "century": "dates.century",
    "imprint": "bodies.imprint",
    "legal": "bodies.legal-form",
    "government_adjective": "governments.adjective",
    "event_after": "events.head-last",
    "event_before": "events.head-first",
    "charter_lower": "charters.head-small",
    "org_lower": "bodies.head-small",
}
_EITHER = {
    "org_noun": "bodies.noun",
    "role": "persons.role",
    "office": "offices.office",
    "source": "persons.source",
    "town_before": "places.town-before",
    "verb": "claims.verb",
    "measure": "figures.measure",
    "among": "claims.named-among",
    "deed": "relations.verb",
    "thing": "relations.head",
    "carrier_noun": "relations.carrier-noun",
    "roll": "relations.roll",
}
_TURNED = ("claims.verb-turned", "claims.verb-nominal")
# … or also with capitals throughout: months and seasons, headings.
_SHOUTED = {"listing": "claims.listing", "column": "claims.column"}
_TIMES = {"month": "dates.month", "season": "dates.season"}


# In the table of dates told by another: the place of a number.
_COUNT, _DIGITS = "{n}", range(2, 13)


# A trigger with the forms that its word may have in a text.
Formed = tuple[Trigger, Iterable[str]]


def triggers() -> Iterator[Formed]:
    """Yield every trigger of every table with its forms, one per word and language."""
    for kind, name in _WRITTEN.items():
        yield from _of_list(kind, name, lambda word: (word,))
    yield from _decade_names()
    yield from _relative_dates()
    for kind, name in _EITHER.items():
        yield from _of_list(kind, name, _either)
    for name in _TURNED:
        yield from _of_list("verb", name, _either)
    for kind, name in _SHOUTED.items():
        yield from _of_list(kind, name, lambda word: (*_either(word), word.upper(), word.title()))
    for kind, name in _TIMES.items():
        yield from _of_list(kind, name, lambda word: (word, word.capitalize(), word.upper()))
    yield from _practices()


def _of_list(kind: str, name: str, forms: Callable[[str], Iterable[str]]) -> Iterator[Formed]:
    """Yield the words of a list as triggers; a word without a value means itself."""
    for language, found in entries(name).items():
        for word, value in found:
            yield Trigger(kind, language, value or word), dict.fromkeys(forms(word))


def _either(word: str) -> tuple[str, str]:
    """Return a word with a small and with a capital letter."""
    return word, word[0].upper() + word[1:]


def _decade_names() -> Iterator[Formed]:
    for language, found in entries("dates.decade-name").items():
        for word, digit in found:
            yield Trigger("decade_name", language, f"{language}{digit}"), (word,)


def _relative_dates() -> Iterator[Formed]:
    """Yield the words for dates told by another, those with ``{n}`` once for each number."""
    numbers = entries("dates.numeral")
    for language, found in entries("dates.relative").items():
        counted = [*numbers.get(language, ()), *((str(n), str(n)) for n in _DIGITS)]
        for word, value in found:
            for number, n in counted if _COUNT in word else [("", "")]:
                trigger = Trigger("relative_date", language, value.replace(_COUNT, n))
                yield trigger, dict.fromkeys(_either(word.replace(_COUNT, number)))


def _practices() -> Iterator[Formed]:
    themes = values("practices.theme")
    for language, found in entries("practices.practice").items():
        for word, concept in found:
            trigger = Trigger("practice", language, f"{concept}|{themes[concept]}")
            yield trigger, dict.fromkeys(_either(word))
