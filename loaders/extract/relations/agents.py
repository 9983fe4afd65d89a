"""Finds by whom something is done: "run by X", "wird von X getragen", "gestito da X"."""

from __future__ import annotations

import re

from loaders.extract.claims.actors import BY
from loaders.extract.claims.clauses import Clause
from loaders.extract.knowledge.haystack import lower_class
from loaders.extract.model import Mention
from loaders.extract.reading.shapes import UPPER, run_right
from loaders.extract.reading.view import Cue, View
from loaders.extract.relations.making import named
from loaders.tables.patterns import any_of, in_tongue
from loaders.tables.words import entries, spoken

_REACH, _SMALL, _DATED = 45, 30, 8
_QUOTED = re.compile(r"[^„“\"«,;.]{0,24}[„“\"«»]\s?(?P<name>[^„“”\"«»\n]{3,60}?)\s?[“”\"»«]")
# What may stand between "by" and a name: articles and a noun for the kind of body.
_LEAD = re.compile(rf"\s?(?:[^\W\d_]+[\s]|[^\W\d_]['’]){{0,3}}?(?=[{UPPER}])")
_WORD_BY = re.compile(rf"(?<!\w){any_of('claims.by')}(?:\s|(?<=['’])|$)", re.IGNORECASE)
_BY_NEXT = re.compile(rf"{any_of('claims.by', 'roles.by')}(?:\s|(?<=['’])|$)", re.IGNORECASE)
_FROM = re.compile(rf"\d{{4}}\s{any_of('claims.by', languages=('el',))}\s")
_BY_END = re.compile(
    rf"(?<!\w){any_of('claims.by')}\s(?:\w{{1,4}}\s)?(?:(?-i:[{lower_class()}])\w+\s)?$",
    re.IGNORECASE,
)
# The last words of "by", of which one stands among the last three before such a name.
_BY_WORDS = 3
_BY_LAST = tuple({form for word in spoken("claims.by") for form in (word, word.replace("'", "’"))})
# "with a grant of £45,000 from the X Trust": an amount and the word before who gives it.
_AMOUNT = re.compile(rf"\s?[£€$]?[\d.,]+(?:\s(?:{any_of('columns.unit')}|\w+))?\s(?=\w{{2,5}}\s)")
_AND = in_tongue("text.and", r"\s{}\s")
_SIGN = re.compile(r"[,;:()]|\.(?=\s[A-ZÀ-ÞΆ-ΩĄ-Ż])")
_CLOSES = re.compile(r"[^,]{0,24},\s(?!.*,)")
_RELATIVE = re.compile(rf",\s{any_of('claims.who')}\s[^,]*$")
_NEXT = in_tongue(
    "text.and",
    rf"[“”\"»’]?(?:,?\s{{}}\s|,\s)(?=(?:[^\W\d_]+['’\s]){{0,3}}[„“\"«]?[{UPPER}])",
)
_MOST = 3
_FIRST = re.compile(r"\w+")
# Words for a city that name none: "launched by the municipality".
CITY_WORDS = frozenset(
    word.split()[-1].casefold()
    for found in entries("relations.again").values()
    for word, kind in found
    if kind == "city"
)
_BODIES = ("ORG", "GOVERNMENT")


def agent_of(view: View, clause: Clause, cue: Cue) -> Mention | None:
    """Return by whom: named after the verb, else after "by" before it (German, Dutch)."""
    said = view.text[cue.start : cue.end]
    start = _behind_date(clause, cue.end)
    following = view.text[start : start + 14]
    if _WORD_BY.search(said + " ") is None and (behind := by_behind(view, cue, _REACH)) is not None:
        # "organisé à Mons par le CIRÉ": the place before "by" did nothing
        return agent_after(view, clause, behind - view.text[behind - 1].isspace())
    direct = _WORD_BY.search(said + " ") is not None or clause.language in {"el", "pl", "es", "it"}
    if direct or _BY_NEXT.match(following.lstrip()):
        return agent_after(view, clause, start)
    before = [m for m in clause.of(*_BODIES) if m.end <= cue.start]
    for mention in reversed(before):
        near = view.text[max(clause.start, mention.start - 24) : mention.start]
        if view.deed_in(mention.end, cue.start):
            break  # another verb's: "von X betrieben und durch Y finanziert"
        if _WORD_BY.search(near) or BY.search(near):
            return _whole(view, clause, mention)
    return _unknown_before(view, clause, cue) if clause.language in {"de", "nl"} else None


def _behind_date(clause: Clause, start: int) -> int:
    """Return where the words behind a verb begin that tell no date: "launched in 2014 by"."""
    dates = (m for m in clause.of("DATE") if 0 <= m.start - start < _DATED)
    return next((m.end for m in dates), start)


def says_by(view: View, cue: Cue, reach: int = 14) -> bool:
    """Tell whether "by" is part of a verb, or follows it before the next sign."""
    following = _following(view, cue, reach)
    return _WORD_BY.search(f"{view.text[cue.start : cue.end]}{following} ") is not None


def by_behind(view: View, cue: Cue, reach: int) -> int | None:
    """Return where "by" ends that stands behind a verb, before no number and no other verb."""
    words = _FROM if cue.trigger.language == "el" else _WORD_BY  # else "since" as well
    following = _AND(cue.trigger.language).split(_following(view, cue, reach), maxsplit=1)[0]
    said = words.search(f"{following} ")
    if said is None or view.text[cue.end + said.end() : cue.end + said.end() + 1].isdigit():
        return None
    return cue.end + said.end()


def _following(view: View, cue: Cue, reach: int) -> str:
    """Return the words after a verb up to the next sign or verb."""
    stop = min(view.deed_starts_after(cue.end, reach), default=cue.end + reach)
    return _SIGN.split(view.text[cue.end : stop], maxsplit=1)[0]


def by_whom(view: View, mention: Mention) -> bool:
    """Tell whether "by" stands before a name: it does something, nothing is said of it."""
    said = view.by.get(mention.start)
    if said is None:  # several rules ask for it
        said = view.by[mention.start] = _by_before(view.text, mention.start)
    return said


def _by_before(text: str, start: int) -> bool:
    low = max(0, start - 30)
    words = text[low:start].lower().rsplit(None, _BY_WORDS)[-_BY_WORDS:]
    if not any(word.endswith(_BY_LAST) for word in words):  # much quicker than the pattern
        return False
    return _BY_END.search(text, low, start) is not None


def and_others(view: View, clause: Clause, first: Mention, end: int) -> list[Mention]:
    """Return a body with those joined to it by "and" up to an offset, no verb between."""
    found = [first]
    while len(found) < _MOST:
        joint = _NEXT(clause.language).match(view.text, found[-1].end, end)
        other = agent_after(view, clause, joint.end() - 1) if joint else None
        if other is None or other.start <= found[-1].start:
            break
        if view.deed_in(found[-1].end, other.start):
            break  # the second belongs to another verb
        found.append(other)
    return found


def stands_aside(view: View, clause: Clause, body: Mention, at: int) -> bool:
    """Tell whether a body stands in brackets or a relative clause before a verb at an offset.

    "Anna Braun (SPD) said", "X, which Y began, won".
    """
    gap = view.text[body.end : at] if body.end <= at else ""
    if ")" in gap and "(" not in gap[: gap.index(")")]:
        return True
    opened = _RELATIVE.search(view.text, clause.sentence.start, body.start)
    return _CLOSES.match(gap) is not None and opened is not None


def agent_after(view: View, clause: Clause, start: int) -> Mention | None:
    """Return the body named right after an offset: a known one, a quoted or a capitalised name."""
    money = _AMOUNT.match(view.text, start, min(clause.sentence.end, start + _SMALL))
    start = money.end() if money else start
    lead = _LEAD.match(view.text, start, min(clause.sentence.end, start + _SMALL))
    at = lead.end() if lead else start
    for mention in clause.of("CITY"):
        within = any(m.start <= mention.start < m.end for m in clause.of(*_BODIES))
        if mention.start == at and not within:
            return longer_name(view, clause, mention)
    for mention in clause.of(*_BODIES):
        if start <= mention.start < start + _REACH:
            return _whole(view, clause, mention)
    quoted = _QUOTED.match(view.text, start, min(clause.sentence.end, start + 90))
    if quoted:
        return named(view, "ORG", *quoted.span("name"))
    if lead is None or lead.end() == start:
        return None
    return _unknown_after(view, clause, lead.end())


def longer_name(view: View, clause: Clause, city: Mention) -> Mention:
    """Return the body whose name begins with that of a city: "hosted by Rochdale Interfaith"."""
    if city.type != "CITY" or clause.language == "de" or view.text[city.end : city.end + 1] != " ":
        return city
    end = run_right(view.text, city.end, 3, frozenset())
    taken = any(m.start < end and city.end < m.end for m in clause.mentions if m.type != "CITY")
    return city if end <= city.end or taken else named(view, "ORG", city.start, end)


def _unknown_after(view: View, clause: Clause, start: int) -> Mention | None:
    """Return the capitalised name at an offset; of "par la Ville le Bureau …" only "Ville"."""
    first = _FIRST.match(view.text, start)
    if first is not None and first.group().casefold() in CITY_WORDS:
        return named(view, "ORG", *first.span())
    end = run_right(view.text, start - 1, 6)
    inside = [m for m in clause.of("PERSON", "CITY", "DATE") if m.start == start]
    if end <= start or (inside and inside[0].type != "CITY"):
        return None
    return named(view, "ORG", start, end)


def _whole(view: View, clause: Clause, mention: Mention) -> Mention:
    """Return a body with the capitalised word after it: "Diakonie Kiel" is not the Diakonie."""
    if mention.type != "ORG" or view.text[mention.end : mention.end + 1] != " ":
        return mention
    end = run_right(view.text, mention.end, 2, frozenset())
    others = any(m.start < end and mention.end < m.start for m in clause.of("DATE", "PERSON"))
    cue = view.deed_in(mention.end, end)
    return (
        mention if end <= mention.end or others or cue else named(view, "ORG", mention.start, end)
    )


def _unknown_before(view: View, clause: Clause, cue: Cue) -> Mention | None:
    """Return the name after "von" before a participle: "von der Initiative Offene Tür getragen"."""
    said = list(_WORD_BY.finditer(view.text, clause.start, cue.start))
    if not said:
        return None
    match = said[-1]
    lead = _LEAD.match(view.text, match.end() - 1, cue.start)
    end = run_right(view.text, lead.end() - 1, 6) if lead else 0
    if lead is None or end <= lead.end() or end > cue.start:
        return None
    return named(view, "ORG", lead.end(), end)
