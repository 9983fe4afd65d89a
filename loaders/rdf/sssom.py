"""Reads a table of mappings between terms of ours and of others (SSSOM, the TSV form)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode

from loaders.errors import DataError
from loaders.rdf.rebase import read_rebased

PREFIX = re.compile(r'#\s+(?P<name>[a-z]+): "(?P<iri>[^"\s]+)"')
NEEDED = ("subject_id", "predicate_id", "object_id", "mapping_justification")


@dataclass(frozen=True)
class Mapping:
    """What a row says: a term or concept of ours, how it is alike, and what it is like."""

    subject: NamedNode
    predicate: NamedNode
    object: NamedNode


def read_mappings(path: Path, base: str) -> tuple[Mapping, ...]:
    """Return the mappings of a table, under a base; raise DataError with file and line."""
    text = read_rebased(path, base)
    prefixes = {match["name"]: match["iri"] for match in PREFIX.finditer(text)}
    comments = sum(1 for line in text.splitlines() if line.startswith("#"))
    rows = csv.DictReader(text.splitlines()[comments:], delimiter="\t")
    return tuple(_mappings(rows, prefixes, path, comments + 2))


def _mappings(
    rows: csv.DictReader[str], prefixes: dict[str, str], path: Path, first: int
) -> Iterator[Mapping]:
    for number, row in enumerate(rows, first):
        if missing := [name for name in NEEDED if not row.get(name)]:
            raise DataError(f"{missing[0]} is missing", path, line=number)
        terms = []
        for name in NEEDED[:3]:
            prefix, _, local = str(row[name]).partition(":")
            if prefix not in prefixes:
                raise DataError(
                    f"{row[name]!r} has a prefix that is not in the curie_map",
                    path,
                    line=number,
                    remedy="add the prefix to the lines above the table",
                )
            terms.append(NamedNode(prefixes[prefix] + local))
        yield Mapping(*terms)
