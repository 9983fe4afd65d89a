"""Says what a number counts: words of its unit, or of the whole phrase → concept of ``measure``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from loaders.text import whole_words

#: In a column of members a city or municipality is counted as a member.
_MEMBERS_BY_UNIT = {"municipalities", "cities", "jurisdictions", "organisations", "members"}
#: What these units are called in the graph (ISO 4217).
CURRENCIES = {"euro": "EUR", "euros": "EUR"}
COUNT = "count"


@dataclass(frozen=True)
class Measures:
    """What numbers count: words for the ``units`` counted, and ``phrases`` that name a measure."""

    units: Mapping[str, str] = field(default_factory=dict)
    phrases: Mapping[str, str] = field(default_factory=dict)

    def of(self, before: str, unit: str, behind: str, default: str) -> str:
        """Return the measure of a figure.

        ``unit`` are the words it counts, ``before`` and ``behind`` the others of the phrase,
        ``default`` the measure of the column ('' for none): a city is a member in a column of
        members. What the phrase as a whole is about goes before its unit; ``count`` when nothing
        says more.
        """
        if named := _longest(self._phrases, self.phrases, f"{before} {unit} {behind}"):
            return named
        measure = self.of_unit(unit)
        return default if default and measure in {*_MEMBERS_BY_UNIT, COUNT} else measure

    def of_unit(self, unit: str) -> str:
        """Return what a unit counts by itself, ``count`` when it says nothing."""
        return _longest(self._units, self.units, unit) or COUNT

    @cached_property
    def _units(self) -> re.Pattern[str]:
        return whole_words(self.units)

    @cached_property
    def _phrases(self) -> re.Pattern[str]:
        return whole_words(self.phrases)


def _longest(pattern: re.Pattern[str], words: Mapping[str, str], text: str) -> str | None:
    """Return what the longest of the words in a text means; of equally long ones the first."""
    found = [match.group() for match in pattern.finditer(text)]
    return words.get(max(found, key=len).casefold()) if found else None
