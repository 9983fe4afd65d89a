"""Leads inflected names back to the forms a gazetteer has: Polish and Greek cases, genitive -s."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from loaders.extract.knowledge import lexicon


def _endings(table: str) -> dict[str, tuple[str, ...]]:
    """Return ending → endings of the base forms ("-" in the table: none)."""
    return {
        row["ending"]: tuple("" if base == "-" else base for base in row["bases"].split("|"))
        for row in lexicon.rows(table)
    }


POLISH = _endings("polish_cases.csv")
_POLISH_GIVEN = _endings("polish_given_cases.csv")
# Whole names that no rule leads back, and the peoples that Greek municipalities are called after.
_SPECIAL = {row["form"]: row["name"] for row in lexicon.rows("inflected_names.csv")}
_ADJECTIVES = {
    "ej": "a", "ą": "a", "ego": "y", "emu": "y", "ym": "y", "im": "i", "iej": "ia", "iego": "ie",
}  # fmt: skip
_GREEK_GIVEN = ("ς", "ος", "ης", "ιος")
_LENGTHS = tuple(sorted({len(ending) for ending in POLISH}, reverse=True))


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
    if word.endswith(("ας", "ης", "ος", "ες")) and len(word) > 4:
        yield word[:-1]
    if word.endswith("εως"):
        yield word[:-3] + "η"
    if word.endswith("ου"):
        yield from (word[:-2] + ending for ending in ("ο", "ος", "ι", "ιο", "ης"))
    if word.endswith("ιου"):
        yield from (word[:-3] + ending for ending in ("ι", "ιο", "ιος"))
    if word.endswith("ων"):
        yield from (word[:-2] + ending for ending in ("α", "ες", "η", "οι", "ια"))
    if word.endswith(("α", "η", "ο")):
        yield word + "ς"


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
