"""Reads who signs with an office of a city in the line below the name: "Ann Hill / Mayor of X"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.extract.claims.clauses import Finds
from loaders.extract.claims.offices import is_mayor, offices_in, once_held
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import Cue, View
from loaders.extract.relations.making import claim
from loaders.tables.patterns import any_of

_TITLES = re.compile(rf"\s*(?:(?i:{any_of('persons.courtesy', 'persons.holder-title')})\.?\s)*")
_OPENS = re.compile(rf"(?:{any_of('text.article')}\s|[LlDd]['’])?")
_OF = re.compile(
    rf"\s(?:{any_of('persons.office-of', 'offices.of')}\s)?"
    rf"(?:{any_of('persons.office-article')}\s)?"
    rf"(?:{any_of('persons.office-city')}\s)?|\s[Dd]['’]"
)
_LONGEST, _SURE = 90, 0.8


def signed_posts(view: View, finds: Finds) -> Iterator[Claim]:
    """Yield who holds an office that stands, with its city, in the line below a name alone."""
    text = view.text
    for person in finds.mentions:
        if person.type != "PERSON" or not text.startswith("\n", person.end):
            continue
        line = text.rfind("\n", 0, person.start) + 1
        if _TITLES.fullmatch(text, line, person.start) is None:
            continue
        start = person.end + 1
        end = text.find("\n", start)
        end = end if end >= 0 else len(text)
        city = _office_of(view, finds, start, end) if end - start <= _LONGEST else None
        if city is not None:
            cue, where = city
            role = cue.trigger.value if cue.trigger.kind == "office" else "mayor"
            detail = (("role", role), *once_held(view, cue))
            yield claim(view, "office", (finds.full_name(person), where, None), (line, end),
                        _SURE * min(person.confidence, where.confidence),
                        method="deeds:signature", detail=detail)  # fmt: skip


def _office_of(view: View, finds: Finds, start: int, end: int) -> tuple[Cue, Mention] | None:
    """Return the office that opens a line with the city that follows it, or None."""
    opens = _OPENS.match(view.text, start, end)
    low = opens.end() if opens is not None else start
    for cue in offices_in(view, low, low + 1):
        if cue.trigger.kind == "role" and not is_mayor(cue.trigger.value):
            continue
        city = next((m for m in finds.between(cue.end, end) if m.type == "CITY"), None)
        if city is not None and _OF.fullmatch(view.text, cue.end, city.start):
            return cue, city
    return None
