"""Writes pages of the change log (LDES 1.0, TREE) as TriG; without blank nodes, sorted.

A member is an activity (Activity Streams 2.0): Create, Update or Delete of a unit of the dataset.
What it makes of it stands in the named graph that has the IRI of the activity. ``as:object`` is the
graph, or with ``as:target`` the subject of which that graph says so from now on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loaders.ledger import Entry, order
from loaders.rdf.nquads import split
from loaders.release.stream.units import Unit

AS = "https://www.w3.org/ns/activitystreams#"
LDES = "https://w3id.org/ldes#"
TREE = "https://w3id.org/tree#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
DCTERMS = "http://purl.org/dc/terms/"
SPDX = "http://spdx.org/rdf/terms#"
TIME = "http://www.w3.org/2001/XMLSchema#dateTime"
CREATE, UPDATE, DELETE = "Create", "Update", "Delete"
MEMBERS = 1000  # of a page


@dataclass(frozen=True)
class Activity:
    """What became of a unit in a release; ``lines`` are its N-Quads now, none when deleted."""

    kind: str
    unit: Unit
    lines: tuple[bytes, ...] = ()


def published(version: str) -> str:
    """Return the time of a release: its day, and the second of its number on that day."""
    day, number, _ = order(version)
    return f"{day}T{number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}Z"


@dataclass(frozen=True)
class Stream:
    """The stream of a dataset; addresses begin with ``base``."""

    base: str

    @property
    def root(self) -> str:
        """Return the IRI of the stream."""
        return f"{self.base}changes"

    def page(self, entry: Entry, number: int, activities: Iterable[Activity]) -> bytes:
        """Return one page with activities of a release."""
        node = f"{self.root}/{entry.version}-{number}"
        lines = [_line(node, RDF_TYPE, f"{TREE}Node")]
        graphs: list[bytes] = []
        for activity in activities:
            name = self._name(entry, activity.unit)
            lines += self._activity(entry, name, activity)
            if activity.lines:
                graphs.append(_graph(name, activity.lines))
        return "".join(lines).encode() + b"".join(graphs)

    def _name(self, entry: Entry, unit: Unit) -> str:
        digest = hashlib.sha256("\0".join(unit).encode()).hexdigest()[:20]
        return f"{self.root}/{entry.version}#{digest}"

    def _activity(self, entry: Entry, name: str, activity: Activity) -> Iterator[str]:
        graph, subject = activity.unit
        yield _line(self.root, f"{TREE}member", name)
        yield _line(name, RDF_TYPE, f"{AS}{activity.kind}")
        yield _line(name, f"{AS}object", subject or graph)
        if subject:
            yield _line(name, f"{AS}target", graph)
        yield _line(name, f"{AS}published", published(entry.version), TIME)

    def index(self, entries: Iterable[tuple[Entry, int]]) -> bytes:
        """Return the first page: the stream, and where the pages of each release are.

        ``entries`` are the releases in order, each with the number of its pages.
        """
        lines = [
            _line(self.root, RDF_TYPE, f"{LDES}EventStream"),
            _line(self.root, f"{LDES}timestampPath", f"{AS}published"),
            _line(self.root, f"{LDES}versionOfPath", f"{AS}object"),
            _line(self.root, f"{TREE}view", f"{self.root}/index"),
            _line(f"{self.root}/index", RDF_TYPE, f"{TREE}Node"),
        ]
        for entry, pages in entries:
            lines += self._release(entry, pages)
        return "".join(lines).encode()

    def _release(self, entry: Entry, pages: int) -> Iterator[str]:
        release, time = f"{self.base}release/{entry.version}", published(entry.version)
        checksum = f"{release}#hash"
        yield _line(release, f"{DCTERMS}issued", time, TIME)
        yield _line(release, f"{SPDX}checksum", checksum)
        yield _line(checksum, f"{SPDX}checksumValue", entry.hash, "")
        for number in range(pages):
            page = f"{self.root}/{entry.version}-{number}"
            yield _line(page, f"{DCTERMS}isPartOf", release)
            for bound in ("GreaterThanOrEqualToRelation", "LessThanOrEqualToRelation"):
                relation = f"{page}#{bound}"
                yield _line(f"{self.root}/index", f"{TREE}relation", relation)
                yield _line(relation, RDF_TYPE, f"{TREE}{bound}")
                yield _line(relation, f"{TREE}node", page)
                yield _line(relation, f"{TREE}path", f"{AS}published")
                yield _line(relation, f"{TREE}value", time, TIME)


def _line(subject: str, predicate: str, value: str, datatype: str | None = None) -> str:
    """Return a statement; with a datatype ("" for none) the value is a literal without quotes."""
    if datatype is None:
        return f"<{subject}> <{predicate}> <{value}> .\n"
    typed = f"^^<{datatype}>" if datatype else ""
    return f'<{subject}> <{predicate}> "{value}"{typed} .\n'


def _graph(name: str, lines: Iterable[bytes]) -> bytes:
    """Return lines of N-Quads as a named graph in TriG."""
    triples = (b"%b %b %b .\n" % split(line)[:3] for line in lines)
    return b"<%b> {\n%b}\n" % (name.encode(), b"".join(triples))
