"""Writes tables whose rows are somewhere as GeoJSON (RFC 7946)."""

from __future__ import annotations

import json
from collections.abc import Iterable

from loaders.release.tabular.model import Field, Made, Row, Value


def geojson_bytes(made: Made) -> bytes:
    """Return a feature a row, a line each; rows that are nowhere have no geometry (§3.2)."""
    features = ",\n".join(_dumps(_feature(made.fields, row)) for row in made.rows)
    return f'{{"type":"FeatureCollection","features":[\n{features}\n]}}\n'.encode()


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _feature(fields: Iterable[Field], row: Row) -> dict[str, object]:
    point = row.point and {"type": "Point", "coordinates": [float(one) for one in row.point]}
    properties = {field.name: typed(field, row.values[field.name]) for field in fields}
    kept = {name: value for name, value in properties.items() if value not in (None, [])}
    return {"type": "Feature", "id": row.values["iri"], "geometry": point, "properties": kept}


def typed(field: Field, value: Value) -> object:
    """Return a value as JSON has it: numbers as numbers, several values as a list."""
    if value is None:
        return None
    if not isinstance(value, str):
        return list(value)
    if field.datatype == "integer":
        return int(value)
    if field.datatype == "decimal":
        return float(value)
    return value == "true" if field.datatype == "boolean" else value
