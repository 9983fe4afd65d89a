"""A text with its tokens, as the rules that look for mistakes read it; and what they find."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from endpoint.syntax.tokens import Token, tokens

# What stands further on is not looked at: explaining takes a moment, however long the text is.
MOST = 5000
PAIRS = {"(": ")", "{": "}", "[": "]"}


@dataclass(frozen=True)
class Said:
    """A message of the catalogues with its values; as text it is English."""

    message: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the message in English."""
        return self.message % self.values if self.values else self.message


def say(message: str, **values: object) -> Said:
    """Return a message with values; this name marks messages that are translated."""
    return Said(message, values)


@dataclass(frozen=True)
class Mistake:
    """What is wrong, where (the place of a character), and what to do."""

    what: Said
    place: int
    remedy: Said = Said()


@dataclass(frozen=True)
class Reading:
    """A text, what the parser says of it, where it stopped reading, and the base of IRIs."""

    text: str
    message: str
    place: int
    base: str

    @cached_property
    def stream(self) -> list[Token]:
        """Return the tokens."""
        return [token for _, token in zip(range(MOST), tokens(self.text), strict=False)]

    @property
    def cut(self) -> bool:
        """Tell whether there are more tokens than are looked at."""
        return len(self.stream) == MOST

    @cached_property
    def words(self) -> list[str]:
        """Return for each token its text in upper case when it is a word, else nothing."""
        return [token.text.upper() if token.kind == "word" else "" for token in self.stream]

    @cached_property
    def partners(self) -> dict[int, int]:
        """Return the index of the closing bracket by that of the opening one."""
        found: dict[int, int] = {}
        stack: list[int] = []
        for index, token in enumerate(self.stream):
            if token.kind == "open":
                stack.append(index)
            elif token.kind == "close" and stack:
                found[stack.pop()] = index
        return found

    def at(self, index: int) -> str:
        """Return the text of a token, empty beyond the last."""
        return self.stream[index].text if 0 <= index < len(self.stream) else ""

    def word(self, index: int) -> str:
        """Return the upper-case word of a token, empty when it is not one."""
        return self.words[index] if 0 <= index < len(self.stream) else ""

    def kind(self, index: int) -> str:
        """Return the kind of a token, empty beyond the last."""
        return self.stream[index].kind if 0 <= index < len(self.stream) else ""

    def start(self, index: int) -> int:
        """Return where a token begins; the end of the text beyond the last."""
        return self.stream[index].start if index < len(self.stream) else len(self.text.rstrip())

    def each(self, *wanted: str) -> Iterator[int]:
        """Yield the indices of some words."""
        return (index for index, word in enumerate(self.words) if word in wanted)

    def inside(self, index: int) -> range:
        """Return the indices between the bracket at an index and its partner."""
        return range(index + 1, self.partners.get(index, len(self.stream)))

    def flat(self, index: int) -> list[int]:
        """Return the indices between a bracket and its partner that no further bracket holds."""
        found, place, end = [], index + 1, self.partners.get(index, len(self.stream))
        while place < end:
            found.append(place)
            place = self.partners.get(place, place) if self.kind(place) == "open" else place
            place += 1
        return found

    def tells(self, index: int) -> tuple[int, int]:
        """Return line and column of a character, both from 1."""
        before = self.text[:index]
        return before.count("\n") + 1, index - before.rfind("\n")
