"""Reads the people or the body that an entry of a bibliography begins with."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.extract.reading.shapes import UPPER
from loaders.tables.patterns import any_of

_PARTICLES = rf"(?:{any_of('references.particle')}\s){{0,3}}"
_PART = rf"(?:[dl][’'])?[{UPPER}][\w’'-]+"
_SURNAME = rf"(?P<surname>{_PARTICLES}{_PART}(?:\s(?:{_PARTICLES}){_PART}){{0,2}})"
_INITIAL = rf"[{UPPER}]\w?\.|[{UPPER}](?![\w’'.-])"
_TWO = rf"[{UPPER}]{{2}}(?![\w’'.-])"
_INITIALS = rf"(?P<given>(?:{_INITIAL}|{_TWO})(?:[\s-]?(?:{_INITIAL})){{0,3}})"
_LONG = rf"[{UPPER}][\w’'-]+"
_BEHIND = rf"(?:\s{any_of('references.particle')}(?!\w))?"
_GIVEN = rf"(?P<given>{_LONG}(?:\s(?:{_LONG}|{_INITIAL})){{0,2}}{_BEHIND})"
# "Domènech i Puig, A.": a Catalan "and" inside one surname
_BY_INITIALS = re.compile(
    rf"{_SURNAME.replace('<surname>', '<surname>(?:' + _PART + ' i )?', 1)},?\s{_INITIALS}"
    rf"(?:(?P<behind>(?:\s{any_of('references.particle')}){{1,3}})(?=\s?[(,&;.:]|\s{any_of('references.and')}\s))?"
)
_INITIALS_FIRST = re.compile(
    rf"(?P<given>[{UPPER}]\w?\.(?:[\s-]?[{UPPER}]\w?\.){{0,3}})\s{_SURNAME}"
)
_INVERTED = re.compile(rf"{_SURNAME},\s{_GIVEN}")
_STRAIGHT = re.compile(rf"(?P<given>{_LONG}(?:\s{_INITIAL})?)\s{_SURNAME}")
_AND = any_of("references.and")
_STRONG = re.compile(rf"\s?[/;]\s?|,?\s&\s|,?\s{_AND}\s")
_COMMA = re.compile(r",\s")
_OTHERS = re.compile(rf",?\s?(?:{_AND}\s)?{any_of('references.others')}(?!\w)\.?", re.IGNORECASE)
_EDITING = re.compile(rf",?\s?[(\[]?{any_of('references.editor')}(?!\w)\.?,?[)\]]?", re.IGNORECASE)
_STOP = re.compile(r"\.(?=\s|$)|\s?:(?=\s)|,(?=\s)|(?=\s[(\[])|(?=\s?[«“„\"])")
_YEARED = re.compile(r"\s?[(\[](?:1[89]|20)\d\d")
_BODY = re.compile(r"(?:[Tt]he\s)?[^\W_].{2,150}?(?=\.\s|\s?:\s|,\s|\s[(\[])")
_ALSO = re.compile(rf"(?:[a-z]{{1,4}}\s)?[{UPPER}][^.,:;()\d]{{2,60}}(?=\.\s|\s\()")
_SURNAMES = 2


@dataclass(frozen=True, slots=True)
class People:
    """Who an entry begins with, whether as editors, and where the words after them begin.

    ``mark`` is the sign behind them: a point, a colon, a comma, or nothing.
    """

    names: tuple[str, ...]
    editing: bool
    end: int
    mark: str


def people_of(body: str, given: frozenset[str] = frozenset()) -> People | None:
    """Return the people or the body at the start of an entry, if that can be told.

    ``given`` are names that stand before a surname.
    """
    found = _people(body, given)
    if found is not None:
        return found
    match = _BODY.match(body)
    if match is None or not (body[0].isupper() or body.startswith("the ")):
        return None
    return _closed(body, (match.group().strip(),), match.end())


def same_people(body: str, end: int) -> People:
    """Return the people of the entry before, for whom a dash stands: "———, ed. Title"."""
    editing = _EDITING.match(body, end)
    return People((), editing is not None, editing.end() if editing is not None else end, ".")


def _people(body: str, given: frozenset[str]) -> People | None:
    """Return the people named one after the other, each in a form that fits the first."""
    first = _first(body, given)
    if first is None:
        return None
    names, position, inverted = [first[0]], first[1], first[2]
    sure = None
    while True:
        others = _OTHERS.match(body, position)
        if others is not None:
            position = others.end()
            break
        joint, tied = _STRONG.match(body, position), True
        if joint is None:
            joint, tied = _COMMA.match(body, position), False
        after = joint and _next(body, joint.end(), inverted=inverted, tied=tied)
        if joint is None or not after:
            break
        if not (tied or inverted or after[2] or body[joint.end() :].split(maxsplit=1)[0] in given):
            break
        if not tied and not after[2] and sure is None:
            sure = (len(names), position)
        elif tied:
            sure = None
        names.append(after[0])
        position = after[1]
    closed = _closed(body, tuple(names), position)
    if sure is not None and (closed is None or closed.mark == "," or _place_next(body, closed)):
        return _closed(body, tuple(names[: sure[0]]), sure[1])
    return closed


def _place_next(body: str, people: People) -> bool:
    """Tell whether a bracket with more than a year follows, so that the last name is a title."""
    return not people.mark and not people.editing and not _YEARED.match(body, people.end)


def _first(body: str, given: frozenset[str]) -> tuple[str, int, bool] | None:
    """Return the first name, where it ends, and whether it has its surname first."""
    for form, inverted in ((_BY_INITIALS, True), (_INVERTED, True), (_INITIALS_FIRST, False)):
        match = form.match(body)
        if match is None or not _ends(body, match.end()) or _is_body(match):
            continue
        if form is not _INVERTED or not _straight(match, body, given):
            return _turned(match), match.end(), inverted
    match = _STRAIGHT.match(body)
    if match is None or not _ends(body, match.end()):
        return None
    return match.group(), match.end(), False


def _next(body: str, start: int, *, inverted: bool, tied: bool) -> tuple[str, int, bool] | None:
    """Return a name after the first, its end, and whether its form alone makes it one."""
    match = _BY_INITIALS.match(body, start) or _INITIALS_FIRST.match(body, start)
    if match is not None and _ends(body, match.end()):
        return _turned(match), match.end(), True
    match = _INVERTED.match(body, start)
    if match is not None and inverted and _ends(body, match.end()):
        surname = match["surname"]
        if (
            (tied and body[match.end() : match.end() + 1] != ",")
            or " " not in surname
            or surname.isupper()
        ):
            return _turned(match), match.end(), tied
    match = _STRAIGHT.match(body, start)
    if match is not None and _ends(body, match.end()):
        return (_turned(match) if inverted else match.group()), match.end(), False
    also = _ALSO.match(body, start) if tied else None
    return (also.group(), also.end(), False) if also is not None else None


def _is_body(match: re.Match[str]) -> bool:
    """Tell whether the words before a comma are too many for a surname: "Law Reform Board, X"."""
    words = match["surname"].split()
    return match.re is _INVERTED and len(words) > _SURNAMES and all(w[0].isupper() for w in words)


def _straight(match: re.Match[str], body: str, given: frozenset[str]) -> bool:
    """Tell whether "Lewis Yardley, Harbour Light (Oxford 2010)" is a person and a title."""
    first, _, others = match["surname"].partition(" ")
    if not others:
        return False
    place = body[match.end() : match.end() + 2] == " (" and not _YEARED.match(body, match.end())
    return place or (first in given and match["given"].split()[0] not in given)


def _turned(match: re.Match[str]) -> str:
    behind = match.groupdict().get("behind") or ""  # "Bakker, J. van den"
    return f"{match['surname']}, {match['given']}{behind}"


def _ends(body: str, end: int) -> bool:
    """Tell whether a name may end here: before a sign, a joining word, a bracket or a quote."""
    return (
        end >= len(body)
        or body[end] in ",;:./&"
        or body[end - 1] == "."
        or any(form.match(body, end) for form in (_STRONG, _OTHERS, _EDITING, _STOP))
    )


def _closed(body: str, names: tuple[str, ...], end: int) -> People | None:
    """Return the people with what closes their names: a mark of editors, a sign."""
    editing = _EDITING.match(body, end)
    if editing is not None:
        end = editing.end()
    stop = _STOP.match(body, end)
    if stop is None and not (body[end - 1] == "." and body[end : end + 1].isspace()):
        return None
    mark = (stop.group().strip() if stop is not None else ".") or ""
    return People(names, editing is not None, stop.end() if stop is not None else end, mark)
