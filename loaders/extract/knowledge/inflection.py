"""Leads inflected names back to the forms a gazetteer has: Polish and Greek cases, genitive -s."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from loaders.extract.knowledge.haystack import plain
from loaders.tables.words import spoken, values


def _endings(table: str, language: str) -> dict[str, tuple[str, ...]]:
    """Return ending → endings of the base forms ("-" in the table: none)."""
    return {
        ending: tuple("" if base == "-" else base for base in bases.split())
        for ending, bases in values(table, language).items()
    }


POLISH = _endings("cases.town", "pl")
_GREEK = _endings("cases.town", "el")
_POLISH_GIVEN = _endings("cases.given", "pl")
# Whole names that no rule leads back, and the peoples that Greek municipalities are called after.
_SPECIAL = {plain(form): name for form, name in values("cases.whole").items()}
_ADJECTIVES = values("cases.town-adjective", "pl")
_GREEK_GIVEN = tuple(spoken("cases.given-nominative", "el"))
_LENGTHS = tuple(sorted({len(ending) for ending in POLISH}, reverse=True))
# A Greek ending of two letters that only loses its last leaves a name of four letters at least.
_SHORT = 4


@lru_cache(maxsize=20_000)
def base_forms(word: str, language: str | None) -> tuple[str, ...]:
    """Return the forms a word (as in a haystack) may be an inflection of, itself first."""
    forms = [word]
    if word in _SPECIAL:
        forms.append(_SPECIAL[word])
    if language == "pl":
        forms += _polish(word)
    elif language == "el":
        forms += _greek(word)
    elif language in {"de", "nl", "sv", "da"} and len(word) > 4 and word.endswith("s"):
        forms.append(word[:-1])
    return tuple(dict.fromkeys(forms))


def _polish(word: str) -> Iterator[str]:
    for length in _LENGTHS:
        endings = POLISH.get(word[-length:]) if len(word) > length + 1 else None
        for ending in endings or ():
            yield word[: len(word) - length] + ending


def _greek(word: str) -> Iterator[str]:
    """Yield nominatives of a Greek word without accents."""
    for ending, bases in _GREEK.items():
        if word.endswith(ending) and (len(word) > _SHORT or bases != (ending[:-1],)):
            yield from (word[: len(word) - len(ending)] + base for base in bases)


def adjectives(word: str, language: str) -> tuple[str, ...]:
    """Return the nominatives of the first word of a name ("Nowym" Sącz, "Νέας" Σμύρνης)."""
    if language == "el":
        return base_forms(word, language)
    found = [word[: -len(old)] + new for old, new in _ADJECTIVES.items() if word.endswith(old)]
    return (word, *found, *base_forms(word, language)[1:])


@lru_cache(maxsize=20_000)
def given_names(word: str) -> tuple[str, ...]:
    """Return the nominatives that a Polish or Greek given name (with accents) may be a case of."""
    if len(word) < 4:
        return ()
    if word[0] > "\u0370":
        stems = (word, word[:-1], word[:-2])
        return (word[:-1], *(stem + ending for stem in stems for ending in _GREEK_GIVEN))
    return tuple(
        word[: len(word) - len(ending)] + base
        for ending, bases in _POLISH_GIVEN.items()
        if word.endswith(ending) and len(word) > max(3, len(ending))
        for base in bases
    )
