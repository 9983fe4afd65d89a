"""Turns what was measured into tables: throughput, times, ratios, and whether targets are met."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

OURS, BEST, DISK = "ours", "oxigraph in memory", "oxigraph on disk"
RDFLIB, VIRTUOSO = "rdflib-endpoint", "virtuoso"
Servers = dict[str, Any]
# What is aimed at: groups of queries, mode, peer, least ratio of throughput.
TARGETS = (
    ("repeated queries", None, "repeated", BEST, 1.0),
    ("uncached point look-up", {"look-up"}, "uncached", BEST, 0.3),
    ("uncached joins", {"joins"}, "uncached", BEST, 1.0),
    ("uncached filters", {"filters"}, "uncached", BEST, 1.0),
    ("uncached aggregates", {"aggregates"}, "uncached", BEST, 1.5),
    ("whole mix", None, "uncached", RDFLIB, 20.0),
    ("whole mix", None, "uncached", VIRTUOSO, 1.0),
)


def line(name: str, run: dict[str, Any]) -> str:
    """Return one measurement in a line."""
    failed = f"  failed {run['failed']}" if run.get("failed") else ""
    return (
        f"{name:<19}{run['query']:<19}{run['mode']:<9}{run['clients']:>3} clients"
        f"{run['rate']:>11.1f}/s  p50 {milliseconds(run.get('p50'))}  p95"
        f" {milliseconds(run.get('p95'))}  server {run.get('server', 0):4.2f}"
        f"  generator {run['generator']:4.2f}{failed}"
    )


def milliseconds(seconds: float | None) -> str:
    """Return seconds as milliseconds in nine columns."""
    return f"{seconds * 1000:9.2f}" if seconds is not None else f"{'-':>9}"


def rates(servers: Servers, name: str) -> dict[tuple[str, str, int], float]:
    """Return the rate of a server by query, mode and number of clients; failures are left out."""
    return {
        (run["query"], run["mode"], run["clients"]): run["rate"]
        for run in servers.get(name, {}).get("runs", ())
        if run["rate"] > 0 and not set(run.get("failed", ())) - {"late"}
    }


def mean(values: Iterable[float]) -> float | None:
    """Return the geometric mean, None of nothing."""
    logarithms = [math.log(value) for value in values]
    return math.exp(sum(logarithms) / len(logarithms)) if logarithms else None


def ratios(
    servers: Servers, peer: str, mode: str, groups: set[str] | None, clients: int | None
) -> list[float]:
    """Return ours over a peer's throughput for the queries of some groups, where both answered."""
    ours, theirs = rates(servers, OURS), rates(servers, peer)
    group = {run["query"]: run["group"] for run in servers.get(OURS, {}).get("runs", ())}
    return [
        rate / theirs[key]
        for key, rate in ours.items()
        if key in theirs
        and key[1] == mode
        and (groups is None or group[key[0]] in groups)
        and clients in {None, key[2]}
    ]


def page(result: dict[str, Any]) -> str:
    """Return all tables."""
    servers = result["servers"]
    parts = [table(servers, mode) for mode in ("uncached", "repeated")]
    return "\n\n".join([*parts, footprint(servers), targets(servers), differences(servers)])


def table(servers: Servers, mode: str) -> str:
    """Return the throughput of every server, and ours as a ratio to the best."""
    peers = list(servers)
    every = {name: rates(servers, name) for name in peers}
    keys = sorted({key for found in every.values() for key in found if key[1] == mode},
                  key=lambda key: (key[2], order(servers, key[0])))  # fmt: skip
    lines = [f"{mode}, answers a second", "clients query              "
             + "".join(f"{name:>20}" for name in peers) + f"{'ours/in memory':>16}"]  # fmt: skip
    for key in keys:
        query, _, clients = key
        shown = "".join(
            f"{every[name][key]:>20.1f}" if key in every[name] else f"{'-':>20}" for name in peers
        )
        ours, best = every.get(OURS, {}).get(key), every.get(BEST, {}).get(key)
        ratio = f"{ours / best:>16.2f}" if ours and best else f"{'-':>16}"
        lines.append(f"{clients:>7} {query:<19}{shown}{ratio}")
    for clients in sorted({key[2] for key in keys}):
        means = [
            mean(rate for key, rate in every[name].items() if key[1:] == (mode, clients))
            for name in peers
        ]
        shown = "".join(f"{one:>20.1f}" if one else f"{'-':>20}" for one in means)
        ours_best = mean(ratios(servers, BEST, mode, None, clients))
        ratio = f"{ours_best:>16.2f}" if ours_best else f"{'-':>16}"
        lines.append(f"{clients:>7} {'geometric mean':<19}{shown}{ratio}")
    return "\n".join(lines)


def order(servers: Servers, query: str) -> int:
    """Return the place of a query in the mix."""
    for server in servers.values():
        names = [run["query"] for run in server["runs"]]
        if query in names:
            return names.index(query)
    return 0


def footprint(servers: Servers) -> str:
    """Return memory and times of starting."""
    lines = [f"{'':<20}{'loading s':>12}{'starting s':>12}{'MiB':>10}{'MiB after':>11}"
             f"{'MiB per million statements':>28}"]  # fmt: skip
    for name, told in servers.items():
        memory, after = told["memory"] / 2**20, told["memory after"] / 2**20
        each = memory / (told["statements"] / 1e6)
        lines.append(
            f"{name:<20}{told['loading']:>12.1f}{told['starting']:>12.1f}{memory:>10.0f}"
            f"{after:>11.0f}{each:>28.0f}"
        )
    return "\n".join(lines)


def targets(servers: Servers) -> str:
    """Return every target with what was reached: over all numbers of clients, and for each."""
    lines = ["targets (geometric means of ours over the peer's throughput)"]
    numbers = sorted({run["clients"] for run in servers.get(OURS, {}).get("runs", ())})
    for what, groups, mode, peer, least in TARGETS:
        reached = mean(ratios(servers, peer, mode, groups, None))
        if reached is None:
            lines.append(f"{what:<24}{peer:<20}at least {least:>5.1f}   not measured")
            continue
        each = ", ".join(
            f"{clients}: {one:.2f}"
            for clients in numbers
            if (one := mean(ratios(servers, peer, mode, groups, clients)))
        )
        verdict = "met" if reached >= least else "MISSED"
        lines.append(
            f"{what:<24}{peer:<20}at least {least:>5.1f}   {reached:7.2f}  {verdict:<7} ({each})"
        )
    return "\n".join(lines)


def differences(servers: Servers) -> str:
    """Return where servers found other numbers of rows than we did: such ratios mean little."""
    lines = ["answers that differ from ours in their number of rows"]
    own = {run["query"]: run["rows"] for run in servers.get(OURS, {}).get("runs", ())}
    for name, told in servers.items():
        seen = {run["query"]: run["rows"] for run in told["runs"]}
        lines += [
            f"{name}: {query}: {counts} instead of {own[query]}"
            for query, counts in seen.items()
            if query in own and counts != own[query]
        ]
    return "\n".join(lines if len(lines) > 1 else [*lines, "none"])
