"""Reads the English names of languages: *English, French, Spanish* → ISO 639-1 codes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from babel import Locale


@dataclass(frozen=True)
class Language:
    """A language: its ISO 639-1 code and English name."""

    code: str
    name: str


def languages_of(text: str) -> tuple[Language, ...]:
    """Return the languages a list names, in its order; () when a word of it names none."""
    names = [name for name in re.split(r",|\band\b|;", text) if name.strip()]
    codes = [_codes().get(name.strip().casefold(), "") for name in names]
    if not names or "" in codes:
        return ()
    return tuple(Language(code, name.strip()) for code, name in zip(codes, names, strict=True))


@cache
def _codes() -> dict[str, str]:
    """Return the two-letter codes by English name, from the Unicode CLDR."""
    known = Locale("en").languages
    return {str(name).casefold(): str(code) for code, name in known.items() if len(code) == 2}
