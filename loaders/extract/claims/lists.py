"""Reads members and signatories from lists under a heading and from rows of a table."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from typing import NamedTuple

from loaders.extract.claims.actors import enumeration
from loaders.extract.claims.clauses import Clause, Finds
from loaders.extract.claims.recall import REACH, is_network, only, topic
from loaders.extract.model import Mention
from loaders.extract.reading.shapes import UPPER
from loaders.extract.reading.view import Cue, Sentence, View
from loaders.tables.patterns import any_of, whole_word
from loaders.tables.words import values

_LONGEST_LINE, _MOST = 160, 400
_NEAR = 3  # characters of marks that may stand before a city in the first cell
_HEADS = {word.casefold(): role for word, role in values("columns.head").items()}
_DATES = frozenset({"date", "start"})
_ITEM = re.compile(r"\s*(?:[-*•–·▪◦‣+]|\(?\d{1,3}[.)]|\[\d{1,3}\]|[a-z]\))\s+[*_]*")
# What may stand before the city of an item: what it is, and the country with a colon.
_WHAT = re.compile(rf"(?:{any_of('claims.item')}\s)?", re.IGNORECASE)
# A line that only holds a name: what may follow it.
_REST = re.compile(r"\s*(?:\([^()]{1,40}\)|[,–—:-]?\s?[^,;]{0,24})\s*")
BLOCKED = re.compile(whole_word("claims.not-members"), re.IGNORECASE)
_OF = re.compile(rf"\s{any_of('claims.members-of')}(?!\w)")
_CELLS = re.compile(r"\s*[|\t]\s*|\s{2,}")
_RULE = re.compile(r"[\s|:+=_-]*")
# What may stand around the heading of a column.
_BEFORE, _AFTER = re.compile(r"(?:^|[|\t*]|\s{2})\s*\**$"), re.compile(r"\**\s*(?:$|[|\t*]|\s{2})")


# Between a network and the word for its members: "CNI members", "ECCAR-Mitglieder".
_OF_WHOLE = re.compile(r"(?:['’]s?)?[\s-]")
_SIGNING = re.compile(whole_word("claims.signing"), re.IGNORECASE)
_PLANNED = re.compile(any_of("columns.planned"), re.IGNORECASE)
# "(since 2012)" is passed as a whole, so that a comma in it parts no item.
_BETWEEN = re.compile(rf"(?:[,;]|\s{any_of('text.and')}\s)(?![^()]{{0,60}}\))")
_BRACKET = re.compile(r"\s*\([^()]{1,30}\)\s*")
# A word outside brackets behind a town: no item of a list of names.
_SAYS_MORE = re.compile(r"^[^(.]*[^\W\d_]{2,}")
# An item is a name, with an article at most: "la Gandía", not "met in Leeds".
_LEAD = re.compile(rf"(?:\w{{1,3}}['’]?\s?)?[{UPPER}]")
_OPENERS, _ARTICLE_ROOM = " *_-•–#", 24
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class _Line(NamedTuple):
    start: int
    end: int


class Listed(NamedTuple):
    """One who belongs to or signed something, with the date told beside, on a line of the text."""

    predicate: str
    actor: Mention
    whole: Mention
    date: Mention | None
    clause: Clause


def listed(view: View, finds: Finds) -> Iterator[Listed]:
    """Yield those on the lines under "Members of X:" and under a column "member since"."""
    done = -1
    cues = (*view.cues.get("listing", ()), *view.cues.get("column", ()))
    for cue in view.cues.get("listing", ()):
        yield from _after_colon(view, cue, finds)
        yield from _named_before_colon(view, cue, finds)
    for cue in sorted(cues, key=lambda cue: cue.start):
        line = _line(view.text, cue.start, _LONGEST_LINE + 1)
        if line.start <= done or line.end - line.start > _LONGEST_LINE:
            continue
        read = _under_column if cue.trigger.kind == "column" else _under_heading
        for one in read(view, cue, line, finds):
            done = one.clause.end
            yield one


def _after_colon(view: View, cue: Cue, finds: Finds) -> Iterator[Listed]:
    """Yield those enumerated right after "X members:" on the same line."""
    text = view.text
    colon = cue.end if text[cue.end : cue.end + 1] == ":" else -1
    line = _line(text, cue.start, _LONGEST_LINE + 1)
    before = finds.between(line.start, cue.start)
    if colon < 0 or not before or text[colon + 1 : line.end].strip() == "":
        return
    whole = before[-1]
    if _OF_WHOLE.fullmatch(text, whole.end, cue.start) is None or not _fits(whole, cue):
        return
    named = [m for m in finds.between(colon, line.end) if m.type in {"CITY", "GOVERNMENT"}]
    clause = _clause(view, line, finds)
    if not named or clause is None or text[colon + 1 : named[0].start].strip(" *_"):
        return
    if clause.denied() or BLOCKED.search(text, line.start, colon):
        return
    for actor in enumeration(view, named, named[0]):
        yield Listed(cue.trigger.value, actor, whole, None, clause)


def _named_before_colon(view: View, cue: Cue, finds: Finds) -> Iterator[Listed]:
    """Yield those after "Signatories of X:" on the same line, each with the year in its brackets.

    What is in brackets parts no list, and an item that names no town ends none.
    """
    text = view.text
    line = _line(text, cue.start, _LONGEST_LINE + 1)
    colon = text.find(":", cue.end, line.end)
    if colon < 0 or text[line.start : cue.start].strip(_OPENERS):
        return
    before = [m for m in finds.between(cue.end, colon) if m.end <= colon]
    whole = only([m for m in before if _fits(m, cue)])
    clause = _clause(view, line, finds)
    if whole is None or clause is None or BLOCKED.search(text, line.start, colon):
        return
    rest = text[whole.end : colon]
    if whole.start - cue.end > _ARTICLE_ROOM or (rest.strip() and not _BRACKET.fullmatch(rest)):
        return
    items = list(_items(text, colon + 1, line.end))
    if not _LEAD.match(text, items[0].start):
        return
    for start, end in items:
        inside = finds.between(start, end)
        actor = next((m for m in inside if m.type in {"GOVERNMENT", "CITY"}), None)
        if actor is None or not _LEAD.fullmatch(text, start, actor.start + 1):
            continue
        dates = [m for m in inside if m.type == "DATE" and m.has_year and m.start > actor.end]
        if not _SAYS_MORE.match(text[actor.end : end]):
            date = dates[0] if len(dates) == 1 else None
            yield Listed(cue.trigger.value, actor, whole, date, clause)


def _items(text: str, start: int, end: int) -> Iterator[_Line]:
    """Yield the items of a list in a line: between commas, semicolons and "and"."""
    position = start
    for match in [*_BETWEEN.finditer(text, start, end), None]:
        stop = match.start() if match is not None else end
        yield _Line(position + len(text[position:stop]) - len(text[position:stop].lstrip()), stop)
        position = match.end() if match is not None else end


def _line(text: str, offset: int, most: int) -> _Line:
    """Return the line around an offset; of a longer one ``most`` characters on either side."""
    low, high = max(0, offset - most), min(len(text), offset + most)
    end = text.find("\n", offset, high)
    return _Line(max(text.rfind("\n", low, offset) + 1, low), end if end >= 0 else high)


def _below(text: str, line: _Line) -> Iterator[_Line]:
    """Yield the lines after a line, up to an empty one (one right after a heading is passed)."""
    start = line.end + 1
    for number in range(_MOST):
        if start >= len(text):
            return
        below = _line(text, start, len(text))
        if text[below.start : below.end].strip():
            yield below
        elif number:
            return
        start = below.end + 1


def _under_heading(view: View, cue: Cue, line: _Line, finds: Finds) -> Iterator[Listed]:
    """Yield who stands in the list under a heading that names members or signatories."""
    text = view.text
    heading = text[line.start : line.end].rstrip()
    if (
        heading[-1:] in ".!?;,"
        or BLOCKED.search(heading)
        or text[line.end + 1 : line.end + 2] == ""
    ):
        return
    whole = _whole(view, cue, line, finds)
    shared = _lead_date(view, line, whole, finds) if cue.trigger.value == "signature" else None
    found: list[Listed] = []
    for below in _below(text, line):
        bullet = _ITEM.match(text, below.start, below.end)
        first = bullet.end() if bullet else below.start
        bulleted = bullet is not None or below.start in view.items
        group = _item(view, first, below, finds, bulleted=bulleted)
        if not group and not bulleted:
            break
        if whole is None or BLOCKED.search(text, first, below.end):
            continue
        clause = _clause(view, below, finds)
        if clause is None or clause.denied():
            continue
        dates = [m for m in clause.of("DATE") if m.has_year]
        date = dates[0] if len(dates) == 1 and len(group) == 1 else None if dates else shared
        found += [Listed(cue.trigger.value, actor, whole, date, clause) for actor in group]
    if len(found) > 1:
        yield from found


def _lead_date(view: View, line: _Line, whole: Mention | None, finds: Finds) -> Mention | None:
    """Return the one day that the text before a list says its charter was signed on."""
    if whole is None:
        return None
    days: dict[str, Mention] = {}
    for charter in _charters_before(line, finds):
        if (charter.link or charter.text) != (whole.link or whole.text):
            continue
        sentence = view.sentence_at(charter.start)
        if sentence is None or not _SIGNING.search(view.text, sentence.start, sentence.end):
            continue
        for date in finds.between(sentence.start, sentence.end):
            if date.type == "DATE" and _DAY.fullmatch(date.value or ""):
                days[date.value or ""] = date
    return next(iter(days.values())) if len(days) == 1 else None


def _whole(view: View, cue: Cue, line: _Line, finds: Finds) -> Mention | None:
    """Return what a heading lists the members or signatories of: named in it, or the topic."""
    named = finds.between(line.start, line.end)
    if cue.trigger.value == "signature":
        charters = [m for m in named if m.type == "CHARTER"]
        return only(charters or _charters_before(line, finds))
    networks = [m for m in named if is_network(m)]
    if networks:
        return networks[0]
    if any(m.type == "ORG" for m in named) or _OF.match(view.text, cue.end, line.end):
        return None
    return topic(view, finds, line.start)


def _item(view: View, first: int, line: _Line, finds: Finds, *, bulleted: bool) -> list[Mention]:
    """Return the cities that an item of a list begins with: "Leeds", "Italy: Milan, Turin"."""
    inside = [
        m for m in finds.between(first, line.end) if m.type in {"CITY", "GOVERNMENT", "COUNTRY"}
    ]
    if (
        inside
        and inside[0].type == "COUNTRY"
        and view.text[inside[0].end : line.end].startswith(":")
    ):
        first, inside = inside[0].end + 2, inside[1:]
    inside = [m for m in inside if m.type != "COUNTRY"]
    if not inside or _WHAT.fullmatch(view.text, first, inside[0].start) is None:
        return []
    inside = [
        m
        for m in inside
        if m.type == "GOVERNMENT"
        or not any(o.type == "GOVERNMENT" and o.start <= m.start < o.end for o in inside)
    ]
    group = enumeration(view, inside, inside[0])
    rest = _REST.fullmatch(view.text, group[-1].end, line.end)
    return group if bulleted or rest is not None else []


def _under_column(view: View, cue: Cue, line: _Line, finds: Finds) -> Iterator[Listed]:
    """Yield who stands in the rows of a table with a column such as "member since"."""
    text = view.text
    if not (
        _BEFORE.search(text[line.start : cue.start]) and _AFTER.match(text[cue.end : line.end])
    ):
        return
    edge = " |" if text[line.start : line.end].lstrip().startswith("|") else " "
    opened = _Line(_opening(text, line, edge), line.end)
    column: int | None = len(_CELLS.findall(text[opened.start : cue.start]))
    place = _column_of(text, opened, {"place"}) or 0
    signatories = _HEADS.get(text[cue.start : cue.end].casefold()) == "place"
    if signatories:  # "Signatory | Date"
        place, column = column or 0, _column_of(text, opened, _DATES)
    for below in _below(text, line):
        if _RULE.fullmatch(text, below.start, below.end):
            continue
        clause = _clause(view, below, finds)
        opened = _Line(_opening(text, below, edge), below.end)
        actor, date = _row(view, opened, column, finds, place)
        if clause is None or actor is None:
            continue
        named = [m for m in clause.mentions if _fits(m, cue)]
        whole = named[0] if named else _caption(view, cue, line, finds)
        planned = any(
            _PLANNED.fullmatch(cell) for cell in _CELLS.split(text[below.start : below.end])
        )
        told = date is not None or (signatories and column is None)
        if whole is not None and told and not planned and not clause.denied():
            yield Listed(cue.trigger.value, actor, whole, date, clause)


def _row(
    view: View, line: _Line, column: int | None, finds: Finds, place: int
) -> tuple[Mention | None, Mention | None]:
    """Return the city in the cell of its column in a row, and the date in a cell of another."""
    text, start = view.text, line.start
    inside = finds.between(start, line.end)
    columns = [(m, len(_CELLS.findall(text[start : m.start]))) for m in inside]
    actors = [m for m, at in columns if m.type in {"CITY", "GOVERNMENT"} and at == place]
    dates = [m for m, at in columns if m.type == "DATE" and at == column]
    opens = bool(actors) and (place > 0 or actors[0].start - start < _NEAR)
    return (actors[0] if opens else None, dates[0] if len(dates) == 1 else None)


def _opening(text: str, line: _Line, edge: str) -> int:
    """Return where the first cell of a line begins; ``edge`` are signs that stand before it."""
    words = text[line.start : line.end]
    return line.start + len(words) - len(words.lstrip(edge))


def _column_of(text: str, line: _Line, roles: Collection[str]) -> int | None:
    """Return which column of a line of heads is called so that it holds this, or None."""
    heads = [head.strip(" *_|").casefold() for head in _CELLS.split(text[line.start : line.end])]
    return next((at for at, head in enumerate(heads) if _HEADS.get(head) in roles), None)


def _fits(mention: Mention, cue: Cue) -> bool:
    """Tell whether a mention is what a column of members or signatures is about."""
    return mention.type == "CHARTER" if cue.trigger.value == "signature" else is_network(mention)


def _caption(view: View, cue: Cue, line: _Line, finds: Finds) -> Mention | None:
    """Return the network or charter that the text before a table is about, its heading first."""
    heading = _heading(view, line)
    inside = finds.between(heading.start, heading.end) if heading is not None else []
    if cue.trigger.value == "membership":
        return only([m for m in inside if is_network(m)]) or topic(view, finds, line.start)
    return only([m for m in inside if m.type == "CHARTER"]) or only(_charters_before(line, finds))


def _heading(view: View, line: _Line) -> _Line | None:
    """Return the heading or the short line right above a table."""
    blocks = view.document.blocks
    index = bisect_left(blocks, line.start, key=lambda block: block.start) - 1
    if index < 0 or blocks[index].end - blocks[index].start > _LONGEST_LINE:
        return None
    return _Line(blocks[index].start, blocks[index].end)


def _charters_before(line: _Line, finds: Finds) -> list[Mention]:
    """Return the charters that the text before a line names."""
    return [m for m in finds.between(line.start - REACH, line.start) if m.type == "CHARTER"]


def _clause(view: View, line: _Line, finds: Finds) -> Clause | None:
    """Return a line as a clause, in the language of its sentence or of the text."""
    language = view.language_at(line.start) or view.document.language
    if language is None:
        return None
    sentence = Sentence(line.start, line.end, language)
    return Clause(
        line.start, line.end, language, view.text, sentence, finds.between(line.start, line.end)
    )
