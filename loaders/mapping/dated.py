"""Adds interpreted dates and figures to a record: own precision, query bounds, the words kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from loaders.edtf.partial import Interval, PartialDate, When
from loaders.interpret.figures import Figure
from loaders.interpret.measures import CURRENCIES
from loaders.mapping.base import Record
from loaders.text import key_of
from loaders.vocabulary import RDF, RDFS, SKOSXL, XSD


def add_date(record: Record, thing: NamedNode, name: str, known: PartialDate | None) -> None:
    """Add a date as ``date``, ``start``, ``end`` or ``founded``, with its earliest and latest day.

    The words stay as ``dateText`` when they say more than the plain ISO date.
    """
    if known is None:
        return
    bound = name[0].upper() + name[1:]
    record.add(thing, record.urb(name), known.literal)
    record.add(thing, record.urb(f"earliest{bound}"), _day(known.earliest))
    record.add(thing, record.urb(f"latest{bound}"), _day(known.latest))
    if known.text and known.text != known.value:
        record.text(thing, record.urb.dateText, known.text)


def add_when(record: Record, thing: NamedNode, when: When | None) -> None:
    """Add a point in time as ``date``, a stretch as ``start`` and ``end``."""
    if isinstance(when, Interval):
        add_date(record, thing, "start", when.start)
        add_date(record, thing, "end", when.end)
        record.text(thing, record.urb.dateText, when.text)
    else:
        add_date(record, thing, "date", when)


def first_day(when: When) -> date:
    """Return the first day of a time; ``date.min`` when it is open."""
    known = when.start if isinstance(when, Interval) else when
    return (known.earliest if known else None) or date.min


def last_day(when: When) -> date | None:
    """Return the last day of a time, None when it is open."""
    known = when.end if isinstance(when, Interval) else when
    return known.latest if known else None


def add_seen(record: Record, thing: NamedNode, seen: Sequence[When], *names: str) -> None:
    """Bound what was so at some times: it began by the first of them and ended after the last.

    ``names`` are those of ``latestStart`` and ``earliestEnd`` that no stated date gives.
    """
    known = list(filter(None, map(last_day, seen)))
    bounds = {"latestStart": min(known, default=None), "earliestEnd": max(map(first_day, seen))}
    for name in names:
        record.add(thing, record.urb(name), _day(bounds[name]))


def add_figure(record: Record, about: NamedNode, figure: Figure, key: str) -> NamedNode:
    """Add a figure as ``id/figure/{key}`` (with ``--2`` … when the record has that key already)."""
    urb = record.urb
    thing = record.thing("figure", _free_key(record, "figure", key), urb.Figure)
    record.add(about, urb.hasFigure, thing)
    record.add(thing, urb.about, about)
    record.add(thing, urb.measure, record.concept("measure", figure.measure))
    record.add(thing, urb.qualifier, record.concept("qualifier", figure.qualifier))
    for predicate, number in (
        (urb.value, figure.value),
        (urb.minValue, figure.minimum),
        (urb.maxValue, figure.maximum),
    ):
        record.add(thing, predicate, decimal(number))
    record.text(thing, urb.unit, figure.unit)
    if figure.unit in CURRENCIES.values():
        record.add(thing, urb.currency, Literal(figure.unit))
    record.text(thing, urb.statedText, figure.text)
    record.text(thing, urb.statedByText, figure.stated_by)
    record.note(thing, figure.label)
    # A bare number says nothing by itself: "84" becomes "84 members".
    bare = not re.search(r"[^\W\d_]", figure.text.partition("(")[0])
    words = f"{figure.text} {figure.measure.replace('-', ' ')}" if bare else figure.text
    record.text(thing, RDFS.label, words, "en")
    add_when(record, thing, figure.when)
    return thing


def add_name(
    record: Record, thing: NamedNode, name: str, type_: str, language: str | None = None
) -> NamedNode:
    """Add a name of a kind (``former-name``) as ``{thing}#name-…``, and return it."""
    node = NamedNode(f"{thing.value}#name-{key_of(name)}")
    record.add(thing, record.urb.hasName, node)
    record.add(node, RDF.type, record.urb.Name)
    record.label(node, name, language)
    record.text(node, SKOSXL.literalForm, name, language)
    record.add(node, record.urb.nameType, record.concept("name-type", type_))
    return node


def figure_key(prefix: str, figure: Figure) -> str:
    """Return the key of a figure, such as ``anvita--members-2018``."""
    when = figure.when.start if isinstance(figure.when, Interval) else figure.when
    stated = (when.value or when.text) if when else ""
    return f"{prefix}--{key_of(f'{figure.measure} {stated}')}"


def decimal(number: Decimal | None) -> Literal | None:
    """Return an xsd:decimal in canonical form (a point only where there is a fraction)."""
    if number is None:
        return None
    text = format(number.normalize(), "f")
    return Literal(text, datatype=XSD.decimal)


def _day(day: date | None) -> Literal | None:
    known = day is not None and day != date.min
    return Literal(day.isoformat(), datatype=XSD.date) if day and known else None


def _free_key(record: Record, kind: str, key: str) -> str:
    taken, number, free = set(record.things), 1, key
    while record.context.iris.thing(kind, free) in taken:
        number += 1
        free = f"{key}--{number}"
    return free
