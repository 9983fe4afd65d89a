"""What the forms of a free-text column mean, and how a text is read part by part.

Every meaning is a function that adds what a form says to the reading of a note. Two meanings need
none: ``remark`` (it says nothing that is not said elsewhere) and ``report`` (no statement can say
it). A part that no form fits is reported, never passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, Protocol, TypeVar

from loaders.mapping.forms import Filled, Form, known_date

REMARK, REPORT = "remark", "report"
UNKNOWN = "no known form"
Reading = TypeVar("Reading")
# A part of a text that is reported, and why.
Unread = tuple[str, str]


@dataclass(frozen=True)
class Meaning(Generic[Reading]):
    """What a row of a look-up may mean.

    ``read`` adds it to a reading, from what filled the form and the value of the row; it returns
    None when the two do not fit. ``slots`` are the slots that a form needs in this order. ``value``
    says what the value of the row is: '' (there is none), ``text``, ``date`` (which then stands
    for a slot that the form does not have), or the name of the scheme whose concept it is.
    """

    read: Callable[[Reading, Filled, str], Reading | None]
    slots: tuple[str, ...] = ()
    value: str = ""


Meanings = Mapping[str, Meaning[Reading]]
# What the forms of each column may mean.
Columns = Mapping[str, Mapping[str, Meaning[Any]]]


@dataclass(frozen=True)
class Entry:
    """What a form means: one row of the look-up."""

    meaning: str
    value: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Found:
    """The form of a text: what filled it, and everything it means."""

    filled: Filled
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Forms:
    """The forms of one column in their order; the first that fits a text decides."""

    exact: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    slotted: tuple[tuple[Form, tuple[Entry, ...]], ...] = ()

    @classmethod
    def of(cls, rows: Iterable[tuple[Form, Entry]]) -> Forms:
        """Gather the rows of each form."""
        forms: dict[str, tuple[Form, tuple[Entry, ...]]] = {}
        for form, entry in rows:
            _, before = forms.get(form.text, (form, ()))
            forms[form.text] = (form, (*before, entry))
        return cls(
            {text: entries for text, (form, entries) in forms.items() if not form.slots},
            tuple(row for row in forms.values() if row[0].slots),
        )

    @classmethod
    def grammar(cls, *rows: tuple[str, str] | tuple[str, str, str]) -> Forms:
        """Return the forms that any source may use, each written as form, meaning and value."""
        return cls.of((Form.of(form), Entry(meaning, *value)) for form, meaning, *value in rows)

    def find(self, text: str) -> Found | None:
        """Return the form of a text, None when it has none of these."""
        if text in self.exact:
            return Found(Filled(text), self.exact[text])
        filled = ((form.fill(text), entries) for form, entries in self.slotted)
        return next((Found(known, entries) for known, entries in filled if known), None)


NO_FORMS = Forms()


class Finder(Protocol):
    """Whatever knows forms: a look-up, a grammar, the labels of a scheme."""

    def find(self, text: str) -> Found | None:
        """Return the form of a text, None when it has none of these."""


def parts(text: str) -> Iterator[str]:
    """Yield the parts of a free text, which semicolons separate."""
    return filter(None, (part.strip() for part in text.split(";")))


def is_remark(forms: Finder, part: str) -> bool:
    """Tell whether a part of a text is a remark of the curators: it means nothing else."""
    found = forms.find(part)
    return found is not None and all(entry.meaning == REMARK for entry in found.entries)


def read_parts(
    text: str,
    finders: Sequence[Finder],
    meanings: Meanings[Reading],
    reading: Reading,
    *,
    unknown: str = UNKNOWN,
) -> tuple[Reading, tuple[Unread, ...]]:
    """Add to a reading what every part of a text means.

    Return it with the parts to report, each with the reason: those that no form fits, and those
    of which the look-up says that no statement can say them.
    """
    unread: list[Unread] = []
    for part in parts(text):
        found = next(filter(None, (known.find(part) for known in finders)), None)
        read = _apply(reading, found, meanings) if found else None
        if found is None or read is None:
            unread.append((part, unknown))
            continue
        reading = read
        unread += [(part, entry.reason) for entry in found.entries if entry.meaning == REPORT]
    return reading, tuple(unread)


def _apply(reading: Reading, found: Found, meanings: Meanings[Reading]) -> Reading | None:
    read: Reading | None = reading
    for entry in found.entries:
        if entry.meaning in {REMARK, REPORT} or read is None:
            continue
        meaning, filled = meanings[entry.meaning], found.filled
        if meaning.value == "date" and entry.value:
            known = known_date(entry.value)
            filled = replace(filled, dates=(known,) if known else ())
        read = meaning.read(read, filled, entry.value)
    return read
