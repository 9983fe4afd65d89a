"""Shows a thing as of a day: what held then, in words and tables; what has no date apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import url_for
from pyoxigraph import NamedNode

from endpoint.languages import forms
from endpoint.languages.forms import ngettext
from endpoint.languages.speaking import gettext as _
from endpoint.site.core.relations import declared
from endpoint.site.describe.model import Description, Incoming, Statement
from endpoint.site.describe.terms import TermView
from endpoint.site.maps.asked import KEYED
from endpoint.site.pages.model import AsOf, Group, Item, Link, Section
from endpoint.site.pages.sections.said import Said
from endpoint.site.sentences.gather import COUNTED
from endpoint.site.sentences.grammar import counted
from loaders.edtf import reading
from loaders.kinds import BY_KEY, PARTS, kind

# What counts from its day on although its list has no such view.
HAPPENED = frozenset({"commitment", "assessment"})
OWN = ("urb:founded", "urb:date", "urb:start")
NAMED_APART = 30


def dated(key: str) -> bool:
    """Tell whether things of a kind have days of their own."""
    living = declared(BY_KEY[key]).living if key in BY_KEY else None
    return key in HAPPENED or (living is not None and living.own)


def lasts(key: str) -> bool:
    """Tell whether things of a kind hold while they last, not from the day they happened on."""
    return key not in HAPPENED and not declared(BY_KEY[key]).past


@dataclass(frozen=True)
class Sorted:
    """What points here in one way: what held on the day, what has no date, how many are known."""

    group: Incoming
    held: tuple[Statement, ...]
    undated: tuple[Statement, ...]
    role: str = ""


def sort(said: Said, day: date) -> tuple[Sorted, ...]:
    """Sort what points to a thing by whether it certainly held on a day."""
    groups = (one for one in said.description.incoming if dated(one.kind))
    return tuple(_sorted(said, one, day) for one in groups)


def _sorted(said: Said, group: Incoming, day: date) -> Sorted:
    held, undated = [], []
    for statement in group.statements:
        begun, ended = _bounds(said, statement.subject)
        over = lasts(group.kind) and ended is not None and ended < day
        if begun is None and not over:
            undated.append(statement)
        elif begun is not None and begun <= day and not over:
            held.append(statement)
    role = COUNTED.get((said.release.compact(group.predicate), group.kind), "")
    return Sorted(group, tuple(held), tuple(undated), role)


def _bounds(said: Said, thing: NamedNode) -> tuple[date | None, date | None]:
    """Return the day something had certainly begun, and the day it may have ended."""
    begun = said.day(thing, "urb:latestStart") or said.day(thing, "urb:latestDate")
    ended = said.day(thing, "urb:earliestEnd")
    stated = said.one(thing, "urb:start") or said.one(thing, "urb:date")
    begun = begun or _day(stated, "latest")
    return begun, ended or _day(said.one(thing, "urb:end"), "earliest")


def _day(term: object, bound: str) -> date | None:
    known = reading.point(str(getattr(term, "value", ""))) if term is not None else None
    return getattr(known, bound) if known else None


def on(description: Description, known: Iterable[Sorted]) -> Description:
    """Return a description with only that of dated things which held on the day."""
    kept = {id(one.group): one for one in known}
    groups = [
        replace(group, statements=kept[id(group)].held, count=len(kept[id(group)].held))
        if id(group) in kept
        else group
        for group in description.incoming
    ]
    return replace(description, incoming=tuple(groups))


def plain(document: str) -> AsOf:
    """Return what the page of today has: where to ask for a day."""
    return AsOf("", document)


def build(said: Said, known: Sequence[Sorted], day: date, document: str, key: str) -> AsOf:
    """Return what held on a day in words, what has no date, and where all of it is listed."""
    apart = _apart(said, known)
    texts = [*_later(said, day), _told(known, day), *_unlisted(known)]
    texts.append(_("Facts, names and figures stand here as they are known today."))
    heading = _("As of %(day)s", day=forms.day(day))
    section = Section("as-of", heading, tuple(texts), groups=tuple(apart))
    return AsOf(day.isoformat(), document, section, tuple(_links(said, day, key)))


def _told(known: Sequence[Sorted], day: date) -> str:
    """Say how many of each kind held on the day; what points here in two ways counts once."""
    things: dict[str, set[NamedNode]] = {}
    for one in known:
        things.setdefault(one.group.kind, set()).update(s.subject for s in one.held)
    phrases = [_counted(key, len(found), known) for key, found in things.items() if found]
    if not phrases:
        return _("Nothing of what is recorded here certainly held on %(day)s.", day=forms.day(day))
    return _(
        "Of what is recorded here, this certainly held on %(day)s or had happened by then: "
        "%(counts)s.",
        day=forms.day(day),
        counts=forms.listed(phrases),
    )


def _counted(key: str, count: int, known: Sequence[Sorted]) -> str:
    """Return a count in words: by what the things are to the page, else by their kind."""
    roles = {one.role for one in known if one.group.kind == key and one.role}
    if len(roles) == 1:
        return counted(roles.pop(), count)
    found = kind(key)
    return f"{forms.number(count)} {ngettext(found.singular, found.plural, count)}"


def _later(said: Said, day: date) -> Iterator[str]:
    """Say of what began later that it did not exist on the day, as far as is known."""
    thing = said.description.thing
    begun = (_day(value, "earliest") for name in OWN for value in said.values(thing, name))
    first = min((one for one in begun if one), default=None)
    if first is not None and first > day:
        yield _(
            "%(thing)s is recorded only from %(date)s on.",
            thing=said.viewer.thing(thing).text,
            date=forms.day(first),
        )


def _unlisted(known: Sequence[Sorted]) -> Iterator[str]:
    """Say of groups too large for a page that only the first are looked at."""
    for one in known:
        if one.group.truncated:
            yield _(
                "Only the first %(num)s of %(all)s are looked at on this page.",
                num=forms.number(len(one.group.statements)),
                all=forms.number(one.group.count),
            )


def _apart(said: Said, known: Sequence[Sorted]) -> Iterator[Group]:
    """Yield what has no date, under one heading: it may have held."""
    things = {s.subject: one.group.kind for one in known for s in one.undated}
    if not things:
        return
    items = [Item(_named(said, thing, key), _(kind(key).singular)) for thing, key in things.items()]
    items.sort(key=lambda item: (item.note, item.term.sort_key))
    heading = _("Without a date, so counted apart: it may have held on this day or not")
    rest = len(items) - NAMED_APART
    more = _("and %(num)s more", num=forms.number(rest)) if rest > 0 else ""
    shown = (*items[:NAMED_APART], *((Item(TermView(more)),) if more else ()))
    yield Group(TermView(heading), shown, len(items))


def _named(said: Said, thing: NamedNode, key: str) -> TermView:
    """Name a part by what it ties to this page, such as a membership by its network."""
    here = {said.description.thing, *said.values(said.description.thing, "urb:government")}
    here |= set(said.values(said.description.thing, "urb:governs"))
    for name in (kind(key).leading, *kind(key).shown) if key in PARTS else ():
        value = said.one(thing, name)
        if isinstance(value, NamedNode) and value not in here:
            return said.viewer.view(value)
    return said.viewer.thing(thing)


def _links(said: Said, day: date, key: str) -> Iterator[Link]:
    """Yield the list and the map of the day."""
    name = said.description.thing.value.rsplit("/", 1)[-1]
    for part in ("membership", "signature", "designation") if key in KEYED else ():
        facets = {one.name for one in declared(BY_KEY[part]).facets}
        if key in facets and key != "country":
            asked: dict[str, Any] = {key: name, "asof": day.isoformat()}
            yield Link(
                _("The whole list of this day"), url_for("things.browse", kind=part, **asked)
            )
            yield Link(_("The map of this day"), url_for("maps.index", **asked))
