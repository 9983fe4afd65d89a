"""Makes one office of what several sources tell of it: same person, body and office, same time.

Keys of tenures hold their start, so that two sources that know it with other precision, or only
one of which knows it, name two. Starts that contradict each other stay two.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from loaders.iris import is_claims_graph
from loaders.rdf.nquads import iri, split
from loaders.vocabulary import ORG, RDFS, urb

TENURE = b"/id/tenure/"
_LEXICAL = re.compile(rb'"([^"]*)"')


@dataclass
class _Tenure:
    """What is told of one tenure (who, where, as what, from and to when), and the graphs."""

    iri: bytes
    said: dict[bytes, set[bytes]] = field(default_factory=lambda: defaultdict(set))
    graphs: set[bytes] = field(default_factory=set)

    def one(self, predicate: bytes) -> bytes:
        """Return the only value of a property, b"" for none or several."""
        values = self.said.get(predicate, set())
        return next(iter(values)) if len(values) == 1 else b""


@dataclass(frozen=True)
class Offices:
    """Reads which tenures are one, and writes the files that name them so; ``base`` as in IRIs."""

    base: str

    def unify(self, files: Sequence[Path], folder: Path) -> list[Path]:
        """Return sorted files of quads in which each office stands once.

        A file that names a tenure that goes over into another is written anew in ``folder``.
        """
        holding = [path for path in files if TENURE in path.read_bytes()]
        told = self._tenures(line for path in holding for line in _lines(path))
        kept = {one.iri: into for into, others in self._groups(told.values()) for one in others}
        if not kept:
            return list(files)
        return [self._rewritten(path, folder, kept) if path in holding else path for path in files]

    def _tenures(self, lines: Iterable[bytes]) -> dict[bytes, _Tenure]:
        start = f"<{self.base}id/tenure/".encode()
        found: dict[bytes, _Tenure] = {}
        for line in lines:
            if line.startswith(start):
                subject, predicate, value, graph = split(line)
                if not is_claims_graph(iri(graph)):
                    tenure = found.setdefault(subject, _Tenure(subject))
                    tenure.said[predicate].add(value)
                    tenure.graphs.add(graph)
        return found

    def _groups(self, tenures: Iterable[_Tenure]) -> Iterator[tuple[_Tenure, list[_Tenure]]]:
        """Yield each tenure that others are the same as: the one whose start is most precise."""
        offices: dict[tuple[bytes, ...], list[_Tenure]] = defaultdict(list)
        for tenure in tenures:
            parts = tuple(map(tenure.one, self._who()))
            if all(parts):
                offices[parts].append(tenure)
        for same in offices.values():
            same.sort(key=lambda one: (-len(_known(one.one(self._term("start")))), one.iri))
            leading: list[tuple[_Tenure, list[_Tenure]]] = []
            for tenure in same:
                fitting = [group for group in leading if self._fits(tenure, group[0])]
                if len(fitting) == 1:  # without a start it may be either of two terms of office
                    fitting[0][1].append(tenure)
                else:
                    leading.append((tenure, []))
            yield from (group for group in leading if group[1])

    def _fits(self, tenure: _Tenure, into: _Tenure) -> bool:
        """Tell whether two tenures can be one: none of their dates contradicts the other's."""
        if tenure.graphs & into.graphs:
            return False  # one record tells them apart
        pairs = [
            [_known(one.one(self._term(name))) for one in (tenure, into)]
            for name in ("start", "end")
        ]
        alike = all(a.startswith(b) or b.startswith(a) for a, b in pairs)
        (start, known), (end, last) = pairs
        ordered = not (end and known and end < known) and not (last and start and last < start)
        return alike and ordered

    def _rewritten(self, path: Path, folder: Path, kept: Mapping[bytes, _Tenure]) -> Path:
        target = folder / f"{path.parent.name}-{path.name}"
        lines = {new for line in _lines(path) if (new := self._line(line, kept))}
        target.write_bytes(b"".join(sorted(lines)))
        return target

    def _line(self, line: bytes, kept: Mapping[bytes, _Tenure]) -> bytes:
        """Return a line that speaks of the tenure that is kept, b"" for what that one knows better.

        A start or end in fewer words stays as what the source states.
        """
        if TENURE not in line:
            return line
        subject, predicate, value, graph = split(line)
        into = kept.get(subject)
        if into is not None and into.said.get(predicate, {value}) != {value}:
            if predicate == self._term("start"):
                words = b'"' + _known(value) + b'"'
                return b" ".join([into.iri, self._term("dateText"), words, graph, b".\n"])
            if predicate in self._single():
                return b""
        for old, new in kept.items():
            line = line.replace(old, new.iri)
        return line

    def _who(self) -> tuple[bytes, ...]:
        return self._term("holder"), str(ORG.organization).encode(), self._term("office")

    def _single(self) -> set[bytes]:
        """Return the properties of which a tenure has one value."""
        names = ("start", "end", "earliestStart", "latestStart", "earliestEnd", "latestEnd")
        return {*map(self._term, names), str(RDFS.label).encode()}

    def _term(self, name: str) -> bytes:
        return str(urb(self.base)(name)).encode()


def _known(value: bytes) -> bytes:
    """Return the lexical form of a date, b"" for none."""
    match = _LEXICAL.match(value)
    return match[1] if match else b""


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from file
