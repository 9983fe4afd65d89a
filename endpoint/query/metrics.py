"""Counts what the service does, over all web processes, for Prometheus.

https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
STATUS = Callable[[], dict[str, object]]


def prepare(run: Path) -> dict[str, str]:
    """Return the environment in which web processes count into files they share."""
    folder = run / "metrics"
    folder.mkdir(mode=0o700, exist_ok=True)
    return {VARIABLE: str(folder)}


class Metrics:
    """The counters of one web process."""

    def __init__(self) -> None:
        """Make the counters."""
        self.registry = CollectorRegistry()
        self.queries = Counter(
            "urbsol_queries", "Queries by outcome", ["outcome"], registry=self.registry
        )
        self.seconds = Histogram(
            "urbsol_query_seconds", "Time to an answer", buckets=BUCKETS, registry=self.registry
        )
        self.hits = Counter("urbsol_cache_hits", "Answers from the cache", registry=self.registry)
        self.bytes = Counter("urbsol_answer_bytes", "Bytes of answers", registry=self.registry)
        self.computed = Counter(
            "urbsol_computed_seconds", "Computing time of workers", registry=self.registry
        )
        self.waiting = 0

    def count(self, outcome: str, seconds: float, computed: float, size: int) -> None:
        """Count a query that ended."""
        self.queries.labels(outcome).inc()
        self.seconds.observe(seconds)
        self.computed.inc(computed)
        self.bytes.inc(size)

    def page(self, status: STATUS) -> bytes:
        """Return all metrics, of all processes, in the text format of Prometheus."""
        registry = CollectorRegistry()
        if os.environ.get(VARIABLE):
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        else:
            registry = self.registry
        shown = CollectorRegistry()
        shown.register(KeeperCollector(status))
        return generate_latest(registry) + generate_latest(shown)


class KeeperCollector(Collector):
    """Tells what the keeper knows at the moment of asking."""

    def __init__(self, status: STATUS) -> None:
        """Ask ``status`` each time."""
        self._status = status

    def collect(self) -> Iterable[Metric]:
        """Yield the metrics of the keeper and of the release."""
        told = self._status()
        gauges = {
            "alive": ("urbsol_workers", "Living workers"),
            "busy": ("urbsol_workers_busy", "Workers answering a query"),
            "memory": ("urbsol_keeper_memory_bytes", "Memory of the keeper"),
            "generation": ("urbsol_generation", "Releases and keepers since the start"),
            "queued": ("urbsol_queries_queued", "Queries waiting for a worker"),
        }
        for key, (name, meaning) in gauges.items():
            value = told.get(key)
            if isinstance(value, int):
                yield GaugeMetricFamily(name, meaning, value=value)
        ended = CounterMetricFamily(
            "urbsol_workers_ended", "Workers that ended under a query", labels=["reason"]
        )
        for reason in ("timeout", "memory", "crash", "killed"):
            value = told.get(reason)
            if isinstance(value, int):
                ended.add_metric([reason], value)
        yield ended
        release = GaugeMetricFamily("urbsol_release", "The release", labels=["version", "hash"])
        release.add_metric([str(told.get("version", "")), str(told.get("hash", ""))[:12]], 1)
        yield release
