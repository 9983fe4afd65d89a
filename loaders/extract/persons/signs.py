"""Tells what the words beside a name say of it: that somebody speaks, or is from somewhere."""

from __future__ import annotations

import re

from loaders.extract.knowledge import lexicon
from loaders.extract.persons.names import ROLES, is_head
from loaders.extract.reading.view import View
from loaders.tables.patterns import any_of, followed
from loaders.tables.words import literal

_OF = followed("persons.of-university")
_THE = followed("persons.of-university-article")
_AFFILIATED = re.compile(rf"\s{_OF}(?:{_THE})?(?:\w+\s)?{any_of('persons.university')}")
_INSIDE = re.compile(any_of("persons.institution"))
_AGED = literal("persons.aged")
_SAID = lexicon.words("persons.saying")


def from_place(view: View, piece: tuple[int, int]) -> bool:
    """Tell whether a piece says where somebody is from ("Ahmed Aboutaleb van Rotterdam").

    "… vom Afrikanischen Institut" too.
    """
    particle, _, name = view.text[piece[0] : piece[1]].partition(" ")
    if not name or not particle[0].islower():
        return False
    senses = view.resources.senses(name)
    following = view.after(piece[1], 1)
    return (senses is not None and senses.level in {0, 1}) or (
        view.text[piece[1]] == " " and bool(following) and is_head(view, following[0])
    )


def vouched(view: View, start: int, end: int) -> bool:
    """Tell whether a role, a verb of saying, an affiliation or a by-line stands beside a name."""
    text = view.text
    after = view.hay[end + 1 : end + 60].lower().split()
    if text[end : end + 1] in {" ", ","} and any(
        " ".join(after[:count]) in _SAID for count in (1, 2)
    ):
        return True
    if text[start - 1 : start] == "©" or _AFFILIATED.match(text, end):
        return True
    if text[end : end + 2] == ", ":
        if after and (after[0] in _AGED or (after[0].isdigit() and 1 < int(after[0]) < 100)):
            return True
        return any(
            " ".join(after[skip : skip + count]) in ROLES for skip in (0, 1, 2) for count in (1, 2)
        )
    if text[end : end + 2] == " (":
        return _INSIDE.search(text[end + 2 : end + 60].split(")", 1)[0]) is not None
    return False
