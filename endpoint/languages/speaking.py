"""The language spoken now, and messages in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from endpoint.languages import catalogues
from endpoint.languages.known import BY_CODE, SOURCE, Language

_SPOKEN: ContextVar[Language] = ContextVar("language", default=SOURCE)


def language() -> Language:
    """Return the language spoken now: that of the request, else English."""
    return _SPOKEN.get()


@contextmanager
def speaking(spoken: Language | str) -> Iterator[None]:
    """Speak a language for a while."""
    token = _SPOKEN.set(BY_CODE[spoken] if isinstance(spoken, str) else spoken)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def N_(message: str) -> str:  # noqa: N802 - its name in every project that uses gettext
    """Mark a message that is translated where it is shown."""
    return message


def NN_(singular: str, plural: str) -> tuple[str, str]:  # noqa: N802 - the same for a plural
    """Mark a message with a plural that is translated where it is shown."""
    return singular, plural


def gettext(message: str, **values: object) -> str:
    """Return a message in the language spoken now, its ``%(name)s`` filled in.

    No message is none in every language: under '' a catalogue keeps its own head.
    """
    text = catalogues.of(language().code).gettext(message) if message else ""
    return text % values if values else text


def first_upper(text: str) -> str:
    """Return a text with its first letter in upper case and the rest as it is."""
    return text[:1].upper() + text[1:]
