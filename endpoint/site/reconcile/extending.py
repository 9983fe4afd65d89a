"""Data extension: values of properties for things that were reconciled."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from endpoint.site.core.state import Release
from endpoint.site.describe import gather
from endpoint.site.reconcile.asked import malformed, read_json
from endpoint.site.reconcile.types import EXTENDING, Property, class_id, kind_of
from endpoint.sparql.backend import Term
from loaders.iris import KEY
from loaders.vocabulary import XSD

MOST_THINGS, MOST_PROPERTIES, MOST_VALUES = 500, 20, 100
DECIMAL = re.compile(r"[+-]?\d{1,300}(\.\d+)?", re.ASCII)
DAY = re.compile(r"-?\d{4,}-\d\d-\d\d", re.ASCII)
INTEGERS = frozenset({XSD.integer, XSD.gYear, XSD.nonNegativeInteger})
Cell = dict[str, object]


@dataclass(frozen=True)
class Extension:
    """What is asked for: ids as they were sent, and properties with the most values of each."""

    ids: tuple[str, ...]
    properties: tuple[tuple[str, int], ...]


def read(text: str) -> Extension:
    """Return the data extension query in a text; raise the 400 problem when it is none."""
    asked = read_json(text)
    try:
        ids = tuple(str(one) for one in asked["ids"])
        wanted = tuple(
            (str(one["id"]), int((one.get("settings") or {}).get("limit") or 0) or MOST_VALUES)
            for one in asked["properties"]
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        raise malformed() from None
    if len(ids) > MOST_THINGS or len(wanted) > MOST_PROPERTIES:
        raise malformed()
    return Extension(ids, wanted)


def properties_of(release: Release, type_id: str) -> tuple[Property, ...]:
    """Return the properties a table of some type can be extended by; of all types for ''."""
    kind = kind_of(type_id) if type_id else None
    used = set(EXTENDING)
    if kind:
        class_ = release.expand(f"urb:{class_id(kind)}")
        rows = release.queries.select("properties-of-class", type=[class_])
        used = {release.compact(str(row["property"].value)) for row in rows}
    return tuple(Property(one, release.term_label(one)) for one in EXTENDING if one in used)


def extend(release: Release, asked: Extension) -> dict[str, object]:
    """Return the rows of a data extension (0.2 §7): a cell for every id and property."""
    known = {one: iri for one in asked.ids if (iri := thing_of(release, one))}
    terms = {name: release.expand(name) for name, _ in asked.properties if name in EXTENDING}
    values = _values(release, list(known.values()), list(terms.values()))
    cells = _cells(release, values)
    rows = {
        one: {
            name: cells.get((known.get(one), terms.get(name)), [])[: max(most, 0)]
            for name, most in asked.properties
        }
        for one in asked.ids
    }
    meta = [
        {"id": name, "name": release.term_label(name) if name in terms else name}
        for name, _ in asked.properties
    ]
    return {"meta": meta, "rows": rows}


def thing_of(release: Release, text: str) -> NamedNode | None:
    """Return the IRI of an id: ``city/palermo``, or the IRI itself; None when it is neither."""
    kind, _, key = text.removeprefix(f"{release.info.base}id/").partition("/")
    return release.iris.thing(kind, key) if KEY.fullmatch(kind) and KEY.fullmatch(key) else None


Values = dict[tuple[NamedNode | None, NamedNode | None], list[Term]]


def _values(
    release: Release, things: Sequence[NamedNode], properties: Sequence[NamedNode]
) -> Values:
    rows = gather.values(release, things, properties)
    found: Values = defaultdict(list)
    for row in rows:
        subject, term = NamedNode(str(row["subject"].value)), NamedNode(str(row["property"].value))
        found[subject, term].append(row["value"])
    return {pair: sorted(values, key=str) for pair, values in found.items()}


def _cells(
    release: Release, values: Values
) -> Mapping[tuple[NamedNode | None, NamedNode | None], list[Cell]]:
    start = f"{release.info.base}id/"
    pointed = {
        one.value
        for some in values.values()
        for one in some[:MOST_VALUES]
        if isinstance(one, NamedNode) and one.value.startswith(start)
    }
    labels = gather.labels(release, map(NamedNode, sorted(pointed))).plain
    named = {thing.value: found[0].value for thing, found in labels.items()}
    return {
        pair: [_cell(one, named, start) for one in some[:MOST_VALUES]]
        for pair, some in values.items()
    }


def _cell(value: Term, named: Mapping[str, str], start: str) -> Cell:
    text = str(value.value)
    if isinstance(value, NamedNode) and text.startswith(start):
        return {"id": text.removeprefix(start), "name": named.get(text, text.removeprefix(start))}
    if isinstance(value, Literal):
        if value.datatype in INTEGERS and text.lstrip("+-").isdigit() and len(text) < 16:
            return {"int": int(text)}
        if value.datatype in (XSD.decimal, XSD.double):
            return (
                {"float": float(text)} if re.fullmatch(r"[+-]?\d+(\.\d+)?", text) else {"str": text}
            )
        if value.datatype == XSD.date and DAY.fullmatch(text):
            return {"date": f"{text}T00:00:00Z"}
    return {"str": text}
