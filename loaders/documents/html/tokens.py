"""Gives the tokens of an HTML source with their offsets, and cuts its words into pieces.

turbohtml tokenizes as the standard says (https://html.spec.whatwg.org/#tokenization), in linear
time, and tells line and column of each token.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from turbohtml import Token, Tokenizer

from loaders.documents.builder import Piece

LINE_END = re.compile(r"\r\n|\r|\n")
_WORDS = re.compile(r"(?P<space>\s+)|(?P<soft>\u00ad+)|[^\s\u00ad]+(?: [^\s\u00ad]+)*+")
_ODD = re.compile(r"[^\S ]|  |\u00ad")
# Where a drawing may hold ``<style/>``: the tokenizer alone takes what follows for its content.
_EMPTY = re.compile(
    r"<(?:script|style|title|textarea|iframe|noembed|noframes|xmp)\b[^<>]*+(?<=/)>", re.IGNORECASE
)


@dataclass
class Source:
    """A source, where its lines start, and its tokens one after the other."""

    text: str
    starts: list[int] = field(init=False)
    _line: int = 0
    _base: int = 0

    def __post_init__(self) -> None:
        """Find the lines as HTML counts them (13.2.3.5: CR, LF, and both together)."""
        self.starts = [0, *(found.end() for found in LINE_END.finditer(self.text))]

    def line(self, offset: int) -> int:
        """Return the number of the line, from 1, that holds the character at an offset."""
        return bisect_right(self.starts, offset)

    def tokens(self, empty: Iterator[bool]) -> Iterator[tuple[Token, int]]:
        """Yield each token with its offset; references are tokens of their own.

        ``empty`` is asked after each ``<style/>`` and the like whether it has no content: that is
        so in drawings and formulas, which only the caller knows of.
        """
        tokenizer = Tokenizer(resolve_references=False)
        # The standard drops ``</>`` without a token: text on both sides would be one.
        read = self.text.replace("</>", "<!>")
        cuts = [0, *(found.end() for found in _EMPTY.finditer(self.text)), len(self.text)]
        for start, end in pairwise(cuts):
            for token in tokenizer.feed(read[start:end]):
                yield token, self._offset(token)
            if end < len(self.text) and next(empty):
                tokenizer.reset()
                self._base, self._line = end, self.line(end) - 1
        for token in tokenizer.close():
            yield token, self._offset(token)

    def _offset(self, token: Token) -> int:
        if token.line == 1:
            return self._base + token.col
        return self.starts[self._line + token.line - 1] + token.col

    def end(self, start: int, data: str) -> int:
        """Return where text ends that starts at an offset, although CR LF count as one there."""
        lines = data.count("\n")
        if not lines:
            return start + len(data)
        return self.starts[self.line(start) - 1 + lines] + len(data) - data.rindex("\n") - 1

    def pieces(self, start: int, end: int) -> Iterator[Piece]:
        """Yield the words between two offsets; white space is one space, soft hyphens go."""
        if not _ODD.search(self.text, start, end):
            yield Piece(self.text[start:end], "", start)
            return
        for found in _WORDS.finditer(self.text, start, end):
            if found["space"]:
                yield Piece(" ", "" if found[0] == " " else None, found.start())
            elif not found["soft"]:
                yield Piece(found[0], "", found.start())


def character(data: str) -> Piece:
    """Return what a character reference stands for, with plain spaces and no soft hyphens."""
    return Piece(" " if data.isspace() else data.replace("\u00ad", ""))
