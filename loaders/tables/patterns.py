"""Makes regular expressions of the words of lists; what they are combined to is written in code.

In a word ``*`` stands for any letters, a blank for any white space, an apostrophe for either form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from loaders.tables.words import spoken

_APOSTROPHES = "'’"


def pattern(word: str) -> str:
    """Return the expression that matches a word of a table."""
    parts = (re.escape(part).replace("\\ ", "\\s") for part in word.split("*"))
    return r"\w*".join(parts).replace("'", f"[{_APOSTROPHES}]")


def one_of(words: Iterable[str]) -> str:
    """Return the expression that matches any of some words, the longest first; none of no words."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(pattern, ordered)) or '(?!)'})"


def any_of(*names: str, languages: Iterable[str] = ()) -> str:
    """Return the expression that matches any word of some lists (in some languages)."""
    return one_of(_words(names, languages))


def whole_word(*names: str, languages: Iterable[str] = ()) -> str:
    """Return the same for whole words; after an elided word ("l'") a name may follow at once."""
    words = _words(names, languages)
    open_ = {word for word in words if word[-1] in "'."}
    return rf"(?<!\w)(?:{one_of(set(words) - open_)}(?!\w)|{one_of(open_)})"


def in_tongue(name: str, form: str) -> Callable[[str | None], re.Pattern[str]]:
    """Return what gives the pattern of a form by language, ``{}`` standing for a list's words.

    "en" joins two names in Dutch and says where something is in Spanish. Without a language all
    words are meant.
    """

    @cache
    def pattern_in(language: str | None) -> re.Pattern[str]:
        languages = (language, "any") if language is not None else ()
        return re.compile(form.replace("{}", any_of(name, languages=languages)))

    return pattern_in


def followed(*names: str, languages: Iterable[str] = ()) -> str:
    """Return the same with the blank after it, which an elided word ("l'") does without."""
    words = _words(names, languages)
    elided = {word for word in words if word.endswith("'")}
    return rf"(?:{one_of(set(words) - elided)}\s|{one_of(elided)})"


def _words(names: Iterable[str], languages: Iterable[str]) -> list[str]:
    chosen = tuple(languages)
    return [word for name in names for word in spoken(name, *chosen)]
