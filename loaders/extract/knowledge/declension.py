"""Declines the names of organisations: Polish, Greek and German texts bend their first words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from loaders.tables.words import spoken, values

_Forms = Mapping[str, Sequence[str]]


def _forms(table: str, language: str) -> _Forms:
    """Return the nominative (or its ending) → the other cases (or theirs), in a fixed order."""
    return {word: forms.split() for word, forms in values(table, language).items()}


# A name bends as far as its words are here: nouns as a whole, adjectives by their endings.
_NOUNS = {language: _forms("cases.noun", language) for language in ("pl", "el")}
_ADJECTIVES = {language: _forms("cases.adjective", language) for language in ("pl", "el")}
_GERMAN = tuple(spoken("cases.adjective-stem", "de"))
_GREEK_LETTERS = "\u03b1", "\u03c9"  # alpha to omega


def cases(name: str) -> Iterator[str]:
    """Yield the oblique forms of a Polish, Greek or German name, none for one that stays."""
    words = name.split()
    if words[0].startswith(_GERMAN):
        yield from _german(words)
    elif any(_GREEK_LETTERS[0] <= letter <= _GREEK_LETTERS[1] for letter in words[0]):
        yield from _declined(words, _NOUNS["el"], _ADJECTIVES["el"], 2)
    else:
        yield from _declined(words, _NOUNS["pl"], _ADJECTIVES["pl"], 4)


def _german(words: list[str]) -> Iterator[str]:
    """Yield "Deutschen Städtetag", "Deutschen Städtetags" … for "Deutscher Städtetag"."""
    stem = next(stem for stem in _GERMAN if words[0].startswith(stem))
    if words[0][len(stem) :] not in {"e", "er", "es"} or len(words) < 2:
        return
    rest = " ".join(words[1:])
    endings = ("e", "en", "er") if words[0].endswith("e") else ("e", "en", "em", "er", "es")
    for ending in endings:
        yield f"{stem}{ending} {rest}"
    if len(words) == 2 and not words[0].endswith("e"):
        yield f"{stem}en {rest}s"
        yield f"{stem}en {rest}es"


def _declined(
    words: list[str],
    nouns: _Forms,
    endings: _Forms,
    most: int,
) -> Iterator[str]:
    """Yield the forms of a name whose first noun, and the adjectives around it, are declined."""
    head = next((i for i, word in enumerate(words[:4]) if word in nouns), None)
    if head is None:
        return
    bent = {head: nouns[words[head]]}
    for place in (*range(head), head + 1):
        word = words[place] if place < len(words) else ""
        ending = max((e for e in endings if word.endswith(e)), key=len, default="")
        if ending and word[:1].isupper():
            bent[place] = [word[: -len(ending)] + new for new in endings[ending]]
        elif place < head:
            return
    for case in range(most):
        if all(case < len(forms) or place == head for place, forms in bent.items()):
            if case >= len(bent[head]):
                break
            yield " ".join(
                bent[i][case] if i in bent and case < len(bent[i]) else word
                for i, word in enumerate(words)
            )
            if len(bent) > 1 and head + 1 in bent:
                yield " ".join(
                    bent[i][case] if i in bent and i <= head and case < len(bent[i]) else word
                    for i, word in enumerate(words)
                )
