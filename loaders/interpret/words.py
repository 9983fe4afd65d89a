"""The words that free text is read by: labels of the concept schemes, handed in from outside."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from loaders.interpret.measures import Measures
from loaders.interpret.numbers import Numbers
from loaders.text import whole_words


@dataclass(frozen=True)
class Words:
    """What words mean, each a concept of a scheme; the words are in lower case.

    ``measures`` say what a number counts, ``numbers`` hold the words in front of numbers,
    ``statuses`` are words that say how far along something is, ``offices`` are public offices.
    """

    measures: Measures = field(default_factory=Measures)
    numbers: Numbers = field(default_factory=Numbers)
    statuses: Mapping[str, str] = field(default_factory=dict)
    offices: Mapping[str, str] = field(default_factory=dict)

    def status_in(self, text: str) -> str:
        """Return the status that the first of its words in a text means, '' when there is none."""
        match = self._statuses.search(text)
        return self.statuses[match.group().casefold()] if match else ""

    @cached_property
    def _statuses(self) -> re.Pattern[str]:
        return whole_words(self.statuses)

    @cached_property
    def office_pattern(self) -> re.Pattern[str]:
        """Return the pattern of *former mayor of Palermo 1985-1990*, part by part."""
        longest_first = sorted(self.offices, key=lambda word: (-len(word), word))
        offices = "|".join(map(re.escape, longest_first)) or "(?!)"
        return re.compile(
            rf"(?P<former>former\s+)?(?P<office>{offices})\b"
            r"(?:\s+of\s+(?P<place>\D+?))?"
            r"(?:\s+(?P<dates>(?:since|from|until)\b.*|\S*\d.*|\S+-\S+ \d{4}))?",
            re.IGNORECASE,
        )
