"""Reduces outlines of Natural Earth to what the maps draw: run by hand, its output is committed.

``python -m endpoint.site.maps.reduce FOLDER`` reads ``land-50m.geojson`` and
``borders-50m.geojson`` and writes ``outlines/*.json`` beside this file: lists of lines, each the
longitude and latitude of its first point and then steps, in thousandths of a degree, a letter for
each point that says how coarse a map may be that still has it, and west, south, east and north.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from endpoint.site.maps.levels import letter

HERE = Path(__file__).parent / "outlines"
TOLERANCE = 0.008  # degrees a point may lie beside the line without it being kept
CORNERS = 3  # points of a ring that stay beside its first one
SETTLED = "International boundary (verify)"
Point = tuple[float, float]


def weights(line: Sequence[Point]) -> list[float]:
    """Return for each point how far it stands out, in degrees: Douglas-Peucker at all levels.

    The points that stand out by more than some tolerance are the line without what is finer. First
    and last point always stay. No point stands out more than those between which it lies, so a
    coarser line is a part of a finer one.
    """
    out = [math.inf] * len(line)
    todo = [(0, len(line) - 1, math.inf)]
    while todo:
        first, last, limit = todo.pop()
        if last - first < 2:
            continue
        far, where = max(
            (_beside(line[i], line[first], line[last]), i) for i in range(first + 1, last)
        )
        out[where] = min(far, limit)
        todo += [(first, where, out[where]), (where, last, out[where])]
    if line[0] == line[-1]:
        _cornered(out)
    return out


def _cornered(out: list[float]) -> None:
    """Keep four corners of a ring until it is hardly longer than what is left out: of an island."""
    order = sorted(range(1, len(out) - 1), key=lambda i: -out[i])[:CORNERS]
    for i in order[1:]:
        out[i] = max(out[i], out[order[0]] / 2)


def _beside(point: Point, start: Point, end: Point) -> float:
    """Return the distance of a point from a stretch, in degrees as long as those of latitude."""
    wide = math.cos(math.radians(point[1]))
    along = ((end[0] - start[0]) * wide, end[1] - start[1])
    length = along[0] ** 2 + along[1] ** 2
    away = ((point[0] - start[0]) * wide, point[1] - start[1])
    share = (away[0] * along[0] + away[1] * along[1]) / length if length else 0.0
    share = min(max(share, 0.0), 1.0)
    off = (away[0] - share * along[0], away[1] - share * along[1])
    return float((off[0] ** 2 + off[1] ** 2) ** 0.5)


def reduced(line: Sequence[Point]) -> tuple[list[int], str, list[int]]:
    """Return a line as its steps, the levels of its points, and its bounds.

    The finest points are left out; bounds are west, south, east and north in thousandths.
    """
    kept = [(p, w) for p, w in zip(line, weights(line), strict=True) if w > TOLERANCE]
    xs, ys = [round(p[0] * 1000) for p, _ in kept], [round(p[1] * 1000) for p, _ in kept]
    letters = "".join(letter(w) for _, w in kept)
    return steps(list(zip(xs, ys, strict=True))), letters, [min(xs), min(ys), max(xs), max(ys)]


def steps(line: Sequence[tuple[int, int]]) -> list[int]:
    """Return a line as its first point and the steps from each point to the next."""
    out = list(line[0])
    for before, after in pairwise(line):
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
    found = [reduced([(p[0], p[1]) for p in line]) for line in lines(features)]
    rows = ",\n".join(json.dumps(one, separators=(",", ":")) for one in found)
    (HERE / f"{name}.json").write_text(f"[\n{rows}\n]\n", encoding="utf-8")
    return sum(len(letters) for _, letters, _ in found)


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
