"""Keeps the dates that several records give one relation: what disagrees becomes stated dates.

A membership, an act, a designation or a signature may be told of by several records.  Where their
dates fit each other the narrowest stays the date; where they do not, each is kept as a stated date
(``{thing}#stated-start-2018``) in the graph of its record, and the bounds of the thing reach over
all of them.  The rule ``conflicts-of-dates`` makes the conflict.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import groupby
from pathlib import Path

from loaders.iris import is_claims_graph
from loaders.mapping.result import GRAPHS, QUADS, SHEET, SourceResult
from loaders.rdf.nquads import iri, split
from loaders.text import key_of
from loaders.vocabulary import DCTERMS, RDF, RDFS, XSD

KINDS = ("membership", "act", "designation", "signature")
DATES = ("start", "end", "date")
BOUNDS = ("earliest", "latest")
OPEN = ("0001-01-01", "9999-12-31")
Key = tuple[bytes, str]
"""A thing (its IRI in N-Quads syntax) and which of its dates."""
Said = dict[str, bytes]
"""What one record says of a date: the value ('') and its bounds, each in N-Quads syntax."""


@dataclass
class Dates:
    """What the records say of the dates of relations, graph by graph; IRIs begin with ``base``."""

    base: str
    found: dict[Key, dict[bytes, Said]] = field(default_factory=lambda: defaultdict(dict))
    doubled: set[Key] = field(default_factory=set)

    @cached_property
    def _things(self) -> tuple[bytes, ...]:
        return tuple(f"<{self.base}id/{kind}/".encode() for kind in KINDS)

    @cached_property
    def _parts(self) -> Mapping[bytes, tuple[str, str]]:
        """Return which date a property tells of, and which part of it."""
        names = {
            f"{part}{name.title() if part else name}": (name, part)
            for name in DATES
            for part in ("", *BOUNDS)
        }
        return {f"<{self.base}ontology#{name}>".encode(): one for name, one in names.items()}

    def part(self, line: bytes) -> tuple[Key, str, bytes, bytes] | None:
        """Return date, part, value and graph of a line that tells of a date of a relation."""
        if not line.startswith(self._things):
            return None
        subject, predicate, value, graph = split(line)
        named = self._parts.get(predicate)
        if named is None or b"#" in subject or is_claims_graph(iri(graph)):
            return None
        return (subject, named[0]), named[1], value, graph

    def take(self, lines: Iterable[bytes]) -> None:
        """Note what lines say."""
        for line in lines:
            if known := self.part(line):
                key, part, value, graph = known
                said = self.found[key].setdefault(graph, {})
                # A record that contradicts itself is a mistake, which the checks report.
                if said.setdefault(part, value) != value:
                    self.doubled.add(key)

    def differing(self) -> dict[Key, dict[bytes, Said]]:
        """Return the dates that records give differently."""
        return {
            key: said
            for key, said in self.found.items()
            if key not in self.doubled
            and len({tuple(sorted(one.items())) for one in said.values()}) > 1
        }


@dataclass(frozen=True)
class Settled:
    """How the dates of one relation are kept: graphs that state them, and the bounds over all.

    ``moved`` are the graphs whose date becomes a stated one; ``bounds`` is empty where one stays.
    """

    moved: frozenset[bytes]
    bounds: tuple[str, str] | tuple[()] = ()


def settled(said: Mapping[bytes, Said]) -> Settled:
    """Return how to keep what several records (by graph) say of one date."""
    spans = {graph: _span(one) for graph, one in said.items()}
    first, last = max(one[0] for one in spans.values()), min(one[1] for one in spans.values())
    if first > last:
        reach = min(one[0] for one in spans.values()), max(one[1] for one in spans.values())
        return Settled(frozenset(said), reach)
    # Earliest as late and latest as early as can be: the narrowest; a date goes before a bound.
    kept = min(said, key=lambda graph: ("" not in said[graph], _days(spans[graph]), graph))
    return Settled(frozenset(graph for graph in said if said[graph] != said[kept]))


def _span(said: Said) -> tuple[str, str]:
    earliest, latest = (_day(said.get(part), OPEN[n]) for n, part in enumerate(BOUNDS))
    return earliest, latest


def _day(value: bytes | None, otherwise: str) -> str:
    return value.split(b'"', 2)[1].decode() if value else otherwise


def _days(span: tuple[str, str]) -> int:
    return (date.fromisoformat(span[1]) - date.fromisoformat(span[0])).days


@dataclass(frozen=True)
class Rewriting:
    """Writes the lines of records anew whose dates differ from those of others."""

    base: str
    dates: Dates
    keys: Mapping[Key, Settled]
    pages: Mapping[bytes, list[bytes]]

    def lines(self, line: bytes) -> Iterator[bytes]:
        """Yield what takes the place of one line."""
        known = self.dates.part(line)
        if known is None or known[0] not in self.keys:
            yield line
            return
        (subject, name), _, value, graph = known
        how = self.keys[subject, name]
        if graph not in how.moved:
            yield line
            return
        said = self.dates.found[subject, name][graph]
        stated = _stated(subject, name, said)
        yield _line(stated, line.split(b" ", 2)[1], value, graph)
        yield from self._described(stated, subject, said, graph)
        for reach, bound in zip(how.bounds, BOUNDS, strict=False):
            if reach not in OPEN:
                predicate = f"<{self.base}ontology#{bound}{name.title()}>".encode()
                yield _line(subject, predicate, f'"{reach}"^^{XSD.date}'.encode(), graph)

    def _described(self, stated: bytes, about: bytes, said: Said, graph: bytes) -> Iterator[bytes]:
        urb, words = f"<{self.base}ontology#", f'"{_words(said)}"'.encode()
        classes = ("StatedValue", "StatedDate") if "" in said else ("StatedValue",)
        for name in classes:
            yield _line(stated, TYPE, f"{urb}{name}>".encode(), graph)
        yield _line(stated, str(RDFS.label).encode(), words, graph)
        yield _line(stated, f"{urb}statedText>".encode(), words, graph)
        yield _line(stated, f"{urb}about>".encode(), about, graph)
        for page in self.pages.get(graph, ()):
            yield _line(stated, SOURCE, page, graph)


TYPE, SOURCE = str(RDF.type).encode(), str(DCTERMS.source).encode()


def _line(*terms: bytes) -> bytes:
    return b" ".join((*terms, b".\n"))


def _words(said: Said) -> str:
    if "" in said:
        return _day(said[""], "")
    span = [_day(said.get(bound), "..") for bound in BOUNDS]
    return "/".join(span)  # an EDTF interval: only the bounds are known


def _stated(subject: bytes, name: str, said: Said) -> bytes:
    return subject[:-1] + f"#stated-{name}-{key_of(_words(said))}>".encode()


def settle(results: Mapping[str, SourceResult], folder: Path, base: str) -> dict[str, SourceResult]:
    """Return the sources with differing dates kept side by side, those concerned written anew.

    What is written anew goes into ``folder`` (by stem); all other results are as they were.
    """
    dates = Dates(base)
    for result in results.values():
        with result.quads_file.open("rb") as lines:
            dates.take(lines)
    keys = {key: settled(said) for key, said in dates.differing().items()}
    graphs = {graph for how in keys.values() for graph in how.moved}
    shutil.rmtree(folder, ignore_errors=True)
    kept = dict(results)
    for stem in {_stem(graph, base) for graph in graphs} & set(results):
        result = results[stem]
        rewriting = Rewriting(base, dates, keys, _pages(result.quads_file, graphs))
        kept[stem] = _rewritten(result, rewriting, folder / stem)
    return kept


def _stem(graph: bytes, base: str) -> str:
    return iri(graph).removeprefix(f"{base}graph/").partition("/")[0]


def _pages(path: Path, graphs: set[bytes]) -> dict[bytes, list[bytes]]:
    """Return the pages that records cite (in the catalogue)."""
    pages = dict[bytes, list[bytes]]()
    with path.open("rb") as lines:
        for line in lines:
            subject, predicate, value, _ = split(line)
            if predicate == SOURCE and subject in graphs:
                pages.setdefault(subject, []).append(value)
    return pages


def _rewritten(result: SourceResult, rewriting: Rewriting, folder: Path) -> SourceResult:
    folder.mkdir(parents=True)
    with result.quads_file.open("rb") as lines, (folder / QUADS).open("wb") as file:
        every = sorted({new for line in lines for new in rewriting.lines(line)})
        file.writelines(every)
    if result.graphs_file:
        with result.graphs_file.open("rb") as lines, (folder / GRAPHS).open("wb") as file:
            for _, group in groupby(lines, key=lambda line: split(line)[3]):
                file.writelines(sorted({new for line in group for new in rewriting.lines(line)}))
    if result.review_sheet:
        shutil.copyfile(result.review_sheet, folder / SHEET)
    return replace(result, folder=folder, quads=len(every))
