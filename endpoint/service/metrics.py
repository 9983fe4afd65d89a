"""Counts what the service does, over all web processes, for Prometheus.

https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from __future__ import annotations

import bisect
import mmap
from collections.abc import Callable, Iterable
from itertools import accumulate
from pathlib import Path
from threading import Lock

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from endpoint.sparql.errors import KINDS

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
OUTCOMES = (
    "ok", "cached", "unchanged", "gone", "form", "description", "options", "update", *KINDS
)  # fmt: skip
PLACES = {name: place for place, name in enumerate(OUTCOMES)}
SECONDS = len(OUTCOMES)
COMPUTED, SIZE, HERE, SPOILT = SECONDS + 1, SECONDS + 2, SECONDS + 3, SECONDS + 4
PAGES = {name: SECONDS + 5 + place for place, name in enumerate(("made", "kept", "error"))}
PAGE_SECONDS = SECONDS + 8
PAGE_BUCKETS = SECONDS + 9
BUCKETS = PAGE_BUCKETS + len(BOUNDS) + 1
COLUMNS = BUCKETS + len(BOUNDS) + 1
PROCESSES = 16
NUMBER = 8
Status = Callable[[], dict[str, object]]


class Metrics:
    """The counters of one web process, a row in memory that all web processes share.

    The row of a process that died is taken over by the one that replaces it, so nothing is lost.
    """

    def __init__(self, path: Path, process: int = 0) -> None:
        """Open the table, making it when it is missing."""
        with path.open("a+b") as file:
            file.truncate(PROCESSES * COLUMNS * NUMBER)
            self._table = memoryview(mmap.mmap(file.fileno(), 0)).cast("d")
        self._lock = Lock()
        first = process % PROCESSES * COLUMNS
        self._row = self._table[first : first + COLUMNS]

    def count(self, outcome: str, seconds: float, computed: float, size: int) -> None:
        """Count a query that ended."""
        row = self._row
        with self._lock:
            row[PLACES[outcome]] += 1
            row[SECONDS] += seconds
            row[COMPUTED] += computed
            row[SIZE] += size
            row[BUCKETS + bisect.bisect_left(BOUNDS, seconds)] += 1

    def page_made(self, outcome: str, seconds: float) -> None:
        """Count a page: ``made``, ``kept`` (from the cache) or ``error`` (a status of 500)."""
        row = self._row
        with self._lock:
            row[PAGES[outcome]] += 1
            row[PAGE_SECONDS] += seconds
            row[PAGE_BUCKETS + bisect.bisect_left(BOUNDS, seconds)] += 1

    def here(self) -> None:
        """Count an answer that a thread of this process gave."""
        self._row[HERE] += 1

    def spoilt(self) -> None:
        """Count a process that is replaced because a thread of it does not end."""
        self._row[SPOILT] += 1

    def totals(self) -> list[float]:
        """Return the sum of each column over all processes."""
        return [sum(self._table[column::COLUMNS]) for column in range(COLUMNS)]

    def page(self, status: Status) -> bytes:
        """Return all metrics as Prometheus reads them; ``status`` is what the keeper says."""
        registry = CollectorRegistry()
        registry.register(_Totals(self.totals(), status()))
        return generate_latest(registry)


class _Totals(Collector):
    """The metrics of one moment."""

    def __init__(self, totals: list[float], status: dict[str, object]) -> None:
        self._totals = totals
        self._status = status

    def collect(self) -> Iterable[Metric]:
        yield from self._queries()
        yield from self._pages()
        yield from self._workers()

    def _queries(self) -> Iterable[Metric]:
        totals = self._totals
        queries = CounterMetricFamily("urbsol_queries", "Queries by outcome", labels=["outcome"])
        for name, place in PLACES.items():
            queries.add_metric([name], totals[place])
        yield queries
        yield HistogramMetricFamily(
            "urbsol_query_seconds",
            "Time to an answer",
            buckets=self._buckets(BUCKETS),
            sum_value=totals[SECONDS],
        )
        told = {
            "urbsol_cache_hits": ("Answers from the cache", totals[PLACES["cached"]]),
            "urbsol_computed_seconds": ("Computing time of queries", totals[COMPUTED]),
            "urbsol_answers_of_threads": ("Answers given without a worker", totals[HERE]),
            "urbsol_processes_spoilt": ("Web processes with a thread without end", totals[SPOILT]),
            "urbsol_answer_bytes": ("Bytes of answers", totals[SIZE]),
        }
        for name, (meaning, value) in told.items():
            yield CounterMetricFamily(name, meaning, value=value)

    def _buckets(self, first: int) -> list[tuple[str, float]]:
        counts = accumulate(self._totals[first : first + len(BOUNDS) + 1])
        names = [*(str(float(bound)) for bound in BOUNDS), "+Inf"]
        return list(zip(names, counts, strict=True))

    def _pages(self) -> Iterable[Metric]:
        pages = CounterMetricFamily("urbsol_pages", "Pages by outcome", labels=["outcome"])
        for name, place in PAGES.items():
            pages.add_metric([name], self._totals[place])
        yield pages
        yield HistogramMetricFamily(
            "urbsol_page_seconds",
            "Time to a page",
            buckets=self._buckets(PAGE_BUCKETS),
            sum_value=self._totals[PAGE_SECONDS],
        )

    def _workers(self) -> Iterable[Metric]:
        gauges = {
            "alive": ("urbsol_workers", "Living workers"),
            "busy": ("urbsol_workers_busy", "Workers answering a query"),
            "memory": ("urbsol_keeper_memory_bytes", "Memory of the keeper"),
            "generation": ("urbsol_generation", "Releases and keepers since the start"),
            "queued": ("urbsol_queries_queued", "Queries waiting for a worker"),
        }
        for key, (name, meaning) in gauges.items():
            value = self._status.get(key)
            if isinstance(value, int):
                yield GaugeMetricFamily(name, meaning, value=value)
        ended = self._status.get("ended")
        if isinstance(ended, dict):
            lost = CounterMetricFamily(
                "urbsol_workers_ended", "Workers that ended under a query", labels=["reason"]
            )
            for reason in sorted(set(ended) - {"forked"}):
                lost.add_metric([reason], ended[reason])
            yield lost
            yield CounterMetricFamily(
                "urbsol_workers_forked", "Workers made", value=ended.get("forked", 0)
            )
        release = GaugeMetricFamily("urbsol_release", "The release", labels=["version", "hash"])
        told = [str(self._status.get("version", "")), str(self._status.get("hash", ""))[:12]]
        release.add_metric(told, 1)
        yield release
