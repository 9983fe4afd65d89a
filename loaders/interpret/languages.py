"""Reads the English names of languages: *English, French, Spanish* → ISO 639-1 codes."""

from __future__ import annotations

import re
from dataclasses import dataclass

LANGUAGES = {
    "arabic": "ar", "catalan": "ca", "danish": "da", "dutch": "nl", "english": "en",
    "finnish": "fi", "french": "fr", "german": "de", "greek": "el", "italian": "it",
    "norwegian": "no", "polish": "pl", "portuguese": "pt", "spanish": "es", "swedish": "sv",
    "turkish": "tr", "ukrainian": "uk",
}  # fmt: skip


@dataclass(frozen=True)
class Language:
    """A language: its ISO 639-1 code and English name."""

    code: str
    name: str


def languages_of(text: str) -> tuple[Language, ...]:
    """Return the languages a list names, in its order; () when a word of it names none."""
    names = [name for name in re.split(r",|\band\b|;", text) if name.strip()]
    codes = [LANGUAGES.get(name.strip().lower(), "") for name in names]
    if not names or "" in codes:
        return ()
    return tuple(Language(code, name.strip()) for code, name in zip(codes, names, strict=True))
