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
    "large network": ("/doc/network/eccar", "/doc/network/staedte-sicherer-haefen"),
    "practice": ("/doc/practice/zurich-city-id-card",),
    "charter": ("/doc/charter/palermo-declaration-2021",),
    "government": ("/doc/government/palermo", "/doc/government/barcelona"),
    "organisation": ("/doc/organisation/moving-cities",),
    "publication": ("/doc/publication/kron-lebuhn-2018",),
    "conflict": ("/doc/conflict/eccar-size",),
    "country": ("/doc/country/it", "/doc/country/de"),
    "place list": ("/doc/list/us-sanctuary",),
    "list": ("/browse/city", "/browse/network", "/browse/publication"),
    "source": ("/graph/cities", "/graph/memberships"),
    "record": ("/graph/cities/palermo",),
    "concept": ("/doc/theme/reception", "/doc/status/running"),
    "concept scheme": ("/doc/theme", "/schemes"),
    "ontology": ("/ontology", "/ontology/classes/City"),
    "map": ("/map",),
    "search": ("/search?q=palermo", "/search?q=anvita"),
    "dataset": ("/dataset", "/downloads", "/tables"),
    "queries": ("/queries", "/questions"),
    "claims": ("/claims",),
    "quality": ("/quality",),
    "about": ("/about", "/contribute", "/api", "/docs/uris"),
}
ROUNDS = 12
MADE, KEPT = 50.0, 5.0  # milliseconds a page may take, made and kept
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


def measure(address: str) -> dict[str, tuple[float, float]]:
    """Return the 95th percentile of each kind of page, made and kept."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    found = {}
    for kind, paths in KINDS.items():
        made, kept = [], []
        for path in paths:
            timed(connection, path)
            for _ in range(ROUNDS):
                fresh = f"{path}{'&' if '?' in path else '?'}n={next(NUMBERS)}"
                made.append(timed(connection, fresh))
                kept.append(timed(connection, fresh))
        found[kind] = (p95(made), p95(kept))
    connection.close()
    return found


def table(found: dict[str, tuple[float, float]]) -> str:
    """Return the times as a table; a star marks those that take longer than they may."""
    lines = [f"{'kind':16} {'made':>9} {'kept':>9}  ms, 95th percentile"]
    for kind, (made, kept) in found.items():
        slow = ("*" if made > MADE else " ", "*" if kept > KEPT else " ")
        lines.append(f"{kind:16} {made:8.1f}{slow[0]} {kept:8.1f}{slow[1]}")
    return "\n".join(lines)


def main(address: str) -> None:
    """Measure all kinds and print a table."""
    print(table(measure(address)))


if __name__ == "__main__":
    main(sys.argv[1])
