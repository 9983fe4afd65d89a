"""Finds again what a document introduced once: surnames, acronyms, names of organisations."""

from __future__ import annotations

import ahocorasick

from loaders.extract.haystack import needle
from loaders.extract.model import Mention, MentionType
from loaders.extract.view import View

_METHODS = frozenset(
    {"acronym", "acronym-expansion", "inner-capital", "noun-name", "noun-quoted", "legal-form"}
)


def find_repeats(view: View) -> None:
    """Add the later (and earlier) places where a name stands that the document introduces."""
    names = _introduced(view)
    if not names:
        return
    automaton = ahocorasick.Automaton()
    for name, value in names.items():
        automaton.add_word(name, (len(name), *value))
    automaton.make_automaton()
    hits = (
        (last - size + 1, last - 1, type_, link)
        for last, (size, type_, link) in automaton.iter(view.hay)
    )
    for start, end, type_, link in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        if view.free(start, end) and not _part_of_name(view, start, end, type_):
            view.take(start, end)
            view.add(type_, start, end, link=link, method="repeated", confidence=0.82)


def _introduced(view: View) -> dict[str, tuple[MentionType, str | None]]:
    found: dict[str, tuple[MentionType, str | None]] = {}
    for mention in view.mentions:
        if (
            mention.type == "ORG"
            and (mention.method in _METHODS or " " in mention.text)
            and mention.method not in {"registry", "known-name"}
        ):
            found.setdefault(needle(mention.text), ("ORG", mention.link))
        elif mention.type == "PERSON" and " " in mention.text:
            surname = _surname(view, mention)
            if surname:
                for name in _with_particles(mention.text):
                    found.setdefault(needle(name), ("PERSON", mention.link))
                found.setdefault(needle(surname), ("PERSON", mention.link))
    return found


def _with_particles(name: str) -> list[str]:
    """Return "van der Burg" and "Van der Burg" for "Eric van der Burg"."""
    words = name.split()
    first = next((i for i, word in enumerate(words) if i and word[0].islower()), None)
    if first is None:
        return []
    rest = " ".join(words[first:])
    return [rest, rest[0].upper() + rest[1:]]


def _surname(view: View, mention: Mention) -> str | None:
    """Return the surname, unless the word alone names a place or something else."""
    surname = mention.text.split()[-1]
    senses = view.resources.senses(surname)
    if len(surname) < 4 or (
        surname in view.resources.given and surname not in view.resources.family
    ):
        return None
    if senses is not None and (
        senses.level in {0, 1}
        or senses.country
        or senses.region
        or senses.triggers
        or senses.entities
    ):
        return None
    return surname


def _part_of_name(view: View, start: int, end: int, type_: MentionType) -> bool:
    """Tell whether a surname stands inside a longer capitalised name or a compound."""
    if type_ != "PERSON":
        return False
    text = view.text
    if text[end : end + 1] == "-" or text[start - 1 : start] == "-":
        return True
    right = text[end : end + 2]
    return (
        len(right) == 2
        and right[0] == " "
        and right[1].isupper()
        and view.language_at(start) != "de"
    )
