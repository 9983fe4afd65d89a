"""Times every kind of page of a running service, made and kept: ``-m tests.benchmarks.pages URL``.

A page is made when its address was not asked for before (a number is added to it), and kept when it
was. Prints the 95th percentile in milliseconds for each kind.
"""

from __future__ import annotations

import http.client
import itertools
import sys
import time
from urllib.parse import urlsplit

KINDS = {
    "home": ("/",),
    "city": ("/doc/city/palermo", "/doc/city/zurich", "/doc/city/barcelona", "/doc/city/potsdam"),
    "network": ("/doc/network/anvita", "/doc/network/eurocities", "/doc/network/iash"),
    "practice": ("/doc/practice/zurich-city-id-card",),
    "charter": ("/doc/charter/palermo-declaration-2021",),
    "government": ("/doc/government/palermo", "/doc/government/barcelona"),
    "country": ("/doc/country/it", "/doc/country/de"),
    "list": ("/browse/city", "/browse/network", "/browse/publication"),
    "source": ("/graph/cities", "/graph/memberships"),
    "record": ("/graph/cities/palermo",),
    "concept scheme": ("/doc/theme",),
    "ontology": ("/ontology",),
    "map": ("/map",),
    "search": ("/search?q=palermo", "/search?q=anvita"),
    "dataset": ("/dataset", "/downloads"),
    "queries": ("/queries",),
    "claims": ("/claims",),
}
ROUNDS = 12
NUMBERS = itertools.count(int(time.time()))


def timed(connection: http.client.HTTPConnection, path: str) -> float:
    """Return the milliseconds one page takes; 0 for one that is not there."""
    began = time.perf_counter()
    connection.request("GET", path, headers={"Accept": "text/html"})
    answer = connection.getresponse()
    answer.read()
    return (time.perf_counter() - began) * 1000 if answer.status == http.client.OK else 0.0


def p95(times: list[float]) -> float:
    """Return the 95th percentile."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, round(len(ordered) * 0.95))]


def main(address: str) -> None:
    """Measure all kinds and print a table."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    print(f"{'kind':16} {'made':>8} {'kept':>8}  ms, 95th percentile")
    for kind, paths in KINDS.items():
        made, kept = [], []
        for path in paths:
            timed(connection, path)
            for _ in range(ROUNDS):
                fresh = f"{path}{'&' if '?' in path else '?'}n={next(NUMBERS)}"
                made.append(timed(connection, fresh))
                kept.append(timed(connection, fresh))
        print(f"{kind:16} {p95(made):8.1f} {p95(kept):8.1f}")


if __name__ == "__main__":
    main(sys.argv[1])
