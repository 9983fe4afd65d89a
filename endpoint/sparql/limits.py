"""Every bound of the query service, with its default, its environment variable and its meaning."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from typing import Any, Self

from loaders.errors import UsageError

PREFIX = "URBSOL_"


def bound(default: Any, meaning: str) -> Any:
    """Declare a limit: its default, and what it means in the words of the documentation."""
    return field(default=default, metadata={"meaning": meaning})


def machine_bound(factory: Any, meaning: str, default: str) -> Any:
    """Declare a limit whose default depends on the machine, and say that default in words."""
    return field(default_factory=factory, metadata={"meaning": meaning, "default": default})


def cores() -> int:
    """Return the number of processors this process may use."""
    return len(os.sched_getaffinity(0))


@dataclass(frozen=True)
class Limits:
    """What bounds a query, a client and the service; 0 switches a limit off where that is said.

    Times are in seconds, sizes in bytes unless the meaning says MiB.
    """

    timeout: float = bound(30.0, "seconds a query may take, waiting included")
    page_timeout: float = bound(10.0, "seconds a query of a page may take")
    memory: int = bound(1024, "MiB a query may take beside the data")
    answer_size: int = bound(
        512, "MiB an answer may have; it is whole before its first byte is sent"
    )
    spool_memory: int = bound(1, "MiB of an answer kept in memory before it goes to a file")
    spool_folder: str = machine_bound(
        tempfile.gettempdir, "folder of the files of long answers", "the temporary folder"
    )
    query_length: int = bound(200_000, "bytes a query may have")
    nesting: int = bound(400, "brackets a query may nest")
    query_workers: int = machine_bound(
        lambda: 4 * cores() + 4, "queries that run at the same time", "4 × cores + 4"
    )
    page_workers: int = machine_bound(
        lambda: max(2, cores()), "queries of pages that run at the same time", "cores, at least 2"
    )
    past_workers: int = bound(
        1, "queries of releases before the current one that run at the same time; 0 for none"
    )
    queue: int = bound(256, "queries that may wait for a worker; beyond it 503")
    queue_wait: float = bound(10.0, "seconds a query may wait for a worker; beyond it 503")
    client_queries: int = bound(4, "queries of one client at the same time; 0 for no limit")
    client_budget: float = bound(120.0, "seconds of computing a client may save up; 0 for no limit")
    client_refill: float = bound(1.0, "seconds of computing a client is given each second")
    answer_cache: int = bound(32, "MiB of answers kept by each web process; 0 for none")
    cache_entry: int = bound(256, "KiB an answer may have to be kept")
    page_entry: int = bound(1024, "KiB a page may have to be kept; a few have more than 256")
    ahead: int = bound(
        1500,
        "pages each web process makes while nobody asks, so that the first is quick; 0 for none",
    )
    services: str = bound(
        "", "endpoints that SERVICE may name, separated by spaces; none by default"
    )
    service_private: str = bound("", "hosts or networks of these that may be private or loopback")
    service_size: int = bound(16, "MiB an answer of such an endpoint may have")
    memory_release: int = bound(4096, "MiB of dump above which the store is read from disk")
    memory_copied: int = bound(
        4096, "MiB of the store in memory that all workers together may come to copy"
    )
    disk_first: int = bound(
        64, "MiB of dump above which a start answers from disk while the release is loaded"
    )
    web_processes: int = machine_bound(
        lambda: min(2, cores()), "processes that speak HTTP", "cores, at most 2"
    )
    web_threads: int = bound(8, "threads for pages in each of them")
    quick_threads: int = bound(
        4, "threads in each of them for queries that have proved to be quick; 0 for none"
    )
    connections: int = bound(8192, "open connections of each of them")
    backlog: int = bound(4096, "connections that may wait to be accepted")
    header_wait: float = bound(15.0, "seconds a client may take to send headers, or stay idle")
    body_wait: float = bound(30.0, "seconds a client may take to send a body")
    read_wait: float = bound(60.0, "seconds a client may read nothing of its answer")
    body_size: int = bound(16, "MiB a request to a page may have")
    reorder: bool = bound(True, "put patterns that stand together into the order of their numbers")
    short_slices: bool = bound(True, "give a query that computes for long shorter turns")
    mcp_origins: str = bound(
        "", "origins (https://host) whose web pages may use /mcp, by spaces; * for all"
    )
    log_queries: bool = bound(False, "write the text of queries into the log")

    @property
    def longest_body(self) -> int:
        """Return the most bytes a query may have that is sent as a form: three for a character."""
        return 3 * self.query_length + 65536

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Read each limit from ``URBSOL_NAME``; raise UsageError for nonsense."""
        env = os.environ if environment is None else environment
        return cls.from_texts(
            {limit.name: env[variable(limit)] for limit in fields(cls) if env.get(variable(limit))}
        )

    @classmethod
    def from_texts(cls, texts: Mapping[str, str]) -> Self:
        """Take limits by name from their texts; raise UsageError for nonsense or unknown names."""
        known = {limit.name: limit for limit in fields(cls)}
        unknown = set(texts) - set(known)
        if unknown:
            raise UsageError(f"unknown limits: {', '.join(sorted(unknown))}")
        values: dict[str, Any] = {name: parsed(known[name], text) for name, text in texts.items()}
        return cls(**values)

    def to_environment(self) -> dict[str, str]:
        """Return what from_environment reads back, for child processes."""
        return {variable(limit): text_of(getattr(self, limit.name)) for limit in fields(self)}


def variable(limit: Field[Any]) -> str:
    """Return the environment variable of a limit."""
    return PREFIX + limit.name.upper()


def documented(limit: Field[Any]) -> str:
    """Return the row of a limit in the documentation: variable, option, default, meaning."""
    default = limit.metadata.get("default", "")
    if isinstance(limit.default, bool | int | float):
        default = text_of(limit.default).removesuffix(".0")
    elif isinstance(limit.default, str):
        default = limit.default or "none"
    option = f"--{limit.name.replace('_', '-')}"
    return f"| `{variable(limit)}` | `{option}` | {default} | {limit.metadata['meaning']} |"


def text_of(value: object) -> str:
    """Return a value as parsed() reads it."""
    return str(int(value)) if isinstance(value, bool) else str(value)


def parsed(limit: Field[Any], text: str) -> float | int | str | bool:
    """Return the value a text gives to a limit; raise UsageError when it gives none."""
    if limit.type == "str":
        return text
    if limit.type == "bool":
        if text.lower() in {"1", "true", "yes", "on", "0", "false", "no", "off"}:
            return text.lower() in {"1", "true", "yes", "on"}
        raise UsageError(f"{variable(limit)} must be 1 or 0, not {text!r}")
    try:
        value = int(text) if limit.type == "int" else float(text)
    except ValueError as error:
        raise UsageError(f"{variable(limit)} must be a number, not {text!r}") from error
    if not 0 <= value < float("inf"):
        raise UsageError(f"{variable(limit)} must not be negative, not {text!r}")
    return value
