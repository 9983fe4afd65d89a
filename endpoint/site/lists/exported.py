"""The rows of a list as CSV and GeoJSON, all pages of it, in English and with plain names."""

from __future__ import annotations

import csv as csv_module
import io
import json
from collections.abc import Sequence
from typing import Any

from pyoxigraph import Literal, NamedNode

from endpoint.languages.known import SOURCE
from endpoint.languages.speaking import speaking
from endpoint.site.core.relations import columns
from endpoint.site.core.state import Release
from endpoint.site.describe import gather
from endpoint.site.lists.asked import Asked
from endpoint.site.lists.cells import ordered, places, terms
from endpoint.site.lists.chosen import choose
from endpoint.site.lists.index import Index, index

Record = dict[str, str | int | None]


def records(release: Release, asked: Asked) -> tuple[Index, list[tuple[NamedNode, Record]]]:
    """Return the things of a list with their columns; several values are joined by semicolons."""
    with speaking(SOURCE):
        known = index(release, asked.kind)
        things = ordered(known, asked, choose(known, asked).things)
        shown = columns(asked.kind)
        read = {column.relation: known.of(column.relation) for column in shown}
        cells = {
            (thing, column.relation.name): terms(
                read[column.relation], column.relation, thing, asked.days
            )
            for thing in things
            for column in shown
        }
        plain_ = [c.relation.name for c in shown if not c.counts]
        pointed = {
            term
            for (_, name), many in cells.items()
            if name in plain_
            for term in many
            if isinstance(term, NamedNode)
        }
        labels = gather.labels(release, [*things, *pointed]).plain
        found = []
        for thing in things:
            name = labels.get(thing, ())
            record: Record = {"thing": thing.value, "name": name[0].value if name else None}
            for column in shown:
                many = cells[thing, column.relation.name]
                record[column.relation.name] = (
                    (len(many) or None) if column.counts else _joined(many, labels)
                )
            found.append((thing, record))
        return known, found


def _joined(many: Sequence[NamedNode | Literal], labels: Any) -> str | None:
    texts = {labels[term][0].value if labels.get(term) else term.value for term in many}
    return "; ".join(sorted(texts)) or None


def csv(release: Release, asked: Asked) -> bytes:
    """Return a table of the list; what is not recorded is empty."""
    _, found = records(release, asked)
    out = io.StringIO(newline="")
    names = ["thing", "name", *(column.relation.name for column in columns(asked.kind))]
    writer = csv_module.DictWriter(out, names)
    writer.writeheader()
    writer.writerows(record for _, record in found)
    return out.getvalue().encode()


def geojson(release: Release, asked: Asked) -> bytes:
    """Return a FeatureCollection; a thing without place has no geometry (RFC 7946 §3.2)."""
    known, found = records(release, asked)
    where = places(known, [thing for thing, _ in found])
    features = [
        {
            "type": "Feature",
            "id": thing.value,
            "geometry": _geometry(where.get(thing, ())),
            "properties": record,
        }
        for thing, record in found
    ]
    document = {"type": "FeatureCollection", "features": features}
    return (json.dumps(document, ensure_ascii=False) + "\n").encode()


def _geometry(points: Sequence[tuple[float, float]]) -> dict[str, Any] | None:
    turned = [[longitude, latitude] for latitude, longitude in points]
    if not turned:
        return None
    if len(turned) == 1:
        return {"type": "Point", "coordinates": turned[0]}
    return {"type": "MultiPoint", "coordinates": turned}
