"""How long honest clients wait while others are hostile: 28 of them, alone and beside attackers.

``python -m tests.benchmarks.bench_hostile [SECONDS]`` starts the service over the current release
and prints the latencies alone, beside 4 attackers that ask endless queries, and beside one that
opens 64 connections for pages, three times over. Each honest client asks three times a second, in
turn four queries and a page.
"""

from __future__ import annotations

import http.client
import os
import re
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
HONEST, HOSTILE, PAUSE = 28, 4, 1 / 3
# Connections of one client that asks for nothing but pages.
CROWD = 64
LIMIT, ROUNDS = 5, 3
PREFIXES = """PREFIX urb: <https://w3id.org/urban-solidarity/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX org: <http://www.w3.org/ns/org#>
"""
QUESTIONS = [
    "SELECT ?p ?o { <https://w3id.org/urban-solidarity/id/city/palermo> ?p ?o }",
    "SELECT ?city ?name { ?city a urb:City ; rdfs:label ?name } LIMIT 50",
    "SELECT ?name { ?m org:organization ?net ; urb:place ?city . ?city rdfs:label ?name } LIMIT 50",
    "SELECT ?net (COUNT(*) AS ?n) { ?m org:organization ?net } GROUP BY ?net ORDER BY DESC(?n)",
    "ASK { ?s urb:country ?c }",
]
PAGES = [
    "/",
    "/browse/city",
    "/sources",
    "/doc/city/palermo.html",
    "/search?q=berlin",
    "/docs/sparql",
]
TEN = " ".join(f"VALUES ?v{n} {{ 0 1 2 3 4 5 6 7 8 9 }}" for n in range(9))
ATTACKS = [
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?i) }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
    "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>|^!<urn:x>)* ?b . ?b (!<urn:x>)* ?c }",
    f"SELECT (SUM(?v8) AS ?n) {{ {TEN} }} GROUP BY ?v0 ?v1 ?v2",
]


@dataclass
class Run:
    """What clients saw during one run: seconds each answer took, and the statuses."""

    url: urllib.parse.SplitResult
    seconds: list[float] = field(default_factory=list)
    seen: Counter[int | str] = field(default_factory=Counter)
    attacked: Counter[int | str] = field(default_factory=Counter)
    stop: threading.Event = field(default_factory=threading.Event)

    def honest(self, number: int) -> None:
        """Ask questions that no cache knows, in turn."""
        time.sleep(PAUSE * number / HONEST)
        turn = number
        while not self.stop.is_set():
            turn += 1
            began = time.monotonic()
            if turn % (len(QUESTIONS) + 1) == len(QUESTIONS):
                path = f"{PAGES[turn % len(PAGES)]}"
            else:
                path = asked(f"{PREFIXES}{QUESTIONS[turn % len(QUESTIONS)]} # {number} {turn}")
            self.seen[self.get(path, number)] += 1
            took = time.monotonic() - began
            self.seconds.append(took)
            self.stop.wait(max(PAUSE - took, 0))

    def hostile(self, number: int) -> None:
        """Ask what takes for ever, again as soon as it is over."""
        turn = number
        while not self.stop.is_set():
            turn += 1
            text = f"{ATTACKS[turn % len(ATTACKS)]} # {turn}"
            status = self.get(asked(text), 100 + number)
            self.attacked[status] += 1
            # Whoever is told to wait asks again after a moment.
            self.stop.wait(0.2 if status in {429, 503} else 0)

    def crowd(self, number: int) -> None:
        """Ask for pages, all from one address, again as soon as each is there."""
        turn = number
        while not self.stop.is_set():
            turn += 1
            path = PAGES[turn % len(PAGES)]
            status = self.get(f"{path}{'&' if '?' in path else '?'}n={number}-{turn}", 200)
            self.attacked[status] += 1
            self.stop.wait(0.2 if status in {429, 503} else 0)

    def get(self, path: str, client: int) -> int | str:
        """Ask from an address of its own; return the status."""
        connection = http.client.HTTPConnection(
            self.url.hostname or "",
            self.url.port,
            timeout=60,
            source_address=(f"127.0.1.{client + 1}", 0),
        )
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            response.read()
        except (OSError, http.client.HTTPException) as error:
            return type(error).__name__
        else:
            return response.status
        finally:
            connection.close()

    def play(self, seconds: float, attackers: int = 0, crowd: int = 0) -> None:
        """Let everybody ask for a while; the first second does not count."""
        threads = [threading.Thread(target=self.honest, args=(n,)) for n in range(HONEST)]
        threads += [
            threading.Thread(target=self.hostile, args=(n,), daemon=True) for n in range(attackers)
        ]
        threads += [
            threading.Thread(target=self.crowd, args=(n,), daemon=True) for n in range(crowd)
        ]
        for thread in threads:
            thread.start()
        time.sleep(1)
        self.seconds.clear()
        time.sleep(seconds)
        self.stop.set()
        for thread in threads[:HONEST]:
            thread.join(60)

    def told(self, name: str) -> str:
        """Return a line of the table."""
        ordered = sorted(self.seconds)
        p50, p95 = statistics.median(ordered), percentile(ordered, 95)
        return (
            f"{name:<22}{len(ordered):>8}{p50 * 1000:>10.1f}{p95 * 1000:>10.1f}"
            f"{ordered[-1] * 1000:>10.1f}  {dict(self.seen)} {dict(self.attacked) or ''}"
        )


def asked(text: str) -> str:
    """Return the address of a query."""
    return "/sparql?" + urllib.parse.urlencode({"query": text})


def percentile(ordered: list[float], share: int) -> float:
    """Return the value below which a share of the values lies, in percent."""
    return ordered[min(len(ordered) * share // 100, len(ordered) - 1)]


def one_round(url: urllib.parse.SplitResult, seconds: float) -> tuple[float, float]:
    """Measure honest clients alone, then beside attackers; return the ratios of their p95.

    The first ratio is beside endless queries, the second beside a crowd for pages.
    """
    alone, beside, crowded = Run(url), Run(url), Run(url)
    alone.play(seconds)
    print(alone.told("alone"), flush=True)
    beside.play(seconds, attackers=HOSTILE)
    print(beside.told(f"beside {HOSTILE} attackers"), flush=True)
    # The last attacks have a few seconds left.
    time.sleep(LIMIT)
    crowded.play(seconds, crowd=CROWD)
    print(crowded.told(f"beside {CROWD} for pages"), flush=True)
    time.sleep(1)
    idle, *others = (percentile(sorted(run.seconds), 95) for run in (alone, beside, crowded))
    return others[0] / idle, others[1] / idle


def main() -> None:
    """Measure, and print."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 6.0
    options = ["--port", "0", "--timeout", str(LIMIT)]
    process = subprocess.Popen(
        [sys.executable, "-m", "loaders", "serve", *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ,
    )
    try:
        assert process.stdout
        found = re.match(r"http://\S+", process.stdout.readline())
        assert found, "the service did not start"
        url = urllib.parse.urlsplit(found[0])
        Run(url).play(2)
        print(f"{os.cpu_count()} cores, {HONEST} clients, {1 / PAUSE:.0f} queries a second each")
        print(f"{'':<22}{'answers':>8}{'p50 ms':>10}{'p95 ms':>10}{'max ms':>10}  statuses")
        ratios = [one_round(url, seconds) for _ in range(ROUNDS)]
        for name, found in zip(
            ("attackers", "a crowd for pages"), zip(*ratios, strict=True), strict=True
        ):
            told = ", ".join(f"{ratio:.2f}" for ratio in found)
            print(f"p95 beside {name} / p95 alone: {told} (wanted: below 2)")
    finally:
        process.terminate()
        process.wait(30)


if __name__ == "__main__":
    main()
