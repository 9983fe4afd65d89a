"""Reads what a client of the Reconciliation API asks, of version 0.1 as of 0.2, within bounds."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from endpoint.languages.speaking import N_
from endpoint.site.core.problems import Problem
from endpoint.site.reconcile.types import kind_of, narrowing

MOST, MOST_PROPERTIES, MOST_VALUES, MOST_CANDIDATES = 1000, 10, 10, 50
LONGEST = 300
USUAL = 5  # candidates of a query that names no limit


@dataclass(frozen=True)
class Query:
    """One name to find: its text, the kinds it may be of (() for all), and what is known of it.

    ``known`` are pairs of a property that narrows and a value; ``strange`` tells that only types
    were asked for that are not here. Things of the kinds ``preferred`` go before others, of which
    none is a sure match.
    """

    text: str
    kinds: tuple[str, ...] = ()
    limit: int = USUAL
    known: tuple[tuple[str, str], ...] = ()
    strange: bool = False
    preferred: tuple[str, ...] = ()

    @property
    def wanted(self) -> tuple[str, ...]:
        """Return the kinds the thing must or should be of; () where none was named."""
        return self.kinds or self.preferred


def malformed() -> Problem:
    """Return the problem of a batch that cannot be read."""
    return Problem(
        400,
        "bad-request",
        N_('Send JSON such as queries={"q0": {"query": "Palermo"}}, at most %(most)s queries.'),
        values={"most": MOST},
    )


def read_json(text: str) -> Any:
    """Return what a text of JSON says; raise the 400 problem when it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise malformed() from None


def batch(text: str) -> dict[str, Query]:
    """Return the queries of a batch by their keys."""
    found = read_json(text)
    if not isinstance(found, dict) or len(found) > MOST:
        raise malformed()
    return {str(key): query(value) for key, value in found.items()}


def single(text: str) -> Query:
    """Return the query of ``query=`` (version 0.1): JSON, or the name alone."""
    return query(read_json(text)) if text.lstrip().startswith("{") else query({"query": text})


def query(value: object) -> Query:
    """Return one query; raise the 400 problem when it has not the form of one."""
    if isinstance(value, str):
        value = {"query": value}
    if not isinstance(value, dict) or not ("query" in value or value.get("properties")):
        raise malformed()
    text, limit = value.get("query", ""), value.get("limit", USUAL)
    if not isinstance(text, str) or not isinstance(limit, int | float) or limit != limit:  # noqa: PLR0124
        raise malformed()
    wanted = [_id(one) for one in _list(value.get("type"))]
    kinds = tuple(kind for one in wanted if (kind := kind_of(one)))
    # `should` types are preferred only (as OpenRefine asks): others are not left out.
    optional = value.get("type_strict") == "should"
    return Query(
        text[:LONGEST],
        () if optional else kinds,
        int(max(1, min(limit, MOST_CANDIDATES))),
        tuple(_known(value.get("properties"))),
        bool(wanted) and not kinds and not optional,
        kinds if optional else (),
    )


def _known(properties: object) -> Sequence[tuple[str, str]]:
    found = []
    for one in _list(properties)[:MOST_PROPERTIES]:
        if not isinstance(one, dict):
            raise malformed()
        name = narrowing(_id(one.get("pid", one.get("p", ""))))
        for value in _list(one.get("v"))[:MOST_VALUES]:
            text = _id(value).strip()[:LONGEST]
            if name and text:
                found.append((name, text))
    return found


def _list(value: object) -> list[Any]:
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def _id(value: object) -> str:
    """Return the id or text of a value, which may be an object with both (0.1 and 0.2)."""
    if isinstance(value, Mapping):
        value = value.get("id") or value.get("name") or ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)
