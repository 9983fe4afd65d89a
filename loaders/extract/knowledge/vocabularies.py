"""Turns the word tables into triggers: words at which a recogniser looks closer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from loaders.extract.knowledge import lexicon
from loaders.interpret.calendar import MONTHS, SEASONS


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word of a kind; ``language`` is the table's, ``value`` what the word means there."""

    kind: str
    forms: tuple[str, ...]
    language: str
    value: str = ""


_CAPITALISED = {"charter": "charter_heads", "org_after": "org_after", "org_before": "org_before"}
_PLAIN = {
    "decade": "decades",
    "century": "centuries",
    "imprint": "imprints",
    "decade_name": "decade_names",
    "legal": "legal_forms",
    "government_adjective": "government_adjective",
    "event_after": "event_after",
    "event_before": "event_before",
}
_EITHER = {
    "org_noun": "org_nouns",
    "role": "roles",
    "source": "sources",
    "town_before": "town_before",
    "charter_lower": "charter_lower",
    "org_lower": "org_lower",
}
_CLAIM_KINDS = frozenset({"verb", "measure", "among", "listing", "column"})
# Short forms that are words of another kind ("mar", "set", "may" …) need their point.
_SHORT = 4


def triggers() -> Iterator[Trigger]:
    """Yield every trigger of every table, one per word and language."""
    for kind, section in (*_CAPITALISED.items(), *_EITHER.items(), *_PLAIN.items()):
        for language, words in lexicon.sections()[section].items():
            for word in words:
                forms = (
                    (word,)
                    if kind in {*_CAPITALISED, *_PLAIN, "charter_lower", "org_lower"}
                    else (word, word[0].upper() + word[1:])
                )
                value = language if kind in {"decade", "decade_name"} else word
                yield Trigger(kind, tuple(dict.fromkeys(forms)), language, value)
    yield from _months()
    yield from _claims()
    yield from _practices()


def _months() -> Iterator[Trigger]:
    for kind, table in (("month", MONTHS), ("season", SEASONS)):
        for language, numbered in table.items():
            for number, names in enumerate(numbered, start=1):
                accusative = [
                    name[:-1] for name in names if language == "el" and name.endswith("ος")
                ]
                for name in (*names, *accusative):
                    forms = dict.fromkeys((name, name.capitalize(), name.upper()))
                    yield Trigger(kind, tuple(forms), language, str(number))


def _claims() -> Iterator[Trigger]:
    for row in lexicon.rows("claim_words.csv"):
        kind = {"turned": "verb", "nominal": "verb"}.get(row["kind"], row["kind"])
        if kind not in _CLAIM_KINDS:
            continue
        for word in filter(None, row["words"].split("|")):
            forms = dict.fromkeys((word, word[0].upper() + word[1:], *_shouted(kind, word)))
            yield Trigger(kind, tuple(forms), row["language"], row["value"])


def _shouted(kind: str, word: str) -> tuple[str, ...]:
    """Return how a heading may write a word besides."""
    return (word.upper(), word.title()) if kind in {"listing", "column"} else ()


def _practices() -> Iterator[Trigger]:
    for row in lexicon.rows("practices.csv"):
        for word in filter(None, row["words"].split("|")):
            forms = dict.fromkeys((word, word[0].upper() + word[1:]))
            value = f"{row['concept']}|{row['theme']}"
            yield Trigger("practice", tuple(forms), row["language"], value)
