"""Reduces outlines of Natural Earth to what the maps draw: run by hand, its output is committed.

``python -m endpoint.site.maps.reduce FOLDER`` reads ``land-50m.geojson`` and
``borders-50m.geojson`` and writes ``outlines/*.json`` beside this file: lists of lines, each the
longitude and latitude of its first point and then steps, in thousandths of a degree.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "outlines"
TOLERANCE = 0.008  # degrees a point may lie beside the line without it being kept
SETTLED = "International boundary (verify)"
Point = tuple[float, float]


def simplified(line: Sequence[Point], tolerance: float = TOLERANCE) -> list[Point]:
    """Return the points of a line without those nearly on the way between others (Douglas-Peucker).

    First and last point stay. Of a ring the point farthest from its start stays too.
    """
    keep, todo = {0, len(line) - 1}, [(0, len(line) - 1)]
    while todo:
        first, last = todo.pop()
        far, where = max(
            ((_beside(line[i], line[first], line[last]), i) for i in range(first + 1, last)),
            default=(0.0, first),
        )
        if far > tolerance:
            keep.add(where)
            todo += [(first, where), (where, last)]
    return [line[i] for i in sorted(keep)]


def _beside(point: Point, start: Point, end: Point) -> float:
    """Return the distance of a point from a stretch, in degrees."""
    along = (end[0] - start[0], end[1] - start[1])
    length = along[0] ** 2 + along[1] ** 2
    away = (point[0] - start[0], point[1] - start[1])
    share = (away[0] * along[0] + away[1] * along[1]) / length if length else 0.0
    share = min(max(share, 0.0), 1.0)
    off = (away[0] - share * along[0], away[1] - share * along[1])
    return float((off[0] ** 2 + off[1] ** 2) ** 0.5)


def steps(line: Sequence[Point]) -> list[int]:
    """Return a line as its first point and steps, in thousandths of a degree."""
    exact = [(round(x * 1000), round(y * 1000)) for x, y in line]
    out = list(exact[0])
    for before, after in pairwise(exact):
        out += [after[0] - before[0], after[1] - before[1]]
    return out


def lines(features: Sequence[dict[str, Any]]) -> Iterator[list[Point]]:
    """Yield the rings of polygons and the lines."""
    for feature in features:
        shape = feature["geometry"]
        parts = shape["coordinates"]
        if shape["type"] in ("LineString", "Polygon"):
            parts = [parts]
        for part in parts:
            yield from ([part] if shape["type"].endswith("LineString") else part)


def write(name: str, features: Sequence[dict[str, Any]]) -> int:
    """Write the reduced lines to a file, one a line; return how many points they have."""
    reduced = [steps(simplified([(p[0], p[1]) for p in line])) for line in lines(features)]
    rows = ",\n".join(json.dumps(line, separators=(",", ":")) for line in reduced)
    (HERE / f"{name}.json").write_text(f"[\n{rows}\n]\n", encoding="utf-8")
    return sum(len(line) // 2 for line in reduced)


def main(folder: Path) -> None:
    """Reduce the files of a folder."""
    land = json.loads((folder / "land-50m.geojson").read_text(encoding="utf-8"))["features"]
    every = json.loads((folder / "borders-50m.geojson").read_text(encoding="utf-8"))["features"]
    settled = [one for one in every if one["properties"]["class"] == SETTLED]
    disputed = [one for one in every if one["properties"]["class"] != SETTLED]
    found = {"land": land, "borders": settled, "disputed": disputed}
    for name, features in found.items():
        print(f"{name}: {write(name, features)} points")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
