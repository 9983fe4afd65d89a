"""Cuts blocks into sentences, minding the abbreviations and ordinals of eight languages.

nupunkt was measured first: fast (15 MB/s), but its one model is English; it cuts "3. Mai", "on. X"
and "pág. 3" and does not know the Greek question mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.extract.reading.marks import Marks
from loaders.extract.reading.titles import inside_title
from loaders.tables.words import literal

ABBREVIATIONS = literal("text.abbreviation")
# One mark and then more of them: a pattern that begins with a set is quick to search.  It is the
# first of its run, or each of a million dots would look at all that follow.
END = re.compile(
    r"[.!?;…\u037e](?<![.!?;…\u037e][.!?;…\u037e])[.!?;…\u037e]*+(?:[ \u00a0\u202f]»)?+"
    r"[\"'»”’“)\]]*+\s+"
)
_MARKS = ".!?;…\u037e"
_LONGEST = max(map(len, ABBREVIATIONS))
# "W maju 2010 r. Gdańsk …": the mark of a Polish year ends a sentence, but not at its beginning.
_YEAR = re.compile(r"(?:\d\sr|\sbr)$")
_OPENING = 5
_CLOSING = frozenset("\"'»”’“")
_ELIDED = re.compile(r"^\w{1,4}['’]")
_ORDINALS = frozenset({"de", "da", "nb", "no", "cs", "hr", "pl", None})


def spans(
    text: str, start: int, end: int, language: str | None, marks: Marks | None = None
) -> Iterator[tuple[int, int]]:
    """Yield start and end of each sentence of ``text[start:end]``, white space left out.

    ``marks`` are those of the text, where they are known already.
    """
    begin, marks = start, marks or Marks(text)
    for at in marks.between(_MARKS, start, end):
        match = END.match(text, at, end)
        if match is not None and _ends(text, begin, match, language, marks):
            yield begin, _trim(text, begin, match.end())
            begin = match.end()
    if begin < end and (last := _trim(text, begin, end)) > begin:
        yield begin, last


def _trim(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _ends(text: str, begin: int, match: re.Match[str], language: str | None, marks: Marks) -> bool:
    """Tell whether a mark of END ends a sentence."""
    start, end = match.span()
    mark, following = text[start], text[end : end + 1]
    if mark == ";":  # a motion has one long sentence: "Considering that …;" line for line
        return "\n" in match.group() or (language == "el" and following.isupper())
    closed = not _CLOSING.isdisjoint(match.group())
    if following.islower() or (not closed and inside_title(text, begin, start, marks)):
        return False
    if mark in "!?…\u037e" or text.count(".", start, end) > 1:
        return True
    if language == "pl" and _YEAR.search(text, max(begin, start - 16), start):
        return len(text[begin:start].split(None, _OPENING)) > _OPENING
    return not _abbreviates(text[max(begin, start - 16) : start], language)


def _abbreviates(words: str, language: str | None) -> bool:
    """Tell whether the point after these words is that of an abbreviation, initial or ordinal."""
    parts = words.rsplit(None, 1)
    last = parts[-1].lstrip("(\"'«„“‘[").casefold() if parts else ""
    if "'" in last or "’" in last:
        last = _ELIDED.sub("", last)
    if len(last) > _LONGEST:  # no abbreviation, initial or ordinal
        return False
    if last in ABBREVIATIONS:
        return True
    if len(last) == 1 and last.isalpha():
        return True
    # "3. Mai": an ordinal; in the other languages a number may end a sentence.
    return last.isdigit() and len(last) <= 2 and language in _ORDINALS
