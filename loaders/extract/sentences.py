"""Cuts blocks into sentences, minding the abbreviations and ordinals of eight languages.

nupunkt was measured first: fast (15 MB/s), but its one model is English; it cuts "3. Mai", "on. X"
and "pág. 3" and does not know the Greek question mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.extract import lexicon

ABBREVIATIONS = lexicon.literal("sentences_abbreviations")
END = re.compile(r"[.!?;…\u037e]+[\"'»”’“)\]]*\s+")
_ORDINALS = frozenset({"de", "da", "nb", "no", "cs", "hr", "pl", None})


def spans(text: str, start: int, end: int, language: str | None) -> Iterator[tuple[int, int]]:
    """Yield start and end of each sentence of ``text[start:end]``, white space left out."""
    begin = start
    for match in END.finditer(text, start, end):
        if _ends(text, begin, match, language):
            yield begin, _trim(text, begin, match.end())
            begin = match.end()
    if begin < end and (last := _trim(text, begin, end)) > begin:
        yield begin, last


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _ends(text: str, begin: int, match: re.Match[str], language: str | None) -> bool:
    mark, after = text[match.start()], match.end()
    following = text[after : after + 1]
    if mark == ";":
        return language == "el" and following.isupper()
    if mark in "!?…\u037e" or match.group().count(".") > 1:
        return not following.islower()
    word = text[max(begin, match.start() - 16) : match.start()].rsplit(None, 1)
    last = word[-1].lstrip("(\"'«„“‘[").casefold() if word else ""
    if following.islower():
        return False
    if last in ABBREVIATIONS:  # "w 2010 r. Gdańsk …": the year's mark may end a Polish sentence
        return last == "r" and language == "pl" and word[0][-1:].isdigit()
    if len(last) == 1 and last.isalpha():  # an initial
        return False
    if last.isdigit() and len(last) <= 2:  # "3. Mai"; in the other languages a number may end
        return language not in _ORDINALS
    return True
